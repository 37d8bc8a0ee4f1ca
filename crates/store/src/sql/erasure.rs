//! Erasing an account.

use domain::id::{PersonId, TeamId};
use domain::workshop::Event;

use super::query::{all, change, execute, one, query};
use super::row::{get, id, json, number, to_json};
use super::{Connection, Row, leaving};
use crate::{Conflict, Error, Result};

/// Deletes an account with what only it has, and takes its id out of every row that is not part of a log.
pub(super) async fn erase(db: &mut Connection, account: PersonId, words_too: bool) -> Result<Vec<TeamId>> {
    delete_own_teams(db, account).await?;
    let teams = query("SELECT team_id FROM membership WHERE account_id = $1 ORDER BY team_id").bind(account.0);
    let teams = all(db, teams, |row| id(row, "team_id", TeamId)).await?;
    for team in &teams {
        leaving::end_rights(db, *team, account).await?;
    }
    for statement in [
        "UPDATE action SET owner_id = NULL WHERE owner_id = $1",
        "DELETE FROM vote WHERE person_id = $1",
        "UPDATE guest SET member_id = NULL WHERE member_id = $1",
        "UPDATE scenario_revision SET written_by = NULL WHERE written_by = $1",
        "DELETE FROM closing_name WHERE person_id = $1",
    ] {
        execute(db, query(statement).bind(account.0)).await?;
    }
    if words_too {
        erase_words(db, account).await?;
    }
    change(db, query("DELETE FROM account WHERE id = $1").bind(account.0)).await?;
    Ok(teams)
}

/// Deletes the teams whose only member is this account. Conflicts: `last_owner` for a team with other members but no other owner.
async fn delete_own_teams(db: &mut Connection, account: PersonId) -> Result<()> {
    let owned = query(
        "SELECT team_id FROM membership AS mine WHERE account_id = $1 AND role = 'owner' AND NOT EXISTS (
             SELECT 1 FROM membership WHERE team_id = mine.team_id AND account_id <> $1 AND role = 'owner')",
    );
    for team in all(db, owned.bind(account.0), |row| id(row, "team_id", TeamId)).await? {
        let members = query("SELECT count(*) AS members FROM membership WHERE team_id = $1").bind(team.0);
        if one(db, members, |row| get::<i64>(row, "members")).await? > 1 {
            return Err(Error::Conflict(Conflict::LastOwner));
        }
        change(db, query("DELETE FROM team WHERE id = $1").bind(team.0)).await?;
    }
    Ok(())
}

async fn erase_words(db: &mut Connection, account: PersonId) -> Result<()> {
    let commits = query("SELECT workshop_id, version, events FROM workshop_commit WHERE actor_id = $1").bind(account.0);
    let read = |row: &Row| {
        let events: Vec<Event> = json(row, "events")?;
        Ok((get::<uuid::Uuid>(row, "workshop_id")?, number::<i64>(row, "version")?, events))
    };
    for (workshop, version, events) in all(db, commits, read).await? {
        let kept: Vec<Event> =
            events.iter().map(|event| event.without_words().unwrap_or_else(|| event.clone())).collect();
        if kept != events {
            let update = query("UPDATE workshop_commit SET events = $3 WHERE workshop_id = $1 AND version = $2");
            change(db, update.bind(workshop).bind(version).bind(to_json(&kept)?)).await?;
        }
        // Later notes are not compared with these words any more.
        for note in events.iter().filter_map(Event::note_with_words) {
            let delete = query("DELETE FROM earlier_note WHERE workshop_id = $1 AND note_id = $2");
            execute(db, delete.bind(workshop).bind(note.0)).await?;
        }
    }
    Ok(())
}
