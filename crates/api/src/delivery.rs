//! How messages reach people and other services, and what did not arrive.

use domain::id::OutgoingId;
use domain::messages::{Channel, Topic};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a team's messages are sent, and what became of them.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Delivery {
    /// The server can send mail.
    pub mail: bool,
    /// Where events are posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook: Option<Webhook>,
    /// How many messages went each way in the last seven days.
    pub lately: Vec<Lately>,
    /// What did not arrive, or may not have.
    pub stuck: Vec<StuckMessage>,
}

/// What became of the messages of one channel.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Lately {
    /// The channel.
    pub channel: Channel,
    /// They wait for their time, or for another attempt.
    pub waiting: u32,
    /// The other side has them.
    pub sent: u32,
    /// They were given up, or their fate is unknown.
    pub stuck: u32,
}

/// A message that did not arrive, or may not have.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct StuckMessage {
    /// Its id.
    pub id: OutgoingId,
    /// How it was sent.
    pub channel: Channel,
    /// What it was about.
    pub about: About,
    /// Who should have got it; none when it went to the team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Unknown: the other side may have it.
    pub doubtful: bool,
    /// The answer of the other side.
    pub problem: String,
    /// When it was given up (RFC 3339).
    pub at: String,
}

/// What a message was about, as far as others may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The monthly question.
    Survey,
    /// Its result.
    SurveyResult,
    /// A workshop.
    Workshop,
    /// Actions.
    Actions,
    /// Something else.
    Other,
}

/// Where a team's events are posted.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Webhook {
    /// The address.
    pub url: String,
    /// Since when it is like this (RFC 3339).
    pub changed_at: String,
    /// What signs the events; shown once, when it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// Where a team's events are to be posted.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PutWebhook {
    /// The address.
    pub url: String,
    /// Make a new secret even if there is one.
    #[serde(default)]
    pub new_secret: bool,
}

/// A message to try a channel with: to oneself by mail, or to the team's webhook.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TryChannel {
    /// The channel.
    pub channel: Channel,
}

/// What came of trying.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Tried {
    /// The other side took it.
    pub arrived: bool,
    /// Its answer.
    pub said: String,
}

/// What somebody is notified of, and how.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MyMessages {
    /// The server can send mail to this account.
    pub mail: bool,
    /// The topics that one does not want mail about.
    pub unwanted: Vec<Topic>,
}

/// Whether somebody wants mail about a topic.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChooseMessages {
    /// The topic.
    pub topic: Topic,
    /// Whether they want it.
    pub wanted: bool,
}

/// Somebody has forgotten a password.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ForgottenPassword {
    /// The address that they sign in with.
    pub email: String,
}

/// What is done about a forgotten password: the same for every address.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Forgotten {
    /// A link is sent if there is such an account; otherwise this server sends no mail, and an owner of a team can make one.
    pub mail: bool,
}
