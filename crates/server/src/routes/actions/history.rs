//! The history of an action.

use api::action::ActionChanged;
use axum::extract::State;
use domain::id::{ActionId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::actions::action_history;
use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(history))
}

/// Every change of an action, the making of it first: who, when and what.
#[utoipa::path(
    get, path = "/api/teams/{team}/actions/{action}/history", tag = "actions",
    responses((status = 200, body = [ActionChanged]))
)]
async fn history(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ActionId)>,
) -> Result<Json<Vec<ActionChanged>>> {
    Ok(Json(action_history(&app, member.team.id, id).await?))
}
