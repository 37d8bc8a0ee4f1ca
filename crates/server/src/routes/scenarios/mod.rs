//! A team's scenarios.

mod files;

use api::scenario::{ChangeScenario, Handlers, NewScenario, ScenarioDetail, ScenarioSummary};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use domain::id::{ScenarioId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::scenarios::{add, archive_scenario, change_scenario, complete, describe_scenario, set_handlers, summaries};
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, change, archive))
        .routes(routes!(handle))
        .layer(DefaultBodyLimit::max(scenario::MAX_FILE))
        .merge(files::router())
}

/// A team's scenarios, without what would spoil them.
#[utoipa::path(
    get, path = "/api/teams/{team}/scenarios", tag = "scenarios", responses((status = 200, body = [ScenarioSummary]))
)]
async fn list(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<ScenarioSummary>>> {
    Ok(Json(summaries(&app, member.team.id, |_| true).await?))
}

/// Writes a card.
#[utoipa::path(
    post, path = "/api/teams/{team}/scenarios", tag = "scenarios", request_body = NewScenario,
    responses((status = 201, body = ScenarioDetail))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    Json(wanted): Json<NewScenario>,
) -> Result<(StatusCode, Json<ScenarioDetail>)> {
    let content = complete(&app, member.team.id, wanted.content).await?;
    Ok((StatusCode::CREATED, Json(add(&app, member.team.id, member.account.id, content).await?)))
}

/// A whole scenario.
#[utoipa::path(
    get, path = "/api/teams/{team}/scenarios/{scenario}", tag = "scenarios",
    responses((status = 200, body = ScenarioDetail))
)]
async fn get(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ScenarioId)>,
) -> Result<Json<ScenarioDetail>> {
    Ok(Json(describe_scenario(&app, member.team.id, id).await?))
}

/// Gives a scenario a new wording. Workshops keep the one that they began with.
#[utoipa::path(
    put, path = "/api/teams/{team}/scenarios/{scenario}", tag = "scenarios", request_body = ChangeScenario,
    responses((status = 200, body = ScenarioDetail))
)]
async fn change(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ScenarioId)>,
    Json(wanted): Json<ChangeScenario>,
) -> Result<Json<ScenarioDetail>> {
    Ok(Json(change_scenario(&app, member.team.id, member.account.id, id, wanted).await?))
}

/// Sets who handled the real incident, so that the hat gives the card to another person. No list shows it.
#[utoipa::path(
    put, path = "/api/teams/{team}/scenarios/{scenario}/handlers", tag = "scenarios", request_body = Handlers,
    responses((status = 200, body = Handlers))
)]
async fn handle(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ScenarioId)>,
    Json(wanted): Json<Handlers>,
) -> Result<Json<Handlers>> {
    Ok(Json(set_handlers(&app, member.team.id, id, wanted).await?))
}

/// Puts a scenario away. Workshops that have it keep it.
#[utoipa::path(delete, path = "/api/teams/{team}/scenarios/{scenario}", tag = "scenarios", responses((status = 204)))]
async fn archive(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ScenarioId)>,
) -> Result<StatusCode> {
    archive_scenario(&app, member.team.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
