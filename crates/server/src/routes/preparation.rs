//! Preparing a workshop: what is missing, the agenda, and invitations for calendars.

use api::preparation::{AgendaView, AskAgenda, CancelledWorkshop, Preparation, Tick};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::WorkshopId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::{SignedIn, TeamMember, WorkshopPerson};
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::workshops::{cancelled_workshops, invitation_file, plan_agenda, preparation, tick_item};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get, tick))
        .routes(routes!(agenda))
        .routes(routes!(invitation))
        .routes(routes!(cancelled))
}

/// How far a workshop is prepared.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/preparation", tag = "workshops",
    responses((status = 200, body = Preparation))
)]
async fn get(State(app): State<AppState>, person: WorkshopPerson) -> Result<Json<Preparation>> {
    person.member()?;
    Ok(Json(preparation(&app, &person.row, person.actor).await?))
}

/// Ticks an item that people tick, or takes the tick away.
#[utoipa::path(
    put, path = "/api/workshops/{workshop}/preparation", tag = "workshops", request_body = Tick,
    responses((status = 200, body = Preparation))
)]
async fn tick(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Json(wanted): Json<Tick>,
) -> Result<Json<Preparation>> {
    person.member()?;
    tick_item(&app, person.row.id, &wanted).await?;
    Ok(Json(preparation(&app, &person.row, person.actor).await?))
}

/// How the minutes of a plan would be spent.
#[utoipa::path(
    post, path = "/api/teams/{team}/agenda", tag = "workshops", request_body = AskAgenda,
    responses((status = 200, body = AgendaView))
)]
async fn agenda(
    State(app): State<AppState>,
    member: TeamMember,
    Json(plan): Json<AskAgenda>,
) -> Result<Json<AgendaView>> {
    Ok(Json(plan_agenda(&app, member.team.id, plan).await?))
}

/// An invitation for calendars. It can be downloaded again after each change of the plan, and once it was cancelled.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/invitation.ics", tag = "workshops",
    responses((status = 200, body = String, content_type = "text/calendar"))
)]
async fn invitation(
    State(app): State<AppState>,
    SignedIn { account, .. }: SignedIn,
    Path(id): Path<WorkshopId>,
) -> Result<Response> {
    let ics = invitation_file(&app, id, account.id).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8; method=PUBLISH"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"invitation.ics\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, ics).into_response())
}

/// The planned workshops of a team that were cancelled in the last two months, the latest first.
#[utoipa::path(
    get, path = "/api/teams/{team}/cancelled-workshops", tag = "workshops",
    responses((status = 200, body = [CancelledWorkshop]))
)]
async fn cancelled(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<CancelledWorkshop>>> {
    Ok(Json(cancelled_workshops(&app, member.team.id).await?))
}
