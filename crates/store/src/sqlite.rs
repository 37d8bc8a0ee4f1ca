//! SQLite: one writer, which commits all waiting jobs together, and a few readers beside it.

mod log;
mod upgrade_copy;
mod writer;

use std::path::Path;
use std::time::Duration;

use domain::id::WorkshopId;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection as _};

use self::log::LogAppend;
use self::writer::{Work, Writer};
use crate::migrations::{self, Migrations};
use crate::workshops::{Commit, Effects};
use crate::{Conflict, Error, Result};

#[path = "sql/mod.rs"]
mod sql;

pub(crate) use self::sql::failure;

type Database = SqliteDatabase;
type Db = sqlx::Sqlite;
type Connection = SqliteConnection;
type Row = SqliteRow;

pub(crate) const MIGRATIONS: &Migrations = &[
    (1, "first", include_str!("../migrations/sqlite/0001_first.sql")),
    (2, "familiarity", include_str!("../migrations/sqlite/0002_familiarity.sql")),
    (3, "walls", include_str!("../migrations/sqlite/0003_walls.sql")),
    (5, "reasons", include_str!("../migrations/sqlite/0005_reasons.sql")),
    (6, "report_links", include_str!("../migrations/sqlite/0006_report_links.sql")),
    (7, "follow_up", include_str!("../migrations/sqlite/0007_follow_up.sql")),
    (8, "screens", include_str!("../migrations/sqlite/0008_screens.sql")),
    (9, "before", include_str!("../migrations/sqlite/0009_before.sql")),
    (10, "retention", include_str!("../migrations/sqlite/0010_retention.sql")),
    (11, "survey", include_str!("../migrations/sqlite/0011_survey.sql")),
    (12, "delivery", include_str!("../migrations/sqlite/0012_delivery.sql")),
    (13, "rounds", include_str!("../migrations/sqlite/0013_rounds.sql")),
    (14, "rhythm", include_str!("../migrations/sqlite/0014_rhythm.sql")),
    (15, "slack", include_str!("../migrations/sqlite/0015_slack.sql")),
    (17, "story", include_str!("../migrations/sqlite/0017_story.sql")),
    (18, "handed", include_str!("../migrations/sqlite/0018_handed.sql")),
    (19, "demonstrations", include_str!("../migrations/sqlite/0019_demonstrations.sql")),
    (20, "rights", include_str!("../migrations/sqlite/0020_rights.sql")),
    (21, "roll", include_str!("../migrations/sqlite/0021_roll.sql")),
    (22, "actions", include_str!("../migrations/sqlite/0022_actions.sql")),
    (23, "notes", include_str!("../migrations/sqlite/0023_notes.sql")),
    (24, "outside", include_str!("../migrations/sqlite/0024_outside.sql")),
    (25, "packs", include_str!("../migrations/sqlite/0025_packs.sql")),
];

const NAMES: &str = "SELECT id, name FROM account WHERE id IN (SELECT unhex(value) FROM json_each($1))";
const REVISIONS: &str =
    "SELECT id, content FROM scenario_revision WHERE id IN (SELECT unhex(value) FROM json_each($1))";
/// The writer is alone: nothing needs a lock.
const LOCK_TEAM: &str = "SELECT 1 FROM team WHERE id = $1";
const LOCK_ROUND: &str = "SELECT closed_at IS NULL AS open FROM survey_round WHERE id = $1";
/// One transaction writes at a time.
const LOCK_DEMONSTRATIONS: &str = "SELECT 1";
const OUTGOING_COUNTS: &str = "SELECT channel, state, json_extract(notice, '$.kind') AS kind, count(*) AS messages FROM outgoing
     WHERE team_id = $1 AND (ended_at IS NULL OR ended_at > $2) GROUP BY channel, state, json_extract(notice, '$.kind')";

/// An SQLite database.
#[derive(Debug)]
pub(crate) struct SqliteDatabase {
    writer: Writer,
    readers: SqlitePool,
    /// How a connection is opened that writes beside the writer.
    writing: SqliteConnectOptions,
}

impl SqliteDatabase {
    /// Opens the file, which is made where there is none, and brings it to the newest schema.
    pub(crate) async fn open(path: &Path) -> Result<Self> {
        create_if_missing(path).map_err(|error| Error::Unavailable(Box::new(error)))?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .disable_statement_logging();
        let writing = options
            .clone()
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("journal_size_limit", "16777216")
            .pragma("cache_size", "-2048")
            // What is deleted is overwritten: erasing a person means it, and so does forgetting who voted for what.
            .pragma("secure_delete", "ON")
            .thread_name(|_| "sqlite-writer".into());
        let mut connection = connect(&writing).await.map_err(failure)?;
        upgrade_copy::copy_before_upgrade(&mut connection, path).await?;
        // A process that opens it at the same time waits here, and then has nothing to migrate.
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failure)?;
        migrations::run(&mut *transaction, MIGRATIONS).await?;
        sql::update_fold_keys(&mut transaction).await?;
        transaction.commit().await.map_err(failure)?;
        log::prepare(&mut connection).await.map_err(failure)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(4)
            .idle_timeout(Duration::from_secs(300))
            .max_lifetime(None)
            .connect_lazy_with(options.read_only(true).pragma("cache_size", "-512"));
        Ok(Self { writer: Writer::start(connection), readers, writing })
    }

    async fn read(&self) -> Result<PoolConnection<Db>> {
        self.readers.acquire().await.map_err(failure)
    }

    /// Runs `work` in a transaction of its own: an error rolls it back, and the answer is returned once it is on disk.
    async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// Adds commits that change nothing but the log of a workshop.
    async fn append_to_log(&self, workshop: WorkshopId, commits: Vec<(Commit, Effects)>) -> Result<()> {
        self.writer.append(LogAppend { workshop, commits }).await
    }

    /// Removes deleted data from the write-ahead log, too. A reader at this moment delays that a little.
    async fn scrub(&self) -> Result<()> {
        let mut connection = connect(&self.writing).await.map_err(failure)?;
        let done = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await;
        connection.close().await.map_err(failure)?;
        done.map(drop).map_err(failure)
    }

    async fn disconnect(&self) {
        self.readers.close().await;
        self.writer.stop().await;
    }
}

/// Copies the database in one file into another, which must not be there, as it is at one moment.
pub(crate) async fn copy(from: &Path, to: &Path) -> Result<()> {
    let options = SqliteConnectOptions::new()
        .filename(from)
        .read_only(true)
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging();
    let mut connection = options.connect().await.map_err(failure)?;
    let copied = copy_into(&mut connection, to).await;
    connection.close().await.map_err(failure)?;
    copied
}

/// Copies what a connection sees into a new file.
async fn copy_into(connection: &mut SqliteConnection, to: &Path) -> Result<()> {
    create_new_file(to)?;
    let into = sqlx::query("VACUUM INTO $1").bind(to.to_string_lossy().into_owned());
    into.execute(connection).await.map(drop).map_err(failure)
}

/// Creates an empty file that only its owner may read. Conflicts: `exists`.
pub(crate) fn create_new_file(path: &Path) -> Result<()> {
    create(path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            Error::Conflict(Conflict::Exists)
        } else {
            Error::Unavailable(Box::new(error))
        }
    })
}

/// What ids are bound as where a statement takes several.
fn ids(ids: impl Iterator<Item = uuid::Uuid>) -> String {
    let quoted: Vec<_> = ids.map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", quoted.join(","))
}

/// The columns of a violated constraint, as `table.column, table.column`.
fn constraint(error: &dyn sqlx::error::DatabaseError) -> Option<&str> {
    error.message().strip_prefix("UNIQUE constraint failed: ")
}

/// Connects. When two connections switch to write-ahead logging at once, SQLite refuses one of them instead of letting it wait: it
/// tries again.
async fn connect(options: &SqliteConnectOptions) -> sqlx::Result<SqliteConnection> {
    const BUSY: &str = "5";
    for _ in 0..40 {
        match options.connect().await {
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(BUSY) => {
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
            connected_or_failed => return connected_or_failed,
        }
    }
    options.connect().await
}

/// Creates the file if there is none. An existing file is not opened: closing it again would release the locks that this process
/// may hold on it.
fn create_if_missing(path: &Path) -> std::io::Result<()> {
    match create(path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made_or_failed => made_or_failed,
    }
}

/// Creates a file that only its owner may read.
fn create(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
