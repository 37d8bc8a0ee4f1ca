//! What is written for people and other programs, and read from them: reports, stories, trends and their pictures, calendars, tables,
//! drafts of runbooks, and workshops that were held on paper. Pure: from the state of a workshop, or its log, to a document.

// A new kind of something has to be put somewhere by whoever adds it: no match passes it over in silence.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm, clippy::too_many_lines))]

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
