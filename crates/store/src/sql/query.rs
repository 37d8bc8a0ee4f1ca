//! Running statements, with the database's errors turned into the store's.

use sqlx::error::ErrorKind;

use super::{Connection, Db, Row, constraint};
use crate::{Conflict, Error, Result};

/// A statement with its parameters.
pub(super) type Query<'q> = sqlx::query::Query<'q, Db, <Db as sqlx::Database>::Arguments>;

/// What it means when a unique constraint is violated: PostgreSQL's name of it, SQLite's columns of it, the meaning.
/// Any other is a primary key, or as good as one.
const MEANINGS: [(&str, &str, Conflict); 9] = [
    ("account_email", "account.email", Conflict::Email),
    ("membership_pkey", "membership.team_id, membership.account_id", Conflict::Member),
    ("system_name", "system.team_id, system.name_key", Conflict::Name),
    ("scenario_slug", "scenario.team_id, scenario.slug", Conflict::Slug),
    ("screen_code", "screen.code", Conflict::Code),
    ("survey_round_team_id_occurrence_key", "survey_round.team_id, survey_round.occurrence", Conflict::Occurrence),
    ("workshop_join_code", "workshop.join_code", Conflict::JoinCode),
    ("workshop_commit_pkey", "workshop_commit.workshop_id, workshop_commit.version", Conflict::Version),
    ("workshop_commit_command", "workshop_commit.workshop_id, workshop_commit.command_id", Conflict::Command),
];

/// A statement.
pub(super) fn query<'q>(statement: &'static str) -> Query<'q> {
    sqlx::query(statement)
}

/// All rows.
pub(super) async fn all<T>(db: &mut Connection, query: Query<'_>, read: fn(&Row) -> Result<T>) -> Result<Vec<T>> {
    query.fetch_all(db).await.map_err(failure)?.iter().map(read).collect()
}

/// The row, if there is one.
pub(super) async fn optional<T>(
    db: &mut Connection,
    query: Query<'_>,
    read: fn(&Row) -> Result<T>,
) -> Result<Option<T>> {
    query.fetch_optional(db).await.map_err(failure)?.as_ref().map(read).transpose()
}

/// The row; not found when there is none.
pub(super) async fn one<T>(db: &mut Connection, query: Query<'_>, read: fn(&Row) -> Result<T>) -> Result<T> {
    optional(db, query, read).await?.ok_or(Error::NotFound)
}

/// How many rows were changed.
pub(super) async fn execute(db: &mut Connection, query: Query<'_>) -> Result<u64> {
    Ok(query.execute(db).await.map_err(failure)?.rows_affected())
}

/// Not found when no row was changed.
pub(super) async fn change(db: &mut Connection, query: Query<'_>) -> Result<()> {
    if execute(db, query).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// The error of a database, in the store's words.
pub(crate) fn failure(error: sqlx::Error) -> Error {
    if let sqlx::Error::Database(refusal) = &error {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the driver's own kinds: any other one is a failure")]
        match refusal.kind() {
            ErrorKind::UniqueViolation => {
                let violated = constraint(refusal.as_ref());
                let known =
                    MEANINGS.iter().find(|(name, columns, _)| violated == Some(name) || violated == Some(columns));
                return Error::Conflict(known.map_or(Conflict::Id, |(.., meaning)| *meaning));
            }
            ErrorKind::ForeignKeyViolation => return Error::NotFound,
            _ => {}
        }
    }
    Error::Unavailable(Box::new(error))
}
