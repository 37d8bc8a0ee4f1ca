//! What Readyroom keeps: one trait, with SQLite and PostgreSQL behind it.
//!
//! Transactions begin and end in here, and SQL is nowhere else. Times, ids and tokens are arguments; of a token only its
//! SHA-256 ever comes in. Each module holds one resource: its rows, and the methods on them.

// Every match names all variants, so that a new variant does not compile until each match handles it.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm))]
#![expect(clippy::duplicate_mod, reason = "src/sql is compiled once for each database; see src/sql/mod.rs")]

pub mod accounts;
pub mod actions;
pub mod archive;
pub mod ballots;
pub mod closings;
pub mod demonstrations;
mod error;
pub mod familiarity;
pub mod guests;
mod migrations;
pub mod outbox;
mod page;
pub mod pictures;
mod postgres;
pub mod practice;
pub mod preparation;
pub mod report_links;
pub mod retention;
pub mod rhythm;
pub mod rounds;
pub mod runbooks;
pub mod scenarios;
pub mod screens;
pub mod slack;
mod sqlite;
mod store;
pub mod surveys;
pub mod systems;
pub mod teams;
pub mod trends;
pub mod walls;
mod word;
pub mod workshops;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use crate::error::{Conflict, Error, Result};
pub use crate::page::Page;
pub use crate::store::Store;

/// A SHA-256: of a token, so that a reader of the database cannot use it, or of a picture's bytes.
pub type Sha256 = [u8; 32];

/// Opens the database at an address: `sqlite:PATH`, or `postgres://…`. See [`open_sqlite`] and [`open_postgres`].
pub async fn open(address: &str) -> Result<Arc<dyn Store>> {
    if let Some(path) = sqlite_path(address) {
        open_sqlite(&path).await
    } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        open_postgres(address).await
    } else {
        Err(Error::Address("it begins neither with sqlite: nor with postgres://".into()))
    }
}

/// Opens an SQLite database, which is made where there is none, and brings it to the newest schema. Its folder must be
/// there and writable.
pub async fn open_sqlite(path: &Path) -> Result<Arc<dyn Store>> {
    Ok(Arc::new(sqlite::SqliteDatabase::open(path).await?))
}

/// Connects to a PostgreSQL database, and brings it to the newest schema.
pub async fn open_postgres(url: &str) -> Result<Arc<dyn Store>> {
    Ok(Arc::new(postgres::PostgresDatabase::open(url).await?))
}

/// The file that an address of an SQLite database names.
fn sqlite_path(address: &str) -> Option<PathBuf> {
    let path = address.strip_prefix("sqlite:")?;
    Some(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
}
