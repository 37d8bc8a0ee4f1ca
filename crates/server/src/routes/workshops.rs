//! Planning workshops.

use std::collections::BTreeSet;

use api::problem::Invalid;
use api::workshop::{ChangeWorkshop, NewWorkshop, WorkshopDetail, WorkshopSummary};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{PersonId, ScenarioId, TeamId, WorkshopId};
use domain::workshop::{Card, Command, Phase};
use serde::Deserialize;
use store::Page;
use store::workshops::WorkshopRow;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::preparation;
use crate::cards::card;
use crate::error::{Error, Result};
use crate::routes::access::{TeamMember, WorkshopPerson};
use crate::routes::extract::{Json, Query};
use crate::state::{App, AppState};
use crate::workshops::{self, NewPlan};

const PAGE: u32 = 50;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, change, delete))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Before {
    /// The last workshop of the page before.
    before: Option<WorkshopId>,
}

/// A team's workshops, the latest start first, 50 at a time.
#[utoipa::path(
    get, path = "/api/teams/{team}/workshops", tag = "workshops", params(Before),
    responses((status = 200, body = [WorkshopSummary]))
)]
async fn list(
    State(app): State<AppState>,
    member: TeamMember,
    Query(Before { before }): Query<Before>,
) -> Result<Json<Vec<WorkshopSummary>>> {
    let rows = app.store.workshops(member.team.id, Page { after: before, limit: PAGE }).await?;
    Ok(Json(rows.iter().map(summary).collect()))
}

/// Plans a workshop.
#[utoipa::path(
    post, path = "/api/teams/{team}/workshops", tag = "workshops", request_body = NewWorkshop,
    responses((status = 201, body = WorkshopDetail))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    Json(wanted): Json<NewWorkshop>,
) -> Result<(StatusCode, Json<WorkshopDetail>)> {
    let team = member.team.id;
    members_only(&app, team, wanted.facilitator, wanted.scribe).await?;
    let cards = cards(&app, team, &wanted.cards, &BTreeSet::new()).await?;
    let plan = wanted.plan.parse()?;
    let new =
        NewPlan { team, plan, facilitator: wanted.facilitator, scribe: wanted.scribe, cards, lobby: wanted.lobby };
    let row = workshops::plan(&app, member.account.id, new).await?;
    Ok((StatusCode::CREATED, Json(detail(&app, &row).await?)))
}

/// A workshop's plan with its cards.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}", tag = "workshops", responses((status = 200, body = WorkshopDetail))
)]
async fn get(State(app): State<AppState>, person: WorkshopPerson) -> Result<Json<WorkshopDetail>> {
    person.member()?;
    Ok(Json(detail(&app, &person.row).await?))
}

/// Changes the plan of a workshop that is not open yet.
#[utoipa::path(
    put, path = "/api/workshops/{workshop}", tag = "workshops", request_body = ChangeWorkshop,
    responses((status = 200, body = WorkshopDetail))
)]
async fn change(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Json(wanted): Json<ChangeWorkshop>,
) -> Result<Json<WorkshopDetail>> {
    person.facilitator_or_owner()?;
    let row = &person.row;
    members_only(&app, row.team, wanted.facilitator, wanted.scribe).await?;
    let there: BTreeSet<ScenarioId> = app.hub.state(row.id).await?.0.cards.keys().copied().collect();
    let kept: BTreeSet<ScenarioId> = wanted.cards.iter().copied().collect();
    let mut commands = vec![Command::ChangePlan { plan: wanted.plan.parse()? }];
    commands.extend(there.difference(&kept).map(|scenario| Command::TakeOutCard { scenario: *scenario }));
    let cards = cards(&app, row.team, &wanted.cards, &there).await?;
    commands.extend(cards.into_iter().map(|card| Command::PlaceCard { card }));
    commands.push(Command::SetLobby { on: wanted.lobby });
    commands.push(Command::HandOverScribe { to: wanted.scribe });
    // Last: whoever hands over may do nothing more.
    commands.push(Command::HandOverFacilitator { to: wanted.facilitator });
    let command = domain::id::CommandId(app.new_id());
    app.hub.submit(row.id, person.actor, command, None, commands).await?;
    let row = app.store.workshop(row.id).await?.ok_or(Error::NotFound)?;
    Ok(Json(detail(&app, &row).await?))
}

/// Deletes a workshop that was never opened.
#[utoipa::path(delete, path = "/api/workshops/{workshop}", tag = "workshops", responses((status = 204)))]
async fn delete(State(app): State<AppState>, person: WorkshopPerson) -> Result<StatusCode> {
    person.facilitator_or_owner()?;
    app.store.delete_workshop(preparation::taken_back(&app, &person.row).await?).await?;
    app.hub.forget(person.row.id).await;
    Ok(StatusCode::NO_CONTENT)
}

/// A stored workshop as lists show it.
pub(crate) fn summary(row: &WorkshopRow) -> WorkshopSummary {
    WorkshopSummary {
        id: row.id,
        team: row.team,
        plan: (&row.projection.plan).into(),
        phase: row.projection.phase,
        facilitator: row.projection.facilitator,
        scribe: row.projection.scribe,
        cards: row.projection.cards,
    }
}

async fn detail(app: &App, row: &WorkshopRow) -> Result<WorkshopDetail> {
    let state = app.hub.state(row.id).await?;
    let open = matches!(row.projection.phase, Phase::Open | Phase::Running | Phase::Reflecting);
    Ok(WorkshopDetail {
        summary: summary(row),
        card_ids: state.0.cards.keys().copied().collect(),
        join_code: row.projection.join_code.clone().filter(|_| open),
        lobby: state.0.lobby,
    })
}

async fn members_only(app: &App, team: TeamId, facilitator: PersonId, scribe: Option<PersonId>) -> Result<()> {
    for (field, person) in [("facilitator", Some(facilitator)), ("scribe", scribe)] {
        if let Some(person) = person
            && app.store.member(team, person).await?.is_none()
        {
            return Err(Invalid { field, reason: "Choose a member of the team.".into() }.into());
        }
    }
    Ok(())
}

/// The present wordings of the wanted cards. A scenario that was put away stays only where it is in the hat already.
async fn cards(app: &App, team: TeamId, wanted: &[ScenarioId], there: &BTreeSet<ScenarioId>) -> Result<Vec<Card>> {
    let rows = app.store.scenarios(team).await?;
    let mut cards = Vec::new();
    for id in wanted {
        match rows.iter().find(|row| row.id == *id) {
            Some(row) => cards.push(card(row)),
            None if there.contains(id) => {}
            None => {
                let reason = "One of the cards is not there any more. Look at the list again.".into();
                return Err(Invalid { field: "cards", reason }.into());
            }
        }
    }
    Ok(cards)
}
