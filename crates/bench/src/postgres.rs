//! A temporary PostgreSQL whose commits are durable, and raw PostgreSQL: the statement with which Readyroom commits commands.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use sqlx::{Connection, Executor, PgConnection};
use uuid::Uuid;

use crate::figures::to_float;

/// As many connections as the store opens.
const CONNECTIONS: usize = 10;
const SCRIPT: &str = "scripts/with-postgres.sh";

/// A cluster, which ends with this value.
pub(crate) struct Cluster {
    pub(crate) url: String,
    keeper: Child,
    /// The script removes the cluster when this is closed.
    alive: Option<ChildStdin>,
}

impl Cluster {
    /// Starts one with its data in this folder.
    pub(crate) fn start(folder: &Path, cores: &str) -> Result<Self> {
        const WAIT: &str = r#"echo "$READYROOM_TEST_POSTGRES" && exec cat >/dev/null"#;
        let mut command = Command::new("taskset");
        command.args(["--cpu-list", cores, SCRIPT, "sh", "-c", WAIT]);
        command.env("READYROOM_TEST_POSTGRES_FSYNC", "on").env("TMPDIR", folder.canonicalize()?);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut keeper = command.spawn().with_context(|| format!("{SCRIPT} cannot be started"))?;
        let mut output = BufReader::new(keeper.stdout.take().context("its output was asked for")?);
        let mut url = String::new();
        output.read_line(&mut url)?;
        if !url.starts_with("postgres://") {
            output.read_to_string(&mut url)?;
            bail!("PostgreSQL does not start: {url}");
        }
        let alive = keeper.stdin.take();
        Ok(Self { url: url.trim().to_owned(), keeper, alive })
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.alive.take());
        let _ = self.keeper.wait();
    }
}

/// How many transactions have written something; only differences mean something.
pub(crate) async fn count_transactions(url: &str) -> Result<u64> {
    let mut connection = PgConnection::connect(url).await?;
    let query = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint";
    let count: i64 = sqlx::query_scalar(query).fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(u64::try_from(count)?)
}

/// The sizes of the latest rows of Readyroom's log, in the order of their commits.
pub(crate) async fn latest_row_sizes(url: &str, count: u64) -> Result<Vec<usize>> {
    let mut connection = PgConnection::connect(url).await?;
    let query = "SELECT octet_length(events::text) FROM workshop_commit ORDER BY at DESC LIMIT $1";
    let sizes: Vec<i32> = sqlx::query_scalar(query).bind(i64::try_from(count)?).fetch_all(&mut connection).await?;
    connection.close().await?;
    Ok(sizes.into_iter().rev().map(usize::try_from).collect::<Result<_, _>>()?)
}

/// How many commands a second it commits in batches of these sizes, on as many connections as the store has.
pub(crate) async fn replay(url: &str, batches: &[usize], row_sizes: &[usize]) -> Result<f64> {
    let mut connection = PgConnection::connect(url).await?;
    connection
        .execute(
            "DROP TABLE IF EXISTS replay_commit, replay_workshop;
             CREATE TABLE replay_workshop (id uuid PRIMARY KEY, version bigint NOT NULL);
             CREATE TABLE replay_commit (
                 workshop_id uuid NOT NULL REFERENCES replay_workshop (id), version bigint NOT NULL,
                 command_id uuid NOT NULL, actor_id uuid, at bigint NOT NULL, schema bigint NOT NULL, events text NOT NULL,
                 PRIMARY KEY (workshop_id, version), UNIQUE (workshop_id, command_id));",
        )
        .await?;
    connection.close().await?;
    let mut connections = Vec::new();
    for number in 0..CONNECTIONS {
        let share: Vec<usize> = batches.iter().copied().skip(number).step_by(CONNECTIONS).collect();
        connections.push((PgConnection::connect(url).await?, number, share));
    }
    let began = Instant::now();
    let tasks = connections
        .into_iter()
        .map(|(connection, number, share)| tokio::spawn(replay_share(connection, number, share, row_sizes.to_vec())));
    for task in tasks.collect::<Vec<_>>() {
        task.await??;
    }
    Ok(to_float(batches.iter().sum::<usize>() as u64) / began.elapsed().as_secs_f64())
}

/// What one connection does: one message to the server for each batch. It has a workshop of its own, so that it does not wait
/// for rows of others.
async fn replay_share(mut db: PgConnection, number: usize, batches: Vec<usize>, row_sizes: Vec<usize>) -> Result<()> {
    const APPEND: &str = "WITH moved AS (UPDATE replay_workshop SET version = version + $2 WHERE id = $1 RETURNING id, version - $2 AS before)
        INSERT INTO replay_commit
        SELECT id, before + added.number, added.command, id, 1790000000000000, 1, added.events
        FROM moved, unnest($3::bigint[], $4::uuid[], $5::text[]) AS added (number, command, events)";
    let workshop = Uuid::from_u64_pair(1, number as u64);
    sqlx::query("INSERT INTO replay_workshop VALUES ($1, 0)").bind(workshop).execute(&mut db).await?;
    let mut sizes = row_sizes.iter().cycle();
    let mut ids = (0_u64..).map(|id| Uuid::from_u64_pair(2, id));
    for batch in batches {
        let count = i64::try_from(batch)?;
        let commands: Vec<Uuid> = ids.by_ref().take(batch).collect();
        let events: Vec<String> = sizes.by_ref().take(batch).map(|size| "x".repeat(*size)).collect();
        let numbers: Vec<i64> = (1..=count).collect();
        let append = sqlx::query(APPEND).bind(workshop).bind(count).bind(numbers).bind(commands).bind(events);
        let added = append.execute(&mut db).await?.rows_affected();
        ensure!(added == batch as u64, "PostgreSQL inserted {added} rows of {batch}");
    }
    Ok(db.close().await?)
}
