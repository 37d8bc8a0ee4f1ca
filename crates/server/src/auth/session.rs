//! Beginning a session.

use domain::id::PersonId;
use store::accounts::{AccountRow, SessionRow};

use super::token::SecretToken;
use crate::services::Services;

/// How long a session lasts, in days.
pub(super) const SESSION_DAYS: i64 = 30;

/// An account with a session that has just begun.
pub(crate) struct BegunSession {
    pub account: AccountRow,
    /// The secret for the cookie of the session.
    pub secret: String,
    /// The e-mail address for which the browser is remembered.
    pub email: Option<String>,
}

impl BegunSession {
    pub(crate) fn new(account: AccountRow, secret: String) -> Self {
        Self { email: account.email.clone(), account, secret }
    }
}

/// A session for an account, not kept yet, and the secret for its cookie.
pub(crate) fn begin(services: &Services, account: PersonId) -> (String, SessionRow) {
    let SecretToken { secret, hash } = SecretToken::new(&*services.entropy);
    let now = services.now();
    (secret, SessionRow { token_hash: hash, account, created_at: now, expires_at: now.plus_days(SESSION_DAYS) })
}
