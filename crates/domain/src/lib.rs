//! The rules of Readyroom: pure functions over plain data.
//!
//! Nothing here waits, reads a clock, draws a random number of its own or does IO. Time, chance and ids are arguments.

// A match on an enum names every variant, so that the compiler finds all places that a new variant concerns.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm))]

pub mod actions;
pub mod characters;
pub mod entries;
pub mod id;
pub mod investigation;
pub mod link;
pub mod messages;
pub mod picture;
pub mod practice;
pub mod preparation;
pub mod refusal;
pub mod retention;
pub mod rhythm;
pub mod runbook;
pub mod scenario;
pub mod similar;
pub mod slack;
pub mod survey;
pub mod team;
pub mod text;
pub mod time;
pub mod token;
mod words;
pub mod workshop;
