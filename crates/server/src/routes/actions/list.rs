//! A team's actions as a list and as a table.

use api::action::ListedAction;
use api::action::day;
use api::problem::Invalid;
use api::refusal::RequestReason;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::actions::ActionOrder;
use domain::id::{ActionId, PersonId, SystemId};
use domain::workshop::ActionStatus;
use serde::Deserialize;
use store::Page;
use store::actions::{ActionFilter, OwnedBy};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::actions::{PAGE, actions_table, all_actions, list_actions};
use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Query};
use crate::state::AppState;

/// The most characters that are searched for.
const MAX_SEARCH: usize = 280;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(table))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Their status.
    status: Option<ActionStatus>,
    /// The id of their owner, or `nobody`.
    owner: Option<String>,
    /// The team's system that they are about.
    system: Option<SystemId>,
    /// Due before this day, `YYYY-MM-DD`: before today, in the time zone of the person who asks, they are late.
    due_before: Option<String>,
    /// They contain this text.
    q: Option<String>,
    /// In which order; the newest first by default.
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
                let wrong = |_| Invalid::new("owner", RequestReason::MemberOrNobody);
                Some(OwnedBy::Member(id.parse::<PersonId>().map_err(wrong)?))
            }
        };
        let text = self.q.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Ok(ActionFilter {
            status: self.status,
            owner,
            system: self.system,
            due_before: day(self.due_before.as_deref()).map_err(|wrong| Invalid { field: "due_before", ..wrong })?,
            order: self.order.unwrap_or_default(),
            text: text.map(|text| text.chars().take(MAX_SEARCH).collect()),
        })
    }
}

/// A team's actions.
#[utoipa::path(
    get, path = "/api/teams/{team}/actions", tag = "actions", params(Wanted), responses((status = 200, body = [ListedAction]))
)]
async fn list(
    State(app): State<AppState>,
    member: TeamMember,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<ListedAction>>> {
    let page = Page { after: wanted.after, limit: wanted.limit.unwrap_or(PAGE).clamp(1, PAGE) };
    Ok(Json(list_actions(&app, member.team.id, wanted.filter()?, page).await?))
}

/// The same as a table for spreadsheets, all of it.
#[utoipa::path(
    get, path = "/api/teams/{team}/actions.csv", tag = "actions", params(Wanted),
    responses((status = 200, body = String, content_type = "text/csv"))
)]
async fn table(State(app): State<AppState>, member: TeamMember, Query(wanted): Query<Wanted>) -> Result<Response> {
    let rows = all_actions(&app, member.team.id, &wanted.filter()?).await?;
    let table = actions_table(&app, rows).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"actions.csv\""),
    ];
    Ok((headers, table).into_response())
}
