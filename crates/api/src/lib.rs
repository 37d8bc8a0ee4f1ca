//! The wire types: everything that a client and the server say to each other, and conversions from and to the domain.

pub mod account;
pub mod action;
pub mod ballot;
pub mod entity;
pub mod home;
pub mod invitation;
pub mod live;
pub mod paper;
pub mod practice;
pub mod preparation;
pub mod problem;
pub mod project;
pub mod report;
pub mod report_link;
pub mod retention;
pub mod runbook;
pub mod scenario;
pub mod screen;
pub mod slack;
pub mod team;
pub mod time;
pub mod walls;
pub mod workshop;
