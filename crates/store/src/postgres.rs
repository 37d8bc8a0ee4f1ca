//! PostgreSQL: every write is a transaction of its own on a connection from a pool.

use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::str::FromStr;
use std::time::Duration;

use domain::id::WorkshopId;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow};
use sqlx::{ConnectOptions, Connection as _, Row as _};

use crate::migrations::{self, Migrations};
use crate::workshops::{Commit, Effects};
use crate::{Error, Result};

#[path = "sql/mod.rs"]
mod sql;

pub(crate) use self::sql::failure;

type Database = PostgresDatabase;
type Db = sqlx::Postgres;
type Connection = PgConnection;
type Row = PgRow;
/// What a transaction does, under way.
type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'c>>;

pub(crate) const MIGRATIONS: &Migrations = &[
    (1, "first", include_str!("../migrations/postgres/0001_first.sql")),
    (2, "familiarity", include_str!("../migrations/postgres/0002_familiarity.sql")),
    (3, "walls", include_str!("../migrations/postgres/0003_walls.sql")),
    (5, "reasons", include_str!("../migrations/postgres/0005_reasons.sql")),
    (6, "report_links", include_str!("../migrations/postgres/0006_report_links.sql")),
    (7, "follow_up", include_str!("../migrations/postgres/0007_follow_up.sql")),
    (8, "screens", include_str!("../migrations/postgres/0008_screens.sql")),
    (9, "before", include_str!("../migrations/postgres/0009_before.sql")),
    (10, "retention", include_str!("../migrations/postgres/0010_retention.sql")),
    (11, "survey", include_str!("../migrations/postgres/0011_survey.sql")),
    (12, "delivery", include_str!("../migrations/postgres/0012_delivery.sql")),
    (13, "rounds", include_str!("../migrations/postgres/0013_rounds.sql")),
    (14, "rhythm", include_str!("../migrations/postgres/0014_rhythm.sql")),
    (15, "slack", include_str!("../migrations/postgres/0015_slack.sql")),
    (17, "story", include_str!("../migrations/postgres/0017_story.sql")),
    (18, "handed", include_str!("../migrations/postgres/0018_handed.sql")),
    (19, "demonstrations", include_str!("../migrations/postgres/0019_demonstrations.sql")),
    (20, "rights", include_str!("../migrations/postgres/0020_rights.sql")),
    (21, "roll", include_str!("../migrations/postgres/0021_roll.sql")),
    (22, "actions", include_str!("../migrations/postgres/0022_actions.sql")),
    (23, "notes", include_str!("../migrations/postgres/0023_notes.sql")),
    (24, "outside", include_str!("../migrations/postgres/0024_outside.sql")),
    (25, "packs", include_str!("../migrations/postgres/0025_packs.sql")),
];

const NAMES: &str = "SELECT id, name FROM account WHERE id = ANY($1)";
const REVISIONS: &str = "SELECT id, content FROM scenario_revision WHERE id = ANY($1)";
/// Begins a transaction in which no statement is prepared, even if another client used the session before. sqlx gives names to
/// the statements that it prepares, the same ones on each connection.
pub(crate) const ALONE: &str = "BEGIN; DEALLOCATE ALL";
const APPEND: &str = "WITH moved AS (
         UPDATE workshop SET version = $3 WHERE id = $1 AND version = $2 AND thrown_away_at IS NULL RETURNING id
     )
     INSERT INTO workshop_commit (workshop_id, version, command_id, actor_id, at, schema, events)
     SELECT moved.id, added.version, added.command, added.actor, added.at, $4, added.events
     FROM moved, unnest($5::bigint[], $6::uuid[], $7::uuid[], $8::bigint[], $9::text[])
         AS added (version, command, actor, at, events)";
/// The number is Readyroom's own: only programs that migrate its tables wait for each other.
const ONE_MIGRATES: &str = "SELECT pg_advisory_xact_lock(8241700022)";
const LOCK_TEAM: &str = "SELECT 1 FROM team WHERE id = $1 FOR UPDATE";
const LOCK_ROUND: &str = "SELECT closed_at IS NULL AS open FROM survey_round WHERE id = $1 FOR UPDATE";
/// Transactions that count demonstrations wait for each other.
const LOCK_DEMONSTRATIONS: &str = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7319)) AS lock";
const OUTGOING_COUNTS: &str =
    "SELECT channel, state, notice::json ->> 'kind' AS kind, count(*) AS messages FROM outgoing
     WHERE team_id = $1 AND (ended_at IS NULL OR ended_at > $2) GROUP BY channel, state, notice::json ->> 'kind'";

/// How long an idle connection counts as working.
const TRUSTED: Duration = Duration::from_secs(1);

/// A PostgreSQL database.
#[derive(Debug)]
pub(crate) struct PostgresDatabase {
    pool: PgPool,
    /// Between this program and PostgreSQL a pooler may give each transaction another session.
    pooled: bool,
}

impl PostgresDatabase {
    /// Connects, and brings the database to the newest schema.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let options = options(url)?;
        // Not from the pool: the pool would try again until its timeout when no server answers.
        let mut connection = unprepared(&options).connect().await.map_err(failure)?;
        let pooled = is_pooled(&mut connection, url, &options).await?;
        let migrated = migrate(&mut connection).await;
        // Its work is done, even if closing fails.
        let _ = connection.close().await;
        migrated?;
        let options = if pooled { unprepared(&options) } else { options };
        let pool = PgPoolOptions::new()
            .max_connections(10)
            .acquire_timeout(Duration::from_secs(10))
            .idle_timeout(Duration::from_secs(300))
            // A connection that was used just now need not be tried first, which takes as long as a statement.
            .test_before_acquire(false)
            .before_acquire(|connection, usage| {
                Box::pin(async move {
                    if usage.idle_for > TRUSTED {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_lazy_with(options);
        Ok(Self { pool, pooled })
    }

    /// A connection to read with. Behind a pooler it is a transaction: between two messages outside of one, the pooler may
    /// pass on to another session, in which a statement that was just parsed is not known.
    async fn read(&self) -> Result<Reading> {
        if self.pooled {
            return Ok(Reading::Transaction(self.pool.begin_with(ALONE).await.map_err(failure)?));
        }
        Ok(Reading::Connection(self.pool.acquire().await.map_err(failure)?))
    }

    /// Runs `work` in a transaction: an error rolls it back, and the answer is returned once it is on disk.
    async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Send + 'static,
    {
        let begin = if self.pooled { ALONE } else { "BEGIN" };
        let mut transaction = self.pool.begin_with(begin).await.map_err(failure)?;
        // Dropped on an error, the transaction is rolled back.
        let done = work(&mut transaction).await?;
        transaction.commit().await.map_err(failure)?;
        Ok(done)
    }

    /// Adds commits that change nothing but the log of a workshop: with one message to the server, where no pooler is.
    async fn append_to_log(&self, workshop: WorkshopId, commits: Vec<(Commit, Effects)>) -> Result<()> {
        if self.pooled || !self.append_at_once(workshop, &commits).await? {
            // Why it is refused is found statement by statement.
            self.write(move |db| Box::pin(async move { sql::append_all(db, workshop, &commits).await })).await?;
        }
        Ok(())
    }

    /// False if the workshop's log does not end where these commits begin; then nothing is written.
    async fn append_at_once(&self, workshop: WorkshopId, commits: &[(Commit, Effects)]) -> Result<bool> {
        let (Some((first, _)), Some((last, _))) = (commits.first(), commits.last()) else { return Ok(true) };
        let (mut versions, mut commands, mut actors, mut times, mut events) = (vec![], vec![], vec![], vec![], vec![]);
        for (commit, _) in commits {
            versions.push(sql::version(commit.version));
            commands.push(commit.command.0);
            actors.push(commit.actor.map(|actor| actor.0));
            times.push(commit.at.0);
            events.push(sql::to_json(&commit.events)?);
        }
        let append = sqlx::query(APPEND).bind(workshop.0).bind(sql::version(first.version) - 1);
        let append = append.bind(sql::version(last.version)).bind(sql::EVENTS_SCHEMA);
        let append = append.bind(versions).bind(commands).bind(actors).bind(times).bind(events);
        let mut connection = self.pool.acquire().await.map_err(failure)?;
        Ok(append.execute(&mut *connection).await.map_err(failure)?.rows_affected() > 0)
    }

    /// PostgreSQL removes deleted data from the disk by itself.
    #[expect(clippy::unused_async, reason = "SQLite has something to do here")]
    async fn scrub(&self) -> Result<()> {
        Ok(())
    }

    async fn disconnect(&self) {
        self.pool.close().await;
    }
}

/// Opens one connection.
pub(crate) async fn connect(url: &str) -> Result<PgConnection> {
    unprepared(&options(url)?).connect().await.map_err(failure)
}

/// A connection to read with.
enum Reading {
    Connection(PoolConnection<Db>),
    Transaction(sqlx::Transaction<'static, Db>),
}

impl Deref for Reading {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Self::Connection(connection) => connection,
            Self::Transaction(transaction) => transaction,
        }
    }
}

impl DerefMut for Reading {
    fn deref_mut(&mut self) -> &mut Connection {
        match self {
            Self::Connection(connection) => connection,
            Self::Transaction(transaction) => transaction,
        }
    }
}

/// The same without statements that stay prepared under a name, which a pooler would pass on to others.
fn unprepared(options: &PgConnectOptions) -> PgConnectOptions {
    options.clone().statement_cache_capacity(0)
}

/// How many connections look for a session that is shared: while another server starts, a pooler may have a fresh one for some.
const PROBES: usize = 8;

/// Whether a pooler, such as PgBouncer in transaction mode, gives one session of PostgreSQL to several connections: then what one
/// connection has set is there in another. An operator who knows of the pooler states it in the address, as others may use its sessions.
async fn is_pooled(connection: &mut Connection, url: &str, options: &PgConnectOptions) -> Result<bool> {
    if url.contains("statement-cache-capacity=0") {
        return Ok(true);
    }
    let set = "SELECT set_config('readyroom.session', 'shared', false)";
    let asked = "SELECT coalesce(current_setting('readyroom.session', true), '')";
    sqlx::raw_sql(set).execute(connection).await.map_err(failure)?;
    for _ in 0..PROBES {
        let mut other = unprepared(options).connect().await.map_err(failure)?;
        let row = sqlx::raw_sql(asked).fetch_one(&mut other).await.map_err(failure)?;
        let found: String = row.try_get(0).map_err(failure)?;
        sqlx::raw_sql(set).execute(&mut other).await.map_err(failure)?;
        let _ = other.close().await;
        if !found.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Runs the migrations in one transaction, whose lock ends with it: a session's lock would stay with the pooler.
async fn migrate(connection: &mut Connection) -> Result<()> {
    let mut transaction = connection.begin_with(ALONE).await.map_err(failure)?;
    sqlx::raw_sql(ONE_MIGRATES).execute(&mut *transaction).await.map_err(failure)?;
    migrations::run(&mut *transaction, MIGRATIONS).await?;
    sql::update_fold_keys(&mut transaction).await?;
    transaction.commit().await.map_err(failure)
}

fn options(url: &str) -> Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(url).map_err(|error| Error::Address(error.to_string()))?;
    Ok(options.application_name("readyroom").extra_float_digits(None).disable_statement_logging())
}

/// What ids are bound as where a statement takes several.
fn ids(ids: impl Iterator<Item = uuid::Uuid>) -> Vec<uuid::Uuid> {
    ids.collect()
}

/// The name of a violated constraint.
fn constraint(error: &dyn sqlx::error::DatabaseError) -> Option<&str> {
    error.constraint()
}
