//! Planning workshops.

use api::workshop::{ChangeWorkshop, NewWorkshop, WorkshopDetail, WorkshopSummary};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::WorkshopId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::{TeamMember, WorkshopPerson};
use crate::routes::extract::{Json, Query};
use crate::state::AppState;
use crate::workshops::{cancel, change_plan, detail, list_workshops, plan_workshop};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, change, delete))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Before {
    /// The last workshop of the page before.
    before: Option<WorkshopId>,
}

/// A team's workshops, the latest start first, 50 at a time.
#[utoipa::path(
    get, path = "/api/teams/{team}/workshops", tag = "workshops", params(Before),
    responses((status = 200, body = [WorkshopSummary]))
)]
async fn list(
    State(app): State<AppState>,
    member: TeamMember,
    Query(Before { before }): Query<Before>,
) -> Result<Json<Vec<WorkshopSummary>>> {
    Ok(Json(list_workshops(&app, member.team.id, member.actor(), before).await?))
}

/// Plans a workshop.
#[utoipa::path(
    post, path = "/api/teams/{team}/workshops", tag = "workshops", request_body = NewWorkshop,
    responses((status = 201, body = WorkshopDetail))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    Json(wanted): Json<NewWorkshop>,
) -> Result<(StatusCode, Json<WorkshopDetail>)> {
    let row = plan_workshop(&app, member.team.id, member.account.id, wanted).await?;
    Ok((StatusCode::CREATED, Json(detail(&app, &row, member.actor()).await?)))
}

/// A workshop's plan with its cards.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}", tag = "workshops", responses((status = 200, body = WorkshopDetail))
)]
async fn get(State(app): State<AppState>, person: WorkshopPerson) -> Result<Json<WorkshopDetail>> {
    person.member()?;
    Ok(Json(detail(&app, &person.row, person.actor).await?))
}

/// Changes the plan of a workshop that is not open yet.
#[utoipa::path(
    put, path = "/api/workshops/{workshop}", tag = "workshops", request_body = ChangeWorkshop,
    responses((status = 200, body = WorkshopDetail))
)]
async fn change(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Json(wanted): Json<ChangeWorkshop>,
) -> Result<Json<WorkshopDetail>> {
    person.facilitator_or_owner()?;
    let row = change_plan(&app, &person.row, person.actor, wanted).await?;
    Ok(Json(detail(&app, &row, person.actor).await?))
}

/// Deletes a workshop that was never opened.
#[utoipa::path(delete, path = "/api/workshops/{workshop}", tag = "workshops", responses((status = 204)))]
async fn delete(State(app): State<AppState>, person: WorkshopPerson) -> Result<StatusCode> {
    person.facilitator_or_owner()?;
    cancel(&app, &person.row).await?;
    Ok(StatusCode::NO_CONTENT)
}
