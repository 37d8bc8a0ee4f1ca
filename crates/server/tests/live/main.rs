//! Live workshops as pages see them: real sockets on a real server, with a clock moved by hand.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod ahead;
mod bad_input;
mod commands;
mod expired_rights;
mod expiry;
mod flags;
mod hat;
mod hidden;
mod joining;
mod people;
mod permissions;
mod protocol;
mod replay;
mod scene;
mod screens;
mod speed;
mod survey;
mod table;
mod times;
mod unsigned;
mod visitors;
