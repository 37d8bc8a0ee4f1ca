//! The WebSocket of a live page.

use std::convert::Infallible;
use std::sync::Arc;

use api::live::{Connect, MAX_MESSAGE};
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{FromRequestParts, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::access::AtTheDoor;
use super::extract::Query;
use crate::auth::origin;
use crate::connections::ConnectionPlace;
use crate::error::{Error, Result};
use crate::live::{ConnectingClient, connection};
use crate::state::{App, AppState};

/// Most messages of a client are smaller. Every connection keeps a buffer of this size; a larger message is read in pieces.
const READ_BUFFER: usize = 512;
/// Up to so many bytes are collected, so that messages that follow each other go out in one write.
const WRITE_BUFFER: usize = 8 * 1024;

/// The live protocol's address.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(live))
}

/// Opens the live protocol of a workshop; see `ClientMessage` and `ServerMessage`.
#[utoipa::path(get, path = "/api/workshops/{workshop}/live", tag = "live", params(Connect), responses((status = 101)))]
async fn live(
    State(app): State<AppState>,
    AtTheDoor(person): AtTheDoor,
    headers: HeaderMap,
    Query(connect): Query<Connect>,
    socket: Upgrade,
) -> Result<Response> {
    let client =
        ConnectingClient { workshop: person.row.id, team: person.row.team, actor: person.actor, pass: person.pass };
    upgrade(&app, &headers, client, connect, socket)
}

/// The request for a WebSocket, if it is one, and its place among those of its client, if they are counted.
pub(crate) struct Upgrade {
    socket: std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    place: Option<Arc<ConnectionPlace>>,
}

impl FromRequestParts<AppState> for Upgrade {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> std::result::Result<Self, Infallible> {
        let place = parts.extensions.get().cloned();
        Ok(Self { socket: WebSocketUpgrade::from_request_parts(parts, app).await, place })
    }
}

/// Turns a request into a live connection.
pub(crate) fn upgrade(
    app: &App,
    headers: &HeaderMap,
    client: ConnectingClient,
    connect: Connect,
    Upgrade { socket, place }: Upgrade,
) -> Result<Response> {
    origin::check(headers, &app.public_url, app.origins)?;
    let socket = socket.map_err(|_| Error::Malformed("This address speaks WebSocket.".into()))?;
    if app.is_stopping() {
        return Err(Error::Stopping);
    }
    let hub = app.hub.clone();
    Ok(socket
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE)
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .on_upgrade(move |mut socket| {
            // On the heap, because a task keeps room for a value and for the one that was moved there.
            Box::pin(async move {
                connection::serve(&hub, client, connect, &mut socket).await;
                drop(place);
            })
        }))
}
