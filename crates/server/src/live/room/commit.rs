//! Executes commands: decides, stores the events, updates the memory, and sends the changes, in this order.

use std::collections::BTreeSet;

use api::project::{Part, changed_parts};
use domain::id::{CommandId, PersonId};
use domain::time::Timestamp;
use domain::workshop::Reason;
use domain::workshop::{
    Actor, Ballots, Command, Context, Event, PeopleEvent, Phase, Rejection, RoundState, Standing, TimeEvent, Workshop,
    decide,
};
use store::workshops::{Commit, Effects, Projection};

use super::{REMOVED, Room, When, visitors, walls};
use crate::code;
use crate::error::{Error, Result};
use crate::live::outgoing::OutgoingFrame;
use crate::live::{closing_rows, load};

/// Close code: this person's seat belongs to another person now; the browser may have that other seat, too.
const MOVED: u16 = 4409;
/// The longest log of a demonstration's workshop.
const MOST_COMMITS: u64 = 2_000;

impl Room {
    /// Decides on commands, all or none, and answers the version at which they are in the log. A command that is there
    /// already is answered as before.
    pub(super) async fn commit(
        &mut self,
        actor: Actor,
        id: CommandId,
        when: When,
        commands: Vec<Command>,
    ) -> Result<u64> {
        let answer = self.try_commit(actor, id, when, commands).await;
        self.count_answer(&answer);
        answer
    }

    pub(super) fn count_answer(&self, answer: &Result<u64>) {
        self.hub.shared.metrics.command(answer.as_ref().map_or_else(|error| error.code(), |_| "accepted"));
    }

    async fn try_commit(&mut self, actor: Actor, id: CommandId, when: When, commands: Vec<Command>) -> Result<u64> {
        // The second try is for a log that another process went on with, or for a code to join by that is taken.
        for _ in 0..2 {
            if std::mem::take(&mut self.stale) {
                self.reload().await.inspect_err(|_| self.stale = true)?;
            }
            if let Some(version) = self.commands.get(&id) {
                return Ok(*version);
            }
            if self.players.is_some() && self.version >= MOST_COMMITS {
                return Err(Rejection::Rule(Reason::DemonstrationFull).into());
            }
            let When { observed_at, sequence } = when;
            let context = Context { now: self.hub.shared.clock.now(), observed_at, sequence, actor };
            let (next, events) = decide_all(&self.workshop, &commands, &context)?;
            if events.is_empty() {
                return Ok(self.version);
            }
            let parts = changed_parts(&self.workshop, &next, &events);
            let (effects, ballots) = self.effects(&next, &events)?;
            let join_code = effects.row.as_ref().map(|row| row.join_code.clone());
            let version = self.version + 1;
            let (by, at) = author_and_time(&next, &commands, &context);
            let commit = Commit { version, command: id, actor: by, at, events: events.clone() };
            match self.hub.shared.store.append(self.id, commit, effects).await {
                Ok(()) => {
                    self.version = version;
                    self.workshop = next;
                    self.changed_at = context.now;
                    if let Some(join_code) = join_code {
                        self.around.join_code = join_code;
                    }
                    if let Some(ballots) = ballots {
                        self.around.ballots = ballots;
                    }
                    self.commands.insert(id, version);
                    self.publish_changes(&events, parts, actor).await;
                    return Ok(version);
                }
                Err(store::Error::Conflict(store::Conflict::Version | store::Conflict::Command)) => self.stale = true,
                Err(store::Error::Conflict(store::Conflict::JoinCode)) => {}
                Err(store::Error::Conflict(store::Conflict::Action)) => return Err(Rejection::IdInUse.into()),
                Err(error) => {
                    // It is not known whether it is on disk.
                    self.stale = true;
                    return Err(error.into());
                }
            }
        }
        Err(Error::CHANGED)
    }

    /// The rows that a commit changes besides the log, and the votes afterwards if it changes them.
    pub(super) fn effects(&self, next: &Workshop, events: &[Event]) -> Result<(Effects, Option<Ballots>)> {
        let is_row_changed = !events.iter().all(|event| event.touches().about.is_item());
        let closed = events.iter().any(|event| matches!(event, Event::Time(TimeEvent::Closed { .. })));
        let played = next.rounds.values().filter(|round| closed && round.state == RoundState::Done);
        let new_id = || crate::clock::new_id(&*self.hub.shared.clock, &*self.hub.shared.entropy);
        let actions = events.iter().filter_map(Event::changed_action).filter_map(|id| next.actions.get(&id).cloned());
        let (walls, ballots) = walls::effects(next, events, &self.around.ballots);
        let effects = Effects {
            row: is_row_changed.then(|| self.row(next)),
            actions: actions.collect(),
            practised: played.map(|round| round.scenario).collect(),
            walls,
            drafts: if closed { closing_rows::runbook_drafts(next, &self.around, new_id) } else { Vec::new() },
            investigated: if closed { next.investigated() } else { Vec::new() },
            closing: visitors::closing(next, &self.around, events)?,
        };
        Ok((effects, ballots))
    }

    /// What lists show of a workshop.
    fn row(&self, next: &Workshop) -> Projection {
        let join_code = match next.phase {
            Phase::Planned | Phase::Closed => None,
            Phase::Open | Phase::Running | Phase::Reflecting => {
                self.around.join_code.clone().or_else(|| Some(code::new(&*self.hub.shared.entropy)))
            }
        };
        Projection::from_workshop(next, join_code, next.clock.as_ref().and_then(|clock| clock.closed_at))
    }

    /// Whether somebody or something is there now of which the surroundings know nothing yet.
    fn outgrew_surroundings(&self, events: &[Event], parts: &BTreeSet<Part>) -> bool {
        if parts.iter().copied().all(Part::is_item) {
            return false;
        }
        let workshop = &self.workshop;
        let is_stranger = |person| !self.around.names.contains_key(person);
        let is_over = |event: &Event| {
            matches!(event, Event::Time(TimeEvent::Closed { .. }) | Event::Time(TimeEvent::Reopened { .. }))
        };
        workshop.people.keys().chain(workshop.waiting.keys()).any(is_stranger)
            || workshop.cards.values().any(|card| !self.around.scenarios.contains_key(&card.revision))
            || events.iter().any(is_over)
    }

    /// Sends every connection what changed, with one message per audience.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only these events close connections; the audiences see the others"
    )]
    async fn publish_changes(&mut self, events: &[Event], mut parts: BTreeSet<Part>, actor: Actor) {
        if self.outgrew_surroundings(events, &parts) {
            let join_code = self.around.join_code.clone();
            if let Err(error) = self.load_surroundings(join_code).await {
                tracing::warn!(workshop.id = %self.id, %error, "the surroundings could not be read");
            }
            parts = [Part::Everything].into();
        }
        self.look_up_earlier_notes(&parts);
        // First: a person who is removed does not see the changes.
        for event in events {
            match event {
                Event::People(PeopleEvent::Joined { .. }) => self.presence_changed = true,
                Event::People(PeopleEvent::Left { person }) | Event::People(PeopleEvent::WaitingEnded { person })
                    if *person != actor.person =>
                {
                    self.close_connections(*person, REMOVED, "removed").await;
                }
                Event::People(PeopleEvent::SeatMoved { from, .. }) => {
                    self.presence_changed = true;
                    self.close_connections(*from, MOVED, "this seat belongs to another person now").await;
                }
                _ => {}
            }
        }
        self.announce(&parts);
    }

    /// Closes the connections of a person who has no seat any more. A guest needs the code again.
    async fn close_connections(&mut self, person: PersonId, code: u16, why: &'static str) {
        let theirs = self.connections.iter().filter(|(_, connection)| connection.actor.person == person);
        let theirs: Vec<_> = theirs.map(|(id, _)| *id).collect();
        for id in theirs {
            self.send(id, OutgoingFrame::Close(code, why));
            self.disconnect(id);
        }
        if let Err(error) = self.hub.shared.store.revoke_guest(self.id, person).await
            && !matches!(error, store::Error::NotFound)
        {
            tracing::warn!(workshop.id = %self.id, %error, "a guest's seat could not be revoked");
        }
    }

    /// Reads the log again.
    async fn reload(&mut self) -> Result<()> {
        let loaded = load::workshop(&*self.hub.shared.store, self.id).await?;
        self.version = loaded.version;
        self.workshop = loaded.workshop;
        self.commands = loaded.commands;
        self.load_surroundings(loaded.join_code).await?;
        let everything = [Part::Everything].into();
        self.look_up_earlier_notes(&everything);
        self.announce(&everything);
        Ok(())
    }
}

/// Who gave commands, and when, as the log keeps it: neither where an unsigned note has a token instead of an author.
pub(super) fn author_and_time(
    next: &Workshop,
    commands: &[Command],
    context: &Context,
) -> (Option<PersonId>, Timestamp) {
    if commands.iter().any(Command::is_unsigned) {
        return (None, next.clock.as_ref().map_or(context.now, |clock| clock.opened_at));
    }
    let by = (context.actor.standing != Standing::Server).then_some(context.actor.person);
    (by, context.now)
}

pub(super) fn decide_all(
    workshop: &Workshop,
    commands: &[Command],
    context: &Context,
) -> std::result::Result<(Workshop, Vec<Event>), Rejection> {
    let mut next = workshop.clone();
    let mut all = Vec::new();
    for command in commands {
        let events = decide(&next, command.clone(), context)?;
        events.iter().for_each(|event| next.apply(event));
        all.extend(events);
    }
    Ok((next, all))
}
