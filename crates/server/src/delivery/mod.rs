//! Messages to people and to other services: their text, their channels, and the work of sending them.
//!
//! Whatever makes a message necessary puts rows into the outbox (`store::outbox`), in its own transaction. A row names a
//! [`Notice`]: ids, and nothing that would be worth reading. When it is due, [`worker`] has [`write`] write its text, or
//! finds that it makes no sense any more, and gives it to the [`Sink`] of its channel.

pub mod guard;
mod handover;
mod html;
mod letter;
mod mail;
mod reminders;
mod set_up;
mod slack;
mod smtp;
mod status;
pub(crate) mod unsubscribe;
pub(crate) mod webhook;
mod worker;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::messages::Channel;
use store::outbox::OutgoingRow;

pub use self::handover::Handover;
pub use self::letter::{Button, Letter, LetterEvent};
pub use self::mail::Mail;
pub use self::reminders::{Reminded, remind};
pub use self::webhook::Webhooks;
pub use self::worker::tick;
pub use self::write::write;
use crate::services::Services;

pub(crate) use self::reminders::run as run_reminders;
pub(crate) use self::set_up::{delete_webhook, set_webhook, try_channel};
pub(crate) use self::slack::SlackSink;
pub(crate) use self::status::{delivery_status, forget_message, send_again};
pub(crate) use self::worker::run;

/// How a server sends messages, and how often.
#[derive(Clone, Default)]
pub struct DeliveryConfig {
    /// The channels that are set up.
    pub sinks: BTreeMap<Channel, Arc<dyn Sink>>,
    /// Webhooks may lead into the local network.
    pub private_webhooks: bool,
    /// No other process sends from the same database: what seems to be under way at the start was begun by a process that has ended.
    pub alone: bool,
    /// How often it looks for due messages; never in most tests, which call [`tick`].
    pub every: Option<Duration>,
}

impl DeliveryConfig {
    /// Sends a channel's messages with this.
    #[must_use]
    pub fn with(mut self, channel: Channel, sink: Arc<dyn Sink>) -> Self {
        self.sinks.insert(channel, sink);
        self
    }
}

/// The result of an attempt to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The other side has it, and perhaps answered.
    Delivered(String),
    /// It was not taken now; it may be tried again, not before this has passed.
    Later {
        /// The other side's answer.
        problem: String,
        /// How long it wants to be left alone.
        after: Option<Duration>,
    },
    /// It will not be taken, however often it is tried.
    Refused(String),
    /// It was handed over without an answer: the other side may have it.
    Unknown(String),
}

/// One way to send: mail, Slack, webhooks.
#[async_trait]
pub trait Sink: Send + Sync + 'static {
    /// Sends a message. Must end within [`worker::LEASE`]. Unless the sink is idempotent, it records when
    /// it begins to hand this one over.
    async fn send(&self, services: &Services, outgoing: &OutgoingRow, letter: &Letter, handover: &Handover<'_>)
    -> Sent;

    /// Whether the other side knows a message again that it has already, by its id: then one that it may have is sent again.
    /// Otherwise a person decides.
    fn is_idempotent(&self) -> bool;

    /// There is nothing more to send for now: what was kept open for the next message is closed.
    async fn close_idle(&self) {}

    /// How many messages it sends at the same time.
    fn max_parallel(&self) -> u32 {
        8
    }
}
