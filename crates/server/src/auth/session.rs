//! Beginning a session.

use domain::id::PersonId;
use store::accounts::Session;

use super::cookies::SESSION_DAYS;
use super::token::Token;
use crate::services::Services;

/// A session for an account, not kept yet, and the secret for its cookie.
pub(crate) fn begin(services: &Services, account: PersonId) -> (String, Session) {
    let Token { secret, hash } = Token::new(&*services.entropy);
    let now = services.now();
    (secret, Session { token_hash: hash, account, created_at: now, expires_at: now.plus_days(SESSION_DAYS) })
}
