//! How often a team should meet, and when next.

use api::rhythm::TeamRhythm;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::Json;
use crate::state::AppState;
use crate::teams::rhythm;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// How often the team should meet and why, with three starts for the next workshop in its members' working hours.
#[utoipa::path(
    get, path = "/api/teams/{team}/rhythm", tag = "workshops", responses((status = 200, body = TeamRhythm))
)]
async fn get(State(app): State<AppState>, member: TeamMember) -> Result<Json<TeamRhythm>> {
    Ok(Json(rhythm(&app, member.team.id, member.account.id).await?))
}
