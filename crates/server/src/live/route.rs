//! Where a live page connects.

use api::live::{Connect, MAX_MESSAGE};
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::connection::{self, Client};
use crate::auth::{AtTheDoor, origin, place};
use crate::error::{Error, Result};
use crate::extract::Query;
use crate::state::{App, AppState};

/// The live protocol's address.
pub fn router() -> OpenApiRouter<AppState> {
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
    let client = Client { workshop: person.row.id, team: person.row.team, actor: person.actor, pass: person.pass };
    upgrade(&app, &headers, client, connect, socket)
}

/// The request for a WebSocket, if it is one.
pub(crate) type Upgrade = std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

/// Turns a request into a live connection.
pub(crate) fn upgrade(
    app: &App,
    headers: &HeaderMap,
    client: Client,
    connect: Connect,
    socket: Upgrade,
) -> Result<Response> {
    origin::check(headers, app)?;
    let socket = socket.map_err(|_| Error::Malformed("This address speaks WebSocket.".into()))?;
    if app.is_stopping() {
        return Err(Error::Stopping);
    }
    let place = place(app, headers)?;
    let hub = app.hub.clone();
    Ok(socket
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE)
        .read_buffer_size(4096)
        .write_buffer_size(0)
        .on_upgrade(async move |socket| {
            connection::serve(hub, client, connect, socket).await;
            drop(place);
        }))
}
