//! The home of a person.

use api::home::{Home, HomeAction, HomeCard, HomePart, HomeTeam, HomeWorkshop, PractisedCard};
use api::time::to_rfc3339;
use domain::id::PersonId;
use domain::runbook::RunbookState;
use domain::workshop::{Actor, Phase, Round, RoundState, Workshop};
use store::Page;
use store::teams::TeamRow;
use store::workshops::WorkshopRow;

use crate::actions::to_wire;
use crate::error::Result;
use crate::services::Services;
use crate::workshops::summary;

/// How many of a team's latest workshops are searched for a person's cards: a year with one a month.
const WORKSHOPS: u32 = 12;

/// What is next for a person, in all their teams.
pub(crate) async fn home(services: &Services, me: PersonId) -> Result<Home> {
    let (mut workshops, mut practised, mut teams) = (Vec::new(), Vec::new(), Vec::new());
    for (team, role) in services.store.teams_of(me).await? {
        let next = services.store.next_workshop(team.id, services.now()).await?;
        teams.push(needs(services, &team, next.is_some()).await?);
        practised.extend(practised_cards(services, &team, me).await?);
        if let Some(row) = next {
            workshops.push(mine(services, &team, row, Actor { person: me, standing: role.into() }).await?);
        }
    }
    workshops.sort_by_key(|one| (one.summary.phase == Phase::Planned, one.summary.plan.starts_at.clone()));
    practised.sort_by(|a, b| b.at.cmp(&a.at));
    Ok(Home { workshops, actions: actions(services, me).await?, practised, teams })
}

async fn mine(services: &Services, team: &TeamRow, row: WorkshopRow, actor: Actor) -> Result<HomeWorkshop> {
    let me = actor.person;
    let state = services.hub.state(row.id).await?;
    let workshop = &state.workshop;
    let responder = services.store.member(team.id, me).await?.is_some_and(|member| member.responder);
    let part = if workshop.facilitator == me {
        HomePart::Facilitator
    } else if workshop.scribe == Some(me) {
        HomePart::Scribe
    } else if responder {
        HomePart::Responder
    } else {
        HomePart::Observer
    };
    Ok(HomeWorkshop {
        summary: summary(&row, actor),
        team_name: team.name.to_string(),
        part,
        card: card_state(workshop, me),
    })
}

/// The state of a person's card: the one that is open, else the next sealed one, else one that was played.
fn card_state(workshop: &Workshop, me: PersonId) -> Option<HomeCard> {
    let mine = || workshop.rounds.values().filter(|round| is_held_by(workshop, round, me));
    if mine().any(|round| matches!(round.state, RoundState::Investigating | RoundState::Debriefing)) {
        return Some(HomeCard::Open);
    }
    if let Some(sealed) = mine().find(|round| round.state == RoundState::Dealt) {
        let dealt = workshop.rounds.values().filter(|round| round.state == RoundState::Dealt);
        let before = dealt.filter(|round| round.number < sealed.number).count();
        return Some(HomeCard::Sealed { before: u32::try_from(before).unwrap_or(u32::MAX) });
    }
    mine().any(|round| round.state == RoundState::Done).then_some(HomeCard::Played)
}

/// Whether a round is this person's, who may hold it in a seat that was confirmed.
fn is_held_by(workshop: &Workshop, round: &Round, me: PersonId) -> bool {
    let member = |holder| workshop.people.get(&holder).and_then(|holder| holder.member());
    round.holders().take(1).any(|holder| holder == me || member(holder) == Some(me))
}

async fn actions(services: &Services, me: PersonId) -> Result<Vec<HomeAction>> {
    let rows = services.store.actions_of(me).await?;
    let teams: Vec<_> = rows.iter().map(|row| row.team).collect();
    let names = services.store.teams_of(me).await?;
    let name = |id| names.iter().find(|(team, _)| team.id == id).map(|(team, _)| team.name.to_string());
    let actions = to_wire(services, rows).await?.into_iter().zip(teams);
    let action = |(action, team)| HomeAction { action, team, team_name: name(team).unwrap_or_default() };
    Ok(actions.map(action).collect())
}

/// The cards that a person investigated. They are read from the logs: no list of who played what is stored.
async fn practised_cards(services: &Services, team: &TeamRow, me: PersonId) -> Result<Vec<PractisedCard>> {
    let mut found = Vec::new();
    let rows = services.store.workshops(team.id, Page::first(WORKSHOPS)).await?;
    for row in rows.into_iter().filter(|row| row.projection.phase == Phase::Closed) {
        let workshop = services.hub.replay(row.id).await?;
        let mine = workshop.rounds.values().filter(|round| round.state == RoundState::Done);
        let mine: Vec<&Round> = mine.filter(|round| is_held_by(&workshop, round, me)).collect();
        let revisions: Vec<_> =
            mine.iter().filter_map(|round| workshop.cards.get(&round.scenario)).map(|card| card.revision).collect();
        if revisions.is_empty() {
            continue;
        }
        let wordings = services.store.revisions(&revisions).await?;
        found.extend(mine.into_iter().filter_map(|round| {
            let wording = wordings.get(&workshop.cards.get(&round.scenario)?.revision)?;
            Some(PractisedCard {
                title: wording.title.to_string(),
                workshop: row.id,
                workshop_title: row.projection.plan.title.to_string(),
                round: round.number.0,
                team_name: team.name.to_string(),
                at: to_rfc3339(round.investigation.opened_at?),
            })
        }));
    }
    Ok(found)
}

async fn needs(services: &Services, team: &TeamRow, planned: bool) -> Result<HomeTeam> {
    let counts = services.store.team_counts(team.id).await?;
    let responders = services.store.members(team.id).await?.iter().filter(|member| member.responder).count();
    let unowned = services.store.open_actions(team.id).await?.into_iter().filter(|action| action.owner.is_none());
    let runbooks = services.store.runbooks(team.id).await?;
    let drafts = runbooks.iter().filter(|runbook| runbook.state == RunbookState::Draft).count();
    Ok(HomeTeam {
        id: team.id,
        name: team.name.to_string(),
        planned,
        cards: counts.cards,
        cards_wanted: u32::try_from(2 * responders).unwrap_or(u32::MAX),
        open_actions: counts.open_actions,
        unowned: unowned.map(|action| action.id).collect(),
        draft_runbooks: u32::try_from(drafts).unwrap_or(u32::MAX),
    })
}
