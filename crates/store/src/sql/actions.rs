use async_trait::async_trait;
use domain::characters::fold;
use domain::id::{ActionId, PersonId, SystemId, TeamId, WorkshopId};
use domain::time::{Day, Timestamp};
use domain::workshop::Action;

use super::query::{all, change, execute, one, optional, query};
use super::row::{get, id, json, maybe_id, maybe_text, maybe_word, number, text, time, to_json, word};
use super::{Connection, Database, Row};
use crate::actions::{ActionChange, ActionFilter, ActionRow, ActionStore, ActionVersion, OwnedBy};
use crate::word::Word;
use crate::{Conflict, Error, Page, Result};
use domain::actions::ActionOrder;

/// The actions of a team that a filter lets through, in the order of a key, after those of the page before.
macro_rules! list {
    ($key:literal, $beyond:literal, $order:literal) => {
        concat!(
            "SELECT * FROM action WHERE team_id = $1 AND NOT removed
             AND ($2 IS NULL OR status = $2) AND ($3 IS NULL OR owner_id = $3) AND (NOT $4 OR owner_id IS NULL)
             AND ($5 IS NULL OR system_id = $5) AND ($6 IS NULL OR due < $6)
             AND ($7 IS NULL OR text_key LIKE $7 ESCAPE '!')
             AND ($8 IS NULL OR (",
            $key,
            ", id) ",
            $beyond,
            " (SELECT ",
            $key,
            ", id FROM action WHERE id = $8 AND team_id = $1)) ORDER BY ",
            $order,
            " LIMIT $9"
        )
    };
}

const NEWEST: &str = list!("created_at", "<", "created_at DESC, id DESC");
const DUE: &str = list!("COALESCE(due, '9999-12-31')", ">", "COALESCE(due, '9999-12-31'), id");
const PRIORITY: &str = list!(
    "CASE priority WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, COALESCE(due, '9999-12-31')",
    ">",
    "CASE priority WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, COALESCE(due, '9999-12-31'), id"
);
const GAIN: &str = list!(
    "COALESCE(CASE effort WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 END
         - CASE impact WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 END, 9),
     COALESCE(due, '9999-12-31')",
    ">",
    "COALESCE(CASE effort WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 END
         - CASE impact WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 END, 9),
     COALESCE(due, '9999-12-31'), id"
);

#[async_trait]
impl ActionStore for Database {
    async fn actions(&self, team: TeamId, filter: ActionFilter, page: Page<ActionId>) -> Result<Vec<ActionRow>> {
        let found = query(match filter.order {
            ActionOrder::Newest => NEWEST,
            ActionOrder::Due => DUE,
            ActionOrder::Priority => PRIORITY,
            ActionOrder::Gain => GAIN,
        });
        let (owner, unassigned) = match filter.owner {
            None => (None, false),
            Some(OwnedBy::Nobody) => (None, true),
            Some(OwnedBy::Member(owner)) => (Some(owner.0), false),
        };
        let found = found.bind(team.0).bind(filter.status.map(Word::word)).bind(owner).bind(unassigned);
        let found = found.bind(filter.system.map(|system| system.0)).bind(filter.due_before.map(String::from));
        let found = found.bind(filter.text.map(|text| like_pattern(&text))).bind(page.after.map(|after| after.0));
        all(&mut *self.read().await?, found.bind(i64::from(page.limit)), action).await
    }

    async fn actions_of(&self, person: PersonId) -> Result<Vec<ActionRow>> {
        let found = query(
            "SELECT action.* FROM action JOIN membership USING (team_id) WHERE owner_id = $1 AND account_id = $1
             AND NOT removed AND status = 'open' ORDER BY COALESCE(due, '9999-12-31'), created_at, id",
        );
        all(&mut *self.read().await?, found.bind(person.0), action).await
    }

    async fn action_history(&self, team: TeamId, id: ActionId) -> Result<Vec<ActionVersion>> {
        let found = query("SELECT * FROM action_change WHERE team_id = $1 AND action_id = $2 ORDER BY number");
        all(&mut *self.read().await?, found.bind(team.0).bind(id.0), version).await
    }

    async fn open_actions(&self, team: TeamId) -> Result<Vec<ActionRow>> {
        let found = query(
            "SELECT * FROM action WHERE team_id = $1 AND NOT removed AND status = 'open' ORDER BY created_at, id",
        );
        all(&mut *self.read().await?, found.bind(team.0), action).await
    }

    async fn teams_with_actions_due(&self, day: Day) -> Result<Vec<TeamId>> {
        let found = query(
            "SELECT DISTINCT team_id FROM action WHERE NOT removed AND status = 'open' AND due <= $1 ORDER BY team_id",
        );
        all(&mut *self.read().await?, found.bind(String::from(day)), |row| id(row, "team_id", TeamId)).await
    }

    async fn action(&self, team: TeamId, id: ActionId) -> Result<Option<ActionRow>> {
        let found = query("SELECT * FROM action WHERE id = $1 AND team_id = $2").bind(id.0).bind(team.0);
        optional(&mut *self.read().await?, found, action).await
    }

    async fn create_action(&self, action: ActionRow, by: PersonId) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let insert = query(
                    "INSERT INTO action (id, team_id, workshop_id, text, text_key, owner_id, due, priority, impact, effort,
                         system_id, status, reason, notes, created_at, updated_at, done_at, revision, removed)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
                     ON CONFLICT (team_id, id) DO NOTHING",
                );
                let insert = insert.bind(action.id.0).bind(action.team.0).bind(action.workshop.map(|made_by| made_by.0));
                let insert = insert.bind(action.text.as_str()).bind(fold(action.text.as_str()));
                let insert = insert.bind(action.owner.map(|owner| owner.0)).bind(action.due.map(String::from));
                let insert = insert.bind(action.priority.word());
                let insert = insert.bind(action.impact.map(Word::word)).bind(action.effort.map(Word::word));
                let insert = insert.bind(action.system.map(|system| system.0)).bind(action.status.word());
                let insert = insert.bind(action.reason.map(String::from)).bind(to_json(&action.notes)?);
                let insert = insert.bind(action.created_at.0).bind(action.updated_at.0);
                let insert = insert.bind(action.done_at.map(|at| at.0)).bind(i64::from(action.revision));
                if execute(db, insert.bind(action.removed)).await? == 0 {
                    return Err(Error::Conflict(Conflict::Action));
                }
                insert_version(db, action.team, action.id, Some(by), None).await
            })
        })
        .await
    }

    async fn change_action(
        &self,
        team: TeamId,
        id: ActionId,
        edited: u32,
        change: ActionChange,
        by: PersonId,
        at: Timestamp,
    ) -> Result<ActionRow> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query(
                    "UPDATE action SET text = $4, owner_id = $5, due = $6, priority = $7, status = $8, updated_at = $9,
                     impact = $10, effort = $11, system_id = $12, reason = $13, text_key = $14,
                     done_at = CASE WHEN $8 = 'open' THEN NULL ELSE COALESCE(done_at, $9) END, revision = revision + 1
                     WHERE id = $1 AND team_id = $2 AND revision = $3 AND NOT removed RETURNING *",
                );
                let update = update.bind(id.0).bind(team.0).bind(i64::from(edited)).bind(change.text.as_str());
                let update = update.bind(change.owner.map(|owner| owner.0)).bind(change.due.map(String::from));
                let update = update.bind(change.priority.word()).bind(change.status.word()).bind(at.0);
                let update = update.bind(change.impact.map(Word::word)).bind(change.effort.map(Word::word));
                let update = update.bind(change.system.map(|system| system.0)).bind(change.reason.map(String::from));
                if let Some(changed) = optional(db, update.bind(fold(change.text.as_str())), action).await? {
                    insert_version(db, team, id, Some(by), None).await?;
                    return Ok(changed);
                }
                let there = query("SELECT 1 FROM action WHERE id = $1 AND team_id = $2 AND NOT removed");
                one(db, there.bind(id.0).bind(team.0), |_| Ok(())).await?;
                Err(Error::Conflict(Conflict::Changed))
            })
        })
        .await
    }
}

/// Writes an action as a workshop has it. Its id came from a client, and is the team's alone: that of an action of another
/// workshop of the team is refused, unless the action was carried here from there.
pub(super) async fn upsert(
    db: &mut Connection,
    team: TeamId,
    workshop: WorkshopId,
    action: &Action,
    by: Option<PersonId>,
    at: Timestamp,
) -> Result<()> {
    let upsert = query(
        "INSERT INTO action (id, team_id, workshop_id, text, owner_id, due, priority, status, notes, created_at,
             updated_at, done_at, revision, removed, impact, effort, system_id, text_key, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, CASE WHEN $8 = 'open' THEN NULL ELSE $10 END, $11, $12,
             $14, $15, $16, $17, $18)
         ON CONFLICT (team_id, id) DO UPDATE SET text = excluded.text, owner_id = excluded.owner_id, due = excluded.due,
             priority = excluded.priority, status = excluded.status, notes = excluded.notes,
             impact = excluded.impact, effort = excluded.effort, system_id = excluded.system_id,
             text_key = excluded.text_key,
             updated_at = excluded.updated_at, revision = excluded.revision, removed = excluded.removed,
             reason = excluded.reason,
             done_at = CASE WHEN excluded.status = 'open' THEN NULL ELSE COALESCE(action.done_at, excluded.done_at) END
         WHERE action.workshop_id = excluded.workshop_id OR $13",
    );
    let upsert = upsert.bind(action.id.0).bind(team.0).bind(workshop.0).bind(action.text.as_str());
    let upsert = upsert.bind(action.owner.map(|owner| owner.0)).bind(action.due.clone().map(String::from));
    let upsert = upsert.bind(action.priority.word()).bind(action.status.word()).bind(to_json(&action.notes)?);
    let upsert = upsert.bind(at.0).bind(i64::from(action.revision)).bind(action.removed).bind(action.carried);
    let upsert = upsert.bind(action.impact.map(Word::word)).bind(action.effort.map(Word::word));
    let upsert = upsert.bind(action.system.map(|system| system.0)).bind(fold(action.text.as_str()));
    let upsert = upsert.bind(action.reason.clone().map(String::from));
    if execute(db, upsert).await? == 0 {
        return Err(Error::Conflict(Conflict::Action));
    }
    insert_version(db, team, action.id, by, Some(workshop)).await
}

/// Adds what an action is now to its history.
async fn insert_version(
    db: &mut Connection,
    team: TeamId,
    id: ActionId,
    by: Option<PersonId>,
    workshop: Option<WorkshopId>,
) -> Result<()> {
    let insert = query(
        "INSERT INTO action_change (team_id, action_id, number, at, person_id, workshop_id, text, owner_id, due, priority,
             impact, effort, system_id, status, reason, removed)
         SELECT team_id, id,
             (SELECT COALESCE(max(number), 0) + 1 FROM action_change WHERE team_id = $1 AND action_id = $2),
             updated_at, $3, $4, text, owner_id, due, priority, impact, effort, system_id, status, reason, removed
         FROM action WHERE team_id = $1 AND id = $2",
    );
    let insert = insert.bind(team.0).bind(id.0).bind(by.map(|by| by.0)).bind(workshop.map(|workshop| workshop.0));
    change(db, insert).await
}

/// A pattern of LIKE for texts that contain this one.
fn like_pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in fold(text).chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern + "%"
}

fn day(row: &Row) -> Result<Option<Day>> {
    let due: Option<String> = get(row, "due")?;
    due.map(Day::try_from).transpose().map_err(|error| Error::Corrupt(format!("due: {error}")))
}

fn version(row: &Row) -> Result<ActionVersion> {
    Ok(ActionVersion {
        at: time(row, "at")?,
        by: maybe_id(row, "person_id", PersonId)?,
        workshop: maybe_id(row, "workshop_id", WorkshopId)?,
        is: ActionChange {
            text: text(row, "text")?,
            owner: maybe_id(row, "owner_id", PersonId)?,
            due: day(row)?,
            priority: word(row, "priority")?,
            impact: maybe_word(row, "impact")?,
            effort: maybe_word(row, "effort")?,
            system: maybe_id(row, "system_id", SystemId)?,
            status: word(row, "status")?,
            reason: maybe_text(row, "reason")?,
        },
        removed: get(row, "removed")?,
    })
}

fn action(row: &Row) -> Result<ActionRow> {
    Ok(ActionRow {
        id: id(row, "id", ActionId)?,
        team: id(row, "team_id", TeamId)?,
        workshop: maybe_id(row, "workshop_id", WorkshopId)?,
        text: text(row, "text")?,
        owner: maybe_id(row, "owner_id", PersonId)?,
        due: day(row)?,
        priority: word(row, "priority")?,
        impact: maybe_word(row, "impact")?,
        effort: maybe_word(row, "effort")?,
        system: maybe_id(row, "system_id", SystemId)?,
        status: word(row, "status")?,
        reason: maybe_text(row, "reason")?,
        notes: json(row, "notes")?,
        created_at: time(row, "created_at")?,
        updated_at: time(row, "updated_at")?,
        done_at: get::<Option<i64>>(row, "done_at")?.map(Timestamp),
        revision: number(row, "revision")?,
        removed: get(row, "removed")?,
    })
}
