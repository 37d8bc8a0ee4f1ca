//! Copies of the whole database, each in one SQLite file. A copy of SQLite can be restored into PostgreSQL, and the other way
//! round.

mod table;

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection as _, PgConnection};

use crate::migrations::{self, Migrations};
use crate::{Conflict, Error, Result, postgres, sqlite};

/// What a copy holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The number of the newest migration of its schema.
    pub schema: i64,
    /// How many teams.
    pub teams: i64,
    /// How many accounts.
    pub accounts: i64,
    /// How many workshops.
    pub workshops: i64,
    /// How many commits their logs have.
    pub commits: i64,
}

/// Copies the database at an address, as it is at one moment, into a new file that only its owner may read.
/// The database may be in use meanwhile. Conflicts: `exists` when the file is there already.
pub async fn backup(address: &str, to: &Path) -> Result<Contents> {
    match crate::sqlite_path(address) {
        Some(path) => sqlite::copy(&path, to).await?,
        None => copy_from_postgres(address, to).await?,
    }
    contents(to).await
}

/// Brings a copy into the database at an address, and to the newest schema. Conflicts: `exists` when there is an SQLite
/// file at the address already, or data in the PostgreSQL database.
pub async fn restore(from: &Path, address: &str) -> Result<Contents> {
    let found = contents(from).await?;
    let known = newest(sqlite::MIGRATIONS);
    if found.schema > known {
        return Err(Error::NewerSchema { found: found.schema, known });
    }
    match crate::sqlite_path(address) {
        Some(path) => {
            sqlite::copy(from, &path).await?;
            crate::open_sqlite(&path).await?.close().await;
        }
        None => copy_to_postgres(from, address).await?,
    }
    Ok(found)
}

/// Reads what a copy holds, and checks that the file is intact.
pub async fn contents(file: &Path) -> Result<Contents> {
    let mut db = open(file).await?;
    let schema: std::result::Result<Option<i64>, _> =
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&mut db).await;
    let Ok(Some(schema)) = schema else {
        return Err(Error::Corrupt("it is no copy of a Readyroom database".into()));
    };
    let sound: String =
        sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut db).await.map_err(sqlite::failure)?;
    if sound != "ok" {
        return Err(Error::Corrupt(sound));
    }
    let mut counts = [0; 4];
    for (count, table) in counts.iter_mut().zip(["team", "account", "workshop", "workshop_commit"]) {
        let statement = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        *count = sqlx::query_scalar(statement).fetch_one(&mut db).await.map_err(sqlite::failure)?;
    }
    let [teams, accounts, workshops, commits] = counts;
    db.close().await.map_err(sqlite::failure)?;
    Ok(Contents { schema, teams, accounts, workshops, commits })
}

async fn open(file: &Path) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).disable_statement_logging();
    options.connect().await.map_err(sqlite::failure)
}

fn newest(migrations: &Migrations) -> i64 {
    migrations.iter().map(|(number, ..)| *number).max().unwrap_or_default()
}

/// Reads every table in one transaction, so that all rows are of one moment.
async fn copy_from_postgres(url: &str, to: &Path) -> Result<()> {
    let mut from = postgres::connect(url).await?;
    let mut moment = from
        .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; DEALLOCATE ALL")
        .await
        .map_err(postgres::failure)?;
    let schema: i64 = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations")
        .fetch_one(&mut *moment)
        .await
        .map_err(postgres::failure)?;
    let known = newest(postgres::MIGRATIONS);
    if schema > known {
        return Err(Error::NewerSchema { found: schema, known });
    }
    sqlite::create_new_file(to)?;
    let options = SqliteConnectOptions::new().filename(to).foreign_keys(false).disable_statement_logging();
    let mut copy = options.connect().await.map_err(sqlite::failure)?;
    // The tables of that schema, not of a newer one.
    let steps: Vec<_> = sqlite::MIGRATIONS.iter().copied().filter(|(number, ..)| *number <= schema).collect();
    migrations::run(&mut copy, &steps).await?;
    let mut writing = copy.begin().await.map_err(sqlite::failure)?;
    for table in table::tables(&mut writing).await? {
        table.read_from_postgres(&mut moment, &mut writing).await?;
    }
    writing.commit().await.map_err(sqlite::failure)?;
    copy.close().await.map_err(sqlite::failure)
}

/// Writes all rows in one transaction, each table after those that it refers to.
async fn copy_to_postgres(file: &Path, url: &str) -> Result<()> {
    crate::open_postgres(url).await?.close().await;
    // An older copy is brought to the newest schema first, beside the copy itself.
    let folder = tempfile::tempdir().map_err(|error| Error::Unavailable(Box::new(error)))?;
    let newest = folder.path().join("newest.db");
    sqlite::copy(file, &newest).await?;
    crate::open_sqlite(&newest).await?.close().await;

    let mut from = open(&newest).await?;
    let mut to = postgres::connect(url).await?;
    let mut writing = to.begin_with(postgres::ALONE).await.map_err(postgres::failure)?;
    let tables = table::tables(&mut from).await?;
    refuse_data(&mut writing).await?;
    for table in tables.iter().rev() {
        table.empty(&mut writing).await?;
    }
    for table in &tables {
        table.write_to_postgres(&mut from, &mut writing).await?;
    }
    writing.commit().await.map_err(postgres::failure)
}

/// Conflicts when the database has accounts or teams. A server that was started once has only settings.
async fn refuse_data(db: &mut PgConnection) -> Result<()> {
    let rows: i64 = sqlx::query_scalar("SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM team)")
        .fetch_one(db)
        .await
        .map_err(postgres::failure)?;
    if rows > 0 { Err(Error::Conflict(Conflict::Exists)) } else { Ok(()) }
}
