//! The task of one live workshop. It owns the state; everything that happens to it happens here, one thing after another.

mod ahead;
mod announce;
mod commit;
mod connections;
mod visitors;
mod walls;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use api::live::{Audience, Connect, Typing};
use api::project::{Part, ProjectionContext};
use domain::id::{CommandId, TeamId, WorkshopId};
use domain::scenario::Difficulty;
use domain::time::Timestamp;
use domain::workshop::{
    Actor, Command, Context, Event, HatEvent, ServerCommand, Standing, TimeCommand, WallCommand, Workshop, decide,
};
use tokio::sync::{OnceCell, mpsc, oneshot};
use tokio::time::Instant;

use self::ahead::{Ahead, ClientCommand};
use self::connections::Connection;
pub(super) use self::connections::ConnectionId;
pub(crate) use self::visitors::is_visitor;
use self::walls::EarlierNotes;
use super::outgoing::OutgoingFrame;
use super::players::Players;
use super::resolve::{ResolveContext, named, resolve};
use super::view::View;
use super::{Hub, State, load};
use crate::error::{Error, Result};

/// Close code: the facilitator asked this person to leave.
pub(super) const REMOVED: u16 = 4403;

/// A message to a room.
pub(super) enum RoomMessage {
    /// A page opens its socket.
    Connect {
        connect: Connect,
        actor: Actor,
        queue: mpsc::Sender<OutgoingFrame>,
        reply: oneshot::Sender<Result<ConnectionId>>,
    },
    /// A page is gone.
    Disconnect { connection: ConnectionId },
    /// A person types, or stops typing.
    Typing { connection: ConnectionId, typing: Option<Typing> },
    /// A command of a connection; the answer goes into its queue.
    Command { connection: ConnectionId, id: CommandId, when: When, command: Box<Command> },
    /// Commands of the server itself or of a request.
    Submit {
        actor: Actor,
        id: CommandId,
        observed_at: Option<Timestamp>,
        commands: Vec<Command>,
        reply: oneshot::Sender<Result<u64>>,
    },
    /// The state.
    State { reply: oneshot::Sender<Result<Arc<State>>> },
    /// The state, and its surroundings for one person.
    StateFor { actor: Actor, reply: oneshot::Sender<Result<Arc<State>>> },
    /// When the access of guests and room screens ends.
    VisitorsUntil { reply: oneshot::Sender<Result<Option<Timestamp>>> },
    /// Whether a person was not let in yet.
    KeepsOut { actor: Actor, reply: oneshot::Sender<Result<bool>> },
    /// Something around the state changed.
    ReloadSurroundings { team: TeamId },
    /// The log was rewritten: the same events, with texts removed.
    ReloadLog { team: TeamId },
}

impl RoomMessage {
    /// Whether the state or what surrounds it may be different afterwards.
    fn may_change_state(&self) -> bool {
        match self {
            Self::Command { .. } | Self::Submit { .. } => true,
            Self::ReloadSurroundings { .. } | Self::ReloadLog { .. } => true,
            Self::Connect { .. } | Self::Disconnect { .. } | Self::Typing { .. } => false,
            Self::State { .. } | Self::StateFor { .. } | Self::VisitorsUntil { .. } | Self::KeepsOut { .. } => false,
        }
    }
}

/// The time of a command as its client states it.
#[derive(Clone, Copy, Default)]
pub(super) struct When {
    /// When it happened, for what was typed while offline.
    pub(super) observed_at: Option<Timestamp>,
    /// Its number among what this person writes.
    pub(super) sequence: Option<u64>,
}

pub(super) struct Room {
    pub(super) hub: Hub,
    pub(super) id: WorkshopId,
    version: u64,
    pub(super) workshop: Workshop,
    pub(super) around: ProjectionContext,
    /// What surrounds the workshop for guests and room screens once it is closed.
    visiting: Option<ProjectionContext>,
    commands: HashMap<CommandId, u64>,
    everyone: View,
    investigator: View,
    desk: View,
    visitors: View,
    /// The lobby's view. Its version stays 0, so that it does not reveal how much happens inside.
    lobby: View,
    connections: HashMap<ConnectionId, Connection>,
    presence_changed: bool,
    /// The people whom the server plays in a demonstration.
    players: Option<Players>,
    earlier_notes: EarlierNotes,
    /// When something happened last.
    changed_at: Timestamp,
    ahead: Ahead,
    /// The state as requests got it, by audience. Cleared by everything that may change it.
    states: HashMap<Audience, Arc<State>>,
    /// The store may hold more than the memory: read it again before anything is decided.
    stale: bool,
}

/// How long a room without connections stays in memory.
const IDLE: Duration = Duration::from_secs(60);
/// How often a room with something due looks at the clock.
const TICK: Duration = Duration::from_secs(1);
/// Changes of presence within this time go out together.
const PRESENCE: Duration = Duration::from_millis(150);

impl Room {
    /// Runs the room of a workshop until nobody needs it.
    pub(super) async fn run(hub: Hub, id: WorkshopId, mut mailbox: mpsc::Receiver<RoomMessage>) {
        let mut room = match Self::load(hub.clone(), id).await {
            Ok(room) => room,
            Err(error) => return refuse_all(&hub, id, error, mailbox),
        };
        let mut look = Instant::now() + room.next_poll();
        let alarm = tokio::time::sleep_until(look);
        tokio::pin!(alarm);
        loop {
            // The clock is checked in time, however many messages arrive.
            if Instant::now() >= look {
                if room.is_idle() && room.leave(&mailbox) {
                    return;
                }
                room.tick().await;
                look = Instant::now() + room.next_poll();
            }
            if alarm.deadline() != look {
                alarm.as_mut().reset(look);
            }
            tokio::select! {
                biased;
                written = room.ahead.wait_for_write() => {
                    room.states.clear();
                    room.finish_batch(written).await;
                }
                message = mailbox.recv(), if !room.ahead.is_full() => {
                    let Some(message) = message else { return room.settle().await };
                    room.handle(message).await;
                }
                () = &mut alarm => continue,
            }
            let next = Instant::now() + room.next_poll();
            look = if room.is_idle() { next } else { look.min(next) };
        }
    }

    async fn load(hub: Hub, id: WorkshopId) -> Result<Self> {
        let store = &*hub.shared.store;
        let loaded = load::workshop(store, id).await?;
        let now = hub.shared.clock.now();
        let mut around = load::surroundings(store, id, &loaded.workshop, loaded.join_code, now).await?;
        let mut earlier_notes = EarlierNotes::load(store, around.team, id).await?;
        earlier_notes.look_up(loaded.workshop.notes.values(), &mut around.earlier);
        let players = match around.demo {
            true => Some(load::players(store, around.team).await?),
            false => None,
        };
        let visiting = visitors::load(store, id, &loaded.workshop, &around, now).await?;
        let view = || View::new(loaded.version);
        Ok(Self {
            everyone: view(),
            investigator: view(),
            desk: view(),
            visitors: view(),
            lobby: View::new(0),
            version: loaded.version,
            workshop: loaded.workshop,
            around,
            visiting,
            earlier_notes,
            commands: loaded.commands,
            connections: HashMap::new(),
            presence_changed: false,
            players,
            changed_at: hub.shared.clock.now(),
            ahead: Ahead::default(),
            states: HashMap::new(),
            stale: false,
            hub,
            id,
        })
    }

    async fn handle(&mut self, message: RoomMessage) {
        if message.may_change_state() {
            self.states.clear();
        }
        match message {
            RoomMessage::Connect { connect, actor, queue, reply } => self.connect(connect, actor, queue, reply),
            RoomMessage::Disconnect { connection } => self.disconnect(connection),
            RoomMessage::Typing { connection, typing } => {
                if let Some(connection) = self.connections.get_mut(&connection) {
                    connection.present.typing = typing;
                    self.presence_changed = true;
                }
            }
            RoomMessage::Command { connection, id, when, command } => {
                let Some(actor) = self.connections.get(&connection).map(|connection| connection.actor) else { return };
                self.handle_command(ClientCommand { connection, actor, id, when, command: *command }).await;
            }
            RoomMessage::Submit { actor, id, observed_at, commands, reply } => {
                self.settle().await;
                // The requester may have gone; the command is executed all the same.
                let when = When { observed_at, sequence: None };
                let _ = reply.send(self.commit(actor, id, when, commands).await);
            }
            RoomMessage::State { reply } => {
                let _ = reply.send(Ok(self.state(Audience::Everyone)));
            }
            RoomMessage::StateFor { actor, reply } => {
                let audience = if is_visitor(actor) { Audience::Visitors } else { Audience::Everyone };
                let _ = reply.send(Ok(self.state(audience)));
            }
            RoomMessage::VisitorsUntil { reply } => {
                let _ = reply.send(Ok(self.visitors_until()));
            }
            RoomMessage::KeepsOut { actor, reply } => {
                let _ = reply.send(Ok(self.workshop.keeps_out(actor)));
            }
            RoomMessage::ReloadSurroundings { team } if team == self.around.team => {
                self.settle().await;
                if let Err(error) = self.refresh().await {
                    tracing::warn!(workshop.id = %self.id, %error, "the surroundings could not be read");
                    self.stale = true;
                }
            }
            RoomMessage::ReloadLog { team } if team == self.around.team => {
                self.settle().await;
                if let Err(error) = self.reload_log().await {
                    tracing::warn!(workshop.id = %self.id, %error, "the log could not be read again");
                    self.stale = true;
                }
            }
            RoomMessage::ReloadSurroundings { .. } | RoomMessage::ReloadLog { .. } => {}
        }
    }

    /// The state as an audience sees it; the same one until something changes.
    fn state(&mut self, audience: Audience) -> Arc<State> {
        if let Some(state) = self.states.get(&audience) {
            return state.clone();
        }
        let (workshop, around) = (self.workshop.clone(), self.surroundings_for(audience).clone());
        let state = Arc::new(State { workshop, around, report: OnceCell::new() });
        self.states.insert(audience, state.clone());
        state
    }

    async fn resolve(&self, command: Command, actor: Actor) -> Result<Vec<Command>> {
        let opens = matches!(command, Command::Time(TimeCommand::Open));
        let context = ResolveContext { hub: &self.hub, id: self.id, workshop: &self.workshop, around: &self.around };
        let command = resolve(command, actor, context).await?;
        named::check_references(&command, &self.workshop, &self.around)?;
        let mut commands = vec![self.find_easy_draw(&command, actor).unwrap_or(command)];
        if opens && self.hub.shared.store.wall_settings(self.around.team).await?.private {
            commands.push(Command::Walls(WallCommand::SetPrivacy { private: true }));
        }
        Ok(commands)
    }

    /// In a demonstration's first lap, a draw that hands the visitor an easy card.
    fn find_easy_draw(&self, command: &Command, actor: Actor) -> Option<Command> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "no other command draws a card")]
        let (person, knows) = match command {
            Command::Server(ServerCommand::PassHat { knows, .. }) => (None, knows),
            Command::Server(ServerCommand::DrawCard { person, knows, .. }) if *person == actor.person => {
                (Some(*person), knows)
            }
            _ => return None,
        };
        self.players.as_ref().filter(|_| self.workshop.lap == u32::from(person.is_some()))?;
        let shared = &self.hub.shared;
        let context = Context { now: shared.clock.now(), observed_at: None, sequence: None, actor };
        let easy = |scenario| {
            let card = self.workshop.cards.get(&scenario)?;
            Some(self.around.scenarios.get(&card.revision)?.difficulty == Difficulty::Easy)
        };
        let draw = |_| {
            let (seed, knows) = (shared.entropy.bytes32(), knows.clone());
            Command::Server(match person {
                Some(person) => ServerCommand::DrawCard { person, seed, knows },
                None => ServerCommand::PassHat { seed, knows },
            })
        };
        (0..100).map(draw).find(|command| {
            let events = decide(&self.workshop, command.clone(), &context).unwrap_or_default();
            let drawn = match events.first() {
                Some(Event::Hat(HatEvent::HatPassed { deals, .. })) => deals.first(),
                Some(Event::Hat(HatEvent::CardDrawn { deal, .. })) => Some(deal),
                Some(_) | None => None,
            };
            drawn.is_some_and(|deal| easy(deal.scenario) == Some(true))
        })
    }

    /// Reads the log again at the same version, and its surroundings.
    async fn reload_log(&mut self) -> Result<()> {
        let loaded = load::workshop(&*self.hub.shared.store, self.id).await?;
        if loaded.version != self.version {
            self.stale = true;
            return Ok(());
        }
        self.workshop = loaded.workshop;
        self.refresh().await
    }

    /// Reads the surroundings of the state again and sends everyone the differences.
    async fn refresh(&mut self) -> Result<()> {
        let join_code = self.around.join_code.clone();
        self.load_surroundings(join_code).await?;
        self.announce_surroundings(&[Part::Everything].into());
        Ok(())
    }

    async fn load_surroundings(&mut self, join_code: Option<String>) -> Result<()> {
        let (store, now) = (&*self.hub.shared.store, self.hub.shared.clock.now());
        let around = load::surroundings(store, self.id, &self.workshop, join_code, now).await?;
        let earlier = std::mem::take(&mut self.around.earlier);
        self.around = ProjectionContext { earlier, ..around };
        self.visiting = visitors::load(store, self.id, &self.workshop, &self.around, now).await?;
        Ok(())
    }

    /// How long to wait for the next message before looking at the clock.
    fn next_poll(&self) -> Duration {
        if self.presence_changed {
            PRESENCE
        } else if !self.connections.is_empty() && self.has_deadlines() {
            TICK
        } else {
            IDLE
        }
    }

    fn has_deadlines(&self) -> bool {
        self.players.is_some() || self.workshop.due().is_some() || self.has_visitors()
    }

    async fn tick(&mut self) {
        self.close_expired_visitors();
        if std::mem::take(&mut self.presence_changed) {
            self.publish_presence();
        }
        if let Some((actor, command)) = self.due() {
            self.states.clear();
            self.settle().await;
            if let Err(error) = self.do_what_is_due(actor, command).await {
                tracing::warn!(workshop.id = %self.id, %error, "a due command failed");
            }
        }
    }

    async fn do_what_is_due(&mut self, actor: Actor, command: Command) -> Result<()> {
        if let Command::Walls(WallCommand::Vote { note, on }) = command {
            return self.vote(actor, note, on).await.map(drop);
        }
        let lacks_facts = matches!(command, Command::Hat(_) | Command::Time(TimeCommand::Open));
        let commands = if lacks_facts { self.resolve(command, actor).await? } else { vec![command] };
        let id = self.hub.shared.command_id();
        self.commit(actor, id, When::default(), commands).await?;
        Ok(())
    }

    /// The next command without a request that is due now: of a timer, or of a played person.
    fn due(&self) -> Option<(Actor, Command)> {
        let now = self.hub.shared.clock.now();
        if let Some((at, command)) = self.workshop.due().filter(|(at, _)| *at <= now) {
            tracing::debug!(workshop.id = %self.id, at = at.0, "evidence arrives");
            return Some((Actor { person: self.workshop.facilitator, standing: Standing::Server }, command));
        }
        let players = self.players.as_ref()?;
        let next = players.next(&self.workshop, &self.around, now, self.hub.shared.command_id().0)?;
        let ready = now.since(next.since.unwrap_or(self.changed_at)) >= next.after_s * 1_000_000;
        ready.then_some((next.actor, next.command))
    }

    fn is_idle(&self) -> bool {
        self.connections.is_empty() && !self.presence_changed && self.ahead.is_empty()
    }

    /// Leaves the hub, unless a message has just arrived.
    fn leave(&self, mailbox: &mpsc::Receiver<RoomMessage>) -> bool {
        let mut rooms = self.hub.shared.rooms();
        if !mailbox.is_empty() {
            return false;
        }
        rooms.remove(&self.id);
        true
    }
}

/// Answers every waiting request with the reason why a workshop could not be loaded. The next request loads it again.
fn refuse_all(hub: &Hub, id: WorkshopId, error: Error, mut mailbox: mpsc::Receiver<RoomMessage>) {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "any other error while reading means that the log is unreadable"
    )]
    let why = match error {
        Error::NotFound => || Error::NotFound,
        Error::Store(store::Error::Unavailable(cause)) => {
            tracing::warn!(workshop.id = %id, cause, "a workshop could not be loaded");
            || Error::Store(store::Error::Unavailable("see the log".into()))
        }
        error => {
            tracing::error!(workshop.id = %id, %error, "what is stored of a workshop cannot be read");
            || Error::Unreadable
        }
    };
    {
        let mut rooms = hub.shared.rooms();
        mailbox.close();
        rooms.remove(&id);
    }
    while let Ok(message) = mailbox.try_recv() {
        // The requester may have gone.
        match message {
            RoomMessage::Connect { reply, .. } => drop(reply.send(Err(why()))),
            RoomMessage::Submit { reply, .. } => drop(reply.send(Err(why()))),
            RoomMessage::State { reply } => drop(reply.send(Err(why()))),
            RoomMessage::StateFor { reply, .. } => drop(reply.send(Err(why()))),
            RoomMessage::VisitorsUntil { reply } => drop(reply.send(Err(why()))),
            RoomMessage::KeepsOut { reply, .. } => drop(reply.send(Err(why()))),
            RoomMessage::Disconnect { .. }
            | RoomMessage::Typing { .. }
            | RoomMessage::Command { .. }
            | RoomMessage::ReloadSurroundings { .. }
            | RoomMessage::ReloadLog { .. } => {}
        }
    }
}
