//! The members of a team, and links with which they choose a new password.

use api::account::Role;
use api::team::{ChangeMember, Member, ResetLink};
use api::time::to_rfc3339;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{PersonId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me::role;
use crate::accounts::reset_link;
use crate::error::{Error, Result};
use crate::routes::access::{TeamMember, TeamOwner};
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::teams::remove_member;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(change, remove)).routes(routes!(create_reset_link))
}

/// Changes what a member is in the team.
#[utoipa::path(
    patch, path = "/api/teams/{team}/members/{person}", tag = "teams", request_body = ChangeMember,
    responses((status = 200, body = Member))
)]
async fn change(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Path((_, person)): Path<(TeamId, PersonId)>,
    Json(wanted): Json<ChangeMember>,
) -> Result<Json<Member>> {
    let role = wanted.role.map(|role| match role {
        Role::Owner => store::teams::Role::Owner,
        Role::Member => store::teams::Role::Member,
    });
    let changed = app.store.change_member(owner.team.id, person, role, wanted.responder).await?;
    app.hub.team_changed(owner.team.id).await;
    if role.is_some() {
        app.hub.disconnect(person).await;
    }
    Ok(Json(member(changed)))
}

/// Takes a member out of the team. Everybody may take out themself; the account stays.
#[utoipa::path(delete, path = "/api/teams/{team}/members/{person}", tag = "teams", responses((status = 204)))]
async fn remove(
    State(app): State<AppState>,
    asking: TeamMember,
    Path((_, person)): Path<(TeamId, PersonId)>,
) -> Result<StatusCode> {
    if asking.role != store::teams::Role::Owner && asking.account.id != person {
        return Err(Error::NotAllowed("Only an owner of the team can do this."));
    }
    remove_member(&app, asking.team.id, person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a one-time link with which a member chooses a new password; older ones end.
#[utoipa::path(
    post, path = "/api/teams/{team}/members/{person}/reset-link", tag = "teams",
    responses((status = 201, body = ResetLink))
)]
async fn create_reset_link(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Path((_, person)): Path<(TeamId, PersonId)>,
) -> Result<(StatusCode, Json<ResetLink>)> {
    app.store.member(owner.team.id, person).await?.ok_or(Error::NotFound)?;
    let others = app.store.teams_of(person).await?.into_iter().filter(|(team, _)| team.id != owner.team.id);
    // Whoever holds the link can be that person, in their other teams, too.
    if others.count() > 0 && person != owner.account.id {
        return Err(Error::Conflict {
            code: "in_other_teams",
            detail: "This person is in other teams, too. Whoever runs the server can make a link: readyroom account reset-link.",
        });
    }
    let made_by = Some((owner.team.id, owner.account.id));
    let (link, expires_at) = reset_link(&app, person, made_by).await?;
    tracing::info!(account.id = %person, owner.id = %owner.account.id, "a link for a new password was made");
    Ok((StatusCode::CREATED, Json(ResetLink { link, expires_at: to_rfc3339(expires_at) })))
}

/// A stored member on the wire.
pub(crate) fn member(row: store::teams::Member) -> Member {
    Member {
        id: row.account,
        name: row.name.to_string(),
        role: role(row.role),
        responder: row.responder,
        joined_at: to_rfc3339(row.joined_at),
    }
}
