//! What integration tests stand on: real servers and real databases, made for one test and gone after it.

pub mod app;
pub mod chance;
pub mod client;
pub mod keys;
pub mod live;
pub mod log;
pub mod mail;
pub mod postgres;
pub mod raw;
pub mod slack;
pub mod survey;
pub mod workshops;
