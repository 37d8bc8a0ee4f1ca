//! A test message, and Slack's answers.

use api::refusal::RequestReason;
use api::slack::{SlackStep, SlackTrial, SlackTry};
use domain::id::TeamId;
use store::accounts::AccountRow;
use store::slack::SlackAppRow;

use super::client::{Slack, SlackError};
use super::message::SlackMessage;
use super::{SCOPES, explain_error, token};
use crate::error::{Error, Result};
use crate::services::Services;
use crate::throttle::Attempt;

/// Tries a team's app, if it has one.
pub(crate) async fn try_slack(
    services: &Services,
    slack: &Slack,
    team: TeamId,
    asker: &AccountRow,
) -> Result<SlackTrial> {
    let of = services.store.slack_app(team).await?;
    let of = of.ok_or(Error::Conflict { code: "not_set_up", reason: RequestReason::SlackNotSetUp })?;
    services.throttle.attempt(Attempt::SlackSetup, &team.to_string(), services.now())?;
    Ok(SlackTrial { steps: trial(services, slack, &of, asker).await? })
}

/// Writes to the person who asks and to the team's channel, one call after the other, and returns Slack's answer to each. A failed
/// message to the person does not keep the channel from being tried.
pub async fn trial(services: &Services, slack: &Slack, of: &SlackAppRow, asker: &AccountRow) -> Result<Vec<SlackStep>> {
    let token = token(services, of)?;
    let mut steps = Vec::new();
    let identity = match slack.identity(&token).await {
        Ok(identity) => identity,
        Err(failure) => return Ok(vec![failed(SlackTry::Token, "auth.test", &failure)]),
    };
    steps.push(succeeded(
        SlackTry::Token,
        "auth.test",
        Some(format!("{} in {}", identity.bot, identity.workspace_name)),
    ));
    if let Some(scopes) = identity.scopes {
        let lacking: Vec<&str> = SCOPES.into_iter().filter(|scope| !scopes.iter().any(|own| own == scope)).collect();
        steps.push(if lacking.is_empty() {
            succeeded(SlackTry::Permissions, "auth.test", None)
        } else {
            let failure = SlackError::Refused { code: "missing_scope".into() };
            let said = Some(lacking.join(", "));
            SlackStep { said, ..failed(SlackTry::Permissions, "auth.test", &failure) }
        });
    }
    let name = services.store.team(of.team).await?.map(|team| team.name.to_string()).unwrap_or_default();
    let message = SlackMessage::new("This is a test message from Readyroom.")
        .paragraph("This is a test message from Readyroom.")
        .small(&format!("Messages for the team {} look like this.", super::message::escape(&name)));
    write(slack, &token, asker, &message, &mut steps).await;
    if let Some(channel) = &of.channel {
        let posted = slack.post(&token, channel.as_str(), &message).await;
        let said = Some(channel.as_str().to_owned());
        steps.push(step(SlackTry::Channel, "chat.postMessage", posted.map(|()| said)));
    }
    Ok(steps)
}

async fn write(slack: &Slack, token: &str, to: &AccountRow, message: &SlackMessage, steps: &mut Vec<SlackStep>) {
    let email = to.email.as_deref().unwrap_or_default();
    let user = match slack.user_by_email(token, email).await {
        Ok(user) => user,
        Err(failure) => return steps.push(failed(SlackTry::Person, "users.lookupByEmail", &failure)),
    };
    steps.push(succeeded(SlackTry::Person, "users.lookupByEmail", Some(user.id.clone())));
    let conversation = match slack.conversation(token, &user.id).await {
        Ok(conversation) => conversation,
        Err(failure) => return steps.push(failed(SlackTry::Conversation, "conversations.open", &failure)),
    };
    steps.push(succeeded(SlackTry::Conversation, "conversations.open", Some(conversation.clone())));
    let posted = slack.post(token, &conversation, message).await;
    steps.push(step(SlackTry::Message, "chat.postMessage", posted.map(|()| None)));
}

fn step(what: SlackTry, method: &str, result: std::result::Result<Option<String>, SlackError>) -> SlackStep {
    match result {
        Ok(said) => succeeded(what, method, said),
        Err(failure) => failed(what, method, &failure),
    }
}

fn succeeded(what: SlackTry, method: &str, said: Option<String>) -> SlackStep {
    SlackStep { what, method: method.to_owned(), said, error: None, mend: None }
}

fn failed(what: SlackTry, method: &str, failure: &SlackError) -> SlackStep {
    let (error, mend) = (Some(failure.code().to_owned()), Some(explain_error(failure.code()).to_owned()));
    SlackStep { what, method: method.to_owned(), said: None, error, mend }
}
