//! What every store does, asked of SQLite and of PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod accounts;
mod actions;
mod archive;
mod ballots;
mod demonstrations;
mod erasure;
mod familiarity;
mod guests;
mod leaving;
mod log;
mod opening;
mod outbox;
mod paper;
mod pictures;
mod practice;
mod preparation;
mod raw;
mod report_links;
mod retention;
mod rhythm;
mod rounds;
mod runbooks;
mod scenarios;
mod screens;
mod settings;
mod slack;
mod support;
mod systems;
mod team_deletion;
mod teams;
mod trends;
mod upgrade;
mod walls;
mod workshops;
