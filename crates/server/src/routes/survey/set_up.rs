//! The settings of a team's survey, and rounds that people open.

use api::refusal::RequestReason;
use api::survey_setup::{AskDays, OpenRound, RuleDays, SurveyChoice, SurveySetup};
use axum::extract::State;
use axum::http::StatusCode;
use domain::survey::SurveyOrigin;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::routes::access::{TeamMember, TeamOwner, WorkshopPerson};
use crate::routes::extract::{Json, Query};
use crate::state::AppState;
use crate::survey::open;
use crate::survey::set_up::{choose, next_days, open_round, set_up};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(look, put))
        .routes(routes!(days))
        .routes(routes!(open_by_hand))
        .routes(routes!(open_at_workshop))
}

/// The settings of a team's survey, the people whom it asks, and the open round.
#[utoipa::path(get, path = "/api/teams/{team}/survey", tag = "survey", responses((status = 200, body = SurveySetup)))]
async fn look(State(app): State<AppState>, member: TeamMember) -> Result<Json<SurveySetup>> {
    Ok(Json(set_up(&app, member.team.id).await?))
}

/// Settles what a team wants of its survey. A round that is open stays as it is; the next one follows it.
#[utoipa::path(
    put, path = "/api/teams/{team}/survey", tag = "survey", request_body = SurveyChoice,
    responses((status = 200, body = SurveySetup))
)]
async fn put(
    State(app): State<AppState>,
    TeamOwner(member): TeamOwner,
    Json(wanted): Json<SurveyChoice>,
) -> Result<Json<SurveySetup>> {
    choose(&app, member.team.id, &wanted).await?;
    Ok(Json(set_up(&app, member.team.id).await?))
}

/// The next days of a rule, to look at before it is chosen.
#[utoipa::path(
    get, path = "/api/teams/{team}/survey/days", tag = "survey", params(AskDays), responses((status = 200, body = RuleDays))
)]
async fn days(State(app): State<AppState>, member: TeamMember, Query(asked): Query<AskDays>) -> Result<Json<RuleDays>> {
    let _ = member;
    let days = next_days(&asked.recurrence, asked.starts_on.as_deref(), app.now())?;
    Ok(Json(RuleDays { days }))
}

/// Opens a round now.
#[utoipa::path(
    post, path = "/api/teams/{team}/survey/rounds", tag = "survey", responses((status = 201, body = OpenRound))
)]
async fn open_by_hand(
    State(app): State<AppState>,
    TeamOwner(member): TeamOwner,
) -> Result<(StatusCode, Json<OpenRound>)> {
    let round = open(&app, member.team.id, SurveyOrigin::Hand).await?;
    Ok((StatusCode::CREATED, Json(open_round(&app, round).await?)))
}

/// Asks at the end of a workshop: the room screen shows where to answer.
#[utoipa::path(
    post, path = "/api/workshops/{workshop}/survey", tag = "survey", responses((status = 201, body = OpenRound))
)]
async fn open_at_workshop(
    State(app): State<AppState>,
    person: WorkshopPerson,
) -> Result<(StatusCode, Json<OpenRound>)> {
    person.facilitator_or_owner()?;
    if !person.row.projection.phase.has_reached_reflection() {
        return Err(Error::Conflict { code: "too_early", reason: RequestReason::TooEarly });
    }
    let round = open(&app, person.row.team, SurveyOrigin::Workshop).await?;
    app.hub.team_changed(person.row.team).await;
    Ok((StatusCode::CREATED, Json(open_round(&app, round).await?)))
}
