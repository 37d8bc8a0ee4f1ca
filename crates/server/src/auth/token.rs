//! Secrets in links and cookies. Only their SHA-256 is kept.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::characters::bare_secret;
use sha2::{Digest, Sha256};

use crate::clock::Entropy;

/// A secret that was just made; this is the only moment at which it can be told.
pub struct SecretToken {
    /// What goes into the link or cookie: 43 characters of URL-safe base64.
    pub secret: String,
    /// What is kept.
    pub hash: store::Sha256,
}

impl SecretToken {
    /// Makes a secret that nobody can guess.
    #[must_use]
    pub fn new(entropy: &dyn Entropy) -> Self {
        let secret = URL_SAFE_NO_PAD.encode(entropy.bytes32());
        Self { hash: hash(&secret), secret }
    }
}

/// The SHA-256 of a secret that a client showed, without what copying may have added to it. Looking it up tells a listener nothing about the secret by its timing.
#[must_use]
pub fn hash(secret: &str) -> store::Sha256 {
    Sha256::digest(bare_secret(secret).as_bytes()).into()
}
