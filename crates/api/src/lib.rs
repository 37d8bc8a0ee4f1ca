//! The wire types: everything that a client and the server say to each other, and conversions from and to the domain.

// A new kind of something has to be put somewhere by whoever adds it: no match passes it over in silence.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm))]

pub mod account;
pub mod action;
pub mod ballot;
pub mod calendar;
pub mod delivery;
pub mod entity;
pub mod home;
mod ics;
pub mod invitation;
pub mod live;
mod markdown;
pub mod paper;
pub mod practice;
pub mod preparation;
pub mod problem;
pub mod project;
pub mod recurrence;
pub mod report;
pub mod report_link;
pub mod retention;
pub mod rhythm;
pub mod runbook;
pub mod scenario;
pub mod screen;
pub mod slack;
pub mod story;
pub mod survey_setup;
mod table;
pub mod team;
pub mod time;
pub mod trend;
pub mod walls;
pub mod workshop;
