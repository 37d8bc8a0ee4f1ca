//! The members of a team, and links with which they choose a new password.

use api::refusal::RequestReason;
use api::team::{ChangeMember, Member, ResetLink};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{PersonId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::routes::access::{TeamMember, TeamOwner};
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::teams;

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
    Ok(Json(teams::change_member(&app, owner.team.id, person, &wanted).await?))
}

/// Takes a member out of the team. Everybody may take out themself; the account stays.
#[utoipa::path(delete, path = "/api/teams/{team}/members/{person}", tag = "teams", responses((status = 204)))]
async fn remove(
    State(app): State<AppState>,
    asking: TeamMember,
    Path((_, person)): Path<(TeamId, PersonId)>,
) -> Result<StatusCode> {
    if !asking.role.may_manage() && asking.account.id != person {
        return Err(Error::NotAllowed(RequestReason::OnlyOwner));
    }
    teams::remove_member(&app, asking.team.id, person).await?;
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
    let link = teams::make_reset_link(&app, owner.team.id, person, owner.account.id).await?;
    Ok((StatusCode::CREATED, Json(link)))
}
