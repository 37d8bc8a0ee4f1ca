//! Live workshops: whatever changes one goes through the hub.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::project::Surroundings;
use domain::id::{CommandId, PersonId, TeamId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::{Actor, Command, Context, Event, Phase, Standing, Workshop, decide};
use store::Store;
use store::workshops::{Commit, Effects, Projection, WorkshopRow};

use crate::clock::{Clock, Entropy};
use crate::error::{Error, Result};
use crate::metrics::Metrics;
use crate::routes::systems::system;

/// The workshops that somebody looks at or changes.
pub struct Hub {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    #[expect(dead_code, reason = "a command that passes the hat takes its seed from here")]
    entropy: Arc<dyn Entropy>,
    metrics: Metrics,
}

/// A workshop's state and what surrounds it.
pub type State = (Workshop, Surroundings);

impl Hub {
    /// A hub without any workshop in memory.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, metrics: Metrics) -> Self {
        Self { store, clock, entropy, metrics }
    }

    /// Decides on commands that belong together and stores what follows as one commit. Returns the workshop's version;
    /// the same command again changes nothing.
    pub async fn submit(
        &self,
        workshop: WorkshopId,
        actor: Actor,
        id: CommandId,
        observed_at: Option<Timestamp>,
        commands: Vec<Command>,
    ) -> Result<u64> {
        if let Some(version) = self.store.command_version(workshop, id).await? {
            return Ok(version);
        }
        let (row, mut state) = self.load(workshop).await?;
        let context = Context { now: self.clock.now(), observed_at, actor };
        let mut events = Vec::new();
        for command in commands {
            let decided =
                decide(&state, command, &context).inspect_err(|rejection| self.metrics.command(rejection.code()))?;
            decided.iter().for_each(|event| state.apply(event));
            events.extend(decided);
        }
        self.metrics.command("accepted");
        if events.is_empty() {
            return Ok(row.version);
        }
        let commit = Commit {
            version: row.version + 1,
            command: id,
            actor: (actor.standing != Standing::Server).then_some(actor.person),
            at: context.now,
            events,
        };
        let effects = effects(&row, &state, &commit);
        self.store.append(workshop, commit, effects).await?;
        Ok(row.version + 1)
    }

    /// A workshop as it stands.
    pub async fn state(&self, workshop: WorkshopId) -> Result<Arc<State>> {
        let (row, state) = self.load(workshop).await?;
        let around = surroundings(&*self.store, &row, &state).await?;
        Ok(Arc::new((state, around)))
    }

    /// Drops a workshop from memory: it was deleted.
    pub async fn forget(&self, _workshop: WorkshopId) {}

    /// Looks again at what surrounds the live workshops of a team: its name, members, systems.
    pub async fn team_changed(&self, _team: TeamId) {}

    /// Closes the live connections of a person, who may come in again if they still may.
    pub async fn disconnect(&self, _person: PersonId) {}

    /// Tells every client to come back later.
    pub async fn stop(&self) {}

    async fn load(&self, workshop: WorkshopId) -> Result<(WorkshopRow, Workshop)> {
        let row = self.store.workshop(workshop).await?.ok_or(Error::NotFound)?;
        let mut events: Vec<Event> = Vec::new();
        let mut after = 0;
        while after < row.version {
            let commits = self.store.commits(workshop, after, 500).await?;
            after = commits.last().map_or(row.version, |last| last.version);
            events.extend(commits.into_iter().flat_map(|commit| commit.events));
        }
        let state = Workshop::replay(&events)
            .ok_or_else(|| Error::Internal(format!("the log of workshop {workshop} has no beginning")))?;
        Ok((row, state))
    }
}

fn effects(row: &WorkshopRow, state: &Workshop, commit: &Commit) -> Effects {
    let closed = state.phase == Phase::Closed;
    let join_code = row.projection.join_code.clone().filter(|_| !closed);
    let played = |round: &&domain::workshop::Round| round.opened_at.is_some();
    Effects {
        projection: Projection::of(state, join_code, row.projection.closed_at.or(closed.then_some(commit.at))),
        actions: state.actions.values().cloned().collect(),
        practised: if closed { state.rounds.values().filter(played).map(|r| r.scenario).collect() } else { Vec::new() },
    }
}

/// What surrounds a workshop: names, members, systems, wordings.
async fn surroundings(store: &dyn Store, row: &WorkshopRow, state: &Workshop) -> Result<Surroundings> {
    let team = store.team(row.team).await?.ok_or(Error::NotFound)?;
    let members = store.members(row.team).await?;
    let guests = store.guests(row.id).await?;
    let revisions: Vec<_> = state.cards.values().map(|card| card.revision).collect();
    let people: Vec<_> = state.people.keys().copied().collect();
    let mut names = store.names(&people).await?;
    names.extend(guests.into_iter().map(|guest| (guest.id, guest.name)));
    names.extend(members.iter().map(|member| (member.account, member.name.clone())));
    let members: BTreeMap<_, _> = members.iter().map(|member| (member.account, member.responder)).collect();
    Ok(Surroundings {
        workshop: row.id,
        team: team.id,
        team_name: team.name.to_string(),
        demo: team.demo,
        join_code: row.projection.join_code.clone(),
        names,
        members,
        systems: store.systems(row.team).await?.into_iter().map(system).collect(),
        scenarios: store.revisions(&revisions).await?,
    })
}
