//! Planning workshops: the beginning of their logs, and changes of their plans.

use std::collections::BTreeSet;

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::workshop::{ChangeWorkshop, NewWorkshop};
use domain::id::{CommandId, PersonId, ScenarioId, TeamId, WorkshopId};
use domain::workshop::{
    Actor, Command, CompleteCard, Context, Event, HatCommand, PeopleCommand, Plan, ServerCommand, Standing, TimeEvent,
    Workshop, decide,
};
use store::preparation::CancelledRow;
use store::workshops::{Commit, Projection, WorkshopRow};

use super::invitation::invitation_sequence;
use crate::cards::card;
use crate::error::{Error, Result};
use crate::services::Services;

/// The plan of a new workshop.
pub(crate) struct NewPlan {
    pub(crate) team: TeamId,
    pub(crate) plan: Plan,
    pub(crate) facilitator: PersonId,
    pub(crate) scribe: Option<PersonId>,
    pub(crate) cards: Vec<CompleteCard>,
    pub(crate) lobby: bool,
}

/// Plans a workshop.
pub(crate) async fn plan_workshop(
    services: &Services,
    team: TeamId,
    by: PersonId,
    wanted: NewWorkshop,
) -> Result<WorkshopRow> {
    members_only(services, team, wanted.facilitator, wanted.scribe).await?;
    let cards = cards(services, team, &wanted.cards, &BTreeSet::new()).await?;
    let (facilitator, scribe, lobby) = (wanted.facilitator, wanted.scribe, wanted.lobby);
    let new = NewPlan { team, plan: wanted.plan.parse()?, facilitator, scribe, cards, lobby };
    plan(services, by, new).await
}

/// Changes the plan of a workshop that is not open yet.
pub(crate) async fn change_plan(
    services: &Services,
    row: &WorkshopRow,
    actor: Actor,
    wanted: ChangeWorkshop,
) -> Result<WorkshopRow> {
    members_only(services, row.team, wanted.facilitator, wanted.scribe).await?;
    let there: BTreeSet<ScenarioId> = services.hub.state(row.id).await?.workshop.cards.keys().copied().collect();
    let kept: BTreeSet<ScenarioId> = wanted.cards.iter().copied().collect();
    let mut commands = vec![Command::Server(ServerCommand::ChangePlan { plan: wanted.plan.parse()? })];
    commands
        .extend(there.difference(&kept).map(|scenario| Command::Hat(HatCommand::TakeOutCard { scenario: *scenario })));
    let cards = cards(services, row.team, &wanted.cards, &there).await?;
    commands.extend(cards.into_iter().map(|card| Command::Server(ServerCommand::PlaceCard { card })));
    commands.push(Command::People(PeopleCommand::SetLobby { on: wanted.lobby }));
    commands.push(Command::People(PeopleCommand::HandOverScribe { to: wanted.scribe }));
    // Last: a facilitator who hands over may do nothing more.
    commands.push(Command::People(PeopleCommand::HandOverFacilitator { to: wanted.facilitator }));
    let command = domain::id::CommandId(services.new_id());
    services.hub.submit(row.id, actor, command, None, commands).await?;
    services.store.workshop(row.id).await?.ok_or(Error::NotFound)
}

/// Deletes a workshop that was never opened. What its calendar entry needs is kept.
pub(crate) async fn cancel(services: &Services, row: &WorkshopRow) -> Result<()> {
    let (sequence, _) = invitation_sequence(services, row).await?;
    let plan = row.projection.plan.clone();
    let cancelled = CancelledRow { id: row.id, team: row.team, plan, sequence: sequence + 1, at: services.now() };
    services.store.delete_workshop(cancelled).await?;
    services.hub.forget(row.id).await;
    Ok(())
}

/// Plans a workshop and stores the first commit of its log.
pub(crate) async fn plan(services: &Services, by: PersonId, new: NewPlan) -> Result<WorkshopRow> {
    let (state, events) = begin(services, new)?;
    let now = services.now();
    // The code for joining is made when the doors are opened.
    let projection = Projection::from_workshop(&state, None, None);
    let row =
        WorkshopRow { id: WorkshopId(services.new_id()), team: state.team, version: 1, created_at: now, projection };
    let first = Commit { version: 1, command: CommandId(services.new_id()), actor: Some(by), at: now, events };
    services.store.create_workshop(row.clone(), first).await?;
    Ok(row)
}

fn begin(services: &Services, new: NewPlan) -> Result<(Workshop, Vec<Event>)> {
    let NewPlan { team, plan, facilitator, scribe, cards, lobby } = new;
    plan.check()?;
    let mut events = vec![Event::Time(TimeEvent::Planned { team, plan, facilitator, scribe })];
    let mut state = Workshop::replay(&events).expect("the log begins with the plan");
    let actor = Actor { person: facilitator, standing: Standing::Member };
    let context = Context { now: services.now(), observed_at: None, sequence: None, actor };
    let placed = cards.into_iter().map(|card| Command::Server(ServerCommand::PlaceCard { card }));
    for command in placed.chain([Command::People(PeopleCommand::SetLobby { on: lobby })]) {
        let decided = decide(&state, command, &context)?;
        decided.iter().for_each(|event| state.apply(event));
        events.extend(decided);
    }
    Ok((state, events))
}

async fn members_only(
    services: &Services,
    team: TeamId,
    facilitator: PersonId,
    scribe: Option<PersonId>,
) -> Result<()> {
    for (field, person) in [("facilitator", Some(facilitator)), ("scribe", scribe)] {
        if let Some(person) = person
            && services.store.member(team, person).await?.is_none()
        {
            return Err(Invalid::new(field, RequestReason::TeamMember).into());
        }
    }
    Ok(())
}

/// The present wordings of the wanted cards. A scenario that was put away stays only where it is in the hat already.
async fn cards(
    services: &Services,
    team: TeamId,
    wanted: &[ScenarioId],
    there: &BTreeSet<ScenarioId>,
) -> Result<Vec<CompleteCard>> {
    let rows = services.store.scenarios(team).await?;
    let mut cards = Vec::new();
    for id in wanted {
        match rows.iter().find(|row| row.id == *id) {
            Some(row) => cards.push(card(row)?),
            None if there.contains(id) => {}
            None => {
                let reason = RequestReason::CardGone;
                return Err(Invalid::new("cards", reason).into());
            }
        }
    }
    Ok(cards)
}
