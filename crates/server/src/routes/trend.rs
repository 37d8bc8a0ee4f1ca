//! What the monthly question showed. Members read everything that is published; whoever sits in a workshop, and its room
//! screen, the numbers alone.

use api::trend::{self, Between, ClosedRound, OpenSurvey, SurveyResults, Theme};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::id::{SurveyRoundId, TeamId, WorkshopId};
use domain::survey::Outcome;
use domain::time::Timestamp;
use domain::workshop::ActionStatus;
use serde::Deserialize;
use store::surveys::{Closing, SurveyRound};
use store::trends::Happenings;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::{TeamMember, WorkshopPerson, screen_of};
use crate::drawing;
use crate::error::{Error, Result};
use crate::extract::{Json, Path, Query};
use crate::state::{App, AppState};

/// So many rounds are told: two years, when there is one a month.
const ROUNDS: usize = 24;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(results))
        .routes(routes!(as_svg))
        .routes(routes!(as_png))
        .routes(routes!(as_csv))
        .routes(routes!(confidence))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Look {
    /// `light`, or `dark`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    theme: Theme,
}

/// The rounds of a team that are over, with the numbers of those that are published.
#[utoipa::path(
    get, path = "/api/teams/{team}/survey/results", tag = "survey", responses((status = 200, body = SurveyResults))
)]
async fn results(State(app): State<AppState>, member: TeamMember) -> Result<Json<SurveyResults>> {
    Ok(Json(of(&app, member.team.id, true).await?))
}

/// The same as a picture, to scale at will.
#[utoipa::path(
    get, path = "/api/teams/{team}/survey/results.svg", tag = "survey", params(Look),
    responses((status = 200, body = String, content_type = "image/svg+xml"))
)]
async fn as_svg(State(app): State<AppState>, member: TeamMember, Query(look): Query<Look>) -> Result<Response> {
    let results = of(&app, member.team.id, false).await?;
    Ok(file("image/svg+xml", "confidence.svg", trend::svg(&results, look.theme, None)))
}

/// The same as a picture of 2240 × 1400 pixels, or somewhat higher. Where its fonts lack letters it says so: the SVG has them.
#[utoipa::path(
    get, path = "/api/teams/{team}/survey/results.png", tag = "survey", params(Look),
    responses((status = 200, body = Vec<u8>, content_type = "image/png"))
)]
async fn as_png(State(app): State<AppState>, member: TeamMember, Query(look): Query<Look>) -> Result<Response> {
    let results = of(&app, member.team.id, false).await?;
    let draw = move || drawing::png(&results, look.theme);
    let png = tokio::task::spawn_blocking(draw).await.map_err(|error| Error::Internal(error.to_string()))??;
    Ok(file("image/png", "confidence.png", png))
}

/// The same as a table.
#[utoipa::path(
    get, path = "/api/teams/{team}/survey/results.csv", tag = "survey",
    responses((status = 200, body = String, content_type = "text/csv"))
)]
async fn as_csv(State(app): State<AppState>, member: TeamMember) -> Result<Response> {
    Ok(file("text/csv; charset=utf-8", "confidence.csv", trend::csv(&of(&app, member.team.id, false).await?)))
}

/// The published numbers of the team, for everybody in a workshop and for its room screen; without what people wrote.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/confidence", tag = "survey", responses((status = 200, body = SurveyResults))
)]
async fn confidence(
    State(app): State<AppState>,
    Path(workshop): Path<WorkshopId>,
    headers: HeaderMap,
    person: std::result::Result<WorkshopPerson, Error>,
) -> Result<Json<SurveyResults>> {
    let (team, until) = match person {
        // Guests read what there was when the workshop was closed.
        Ok(person) => (person.row.team, person.row.projection.closed_at.filter(|_| person.guest.is_some())),
        Err(refusal) => {
            let paired = screen_of(&app, &headers).await?.and_then(|screen| screen.paired);
            let (of_screen, _) = paired.ok_or(refusal)?;
            if of_screen != workshop {
                return Err(Error::NotFound);
            }
            let row = app.store.workshop(workshop).await?.ok_or(Error::NotFound)?;
            (row.team, row.projection.closed_at)
        }
    };
    let rounds = app.store.survey_rounds(team).await?.into_iter();
    let over_by = |round: &SurveyRound| {
        let closed = round.closing.as_ref().map(|closing| closing.at);
        until.is_none_or(|until| closed.is_some_and(|closed| closed <= until))
    };
    let results = told(&app, team, rounds.filter(over_by).collect(), false).await?;
    Ok(Json(SurveyResults { open: None, ..results }))
}

/// What may be told of a team's rounds.
pub(crate) async fn of(app: &App, team: TeamId, comments: bool) -> Result<SurveyResults> {
    let rounds = app.store.survey_rounds(team).await?;
    told(app, team, rounds, comments).await
}

/// What could be told when a round was closed, whatever came after it; without what people wrote.
pub(crate) async fn as_of(app: &App, team: TeamId, round: SurveyRoundId) -> Result<SurveyResults> {
    let rounds = app.store.survey_rounds(team).await?;
    told(app, team, rounds.into_iter().skip_while(|later| later.id != round).collect(), false).await
}

/// Of rounds of a team, the latest first.
async fn told(app: &App, team: TeamId, rounds: Vec<SurveyRound>, comments: bool) -> Result<SurveyResults> {
    let asked = !rounds.is_empty() || app.store.survey(team).await?.is_some();
    let open = rounds.iter().find(|round| round.closing.is_none()).map(|round| OpenSurvey {
        id: round.id,
        closes_at: api::time::to_rfc3339(round.closes_at),
        invited: round.invited,
    });
    let wording = rounds.first().map(|round| round.wording.clone());
    let mut over: Vec<(SurveyRound, Closing)> =
        rounds.into_iter().filter_map(|round| round.closing.clone().map(|closing| (round, closing))).collect();
    // One more than is told: what happened before the first one begins where that was closed.
    over.truncate(ROUNDS + 1);
    over.reverse();
    let mut since = Timestamp(0);
    if over.len() > ROUNDS {
        since = over.remove(0).1.at;
    }
    let happened = if over.is_empty() { Happenings::default() } else { app.store.happenings(team, since).await? };
    let mut closed = Vec::with_capacity(over.len());
    for (round, closing) in over {
        let comments = match closing.outcome {
            Outcome::Published if comments && round.comments => app.store.survey_comments(round.id).await?,
            Outcome::Published | Outcome::TooFew | Outcome::Void => Vec::new(),
        };
        let between = between(&happened, since, closing.at);
        since = closing.at;
        closed.push(ClosedRound {
            id: round.id,
            origin: round.origin,
            opened_at: round.opened_at,
            closed_at: closing.at,
            wording: round.wording,
            threshold: round.threshold,
            invited: round.invited,
            roster_change: round.roster_change,
            outcome: closing.outcome,
            claims: closing.claims,
            ballots: closing.ballots,
            histogram: closing.histogram,
            comments,
            between,
        });
    }
    let (rounds, trend) = trend::tell(closed);
    Ok(SurveyResults {
        team,
        asked,
        open,
        question: wording.as_ref().map(|wording| wording.question.to_string()),
        answers: wording.iter().flat_map(|wording| wording.answers.iter().map(ToString::to_string)).collect(),
        rounds,
        trend,
    })
}

fn between(happened: &Happenings, since: Timestamp, until: Timestamp) -> Between {
    let within = |at: Timestamp| at >= since && at < until;
    let held = || happened.workshops.iter().filter(|held| within(held.at));
    let done = happened.actions.iter().filter(|made| made.status == ActionStatus::Done);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Between {
        workshops: count(held().count()),
        cards: held().map(|held| held.cards).sum(),
        actions_closed: count(done.filter(|made| made.settled_at.is_some_and(within)).count()),
    }
}

fn file(kind: &'static str, name: &str, body: impl IntoResponse) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body).into_response()
}
