//! Topics of mail, links to unsubscribe, and a forgotten password.

use api::delivery::{ChooseMessages, Forgotten, ForgottenPassword, MyMessages};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::accounts;
use crate::delivery::unsubscribe;
use crate::error::{Error, Result};
use crate::routes::access::{ClientAddress, SignedIn};
use crate::routes::extract::{Json, Path};
use crate::state::AppState;
use crate::throttle::Attempt;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get, choose))
        .routes(routes!(page, unsubscribe_at_once))
        .routes(routes!(forgotten))
}

/// The topics of mail that a person gets.
#[utoipa::path(get, path = "/api/account/messages", tag = "account", responses((status = 200, body = MyMessages)))]
async fn get(State(app): State<AppState>, SignedIn { account, .. }: SignedIn) -> Result<Json<MyMessages>> {
    Ok(Json(accounts::my_messages(&app, &account).await?))
}

/// Subscribes to a topic of mail, or unsubscribes from it.
#[utoipa::path(
    put, path = "/api/account/messages", tag = "account", request_body = ChooseMessages,
    responses((status = 200, body = MyMessages))
)]
async fn choose(
    State(app): State<AppState>,
    SignedIn { account, .. }: SignedIn,
    Json(wanted): Json<ChooseMessages>,
) -> Result<Json<MyMessages>> {
    Ok(Json(accounts::choose_messages(&app, &account, &wanted).await?))
}

/// Shows the page on which a person unsubscribes: opening a link, as a mail scanner does, changes nothing.
#[utoipa::path(get, path = "/api/unsubscribe/{code}", tag = "account", responses((status = 303)))]
async fn page(State(app): State<AppState>, Path(code): Path<String>) -> Result<Response> {
    unsubscribe::parse_code(&app, &code).ok_or(Error::NotFound)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, format!("/unsubscribe/{code}"))]).into_response())
}

/// Unsubscribes at once (RFC 8058), without signing in. Doing it again changes nothing.
#[utoipa::path(post, path = "/api/unsubscribe/{code}", tag = "account", responses((status = 204)))]
async fn unsubscribe_at_once(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(code): Path<String>,
) -> Result<StatusCode> {
    let Some((account, topic)) = unsubscribe::parse_code(&app, &code) else {
        // Only guesses are counted: the servers of a mail provider press for all of their people.
        app.throttle.attempt(Attempt::Link, &address, app.now())?;
        return Err(Error::NotFound);
    };
    accounts::unsubscribe(&app, account, topic).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a link for choosing a new password. The answer is the same whether there is such an
/// account, and is sent before it is looked up.
#[utoipa::path(
    post, path = "/api/password-reset-request", tag = "account", request_body = ForgottenPassword,
    responses((status = 202, body = Forgotten))
)]
async fn forgotten(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Json(given): Json<ForgottenPassword>,
) -> Result<(StatusCode, Json<Forgotten>)> {
    Ok((StatusCode::ACCEPTED, Json(accounts::request_password_reset(&app, &address, &given)?)))
}
