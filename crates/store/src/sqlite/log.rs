//! Appends to the logs of many workshops with one statement. For each further one the driver would wake its thread and be woken by
//! it, which takes longer than the statement.

use std::sync::Arc;

use domain::id::WorkshopId;
use serde::Serialize;
use sqlx::SqliteConnection;

use super::sql::{EVENTS_SCHEMA, failure, to_json, version};
use crate::Result;
use crate::workshops::{Commit, Effects};

/// Commits that change nothing but the log of their workshop.
#[derive(Debug)]
pub(super) struct LogAppend {
    pub(super) workshop: WorkshopId,
    pub(super) commits: Vec<(Commit, Effects)>,
}

/// What a row of [`APPEND`] does. Where a commit is not for the version that follows, its workshop is not found, and NULL is refused: then
/// nothing is written.
const PREPARE: &str = "CREATE TEMP VIEW log_append AS SELECT * FROM workshop_commit;
     CREATE TEMP TRIGGER append_to_log INSTEAD OF INSERT ON log_append BEGIN
         UPDATE workshop SET version = NEW.version
             WHERE id = NEW.workshop_id AND version = NEW.version - 1 AND thrown_away_at IS NULL;
         INSERT INTO workshop_commit (workshop_id, version, command_id, actor_id, at, schema, events)
             VALUES (
                 (SELECT id FROM workshop
                      WHERE id = NEW.workshop_id AND version = NEW.version AND thrown_away_at IS NULL),
                 NEW.version, NEW.command_id, NEW.actor_id, NEW.at, NEW.schema, NEW.events
             );
     END";

const APPEND: &str = "INSERT INTO log_append (workshop_id, version, command_id, actor_id, at, schema, events)
     SELECT unhex(value ->> 0), value ->> 1, unhex(value ->> 2), unhex(value ->> 3), value ->> 4, $2, value ->> 5
     FROM json_each($1)";

/// A workshop; a commit's version, command, author, time and events.
#[derive(Serialize)]
struct Added(String, i64, String, Option<String>, i64, String);

/// Prepares a connection for [`append`].
pub(super) async fn prepare(connection: &mut SqliteConnection) -> sqlx::Result<()> {
    sqlx::raw_sql(PREPARE).execute(connection).await.map(drop)
}

/// Appends to several logs, all or none, in a transaction of its own.
pub(super) async fn append(connection: &mut SqliteConnection, appends: &[Arc<LogAppend>]) -> Result<()> {
    let hex = |id: uuid::Uuid| id.simple().to_string();
    let mut added = Vec::new();
    for append in appends {
        let workshop = hex(append.workshop.0);
        for (commit, _) in &append.commits {
            let (command, actor) = (hex(commit.command.0), commit.actor.map(|actor| hex(actor.0)));
            let events = to_json(&commit.events)?;
            added.push(Added(workshop.clone(), version(commit.version), command, actor, commit.at.0, events));
        }
    }
    let append = sqlx::query(APPEND).bind(to_json(&added)?).bind(EVENTS_SCHEMA);
    append.execute(connection).await.map(drop).map_err(failure)
}

#[cfg(test)]
mod tests {
    use domain::id::{CommandId, PersonId};
    use domain::time::Timestamp;
    use sqlx::Connection as _;
    use uuid::Uuid;

    use super::*;

    fn commits(workshop: u128, versions: std::ops::RangeInclusive<u64>) -> Arc<LogAppend> {
        let commit = |version: u64| Commit {
            version,
            command: CommandId(Uuid::from_u128(version.into())),
            actor: (version != 2).then(|| PersonId(Uuid::from_u128(1))),
            at: Timestamp(7),
            events: Vec::new(),
        };
        let commits = versions.map(|version| (commit(version), Effects::default())).collect();
        Arc::new(LogAppend { workshop: WorkshopId(Uuid::from_u128(workshop)), commits })
    }

    #[tokio::test]
    async fn several_logs_grow_in_one_call_or_none_does() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let tables = "CREATE TABLE workshop (id BLOB PRIMARY KEY, version INTEGER, thrown_away_at INTEGER);
             CREATE TABLE workshop_commit (workshop_id BLOB NOT NULL, version INTEGER, command_id BLOB, actor_id BLOB,
                 at INTEGER, schema INTEGER, events TEXT, PRIMARY KEY (workshop_id, version));
             INSERT INTO workshop VALUES (unhex('00000000000000000000000000000001'), 1, NULL),
                 (unhex('00000000000000000000000000000002'), 1, NULL),
                 (unhex('00000000000000000000000000000003'), 1, 5)";
        sqlx::raw_sql(tables).execute(&mut connection).await.unwrap();
        prepare(&mut connection).await.unwrap();
        append(&mut connection, &[commits(1, 2..=4), commits(2, 2..=2)]).await.unwrap();
        for bad in [commits(2, 4..=4), commits(2, 2..=2), commits(9, 2..=2), commits(3, 2..=2)] {
            append(&mut connection, &[commits(1, 5..=5), bad]).await.unwrap_err();
        }
        let log = "SELECT group_concat(workshop.version || ':' || workshop_commit.version || ':' || iif(actor_id IS NULL, '-', hex(actor_id)))
             FROM workshop_commit JOIN workshop ON workshop.id = workshop_id";
        let log: String = sqlx::query_scalar(log).fetch_one(&mut connection).await.unwrap();
        let one = "00000000000000000000000000000001";
        assert_eq!(log, format!("4:2:-,4:3:{one},4:4:{one},2:2:-"));
    }
}
