use async_trait::async_trait;
use domain::id::{PersonId, PracticeId, RevisionId, ScenarioId, TeamId};

use super::query::{all, change, execute, one, optional, query};
use super::row::{id, json, to_json};
use super::{Database, Row};
use crate::practice::{PracticeRow, PracticeStore};
use crate::{Conflict, Error, Result};

#[async_trait]
impl PracticeStore for Database {
    async fn create_practice(&self, practice: PracticeRow) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let insert = query(
                    "INSERT INTO practice (id, team_id, owner_id, scenario_id, revision_id, started_at, version, state)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                );
                let insert = insert.bind(practice.id.0).bind(practice.team.0).bind(practice.owner.0);
                let insert = insert.bind(practice.scenario.0).bind(practice.revision.0);
                let insert = insert.bind(practice.state.started_at.0).bind(version(practice.state.log.len()));
                change(db, insert.bind(to_json(&practice.state)?)).await
            })
        })
        .await
    }

    async fn practice(&self, team: TeamId, owner: PersonId, id: PracticeId) -> Result<Option<PracticeRow>> {
        let found = query("SELECT * FROM practice WHERE id = $1 AND team_id = $2 AND owner_id = $3");
        let found = found.bind(id.0).bind(team.0).bind(owner.0);
        optional(&mut *self.read().await?, found, practice).await
    }

    async fn practices(&self, team: TeamId, owner: PersonId) -> Result<Vec<PracticeRow>> {
        let found =
            query("SELECT * FROM practice WHERE team_id = $1 AND owner_id = $2 ORDER BY started_at DESC, id DESC");
        all(&mut *self.read().await?, found.bind(team.0).bind(owner.0), practice).await
    }

    async fn save_practice(&self, practice: PracticeRow, known: usize) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query(
                    "UPDATE practice SET state = $4, version = $5
                     WHERE id = $1 AND team_id = $2 AND owner_id = $3 AND version = $6",
                );
                let update = update.bind(practice.id.0).bind(practice.team.0).bind(practice.owner.0);
                let update = update.bind(to_json(&practice.state)?).bind(version(practice.state.log.len()));
                if execute(db, update.bind(version(known))).await? > 0 {
                    return Ok(());
                }
                let there = query("SELECT 1 FROM practice WHERE id = $1 AND team_id = $2 AND owner_id = $3");
                let there = there.bind(practice.id.0).bind(practice.team.0).bind(practice.owner.0);
                one(db, there, |_| Ok(())).await?;
                Err(Error::Conflict(Conflict::Changed))
            })
        })
        .await
    }

    async fn delete_practice(&self, team: TeamId, owner: PersonId, id: PracticeId) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let delete = query("DELETE FROM practice WHERE id = $1 AND team_id = $2 AND owner_id = $3");
                change(db, delete.bind(id.0).bind(team.0).bind(owner.0)).await
            })
        })
        .await
    }
}

/// How many entries a log has, as a column holds it.
fn version(entries: usize) -> i64 {
    i64::try_from(entries).unwrap_or(i64::MAX)
}

fn practice(row: &Row) -> Result<PracticeRow> {
    Ok(PracticeRow {
        id: id(row, "id", PracticeId)?,
        team: id(row, "team_id", TeamId)?,
        owner: id(row, "owner_id", PersonId)?,
        scenario: id(row, "scenario_id", ScenarioId)?,
        revision: id(row, "revision_id", RevisionId)?,
        state: json(row, "state")?,
    })
}
