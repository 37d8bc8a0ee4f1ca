//! Beginning a session.

use domain::id::PersonId;
use store::accounts::Session;

use super::cookies::SESSION_DAYS;
use super::token::Token;
use crate::setup::in_days;
use crate::state::App;

/// A session for an account, not kept yet, and the secret for its cookie.
pub(crate) fn begin(app: &App, account: PersonId) -> (String, Session) {
    let Token { secret, hash } = Token::new(&*app.entropy);
    let now = app.now();
    (secret, Session { token_hash: hash, account, created_at: now, expires_at: in_days(now, SESSION_DAYS) })
}
