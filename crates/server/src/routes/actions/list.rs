//! A team's actions as a list and as a table.

use std::collections::{BTreeMap, BTreeSet};

use api::action::{Action, ActionOrder, CsvRow, to_csv};
use api::live::day;
use api::problem::Invalid;
use api::time::to_rfc3339;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::{ActionId, PersonId, SystemId, TeamId, WorkshopId};
use domain::workshop::{ActionStatus, Level, Priority};
use serde::Deserialize;
use store::Page;
use store::actions::{ActionFilter, ActionRow, OwnedBy};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::TeamMember;
use crate::error::Result;
use crate::extract::{Json, Query};
use crate::state::{App, AppState};

/// The most actions of one answer.
const PAGE: u32 = 200;
/// The most characters that are searched for.
const MAX_SEARCH: usize = 280;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(table))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Where they stand.
    status: Option<ActionStatus>,
    /// The id of the member who does them, or `nobody`.
    owner: Option<String>,
    /// The team's system that they are about.
    system: Option<SystemId>,
    /// Due before this day, `YYYY-MM-DD`: before today, in the zone of whoever asks, they are late.
    due_before: Option<String>,
    /// They contain this text.
    q: Option<String>,
    /// In which order; the newest first when it is not said.
    #[param(inline)]
    order: Option<ActionOrder>,
    /// The last action of the page before.
    after: Option<ActionId>,
    /// The most to answer, 200 at most.
    limit: Option<u32>,
}

impl Wanted {
    fn filter(&self) -> std::result::Result<ActionFilter, Invalid> {
        let owner = match self.owner.as_deref().filter(|owner| !owner.is_empty()) {
            None => None,
            Some("nobody") => Some(OwnedBy::Nobody),
            Some(id) => {
                let wrong = |_| Invalid { field: "owner", reason: "Choose a member of the team, or nobody.".into() };
                Some(OwnedBy::Member(id.parse::<PersonId>().map_err(wrong)?))
            }
        };
        let text = self.q.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Ok(ActionFilter {
            status: self.status,
            owner,
            system: self.system,
            due_before: day(self.due_before.as_deref()).map_err(|wrong| Invalid { field: "due_before", ..wrong })?,
            order: self.order(),
            text: text.map(|text| text.chars().take(MAX_SEARCH).collect()),
        })
    }

    fn order(&self) -> store::actions::ActionOrder {
        match self.order.unwrap_or_default() {
            ActionOrder::Newest => store::actions::ActionOrder::Newest,
            ActionOrder::Due => store::actions::ActionOrder::Due,
            ActionOrder::Priority => store::actions::ActionOrder::Priority,
            ActionOrder::Gain => store::actions::ActionOrder::Gain,
        }
    }
}

/// A team's actions.
#[utoipa::path(
    get, path = "/api/teams/{team}/actions", tag = "actions", params(Wanted), responses((status = 200, body = [Action]))
)]
async fn list(
    State(app): State<AppState>,
    member: TeamMember,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Action>>> {
    let page = Page { after: wanted.after, limit: wanted.limit.unwrap_or(PAGE).clamp(1, PAGE) };
    let rows = app.store.actions(member.team.id, wanted.filter()?, page).await?;
    Ok(Json(told(&app, rows).await?))
}

/// The same as a table for spreadsheets, all of it.
#[utoipa::path(
    get, path = "/api/teams/{team}/actions.csv", tag = "actions", params(Wanted),
    responses((status = 200, body = String, content_type = "text/csv"))
)]
async fn table(State(app): State<AppState>, member: TeamMember, Query(wanted): Query<Wanted>) -> Result<Response> {
    let rows = all(&app, member.team.id, &wanted.filter()?).await?;
    let table = in_table(&app, rows).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"actions.csv\""),
    ];
    Ok((headers, table).into_response())
}

/// All actions that a filter lets through.
pub(crate) async fn all(app: &App, team: TeamId, filter: &ActionFilter) -> Result<Vec<Action>> {
    let mut rows = Vec::new();
    let mut page = Page::first(PAGE);
    loop {
        let some = app.store.actions(team, filter.clone(), page).await?;
        page.after = some.last().map(|row| row.id);
        let last = some.len() < PAGE as usize;
        rows.extend(told(app, some).await?);
        if last {
            return Ok(rows);
        }
    }
}

/// Actions as a table for spreadsheets.
pub(crate) async fn in_table(app: &App, rows: Vec<Action>) -> Result<String> {
    let owners: Vec<_> = rows.iter().filter_map(|row| row.owner).collect::<BTreeSet<_>>().into_iter().collect();
    let names = app.store.names(&owners).await?;
    let owner = |id: PersonId| names.get(&id).map(ToString::to_string).unwrap_or_default();
    let rows: Vec<_> = rows.into_iter().map(|row| csv_row(row, owner)).collect();
    Ok(to_csv(&rows))
}

fn csv_row(action: Action, owner: impl Fn(PersonId) -> String) -> CsvRow {
    let level = |level: Option<Level>| match level {
        None => "",
        Some(Level::Low) => "low",
        Some(Level::Medium) => "medium",
        Some(Level::High) => "high",
    };
    CsvRow {
        text: action.text,
        status: match action.status {
            ActionStatus::Open => "open",
            ActionStatus::Done => "done",
            ActionStatus::Dropped => "dropped",
        },
        reason: action.reason.unwrap_or_default(),
        owner: action.owner.map(owner).unwrap_or_default(),
        due: action.due.unwrap_or_default(),
        priority: match action.priority {
            Priority::Low => "low",
            Priority::Medium => "medium",
            Priority::High => "high",
        },
        impact: level(action.impact),
        effort: level(action.effort),
        system: action.system_name.unwrap_or_default(),
        workshop: action.workshop_title,
        made: action.created_at,
    }
}

/// Which workshop that is under way has which action.
pub(super) async fn under_way(app: &App, team: TeamId) -> Result<BTreeMap<ActionId, WorkshopId>> {
    let mut found = BTreeMap::new();
    for row in app.store.workshops_under_way().await?.into_iter().filter(|row| row.team == team) {
        found.extend(app.hub.state(row.id).await?.0.actions.keys().map(|action| (*action, row.id)));
    }
    Ok(found)
}

/// Stored actions on the wire.
pub(crate) async fn told(app: &App, rows: Vec<ActionRow>) -> Result<Vec<Action>> {
    let mut titles: BTreeMap<WorkshopId, String> = BTreeMap::new();
    for id in rows.iter().map(|row| row.workshop) {
        if let std::collections::btree_map::Entry::Vacant(title) = titles.entry(id) {
            let origin = app.store.origin(id).await?;
            title.insert(origin.map(|origin| origin.title.to_string()).unwrap_or_default());
        }
    }
    let (mut systems, mut open) = (BTreeMap::new(), BTreeMap::new());
    // Ids of actions and systems are a team's alone.
    for team in rows.iter().map(|row| row.team).collect::<BTreeSet<_>>() {
        let named = app.store.systems(team).await?.into_iter();
        systems.extend(named.map(|system| ((team, system.id), system.name.to_string())));
        open.extend(under_way(app, team).await?.into_iter().map(|(action, workshop)| ((team, action), workshop)));
    }
    let action = |row: ActionRow| Action {
        id: row.id,
        text: row.text.to_string(),
        owner: row.owner,
        due: row.due.map(String::from),
        priority: row.priority,
        impact: row.impact,
        effort: row.effort,
        system: row.system,
        system_name: row.system.and_then(|system| systems.get(&(row.team, system)).cloned()),
        status: row.status,
        reason: row.reason.map(String::from),
        workshop: row.workshop,
        workshop_title: titles.get(&row.workshop).cloned().unwrap_or_default(),
        in_workshop: open.get(&(row.team, row.id)).copied(),
        created_at: to_rfc3339(row.created_at),
        revision: row.revision,
    };
    Ok(rows.into_iter().map(action).collect())
}
