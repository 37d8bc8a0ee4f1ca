//! Secrets in links and cookies. Only their SHA-256 is kept.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::characters::bare_secret;
use sha2::{Digest, Sha256};

use crate::clock::Entropy;

/// A new secret. Only its hash is stored, so it can be shown only now.
pub struct SecretToken {
    /// The text for the link or cookie: 43 characters of URL-safe base64.
    pub secret: String,
    /// The hash that is stored.
    pub hash: store::Sha256,
}

impl SecretToken {
    /// Makes a random secret.
    #[must_use]
    pub fn new(entropy: &dyn Entropy) -> Self {
        let secret = URL_SAFE_NO_PAD.encode(entropy.bytes32());
        Self { hash: hash(&secret), secret }
    }
}

/// The SHA-256 of a secret that a client showed, without what copying may have added to it. Looking up the hash leaks nothing about the secret through timing.
#[must_use]
pub fn hash(secret: &str) -> store::Sha256 {
    Sha256::digest(bare_secret(secret).as_bytes()).into()
}
