//! Scenario files and packs: reading them with every fault named, writing them, their JSON Schema; redaction; files of other programs as
//! drafts.
//!
//! Nothing here does IO but `check`, which reads the files that it is asked to look at.

// A match on an enum names every variant, so that the compiler finds all places that a new variant concerns.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm))]

mod check;
mod fault;
mod fields;
mod forms;
mod import;
mod invisible;
mod keys;
mod pack;
mod picture;
mod read;
pub mod redaction;
mod schema;
pub mod slack;
mod span;
#[cfg(test)]
mod testing;
mod tree;
mod write;

pub use check::{CheckReport, check_paths};
pub use fault::Fault;
pub use import::{ImportFile, ImportKind, Imported, MAX_IMPORT, MAX_IMPORTED, import_file, recognise_kind};
pub use pack::{MAX_PACK_SCENARIOS, MAX_PACK_SYSTEMS, Pack, PackHead, PackSystem, read_pack};
pub use picture::MAX_PICTURE;
pub use read::{ScenarioFile, read_scenario};
pub use schema::SCHEMA;
pub use tree::MAX_FILE;
pub use write::{write, write_pack_head};
