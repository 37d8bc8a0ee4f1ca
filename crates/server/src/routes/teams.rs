//! Teams.

use api::team::{NameTeam, Team};
use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::{SignedIn, TeamMember, TeamOwner};
use crate::routes::extract::Json;
use crate::state::AppState;
use crate::teams;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create)).routes(routes!(get, rename, delete))
}

/// Starts a team; who starts it owns it.
#[utoipa::path(
    post, path = "/api/teams", tag = "teams", request_body = NameTeam, responses((status = 201, body = Team))
)]
async fn create(
    State(app): State<AppState>,
    SignedIn { account, .. }: SignedIn,
    Json(wanted): Json<NameTeam>,
) -> Result<(StatusCode, Json<Team>)> {
    Ok((StatusCode::CREATED, Json(teams::create_team(&app, account.id, &wanted).await?)))
}

/// A team's home.
#[utoipa::path(get, path = "/api/teams/{team}", tag = "teams", responses((status = 200, body = Team)))]
async fn get(State(app): State<AppState>, member: TeamMember) -> Result<Json<Team>> {
    Ok(Json(teams::describe_team(&app, member.team, member.account.id, member.role).await?))
}

/// Gives a team another name.
#[utoipa::path(
    patch, path = "/api/teams/{team}", tag = "teams", request_body = NameTeam, responses((status = 200, body = Team))
)]
async fn rename(
    State(app): State<AppState>,
    TeamOwner(member): TeamOwner,
    Json(wanted): Json<NameTeam>,
) -> Result<Json<Team>> {
    let team = teams::rename_team(&app, member.team, &wanted).await?;
    Ok(Json(teams::describe_team(&app, team, member.account.id, member.role).await?))
}

/// Deletes a team with everything of it.
#[utoipa::path(delete, path = "/api/teams/{team}", tag = "teams", responses((status = 204)))]
async fn delete(State(app): State<AppState>, TeamOwner(member): TeamOwner) -> Result<StatusCode> {
    teams::delete_team(&app, member.team.id, member.account.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
