//! What is written for people and other programs, and read from them: reports, stories, trends and their pictures, calendars, tables,
//! drafts of runbooks, and workshops that were held on paper. Pure: from the state of a workshop, or its log, to a document.

// A match on an enum names every variant, so that the compiler finds all places that a new variant concerns.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm))]

pub mod actions;
pub mod calendar;
mod ics;
pub mod invitation;
mod markdown;
pub mod paper;
pub mod recurrence;
pub mod report;
pub mod runbook;
pub mod story;
mod table;
pub mod trend;
