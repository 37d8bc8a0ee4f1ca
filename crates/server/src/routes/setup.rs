//! The first account of a server.

use api::account::{Me, NewAccount, SetUp};
use api::problem::Invalid;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::id::{PersonId, TeamId};
use domain::text::{PersonName, TeamName};
use store::accounts::{Account, LinkPurpose};
use store::teams::Team;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me::me;
use crate::auth::cookies::SetCookie;
use crate::auth::password::NewPassword;
use crate::auth::{email, session, token};
use crate::error::{Error, Result};
use crate::routes::access::ClientAddress;
use crate::routes::extract::Json;
use crate::state::{App, AppState};
use crate::throttle::Attempt;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(set_up))
}

const GONE: Error = Error::Gone(
    "This set-up link does not work any more. While nobody has used one, every start of the server prints one.",
);

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
    app.throttle.attempt(Attempt::Link, &address, app.now())?;
    let link = token::hash(&wanted.token);
    app.store.peek_one_time_link(link, LinkPurpose::SetUp, app.now()).await?.ok_or(GONE)?;
    let name = TeamName::parse(&wanted.team).map_err(Invalid::field("team"))?;
    let new = NewAccount { name: wanted.name, email: wanted.email, password: wanted.password };
    let account = new_account(&app, new).await?;
    let (secret, session) = session::begin(&app, account.id);
    let team = Team { id: TeamId(app.new_id()), name, demo: false, created_at: app.now() };
    match app.store.set_up(link, account.clone(), session, team, app.now()).await {
        Err(store::Error::NotFound) => return Err(GONE),
        done => done?,
    }
    tracing::info!(account.id = %account.id, "the server was set up");
    let cookies = SetCookie::session_of(&app, &secret, account.email.as_deref());
    let me = me(&app, Some(account), &headers).await?;
    Ok((StatusCode::CREATED, cookies, Json(me)))
}

/// Reads what a new account needs and hashes its password; nothing is kept yet.
async fn new_account(app: &App, wanted: NewAccount) -> Result<Account> {
    let name = PersonName::parse(&wanted.name).map_err(Invalid::field("name"))?;
    let email = email::parse(&wanted.email)?;
    let password = NewPassword::parse("password", wanted.password)?;
    Ok(Account {
        id: PersonId(app.new_id()),
        name,
        email: Some(email),
        password_hash: Some(app.passwords.hash(password).await?),
        created_at: app.now(),
    })
}
