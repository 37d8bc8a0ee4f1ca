//! The rules of Readyroom: pure functions over plain data.
//!
//! Nothing here waits, reads a clock, draws a random number of its own or does IO. Time, chance and ids are arguments.

pub mod id;
pub mod link;
pub mod picture;
pub mod practice;
pub mod preparation;
pub mod retention;
pub mod rhythm;
pub mod scenario;
pub mod similar;
pub mod slack;
pub mod survey;
pub mod text;
pub mod time;
pub mod token;
pub mod workshop;
