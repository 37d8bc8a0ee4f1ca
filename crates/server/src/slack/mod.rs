//! Slack as an app: a bot that writes to people and to a team's channel, and a command that people give.
//!
//! Each team makes the app in its own workspace from a [`manifest`], so that no third server is between the two. What
//! Slack sends is believed once its [`signature`] was checked. A message carries links and never an answer's button: Slack
//! informs an app who pressed what.

pub mod client;
pub mod commands;
mod errors;
pub mod manifest;
pub mod message;
mod set_up;
pub mod signature;
mod trial;

use domain::id::TeamId;
use domain::messages::{Channel, Topic};
use domain::time::Timestamp;
use store::outbox::OutgoingRow;
use store::slack::SlackAppRow;

pub use self::errors::explain_error;
pub(crate) use self::set_up::{MAX_SECRET, connect, slack_setup};
pub use self::trial::trial;
pub(crate) use self::trial::try_slack;
use crate::error::{Error, Result};
use crate::services::Services;

/// The permissions that the app asks for: to write, to begin a conversation with a member, and to know members by the address
/// that they sign in with. It reads no messages.
pub const SCOPES: [&str; 5] = ["chat:write", "commands", "im:write", "users:read", "users:read.email"];

/// A team's bot token, readable.
pub fn token(services: &Services, of: &SlackAppRow) -> Result<String> {
    text(services.vault.open(&secret_place(of.team, "token"), &of.token)?)
}

/// Whether a message is one that the team wants in its channel; messages elsewhere are not filtered.
pub(crate) async fn posts(services: &Services, outgoing: &OutgoingRow, topic: Option<Topic>) -> Result<bool> {
    let (Channel::Slack, None, Some(team)) = (outgoing.channel, outgoing.account, outgoing.team) else {
        return Ok(true);
    };
    let posts = services.store.slack_app(team).await?.map(|of| of.posts);
    Ok(posts.is_some_and(|posts| match topic {
        Some(Topic::Survey) => posts.results,
        Some(Topic::Workshops) => posts.workshops,
        Some(Topic::Actions) => posts.actions,
        None => true,
    }))
}

/// The place of a secret of a team's app, for the vault.
#[must_use]
pub fn secret_place(team: TeamId, secret: &str) -> String {
    format!("slack/{team}/{secret}")
}

/// The apps of a workspace, or of all, that signed a request.
pub(crate) async fn signed_by(
    services: &Services,
    workspace: Option<String>,
    signed: &signature::Signed<'_>,
) -> Result<Vec<SlackAppRow>> {
    signers(services, services.store.slack_apps(workspace).await?, signed)
}

/// Forgets a team's app with its secrets.
pub(crate) async fn disconnect(services: &Services, team: TeamId) -> Result<()> {
    Ok(services.store.delete_slack_app(team).await?)
}

/// Forgets the apps that were removed in Slack. A message that arrives late, or again, has a time: it means nothing
/// about an app that was connected since.
pub(crate) async fn forget_removed(
    services: &Services,
    apps: Vec<SlackAppRow>,
    removed_at: Option<Timestamp>,
) -> Result<()> {
    for gone in apps.into_iter().filter(|app| removed_at.is_none_or(|removed| app.connected_at < removed)) {
        services.store.delete_slack_app(gone.team).await?;
        tracing::info!(team.id = %gone.team, "the app was removed in Slack, and is forgotten here");
    }
    Ok(())
}

/// Those apps whose signing secret signed a request.
pub fn signers(
    services: &Services,
    apps: Vec<SlackAppRow>,
    signed: &signature::Signed<'_>,
) -> Result<Vec<SlackAppRow>> {
    let mut found = Vec::new();
    for one in apps {
        // An app that was brought in by a backup without the key beside it does not block others.
        let secret = match services.vault.open(&secret_place(one.team, "signing_secret"), &one.signing_secret) {
            Ok(secret) => secret,
            Err(error) => {
                tracing::warn!(team.id = %one.team, %error, "Slack's signing secret cannot be read; set Slack up again");
                continue;
            }
        };
        if signed.by(&secret, services.now()) {
            found.push(one);
        }
    }
    if found.is_empty() { Err(Error::WrongSignature) } else { Ok(found) }
}

fn text(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| Error::Internal("a secret of Slack is no text".into()))
}
