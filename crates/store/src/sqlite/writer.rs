//! The writer: one task on one connection. It takes all waiting jobs and commits them as one transaction, in which every job
//! has a savepoint, so that one bad job fails alone and a hundred good ones wait for the disk once.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::log::{self, LogAppend};
use super::sql::append_all;
use crate::{Error, Result};

/// What a job does to the database, under way.
pub(super) type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'c>>;

/// How many jobs may wait; later callers wait for a free place.
const QUEUE: usize = 1_024;
/// The most jobs in one transaction, so that no job waits long for others.
const BATCH: usize = 128;

/// A way to the writer task.
#[derive(Debug)]
pub(super) struct Writer {
    running: Mutex<Option<Running>>,
}

/// The task, and the way to it.
#[derive(Debug)]
struct Running {
    sender: mpsc::Sender<Box<dyn Job>>,
    task: JoinHandle<()>,
}

impl Writer {
    /// Starts the task. It ends when it is stopped or this is dropped, after what waits then.
    pub(super) fn start(connection: SqliteConnection) -> Self {
        let (sender, queue) = mpsc::channel(QUEUE);
        let task = tokio::spawn(run_jobs(connection, queue));
        Self { running: Mutex::new(Some(Running { sender, task })) }
    }

    /// Has the task do `work`, and waits until it is on disk or rolled back. The work is done even when the caller stops waiting.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.send(Box::new(Write { work: Some(work), result: None, reply })).await?;
        answer.await.map_err(|_| closed())?
    }

    /// Has the task append to a log, and waits until it is on disk.
    pub(super) async fn append(&self, append: LogAppend) -> Result<()> {
        let (reply, answer) = oneshot::channel();
        self.send(Box::new(Append { append: Arc::new(append), result: None, reply })).await?;
        answer.await.map_err(|_| closed())?
    }

    async fn send(&self, job: Box<dyn Job>) -> Result<()> {
        // Locked only to look: never across an await.
        let sender = self.running.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|it| it.sender.clone());
        sender.ok_or_else(closed)?.send(job).await.map_err(|_| closed())
    }

    /// Stops the task after what waits, and closes its connection.
    pub(super) async fn stop(&self) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Running { sender, task }) = running {
            drop(sender);
            // A task that panicked has no connection left to close.
            let _ = task.await;
        }
    }
}

/// A job of any result type.
#[async_trait]
trait Job: Send {
    /// Does the work; whether it is to be kept.
    async fn run(&mut self, connection: &mut SqliteConnection) -> bool;

    /// The work, if it is nothing but this.
    fn log_append(&self) -> Option<Arc<LogAppend>>;

    /// Sends the result to the caller; `failed` is the error of the transaction around the work, if it failed.
    fn answer(self: Box<Self>, failed: Option<Arc<sqlx::Error>>);
}

struct Write<F, T> {
    work: Option<F>,
    result: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

#[async_trait]
impl<F, T> Job for Write<F, T>
where
    T: Send + 'static,
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
{
    async fn run(&mut self, connection: &mut SqliteConnection) -> bool {
        let Some(work) = self.work.take() else { return false };
        let result = work(connection).await;
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn log_append(&self) -> Option<Arc<LogAppend>> {
        None
    }

    fn answer(self: Box<Self>, failed: Option<Arc<sqlx::Error>>) {
        let result = match (self.result, failed) {
            (Some(Err(error)), _) => Err(error),
            (_, Some(failed)) => Err(Error::Unavailable(Box::new(failed))),
            (Some(done), None) => done,
            (None, None) => Err(closed()),
        };
        // The caller may have stopped waiting.
        let _ = self.reply.send(result);
    }
}

struct Append {
    append: Arc<LogAppend>,
    /// The result of doing it by itself.
    result: Option<Result<()>>,
    reply: oneshot::Sender<Result<()>>,
}

#[async_trait]
impl Job for Append {
    async fn run(&mut self, connection: &mut SqliteConnection) -> bool {
        let result = append_all(connection, self.append.workshop, &self.append.commits).await;
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn log_append(&self) -> Option<Arc<LogAppend>> {
        Some(self.append.clone())
    }

    fn answer(self: Box<Self>, failed: Option<Arc<sqlx::Error>>) {
        let result = match (self.result, failed) {
            (Some(Err(error)), _) => Err(error),
            (_, Some(failed)) => Err(Error::Unavailable(Box::new(failed))),
            (Some(Ok(())) | None, None) => Ok(()),
        };
        // The caller may have stopped waiting.
        let _ = self.reply.send(result);
    }
}

async fn run_jobs(mut connection: SqliteConnection, mut queue: mpsc::Receiver<Box<dyn Job>>) {
    let mut jobs = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut jobs, BATCH).await > 0 {
        let failed = commit(&mut connection, &mut jobs).await.err().map(Arc::new);
        if failed.is_some() {
            // SQLite may have rolled back by itself; then there is nothing left to undo, and that is an error, too.
            let _ = execute(&mut connection, "ROLLBACK").await;
        }
        for job in jobs.drain(..) {
            job.answer(failed.clone());
        }
    }
    // Everything is on disk; the next start would do what is not done here.
    let _ = connection.close().await;
}

async fn commit(connection: &mut SqliteConnection, jobs: &mut [Box<dyn Job>]) -> sqlx::Result<()> {
    let appends: Option<Vec<_>> = jobs.iter().map(|job| job.log_append()).collect();
    // If one of them is refused, each is done by itself.
    if let Some(appends) = appends
        && log::append(connection, &appends).await.is_ok()
    {
        return Ok(());
    }
    execute(connection, "BEGIN IMMEDIATE").await?;
    if let [job] = jobs {
        let end = if job.run(connection).await { "COMMIT" } else { "ROLLBACK" };
        return execute(connection, end).await;
    }
    for job in jobs {
        execute(connection, "SAVEPOINT job").await?;
        if !job.run(connection).await {
            execute(connection, "ROLLBACK TO job").await?;
        }
        execute(connection, "RELEASE job").await?;
    }
    execute(connection, "COMMIT").await
}

async fn execute(connection: &mut SqliteConnection, statement: &'static str) -> sqlx::Result<()> {
    sqlx::query(statement).execute(connection).await.map(drop)
}

fn closed() -> Error {
    Error::Unavailable("the database is closed".into())
}

#[cfg(test)]
mod tests {
    //! On the tests' single thread the jobs of one `join!` are all in the queue before the task sees the first: they make
    //! one transaction.

    use super::*;

    async fn writer() -> Writer {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        for statement in [
            "PRAGMA foreign_keys = ON",
            "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
            "CREATE TABLE child (id INTEGER PRIMARY KEY REFERENCES parent DEFERRABLE INITIALLY DEFERRED)",
        ] {
            execute(&mut connection, statement).await.unwrap();
        }
        Writer::start(connection)
    }

    /// Runs a statement as a job.
    async fn run(writer: &Writer, statement: &'static str) -> Result<()> {
        writer.write(move |db| Box::pin(async move { execute(db, statement).await.map_err(unavailable) })).await
    }

    async fn count(writer: &Writer, statement: &'static str) -> i64 {
        let work = writer.write(move |db| {
            Box::pin(async move { sqlx::query_scalar(statement).fetch_one(db).await.map_err(unavailable) })
        });
        work.await.unwrap()
    }

    fn unavailable(error: sqlx::Error) -> Error {
        Error::Unavailable(Box::new(error))
    }

    #[tokio::test]
    async fn a_bad_job_fails_alone() {
        let writer = writer().await;
        let (one, bad, other) = tokio::join!(
            run(&writer, "INSERT INTO parent VALUES (1)"),
            writer.write(|db| {
                Box::pin(async move {
                    execute(db, "INSERT INTO parent VALUES (2)").await.map_err(unavailable)?;
                    Err::<(), _>(Error::Conflict(crate::Conflict::Version))
                })
            }),
            run(&writer, "INSERT INTO parent VALUES (3)"),
        );
        assert!(one.is_ok() && other.is_ok());
        assert!(matches!(bad, Err(Error::Conflict(crate::Conflict::Version))), "{bad:?}");
        assert_eq!(count(&writer, "SELECT sum(id) FROM parent").await, 4);
    }

    #[tokio::test]
    async fn nothing_is_answered_before_the_commit() {
        let writer = writer().await;
        // The missing parent is noticed at the commit, which is that of both.
        let (good, bad) =
            tokio::join!(run(&writer, "INSERT INTO parent VALUES (1)"), run(&writer, "INSERT INTO child VALUES (9)"));
        for result in [good, bad] {
            assert!(matches!(result, Err(Error::Unavailable(_))), "{result:?}");
        }
        assert_eq!(count(&writer, "SELECT count(*) FROM parent").await, 0);
        run(&writer, "INSERT INTO parent VALUES (1)").await.unwrap();
    }

    #[tokio::test]
    async fn a_job_that_ends_the_transaction_fails_all() {
        let writer = writer().await;
        // What SQLite does by itself when the disk is full.
        let (one, other) = tokio::join!(run(&writer, "INSERT INTO parent VALUES (1)"), run(&writer, "ROLLBACK"));
        assert!(one.is_err() && other.is_err(), "{one:?} {other:?}");
        assert_eq!(count(&writer, "SELECT count(*) FROM parent").await, 0);
    }

    #[tokio::test]
    async fn what_waits_is_done_before_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}?mode=rwc", folder.path().join("a").display());
        let mut connection = SqliteConnection::connect(&address).await.unwrap();
        execute(&mut connection, "CREATE TABLE parent (id INTEGER PRIMARY KEY)").await.unwrap();
        let writer = Writer::start(connection);
        let (done, ()) = tokio::join!(run(&writer, "INSERT INTO parent VALUES (1)"), writer.stop());
        done.unwrap();
        assert!(run(&writer, "INSERT INTO parent VALUES (2)").await.is_err());
        let mut reader = SqliteConnection::connect(&address).await.unwrap();
        let sum: i64 = sqlx::query_scalar("SELECT sum(id) FROM parent").fetch_one(&mut reader).await.unwrap();
        assert_eq!(sum, 1);
    }
}
