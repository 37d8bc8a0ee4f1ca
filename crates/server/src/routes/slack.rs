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
use crate::routes::extract::{Json, RawBody, check_form, check_json};
use crate::slack::commands::{self, SlashCommand};
use crate::slack::signature::Signed;
use crate::slack::{connect, disconnect, forget_removed, signed_by, slack_setup, try_slack};
use crate::state::AppState;

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

/// The state of the set-up, and the manifest from which Slack makes the app.
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
    connect(&app, &app.slack, owner.team.id, wanted).await?;
    Ok(Json(slack_setup(&app, owner.team.id).await?))
}

/// Forgets the team's app with its secrets. In Slack it stays until it is removed there.
#[utoipa::path(delete, path = "/api/teams/{team}/slack", tag = "slack", responses((status = 204)))]
async fn remove(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<StatusCode> {
    disconnect(&app, owner.team.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Writes to the person who asks and to the team's channel, and returns Slack's answers.
#[utoipa::path(post, path = "/api/teams/{team}/slack/test", tag = "slack", responses((status = 200, body = SlackTrial)))]
async fn test(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<Json<SlackTrial>> {
    Ok(Json(try_slack(&app, &app.slack, owner.team.id, &owner.account).await?))
}

/// The command `/readyroom`. Slack signs it.
#[utoipa::path(
    post, path = "/api/slack/commands", tag = "slack",
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "A message of Slack's"))
)]
async fn command(State(app): State<AppState>, headers: HeaderMap, RawBody(body): RawBody) -> Result<Response> {
    check_form(&body)?;
    let command = SlashCommand::parse(&String::from_utf8_lossy(&body));
    if command.is_check {
        return Ok(StatusCode::OK.into_response());
    }
    let apps = signed_by(&app, Some(command.workspace.clone()), &Signed::from_request(&headers, &body)).await?;
    let response_url = command.response_url.clone();
    let asked = Arc::clone(&app);
    let mut answering = tokio::spawn(async move { commands::answer(&asked, &asked.slack, &apps, &command).await });
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

/// An event. Slack signs it, and sends it again without an answer: handling one twice has no further effect.
#[utoipa::path(
    post, path = "/api/slack/events", tag = "slack", request_body(content = String, content_type = "application/json"),
    responses((status = 200, description = "The challenge, or nothing"))
)]
async fn event(State(app): State<AppState>, headers: HeaderMap, RawBody(body): RawBody) -> Result<Response> {
    check_json(&body)?;
    let event: Event = serde_json::from_slice(&body).unwrap_or_default();
    // Before it has confirmed the address Slack does not name the workspace.
    let apps = signed_by(&app, event.team_id, &Signed::from_request(&headers, &body)).await?;
    match (&*event.kind, event.event.as_ref().map(|event| &*event.kind)) {
        ("url_verification", _) => Ok(Json(json!({ "challenge": event.challenge })).into_response()),
        ("event_callback", Some("app_uninstalled")) => {
            let next_second = |seconds: i64| Timestamp(seconds.saturating_add(1).saturating_mul(1_000_000));
            forget_removed(&app, apps, event.event_time.map(next_second)).await?;
            Ok(StatusCode::OK.into_response())
        }
        _ => Ok(StatusCode::OK.into_response()),
    }
}

/// A pressed button. Slack requires an answer; the person is not read.
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
