//! Preparing a workshop: what is missing, the agenda, and invitations for calendars.

use std::collections::{BTreeMap, BTreeSet};

use api::invitation::Invitation;
use api::preparation::{Agenda, AskAgenda, CancelledWorkshop, Check, Preparation, Tick};
use api::problem::Invalid;
use api::time::to_rfc3339;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::characters::fold;
use domain::id::{PersonId, ScenarioId, TeamId, WorkshopId};
use domain::preparation::{Facts, Item};
use domain::time::Timestamp;
use domain::workshop::{self, Event, Workshop};
use store::preparation::Cancelled;
use store::systems::System;
use store::teams::Member;
use store::workshops::WorkshopRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::workshops::summary;
use crate::error::{Error, Result};
use crate::routes::access::{SignedIn, TeamMember, WorkshopPerson};
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};

/// How many commits are read at once.
const COMMITS: u32 = 500;
/// For how long a cancelled workshop is listed.
const LISTED: i64 = 60 * 24 * 60 * Timestamp::MINUTE;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get, tick))
        .routes(routes!(agenda))
        .routes(routes!(invitation))
        .routes(routes!(cancelled))
}

/// How far a workshop is prepared.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/preparation", tag = "workshops",
    responses((status = 200, body = Preparation))
)]
async fn get(State(app): State<AppState>, person: WorkshopPerson) -> Result<Json<Preparation>> {
    person.member()?;
    Ok(Json(prepared(&app, &person).await?))
}

/// Ticks an item that people tick, or takes the tick away.
#[utoipa::path(
    put, path = "/api/workshops/{workshop}/preparation", tag = "workshops", request_body = Tick,
    responses((status = 200, body = Preparation))
)]
async fn tick(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Json(wanted): Json<Tick>,
) -> Result<Json<Preparation>> {
    person.member()?;
    if !wanted.item.is_ticked_by_hand() {
        return Err(Invalid { field: "item", reason: "This ticks itself once it is so.".into() }.into());
    }
    app.store.set_prepared(person.row.id, wanted.item, wanted.done).await?;
    Ok(Json(prepared(&app, &person).await?))
}

/// How the minutes of a plan would be spent.
#[utoipa::path(
    post, path = "/api/teams/{team}/agenda", tag = "workshops", request_body = AskAgenda,
    responses((status = 200, body = Agenda))
)]
async fn agenda(State(app): State<AppState>, member: TeamMember, Json(plan): Json<AskAgenda>) -> Result<Json<Agenda>> {
    let rows = app.store.scenarios(member.team.id).await?;
    let wanted: BTreeSet<ScenarioId> = plan.cards.into_iter().collect();
    let cards: Vec<u16> = rows.iter().filter(|row| wanted.contains(&row.id)).map(|row| row.content.minutes).collect();
    let draws = app.store.members(member.team.id).await?.iter().filter(|member| member.responder).count();
    let agenda = workshop::Agenda::of(plan.minutes, plan.reflection_minutes, &cards, draws);
    Ok(Json(Agenda::new(agenda, draws)))
}

/// An invitation for calendars. It can be downloaded again after each change of the plan, and once it was cancelled.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/invitation.ics", tag = "workshops",
    responses((status = 200, body = String, content_type = "text/calendar"))
)]
async fn invitation(
    State(app): State<AppState>,
    SignedIn { account, .. }: SignedIn,
    Path(id): Path<WorkshopId>,
) -> Result<Response> {
    let row = app.store.workshop(id).await?;
    let gone = if row.is_none() { app.store.cancelled_workshop(id).await? } else { None };
    let team = row.as_ref().map(|row| row.team).or(gone.as_ref().map(|gone| gone.team)).ok_or(Error::NotFound)?;
    app.store.member(team, account.id).await?.ok_or(Error::NotFound)?;
    let team = app.store.team(team).await?.ok_or(Error::NotFound)?;
    let common = |plan, sequence, changed_at| Invitation {
        workshop: id,
        plan,
        team_id: team.id,
        team: team.name.as_str(),
        facilitator: None,
        sequence,
        changed_at,
        now: app.now(),
        public_url: &app.public_url,
        cancelled: false,
    };
    let ics = match (&row, &gone) {
        (Some(row), _) => {
            let (sequence, changed_at) = wording(&app, row).await?;
            let person = row.projection.facilitator;
            let names = app.store.names(&[person]).await?;
            let facilitator = names.get(&person).map(|name| (person, name.as_str()));
            Invitation { facilitator, ..common(&row.projection.plan, sequence, changed_at) }.to_ics()
        }
        (None, Some(gone)) => Invitation { cancelled: true, ..common(&gone.plan, gone.sequence, gone.at) }.to_ics(),
        (None, None) => return Err(Error::NotFound),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8; method=PUBLISH"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"invitation.ics\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, ics).into_response())
}

/// The planned workshops of a team that were cancelled in the last two months, the latest first.
#[utoipa::path(
    get, path = "/api/teams/{team}/cancelled-workshops", tag = "workshops",
    responses((status = 200, body = [CancelledWorkshop]))
)]
async fn cancelled(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<CancelledWorkshop>>> {
    let since = Timestamp(app.now().0.saturating_sub(LISTED));
    let gone = app.store.cancelled_workshops(member.team.id, since).await?;
    let shown = |gone: Cancelled| CancelledWorkshop {
        id: gone.id,
        plan: (&gone.plan).into(),
        cancelled_at: to_rfc3339(gone.at),
    };
    Ok(Json(gone.into_iter().map(shown).collect()))
}

/// What is kept of a planned workshop that is about to be deleted.
pub(crate) async fn taken_back(app: &App, row: &WorkshopRow) -> Result<Cancelled> {
    let (sequence, _) = wording(app, row).await?;
    let plan = row.projection.plan.clone();
    Ok(Cancelled { id: row.id, team: row.team, plan, sequence: sequence + 1, at: app.now() })
}

/// The number of the present wording of a workshop's invitation, and when it came to be.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "an invitation says the plan and who facilitates, and nothing else changes it"
)]
pub(crate) async fn wording(app: &App, row: &WorkshopRow) -> Result<(u32, Timestamp)> {
    let (mut sequence, mut changed_at, mut version) = (0, row.created_at, 0);
    loop {
        let commits = app.store.commits(row.id, version, COMMITS).await?;
        let Some(last) = commits.last() else { return Ok((sequence, changed_at)) };
        version = last.version;
        for commit in &commits {
            for event in &commit.events {
                match event {
                    Event::PlanChanged { .. } | Event::FacilitatorChanged { .. } => {
                        (sequence, changed_at) = (sequence + 1, commit.at);
                    }
                    Event::Opened { .. } => return Ok((sequence, changed_at)),
                    _ => {}
                }
            }
        }
    }
}

async fn prepared(app: &App, person: &WorkshopPerson) -> Result<Preparation> {
    let row = &person.row;
    let loaded = app.hub.state(row.id).await?;
    let state = &loaded.0;
    let members = app.store.members(row.team).await?;
    let actions = app.store.open_actions(row.team).await?;
    let plan = &row.projection.plan;
    let today = api::time::today_in(&plan.zone, app.now());
    let late = actions.iter().filter(|action| action.due.as_ref().is_some_and(|due| due.as_str() < today.as_str()));
    let without_links = without_links(app, row.team, state).await?;
    let responders: BTreeSet<PersonId> =
        members.iter().filter(|member| member.responder).map(|member| member.account).collect();
    let draws = responders.len();
    let facts = Facts {
        minutes: plan.minutes,
        has_place: plan.place.is_some() || plan.meeting_link.is_some(),
        has_scribe: row.projection.scribe.is_some(),
        facilitator: Some(row.projection.facilitator),
        responders,
        hat: known(app, row.team, state).await?,
        without_links,
        late_actions: late.count(),
        ticked: app.store.prepared(row.id).await?,
    };
    let cards: Vec<u16> = state.cards.values().map(|card| card.minutes).collect();
    let agenda = workshop::Agenda::of(plan.minutes, plan.reflection_minutes, &cards, draws);
    Ok(Preparation {
        workshop: summary(row),
        may_change: person.facilitator_or_owner().is_ok(),
        agenda: Agenda::new(agenda, draws),
        cards_wanted: count(facts.cards_wanted()),
        team_cards: app.store.team_counts(row.team).await?.cards,
        open_actions: count(actions.len()),
        checks: checks(&facts, &members),
    })
}

fn checks(facts: &Facts, members: &[Member]) -> Vec<Check> {
    let name = |person: &PersonId| members.iter().find(|one| one.account == *person).map(|one| one.name.to_string());
    let check = |check: domain::preparation::Check| Check {
        names: match check.item {
            Item::Links => facts.without_links.iter().cloned().collect(),
            Item::Length
            | Item::Place
            | Item::RoomBooked
            | Item::Scribe
            | Item::Cards
            | Item::Dealable
            | Item::Actions
            | Item::RoomScreen => check.people.iter().filter_map(name).collect(),
        },
        by_hand: check.item.is_ticked_by_hand(),
        missing: count(check.missing),
        item: check.item,
        done: check.done,
    };
    facts.checks().into_iter().map(check).collect()
}

/// The cards in the hat, each with the members who know it: who wrote it, handled the incident or practised it.
async fn known(app: &App, team: TeamId, state: &Workshop) -> Result<BTreeMap<ScenarioId, BTreeSet<PersonId>>> {
    let knows = app.store.knows(team).await?;
    let members = app.store.members(team).await?;
    let who = |card: ScenarioId| {
        let people = members.iter().map(|member| member.account);
        people.filter(|person| knows.why(card, *person).is_some()).collect()
    };
    Ok(state.cards.keys().map(|card| (*card, who(*card))).collect())
}

/// The systems on the cards in the hat that have no links, or are not the team's.
async fn without_links(app: &App, team: TeamId, state: &Workshop) -> Result<BTreeSet<String>> {
    let systems = app.store.systems(team).await?;
    let revisions: Vec<_> = state.cards.values().map(|card| card.revision).collect();
    let named: BTreeSet<String> = app
        .store
        .revisions(&revisions)
        .await?
        .into_values()
        .flat_map(|card| card.systems.into_iter().map(|system| system.name.to_string()))
        .collect();
    let has_links = |name: &String| {
        let same = |system: &&System| fold(system.name.as_str()) == fold(name);
        systems.iter().find(same).is_some_and(|system| !system.links.is_empty())
    };
    Ok(named.into_iter().filter(|name| !has_links(name)).collect())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
