//! The first account of a server.

use api::account::{Me, SetUp};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me::me;
use crate::accounts;
use crate::auth::cookies::SetCookie;
use crate::error::Result;
use crate::routes::access::ClientAddress;
use crate::routes::extract::Json;
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(set_up))
}

/// Makes the first account and its team with the one-time link, and signs it in.
#[utoipa::path(
    post, path = "/api/setup", tag = "account", request_body = SetUp, responses((status = 201, body = Me))
)]
async fn set_up(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(wanted): Json<SetUp>,
) -> Result<(StatusCode, SetCookie, Json<Me>)> {
    let begun = accounts::set_up(&app, &address, wanted).await?;
    let cookies = SetCookie::begun_session(&app, &begun);
    let me = me(&app, Some(begun.account), &headers).await?;
    Ok((StatusCode::CREATED, cookies, Json(me)))
}
