//! Cards on paper.

use api::printing::PrintCards;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::printing::print_cards;
use crate::routes::access::TeamMember;
use crate::routes::extract::Json;
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(print))
}

/// Cards of a team as a PDF to print.
#[utoipa::path(
    post, path = "/api/teams/{team}/prints", tag = "scenarios", request_body = PrintCards,
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"))
)]
async fn print(State(app): State<AppState>, member: TeamMember, Json(wanted): Json<PrintCards>) -> Result<Response> {
    let pdf = print_cards(&app, &member.team, wanted).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"cards.pdf\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, pdf.as_ref().clone()).into_response())
}
