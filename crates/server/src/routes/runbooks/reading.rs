//! A runbook, read in a workshop by anyone with a seat, guests included.

use api::runbook::RunbookReading;
use axum::extract::State;
use domain::id::{RunbookId, WorkshopId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::WorkshopPerson;
use crate::routes::extract::{Json, Path};
use crate::runbooks::read_runbook;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read))
}

/// A runbook that is shown beside a card of this workshop. One that would spoil the card is not there, but for the
/// facilitator who reads the card's truth.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/runbooks/{runbook}", tag = "runbooks",
    responses((status = 200, body = RunbookReading))
)]
async fn read(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Path((_, id)): Path<(WorkshopId, RunbookId)>,
) -> Result<Json<RunbookReading>> {
    Ok(Json(read_runbook(&app, &person.row, person.actor, id).await?))
}
