//! The first account of a server.

use api::account::{NewAccount, SetUp};
use api::problem::Invalid;
use api::refusal::RequestReason;
use domain::id::{PersonId, TeamId};
use domain::text::{PersonName, TeamName};
use store::accounts::{AccountRow, LinkPurpose};
use store::teams::TeamRow;

use crate::auth::session::BegunSession;
use crate::auth::{email, session, token};
use crate::error::{Error, Result};
use crate::passwords::NewPassword;
use crate::services::Services;
use crate::throttle::Attempt;

const GONE: Error = Error::Gone(RequestReason::SetupLinkGone);

/// Makes the first account and its team with the one-time link, and signs it in.
pub(crate) async fn set_up(services: &Services, address: &str, wanted: SetUp) -> Result<BegunSession> {
    services.throttle.attempt(Attempt::Link, address, services.now())?;
    let link = token::hash(&wanted.token);
    services.store.peek_one_time_link(link, LinkPurpose::SetUp, services.now()).await?.ok_or(GONE)?;
    let name = TeamName::parse(&wanted.team).map_err(Invalid::field("team"))?;
    let new = NewAccount { name: wanted.name, email: wanted.email, password: wanted.password };
    let account = new_account(services, new).await?;
    let (secret, session) = session::begin(services, account.id);
    let team = TeamRow { id: TeamId(services.new_id()), name, demo: false, created_at: services.now() };
    match services.store.set_up(link, account.clone(), session, team, services.now()).await {
        Err(store::Error::NotFound) => return Err(GONE),
        done => done?,
    }
    tracing::info!(account.id = %account.id, "the server was set up");
    Ok(BegunSession::new(account, secret))
}

/// Reads what a new account needs and hashes its password; nothing is kept yet.
async fn new_account(services: &Services, wanted: NewAccount) -> Result<AccountRow> {
    let name = PersonName::parse(&wanted.name).map_err(Invalid::field("name"))?;
    let email = email::parse(&wanted.email)?;
    let password = NewPassword::parse("password", wanted.password)?;
    Ok(AccountRow {
        id: PersonId(services.new_id()),
        name,
        email: Some(email),
        password_hash: Some(services.passwords.hash(password).await?),
        created_at: services.now(),
    })
}
