//! A workshop of the past while it is made up: what was decided since the last commit is not on disk yet.

use domain::id::{CommandId, PersonId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::{Actor, Command, Context, Event, Phase, RoundState, Standing, Workshop, decide};
use store::walls::WallEffects;
use store::workshops::{Commit, Effects, Projection, WorkshopRow};

use crate::error::Result;
use crate::live::{closing_rows, load};
use crate::services::Services;

pub(super) struct PastWorkshop<'a> {
    pub(super) services: &'a Services,
    id: WorkshopId,
    version: u64,
    events: Vec<Event>,
    pub(super) state: Workshop,
    pub(super) now: Timestamp,
}

impl<'a> PastWorkshop<'a> {
    /// One that was planned at a time.
    pub(super) fn planned(services: &'a Services, now: Timestamp, plan: Event) -> Self {
        let events = vec![plan];
        let state = Workshop::replay(&events).expect("the log begins with the plan");
        Self { services, id: WorkshopId(services.new_id()), version: 0, events, state, now }
    }

    pub(super) fn pass(&mut self, seconds: i64) {
        self.now = Timestamp(self.now.0 + seconds * 1_000_000);
    }

    pub(super) fn does(&mut self, person: PersonId, command: Command) -> Result<()> {
        let actor = Actor { person, standing: Standing::Member };
        let events =
            decide(&self.state, command, &Context { now: self.now, observed_at: None, sequence: None, actor })?;
        events.iter().for_each(|event| self.state.apply(event));
        self.events.extend(events);
        Ok(())
    }

    /// Puts on disk what was decided, with the rows that follow from it.
    pub(super) async fn commit(&mut self, by: PersonId) -> Result<()> {
        let (services, at) = (self.services, self.now);
        self.version += 1;
        let closed_at = self.state.clock.as_ref().and_then(|clock| clock.closed_at);
        let projection = Projection::from_workshop(&self.state, None, closed_at);
        let events = std::mem::take(&mut self.events);
        let command = CommandId(services.new_id());
        let commit = Commit { version: self.version, command, actor: Some(by), at, events };
        if self.version == 1 {
            let row = WorkshopRow { id: self.id, team: self.state.team, version: 1, created_at: at, projection };
            return Ok(services.store.create_workshop(row, commit).await?);
        }
        let effects = Effects { row: Some(projection), ..self.effects(&commit.events).await? };
        Ok(services.store.append(self.id, commit, effects).await?)
    }

    async fn effects(&self, events: &[Event]) -> Result<Effects> {
        let (services, state) = (self.services, &self.state);
        let actions = events.iter().filter_map(Event::changed_action).filter_map(|id| state.actions.get(&id).cloned());
        let mut effects = Effects {
            row: None,
            actions: actions.collect(),
            practised: Vec::new(),
            investigated: Vec::new(),
            walls: WallEffects::default(),
            drafts: Vec::new(),
            closing: None,
        };
        if state.phase == Phase::Closed {
            let around = load::surroundings(&*services.store, self.id, state, None, self.now).await?;
            let played = state.rounds.values().filter(|round| round.state == RoundState::Done);
            effects.practised = played.map(|round| round.scenario).collect();
            effects.investigated = state.investigated();
            effects.walls.kept = Some(closing_rows::kept_notes(state));
            effects.drafts = closing_rows::runbook_drafts(state, &around, || services.new_id());
        }
        Ok(effects)
    }
}
