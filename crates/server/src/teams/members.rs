//! The members of a team, and links with which they choose a new password.

use api::refusal::RequestReason;
use api::team::{ChangeMember, Member as MemberInfo, ResetLink};
use api::time::to_rfc3339;
use domain::id::{PersonId, TeamId};
use store::teams::MemberRow;

use crate::accounts::reset_link;
use crate::error::{Error, Result};
use crate::services::Services;

/// Whether an account is in a team.
pub(crate) async fn is_member(services: &Services, team: TeamId, account: PersonId) -> Result<bool> {
    Ok(services.store.member(team, account).await?.is_some())
}

/// Changes a member's role, or whether they are a responder.
pub(crate) async fn change_member(
    services: &Services,
    team: TeamId,
    person: PersonId,
    wanted: &ChangeMember,
) -> Result<MemberInfo> {
    let changed = services.store.change_member(team, person, wanted.role, wanted.responder).await?;
    services.hub.team_changed(team).await;
    if wanted.role.is_some() {
        services.hub.disconnect(person).await;
    }
    Ok(wire_member(changed))
}

/// Makes a one-time link with which a member chooses a new password; older ones end.
pub(crate) async fn make_reset_link(
    services: &Services,
    team: TeamId,
    person: PersonId,
    owner: PersonId,
) -> Result<ResetLink> {
    services.store.member(team, person).await?.ok_or(Error::NotFound)?;
    let others = services.store.teams_of(person).await?.into_iter().filter(|(other, _)| other.id != team);
    // Anyone who has the link can act as that person, in their other teams, too.
    if others.count() > 0 && person != owner {
        return Err(Error::Conflict { code: "in_other_teams", reason: RequestReason::InOtherTeams });
    }
    let (link, expires_at) = reset_link(services, person, Some((team, owner))).await?;
    tracing::info!(account.id = %person, owner.id = %owner, "a link for a new password was made");
    Ok(ResetLink { link, expires_at: to_rfc3339(expires_at) })
}

/// A stored member on the wire.
pub(crate) fn wire_member(row: MemberRow) -> MemberInfo {
    MemberInfo {
        id: row.account,
        name: row.name.to_string(),
        role: row.role,
        responder: row.responder,
        joined_at: to_rfc3339(row.joined_at),
    }
}
