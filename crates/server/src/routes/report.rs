//! A workshop's report.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use documents::report::{self, Report};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::WorkshopPerson;
use crate::routes::caching::respond_compressed;
use crate::state::AppState;
use crate::workshops::{compressed_report, workshop_report};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(json)).routes(routes!(markdown))
}

/// The report of a workshop that is closed, or a look ahead at it during reflection.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/report", tag = "workshops",
    responses((status = 200, body = Report), (status = 304))
)]
async fn get(State(app): State<AppState>, person: WorkshopPerson, headers: HeaderMap) -> Result<Response> {
    respond_compressed(&headers, &*compressed_report(&app, &person.row, person.actor).await?)
}

/// The same as a file, to keep or to work with.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/report.json", tag = "workshops",
    responses((status = 200, body = Report), (status = 304))
)]
async fn json(State(app): State<AppState>, person: WorkshopPerson, request: HeaderMap) -> Result<Response> {
    let headers = [(header::CONTENT_DISPOSITION, "attachment; filename=\"report.json\"")];
    let report = respond_compressed(&request, &*compressed_report(&app, &person.row, person.actor).await?)?;
    Ok((headers, report).into_response())
}

/// The same as Markdown, to keep or to paste.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/report.md", tag = "workshops",
    responses((status = 200, body = String, content_type = "text/markdown"))
)]
async fn markdown(State(app): State<AppState>, person: WorkshopPerson) -> Result<Response> {
    Ok(as_markdown(&workshop_report(&app, &person.row, Some(person.actor)).await?))
}

/// A report as a file to keep.
pub(crate) fn as_markdown(report: &Report) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/markdown; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"report.md\""),
    ];
    (headers, report::to_markdown(report)).into_response()
}
