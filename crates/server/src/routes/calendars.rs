//! Feeds that calendars subscribe to, without signing in: of a team, and of a person with all their teams.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use documents::calendar::Calendar;
use store::rhythm::CalendarOf;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::calendars::{calendar_address, calendar_feed, renew_calendar};
use crate::compressed::entity_tag;
use crate::error::Result;
use crate::routes::access::{SignedIn, TeamMember, TeamOwner};
use crate::routes::caching::respond_tagged;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(of_team, renew_of_team)).routes(routes!(mine, renew_mine)).routes(routes!(feed))
}

/// One's own address of the team's calendar. It ends with the membership.
#[utoipa::path(
    get, path = "/api/teams/{team}/calendar", tag = "calendar", responses((status = 200, body = Calendar))
)]
async fn of_team(State(app): State<AppState>, member: TeamMember) -> Result<Json<Calendar>> {
    Ok(Json(calendar_address(&app, CalendarOf::Member(member.team.id, member.account.id)).await?))
}

/// Revokes the current calendar URL of every member and makes new ones.
#[utoipa::path(
    post, path = "/api/teams/{team}/calendar", tag = "calendar", responses((status = 201, body = Calendar))
)]
async fn renew_of_team(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
) -> Result<(StatusCode, Json<Calendar>)> {
    let of = CalendarOf::Member(owner.team.id, owner.account.id);
    Ok((StatusCode::CREATED, Json(renew_calendar(&app, of).await?)))
}

/// The address of one's own calendar, of all one's teams.
#[utoipa::path(
    get, path = "/api/account/calendar", tag = "calendar", responses((status = 200, body = Calendar))
)]
async fn mine(State(app): State<AppState>, SignedIn { account, .. }: SignedIn) -> Result<Json<Calendar>> {
    Ok(Json(calendar_address(&app, CalendarOf::Person(account.id)).await?))
}

/// Revokes the current URL of one's own calendar and makes a new one.
#[utoipa::path(
    post, path = "/api/account/calendar", tag = "calendar", responses((status = 201, body = Calendar))
)]
async fn renew_mine(
    State(app): State<AppState>,
    SignedIn { account, .. }: SignedIn,
) -> Result<(StatusCode, Json<Calendar>)> {
    let of = CalendarOf::Person(account.id);
    Ok((StatusCode::CREATED, Json(renew_calendar(&app, of).await?)))
}

/// The calendar itself, for anyone who knows its URL.
#[utoipa::path(
    get, path = "/api/calendars/{token}", tag = "calendar",
    responses((status = 200, body = String, content_type = "text/calendar"), (status = 304))
)]
async fn feed(State(app): State<AppState>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response> {
    let ics = calendar_feed(&app, &token).await?;
    let tag = entity_tag(ics.as_bytes());
    Ok(respond_tagged(&headers, &tag, ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], ics)))
}
