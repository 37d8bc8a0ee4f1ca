//! The wire types: everything that a client and the server send to each other, and conversions from and to the domain.

// A match on an enum names every variant, so that the compiler finds all places that a new variant concerns.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm))]

pub mod account;
pub mod action;
pub mod ballot;
pub mod delivery;
pub mod entity;
pub mod home;
pub mod investigation;
pub mod live;
pub mod practice;
pub mod preparation;
pub mod printing;
pub mod problem;
pub mod project;
pub mod refusal;
pub mod report_link;
pub mod retention;
pub mod rhythm;
pub mod runbook;
pub mod scenario;
pub mod screen;
pub mod slack;
pub mod survey_setup;
pub mod team;
pub mod time;
pub mod walls;
pub mod workshop;
