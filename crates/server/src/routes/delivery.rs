//! How a team's messages are sent, its webhook, what did not arrive, and trying it.

use api::delivery::{About, Channel, Delivery, Lately, PutWebhook, StuckMessage, Tried, TryChannel, Webhook};
use api::problem::Invalid;
use api::time::to_rfc3339;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{OutgoingId, PersonId, TeamId};
use store::outbox::{OutgoingState, Stuck};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::delivery::webhook::place;
use crate::delivery::{Handover, Sent, guard, write};
use crate::error::{Error, Result};
use crate::outbox::{Notice, outgoing};
use crate::routes::access::TeamOwner;
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};
use crate::throttle::Attempt;

/// How far back messages are counted, in days.
const LATELY: i64 = 7;
/// The most messages that are listed.
const MAX_STUCK: u32 = 200;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get))
        .routes(routes!(put_webhook, delete_webhook))
        .routes(routes!(try_channel))
        .routes(routes!(send_again))
        .routes(routes!(forget))
}

/// How messages are sent, what became of them lately, and what did not arrive.
#[utoipa::path(
    get, path = "/api/teams/{team}/delivery", tag = "delivery", responses((status = 200, body = Delivery))
)]
async fn get(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<Json<Delivery>> {
    let team = owner.team.id;
    let counts = app.store.outgoing_counts(team, app.now().plus_days(-LATELY), &uncounted(&app)).await?;
    let lately = store::outbox::Channel::ALL.into_iter().map(|channel| {
        let count = |states: &[OutgoingState]| states.iter().filter_map(|state| counts.get(&(channel, *state))).sum();
        Lately {
            channel: wire(channel),
            waiting: count(&[OutgoingState::Waiting, OutgoingState::Sending]),
            sent: count(&[OutgoingState::Sent]),
            stuck: count(&[OutgoingState::Failed, OutgoingState::Doubtful]),
        }
    });
    let mail = app.delivery.sinks.contains_key(&store::outbox::Channel::Mail);
    let webhook = app.store.webhook(team).await?.map(|webhook| shown(webhook, None));
    Ok(Json(Delivery { mail, webhook, lately: lately.collect(), stuck: stuck(&app, team).await? }))
}

/// Sets where events are posted. The secret is in the answer when it was made, and never again.
#[utoipa::path(
    put, path = "/api/teams/{team}/webhook", tag = "delivery", request_body = PutWebhook,
    responses((status = 200, body = Webhook))
)]
async fn put_webhook(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Json(wanted): Json<PutWebhook>,
) -> Result<Json<Webhook>> {
    let team = owner.team.id;
    let url = guard::read(&wanted.url, app.delivery.private_webhooks)
        .map_err(|why| Invalid { field: "url", reason: why.0 })?;
    let kept = app.store.webhook(team).await?.filter(|_| !wanted.new_secret);
    let (sealed, secret) = match kept {
        Some(webhook) => (webhook.secret, None),
        None => {
            let secret = format!("whsec_{}", URL_SAFE_NO_PAD.encode(app.entropy.bytes32()));
            (app.vault.seal(&*app.entropy, &place(team), secret.as_bytes()), Some(secret))
        }
    };
    let webhook = store::outbox::Webhook { team, url: url.to_string(), secret: sealed, changed_at: app.now() };
    app.store.put_webhook(webhook.clone()).await?;
    Ok(Json(shown(webhook, secret)))
}

/// Posts events nowhere any more.
#[utoipa::path(delete, path = "/api/teams/{team}/webhook", tag = "delivery", responses((status = 204)))]
async fn delete_webhook(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<StatusCode> {
    app.store.delete_webhook(owner.team.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a test now, and tells what came back: by mail to whoever asks, or to the webhook.
#[utoipa::path(
    post, path = "/api/teams/{team}/delivery/test", tag = "delivery", request_body = TryChannel,
    responses((status = 200, body = Tried))
)]
async fn try_channel(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Json(wanted): Json<TryChannel>,
) -> Result<Json<Tried>> {
    app.throttle.attempt(Attempt::Account, &owner.account.id.to_string(), app.now())?;
    let (channel, to) = match wanted.channel {
        Channel::Mail => (store::outbox::Channel::Mail, Some(owner.account.id)),
        Channel::Webhook => (store::outbox::Channel::Webhook, None),
        // It has a page of its own, which knows more about it.
        Channel::Slack => return Err(Error::NotFound),
    };
    let sink = app.delivery.sinks.get(&channel).ok_or(Error::Conflict {
        code: "not_set_up",
        detail: "This server cannot send that way yet. Whoever runs it can set it up.",
    })?;
    let test = outgoing(&app, Notice::Test, Some(owner.team.id), to, channel, "", app.now());
    let letter = write(&app, &test, Notice::Test).await?.ok_or(Error::NotFound)?;
    let (arrived, said) = match sink.send(&app, &test, &letter, &Handover::unwritten()).await {
        Sent::Delivered(said) => (true, said),
        Sent::Later { problem, .. } | Sent::Refused(problem) | Sent::Unknown(problem) => (false, problem),
    };
    Ok(Json(Tried { arrived, said }))
}

/// Sends a message again that did not arrive, or may not have.
#[utoipa::path(
    post, path = "/api/teams/{team}/delivery/{message}/again", tag = "delivery", responses((status = 204))
)]
async fn send_again(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Path((_, message)): Path<(TeamId, OutgoingId)>,
) -> Result<StatusCode> {
    listed(&app, owner.team.id, message).await?;
    app.store.send_again(owner.team.id, vec![message], app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forgets a message that did not arrive, or may not have.
#[utoipa::path(
    delete, path = "/api/teams/{team}/delivery/{message}", tag = "delivery", responses((status = 204))
)]
async fn forget(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Path((_, message)): Path<(TeamId, OutgoingId)>,
) -> Result<StatusCode> {
    listed(&app, owner.team.id, message).await?;
    app.store.forget_outgoing(owner.team.id, vec![message], app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What did not arrive, newest first, but for what only some get by whether they took part in a round.
async fn stuck(app: &App, team: TeamId) -> Result<Vec<StuckMessage>> {
    let rows = shown_stuck(app, team).await?;
    let people: Vec<PersonId> = rows.iter().filter_map(|row| row.outgoing.account).collect();
    let names = app.store.names(&people).await?;
    let shown = |row: Stuck| StuckMessage {
        id: row.outgoing.id,
        channel: wire(row.outgoing.channel),
        about: about(&row),
        to: row.outgoing.account.map(|account| names.get(&account).map(ToString::to_string).unwrap_or_default()),
        doubtful: row.state == OutgoingState::Doubtful,
        problem: row.problem,
        at: to_rfc3339(row.ended_at),
    };
    Ok(rows.into_iter().map(shown).collect())
}

async fn shown_stuck(app: &App, team: TeamId) -> Result<Vec<Stuck>> {
    let mut rows = app.store.stuck_outgoing(team, MAX_STUCK).await?;
    rows.retain(|row| Notice::read(&row.outgoing.notice).is_ok_and(|notice| !notice.tells_who_took_part()));
    Ok(rows)
}

/// Not found when the page does not list this message.
async fn listed(app: &App, team: TeamId, id: OutgoingId) -> Result<()> {
    let rows = shown_stuck(app, team).await?;
    rows.iter().any(|row| row.outgoing.id == id).then_some(()).ok_or(Error::NotFound)
}

/// The kinds of messages that are not counted.
fn uncounted(app: &App) -> Vec<&'static str> {
    #[cfg(feature = "weakened")]
    if app.pool.is_weakened(crate::ballots::Weakness::RemindersCounted) {
        return Vec::new();
    }
    #[cfg(not(feature = "weakened"))]
    let _ = app;
    Notice::PRIVATE.to_vec()
}

fn about(row: &Stuck) -> About {
    let Ok(notice) = Notice::read(&row.outgoing.notice) else { return About::Other };
    match notice {
        Notice::SurveyInvitation { .. }
        | Notice::SurveyExtended { .. }
        | Notice::SurveyReminder { .. }
        | Notice::SurveySendAgain { .. } => About::Survey,
        Notice::SurveyResult { .. } => About::SurveyResult,
        Notice::WorkshopReminder { .. } => About::Workshop,
        Notice::ActionsDue { .. } => About::Actions,
        Notice::ResetPassword { .. } | Notice::Test => About::Other,
    }
}

fn shown(webhook: store::outbox::Webhook, secret: Option<String>) -> Webhook {
    Webhook { url: webhook.url, changed_at: to_rfc3339(webhook.changed_at), secret }
}

fn wire(channel: store::outbox::Channel) -> Channel {
    match channel {
        store::outbox::Channel::Mail => Channel::Mail,
        store::outbox::Channel::Slack => Channel::Slack,
        store::outbox::Channel::Webhook => Channel::Webhook,
    }
}
