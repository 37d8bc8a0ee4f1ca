//! Signing in and out.

use api::account::{Me, SignIn};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me::me;
use crate::auth::cookies::{self, SetCookie};
use crate::auth::{device, email, session};
use crate::error::{Error, Result};
use crate::live::Revocation;
use crate::routes::access::{ClientAddress, SignedIn};
use crate::routes::extract::Json;
use crate::state::AppState;
use crate::throttle::{Attempt, TriedBy};

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
    let email = email::normal(&given.email);
    let device = device::known(&app, cookies::device(&headers), &email);
    let tried_by = match &device {
        Some(device) => TriedBy::KnownDevice(device),
        None => {
            app.throttle.attempt(Attempt::SignIn, &address, app.now())?;
            TriedBy::Address(&address)
        }
    };
    app.sign_ins.begin(&email, tried_by, app.now())?;
    let mut accounts = email::find_accounts(&*app.store, &given.email).await?;
    let hashes = accounts.iter().map(|account| account.password_hash.clone().unwrap_or_default()).collect();
    // Looked for even when there is no such account, so that the time that it takes tells nothing.
    let right = app.passwords.find(given.password, hashes).await?.ok_or(Error::WrongPassword)?;
    let account = accounts.swap_remove(right);
    app.sign_ins.succeeded(&email, tried_by);
    let (secret, session) = session::begin(&app, account.id);
    app.store.create_session(session).await?;
    let cookies = SetCookie::session_of(&app, &secret, Some(&email));
    let me = me(&app, Some(account), &headers).await?;
    Ok((StatusCode::CREATED, cookies, Json(me)))
}

/// Signs out: ends this browser's session.
#[utoipa::path(delete, path = "/api/session", tag = "account", responses((status = 204)))]
async fn sign_out(State(app): State<AppState>, signed_in: SignedIn) -> Result<(StatusCode, SetCookie, ())> {
    app.store.delete_session(signed_in.session).await?;
    app.hub.revoke(Revocation::Session(signed_in.session));
    Ok((StatusCode::NO_CONTENT, SetCookie::no_session(&app), ()))
}
