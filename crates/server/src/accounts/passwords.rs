//! A new password by a one-time link, and asking for such a link.

use std::sync::Arc;

use api::account::ResetPassword;
use api::delivery::{Forgotten, ForgottenPassword};
use api::refusal::RequestReason;
use domain::messages::Channel;
use domain::time::Timestamp;
use store::accounts::{AccountRow, LinkPurpose};

use crate::auth::session::BegunSession;
use crate::auth::{email, session, token};
use crate::error::{Error, Result};
use crate::outbox::{Notice, outgoing};
use crate::passwords::NewPassword;
use crate::services::Services;
use crate::throttle::Attempt;

/// At most one mail with a link for a new password is sent to an account in so many minutes.
const RESET_MINUTES: i64 = 5;
/// As many accounts of one address get a link at once.
const MOST_LINKS: usize = 5;
const GONE: Error = Error::Gone(RequestReason::LinkGone);

/// Sets a new password with a one-time link, ends the account's sessions, and signs in.
pub(crate) async fn reset_password(services: &Services, address: &str, given: ResetPassword) -> Result<BegunSession> {
    services.throttle.attempt(Attempt::Link, address, services.now())?;
    let link = token::hash(&given.token);
    let found = services.store.peek_one_time_link(link, LinkPurpose::ResetPassword, services.now()).await?;
    let id = found.and_then(|link| link.account).ok_or(GONE)?;
    let mut account = services.store.account(id).await?.ok_or(GONE)?;
    let password = NewPassword::parse("password", given.password)?;
    let hash = services.passwords.hash_like(password, account.password_hash).await?;
    account.password_hash = Some(hash.clone());
    let (secret, session) = session::begin(services, id);
    match services.store.reset_password(link, hash, session, services.now()).await {
        Err(store::Error::NotFound) => return Err(GONE),
        done => done?,
    }
    services.hub.disconnect(id).await;
    Ok(BegunSession::new(account, secret))
}

/// Sends a link for choosing a new password. The answer is the same whether there is such an account, and is sent before
/// the account is looked for.
pub(crate) fn request_password_reset(
    services: &Arc<Services>,
    address: &str,
    given: &ForgottenPassword,
) -> Result<Forgotten> {
    let email: String = given.email.chars().take(254).collect();
    services.throttle.attempt(Attempt::Forgotten, address, services.now())?;
    let mail = services.sends_mail;
    if mail {
        let services = services.clone();
        tokio::spawn(async move {
            if let Err(error) = send_links(&services, &email).await {
                tracing::warn!(%error, "a link for a new password could not be put into the outbox");
            }
        });
    }
    Ok(Forgotten { mail })
}

async fn send_links(services: &Services, email: &str) -> Result<()> {
    let accounts = email::find_accounts(&*services.store, email).await?;
    let now = services.now();
    let turn = now.0.div_euclid(RESET_MINUTES * Timestamp::MINUTE).to_string();
    let notice = Notice::ResetPassword { asked_at: now };
    let row = |account: AccountRow| outgoing(services, notice, None, Some(account.id), Channel::Mail, &turn, now);
    Ok(services.store.enqueue(accounts.into_iter().take(MOST_LINKS).map(row).collect()).await?)
}
