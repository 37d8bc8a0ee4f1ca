use async_trait::async_trait;
use domain::id::{ActionId, PersonId, TeamId, WorkshopId};
use domain::text::ReasonText;
use domain::time::{Day, Timestamp};
use domain::workshop::Action;

use super::query::{all, execute, one, optional, query};
use super::row::{get, id, json, maybe_id, number, text, time, to_json, word};
use super::{Connection, Database, Row};
use crate::actions::{ActionChange, ActionFilter, ActionRow, Actions};
use crate::word::Word;
use crate::{Error, Page, Result};

#[async_trait]
impl Actions for Database {
    async fn actions(&self, team: TeamId, filter: ActionFilter, page: Page<ActionId>) -> Result<Vec<ActionRow>> {
        let found = query(
            "SELECT * FROM action WHERE team_id = $1 AND NOT removed
             AND ($2 IS NULL OR status = $2) AND ($3 IS NULL OR owner_id = $3)
             AND ($4 IS NULL OR (created_at, id) < (SELECT created_at, id FROM action WHERE id = $4))
             ORDER BY created_at DESC, id DESC LIMIT $5",
        );
        let found = found.bind(team.0).bind(filter.status.map(Word::word)).bind(filter.owner.map(|owner| owner.0));
        let found = found.bind(page.after.map(|after| after.0)).bind(i64::from(page.limit));
        all(&mut *self.read().await?, found, action).await
    }

    async fn open_actions(&self, team: TeamId) -> Result<Vec<ActionRow>> {
        let found = query(
            "SELECT * FROM action WHERE team_id = $1 AND NOT removed AND status = 'open' ORDER BY created_at, id",
        );
        all(&mut *self.read().await?, found.bind(team.0), action).await
    }

    async fn action(&self, team: TeamId, id: ActionId) -> Result<Option<ActionRow>> {
        let found = query("SELECT * FROM action WHERE id = $1 AND team_id = $2").bind(id.0).bind(team.0);
        optional(&mut *self.read().await?, found, action).await
    }

    async fn change_action(
        &self,
        team: TeamId,
        id: ActionId,
        edited: u32,
        change: ActionChange,
        at: Timestamp,
    ) -> Result<ActionRow> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query(
                    "UPDATE action SET text = $4, owner_id = $5, due = $6, priority = $7, status = $8, updated_at = $9,
                     done_at = CASE WHEN $8 = 'open' THEN NULL ELSE COALESCE(done_at, $9) END, reason = $10,
                     revision = revision + 1
                     WHERE id = $1 AND team_id = $2 AND revision = $3 AND NOT removed RETURNING *",
                );
                let update = update.bind(id.0).bind(team.0).bind(i64::from(edited)).bind(change.text.as_str());
                let update = update.bind(change.owner.map(|owner| owner.0)).bind(change.due.map(String::from));
                let update = update.bind(change.priority.word()).bind(change.status.word()).bind(at.0);
                let update = update.bind(change.reason.map(String::from));
                if let Some(changed) = optional(db, update, action).await? {
                    return Ok(changed);
                }
                let there = query("SELECT 1 FROM action WHERE id = $1 AND team_id = $2 AND NOT removed");
                one(db, there.bind(id.0).bind(team.0), |_| Ok(())).await?;
                Err(Error::Conflict("changed"))
            })
        })
        .await
    }
}

/// Writes an action as a workshop has it. Its id came from a client: that of another workshop's action is refused, unless
/// the action was carried here from there.
pub(super) async fn upsert(
    db: &mut Connection,
    team: TeamId,
    workshop: WorkshopId,
    action: &Action,
    at: Timestamp,
) -> Result<()> {
    let upsert = query(
        "INSERT INTO action (id, team_id, workshop_id, text, owner_id, due, priority, status, notes, created_at,
             updated_at, done_at, revision, removed, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, CASE WHEN $8 = 'open' THEN NULL ELSE $10 END, $11, $12,
             $14)
         ON CONFLICT (id) DO UPDATE SET text = excluded.text, owner_id = excluded.owner_id, due = excluded.due,
             priority = excluded.priority, status = excluded.status, notes = excluded.notes,
             updated_at = excluded.updated_at, revision = excluded.revision, removed = excluded.removed,
             reason = excluded.reason,
             done_at = CASE WHEN excluded.status = 'open' THEN NULL ELSE COALESCE(action.done_at, excluded.done_at) END
         WHERE action.team_id = excluded.team_id AND (action.workshop_id = excluded.workshop_id OR $13)",
    );
    let upsert = upsert.bind(action.id.0).bind(team.0).bind(workshop.0).bind(action.text.as_str());
    let upsert = upsert.bind(action.owner.map(|owner| owner.0)).bind(action.due.clone().map(String::from));
    let upsert = upsert.bind(action.priority.word()).bind(action.status.word()).bind(to_json(&action.notes)?);
    let upsert = upsert.bind(at.0).bind(i64::from(action.revision)).bind(action.removed).bind(action.carried);
    let upsert = upsert.bind(action.reason.clone().map(String::from));
    if execute(db, upsert).await? == 0 { Err(Error::Conflict("action")) } else { Ok(()) }
}

fn action(row: &Row) -> Result<ActionRow> {
    let due: Option<String> = get(row, "due")?;
    let reason: Option<String> = get(row, "reason")?;
    Ok(ActionRow {
        id: id(row, "id", ActionId)?,
        team: id(row, "team_id", TeamId)?,
        workshop: id(row, "workshop_id", WorkshopId)?,
        text: text(row, "text")?,
        owner: maybe_id(row, "owner_id", PersonId)?,
        due: due.map(Day::try_from).transpose().map_err(|error| Error::Corrupt(format!("due: {error}")))?,
        priority: word(row, "priority")?,
        status: word(row, "status")?,
        reason: reason
            .map(ReasonText::try_from)
            .transpose()
            .map_err(|error| Error::Corrupt(format!("reason: {error}")))?,
        notes: json(row, "notes")?,
        created_at: time(row, "created_at")?,
        updated_at: time(row, "updated_at")?,
        done_at: get::<Option<i64>>(row, "done_at")?.map(Timestamp),
        revision: number(row, "revision")?,
        removed: get(row, "removed")?,
    })
}
