//! Practising a card alone: see `crate::practice`.

use api::practice::{PracticeMove, PracticeRun, PracticeSummary};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{PracticeId, ScenarioId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::practice::{begin_run, delete_run, get_run, list_runs, make_move};
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(begin)).routes(routes!(get, act, delete))
}

/// One's own runs, the latest first.
#[utoipa::path(
    get, path = "/api/teams/{team}/practice", tag = "practice", responses((status = 200, body = [PracticeSummary]))
)]
async fn list(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<PracticeSummary>>> {
    Ok(Json(list_runs(&app, member.team.id, member.account.id).await?))
}

/// Opens a card, alone.
#[utoipa::path(
    post, path = "/api/teams/{team}/scenarios/{scenario}/practice", tag = "practice",
    responses((status = 201, body = PracticeRun))
)]
async fn begin(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, scenario)): Path<(TeamId, ScenarioId)>,
) -> Result<(StatusCode, Json<PracticeRun>)> {
    let run = begin_run(&app, member.team.id, member.account.id, scenario).await?;
    Ok((StatusCode::CREATED, Json(run)))
}

/// One's own run, as far as it went.
#[utoipa::path(
    get, path = "/api/teams/{team}/practice/{practice}", tag = "practice",
    responses((status = 200, body = PracticeRun))
)]
async fn get(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, PracticeId)>,
) -> Result<Json<PracticeRun>> {
    Ok(Json(get_run(&app, member.team.id, member.account.id, id).await?))
}

/// Makes one move in one's own run.
#[utoipa::path(
    post, path = "/api/teams/{team}/practice/{practice}", tag = "practice", request_body = PracticeMove,
    responses((status = 200, body = PracticeRun))
)]
async fn act(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, PracticeId)>,
    Json(wanted): Json<PracticeMove>,
) -> Result<Json<PracticeRun>> {
    Ok(Json(make_move(&app, member.team.id, member.account.id, id, wanted).await?))
}

/// Deletes one's own run.
#[utoipa::path(delete, path = "/api/teams/{team}/practice/{practice}", tag = "practice", responses((status = 204)))]
async fn delete(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, PracticeId)>,
) -> Result<StatusCode> {
    delete_run(&app, member.team.id, member.account.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
