//! Signing in and out.

use api::account::SignIn;
use store::Sha256;

use crate::auth::session::BegunSession;
use crate::auth::{device, email, session};
use crate::error::{Error, Result};
use crate::live::Revocation;
use crate::services::Services;
use crate::throttle::{Attempt, TriedBy};

/// Signs in with e-mail address and password. `device` is the cookie of a browser in which somebody has signed in before.
pub(crate) async fn sign_in(
    services: &Services,
    address: &str,
    device: Option<&str>,
    given: SignIn,
) -> Result<BegunSession> {
    let email = email::normal(&given.email);
    let device = device::known(services, device, &email);
    let tried_by = match &device {
        Some(device) => TriedBy::KnownDevice(device),
        None => {
            services.throttle.attempt(Attempt::SignIn, address, services.now())?;
            TriedBy::Address(address)
        }
    };
    services.sign_ins.begin(&email, tried_by, services.now())?;
    let mut accounts = email::find_accounts(&*services.store, &given.email).await?;
    let hashes = accounts.iter().map(|account| account.password_hash.clone().unwrap_or_default()).collect();
    // Looked for even when there is no such account, so that the response time reveals nothing.
    let right = services.passwords.find(given.password, hashes).await?.ok_or(Error::WrongPassword)?;
    let account = accounts.swap_remove(right);
    services.sign_ins.succeeded(&email, tried_by);
    let (secret, session) = session::begin(services, account.id);
    services.store.create_session(session).await?;
    Ok(BegunSession { account, secret, email: Some(email) })
}

/// Ends a session, and closes its pages.
pub(crate) async fn sign_out(services: &Services, session: Sha256) -> Result<()> {
    services.store.delete_session(session).await?;
    services.hub.revoke(Revocation::Session(session));
    Ok(())
}
