//! Slack: setting it up, and what Slack sends.

use std::sync::Arc;
use std::time::Duration;

use api::slack::{ChangeSlack, SlackSetup, SlackTrial};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::time::Timestamp;
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::routes::access::TeamOwner;
use crate::routes::extract::{Body, Json, check_form, check_json};
use crate::slack::commands::{self, Command};
use crate::slack::signature::Signed;
use crate::slack::{connect, signers, slack_setup, trial};
use crate::state::AppState;
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
    Ok(Json(slack_setup(&app, owner.team.id).await?))
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
    connect(&app, &app.slack, &app.throttle, owner.team.id, wanted).await?;
    Ok(Json(slack_setup(&app, owner.team.id).await?))
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
