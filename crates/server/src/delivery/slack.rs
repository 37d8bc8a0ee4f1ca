//! Messages in Slack: to a person alone, or to the team's channel.

use std::sync::Arc;

use async_trait::async_trait;
use store::outbox::OutgoingRow;
use store::slack::SlackAppRow;

use super::{Handover, Letter, Sent, Sink};
use crate::error::Result;
use crate::services::Services;
use crate::slack::client::{Slack, SlackError};
use crate::slack::message::{SlackMessage, escape};
use crate::slack::{explain_error, token};

/// Sends with each team's own app.
pub(crate) struct SlackSink {
    slack: Arc<Slack>,
}

impl SlackSink {
    pub(crate) fn new(slack: Arc<Slack>) -> Self {
        Self { slack }
    }
}

#[async_trait]
impl Sink for SlackSink {
    async fn send(
        &self,
        services: &Services,
        outgoing: &OutgoingRow,
        letter: &Letter,
        handover: &Handover<'_>,
    ) -> Sent {
        match load_app(services, outgoing).await {
            Ok(Some((of, token))) => match find_conversation(&self.slack, &of, &token, letter).await {
                Ok(to) => match handover.begins().await {
                    Ok(()) => post(&self.slack, &token, &to, letter).await,
                    Err(instead) => instead,
                },
                Err(failure) => to_sent(failure),
            },
            Ok(None) => Sent::Refused("Slack is not set up for this team any more.".into()),
            Err(error) => {
                tracing::warn!(%error, "a message to Slack could not be made ready");
                Sent::Refused("The token cannot be read with this server's key. Set Slack up again.".into())
            }
        }
    }

    /// Slack posts a message again that it has already. Its history could be searched for it; but for that the app would have
    /// to ask for the permission to read what people write.
    fn is_idempotent(&self) -> bool {
        false
    }

    /// Slack takes some one message a second in a channel, and not many more in a workspace.
    fn max_parallel(&self) -> u32 {
        4
    }
}

async fn load_app(services: &Services, outgoing: &OutgoingRow) -> Result<Option<(SlackAppRow, String)>> {
    let Some(team) = outgoing.team else { return Ok(None) };
    let Some(of) = services.store.slack_app(team).await? else { return Ok(None) };
    let token = token(services, &of)?;
    Ok(Some((of, token)))
}

/// The conversation for a letter. Finding it can be retried safely.
async fn find_conversation(
    slack: &Slack,
    of: &SlackAppRow,
    token: &str,
    letter: &Letter,
) -> std::result::Result<String, SlackError> {
    match (&letter.to, &of.channel) {
        (Some(person), _) => {
            let email = person.email.as_deref().unwrap_or_default();
            let user = slack.user_by_email(token, email).await?;
            slack.conversation(token, &user.id).await
        }
        (None, Some(channel)) => Ok(channel.as_str().to_owned()),
        (None, None) => Err(SlackError::Refused { code: "channel_not_found".into() }),
    }
}

async fn post(slack: &Slack, token: &str, to: &str, letter: &Letter) -> Sent {
    match slack.post(token, to, &message(letter)).await {
        Ok(()) => Sent::Delivered(String::new()),
        Err(failure) => to_sent(failure),
    }
}

/// A letter as Slack lays it out. What it leads to is a link, never an answer.
fn message(letter: &Letter) -> SlackMessage {
    let mut message = SlackMessage::new(&letter.title).paragraph(&format!("*{}*", escape(&letter.title)));
    if !letter.paragraphs.is_empty() {
        let lines: Vec<String> = letter.paragraphs.iter().map(|paragraph| escape(paragraph)).collect();
        message = message.paragraph(&lines.join("\n"));
    }
    if let Some(button) = &letter.button {
        message = message.link(&button.label, &button.url);
    }
    letter.footer.iter().fold(message, |message, line| message.small(&escape(line)))
}

fn to_sent(failure: SlackError) -> Sent {
    let problem = format!("{} ({})", explain_error(failure.code()), failure.code());
    match failure {
        SlackError::Refused { .. } => Sent::Refused(problem),
        SlackError::Later { after, .. } => Sent::Later { problem, after },
        SlackError::Unclear { .. } => Sent::Unknown(problem),
    }
}
