//! Teams as a whole: starting one, its first page, another name, and deleting it.

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::team::{NameTeam, Team as TeamInfo};
use domain::id::{PersonId, TeamId};
use domain::team::Role;
use domain::text::TeamName;
use domain::workshop::Actor;
use store::teams::TeamRow;

use super::wire_member;
use crate::error::{Error, Result};
use crate::live::Revocation;
use crate::permissions::team_permissions;
use crate::services::Services;
use crate::workshops::summary;

/// The most teams of one account.
const MAX_TEAMS: usize = 50;

/// Starts a team; who starts it owns it.
pub(crate) async fn create_team(services: &Services, account: PersonId, wanted: &NameTeam) -> Result<TeamInfo> {
    if services.store.teams_of(account).await?.len() >= MAX_TEAMS {
        return Err(Error::Full { reason: RequestReason::TeamsFull, limit: MAX_TEAMS });
    }
    let (id, name) = (TeamId(services.new_id()), read_name(wanted)?);
    let team = TeamRow { id, name, demo: false, created_at: services.now() };
    services.store.create_team(team.clone(), account).await?;
    describe_team(services, team, account, Role::Owner).await
}

/// A team as a member with this role sees it.
pub(crate) async fn describe_team(
    services: &Services,
    team: TeamRow,
    account: PersonId,
    role: Role,
) -> Result<TeamInfo> {
    let actor = Actor { person: account, standing: role.into() };
    let members = services.store.members(team.id).await?;
    let counts = services.store.team_counts(team.id).await?;
    let next = services.store.next_workshop(team.id, services.now()).await?;
    let responders = members.iter().filter(|member| member.responder).count();
    Ok(TeamInfo {
        id: team.id,
        name: team.name.to_string(),
        demo: team.demo,
        role,
        may: team_permissions(&team, role),
        members: members.into_iter().map(wire_member).collect(),
        cards: counts.cards,
        cards_wanted: u32::try_from(2 * responders).unwrap_or(u32::MAX),
        open_actions: counts.open_actions,
        next_workshop: next.as_ref().map(|row| summary(row, actor)),
    })
}

/// Gives a team another name.
pub(crate) async fn rename_team(services: &Services, mut team: TeamRow, wanted: &NameTeam) -> Result<TeamRow> {
    team.name = read_name(wanted)?;
    services.store.rename_team(team.id, team.name.clone()).await?;
    services.hub.team_changed(team.id).await;
    Ok(team)
}

/// Deletes a team with everything of it, and closes its pages.
pub(crate) async fn delete_team(services: &Services, team: TeamId, account: PersonId) -> Result<()> {
    services.store.delete_team(team).await?;
    services.hub.revoke(Revocation::Team(team));
    tracing::info!(team.id = %team, account.id = %account, "a team was deleted");
    Ok(())
}

fn read_name(wanted: &NameTeam) -> Result<TeamName> {
    Ok(TeamName::parse(&wanted.name).map_err(Invalid::field("name"))?)
}
