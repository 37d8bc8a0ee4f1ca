//! A team's runbooks.

mod reading;

use api::runbook::{ChangeRunbook, MergeRunbook, NewRunbook, Runbook, RunbookSummary};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use domain::id::{RunbookId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::runbooks::{change_runbook, describe_runbook, list_runbooks, merge_runbooks, write_runbook};
use crate::state::AppState;

/// The largest request: 20 000 characters of four bytes, and what JSON adds to them.
const MAX_BODY: usize = 256 * 1024;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, change))
        .routes(routes!(merge))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .merge(reading::router())
}

/// A team's runbooks, by title; deleted ones included.
#[utoipa::path(
    get, path = "/api/teams/{team}/runbooks", tag = "runbooks", responses((status = 200, body = [RunbookSummary]))
)]
async fn list(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<RunbookSummary>>> {
    Ok(Json(list_runbooks(&app, member.team.id).await?))
}

/// Writes a runbook, which is kept at once.
#[utoipa::path(
    post, path = "/api/teams/{team}/runbooks", tag = "runbooks", request_body = NewRunbook,
    responses((status = 201, body = Runbook))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    Json(wanted): Json<NewRunbook>,
) -> Result<(StatusCode, Json<Runbook>)> {
    Ok((StatusCode::CREATED, Json(write_runbook(&app, member.team.id, member.account.id, wanted).await?)))
}

/// A whole runbook.
#[utoipa::path(
    get, path = "/api/teams/{team}/runbooks/{runbook}", tag = "runbooks", responses((status = 200, body = Runbook))
)]
async fn get(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, RunbookId)>,
) -> Result<Json<Runbook>> {
    Ok(Json(describe_runbook(&app, member.team.id, id).await?))
}

/// Changes a runbook: its text, its systems, or its status.
#[utoipa::path(
    put, path = "/api/teams/{team}/runbooks/{runbook}", tag = "runbooks", request_body = ChangeRunbook,
    responses((status = 200, body = Runbook))
)]
async fn change(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, RunbookId)>,
    Json(wanted): Json<ChangeRunbook>,
) -> Result<Json<Runbook>> {
    Ok(Json(change_runbook(&app, member.team.id, member.account.id, id, wanted).await?))
}

/// Adds a runbook to the end of another one, and throws it away; answers the one that stays.
#[utoipa::path(
    post, path = "/api/teams/{team}/runbooks/{runbook}/merge", tag = "runbooks", request_body = MergeRunbook,
    responses((status = 200, body = Runbook))
)]
async fn merge(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, RunbookId)>,
    Json(wanted): Json<MergeRunbook>,
) -> Result<Json<Runbook>> {
    Ok(Json(merge_runbooks(&app, member.team.id, member.account.id, id, wanted).await?))
}
