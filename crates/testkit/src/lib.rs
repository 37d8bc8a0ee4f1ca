//! Support for integration tests: real servers and real databases, created for one test and removed after it.

pub mod app;
pub mod client;
pub mod deterministic;
pub mod keys;
pub mod live;
pub mod log;
pub mod mail;
pub mod postgres;
pub mod raw;
pub mod slack;
pub mod survey;
pub mod workshops;
