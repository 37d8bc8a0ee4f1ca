//! Health checks, and the description of the API.

use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::extract::Json;
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(live)).routes(routes!(ready)).routes(routes!(document))
}

/// Whether the process answers.
#[utoipa::path(get, path = "/healthz", tag = "operations", responses((status = 200)))]
async fn live() -> StatusCode {
    StatusCode::OK
}

/// Whether requests make sense: the database answers, and the server is not going down.
#[utoipa::path(get, path = "/readyz", tag = "operations", responses((status = 200)))]
async fn ready(State(app): State<AppState>) -> Result<StatusCode> {
    app.check_ready().await?;
    Ok(StatusCode::OK)
}

/// This description.
#[utoipa::path(get, path = "/api/openapi.json", tag = "operations", responses((status = 200)))]
async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(crate::openapi())
}
