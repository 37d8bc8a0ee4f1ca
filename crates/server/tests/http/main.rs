//! The API as clients see it: a real server, a real database, real requests.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod ballot_page;
mod ballots;
mod cards;
mod delivery;
mod demo;
mod demonstration;
mod erasure;
mod expired_rights;
mod export;
mod follow_up;
mod identity;
mod input;
mod limits;
mod mutations;
mod network;
mod operations;
mod packs;
mod paper;
mod permissions;
mod practice;
mod preparation;
mod printing;
mod reopening;
mod report;
mod report_links;
mod retention;
mod rhythm;
mod rights;
mod rounds;
mod slack;
mod slack_delivery;
mod table;
mod teams;
mod trend;
mod workshops;
mod world;
