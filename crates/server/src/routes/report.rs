//! A workshop's report.

use api::report::{self, Recorded, Report};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::workshop::{Actor, Phase};
use store::workshops::WorkshopRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::WorkshopPerson;
use crate::error::{Error, Result};
use crate::extract::Json;
use crate::state::{App, AppState};

/// So many commits of a log are read at once.
const COMMITS: u32 = 500;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(json)).routes(routes!(markdown))
}

/// The report of a workshop that is closed, or a look ahead at it during reflection.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/report", tag = "workshops", responses((status = 200, body = Report))
)]
async fn get(State(app): State<AppState>, person: WorkshopPerson) -> Result<Json<Report>> {
    Ok(Json(of(&app, &person.row, Some(person.actor)).await?))
}

/// The same as a file, to keep or to work with.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/report.json", tag = "workshops", responses((status = 200, body = Report))
)]
async fn json(State(app): State<AppState>, person: WorkshopPerson) -> Result<Response> {
    let headers = [(header::CONTENT_DISPOSITION, "attachment; filename=\"report.json\"")];
    Ok((headers, Json(of(&app, &person.row, Some(person.actor)).await?)).into_response())
}

/// The same as Markdown, to keep or to paste.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/report.md", tag = "workshops",
    responses((status = 200, body = String, content_type = "text/markdown"))
)]
async fn markdown(State(app): State<AppState>, person: WorkshopPerson) -> Result<Response> {
    Ok(as_markdown(&of(&app, &person.row, Some(person.actor)).await?))
}

/// The report of a workshop that reflects or is closed, for somebody who was in it, or else as members read it.
pub(crate) async fn of(app: &App, row: &WorkshopRow, reader: Option<Actor>) -> Result<Report> {
    if !matches!(row.projection.phase, Phase::Reflecting | Phase::Closed) {
        return Err(Error::Conflict { code: "not_over", detail: "The report is there once reflection has begun." });
    }
    let mut log: Vec<Recorded> = Vec::new();
    let mut version = 0;
    loop {
        let commits = app.store.commits(row.id, version, COMMITS).await?;
        let Some(last) = commits.last() else { break };
        version = last.version;
        log.extend(commits.into_iter().map(|commit| (commit.at, commit.events)));
    }
    let state = match reader {
        Some(actor) => app.hub.state_for(row.id, actor).await?,
        None => app.hub.state(row.id).await?,
    };
    let reopened = state.0.clock.as_ref().is_some_and(|clock| clock.reopened_at.is_some());
    if reopened && state.0.phase != Phase::Closed {
        let detail = "The workshop was opened again. Its report is there once it is closed.";
        return Err(Error::Conflict { code: "not_over", detail });
    }
    Ok(report::of(&state.0, &state.1, &log, row.projection.closed_at))
}

/// A report as a file to keep.
pub(crate) fn as_markdown(report: &Report) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/markdown; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"report.md\""),
    ];
    (headers, report::to_markdown(report)).into_response()
}
