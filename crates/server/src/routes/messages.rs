//! What one is told by mail, links to be told no more, and a forgotten password.

use api::delivery::{ChooseMessages, Forgotten, ForgottenPassword, MyMessages, Topic};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::time::Timestamp;
use store::accounts::Account;
use store::outbox::Channel;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::email;
use crate::delivery::unsubscribe;
use crate::error::{Error, Result};
use crate::outbox::{Notice, outgoing};
use crate::routes::access::{ClientAddress, SignedIn};
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};
use crate::throttle::Attempt;

/// At most one mail with a link for a new password is sent to an account in so many minutes.
const RESET_MINUTES: i64 = 5;
/// As many accounts of one address get a link at once.
const MOST_LINKS: usize = 5;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get, choose))
        .routes(routes!(page, unsubscribe_at_once))
        .routes(routes!(forgotten))
}

/// What one is told by mail.
#[utoipa::path(get, path = "/api/account/messages", tag = "account", responses((status = 200, body = MyMessages)))]
async fn get(State(app): State<AppState>, SignedIn { account, .. }: SignedIn) -> Result<Json<MyMessages>> {
    Ok(Json(mine(&app, &account).await?))
}

/// Chooses to be told, or not to be told, of a topic by mail.
#[utoipa::path(
    put, path = "/api/account/messages", tag = "account", request_body = ChooseMessages,
    responses((status = 200, body = MyMessages))
)]
async fn choose(
    State(app): State<AppState>,
    SignedIn { account, .. }: SignedIn,
    Json(wanted): Json<ChooseMessages>,
) -> Result<Json<MyMessages>> {
    let topic = match wanted.topic {
        Topic::Survey => store::outbox::Topic::Survey,
        Topic::Workshops => store::outbox::Topic::Workshops,
        Topic::Actions => store::outbox::Topic::Actions,
    };
    app.store.set_wanted(account.id, Channel::Mail, topic, wanted.wanted).await?;
    Ok(Json(mine(&app, &account).await?))
}

/// Shows the page on which a person unsubscribes: whoever only looks at a link, such as a scanner of mail, changes nothing.
#[utoipa::path(get, path = "/api/unsubscribe/{code}", tag = "account", responses((status = 303)))]
async fn page(State(app): State<AppState>, Path(code): Path<String>) -> Result<Response> {
    unsubscribe::read(&app, &code).ok_or(Error::NotFound)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, format!("/unsubscribe/{code}"))]).into_response())
}

/// Unsubscribes at once (RFC 8058), without signing in. Doing it again changes nothing.
#[utoipa::path(post, path = "/api/unsubscribe/{code}", tag = "account", responses((status = 204)))]
async fn unsubscribe_at_once(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(code): Path<String>,
) -> Result<StatusCode> {
    let Some((account, topic)) = unsubscribe::read(&app, &code) else {
        // Only guesses are counted: the servers of a mail provider press for all of their people.
        app.throttle.attempt(Attempt::Link, &address, app.now())?;
        return Err(Error::NotFound);
    };
    app.store.set_wanted(account, Channel::Mail, topic, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a link with which whoever forgot a password chooses a new one. The answer is the same whether there is such an
/// account, and comes before anybody looks.
#[utoipa::path(
    post, path = "/api/password-reset-request", tag = "account", request_body = ForgottenPassword,
    responses((status = 202, body = Forgotten))
)]
async fn forgotten(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Json(given): Json<ForgottenPassword>,
) -> Result<(StatusCode, Json<Forgotten>)> {
    let email: String = given.email.chars().take(254).collect();
    app.throttle.attempt(Attempt::Forgotten, &address, app.now())?;
    let mail = app.delivery.sinks.contains_key(&Channel::Mail);
    if mail {
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(error) = send_link(&app, &email).await {
                tracing::warn!(%error, "a link for a new password could not be put into the outbox");
            }
        });
    }
    Ok((StatusCode::ACCEPTED, Json(Forgotten { mail })))
}

async fn send_link(app: &App, email: &str) -> Result<()> {
    let accounts = email::find_accounts(&*app.store, email).await?;
    let now = app.now();
    let turn = now.0.div_euclid(RESET_MINUTES * Timestamp::MINUTE).to_string();
    let notice = Notice::ResetPassword { asked_at: now };
    let row = |account: Account| outgoing(app, notice, None, Some(account.id), Channel::Mail, &turn, now);
    Ok(app.store.enqueue(accounts.into_iter().take(MOST_LINKS).map(row).collect()).await?)
}

async fn mine(app: &App, account: &store::accounts::Account) -> Result<MyMessages> {
    let unwanted = app.store.unwanted(account.id).await?.into_iter().filter(|(channel, _)| *channel == Channel::Mail);
    let unwanted = unwanted.map(|(_, topic)| match topic {
        store::outbox::Topic::Survey => Topic::Survey,
        store::outbox::Topic::Workshops => Topic::Workshops,
        store::outbox::Topic::Actions => Topic::Actions,
    });
    let mail = app.delivery.sinks.contains_key(&Channel::Mail) && account.email.is_some();
    Ok(MyMessages { mail, unwanted: unwanted.collect() })
}
