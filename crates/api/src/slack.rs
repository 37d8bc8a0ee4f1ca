//! Setting Slack up for a team.

use domain::slack::Posts;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far Slack is set up.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SlackSetup {
    /// The description from which Slack makes the app, JSON.
    pub manifest: String,
    /// The page of Slack that makes the app from it.
    pub create_link: String,
    /// Whether people can give commands: Slack calls only servers whose address begins with https.
    pub commands: bool,
    /// The app, once it is set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app: Option<SlackApp>,
}

/// A team's app. Its secrets are never sent.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SlackApp {
    /// What the workspace is called.
    pub workspace: String,
    /// What the app is called there.
    pub bot: String,
    /// The channel for posts: its id, or its name with a `#` before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// What is posted there.
    pub posts: Posts,
    /// Since when it has been set up, RFC 3339.
    pub connected_at: String,
}

/// What is wanted of Slack.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangeSlack {
    /// The Bot User OAuth Token; the present one stays when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The Signing Secret; the present one stays when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_secret: Option<String>,
    /// The channel for posts: its name, its id or its link. Nothing is posted when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// What is posted there.
    pub posts: Posts,
}

/// What came of a test message, step by step.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SlackTrial {
    /// Each call in its order, up to the first that failed.
    pub steps: Vec<SlackStep>,
}

/// One call of Slack's API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SlackStep {
    /// What was to be found out or done.
    pub what: SlackTry,
    /// Slack's name of the call.
    pub method: String,
    /// What Slack answered: a name, an id, or nothing of use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// Slack's word for what went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What that means and how to mend it, for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mend: Option<String>,
}

/// What one call of a test is to find out or to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SlackTry {
    /// Whether the token works.
    Token,
    /// Whether the app has its permissions.
    Permissions,
    /// The Slack user who has the address of the person who asks.
    Person,
    /// Beginning a conversation with them.
    Conversation,
    /// Writing to them.
    Message,
    /// Posting to the team's channel.
    Channel,
}
