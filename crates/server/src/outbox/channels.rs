//! The channels for messages to a person or a team.

use domain::id::{PersonId, TeamId};
use domain::messages::Channel;

use crate::error::Result;
use crate::services::Services;

/// The channels by which a member of a team is reached, as far as the server, the team and the person have them. Whether a
/// person has unsubscribed is checked when a message is sent, since they may do so after it was put into the outbox.
pub async fn channels(services: &Services, team: TeamId, account: PersonId) -> Result<Vec<Channel>> {
    let mut channels = Vec::new();
    if is_demonstration(services, team).await? {
        return Ok(channels);
    }
    let account = services.store.account(account).await?;
    if account.is_none_or(|account| account.email.is_none()) {
        return Ok(channels);
    }
    if services.sends_mail {
        channels.push(Channel::Mail);
    }
    if services.store.slack_app(team).await?.is_some() {
        channels.push(Channel::Slack);
    }
    Ok(channels)
}

/// The channels for messages to a team as a whole.
pub async fn team_channels(services: &Services, team: TeamId) -> Result<Vec<Channel>> {
    let mut channels = Vec::new();
    if is_demonstration(services, team).await? {
        return Ok(channels);
    }
    if services.store.webhook(team).await?.is_some() {
        channels.push(Channel::Webhook);
    }
    if services.store.slack_app(team).await?.is_some_and(|slack| slack.channel.is_some()) {
        channels.push(Channel::Slack);
    }
    Ok(channels)
}

/// A demonstration sends no messages out of the server.
async fn is_demonstration(services: &Services, team: TeamId) -> Result<bool> {
    Ok(services.store.team(team).await?.is_some_and(|team| team.demo))
}
