use async_trait::async_trait;
use domain::id::{NoteId, PersonId, TeamId, WorkshopId};
use domain::workshop::Plan;

use super::query::{all, change, execute, optional, query};
use super::row::{get, id, json, text, time, to_json, word};
use super::{Connection, Database, Row};
use crate::Result;
use crate::walls::{EarlierNote, WallEffects, WallSettings, WallStore};
use crate::word::Word;

const INSERT_VOTE: &str = "INSERT INTO vote (workshop_id, person_id, note_id) VALUES ($1, $2, $3)
     ON CONFLICT (workshop_id, person_id, note_id) DO NOTHING";

#[async_trait]
impl WallStore for Database {
    async fn wall_settings(&self, team: TeamId) -> Result<WallSettings> {
        let found = query("SELECT * FROM team_walls WHERE team_id = $1").bind(team.0);
        Ok(optional(&mut *self.read().await?, found, settings).await?.unwrap_or_default())
    }

    async fn put_wall_settings(&self, team: TeamId, settings: WallSettings) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let upsert = query(
                    "INSERT INTO team_walls (team_id, names, private) VALUES ($1, $2, $3)
                     ON CONFLICT (team_id) DO UPDATE SET names = excluded.names, private = excluded.private",
                );
                change(db, upsert.bind(team.0).bind(to_json(&settings.names)?).bind(settings.private)).await
            })
        })
        .await
    }

    async fn earlier_notes(&self, team: TeamId, limit: u32) -> Result<Vec<EarlierNote>> {
        let found = query(
            "SELECT earlier_note.*, plan, closed_at FROM earlier_note JOIN workshop ON workshop.id = workshop_id
             WHERE team_id = $1 AND closed_at IS NOT NULL
             ORDER BY closed_at DESC, workshop_id DESC, note_id LIMIT $2",
        );
        all(&mut *self.read().await?, found.bind(team.0).bind(i64::from(limit)), earlier_note).await
    }

    async fn votes(&self, workshop: WorkshopId) -> Result<Vec<(PersonId, NoteId)>> {
        let found = query("SELECT * FROM vote WHERE workshop_id = $1 ORDER BY person_id, note_id").bind(workshop.0);
        let read = |row: &Row| Ok((id(row, "person_id", PersonId)?, id(row, "note_id", NoteId)?));
        all(&mut *self.read().await?, found, read).await
    }

    async fn put_vote(&self, workshop: WorkshopId, person: PersonId, note: NoteId, on: bool) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let statement = if on {
                    INSERT_VOTE
                } else {
                    "DELETE FROM vote WHERE workshop_id = $1 AND person_id = $2 AND note_id = $3"
                };
                execute(db, query(statement).bind(workshop.0).bind(person.0).bind(note.0)).await.map(drop)
            })
        })
        .await
    }
}

/// Does what a commit changes about walls.
pub(super) async fn change_by_commit(
    db: &mut Connection,
    team: TeamId,
    workshop: WorkshopId,
    effects: &WallEffects,
) -> Result<()> {
    if let Some(private) = effects.private {
        let upsert = query(
            "INSERT INTO team_walls (team_id, names, private) VALUES ($1, '{}', $2)
             ON CONFLICT (team_id) DO UPDATE SET private = excluded.private",
        );
        change(db, upsert.bind(team.0).bind(private)).await?;
    }
    if effects.kept.is_some() {
        execute(db, query("DELETE FROM earlier_note WHERE workshop_id = $1").bind(workshop.0)).await?;
    }
    for kept in effects.kept.iter().flatten() {
        let insert = query(
            "INSERT INTO earlier_note (workshop_id, note_id, wall, text, question, scenario_id)
             VALUES ($1, $2, $3, $4, $5, $6)",
        );
        let insert = insert.bind(workshop.0).bind(kept.note.0).bind(kept.wall.word()).bind(kept.text.as_str());
        let insert = insert.bind(kept.question.map(Word::word));
        execute(db, insert.bind(kept.scenario.map(|scenario| scenario.0))).await?;
    }
    for moved in &effects.moved {
        let delete = query("DELETE FROM vote WHERE workshop_id = $1 AND person_id IN ($2, $3)");
        execute(db, delete.bind(workshop.0).bind(moved.from.0).bind(moved.to.0)).await?;
        for note in &moved.notes {
            execute(db, query(INSERT_VOTE).bind(workshop.0).bind(moved.to.0).bind(note.0)).await?;
        }
    }
    if effects.forget_votes {
        execute(db, query("DELETE FROM vote WHERE workshop_id = $1").bind(workshop.0)).await?;
    }
    Ok(())
}

fn settings(row: &Row) -> Result<WallSettings> {
    Ok(WallSettings { names: json(row, "names")?, private: get(row, "private")? })
}

fn earlier_note(row: &Row) -> Result<EarlierNote> {
    let plan: Plan = json(row, "plan")?;
    Ok(EarlierNote {
        workshop: id(row, "workshop_id", WorkshopId)?,
        title: plan.title,
        closed_at: time(row, "closed_at")?,
        wall: word(row, "wall")?,
        text: text(row, "text")?,
    })
}
