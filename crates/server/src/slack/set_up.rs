//! Setting Slack up.

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::slack::{ChangeSlack, SlackApp, SlackSetup};
use api::time::to_rfc3339;
use domain::id::TeamId;
use domain::refusal::Refusal;
use domain::slack::SlackChannel;

use super::client::{Identity, Slack, SlackError};
use super::manifest::{create_link, manifest, takes_commands};
use super::{explain_error, secret_place};
use crate::error::{Error, Result};
use crate::services::Services;
use crate::throttle::Attempt;

/// Sets Slack up, once Slack has confirmed the token.
pub(crate) async fn connect(services: &Services, slack: &Slack, team: TeamId, wanted: ChangeSlack) -> Result<()> {
    let before = services.store.slack_app(team).await?;
    let channel = wanted.channel.as_deref().map(str::trim).filter(|channel| !channel.is_empty());
    let channel = channel.map(SlackChannel::parse).transpose().map_err(Invalid::field("channel"))?;
    let secret = match (wanted.signing_secret, &before) {
        (Some(secret), _) => seal(services, team, "signing_secret", &parse_secret("signing_secret", &secret, 16)?),
        (None, Some(before)) => before.signing_secret.clone(),
        (None, None) => return Err(missing("signing_secret", RequestReason::SigningSecret).into()),
    };
    let (token, identity) = match (wanted.token, &before) {
        (Some(token), _) => {
            let token = parse_secret("token", &token, 10)?;
            let identity = check_token(services, slack, team, &token).await?;
            (seal(services, team, "token", &token), Some(identity))
        }
        (None, Some(before)) => (before.token.clone(), None),
        (None, None) => return Err(missing("token", RequestReason::BotToken).into()),
    };
    // With a new token it is a new connection: Slack's last error was about the one before.
    let connected_at = match (&identity, &before) {
        (None, Some(before)) => before.connected_at,
        _ => services.now(),
    };
    let names = match (identity, &before) {
        (Some(identity), _) => [identity.workspace, identity.workspace_name, identity.bot],
        (None, Some(before)) => [before.workspace.clone(), before.workspace_name.clone(), before.bot.clone()],
        (None, None) => return Err(Error::Internal("a token without an identity".into())),
    };
    let [workspace, workspace_name, bot] = names;
    let (signing_secret, posts) = (secret, wanted.posts);
    let row = store::slack::SlackAppRow {
        team,
        workspace,
        workspace_name,
        bot,
        token,
        signing_secret,
        channel,
        posts,
        connected_at,
    };
    services.store.put_slack_app(row).await?;
    Ok(())
}

/// The state of the set-up, and the manifest from which Slack makes the app.
pub(crate) async fn slack_setup(services: &Services, team: TeamId) -> Result<SlackSetup> {
    let manifest = manifest(&services.public_url);
    let found = services.store.slack_app(team).await?;
    Ok(SlackSetup {
        create_link: create_link(&manifest),
        manifest: format!("{manifest:#}"),
        commands: takes_commands(&services.public_url),
        app: found.map(|found| SlackApp {
            workspace: found.workspace_name,
            bot: found.bot,
            channel: found.channel.map(String::from),
            posts: found.posts,
            connected_at: to_rfc3339(found.connected_at),
        }),
    })
}

/// The identity of a token, as Slack returns it.
async fn check_token(services: &Services, slack: &Slack, team: TeamId, token: &str) -> Result<Identity> {
    services.throttle.attempt(Attempt::SlackSetup, &team.to_string(), services.now())?;
    match slack.identity(token).await {
        Ok(identity) if identity.bot_id.is_some() => Ok(identity),
        Ok(_) => Err(missing("token", slack_detail(explain_error("not_allowed_token_type"))).into()),
        Err(SlackError::Later { code, after }) => {
            let code = if code == "ratelimited" { code } else { "unreachable".into() };
            let wait = after.map(|after| format!(" Try again in {} seconds.", after.as_secs())).unwrap_or_default();
            Err(missing("token", slack_detail(&format!("{}{wait}", explain_error(&code)))).into())
        }
        Err(failure) => Err(missing("token", slack_detail(explain_error(failure.code()))).into()),
    }
}

/// The most characters of a token or signing secret.
pub(crate) const MAX_SECRET: usize = 300;

/// Parses a pasted secret: one word of visible ASCII.
fn parse_secret(field: &'static str, raw: &str, least: usize) -> Result<String> {
    let secret = raw.trim();
    if secret.len() < least || secret.len() > MAX_SECRET || !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(missing(field, RequestReason::NotFromSlack).into());
    }
    Ok(secret.to_owned())
}

fn seal(services: &Services, team: TeamId, name: &str, secret: &str) -> Vec<u8> {
    services.vault.seal(&*services.entropy, &secret_place(team, name), secret.as_bytes())
}

/// A text about an answer of Slack, which has no code of its own here.
fn slack_detail(detail: &str) -> Refusal {
    RequestReason::Other.refusal().word("detail", detail)
}

fn missing(field: &'static str, reason: impl Into<Refusal>) -> Invalid {
    Invalid::new(field, reason)
}
