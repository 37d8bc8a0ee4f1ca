//! A team's actions between workshops.

mod history;
mod list;

use api::action::{Action, ChangeAction, action_text, day, reason};
use api::problem::Invalid;
use axum::extract::State;
use domain::id::{ActionId, SystemId, TeamId, WorkshopId};
use domain::workshop::ActionStatus;
use store::actions::ActionChange;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::actions::{to_wire, under_way};
use crate::error::{Error, Result};
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(change)).merge(list::router()).merge(history::router())
}

/// Changes an action. While a workshop that has it is under way it is changed there.
#[utoipa::path(
    patch, path = "/api/teams/{team}/actions/{action}", tag = "actions", request_body = ChangeAction,
    responses((status = 200, body = Action))
)]
async fn change(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ActionId)>,
    Json(wanted): Json<ChangeAction>,
) -> Result<Json<Action>> {
    let team = member.team.id;
    let row = app.store.action(team, id).await?.filter(|row| !row.removed).ok_or(Error::NotFound)?;
    if let Some(owner) = wanted.owner.filter(|owner| row.owner != Some(*owner))
        && app.store.member(team, owner).await?.is_none()
    {
        return Err(Invalid { field: "owner", reason: "Choose a member of the team.".into() }.into());
    }
    if let Some(system) = wanted.system.filter(|system| row.system != Some(*system)) {
        own_system(&app, team, system).await?;
    }
    let change = ActionChange {
        text: action_text(&wanted.text)?,
        owner: wanted.owner,
        due: day(wanted.due.as_deref())?,
        priority: wanted.priority,
        impact: wanted.impact,
        effort: wanted.effort,
        system: wanted.system,
        status: wanted.status,
        reason: reason(wanted.reason.as_deref())?.filter(|_| wanted.status == ActionStatus::Dropped),
    };
    if in_workshop(&app, team, id).await?.is_some() {
        return Err(Error::Conflict {
            code: "in_workshop",
            detail: "A workshop that is under way has this action. Change it there.",
        });
    }
    let by = member.account.id;
    let changed = app.store.change_action(team, id, wanted.revision, change, by, app.now()).await?;
    to_wire(&app, vec![changed]).await?.pop().map(Json).ok_or(Error::NotFound)
}

/// The workshop under way that has an action.
async fn in_workshop(app: &App, team: TeamId, action: ActionId) -> Result<Option<WorkshopId>> {
    Ok(under_way(app, team).await?.get(&action).copied())
}

async fn own_system(app: &App, team: TeamId, system: SystemId) -> Result<()> {
    let found = app.store.systems(team).await?.iter().any(|own| own.id == system);
    if found {
        Ok(())
    } else {
        Err(Invalid { field: "system", reason: "Choose one of the team's systems.".into() }.into())
    }
}
