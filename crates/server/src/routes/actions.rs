//! A team's actions between workshops.

mod history;
mod list;

use api::action::{ChangeAction, ListedAction, NewAction};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{ActionId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::actions::{change_action, create_action};
use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create)).routes(routes!(change)).merge(list::router()).merge(history::router())
}

/// Writes an action outside a workshop.
#[utoipa::path(
    post, path = "/api/teams/{team}/actions", tag = "actions", request_body = NewAction,
    responses((status = 201, body = ListedAction))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    Json(wanted): Json<NewAction>,
) -> Result<(StatusCode, Json<ListedAction>)> {
    let made = create_action(&app, member.team.id, member.account.id, wanted).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Changes an action. While a workshop that has it is under way it is changed there.
#[utoipa::path(
    patch, path = "/api/teams/{team}/actions/{action}", tag = "actions", request_body = ChangeAction,
    responses((status = 200, body = ListedAction))
)]
async fn change(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ActionId)>,
    Json(wanted): Json<ChangeAction>,
) -> Result<Json<ListedAction>> {
    Ok(Json(change_action(&app, member.team.id, member.account.id, id, wanted).await?))
}
