//! What ends when somebody is in a team no more, or no owner of it.

use domain::id::{PersonId, TeamId};
use domain::time::Timestamp;

use super::query::{all, execute, query};
use super::row::{hash, id};
use super::{Connection, Row};
use crate::Result;
use crate::teams::RevokedAccess;

/// Ends everything by which somebody could still reach a team, or act for it, after they have left.
pub(super) async fn end_rights(db: &mut Connection, team: TeamId, account: PersonId) -> Result<RevokedAccess> {
    end_owners_rights(db, team, account).await?;
    let used = query(
        "DELETE FROM invitation WHERE team_id = $1
         AND id IN (SELECT invitation_id FROM invitation_use WHERE account_id = $2)",
    );
    execute(db, used.bind(team.0).bind(account.0)).await?;
    for statement in [
        "DELETE FROM one_time_link WHERE team_id = $1 AND account_id = $2",
        "DELETE FROM report_link WHERE created_by = $2
         AND workshop_id IN (SELECT id FROM workshop WHERE team_id = $1)",
    ] {
        execute(db, query(statement).bind(team.0).bind(account.0)).await?;
    }
    execute(db, query("UPDATE team SET shared_calendar = $2 WHERE id = $1").bind(team.0).bind(false)).await?;
    let seats = query(
        "UPDATE guest SET token_hash = NULL WHERE member_id = $2 AND token_hash IS NOT NULL
         AND workshop_id IN (SELECT id FROM workshop WHERE team_id = $1) RETURNING id",
    );
    let seats = all(db, seats.bind(team.0).bind(account.0), |row| id(row, "id", PersonId)).await?;
    let screens = query(
        "DELETE FROM screen WHERE paired_by = $2
         AND workshop_id IN (SELECT id FROM workshop WHERE team_id = $1) RETURNING token_hash",
    );
    let screens = all(db, screens.bind(team.0).bind(account.0), |row: &Row| hash(row, "token_hash")).await?;
    Ok(RevokedAccess { seats, screens })
}

/// Drops what is still to be sent to somebody about a team.
pub(super) async fn drop_outgoing(db: &mut Connection, team: TeamId, account: PersonId, now: Timestamp) -> Result<()> {
    let outgoing = query(
        "UPDATE outgoing SET state = 'dropped', ended_at = $3, problem = NULL
         WHERE team_id = $1 AND account_id = $2 AND state IN ('waiting', 'failed', 'doubtful')",
    );
    execute(db, outgoing.bind(team.0).bind(account.0).bind(now.0)).await.map(drop)
}

/// Ends what somebody made as an owner of a team and may make no more.
pub(super) async fn end_owners_rights(db: &mut Connection, team: TeamId, account: PersonId) -> Result<()> {
    for statement in [
        "DELETE FROM invitation WHERE team_id = $1 AND created_by = $2",
        "DELETE FROM one_time_link WHERE team_id = $1 AND made_by = $2",
    ] {
        execute(db, query(statement).bind(team.0).bind(account.0)).await?;
    }
    Ok(())
}

/// Deletes the links for a person's password that owners of their teams made: an owner of one team has no right to the other
/// teams of that person.
pub(super) async fn end_links_of_owners(db: &mut Connection, account: PersonId) -> Result<()> {
    let delete = query("DELETE FROM one_time_link WHERE account_id = $1 AND team_id IS NOT NULL").bind(account.0);
    execute(db, delete).await.map(drop)
}
