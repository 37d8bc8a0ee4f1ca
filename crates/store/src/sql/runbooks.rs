use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::id::{PersonId, RunbookId, ScenarioId, SystemId, TeamId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::RoundNumber;

use super::query::{all, change, execute, one, optional, query};
use super::row::{id, maybe_id, number, text, time, word};
use super::{Connection, Database, Row};
use crate::runbooks::{
    RunbookChange, RunbookDraft, RunbookHead, RunbookMerge, RunbookOriginRow, RunbookRow, RunbookStore,
};
use crate::word::Word;
use crate::{Conflict, Error, Result};
use domain::runbook::RunbookState;

#[async_trait]
impl RunbookStore for Database {
    async fn create_runbook(&self, runbook: RunbookRow) -> Result<()> {
        self.write(move |db| Box::pin(async move { insert(db, &runbook).await })).await
    }

    async fn runbook(&self, team: TeamId, id: RunbookId) -> Result<Option<RunbookRow>> {
        find(&mut *self.read().await?, team, id).await
    }

    async fn runbooks(&self, team: TeamId) -> Result<Vec<RunbookHead>> {
        let mut db = self.read().await?;
        let found = query("SELECT * FROM runbook WHERE team_id = $1 ORDER BY title, id").bind(team.0);
        let mut heads = all(&mut db, found, head).await?;
        let found = query(
            "SELECT runbook_id, system_id FROM runbook_system JOIN runbook ON runbook.id = runbook_id
             JOIN system ON system.id = system_id AND system.team_id = runbook.team_id WHERE runbook.team_id = $1",
        );
        let read = |row: &Row| Ok((id(row, "runbook_id", RunbookId)?, id(row, "system_id", SystemId)?));
        let systems = all(&mut db, found.bind(team.0), read).await?;
        let found = query(
            "SELECT runbook_origin.* FROM runbook_origin JOIN runbook ON runbook.id = runbook_id WHERE team_id = $1
             ORDER BY workshop_id, round",
        );
        let read = |row: &Row| Ok((id(row, "runbook_id", RunbookId)?, origin(row)?));
        let origins = all(&mut db, found.bind(team.0), read).await?;
        let mut places: BTreeMap<_, _> = heads.iter_mut().map(|head| (head.id, head)).collect();
        for (runbook, system) in systems {
            places.get_mut(&runbook).map(|head| head.systems.insert(system));
        }
        for (runbook, origin) in origins {
            if let Some(head) = places.get_mut(&runbook) {
                head.origins.push(origin);
            }
        }
        Ok(heads)
    }

    async fn change_runbook(
        &self,
        team: TeamId,
        id: RunbookId,
        edited: u32,
        to: RunbookChange,
        by: PersonId,
        at: Timestamp,
    ) -> Result<RunbookRow> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query(
                    "UPDATE runbook SET title = $4, body = $5, state = $6, updated_by = $7, updated_at = $8,
                         revision = revision + 1 WHERE id = $1 AND team_id = $2 AND revision = $3",
                );
                let update = update.bind(id.0).bind(team.0).bind(i64::from(edited)).bind(to.title.as_str());
                let update = update.bind(to.text.as_str()).bind(to.state.word()).bind(by.0).bind(at.0);
                update_runbook(db, team, id, update).await?;
                execute(db, query("DELETE FROM runbook_system WHERE runbook_id = $1").bind(id.0)).await?;
                add_systems(db, id, to.systems).await?;
                find(db, team, id).await?.ok_or(Error::NotFound)
            })
        })
        .await
    }

    async fn merge_runbooks(
        &self,
        team: TeamId,
        merge: RunbookMerge,
        by: PersonId,
        at: Timestamp,
    ) -> Result<RunbookRow> {
        self.write(move |db| {
            Box::pin(async move {
                let RunbookMerge { from: (from, from_edited), into: (into, into_edited), text } = merge;
                let archive = query(
                    "UPDATE runbook SET state = 'archived', updated_by = $4, updated_at = $5, revision = revision + 1
                     WHERE id = $1 AND team_id = $2 AND revision = $3",
                );
                let archive = archive.bind(from.0).bind(team.0).bind(i64::from(from_edited)).bind(by.0).bind(at.0);
                update_runbook(db, team, from, archive).await?;
                let extend = query(
                    "UPDATE runbook SET body = $4, updated_by = $5, updated_at = $6, revision = revision + 1
                     WHERE id = $1 AND team_id = $2 AND revision = $3",
                );
                let extend = extend.bind(into.0).bind(team.0).bind(i64::from(into_edited)).bind(text.as_str());
                update_runbook(db, team, into, extend.bind(by.0).bind(at.0)).await?;
                for copy in [
                    "INSERT INTO runbook_system (runbook_id, system_id)
                     SELECT $2, system_id FROM runbook_system WHERE runbook_id = $1
                     ON CONFLICT (runbook_id, system_id) DO NOTHING",
                    "INSERT INTO runbook_origin (runbook_id, workshop_id, round, scenario_id)
                     SELECT $2, workshop_id, round, scenario_id FROM runbook_origin WHERE runbook_id = $1
                     ON CONFLICT (runbook_id, workshop_id, round) DO NOTHING",
                ] {
                    execute(db, query(copy).bind(from.0).bind(into.0)).await?;
                }
                find(db, team, into).await?.ok_or(Error::NotFound)
            })
        })
        .await
    }
}

/// Writes the draft of a round. A round that has a draft already, because its workshop was opened again, keeps it; as long as no
/// person has edited it, its text is replaced.
pub(super) async fn draft(
    db: &mut Connection,
    team: TeamId,
    workshop: WorkshopId,
    draft: &RunbookDraft,
    at: Timestamp,
) -> Result<()> {
    let there = query("SELECT runbook_id FROM runbook_origin WHERE workshop_id = $1 AND round = $2");
    let there = there.bind(workshop.0).bind(i64::from(draft.round.0));
    if optional(db, there, |row| id(row, "runbook_id", RunbookId)).await?.is_some() {
        let update = query(
            "UPDATE runbook SET title = $3, body = $4, updated_at = $5
             WHERE state = 'draft' AND revision = 0
             AND id IN (SELECT runbook_id FROM runbook_origin WHERE workshop_id = $1 AND round = $2)",
        );
        let update = update.bind(workshop.0).bind(i64::from(draft.round.0)).bind(draft.title.as_str());
        return execute(db, update.bind(draft.text.as_str()).bind(at.0)).await.map(drop);
    }
    let origin = RunbookOriginRow { workshop, round: draft.round, scenario: draft.scenario };
    let head = RunbookHead {
        id: draft.id,
        team,
        title: draft.title.clone(),
        state: RunbookState::Draft,
        systems: draft.systems.clone(),
        origins: vec![origin],
        revision: 0,
        created_at: at,
        updated_at: at,
        updated_by: None,
    };
    insert(db, &RunbookRow { head, text: draft.text.clone() }).await
}

async fn insert(db: &mut Connection, RunbookRow { head, text }: &RunbookRow) -> Result<()> {
    let insert = query(
        "INSERT INTO runbook (id, team_id, title, body, state, revision, created_at, updated_at, updated_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert.bind(head.id.0).bind(head.team.0).bind(head.title.as_str()).bind(text.as_str());
    let insert = insert.bind(head.state.word()).bind(i64::from(head.revision)).bind(head.created_at.0);
    change(db, insert.bind(head.updated_at.0).bind(head.updated_by.map(|by| by.0))).await?;
    add_systems(db, head.id, head.systems.iter().copied()).await?;
    for origin in &head.origins {
        let insert =
            query("INSERT INTO runbook_origin (runbook_id, workshop_id, round, scenario_id) VALUES ($1, $2, $3, $4)");
        let insert = insert.bind(head.id.0).bind(origin.workshop.0).bind(i64::from(origin.round.0));
        change(db, insert.bind(origin.scenario.0)).await?;
    }
    Ok(())
}

async fn add_systems(db: &mut Connection, id: RunbookId, systems: impl IntoIterator<Item = SystemId>) -> Result<()> {
    for system in systems {
        let insert = query("INSERT INTO runbook_system (runbook_id, system_id) VALUES ($1, $2)");
        change(db, insert.bind(id.0).bind(system.0)).await?;
    }
    Ok(())
}

/// Runs an update that names a revision; nothing is changed when there is another one.
async fn update_runbook(
    db: &mut Connection,
    team: TeamId,
    id: RunbookId,
    update: super::query::Query<'_>,
) -> Result<()> {
    if execute(db, update).await? > 0 {
        return Ok(());
    }
    let there = query("SELECT 1 FROM runbook WHERE id = $1 AND team_id = $2").bind(id.0).bind(team.0);
    one(db, there, |_| Ok(())).await?;
    Err(Error::Conflict(Conflict::Changed))
}

async fn find(db: &mut Connection, team: TeamId, runbook: RunbookId) -> Result<Option<RunbookRow>> {
    let found = query("SELECT * FROM runbook WHERE id = $1 AND team_id = $2").bind(runbook.0).bind(team.0);
    let read = |row: &Row| Ok(RunbookRow { head: head(row)?, text: text(row, "body")? });
    let Some(mut row) = optional(db, found, read).await? else { return Ok(None) };
    let found = query(
        "SELECT system_id FROM runbook_system JOIN runbook ON runbook.id = runbook_id
             JOIN system ON system.id = system_id AND system.team_id = runbook.team_id WHERE runbook_id = $1",
    );
    let systems = all(db, found.bind(runbook.0), |row| id(row, "system_id", SystemId)).await?;
    row.head.systems = systems.into_iter().collect();
    let found = query("SELECT * FROM runbook_origin WHERE runbook_id = $1 ORDER BY workshop_id, round");
    row.head.origins = all(db, found.bind(runbook.0), origin).await?;
    Ok(Some(row))
}

fn head(row: &Row) -> Result<RunbookHead> {
    Ok(RunbookHead {
        id: id(row, "id", RunbookId)?,
        team: id(row, "team_id", TeamId)?,
        title: text(row, "title")?,
        state: word(row, "state")?,
        systems: Default::default(),
        origins: Vec::new(),
        revision: number(row, "revision")?,
        created_at: time(row, "created_at")?,
        updated_at: time(row, "updated_at")?,
        updated_by: maybe_id(row, "updated_by", PersonId)?,
    })
}

fn origin(row: &Row) -> Result<RunbookOriginRow> {
    Ok(RunbookOriginRow {
        workshop: id(row, "workshop_id", WorkshopId)?,
        round: RoundNumber(number(row, "round")?),
        scenario: id(row, "scenario_id", ScenarioId)?,
    })
}
