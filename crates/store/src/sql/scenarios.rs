use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::id::{PersonId, RevisionId, ScenarioId, TeamId};
use domain::scenario::{Draft, Scenario};

use super::query::{all, change, execute, one, optional, query};
use super::row::{get, id, json, maybe_id, number, time, to_json};
use super::{Connection, Database, REVISIONS, Row, ids};
use crate::scenarios::{NewRevision, ScenarioRow, ScenarioStore};
use crate::{Conflict, Error, Result};

/// Scenarios with their present wording, as [`scenario`] reads them.
macro_rules! select {
    ($where:literal) => {
        concat!(
            "SELECT scenario.*, number, content, written_by, wording.created_at AS updated_at
             FROM scenario JOIN scenario_revision AS wording ON wording.id = revision_id ",
            $where
        )
    };
}

#[async_trait]
impl ScenarioStore for Database {
    async fn create_scenarios(&self, scenarios: Vec<ScenarioRow>) -> Result<Vec<String>> {
        self.write(move |db| {
            Box::pin(async move {
                let mut left_out = Vec::new();
                for scenario in scenarios {
                    if !insert(db, &scenario).await? {
                        left_out.push(scenario.content.slug.clone());
                    }
                }
                Ok(left_out)
            })
        })
        .await
    }

    async fn scenario(&self, team: TeamId, id: ScenarioId) -> Result<Option<ScenarioRow>> {
        let found = query(select!("WHERE scenario.id = $1 AND team_id = $2")).bind(id.0).bind(team.0);
        optional(&mut *self.read().await?, found, scenario).await
    }

    async fn scenarios(&self, team: TeamId) -> Result<Vec<ScenarioRow>> {
        let found = query(select!("WHERE team_id = $1 AND NOT archived ORDER BY scenario.created_at, slug"));
        all(&mut *self.read().await?, found.bind(team.0), scenario).await
    }

    async fn archived_scenarios(&self, team: TeamId) -> Result<Vec<ScenarioRow>> {
        let found = query(select!("WHERE team_id = $1 AND archived ORDER BY scenario.created_at, slug"));
        all(&mut *self.read().await?, found.bind(team.0), scenario).await
    }

    async fn change_scenario(
        &self,
        team: TeamId,
        id: ScenarioId,
        edited: RevisionId,
        revision: NewRevision,
    ) -> Result<ScenarioRow> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query(
                    "UPDATE scenario SET revision_id = $4, slug = $5 WHERE id = $1 AND team_id = $2 AND revision_id = $3",
                );
                let update = update.bind(id.0).bind(team.0).bind(edited.0).bind(revision.id.0);
                if execute(db, update.bind(&revision.content.slug)).await? == 0 {
                    let there = query("SELECT 1 FROM scenario WHERE id = $1 AND team_id = $2").bind(id.0).bind(team.0);
                    one(db, there, |_| Ok(())).await?;
                    return Err(Error::Conflict(Conflict::Changed));
                }
                let insert = query(
                    "INSERT INTO scenario_revision (id, scenario_id, number, content, written_by, created_at)
                     SELECT $1, $2, max(number) + 1, $3, $4, $5 FROM scenario_revision WHERE scenario_id = $2",
                );
                let insert = insert.bind(revision.id.0).bind(id.0).bind(to_json(&*revision.content)?);
                change(db, insert.bind(revision.written_by.map(|person| person.0)).bind(revision.at.0)).await?;
                one(db, query(select!("WHERE scenario.id = $1")).bind(id.0), scenario).await
            })
        })
        .await
    }

    async fn archive_scenario(&self, team: TeamId, id: ScenarioId, archived: bool) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query("UPDATE scenario SET archived = $3 WHERE id = $1 AND team_id = $2");
                change(db, update.bind(id.0).bind(team.0).bind(archived)).await
            })
        })
        .await
    }

    async fn revisions(&self, revisions: &[RevisionId]) -> Result<BTreeMap<RevisionId, Scenario>> {
        let found = query(REVISIONS).bind(ids(revisions.iter().map(|revision| revision.0)));
        let read = |row: &Row| Ok((id(row, "id", RevisionId)?, json(row, "content")?));
        Ok(all(&mut *self.read().await?, found, read).await?.into_iter().collect())
    }

    async fn practised(&self, team: TeamId) -> Result<BTreeMap<ScenarioId, u32>> {
        let found = query(
            "SELECT scenario_id, count(*) AS times FROM practised JOIN scenario ON scenario.id = scenario_id
             WHERE team_id = $1 GROUP BY scenario_id",
        );
        let read = |row: &Row| Ok((id(row, "scenario_id", ScenarioId)?, number(row, "times")?));
        Ok(all(&mut *self.read().await?, found.bind(team.0), read).await?.into_iter().collect())
    }
}

/// Whether it was added: not when its team has one with its slug.
pub(super) async fn insert(db: &mut Connection, scenario: &ScenarioRow) -> Result<bool> {
    let insert = query(
        "INSERT INTO scenario (id, team_id, slug, revision_id, archived, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (team_id, slug) DO NOTHING",
    );
    let insert = insert.bind(scenario.id.0).bind(scenario.team.0).bind(&scenario.content.slug);
    let insert = insert.bind(scenario.revision.0).bind(scenario.archived).bind(scenario.created_at.0);
    if execute(db, insert).await? == 0 {
        return Ok(false);
    }
    let wording = query(
        "INSERT INTO scenario_revision (id, scenario_id, number, content, written_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    );
    let wording = wording.bind(scenario.revision.0).bind(scenario.id.0).bind(i64::from(scenario.number));
    let wording = wording.bind(to_json(&*scenario.content)?).bind(scenario.written_by.map(|person| person.0));
    change(db, wording.bind(scenario.updated_at.0)).await?;
    Ok(true)
}

fn scenario(row: &Row) -> Result<ScenarioRow> {
    Ok(ScenarioRow {
        id: id(row, "id", ScenarioId)?,
        team: id(row, "team_id", TeamId)?,
        revision: id(row, "revision_id", RevisionId)?,
        number: number(row, "number")?,
        content: json::<Draft>(row, "content")?.into(),
        written_by: maybe_id(row, "written_by", PersonId)?,
        created_at: time(row, "created_at")?,
        updated_at: time(row, "updated_at")?,
        archived: get(row, "archived")?,
    })
}
