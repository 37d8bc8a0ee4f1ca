//! What a team supports.

use api::team::{System, WriteSystem};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{SystemId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::systems::{parse_system, system};

const MAX_SYSTEMS: usize = 200;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(replace, delete))
}

/// A team's systems, by name.
#[utoipa::path(get, path = "/api/teams/{team}/systems", tag = "systems", responses((status = 200, body = [System])))]
async fn list(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<System>>> {
    let systems = app.store.systems(member.team.id).await?;
    Ok(Json(systems.into_iter().map(system).collect()))
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
    if app.store.systems(member.team.id).await?.len() >= MAX_SYSTEMS {
        return Err(Error::Full { what: "systems", limit: MAX_SYSTEMS });
    }
    let id = wanted.id.unwrap_or_else(|| SystemId(app.new_id()));
    let made = parse_system(id, member.team.id, wanted)?;
    app.store.create_system(made.clone()).await?;
    app.hub.team_changed(member.team.id).await;
    Ok((StatusCode::CREATED, Json(system(made))))
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
    let changed = parse_system(id, member.team.id, wanted)?;
    app.store.update_system(changed.clone()).await?;
    app.hub.team_changed(member.team.id).await;
    Ok(Json(system(changed)))
}

/// Removes a system. Scenarios that name it stay as they are.
#[utoipa::path(delete, path = "/api/teams/{team}/systems/{system}", tag = "systems", responses((status = 204)))]
async fn delete(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, SystemId)>,
) -> Result<StatusCode> {
    app.store.delete_system(member.team.id, id).await?;
    app.hub.team_changed(member.team.id).await;
    Ok(StatusCode::NO_CONTENT)
}
