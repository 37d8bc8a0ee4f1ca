//! The secrets of this installation: a key from a file beside the database, with which secrets of other services are
//! encrypted before they are stored, and from which links are derived that need not be stored at all.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::clock::Entropy;
use crate::error::{Error, Result};

const NONCE: usize = 24;

/// The installation's key. It is in no log and in no backup of the database.
#[derive(Clone)]
pub struct Vault {
    key: [u8; 32],
}

impl Vault {
    /// A vault with a key.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// Encrypts a secret. `place` is where it will be stored; it can be opened for no other place.
    pub fn seal(&self, entropy: &dyn Entropy, place: &str, secret: &[u8]) -> Vec<u8> {
        let nonce = &entropy.bytes32()[..NONCE];
        let payload = Payload { msg: secret, aad: place.as_bytes() };
        let nonce = XNonce::try_from(nonce).expect("it is as long as a nonce");
        let sealed = self.cipher().encrypt(&nonce, payload).expect("a secret is short");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Decrypts what [`seal`](Self::seal) made for this place. Fails when the key is another, or the bytes were changed.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let unreadable = || Error::Internal(format!("the secret of {place} cannot be read with this server's key"));
        let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or_else(unreadable)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| unreadable())?;
        self.cipher().decrypt(&nonce, Payload { msg: sealed, aad: place.as_bytes() }).map_err(|_| unreadable())
    }

    /// A secret that this installation alone can make, the same each time: 43 characters of URL-safe base64. It is in a
    /// link, and is stored nowhere.
    #[must_use]
    pub fn token(&self, purpose: &str, about: &[&[u8]]) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(purpose, about).finalize().into_bytes())
    }

    /// Whether a secret is [`token`](Self::token) of these; takes as long for a wrong one as for the right one.
    #[must_use]
    pub fn is_token(&self, token: &str, purpose: &str, about: &[&[u8]]) -> bool {
        URL_SAFE_NO_PAD.decode(token).is_ok_and(|bytes| self.mac(purpose, about).verify_slice(&bytes).is_ok())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derived("seal").into())
    }

    fn mac(&self, purpose: &str, about: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = keyed(&self.derived(purpose));
        for part in about {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    /// A key for one purpose.
    fn derived(&self, purpose: &str) -> [u8; 32] {
        let mut mac = keyed(&self.key);
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("a key may have any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;
    impl Entropy for Fixed {
        fn bytes32(&self) -> [u8; 32] {
            [7; 32]
        }
    }

    #[test]
    fn a_sealed_secret_opens_only_in_its_place_and_with_its_key() {
        let vault = Vault::new([1; 32]);
        let sealed = vault.seal(&Fixed, "team/slack", b"xoxb-1");
        assert!(!sealed.windows(6).any(|part| part == b"xoxb-1"));
        assert_eq!(vault.open("team/slack", &sealed).expect("it is this one"), b"xoxb-1");
        assert!(vault.open("other/slack", &sealed).is_err());
        assert!(Vault::new([2; 32]).open("team/slack", &sealed).is_err());
        assert!(vault.open("team/slack", &sealed[..10]).is_err());
    }

    #[test]
    fn a_token_is_valid_only_for_its_purpose_and_parts() {
        let vault = Vault::new([1; 32]);
        let token = vault.token("survey", &[b"ab", b"c"]);
        assert_eq!(token.len(), 43);
        assert!(vault.is_token(&token, "survey", &[b"ab", b"c"]));
        assert!(!vault.is_token(&token, "survey", &[b"a", b"bc"]));
        assert!(!vault.is_token(&token, "calendar", &[b"ab", b"c"]));
        assert!(!vault.is_token("", "survey", &[b"ab", b"c"]));
    }
}
