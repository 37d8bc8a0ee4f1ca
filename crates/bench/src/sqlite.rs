//! Raw SQLite: the statements with which Readyroom commits a command, and nothing else.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::figures::{Times, micros, to_float};

/// A log in a file of its own, with the settings of `store::sqlite`.
pub(crate) struct Log(Connection);

impl Log {
    /// Creates it; a file of an earlier run is replaced.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        for end in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            match std::fs::remove_file(name) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON;
             PRAGMA journal_size_limit = 16777216;
             PRAGMA cache_size = -2048;
             CREATE TABLE workshop (id BLOB PRIMARY KEY, version INTEGER NOT NULL) STRICT;
             CREATE TABLE workshop_commit (
                 workshop_id BLOB NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
                 version INTEGER NOT NULL, command_id BLOB NOT NULL, actor_id BLOB, at INTEGER NOT NULL,
                 schema INTEGER NOT NULL, events TEXT NOT NULL,
                 PRIMARY KEY (workshop_id, version), UNIQUE (workshop_id, command_id)) STRICT;",
        )?;
        Ok(Self(connection))
    }

    pub(crate) fn begin(&mut self) -> Result<Batch<'_>> {
        Ok(Batch(self.0.transaction_with_behavior(TransactionBehavior::Immediate)?))
    }
}

/// A transaction.
pub(crate) struct Batch<'a>(Transaction<'a>);

impl Batch<'_> {
    /// Appends a commit to the log of a workshop, which is created when it is new; its version.
    pub(crate) fn append(&mut self, workshop: usize, command: &[u8], events: &str) -> Result<i64> {
        let id = id_bytes(workshop as u64);
        let update =
            "INSERT INTO workshop VALUES (?1, 1) ON CONFLICT DO UPDATE SET version = version + 1 RETURNING version";
        let version: i64 = self.0.prepare_cached(update)?.query_row([&id], |row| row.get(0))?;
        let insert = "INSERT INTO workshop_commit VALUES (?1, ?2, ?3, ?1, ?4, 1, ?5)";
        let command = command.get(command.len().saturating_sub(16)..).unwrap_or_default();
        let inserted =
            self.0.prepare_cached(insert)?.execute((&id, version, command, 1_790_000_000_000_000_i64, events))?;
        ensure!(inserted == 1, "SQLite inserted nothing");
        Ok(version)
    }

    pub(crate) fn commit(self) -> Result<()> {
        Ok(self.0.commit()?)
    }
}

/// An id as the database keeps it.
fn id_bytes(number: u64) -> [u8; 16] {
    let mut id = [7; 16];
    id[8..].copy_from_slice(&number.to_be_bytes());
    id
}

/// A replay ends after this time at the latest.
const REPLAYED: Duration = Duration::from_secs(10);

/// How many commands a second it commits in batches of these sizes, with rows of these sizes (which begin again at the end).
pub(crate) fn replay(folder: &Path, batches: &[usize], row_sizes: &[usize], workshops: usize) -> Result<f64> {
    let mut log = Log::create(&folder.join("replay.db"))?;
    let rows: Vec<String> = row_sizes.iter().map(|size| "x".repeat(*size)).collect();
    let mut rows = rows.iter().cycle();
    let mut number = 0;
    let began = Instant::now();
    for batch in batches.iter().take_while(|_| began.elapsed() < REPLAYED) {
        let mut transaction = log.begin()?;
        for _ in 0..*batch {
            let events = rows.next().context("no rows to replay")?;
            transaction.append(number % workshops, &id_bytes(number as u64), events)?;
            number += 1;
        }
        transaction.commit()?;
    }
    Ok(to_float(number as u64) / began.elapsed().as_secs_f64())
}

/// How many transactions have been committed to a database in WAL mode; only differences mean something. It is the counter
/// `iChange` in the header of the wal-index (<https://www.sqlite.org/walformat.html>).
pub(crate) fn count_transactions(database: &Path) -> Result<u32> {
    let mut name = database.as_os_str().to_owned();
    name.push("-shm");
    let mut header = [0; 12];
    File::open(name)?.read_exact(&mut header)?;
    let [.., a, b, c, d] = header;
    Ok(u32::from_ne_bytes([a, b, c, d]))
}

/// The sizes of the latest rows of Readyroom's log, in the order of their commits.
pub(crate) fn latest_row_sizes(database: &Path, count: u64) -> Result<Vec<usize>> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut select = connection.prepare("SELECT length(events) FROM workshop_commit ORDER BY rowid DESC LIMIT ?1")?;
    let sizes = select.query_map([i64::try_from(count)?], |row| row.get(0))?.collect::<Result<Vec<u32>, _>>()?;
    Ok(sizes.into_iter().rev().map(|size| size as usize).collect())
}

/// The times of transactions with one insert each, one after the other.
pub(crate) fn time_single_inserts(folder: &Path, count: u64) -> Result<Times> {
    let mut log = Log::create(&folder.join("single.db"))?;
    let events = "x".repeat(250);
    let mut times = Times::default();
    for number in 0..count {
        let began = Instant::now();
        let mut batch = log.begin()?;
        batch.append(0, &id_bytes(number), &events)?;
        batch.commit()?;
        times.record(micros(began.elapsed()));
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transactions_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let mut log = Log::create(&file).unwrap();
        let before = count_transactions(&file).unwrap();
        for batch in [1, 3] {
            let mut transaction = log.begin().unwrap();
            for number in 0..batch {
                transaction.append(0, &id_bytes(batch * 10 + number), "[12345]").unwrap();
            }
            transaction.commit().unwrap();
        }
        assert_eq!(count_transactions(&file).unwrap() - before, 2);
        assert_eq!(latest_row_sizes(&file, 3).unwrap(), [7, 7, 7]);
    }

    #[test]
    fn every_workshop_has_versions_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Log::create(&folder.path().join("a.db")).unwrap();
        let mut batch = log.begin().unwrap();
        let versions = [0, 0, 1].map(|workshop| {
            let command = id_bytes(workshop as u64 + 50);
            batch.append(workshop, &[command.as_slice(), &[u8::try_from(workshop).unwrap()]].concat(), "[]")
        });
        // The second command has the id of the first: the constraint is that of the store.
        assert_eq!(versions.each_ref().map(|it| it.as_ref().ok().copied()), [Some(1), None, Some(1)]);
        batch.commit().unwrap();
    }
}
