//! Slack, as teams have set it up.

use async_trait::async_trait;
use domain::id::TeamId;
use domain::slack::{Posts, SlackChannel};
use domain::time::Timestamp;

use crate::Result;

/// A team's app in a Slack workspace. What is secret is encrypted before it comes in.
#[derive(Clone, PartialEq, Eq)]
pub struct SlackAppRow {
    /// The team.
    pub team: TeamId,
    /// Slack's id of the workspace, such as `T024BE7LD`.
    pub workspace: String,
    /// What the workspace is called.
    pub workspace_name: String,
    /// What the app is called there.
    pub bot: String,
    /// The bot's token, encrypted.
    pub token: Vec<u8>,
    /// The secret that requests from Slack are signed with, encrypted.
    pub signing_secret: Vec<u8>,
    /// Where the team reads what is posted; nothing is posted without it.
    pub channel: Option<SlackChannel>,
    /// What is posted there.
    pub posts: Posts,
    /// Since when it has been set up.
    pub connected_at: Timestamp,
}

impl std::fmt::Debug for SlackAppRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SlackAppRow")
            .field("team", &self.team)
            .field("workspace", &self.workspace)
            .finish_non_exhaustive()
    }
}

/// Slack.
#[async_trait]
pub trait SlackAppStore {
    /// Returns a team's app.
    async fn slack_app(&self, team: TeamId) -> Result<Option<SlackAppRow>>;

    /// Sets a team's app up, in the place of the one before.
    async fn put_slack_app(&self, app: SlackAppRow) -> Result<()>;

    /// Takes a team's app away; taking it away again changes nothing.
    async fn delete_slack_app(&self, team: TeamId) -> Result<()>;

    /// Returns the apps in one workspace, or all, in the order of their teams' ids.
    async fn slack_apps(&self, workspace: Option<String>) -> Result<Vec<SlackAppRow>>;
}
