//! A workshop's report.

use api::report::{self, Report};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::workshop::Phase;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::WorkshopPerson;
use crate::error::{Error, Result};
use crate::extract::Json;
use crate::state::{App, AppState};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(markdown))
}

/// The report of a workshop that is closed, or a look ahead at it during reflection.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/report", tag = "workshops", responses((status = 200, body = Report))
)]
async fn get(State(app): State<AppState>, person: WorkshopPerson) -> Result<Json<Report>> {
    Ok(Json(report(&app, &person).await?))
}

/// The same as Markdown, to keep or to paste.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/report.md", tag = "workshops",
    responses((status = 200, body = String, content_type = "text/markdown"))
)]
async fn markdown(State(app): State<AppState>, person: WorkshopPerson) -> Result<Response> {
    let report = report(&app, &person).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/markdown; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"report.md\""),
    ];
    Ok((headers, report::to_markdown(&report)).into_response())
}

async fn report(app: &App, person: &WorkshopPerson) -> Result<Report> {
    if !matches!(person.row.projection.phase, Phase::Reflecting | Phase::Closed) {
        return Err(Error::Conflict { code: "not_over", detail: "The report is there once reflection has begun." });
    }
    let state = app.hub.state(person.row.id).await?;
    let reopened = state.0.clock.as_ref().is_some_and(|clock| clock.reopened_at.is_some());
    if reopened && state.0.phase != Phase::Closed {
        let detail = "The workshop was opened again. Its report is there once it is closed.";
        return Err(Error::Conflict { code: "not_over", detail });
    }
    Ok(report::of(&state.0, &state.1, person.row.projection.closed_at))
}
