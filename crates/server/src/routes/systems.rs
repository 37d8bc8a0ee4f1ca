//! The systems that a team supports.

use api::team::{System, WriteSystem};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{SystemId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::systems::{change_system, create_system, delete_system, list_systems};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(replace, delete))
}

/// A team's systems, by name.
#[utoipa::path(get, path = "/api/teams/{team}/systems", tag = "systems", responses((status = 200, body = [System])))]
async fn list(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<System>>> {
    Ok(Json(list_systems(&app, member.team.id).await?))
}

/// Adds a system.
#[utoipa::path(
    post, path = "/api/teams/{team}/systems", tag = "systems", request_body = WriteSystem,
    responses((status = 201, body = System))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    Json(wanted): Json<WriteSystem>,
) -> Result<(StatusCode, Json<System>)> {
    Ok((StatusCode::CREATED, Json(create_system(&app, member.team.id, wanted).await?)))
}

/// Changes a system.
#[utoipa::path(
    put, path = "/api/teams/{team}/systems/{system}", tag = "systems", request_body = WriteSystem,
    responses((status = 200, body = System))
)]
async fn replace(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, SystemId)>,
    Json(wanted): Json<WriteSystem>,
) -> Result<Json<System>> {
    Ok(Json(change_system(&app, member.team.id, id, wanted).await?))
}

/// Removes a system. Scenarios that name it stay as they are.
#[utoipa::path(delete, path = "/api/teams/{team}/systems/{system}", tag = "systems", responses((status = 204)))]
async fn delete(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, SystemId)>,
) -> Result<StatusCode> {
    delete_system(&app, member.team.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
