//! The wire types: everything that a client and the server say to each other, and conversions from and to the domain.

// A new kind of something has to be put somewhere by whoever adds it: no match passes it over in silence.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm, clippy::too_many_lines))]

pub mod account;
pub mod action;
pub mod ballot;
pub mod delivery;
pub mod entity;
pub mod home;
pub mod live;
pub mod practice;
pub mod preparation;
pub mod problem;
pub mod project;
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
