//! Commands that are decided while those before them are being written.
//!
//! One batch is with the store, the next one is collected meanwhile. A batch is sent to everyone, and its commands are accepted,
//! when it is on disk: until then the room's state is that of the last batch on disk, for snapshots, requests, timers and
//! rejections. So only commands that change nothing but the log are decided ahead; all others wait until everything is written.
//!
//! While something is being written, the room waits for nothing but that: on PostgreSQL a batch keeps a connection to the
//! database, and a room that waited for another one could wait for itself.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use api::live::ServerMessage;
use api::project::{Part, changed_parts};
use domain::id::CommandId;
use domain::time::Timestamp;
use domain::workshop::{Actor, Command, Context, WallCommand, Workshop};
use store::workshops::{Commit, Effects};

use super::commit::{author_and_time, decide_all};
use super::connections::ConnectionId;
use super::{Room, When};
use crate::error::{Error, Result};
use crate::live::outgoing::OutgoingFrame;
use crate::live::resolve::{is_complete, named};
use crate::live::view::encode;

/// A command that a connection sent.
pub(super) struct ClientCommand {
    pub(super) connection: ConnectionId,
    pub(super) actor: Actor,
    pub(super) id: CommandId,
    pub(super) when: When,
    pub(super) command: Command,
}

/// Commands that go to disk together.
struct Batch {
    sent: Vec<ClientCommand>,
    commits: Vec<(Commit, Effects)>,
    /// The parts of the workshop that they change.
    parts: BTreeSet<Part>,
    /// The state after them.
    next: Workshop,
    /// When the last one was decided.
    decided_at: Timestamp,
}

/// One decision on top of those that are not on disk yet.
struct Decision {
    commit: Commit,
    parts: BTreeSet<Part>,
    next: Workshop,
    decided_at: Timestamp,
}

/// Never locked: the mutex only lets a room that holds this be shared.
type Appending = Mutex<Pin<Box<dyn Future<Output = store::Result<()>> + Send>>>;

/// What is decided, and not on disk.
#[derive(Default)]
pub(super) struct Ahead {
    collected: Option<Batch>,
    writing: Option<(Batch, Appending)>,
}

/// The most commands in one batch; then the room takes in no more until one is written.
const MOST_COMMANDS: usize = 128;

impl Ahead {
    pub(super) fn is_empty(&self) -> bool {
        self.writing.is_none()
    }

    pub(super) fn is_full(&self) -> bool {
        self.collected.as_ref().is_some_and(|batch| batch.sent.len() >= MOST_COMMANDS)
    }

    /// Waits until the batch that is being written is on disk or refused; for ever when there is none.
    pub(super) async fn wait_for_write(&mut self) -> store::Result<()> {
        match &mut self.writing {
            Some((_, appending)) => appending.get_mut().unwrap_or_else(PoisonError::into_inner).await,
            None => std::future::pending().await,
        }
    }

    fn batches(&self) -> impl Iterator<Item = &Batch> {
        self.writing.iter().map(|(batch, _)| batch).chain(&self.collected)
    }

    fn has(&self, id: CommandId) -> bool {
        self.batches().any(|batch| batch.sent.iter().any(|sent| sent.id == id))
    }

    fn len(&self) -> u64 {
        self.batches().map(|batch| batch.sent.len() as u64).sum()
    }
}

impl Room {
    /// Decides on a command of a connection. Its answer follows when it is on disk.
    pub(super) async fn handle_command(&mut self, sent: ClientCommand) {
        let Some(sent) = self.decide_ahead(sent) else { return self.write_collected() };
        self.settle().await;
        self.execute(sent).await;
    }

    /// Decides on a command, writes it and answers it, with nothing else under way.
    async fn execute(&mut self, ClientCommand { connection, actor, id, when, command }: ClientCommand) {
        let answer = if let Command::Walls(WallCommand::Vote { note, on }) = command {
            self.vote(actor, note, on).await
        } else {
            match self.resolve(command, actor).await {
                Ok(commands) => self.commit(actor, id, when, commands).await,
                Err(error) => Err(error),
            }
        };
        self.answer(connection, id, &answer);
    }

    /// Waits until everything that was decided is on disk, or answered otherwise.
    pub(super) async fn settle(&mut self) {
        while !self.ahead.is_empty() {
            let written = self.ahead.wait_for_write().await;
            self.finish_batch(written).await;
        }
    }

    /// Sends everyone the batch if it is on disk, and accepts its commands. Decides again on those of one that was refused.
    pub(super) async fn finish_batch(&mut self, written: store::Result<()>) {
        let Some((batch, _)) = self.ahead.writing.take() else { return };
        let error = match written {
            Ok(()) => {
                self.publish_batch(batch);
                return self.write_collected();
            }
            Err(error) => error,
        };
        self.stale = true;
        let sent = batch.sent.into_iter().chain(self.ahead.collected.take().into_iter().flat_map(|it| it.sent));
        if matches!(error, store::Error::Conflict(_)) {
            // One of them cannot be written, or another process wrote: they are decided again, one by one.
            for command in sent {
                self.execute(command).await;
            }
            return;
        }
        // It is not known whether the batch is on disk; what was decided on top of it is not.
        let answer = Err(Error::from(error));
        for ClientCommand { connection, id, .. } in sent {
            self.count_answer(&answer);
            self.answer(connection, id, &answer);
        }
    }

    fn publish_batch(&mut self, batch: Batch) {
        self.workshop = batch.next;
        self.changed_at = batch.decided_at;
        let ids = batch.sent.into_iter().map(|sent| (sent.connection, sent.id));
        let answers: Vec<_> = ids.zip(self.version + 1..).collect();
        self.version += answers.len() as u64;
        self.commands.extend(answers.iter().map(|((_, id), version)| (*id, *version)));
        self.look_up_earlier_notes(&batch.parts);
        self.announce(&batch.parts);
        for ((connection, id), version) in answers {
            let answer = Ok(version);
            self.count_answer(&answer);
            self.answer(connection, id, &answer);
        }
    }

    /// Adds a command to the batch that is collected. Returns it if it has to wait for everything before it.
    fn decide_ahead(&mut self, command: ClientCommand) -> Option<ClientCommand> {
        let Some(Decision { commit, parts, next, decided_at }) = self.try_decide_ahead(&command) else {
            return Some(command);
        };
        let (mut sent, mut commits, mut all_parts) = match self.ahead.collected.take() {
            Some(batch) => (batch.sent, batch.commits, batch.parts),
            None => Default::default(),
        };
        sent.push(command);
        commits.push((commit, Effects::default()));
        all_parts.extend(parts);
        self.ahead.collected = Some(Batch { sent, commits, parts: all_parts, next, decided_at });
        None
    }

    fn try_decide_ahead(&self, sent: &ClientCommand) -> Option<Decision> {
        let ClientCommand { actor, id, when, command, .. } = sent;
        let is_known = self.commands.contains_key(id) || self.ahead.has(*id);
        // A demonstration has a limit of its own.
        if self.stale || is_known || self.players.is_some() || !is_complete(command) {
            return None;
        }
        let newest = self.ahead.batches().last().map_or(&self.workshop, |batch| &batch.next);
        named::check_references(command, newest, &self.around).ok()?;
        let now = self.hub.shared.clock.now();
        let context = Context { now, observed_at: when.observed_at, sequence: when.sequence, actor: *actor };
        let (next, events) = decide_all(newest, std::slice::from_ref(command), &context).ok()?;
        let (effects, _) = self.effects(&next, &events).ok()?;
        if events.is_empty() || effects != Effects::default() {
            return None;
        }
        let parts = changed_parts(newest, &next, &events);
        let (by, at) = author_and_time(&next, std::slice::from_ref(command), &context);
        let commit = Commit { version: self.version + self.ahead.len() + 1, command: *id, actor: by, at, events };
        Some(Decision { commit, parts, next, decided_at: now })
    }

    /// Gives the store what was collected, unless it has a batch already.
    fn write_collected(&mut self) {
        if self.ahead.writing.is_some() {
            return;
        }
        let Some(mut batch) = self.ahead.collected.take() else { return };
        let commits = std::mem::take(&mut batch.commits);
        let (store, id) = (self.hub.shared.store.clone(), self.id);
        let appending = async move { store.append_all(id, commits).await };
        self.ahead.writing = Some((batch, Mutex::new(Box::pin(appending))));
    }

    /// Answers a command of a connection.
    pub(super) fn answer(&mut self, connection: ConnectionId, id: CommandId, answer: &Result<u64>) {
        let answer = match answer {
            Ok(version) => ServerMessage::Accepted { id, version: *version },
            Err(error) => {
                let problem = error.problem();
                let reason = problem.detail.unwrap_or(problem.title);
                ServerMessage::Rejected { id, code: problem.code, reason, refusal: problem.refusal }
            }
        };
        self.send(connection, OutgoingFrame::Text(encode(&answer)));
    }
}
