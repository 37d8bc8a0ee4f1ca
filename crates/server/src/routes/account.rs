//! One's own account, and a new password by a one-time link.

use api::account::{ChangeAccount, EraseAccount, Me, ResetPassword};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me::me;
use crate::accounts;
use crate::auth::cookies::SetCookie;
use crate::error::Result;
use crate::routes::access::{ClientAddress, SignedIn};
use crate::routes::extract::Json;
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(change)).routes(routes!(erase)).routes(routes!(reset_password))
}

/// Changes one's name, time zone, working hours, or password, which ends all other sessions.
#[utoipa::path(
    patch, path = "/api/account", tag = "account", request_body = ChangeAccount, responses((status = 200, body = Me))
)]
async fn change(
    State(app): State<AppState>,
    SignedIn { account, session }: SignedIn,
    headers: HeaderMap,
    Json(wanted): Json<ChangeAccount>,
) -> Result<Json<Me>> {
    let account = accounts::change_account(&app, account, session, wanted).await?;
    Ok(Json(me(&app, Some(account), &headers).await?))
}

/// Deletes one's account, with everything of the teams in which nobody else is. In the logs of workshops an id without a
/// name remains.
#[utoipa::path(
    post, path = "/api/account/erasure", tag = "account", request_body = EraseAccount, responses((status = 204))
)]
async fn erase(
    State(app): State<AppState>,
    SignedIn { account, .. }: SignedIn,
    Json(wanted): Json<EraseAccount>,
) -> Result<(StatusCode, SetCookie, ())> {
    accounts::erase_account(&app, account, wanted).await?;
    Ok((StatusCode::NO_CONTENT, SetCookie::no_session(&app), ()))
}

/// Chooses a new password with a one-time link, and signs in.
#[utoipa::path(
    post, path = "/api/password-reset", tag = "account", request_body = ResetPassword,
    responses((status = 201, body = Me))
)]
async fn reset_password(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(given): Json<ResetPassword>,
) -> Result<(StatusCode, SetCookie, Json<Me>)> {
    let begun = accounts::reset_password(&app, &address, given).await?;
    let cookies = SetCookie::begun_session(&app, &begun);
    let me = me(&app, Some(begun.account), &headers).await?;
    Ok((StatusCode::CREATED, cookies, Json(me)))
}
