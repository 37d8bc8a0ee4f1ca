//! The beginning of a workshop's log.

use domain::id::{CommandId, PersonId, TeamId, WorkshopId};
use domain::workshop::{Actor, Card, Command, Context, Event, Plan, Standing, Workshop, decide};
use store::workshops::{Commit, Projection, WorkshopRow};

use crate::error::Result;
use crate::services::Services;

/// What a new workshop is to be.
pub(crate) struct NewPlan {
    pub(crate) team: TeamId,
    pub(crate) plan: Plan,
    pub(crate) facilitator: PersonId,
    pub(crate) scribe: Option<PersonId>,
    pub(crate) cards: Vec<Card>,
    pub(crate) lobby: bool,
}

/// Plans a workshop and stores the first commit of its log.
pub(crate) async fn plan(services: &Services, by: PersonId, new: NewPlan) -> Result<WorkshopRow> {
    let (state, events) = begin(services, new)?;
    let now = services.now();
    // The code to join by comes when the doors are opened.
    let projection = Projection::of(&state, None, None);
    let row =
        WorkshopRow { id: WorkshopId(services.new_id()), team: state.team, version: 1, created_at: now, projection };
    let first = Commit { version: 1, command: CommandId(services.new_id()), actor: Some(by), at: now, events };
    services.store.create_workshop(row.clone(), first).await?;
    Ok(row)
}

fn begin(services: &Services, new: NewPlan) -> Result<(Workshop, Vec<Event>)> {
    let NewPlan { team, plan, facilitator, scribe, cards, lobby } = new;
    plan.check()?;
    let mut events = vec![Event::Planned { team, plan, facilitator, scribe }];
    let mut state = Workshop::replay(&events).expect("the log begins with the plan");
    let actor = Actor { person: facilitator, standing: Standing::Member };
    let context = Context { now: services.now(), observed_at: None, sequence: None, actor };
    let placed = cards.into_iter().map(|card| Command::PlaceCard { card });
    for command in placed.chain([Command::SetLobby { on: lobby }]) {
        let decided = decide(&state, command, &context)?;
        decided.iter().for_each(|event| state.apply(event));
        events.extend(decided);
    }
    Ok((state, events))
}
