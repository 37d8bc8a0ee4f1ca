//! A team's actions between workshops.

use std::collections::BTreeMap;

use api::action::{Action, ChangeAction};
use api::live::{action_text, day, reason};
use api::problem::Invalid;
use api::time::to_rfc3339;
use axum::extract::State;
use domain::id::{ActionId, TeamId, WorkshopId};
use domain::workshop::ActionStatus;
use serde::Deserialize;
use store::Page;
use store::actions::{ActionChange, ActionFilter, ActionRow};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::TeamMember;
use crate::error::{Error, Result};
use crate::extract::{Json, Path, Query};
use crate::state::{App, AppState};

const PAGE: u32 = 200;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(change))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Where they stand.
    status: Option<ActionStatus>,
    /// The last action of the page before.
    after: Option<ActionId>,
}

/// A team's actions, newest first, 200 at a time.
#[utoipa::path(
    get, path = "/api/teams/{team}/actions", tag = "actions", params(Wanted), responses((status = 200, body = [Action]))
)]
async fn list(
    State(app): State<AppState>,
    member: TeamMember,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Action>>> {
    let filter = ActionFilter { status: wanted.status, owner: None };
    let rows = app.store.actions(member.team.id, filter, Page { after: wanted.after, limit: PAGE }).await?;
    Ok(Json(titled(&app, rows).await?))
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
    let change = ActionChange {
        text: action_text(&wanted.text)?,
        owner: wanted.owner,
        due: day(wanted.due.as_deref())?,
        priority: wanted.priority,
        status: wanted.status,
        reason: reason(wanted.reason.as_deref())?.filter(|_| wanted.status == ActionStatus::Dropped),
    };
    not_in_workshop(&app, team, id).await?;
    let changed = app.store.change_action(team, id, wanted.revision, change, app.now()).await?;
    titled(&app, vec![changed]).await?.pop().map(Json).ok_or(Error::NotFound)
}

async fn not_in_workshop(app: &App, team: TeamId, action: ActionId) -> Result<()> {
    for row in app.store.workshops_under_way().await?.into_iter().filter(|row| row.team == team) {
        if app.hub.state(row.id).await?.0.actions.contains_key(&action) {
            return Err(Error::Conflict {
                code: "in_workshop",
                detail: "A workshop that is under way has this action. Change it there.",
            });
        }
    }
    Ok(())
}

async fn titled(app: &App, rows: Vec<ActionRow>) -> Result<Vec<Action>> {
    let mut titles: BTreeMap<WorkshopId, String> = BTreeMap::new();
    for id in rows.iter().map(|row| row.workshop) {
        if let std::collections::btree_map::Entry::Vacant(title) = titles.entry(id) {
            let row = app.store.workshop(id).await?;
            title.insert(row.map(|row| row.projection.plan.title.to_string()).unwrap_or_default());
        }
    }
    let action = |row: ActionRow| Action {
        id: row.id,
        text: row.text.to_string(),
        owner: row.owner,
        due: row.due.map(String::from),
        priority: row.priority,
        status: row.status,
        reason: row.reason.map(String::from),
        workshop: row.workshop,
        workshop_title: titles.get(&row.workshop).cloned().unwrap_or_default(),
        created_at: to_rfc3339(row.created_at),
        revision: row.revision,
    };
    Ok(rows.into_iter().map(action).collect())
}
