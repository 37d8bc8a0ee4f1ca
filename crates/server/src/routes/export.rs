//! Everything of a team, to keep or to take elsewhere.

use api::time::to_rfc3339;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::export;
use crate::routes::access::TeamOwner;
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Everything of a team as a zip file. Its README describes the contents.
#[utoipa::path(
    get, path = "/api/teams/{team}/export.zip", tag = "teams",
    responses((status = 200, body = Vec<u8>, content_type = "application/zip"))
)]
async fn get(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<Response> {
    let file = export::write_export(&app, &owner.team).await?;
    let name = export::file_name(&owner.team, &to_rfc3339(app.now())[..10]);
    tracing::info!(team.id = %owner.team.id, account.id = %owner.account.id, "a team was exported");
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, export::stream(file)).into_response())
}
