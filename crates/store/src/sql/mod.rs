//! The statements, written once for both databases.
//!
//! This folder is compiled twice: as a part of `sqlite` and of `postgres`. The module above provides `Database` with
//! `read` and `write`, the driver's types, and the few statements that differ. SQLite reads `$1` as PostgreSQL does, and
//! both know ON CONFLICT, RETURNING and rows as values.

mod accounts;
mod actions;
mod ballots;
mod closings;
mod demonstrations;
mod erasure;
mod familiarity;
mod fold;
mod guests;
mod leaving;
mod outbox;
mod pictures;
mod practice;
mod preparation;
mod query;
mod report_links;
mod retention;
mod rhythm;
mod rounds;
mod row;
mod runbooks;
mod scenarios;
mod screens;
mod slack;
mod store;
mod surveys;
mod systems;
mod teams;
mod trends;
mod walls;
mod workshops;

pub(crate) use self::fold::update_fold_keys;
pub(crate) use self::query::failure;
pub(super) use self::row::to_json;
pub(super) use self::workshops::{EVENTS_SCHEMA, append_all, version};
use super::{
    Connection, Database, Db, LOCK_DEMONSTRATIONS, LOCK_ROUND, LOCK_TEAM, NAMES, OUTGOING_COUNTS, REVISIONS, Row,
    constraint, ids,
};
