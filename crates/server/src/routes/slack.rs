//! Slack: setting it up, and what Slack sends.

use std::sync::Arc;
use std::time::Duration;

use api::problem::Invalid;
use api::slack::{ChangeSlack, SlackApp, SlackSetup, SlackTrial};
use api::time::to_rfc3339;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::id::TeamId;
use domain::slack::Channel;
use domain::time::Timestamp;
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::routes::access::TeamOwner;
use crate::routes::extract::{Body, Json, check_form, check_json};
use crate::slack::client::{Failure, Identity};
use crate::slack::commands::{self, Command};
use crate::slack::manifest::{create_link, manifest, takes_commands};
use crate::slack::signature::Signed;
use crate::slack::{mend, place, signers, trial};
use crate::state::{App, AppState};
use crate::throttle::Attempt;

/// Slack wants an answer to a command within three seconds; one that takes longer is sent after it.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get, put, remove))
        .routes(routes!(test))
        .routes(routes!(command))
        .routes(routes!(event))
        .routes(routes!(interaction))
}

/// How far Slack is set up, and what Slack makes the app from.
#[utoipa::path(get, path = "/api/teams/{team}/slack", tag = "slack", responses((status = 200, body = SlackSetup)))]
async fn get(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<Json<SlackSetup>> {
    Ok(Json(setup(&app, owner.team.id).await?))
}

/// Sets Slack up, once Slack has confirmed the token.
#[utoipa::path(
    put, path = "/api/teams/{team}/slack", tag = "slack", request_body = ChangeSlack,
    responses((status = 200, body = SlackSetup))
)]
async fn put(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Json(wanted): Json<ChangeSlack>,
) -> Result<Json<SlackSetup>> {
    let team = owner.team.id;
    let before = app.store.slack_app(team).await?;
    let channel = wanted.channel.as_deref().map(str::trim).filter(|channel| !channel.is_empty());
    let channel = channel.map(Channel::parse).transpose().map_err(Invalid::field("channel"))?;
    let secret = match (wanted.signing_secret, &before) {
        (Some(secret), _) => seal(&app, team, "signing_secret", &secret_of("signing_secret", &secret, 16)?),
        (None, Some(before)) => before.signing_secret.clone(),
        (None, None) => return Err(missing("signing_secret", "Copy the Signing Secret from Slack.").into()),
    };
    let (token, identity) = match (wanted.token, &before) {
        (Some(token), _) => {
            let token = secret_of("token", &token, 10)?;
            let identity = confirmed(&app, team, &token).await?;
            (seal(&app, team, "token", &token), Some(identity))
        }
        (None, Some(before)) => (before.token.clone(), None),
        (None, None) => return Err(missing("token", "Copy the Bot User OAuth Token from Slack.").into()),
    };
    // With a new token it is a new connection: what Slack said of the one before is not about this one.
    let connected_at = match (&identity, &before) {
        (None, Some(before)) => before.connected_at,
        _ => app.now(),
    };
    let names = match (identity, &before) {
        (Some(identity), _) => [identity.workspace, identity.workspace_name, identity.bot],
        (None, Some(before)) => [before.workspace.clone(), before.workspace_name.clone(), before.bot.clone()],
        (None, None) => return Err(Error::Internal("a token without an identity".into())),
    };
    let [workspace, workspace_name, bot] = names;
    let (signing_secret, posts) = (secret, wanted.posts);
    let row = store::slack::SlackApp {
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
    app.store.put_slack_app(row).await?;
    Ok(Json(setup(&app, team).await?))
}

/// Forgets the team's app with its secrets. In Slack it stays until somebody removes it there.
#[utoipa::path(delete, path = "/api/teams/{team}/slack", tag = "slack", responses((status = 204)))]
async fn remove(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<StatusCode> {
    app.store.delete_slack_app(owner.team.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Writes to whoever asks and to the team's channel, and tells what Slack said.
#[utoipa::path(post, path = "/api/teams/{team}/slack/test", tag = "slack", responses((status = 200, body = SlackTrial)))]
async fn test(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<Json<SlackTrial>> {
    let of = app.store.slack_app(owner.team.id).await?;
    let of = of.ok_or(Error::Conflict { code: "not_set_up", detail: "Set Slack up first." })?;
    app.throttle.attempt(Attempt::SlackSetup, &of.team.to_string(), app.now())?;
    Ok(Json(SlackTrial { steps: trial(&app, &app.slack, &of, &owner.account).await? }))
}

/// The command `/readyroom`. Slack signs it.
#[utoipa::path(
    post, path = "/api/slack/commands", tag = "slack",
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "A message of Slack's"))
)]
async fn command(State(app): State<AppState>, headers: HeaderMap, Body(body): Body) -> Result<Response> {
    check_form(&body)?;
    let command = Command::read(&String::from_utf8_lossy(&body));
    if command.is_check {
        return Ok(StatusCode::OK.into_response());
    }
    let apps = app.store.slack_apps(Some(command.workspace.clone())).await?;
    let apps = signers(&app, apps, &Signed::of(&headers, &body))?;
    let response_url = command.response_url.clone();
    let asked = Arc::clone(&app);
    let mut answering =
        tokio::spawn(async move { commands::answer(&asked, &asked.slack, &asked.throttle, &apps, &command).await });
    let message = match tokio::time::timeout(PATIENCE, &mut answering).await {
        Ok(answered) => answered.map_err(|_| Error::Internal("answering a command panicked".into()))?,
        Err(_) => {
            tokio::spawn(async move {
                let Ok(message) = answering.await else { return };
                if let Err(failure) = app.slack.respond(&response_url, &message).await {
                    tracing::warn!(%failure, "a late answer to a command did not reach Slack");
                }
            });
            return Ok(StatusCode::OK.into_response());
        }
    };
    Ok(Json(message.for_asker()).into_response())
}

/// An event. Slack signs it, and sends it again when it hears nothing: each does the same however often it comes.
#[utoipa::path(
    post, path = "/api/slack/events", tag = "slack", request_body(content = String, content_type = "application/json"),
    responses((status = 200, description = "The challenge, or nothing"))
)]
async fn event(State(app): State<AppState>, headers: HeaderMap, Body(body): Body) -> Result<Response> {
    check_json(&body)?;
    let event: Event = serde_json::from_slice(&body).unwrap_or_default();
    // Before it has confirmed the address Slack does not say for which workspace it asks.
    let apps = app.store.slack_apps(event.team_id).await?;
    let apps = signers(&app, apps, &Signed::of(&headers, &body))?;
    match (&*event.kind, event.event.as_ref().map(|event| &*event.kind)) {
        ("url_verification", _) => Ok(Json(json!({ "challenge": event.challenge })).into_response()),
        ("event_callback", Some("app_uninstalled")) => {
            let happened =
                event.event_time.map(|seconds| Timestamp(seconds.saturating_add(1).saturating_mul(1_000_000)));
            // One that comes late, or once more, says nothing about an app that was connected since.
            for gone in apps.into_iter().filter(|app| happened.is_none_or(|happened| app.connected_at < happened)) {
                app.store.delete_slack_app(gone.team).await?;
                tracing::info!(team.id = %gone.team, "the app was removed in Slack, and is forgotten here");
            }
            Ok(StatusCode::OK.into_response())
        }
        _ => Ok(StatusCode::OK.into_response()),
    }
}

/// That somebody pressed a button. Slack wants an answer; who it was is not read.
#[utoipa::path(
    post, path = "/api/slack/interactions", tag = "slack", responses((status = 200, description = "Nothing"))
)]
async fn interaction() -> StatusCode {
    StatusCode::OK
}

#[derive(Default, Deserialize)]
struct Event {
    #[serde(default, rename = "type")]
    kind: String,
    team_id: Option<String>,
    #[serde(default)]
    challenge: String,
    /// Seconds since 1970.
    event_time: Option<i64>,
    event: Option<InnerEvent>,
}

#[derive(Deserialize)]
struct InnerEvent {
    #[serde(rename = "type")]
    kind: String,
}

async fn setup(app: &App, team: TeamId) -> Result<SlackSetup> {
    let manifest = manifest(&app.public_url);
    let found = app.store.slack_app(team).await?;
    Ok(SlackSetup {
        create_link: create_link(&manifest),
        manifest: format!("{manifest:#}"),
        commands: takes_commands(&app.public_url),
        app: found.map(|found| SlackApp {
            workspace: found.workspace_name,
            bot: found.bot,
            channel: found.channel.map(String::from),
            posts: found.posts,
            connected_at: to_rfc3339(found.connected_at),
        }),
    })
}

/// Whom a token belongs to, asked of Slack.
async fn confirmed(app: &App, team: TeamId, token: &str) -> Result<Identity> {
    app.throttle.attempt(Attempt::SlackSetup, &team.to_string(), app.now())?;
    match app.slack.identity(token).await {
        Ok(identity) if identity.bot_id.is_some() => Ok(identity),
        Ok(_) => Err(missing("token", mend("not_allowed_token_type")).into()),
        Err(Failure::Later { code, after }) => {
            let code = if code == "ratelimited" { code } else { "unreachable".into() };
            let wait = after.map(|after| format!(" Try again in {} seconds.", after.as_secs())).unwrap_or_default();
            Err(missing("token", &format!("{}{wait}", mend(&code))).into())
        }
        Err(failure) => Err(missing("token", mend(failure.code())).into()),
    }
}

/// A secret as somebody pasted it: one word of visible ASCII.
fn secret_of(field: &'static str, raw: &str, least: usize) -> Result<String> {
    let secret = raw.trim();
    if secret.len() < least || secret.len() > 300 || !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(missing(field, "This does not look like it came from Slack. Copy it once more.").into());
    }
    Ok(secret.to_owned())
}

fn seal(app: &App, team: TeamId, name: &str, secret: &str) -> Vec<u8> {
    app.vault.seal(&*app.entropy, &place(team, name), secret.as_bytes())
}

fn missing(field: &'static str, reason: &str) -> Invalid {
    Invalid { field, reason: reason.to_owned() }
}
