//! One's own account, and a new password by a one-time link.

use api::account::{ChangeAccount, EraseAccount, Me, ResetPassword};
use api::problem::Invalid;
use api::time::is_zone;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::text::PersonName;
use store::accounts::LinkPurpose;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me::me;
use crate::auth::cookies::SetCookie;
use crate::auth::password::NewPassword;
use crate::auth::{session, token};
use crate::error::{Error, Result};
use crate::live::Revocation;
use crate::routes::access::{ClientAddress, SignedIn};
use crate::routes::extract::Json;
use crate::state::AppState;
use crate::throttle::Attempt;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(change)).routes(routes!(erase)).routes(routes!(reset_password))
}

const GONE: Error = Error::Gone("This link does not work any more. Ask an owner of your team for a new one.");

/// Changes one's name, time zone, working hours, or password, which ends all other sessions.
#[utoipa::path(
    patch, path = "/api/account", tag = "account", request_body = ChangeAccount, responses((status = 200, body = Me))
)]
async fn change(
    State(app): State<AppState>,
    SignedIn { mut account, session }: SignedIn,
    headers: HeaderMap,
    Json(wanted): Json<ChangeAccount>,
) -> Result<Json<Me>> {
    let name = wanted.name.map(|name| PersonName::parse(&name)).transpose().map_err(Invalid::field("name"))?;
    let zone = wanted.time_zone;
    if zone.as_ref().is_some_and(|zone| !is_zone(zone)) {
        return Err(Invalid { field: "time_zone", reason: "This is no time zone that we know.".into() }.into());
    }
    let hours = wanted.working_hours;
    if hours.is_some_and(|hours| hours.until > 24 * 60 || hours.until < hours.from.saturating_add(60)) {
        return Err(Invalid { field: "working_hours", reason: "A working day has an hour at least.".into() }.into());
    }
    if let Some(passwords) = wanted.password {
        app.throttle.attempt(Attempt::Account, &account.id.to_string(), app.now())?;
        let new = NewPassword::parse("new", passwords.new)?;
        if !app.passwords.check(passwords.current, account.password_hash.clone()).await? {
            return Err(Invalid { field: "current", reason: "This is not your present password.".into() }.into());
        }
        app.store
            .set_password_hash(
                account.id,
                app.passwords.hash_like(new, account.password_hash.clone()).await?,
                Some(session),
            )
            .await?;
        app.hub.disconnect(account.id).await;
    }
    if let Some(name) = name {
        app.store.rename_account(account.id, name.clone()).await?;
        account.name = name;
        for (team, _) in app.store.teams_of(account.id).await? {
            app.hub.team_changed(team.id).await;
        }
    }
    if let Some(zone) = zone {
        app.store.set_time_zone(account.id, zone).await?;
    }
    if let Some(hours) = hours {
        app.store.set_working_hours(account.id, (hours.from, hours.until)).await?;
    }
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
    app.throttle.attempt(Attempt::Account, &account.id.to_string(), app.now())?;
    let password = wanted.password.unwrap_or_default();
    if account.password_hash.is_some() && !app.passwords.check(password, account.password_hash.clone()).await? {
        return Err(Invalid { field: "password", reason: "This is not your present password.".into() }.into());
    }
    let teams = app.store.erase_account(account.id, wanted.words_too).await?;
    app.hub.revoke(Revocation::Person(account.id));
    for team in teams {
        app.hub.log_changed(team).await;
    }
    tracing::info!(account.id = %account.id, "an account was deleted");
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
    app.throttle.attempt(Attempt::Link, &address, app.now())?;
    let link = token::hash(&given.token);
    let found = app.store.peek_one_time_link(link, LinkPurpose::ResetPassword, app.now()).await?;
    let id = found.and_then(|link| link.account).ok_or(GONE)?;
    let before = app.store.account(id).await?.ok_or(GONE)?.password_hash;
    let hash = app.passwords.hash_like(NewPassword::parse("password", given.password)?, before).await?;
    let (secret, session) = session::begin(&app, id);
    match app.store.reset_password(link, hash, session, app.now()).await {
        Err(store::Error::NotFound) => return Err(GONE),
        done => done?,
    }
    app.hub.disconnect(id).await;
    let account = app.store.account(id).await?;
    let email = account.as_ref().and_then(|account| account.email.as_deref());
    let cookies = SetCookie::session_of(&app, &secret, email);
    let me = me(&app, account, &headers).await?;
    Ok((StatusCode::CREATED, cookies, Json(me)))
}
