//! A team's story, for its members to show around.

use axum::extract::State;
use documents::story::{Range, Story};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Query};
use crate::state::AppState;
use crate::survey::team_story;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(story))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// How many months, this one included; a year without.
    #[serde(default)]
    #[param(required = false)]
    months: Range,
}

/// What the team did and how ready it felt, month by month; nobody is named.
#[utoipa::path(
    get, path = "/api/teams/{team}/story", tag = "survey", params(Wanted), responses((status = 200, body = Story))
)]
async fn story(
    State(app): State<AppState>,
    member: TeamMember,
    Query(Wanted { months }): Query<Wanted>,
) -> Result<Json<Story>> {
    Ok(Json(team_story(&app, member.team.id, months).await?))
}
