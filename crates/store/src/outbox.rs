//! What is to be sent to people and to other services, and what became of it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::id::{OutgoingId, PersonId, TeamId};
use domain::messages::{Channel, Topic};
use domain::time::Timestamp;

use crate::Result;
use crate::word::words;

/// A message that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingRow {
    /// Its id.
    pub id: OutgoingId,
    /// The team that it comes from; none for one's own account.
    pub team: Option<TeamId>,
    /// The account that receives it; none when the team does.
    pub account: Option<PersonId>,
    /// How.
    pub channel: Channel,
    /// The JSON of `server::delivery::Notice`, which has ids and no text, link or secret.
    pub notice: String,
    /// What makes it the same message. One with a key that was there before is not added again.
    pub key: String,
    /// From when on it is sent.
    pub due_at: Timestamp,
}

/// An attempt to send a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingAttempt {
    /// The message.
    pub outgoing: OutgoingRow,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// Whether it has come so far that the other side may have the message.
    pub handed: bool,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutgoingState {
    /// It waits for its time, or for another attempt.
    Waiting,
    /// Somebody has begun to send it.
    Sending,
    /// The other side has it.
    Sent,
    /// It made no sense any more when its time came.
    Dropped,
    /// It was given up.
    Failed,
    /// The other side may have it, or not: a person decides.
    Doubtful,
}

/// A message that failed, or of which it is unknown whether it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StuckRow {
    /// The message.
    pub outgoing: OutgoingRow,
    /// Failed or doubtful.
    pub state: OutgoingState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was given up.
    pub ended_at: Timestamp,
    /// The error that the other side answered.
    pub problem: String,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttemptEnd {
    /// Sent, dropped, failed or doubtful.
    Final {
        /// Which of them.
        state: OutgoingState,
        /// The error that the other side answered.
        problem: Option<String>,
    },
    /// It is tried again.
    Again {
        /// From when on.
        at: Timestamp,
        /// The error that the other side answered.
        problem: String,
    },
}

/// Where a team's events are posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRow {
    /// The team.
    pub team: TeamId,
    /// The address.
    pub url: String,
    /// What signs them, sealed.
    pub secret: Vec<u8>,
    /// Since when it is like this.
    pub changed_at: Timestamp,
}

words! {
    OutgoingState {
        Waiting "waiting", Sending "sending", Sent "sent", Dropped "dropped", Failed "failed", Doubtful "doubtful"
    }
}

/// Outgoing messages, webhooks, and the topics that people have switched off.
#[async_trait]
pub trait OutboxStore {
    /// Adds messages. One whose key was there before, or whose account or team has gone, is left out.
    async fn enqueue(&self, outgoing: Vec<OutgoingRow>) -> Result<()>;

    /// Begins an attempt to send what is due on a channel, until `lease`: at most `limit` messages, and so few of one team
    /// that with those under way they are at most `a_team`. Teams take turns.
    async fn take_outgoing(
        &self,
        channel: Channel,
        now: Timestamp,
        lease: Timestamp,
        limit: u32,
        a_team: u32,
    ) -> Result<Vec<OutgoingAttempt>>;

    /// Records that from now on the other side may have a message. False when the attempt has ended or its lease is over: then
    /// nothing may be handed over.
    async fn hand_over(&self, id: OutgoingId, attempt: u32, now: Timestamp) -> Result<bool>;

    /// Returns the attempts that began before a time and whose end was never recorded.
    async fn unfinished_attempts(&self, channel: Channel, now: Timestamp) -> Result<Vec<OutgoingAttempt>>;

    /// Records how an attempt ended; does nothing when that is recorded already, or another attempt has begun.
    async fn end_attempt(&self, id: OutgoingId, attempt: u32, ending: AttemptEnd, now: Timestamp) -> Result<()>;

    /// Counts a team's messages of a channel by what became of them, those that ended after a time and those that did not. Notices
    /// of the kinds `but` are left out.
    async fn outgoing_counts(
        &self,
        team: TeamId,
        since: Timestamp,
        but: &[&str],
    ) -> Result<BTreeMap<(Channel, OutgoingState), u32>>;

    /// Returns failed and doubtful messages of a team, newest first; at most `limit`.
    async fn stuck_outgoing(&self, team: TeamId, limit: u32) -> Result<Vec<StuckRow>>;

    /// Sends failed and doubtful messages of a team again, from the first attempt on.
    async fn send_again(&self, team: TeamId, ids: Vec<OutgoingId>, now: Timestamp) -> Result<()>;

    /// Marks failed and doubtful messages of a team as dropped.
    async fn forget_outgoing(&self, team: TeamId, ids: Vec<OutgoingId>, now: Timestamp) -> Result<()>;

    /// Returns where a team's events are posted.
    async fn webhook(&self, team: TeamId) -> Result<Option<WebhookRow>>;

    /// Sets where a team's events are posted.
    async fn put_webhook(&self, webhook: WebhookRow) -> Result<()>;

    /// Removes a team's webhook.
    async fn delete_webhook(&self, team: TeamId) -> Result<()>;

    /// Returns the topics that an account has switched off, by channel.
    async fn muted_topics(&self, account: PersonId) -> Result<Vec<(Channel, Topic)>>;

    /// Sets whether an account wants messages about a topic on a channel. Idempotent.
    async fn set_wanted(&self, account: PersonId, channel: Channel, topic: Topic, wanted: bool) -> Result<()>;
}
