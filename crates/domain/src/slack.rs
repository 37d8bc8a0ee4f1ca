//! Slack: where a team reads what is posted, and what that is.

use crate::refusal::{Refusal, Refuses, ValueReason};
use serde::{Deserialize, Serialize};

/// A channel of a Slack workspace: its id, or its name with a `#` before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SlackChannel(String);

/// Why a text is no [`SlackChannel`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", self.refusal())]
pub struct ChannelError;

impl Refuses for ChannelError {
    fn refusal(&self) -> Refusal {
        ValueReason::Channel.refusal()
    }
}

impl SlackChannel {
    /// Reads a name with or without its `#`, an id such as `C024BE91L`, or a channel's link as Slack copies it.
    pub fn parse(raw: &str) -> Result<Self, ChannelError> {
        let raw = raw.trim();
        if let Some((_, after)) = raw.split_once(".slack.com/") {
            let mut parts = after.split(['/', '?']).skip_while(|part| !is_id(part));
            return parts.next().map(|id| Self(id.to_owned())).ok_or(ChannelError);
        }
        if is_id(raw) {
            return Ok(Self(raw.to_owned()));
        }
        let name = raw.strip_prefix('#').unwrap_or(raw);
        if is_name(name) { Ok(Self(format!("#{name}"))) } else { Err(ChannelError) }
    }

    /// As Slack's API takes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_id(text: &str) -> bool {
    text.len() >= 9
        && text.len() <= 20
        && text.starts_with(['C', 'G'])
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Slack's names are lower case, of letters of any script, digits, hyphens and underscores, and have 80 characters at most.
fn is_name(text: &str) -> bool {
    let fits = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || c == '-' || c == '_';
    !text.is_empty() && text.chars().count() <= 80 && text.chars().all(fits)
}

impl TryFrom<String> for SlackChannel {
    type Error = ChannelError;
    fn try_from(raw: String) -> Result<Self, ChannelError> {
        Self::parse(&raw)
    }
}

impl From<SlackChannel> for String {
    fn from(channel: SlackChannel) -> Self {
        channel.0
    }
}

/// What is posted to a team's channel, each of which can be turned off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Posts {
    /// What came of a survey round, when it closes.
    pub results: bool,
    /// A workshop that begins tomorrow, and within the hour.
    pub workshops: bool,
    /// Once a week, how many actions are due.
    pub actions: bool,
}

impl Posts {
    /// Everything.
    pub const ALL: Self = Self { results: true, workshops: true, actions: true };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels() {
        let check = |raw: &str, expected: Option<&str>| {
            assert_eq!(SlackChannel::parse(raw).ok().as_ref().map(SlackChannel::as_str), expected, "{raw}");
        };
        check(" #support ", Some("#support"));
        check("support-eu_2", Some("#support-eu_2"));
        check("störung", Some("#störung"));
        check("C024BE91L", Some("C024BE91L"));
        check("https://acme.slack.com/archives/C024BE91L", Some("C024BE91L"));
        check("https://app.slack.com/client/T024BE7LD/C024BE91L?x=1", Some("C024BE91L"));
        check("https://acme.slack.com/archives/", None);
        check("Support", None);
        check("#two words", None);
        check("U024BE91L", None);
        check("#", None);
        check(&"x".repeat(81), None);
    }
}
