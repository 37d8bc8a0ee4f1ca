//! A team's walls.

use api::walls::TeamWalls;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::{TeamMember, TeamOwner};
use crate::routes::extract::Json;
use crate::state::AppState;
use crate::teams::{set_team_walls, team_walls};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(walls, put_walls))
}

/// A team's names for its walls, and their settings at the start of a workshop.
#[utoipa::path(get, path = "/api/teams/{team}/walls", tag = "teams", responses((status = 200, body = TeamWalls)))]
async fn walls(State(app): State<AppState>, member: TeamMember) -> Result<Json<TeamWalls>> {
    Ok(Json(team_walls(&app, member.team.id).await?))
}

/// Settles what a team calls its walls, and how its workshops begin. Workshops under way have the new names at once.
#[utoipa::path(
    put, path = "/api/teams/{team}/walls", tag = "teams", request_body = TeamWalls,
    responses((status = 200, body = TeamWalls))
)]
async fn put_walls(
    State(app): State<AppState>,
    TeamOwner(member): TeamOwner,
    Json(wanted): Json<TeamWalls>,
) -> Result<Json<TeamWalls>> {
    Ok(Json(set_team_walls(&app, member.team.id, wanted).await?))
}
