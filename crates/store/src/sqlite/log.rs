//! Appends to the logs of many workshops with one call of the database's thread: each further call would cost two switches
//! between threads, which take longer than the statements.

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

/// Where a commit is not for the version that follows, its workshop is not found, and NULL is refused: then nothing is written.
const APPEND: &str = "BEGIN IMMEDIATE;
     UPDATE workshop SET version = moved.after
         FROM (SELECT unhex(value ->> 0) AS id, value ->> 1 AS before, value ->> 2 AS after FROM json_each($1)) AS moved
         WHERE workshop.id = moved.id AND workshop.version = moved.before AND workshop.thrown_away_at IS NULL;
     INSERT INTO workshop_commit (workshop_id, version, command_id, actor_id, at, schema, events)
         SELECT (SELECT id FROM workshop WHERE id = unhex(value ->> 0) AND version = value ->> 1
                     AND thrown_away_at IS NULL),
             value ->> 2, unhex(value ->> 3), unhex(value ->> 4), value ->> 5, $3, value ->> 6
         FROM json_each($2);
     COMMIT";

/// A workshop, the version of its log before, and the one after.
#[derive(Serialize)]
struct Moved(String, i64, i64);

/// A workshop with the version of its log after all of them; a commit's version, command, author, time and events.
#[derive(Serialize)]
struct Added(String, i64, i64, String, Option<String>, i64, String);

/// Appends to several logs in a transaction of its own. After an error, that transaction is to be rolled back.
pub(super) async fn append(connection: &mut SqliteConnection, appends: &[Arc<LogAppend>]) -> Result<()> {
    let (mut moved, mut added) = (Vec::new(), Vec::new());
    let hex = |id: uuid::Uuid| id.simple().to_string();
    for LogAppend { workshop, commits } in appends.iter().map(|append| &**append) {
        let (Some((first, _)), Some((last, _))) = (commits.first(), commits.last()) else { continue };
        let after = version(last.version);
        moved.push(Moved(hex(workshop.0), version(first.version) - 1, after));
        for (commit, _) in commits {
            let (command, actor) = (hex(commit.command.0), commit.actor.map(|actor| hex(actor.0)));
            let events = to_json(&commit.events)?;
            added.push(Added(hex(workshop.0), after, version(commit.version), command, actor, commit.at.0, events));
        }
    }
    let append = sqlx::query(APPEND).bind(to_json(&moved)?).bind(to_json(&added)?).bind(EVENTS_SCHEMA);
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
        append(&mut connection, &[commits(1, 2..=4), commits(2, 2..=2)]).await.unwrap();
        for bad in [commits(2, 4..=4), commits(2, 2..=2), commits(9, 2..=2), commits(3, 2..=2)] {
            append(&mut connection, &[commits(1, 5..=5), bad]).await.unwrap_err();
            sqlx::raw_sql("ROLLBACK").execute(&mut connection).await.unwrap();
        }
        let log = "SELECT group_concat(workshop.version || ':' || workshop_commit.version || ':' || iif(actor_id IS NULL, '-', hex(actor_id)))
             FROM workshop_commit JOIN workshop ON workshop.id = workshop_id";
        let log: String = sqlx::query_scalar(log).fetch_one(&mut connection).await.unwrap();
        let one = "00000000000000000000000000000001";
        assert_eq!(log, format!("4:2:-,4:3:{one},4:4:{one},2:2:-"));
    }
}
