use async_trait::async_trait;
use domain::id::{CommandId, PersonId, ScenarioId, TeamId, WorkshopId};
use domain::time::Timestamp;

use super::familiarity::insert_investigated;
use super::query::{all, change, execute, one, optional, query};
use super::row::{get, id, json, maybe_id, number, time, to_json, word};
use super::{Connection, Database, Row, actions, closings, guests, preparation, runbooks, scenarios, walls};
use crate::preparation::CancelledRow;
use crate::walls::WallEffects;
use crate::word::Word;
use crate::workshops::{Commit, Effects, Projection, RecordedWorkshop, WorkshopRow, WorkshopStore};
use crate::{Conflict, Error, Page, Result};

/// The shape of the events that this program writes. When one changes, the older shape is lifted in [`commit`].
pub(in super::super) const EVENTS_SCHEMA: i64 = 1;
const DAY: i64 = 24 * 60 * Timestamp::MINUTE;

#[async_trait]
impl WorkshopStore for Database {
    async fn create_workshop(&self, workshop: WorkshopRow, first: Commit) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                insert(db, &workshop).await?;
                insert_commit(db, workshop.id, &first).await
            })
        })
        .await
    }

    async fn record_workshop(&self, workshop: WorkshopRow, log: Commit, recorded: RecordedWorkshop) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                insert(db, &workshop).await?;
                insert_commit(db, workshop.id, &log).await?;
                for scenario in &recorded.scenarios {
                    if !scenarios::insert(db, scenario).await? {
                        return Err(Error::Conflict(Conflict::Slug));
                    }
                }
                for guest in recorded.guests {
                    guests::insert(db, guest).await?;
                }
                for action in &recorded.actions {
                    actions::upsert(db, workshop.team, workshop.id, action, log.actor, log.at).await?;
                }
                for draft in &recorded.drafts {
                    runbooks::draft(db, workshop.team, workshop.id, draft, log.at).await?;
                }
                insert_practised(db, workshop.id, &recorded.practised).await?;
                insert_investigated(db, workshop.id, &recorded.investigated).await?;
                let walls = WallEffects { kept: Some(recorded.notes), ..WallEffects::default() };
                walls::change_by_commit(db, workshop.team, workshop.id, &walls).await
            })
        })
        .await
    }

    async fn workshop(&self, id: WorkshopId) -> Result<Option<WorkshopRow>> {
        let found = query("SELECT * FROM workshop WHERE id = $1 AND thrown_away_at IS NULL").bind(id.0);
        optional(&mut *self.read().await?, found, workshop).await
    }

    async fn workshops(&self, team: TeamId, page: Page<WorkshopId>) -> Result<Vec<WorkshopRow>> {
        let found = query(
            "SELECT * FROM workshop WHERE team_id = $1 AND thrown_away_at IS NULL
             AND ($2 IS NULL OR (starts_at, id) < (SELECT starts_at, id FROM workshop WHERE id = $2 AND team_id = $1))
             ORDER BY starts_at DESC, id DESC LIMIT $3",
        );
        let found = found.bind(team.0).bind(page.after.map(|after| after.0)).bind(i64::from(page.limit));
        all(&mut *self.read().await?, found, workshop).await
    }

    async fn workshop_by_code(&self, code: &str) -> Result<Option<WorkshopRow>> {
        let found = query("SELECT * FROM workshop WHERE join_code = $1 AND closed_at IS NULL").bind(code);
        optional(&mut *self.read().await?, found, workshop).await
    }

    async fn workshops_beginning(&self, after: Timestamp, until: Timestamp) -> Result<Vec<WorkshopRow>> {
        let found = query(
            "SELECT * FROM workshop WHERE phase = 'planned' AND starts_at > $1 AND starts_at <= $2
             ORDER BY starts_at, id",
        );
        all(&mut *self.read().await?, found.bind(after.0).bind(until.0), workshop).await
    }

    async fn last_zone(&self, team: TeamId) -> Result<Option<String>> {
        let found = query("SELECT * FROM workshop WHERE team_id = $1 ORDER BY starts_at DESC, id DESC LIMIT 1");
        let found = optional(&mut *self.read().await?, found.bind(team.0), workshop).await?;
        Ok(found.map(|row| row.projection.plan.zone))
    }

    async fn last_closed(&self, team: TeamId, before: Timestamp) -> Result<Option<WorkshopRow>> {
        let found = query(
            "SELECT * FROM workshop WHERE team_id = $1 AND phase = 'closed' AND closed_at < $2
             AND thrown_away_at IS NULL
             ORDER BY closed_at DESC, id DESC LIMIT 1",
        );
        optional(&mut *self.read().await?, found.bind(team.0).bind(before.0), workshop).await
    }

    async fn next_workshop(&self, team: TeamId, now: Timestamp) -> Result<Option<WorkshopRow>> {
        let found = query(
            "SELECT * FROM workshop WHERE team_id = $1
             AND (phase IN ('open', 'running', 'reflecting') OR (phase = 'planned' AND starts_at > $2))
             ORDER BY CASE phase WHEN 'planned' THEN 1 ELSE 0 END, starts_at, id LIMIT 1",
        );
        optional(&mut *self.read().await?, found.bind(team.0).bind(now.0.saturating_sub(DAY)), workshop).await
    }

    async fn workshops_under_way(&self) -> Result<Vec<WorkshopRow>> {
        let found =
            query("SELECT * FROM workshop WHERE phase IN ('open', 'running', 'reflecting') ORDER BY starts_at, id");
        all(&mut *self.read().await?, found, workshop).await
    }

    async fn delete_workshop(&self, gone: CancelledRow) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let delete = query("DELETE FROM workshop WHERE id = $1 AND phase = 'planned'").bind(gone.id.0);
                if execute(db, delete).await? > 0 {
                    return preparation::insert_cancelled(db, &gone).await;
                }
                one(db, query("SELECT 1 FROM workshop WHERE id = $1").bind(gone.id.0), |_| Ok(())).await?;
                Err(Error::Conflict(Conflict::NotPlanned))
            })
        })
        .await
    }

    async fn append_all(&self, id: WorkshopId, commits: Vec<(Commit, Effects)>) -> Result<()> {
        if commits.iter().all(|(_, effects)| *effects == Effects::default()) {
            return self.append_to_log(id, commits).await;
        }
        self.write(move |db| Box::pin(async move { append_all(db, id, &commits).await })).await
    }

    async fn commits(&self, id: WorkshopId, after: u64, limit: u32) -> Result<Vec<Commit>> {
        let found =
            query("SELECT * FROM workshop_commit WHERE workshop_id = $1 AND version > $2 ORDER BY version LIMIT $3");
        let found = found.bind(id.0).bind(version(after)).bind(i64::from(limit));
        all(&mut *self.read().await?, found, commit).await
    }

    async fn command_version(&self, id: WorkshopId, command: CommandId) -> Result<Option<u64>> {
        find_command(&mut *self.read().await?, id, command).await
    }
}

async fn insert(db: &mut Connection, workshop: &WorkshopRow) -> Result<()> {
    let now = &workshop.projection;
    let insert = query(
        "INSERT INTO workshop (id, team_id, version, created_at, starts_at, plan, phase, facilitator_id,
             scribe_id, cards, join_code, closed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    let insert = insert.bind(workshop.id.0).bind(workshop.team.0).bind(version(workshop.version));
    let insert = insert.bind(workshop.created_at.0).bind(now.plan.starts_at.0).bind(to_json(&now.plan)?);
    let insert = insert.bind(now.phase.word()).bind(now.facilitator.0).bind(now.scribe.map(|scribe| scribe.0));
    let insert = insert.bind(i64::from(now.cards)).bind(&now.join_code).bind(now.closed_at.map(|at| at.0));
    change(db, insert).await
}

async fn insert_effects(
    db: &mut Connection,
    team: TeamId,
    id: WorkshopId,
    commit: &Commit,
    effects: &Effects,
) -> Result<()> {
    let mut changed: Vec<_> = effects.actions.iter().collect();
    // Two workshops of a team may carry the same actions: every transaction locks them in the same order.
    changed.sort_by_key(|action| action.id);
    for action in changed {
        actions::upsert(db, team, id, action, commit.actor, commit.at).await?;
    }
    for draft in &effects.drafts {
        runbooks::draft(db, team, id, draft, commit.at).await?;
    }
    insert_practised(db, id, &effects.practised).await?;
    insert_investigated(db, id, &effects.investigated).await?;
    if let Some(closing) = &effects.closing {
        closings::put(db, id, closing).await?;
    }
    walls::change_by_commit(db, team, id, &effects.walls).await
}

async fn insert_practised(db: &mut Connection, id: WorkshopId, practised: &[ScenarioId]) -> Result<()> {
    for scenario in practised {
        let insert = query(
            "INSERT INTO practised (workshop_id, scenario_id) VALUES ($1, $2)
             ON CONFLICT (workshop_id, scenario_id) DO NOTHING",
        );
        execute(db, insert.bind(id.0).bind(scenario.0)).await?;
    }
    Ok(())
}

/// Adds commits to the end of a workshop's log.
pub(in super::super) async fn append_all(
    db: &mut Connection,
    id: WorkshopId,
    commits: &[(Commit, Effects)],
) -> Result<()> {
    let team = update_row(db, id, commits).await?;
    for (commit, effects) in commits {
        insert_commit(db, id, commit).await?;
        insert_effects(db, team, id, commit, effects).await?;
    }
    Ok(())
}

/// Brings a workshop's row to the version of the last of these commits, and returns its team.
async fn update_row(db: &mut Connection, id: WorkshopId, commits: &[(Commit, Effects)]) -> Result<TeamId> {
    let (Some((first, _)), Some((last, _))) = (commits.first(), commits.last()) else { return Err(Error::NotFound) };
    let (before, after) = (version(first.version) - 1, version(last.version));
    let update = match commits.iter().rev().find_map(|(_, effects)| effects.row.as_ref()) {
        Some(now) => {
            let update = query(
                "UPDATE workshop SET version = $3, starts_at = $4, plan = $5, phase = $6, facilitator_id = $7,
                     scribe_id = $8, cards = $9, join_code = $10, closed_at = $11
                 WHERE id = $1 AND version = $2 AND thrown_away_at IS NULL RETURNING team_id",
            );
            let update = update.bind(id.0).bind(before).bind(after).bind(now.plan.starts_at.0);
            let update = update.bind(to_json(&now.plan)?).bind(now.phase.word()).bind(now.facilitator.0);
            let update = update.bind(now.scribe.map(|scribe| scribe.0)).bind(i64::from(now.cards));
            update.bind(&now.join_code).bind(now.closed_at.map(|at| at.0))
        }
        None => {
            let update = query(
                "UPDATE workshop SET version = $3
                 WHERE id = $1 AND version = $2 AND thrown_away_at IS NULL RETURNING team_id",
            );
            update.bind(id.0).bind(before).bind(after)
        }
    };
    if let Some(team) = optional(db, update, |row| super::row::id(row, "team_id", TeamId)).await? {
        return Ok(team);
    }
    if find_command(db, id, first.command).await?.is_some() {
        return Err(Error::Conflict(Conflict::Command));
    }
    one(db, query("SELECT 1 FROM workshop WHERE id = $1 AND thrown_away_at IS NULL").bind(id.0), |_| Ok(())).await?;
    Err(Error::Conflict(Conflict::Version))
}

async fn insert_commit(db: &mut Connection, id: WorkshopId, commit: &Commit) -> Result<()> {
    let insert = query(
        "INSERT INTO workshop_commit (workshop_id, version, command_id, actor_id, at, schema, events)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    let insert = insert.bind(id.0).bind(version(commit.version)).bind(commit.command.0);
    let insert = insert.bind(commit.actor.map(|actor| actor.0)).bind(commit.at.0).bind(EVENTS_SCHEMA);
    change(db, insert.bind(to_json(&commit.events)?)).await
}

async fn find_command(db: &mut Connection, id: WorkshopId, command: CommandId) -> Result<Option<u64>> {
    let found = query("SELECT version FROM workshop_commit WHERE workshop_id = $1 AND command_id = $2");
    optional(db, found.bind(id.0).bind(command.0), |row| number(row, "version")).await
}

/// A version as a column holds it. Logs end long before the columns do.
pub(in super::super) fn version(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

pub(super) fn workshop(row: &Row) -> Result<WorkshopRow> {
    Ok(WorkshopRow {
        id: id(row, "id", WorkshopId)?,
        team: id(row, "team_id", TeamId)?,
        version: number(row, "version")?,
        created_at: time(row, "created_at")?,
        projection: Projection {
            plan: json(row, "plan")?,
            phase: word(row, "phase")?,
            facilitator: id(row, "facilitator_id", PersonId)?,
            scribe: maybe_id(row, "scribe_id", PersonId)?,
            cards: number(row, "cards")?,
            join_code: get(row, "join_code")?,
            closed_at: get::<Option<i64>>(row, "closed_at")?.map(Timestamp),
        },
    })
}

fn commit(row: &Row) -> Result<Commit> {
    let schema: i64 = get(row, "schema")?;
    if schema != EVENTS_SCHEMA {
        return Err(Error::Corrupt(format!("events of schema {schema}; this program knows {EVENTS_SCHEMA}")));
    }
    Ok(Commit {
        version: number(row, "version")?,
        command: id(row, "command_id", CommandId)?,
        actor: maybe_id(row, "actor_id", PersonId)?,
        at: time(row, "at")?,
        events: json(row, "events")?,
    })
}
