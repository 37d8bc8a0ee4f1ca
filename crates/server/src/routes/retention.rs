//! How long a team keeps closed workshops and the names of guests.

use api::retention::{Goes, Keep, TeamRetention};
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::{TeamMember, TeamOwner};
use crate::routes::extract::{Json, Query};
use crate::state::AppState;
use crate::teams::retention::{choose_retention, preview_retention, team_retention};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get, put)).routes(routes!(preview))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// How many months closed workshops are kept: 3, 6, 12, 24 or 36; permanently when it is left out.
    workshop_months: Option<u16>,
    /// After how many days the names of guests are forgotten: 7, 30, 90 or 365; never when it is left out.
    guest_days: Option<u16>,
}

/// What the team keeps for how long, and what would go today.
#[utoipa::path(
    get, path = "/api/teams/{team}/retention", tag = "teams", responses((status = 200, body = TeamRetention))
)]
async fn get(State(app): State<AppState>, member: TeamMember) -> Result<Json<TeamRetention>> {
    Ok(Json(team_retention(&app, member.team.id).await?))
}

/// Chooses it. It is carried out from a day later on, once an hour; choosing the same again does not restart the wait.
#[utoipa::path(
    put, path = "/api/teams/{team}/retention", tag = "teams", request_body = Keep,
    responses((status = 200, body = TeamRetention))
)]
async fn put(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Json(wanted): Json<Keep>,
) -> Result<Json<TeamRetention>> {
    Ok(Json(choose_retention(&app, owner.team.id, owner.account.id, wanted).await?))
}

/// What a choice would delete if it were applied now. Nothing is changed.
#[utoipa::path(
    get, path = "/api/teams/{team}/retention/preview", tag = "teams", params(Wanted),
    responses((status = 200, body = Goes))
)]
async fn preview(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Query(Wanted { workshop_months, guest_days }): Query<Wanted>,
) -> Result<Json<Goes>> {
    Ok(Json(preview_retention(&app, owner.team.id, Keep { workshop_months, guest_days }).await?))
}
