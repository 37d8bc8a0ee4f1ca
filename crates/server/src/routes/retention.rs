//! How long a team keeps closed workshops and the names of guests.

use api::problem::Invalid;
use api::retention::{Goes, Keep, TeamRetention};
use api::time::to_rfc3339;
use axum::extract::State;
use domain::id::TeamId;
use domain::retention::{Days, Months, Retention};
use serde::Deserialize;
use store::retention::Chosen;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::{TeamMember, TeamOwner};
use crate::routes::extract::{Json, Query};
use crate::state::{App, AppState};
use crate::teams::retention::{self, keep};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get, put)).routes(routes!(preview))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// How many months closed workshops are kept: 3, 6, 12, 24 or 36; for ever when it is left out.
    workshop_months: Option<u16>,
    /// After how many days the names of guests are forgotten: 7, 30, 90 or 365; never when it is left out.
    guest_days: Option<u16>,
}

/// What the team keeps for how long, and what would go today.
#[utoipa::path(
    get, path = "/api/teams/{team}/retention", tag = "teams", responses((status = 200, body = TeamRetention))
)]
async fn get(State(app): State<AppState>, member: TeamMember) -> Result<Json<TeamRetention>> {
    let chosen = app.store.retention(member.team.id).await?;
    Ok(Json(view(&app, member.team.id, chosen).await?))
}

/// Chooses it. It is carried out from a day later on, once an hour; what is chosen again does not wait anew.
#[utoipa::path(
    put, path = "/api/teams/{team}/retention", tag = "teams", request_body = Keep,
    responses((status = 200, body = TeamRetention))
)]
async fn put(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Json(wanted): Json<Keep>,
) -> Result<Json<TeamRetention>> {
    let (team, keep) = (owner.team.id, read(wanted)?);
    let before = app.store.retention(team).await?;
    let chosen = match before {
        Some(before) if before.keep == keep => before,
        _ => {
            let chosen = Chosen { keep, at: app.now() };
            app.store.put_retention(team, chosen).await?;
            tracing::info!(team.id = %team, account.id = %owner.account.id, "a team chose what it keeps for how long");
            chosen
        }
    };
    Ok(Json(view(&app, team, Some(chosen)).await?))
}

/// What a choice would throw away if it were carried out now. Nothing is changed.
#[utoipa::path(
    get, path = "/api/teams/{team}/retention/preview", tag = "teams", params(Wanted),
    responses((status = 200, body = Goes))
)]
async fn preview(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Query(Wanted { workshop_months, guest_days }): Query<Wanted>,
) -> Result<Json<Goes>> {
    let keep = read(Keep { workshop_months, guest_days })?;
    Ok(Json(retention::goes(&app, owner.team.id, keep, app.now()).await?))
}

fn read(wanted: Keep) -> Result<Retention> {
    let workshops = wanted.workshop_months.map(Months::parse).transpose().map_err(Invalid::field("workshop_months"))?;
    let guests = wanted.guest_days.map(Days::parse).transpose().map_err(Invalid::field("guest_days"))?;
    Ok(Retention { workshops, guests })
}

async fn view(app: &App, team: TeamId, chosen: Option<Chosen>) -> Result<TeamRetention> {
    let now = app.now();
    let wanted = chosen.map(|chosen| chosen.keep).unwrap_or_default();
    let from = chosen.map(|chosen| Retention::carried_out_from(chosen.at));
    let from = from.filter(|from| *from > now && !wanted.is_for_ever()).map(to_rfc3339);
    Ok(TeamRetention { keep: keep(wanted), from, goes: retention::goes(app, team, wanted, now).await? })
}
