//! Preparing a workshop: what is missing, and the agenda.

use std::collections::{BTreeMap, BTreeSet};

use api::preparation::{AgendaView, AskAgenda, CancelledWorkshop, CheckView, Preparation, Tick};
use api::problem::Invalid;
use api::refusal::RequestReason;
use api::time::to_rfc3339;
use domain::characters::fold;
use domain::id::{PersonId, ScenarioId, TeamId, WorkshopId};
use domain::preparation::{Item, PreparationFacts};
use domain::time::Timestamp;
use domain::workshop::{self, Actor, Workshop};
use store::preparation::CancelledRow;
use store::systems::SystemRow;
use store::teams::MemberRow;
use store::workshops::WorkshopRow;

use super::summary::summary;
use crate::error::Result;
use crate::services::Services;

/// For how long a cancelled workshop is listed.
const LISTED: i64 = 60 * 24 * 60 * Timestamp::MINUTE;

/// Ticks an item that people tick, or takes the tick away.
pub(crate) async fn tick_item(services: &Services, workshop: WorkshopId, wanted: &Tick) -> Result<()> {
    if !wanted.item.is_ticked_by_hand() {
        return Err(Invalid::new("item", RequestReason::TicksItself).into());
    }
    Ok(services.store.set_prepared(workshop, wanted.item, wanted.done).await?)
}

/// The planned workshops of a team that were cancelled in the last two months, the latest first.
pub(crate) async fn cancelled_workshops(services: &Services, team: TeamId) -> Result<Vec<CancelledWorkshop>> {
    let since = Timestamp(services.now().0.saturating_sub(LISTED));
    let gone = services.store.cancelled_workshops(team, since).await?;
    let listed = |gone: CancelledRow| CancelledWorkshop {
        id: gone.id,
        plan: (&gone.plan).into(),
        cancelled_at: to_rfc3339(gone.at),
    };
    Ok(gone.into_iter().map(listed).collect())
}

/// How the minutes of a plan would be spent.
pub(crate) async fn plan_agenda(services: &Services, team: TeamId, plan: AskAgenda) -> Result<AgendaView> {
    let rows = services.store.scenarios(team).await?;
    let wanted: BTreeSet<ScenarioId> = plan.cards.into_iter().collect();
    let cards: Vec<u16> = rows.iter().filter(|row| wanted.contains(&row.id)).map(|row| row.content.minutes).collect();
    let draws = services.store.members(team).await?.iter().filter(|member| member.responder).count();
    let agenda = workshop::Agenda::plan(plan.minutes, plan.reflection_minutes, &cards, draws);
    Ok(AgendaView::new(agenda, draws))
}

/// How far a workshop is prepared, as a person sees it.
pub(crate) async fn preparation(services: &Services, row: &WorkshopRow, actor: Actor) -> Result<Preparation> {
    let loaded = services.hub.state(row.id).await?;
    let state = &loaded.workshop;
    let members = services.store.members(row.team).await?;
    let actions = services.store.open_actions(row.team).await?;
    let plan = &row.projection.plan;
    let today = api::time::today_in(&plan.zone, services.now());
    let late = actions.iter().filter(|action| action.due.as_ref().is_some_and(|due| due.as_str() < today.as_str()));
    let without_links = without_links(services, row.team, state).await?;
    let responders: BTreeSet<PersonId> =
        members.iter().filter(|member| member.responder).map(|member| member.account).collect();
    let draws = responders.len();
    let facts = PreparationFacts {
        minutes: plan.minutes,
        has_place: plan.place.is_some() || plan.meeting_link.is_some(),
        has_scribe: row.projection.scribe.is_some(),
        facilitator: Some(row.projection.facilitator),
        responders,
        hat: known(services, row.team, state).await?,
        without_links,
        late_actions: late.count(),
        ticked: services.store.prepared(row.id).await?,
    };
    let cards: Vec<u16> = state.cards.values().map(|card| card.minutes).collect();
    let agenda = workshop::Agenda::plan(plan.minutes, plan.reflection_minutes, &cards, draws);
    Ok(Preparation {
        workshop: summary(row, actor),
        agenda: AgendaView::new(agenda, draws),
        cards_wanted: count(facts.cards_wanted()),
        team_cards: services.store.team_counts(row.team).await?.cards,
        open_actions: count(actions.len()),
        checks: checks(&facts, &members),
    })
}

fn checks(facts: &PreparationFacts, members: &[MemberRow]) -> Vec<CheckView> {
    let name = |person: &PersonId| members.iter().find(|one| one.account == *person).map(|one| one.name.to_string());
    let check = |check: domain::preparation::Check| CheckView {
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
async fn known(
    services: &Services,
    team: TeamId,
    state: &Workshop,
) -> Result<BTreeMap<ScenarioId, BTreeSet<PersonId>>> {
    let knows = services.store.knows(team).await?;
    let members = services.store.members(team).await?;
    let who = |card: ScenarioId| {
        let people = members.iter().map(|member| member.account);
        people.filter(|person| knows.why(card, *person).is_some()).collect()
    };
    Ok(state.cards.keys().map(|card| (*card, who(*card))).collect())
}

/// The systems on the cards in the hat that have no links, or are not the team's. Those of a pack are invented: there is nothing
/// to link to.
async fn without_links(services: &Services, team: TeamId, state: &Workshop) -> Result<BTreeSet<String>> {
    let systems = services.store.systems(team).await?;
    let revisions: Vec<_> = state.cards.values().map(|card| card.revision).collect();
    let cards = services.store.revisions(&revisions).await?;
    let named = cards.into_values().flat_map(|card| {
        let of_pack = card.pack.is_some();
        card.systems.into_iter().map(move |system| (system.name.to_string(), of_pack))
    });
    let wants_links = |(name, of_pack): &(String, bool)| {
        let same = |system: &&SystemRow| fold(system.name.as_str()) == fold(name);
        systems.iter().find(same).map_or(!of_pack, |system| system.links.is_empty() && system.pack.is_none())
    };
    Ok(named.filter(wants_links).map(|(name, _)| name).collect())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
