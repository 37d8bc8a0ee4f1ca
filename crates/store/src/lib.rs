//! What Readyroom keeps: one trait, with SQLite and PostgreSQL behind it.
//!
//! Transactions begin and end in here, and SQL is nowhere else. Times, ids and tokens are arguments; of a token only its
//! SHA-256 ever comes in. Each module holds one resource: its rows, and the methods on them.

pub mod accounts;
pub mod actions;
mod error;
pub mod guests;
mod page;
pub mod pictures;
pub mod scenarios;
mod store;
pub mod systems;
pub mod teams;
pub mod workshops;

pub use crate::error::{Error, Result};
pub use crate::page::Page;
pub use crate::store::Store;

/// A SHA-256: of a token, so that a reader of the database cannot use it, or of a picture's bytes.
pub type Sha256 = [u8; 32];
