//! A team's actions between workshops.

mod history;
mod list;

use api::action::{ChangeAction, ListedAction};
use axum::extract::State;
use domain::id::{ActionId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::actions::change_action;
use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(change)).merge(list::router()).merge(history::router())
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
