//! How a team's messages are sent, its webhook, failed messages, and tests.

use api::delivery::{Delivery, PutWebhook, Tried, TryChannel, Webhook};
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{OutgoingId, TeamId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::delivery;
use crate::error::Result;
use crate::routes::access::TeamOwner;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get))
        .routes(routes!(put_webhook, delete_webhook))
        .routes(routes!(try_channel))
        .routes(routes!(send_again))
        .routes(routes!(forget))
}

/// How messages are sent, how many were sent recently, and which failed.
#[utoipa::path(
    get, path = "/api/teams/{team}/delivery", tag = "delivery", responses((status = 200, body = Delivery))
)]
async fn get(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<Json<Delivery>> {
    Ok(Json(delivery::delivery_status(&app, owner.team.id).await?))
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
    Ok(Json(delivery::set_webhook(&app, &app.delivery, owner.team.id, &wanted).await?))
}

/// Posts events nowhere any more.
#[utoipa::path(delete, path = "/api/teams/{team}/webhook", tag = "delivery", responses((status = 204)))]
async fn delete_webhook(State(app): State<AppState>, TeamOwner(owner): TeamOwner) -> Result<StatusCode> {
    delivery::delete_webhook(&app, owner.team.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a test now, and returns the answer: by mail to the person who asks, or to the webhook.
#[utoipa::path(
    post, path = "/api/teams/{team}/delivery/test", tag = "delivery", request_body = TryChannel,
    responses((status = 200, body = Tried))
)]
async fn try_channel(
    State(app): State<AppState>,
    TeamOwner(owner): TeamOwner,
    Json(wanted): Json<TryChannel>,
) -> Result<Json<Tried>> {
    let (team, owner) = (owner.team.id, owner.account.id);
    Ok(Json(delivery::try_channel(&app, &app.delivery, team, owner, &wanted).await?))
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
    delivery::send_again(&app, owner.team.id, message).await?;
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
    delivery::forget_message(&app, owner.team.id, message).await?;
    Ok(StatusCode::NO_CONTENT)
}
