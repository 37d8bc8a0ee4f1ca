//! Live workshops: one task for each workshop that is open in a browser, and one WebSocket for each open page.
//!
//! A [`Hub`] finds or starts the task of a workshop, its room. A room owns the state in memory: it decides on commands one
//! after another, has the store append what was decided, and only then sends it to everyone. What one audience may see is
//! projected and serialised once, however many connections it has. Queues to connections are bounded: a slow reader
//! is dropped and connects again for a snapshot.

mod client;
pub(crate) mod closing_rows;
pub(crate) mod connection;
mod endings;
pub(crate) mod load;
mod outgoing;
mod players;
mod presence;
pub(crate) mod resolve;
mod room;
mod view;

use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use api::project::ProjectionContext;
use domain::id::{CommandId, PersonId, TeamId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::{Actor, Command, Workshop};
use store::{Sha256, Store};
use tokio::sync::{OnceCell, mpsc, oneshot};

pub(crate) use self::client::ConnectingClient;
use self::endings::Endings;
pub(crate) use self::room::is_visitor;
use self::room::{Room, RoomMessage};
use crate::clock::{Entropy, TimeSource};
use crate::compressed::CompressedJson;
use crate::error::{Error, Result};
use crate::metrics::Metrics;

/// All live workshops of this process.
#[derive(Clone)]
pub struct Hub {
    shared: Arc<Shared>,
}

/// A workshop's state and what surrounds it, until something changes.
#[derive(Debug)]
pub struct State {
    /// The state.
    pub workshop: Workshop,
    /// What surrounds it.
    pub around: ProjectionContext,
    /// The report that was made of both, once somebody has asked for it.
    pub(crate) report: OnceCell<Arc<CompressedJson>>,
}

/// What lets a person into a live workshop: the SHA-256 of a token that can be revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// A member's session.
    Session(Sha256),
    /// A guest's seat.
    Seat(Sha256),
    /// A paired room screen.
    Screen(Sha256),
}

/// Whose connections are to be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// Those of one session or room screen, by the SHA-256 of its token.
    Session(Sha256),
    /// All those of a person.
    Person(PersonId),
    /// Those of a person who is not in the team any more.
    Member(TeamId, PersonId),
    /// All those of a team that is no more.
    Team(TeamId),
}

struct Shared {
    store: Arc<dyn Store>,
    clock: Arc<dyn TimeSource>,
    entropy: Arc<dyn Entropy>,
    metrics: Metrics,
    rooms: Mutex<HashMap<WorkshopId, mpsc::Sender<RoomMessage>>>,
    endings: Arc<Endings>,
    /// Counted for the whole process: a page that outlives its room must not be taken for one of the next room.
    last_connection: AtomicU64,
}

/// How many requests may wait for one room.
const MAILBOX: usize = 256;

impl Hub {
    /// A hub without any workshop in memory.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn TimeSource>, entropy: Arc<dyn Entropy>, metrics: Metrics) -> Self {
        let shared = Shared {
            store,
            clock,
            entropy,
            metrics,
            rooms: Mutex::default(),
            endings: Arc::default(),
            last_connection: AtomicU64::new(0),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Has commands decided on, all or none, and returns the version at which they are in the log.
    pub async fn submit(
        &self,
        workshop: WorkshopId,
        actor: Actor,
        id: CommandId,
        observed_at: Option<Timestamp>,
        commands: Vec<Command>,
    ) -> Result<u64> {
        self.ask(workshop, |reply| RoomMessage::Submit { actor, id, observed_at, commands: commands.clone(), reply })
            .await?
    }

    /// The state of a workshop.
    pub async fn state(&self, workshop: WorkshopId) -> Result<Arc<State>> {
        self.ask(workshop, |reply| RoomMessage::State { reply }).await?
    }

    /// The state of a workshop, and its surroundings for one person.
    pub async fn state_for(&self, workshop: WorkshopId, actor: Actor) -> Result<Arc<State>> {
        self.ask(workshop, |reply| RoomMessage::StateFor { actor, reply }).await?
    }

    /// From when on guests and room screens may not look at a workshop any more, once its doors were opened.
    pub async fn visitors_until(&self, workshop: WorkshopId) -> Result<Option<Timestamp>> {
        self.ask(workshop, |reply| RoomMessage::VisitorsUntil { reply }).await?
    }

    /// Whether a person waits in the lobby of a workshop, or was never let in.
    pub async fn keeps_out(&self, workshop: WorkshopId, actor: Actor) -> Result<bool> {
        self.ask(workshop, |reply| RoomMessage::KeepsOut { actor, reply }).await?
    }

    /// The state of a workshop, built from its log without a room: for reading many.
    pub async fn replay(&self, workshop: WorkshopId) -> Result<Workshop> {
        Ok(load::workshop(&*self.shared.store, workshop).await?.workshop)
    }

    /// Informs the live workshops of a team that names, members, systems, links or screens changed.
    pub async fn team_changed(&self, team: TeamId) {
        let rooms: Vec<_> = self.shared.rooms().values().cloned().collect();
        for room in rooms {
            // A room that has ended loads everything again when it starts.
            let _ = room.send(RoomMessage::ReloadSurroundings { team }).await;
        }
    }

    /// Informs the live workshops of a team that their logs were rewritten.
    pub async fn log_changed(&self, team: TeamId) {
        let rooms: Vec<_> = self.shared.rooms().values().cloned().collect();
        for room in rooms {
            // A room that has ended loads everything again when it starts.
            let _ = room.send(RoomMessage::ReloadLog { team }).await;
        }
    }

    /// Closes the connections whose permission was revoked.
    pub fn revoke(&self, revocation: Revocation) {
        self.shared.endings.revoke(revocation);
    }

    /// Closes the connections of a person, who may come in again if they still may.
    pub async fn disconnect(&self, person: PersonId) {
        self.revoke(Revocation::Person(person));
    }

    /// Forgets a workshop that was deleted.
    pub async fn forget(&self, workshop: WorkshopId) {
        self.shared.rooms().remove(&workshop);
    }

    /// Asks all clients to connect again after the restart.
    pub async fn stop(&self) {
        self.shared.endings.stop();
    }

    /// Asks the room of a workshop, which is started if need be. A room may go to sleep at the moment of asking; the next
    /// try wakes it.
    async fn ask<T>(&self, workshop: WorkshopId, message: impl Fn(oneshot::Sender<T>) -> RoomMessage) -> Result<T> {
        for _ in 0..3 {
            let (reply, answer) = oneshot::channel();
            if self.room(workshop).send(message(reply)).await.is_ok()
                && let Ok(answer) = answer.await
            {
                return Ok(answer);
            }
        }
        if self.shared.endings.is_stopping() {
            return Err(Error::Stopping);
        }
        // A room that goes to sleep wakes up again; one that ends each time cannot process what is stored.
        tracing::error!(workshop.id = %workshop, "the room of a workshop ends again and again");
        Err(Error::Unreadable)
    }

    fn room(&self, workshop: WorkshopId) -> mpsc::Sender<RoomMessage> {
        let mut rooms = self.shared.rooms();
        if let Some(room) = rooms.get(&workshop).filter(|room| !room.is_closed()) {
            return room.clone();
        }
        let (sender, mailbox) = mpsc::channel(MAILBOX);
        rooms.insert(workshop, sender.clone());
        tokio::spawn(Room::run(self.clone(), workshop, mailbox));
        sender
    }
}

impl Shared {
    fn rooms(&self) -> std::sync::MutexGuard<'_, HashMap<WorkshopId, mpsc::Sender<RoomMessage>>> {
        self.rooms.lock().expect("no code panics while it holds this lock")
    }

    /// A new id for a command of the server itself.
    fn command_id(&self) -> CommandId {
        CommandId(crate::clock::new_id(&*self.clock, &*self.entropy))
    }
}
