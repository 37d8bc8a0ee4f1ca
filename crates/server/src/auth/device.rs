//! Browsers in which somebody has signed in before.
//!
//! A person who guesses at an account's password slows down all others who try, and would keep its owner out. A browser that signed in
//! shows so by a cookie, and has an allowance of its own (OWASP, "Device cookies"). The cookie opens nothing.

use super::token::SecretToken;
use crate::services::Services;

const PURPOSE: &str = "device";

/// The cookie of a browser in which somebody signed in with an address.
pub(super) fn cookie(services: &Services, email: &str) -> String {
    let id = SecretToken::new(&*services.entropy).secret;
    let proof = services.vault.token(PURPOSE, &[email.as_bytes(), id.as_bytes()]);
    format!("{id}.{proof}")
}

/// The id of a browser in which somebody has signed in with this address.
pub(crate) fn known(services: &Services, cookie: Option<&str>, email: &str) -> Option<String> {
    let (id, proof) = cookie?.split_once('.')?;
    services.vault.is_token(proof, PURPOSE, &[email.as_bytes(), id.as_bytes()]).then(|| id.to_owned())
}
