//! Signing in and out.

use api::account::{Me, SignIn};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me::me;
use crate::accounts;
use crate::auth::cookies::{self, SetCookie};
use crate::error::Result;
use crate::routes::access::{ClientAddress, SignedIn};
use crate::routes::extract::Json;
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(sign_in, sign_out))
}

/// Signs in with e-mail address and password.
#[utoipa::path(
    post, path = "/api/session", tag = "account", request_body = SignIn, responses((status = 201, body = Me))
)]
async fn sign_in(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(given): Json<SignIn>,
) -> Result<(StatusCode, SetCookie, Json<Me>)> {
    let begun = accounts::sign_in(&app, &address, cookies::device(&headers), given).await?;
    let cookies = SetCookie::begun_session(&app, &begun);
    let me = me(&app, Some(begun.account), &headers).await?;
    Ok((StatusCode::CREATED, cookies, Json(me)))
}

/// Signs out: ends this browser's session.
#[utoipa::path(delete, path = "/api/session", tag = "account", responses((status = 204)))]
async fn sign_out(State(app): State<AppState>, signed_in: SignedIn) -> Result<(StatusCode, SetCookie, ())> {
    accounts::sign_out(&app, signed_in.session).await?;
    Ok((StatusCode::NO_CONTENT, SetCookie::no_session(&app), ()))
}
