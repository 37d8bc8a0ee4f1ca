//! Migrations: forward only, the same numbers on both databases.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};

use crate::{Error, Result};

/// The number, the name and the statements of every migration of one database.
pub(crate) type Migrations = [(i64, &'static str, &'static str)];

/// Brings a database to the newest schema that this program knows.
pub(crate) async fn run<C: Migrate>(connection: &mut C, migrations: &Migrations) -> Result<()> {
    let known = migrations.iter().map(|(number, ..)| *number).max().unwrap_or_default();
    let steps = migrations.iter().map(|(number, name, statements)| {
        Migration::new(*number, (*name).into(), MigrationType::Simple, statements.into_sql_str(), false)
    });
    // SQLite's file is ours alone, and for PostgreSQL the caller holds a lock.
    let mut migrator = Migrator::with_migrations(steps.collect());
    migrator.set_locking(false);
    match migrator.run_direct(None, connection, false).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(_)) => {
            let applied = connection.list_applied_migrations("_sqlx_migrations").await.map_err(unavailable)?;
            let found = applied.iter().map(|migration| migration.version).max().unwrap_or_default();
            Err(Error::NewerSchema { found, known })
        }
        Err(error @ MigrateError::VersionMismatch(_)) => Err(Error::Corrupt(error.to_string())),
        Err(error) => Err(unavailable(error)),
    }
}

fn unavailable(error: MigrateError) -> Error {
    Error::Unavailable(Box::new(error))
}
