//! Practising a card alone. A run is its owner's: for everybody else it is not there, owners of the team included.

use api::practice::{PracticeMove, PracticeRun, PracticeSummary};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{PracticeId, ScenarioId, TeamId};
use domain::practice::Practice;
use domain::scenario::Scenario;
use store::practice::PracticeRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};

/// The most runs of one person in one team.
const MAX_RUNS: usize = 500;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(begin)).routes(routes!(get, act, delete))
}

/// One's own runs, the latest first.
#[utoipa::path(
    get, path = "/api/teams/{team}/practice", tag = "practice", responses((status = 200, body = [PracticeSummary]))
)]
async fn list(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<PracticeSummary>>> {
    let rows = app.store.practices(member.team.id, member.account.id).await?;
    let revisions: Vec<_> = rows.iter().map(|row| row.revision).collect();
    let cards = app.store.revisions(&revisions).await?;
    let now = app.now();
    let summary = |row: PracticeRow| {
        let title = cards.get(&row.revision).map(|card| card.title.to_string()).unwrap_or_default();
        PracticeSummary::new(row.id, row.scenario, title, &row.state, now)
    };
    Ok(Json(rows.into_iter().map(summary).collect()))
}

/// Opens a card, alone.
#[utoipa::path(
    post, path = "/api/teams/{team}/scenarios/{scenario}/practice", tag = "practice",
    responses((status = 201, body = PracticeRun))
)]
async fn begin(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, scenario)): Path<(TeamId, ScenarioId)>,
) -> Result<(StatusCode, Json<PracticeRun>)> {
    let team = member.team.id;
    let card = app.store.scenario(team, scenario).await?.filter(|card| !card.archived).ok_or(Error::NotFound)?;
    if app.store.practices(team, member.account.id).await?.len() >= MAX_RUNS {
        return Err(Error::Full { what: "runs; delete some that you need no more", limit: MAX_RUNS });
    }
    let row = PracticeRow {
        id: PracticeId(app.new_id()),
        team,
        owner: member.account.id,
        scenario,
        revision: card.revision,
        state: Practice::begin(app.now()),
    };
    app.store.create_practice(row.clone()).await?;
    Ok((StatusCode::CREATED, Json(run(&app, &row, &card.content))))
}

/// One's own run, as far as it went.
#[utoipa::path(
    get, path = "/api/teams/{team}/practice/{practice}", tag = "practice",
    responses((status = 200, body = PracticeRun))
)]
async fn get(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, PracticeId)>,
) -> Result<Json<PracticeRun>> {
    let (row, card) = own(&app, &member, id).await?;
    Ok(Json(run(&app, &row, &card)))
}

/// Goes on with one's own run.
#[utoipa::path(
    post, path = "/api/teams/{team}/practice/{practice}", tag = "practice", request_body = PracticeMove,
    responses((status = 200, body = PracticeRun))
)]
async fn act(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, PracticeId)>,
    Json(wanted): Json<PracticeMove>,
) -> Result<Json<PracticeRun>> {
    let (mut row, card) = own(&app, &member, id).await?;
    let known = row.state.log.len();
    row.state.act(&card, wanted.parse()?, app.now())?;
    app.store.save_practice(row.clone(), known).await?;
    Ok(Json(run(&app, &row, &card)))
}

/// Deletes one's own run.
#[utoipa::path(delete, path = "/api/teams/{team}/practice/{practice}", tag = "practice", responses((status = 204)))]
async fn delete(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, PracticeId)>,
) -> Result<StatusCode> {
    app.store.delete_practice(member.team.id, member.account.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn run(app: &App, row: &PracticeRow, card: &Scenario) -> PracticeRun {
    PracticeRun::new(row.id, row.scenario, card, &row.state, app.now())
}

async fn own(app: &App, member: &TeamMember, id: PracticeId) -> Result<(PracticeRow, Scenario)> {
    let row = app.store.practice(member.team.id, member.account.id, id).await?.ok_or(Error::NotFound)?;
    let card = app.store.revisions(&[row.revision]).await?.remove(&row.revision).ok_or(Error::NotFound)?;
    Ok((row, card))
}
