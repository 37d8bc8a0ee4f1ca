//! One RSA key for each round (RFC 9474, RSABSSA-SHA384-PSS-Randomized).

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use blind_rsa_signatures::{
    DefaultRng, KeyPairSha384PSSRandomized, MessageRandomizer, PublicKeySha384PSSRandomized,
    SecretKeySha384PSSRandomized, Signature,
};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

const BITS: usize = 2_048;
/// How long a blinded value and a signature are.
pub(crate) const BYTES: usize = BITS / 8;

/// A round's key.
#[derive(Clone)]
pub struct RoundKey {
    /// The public key: SPKI in DER, as RFC 9474 wants it.
    pub public: Vec<u8>,
    /// The private key: PKCS#8 in DER.
    pub private: Vec<u8>,
}

/// The source of keys for rounds. Tests use a few prepared ones.
#[async_trait]
pub trait KeySource: Send + Sync + 'static {
    /// A key that no other round has.
    async fn next_key(&self) -> Result<RoundKey>;

    /// Has so many keys made beforehand, without waiting for them.
    fn prepare(&self, count: usize);
}

/// Keys that are made here, on a thread of their own, and never leave the memory before a round has them.
#[derive(Clone, Default)]
pub struct FreshKeys {
    stock: Arc<Mutex<Stock>>,
}

#[derive(Default)]
struct Stock {
    ready: Vec<RoundKey>,
    wanted: usize,
    making: bool,
}

/// The most keys that are kept ready.
const MANY: usize = 2_000;

#[async_trait]
impl KeySource for FreshKeys {
    async fn next_key(&self) -> Result<RoundKey> {
        let ready = self.lock_stock().ready.pop();
        match ready {
            Some(key) => Ok(key),
            None => tokio::task::spawn_blocking(make).await.map_err(|error| Error::Internal(error.to_string()))?,
        }
    }

    fn prepare(&self, count: usize) {
        let mut stock = self.lock_stock();
        stock.wanted = count.min(MANY);
        if !stock.making && stock.ready.len() < stock.wanted {
            stock.making = true;
            let keys = self.clone();
            tokio::task::spawn_blocking(move || keys.fill());
        }
    }
}

impl FreshKeys {
    fn lock_stock(&self) -> std::sync::MutexGuard<'_, Stock> {
        self.stock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fill(&self) {
        loop {
            {
                let mut stock = self.lock_stock();
                if stock.ready.len() >= stock.wanted {
                    stock.making = false;
                    return;
                }
            }
            // Made without the lock: a caller that needs one meanwhile makes its own.
            let made = make();
            let mut stock = self.lock_stock();
            match made {
                Ok(key) => stock.ready.push(key),
                Err(_) => {
                    stock.making = false;
                    return;
                }
            }
        }
    }
}

fn make() -> Result<RoundKey> {
    let unmade = |error: blind_rsa_signatures::Error| Error::Internal(format!("no key could be made: {error}"));
    let pair = KeyPairSha384PSSRandomized::generate(&mut DefaultRng, BITS).map_err(unmade)?;
    Ok(RoundKey { public: pair.pk.to_spki().map_err(unmade)?, private: pair.sk.to_der().map_err(unmade)? })
}

impl RoundKey {
    /// The key whose private half this is, PKCS#8 in DER.
    pub fn from_private(private: &[u8]) -> Result<Self> {
        let public = secret(private)?.public_key().and_then(|key| key.to_spki());
        let public = public.map_err(|error| Error::Internal(format!("a round's key has no public half: {error}")))?;
        Ok(Self { public, private: private.to_vec() })
    }
}

/// Signs a blinded value; none when it is no number that this key can sign.
pub(crate) fn sign(private: &[u8], blinded: &[u8]) -> Result<Option<Vec<u8>>> {
    Ok(secret(private)?.blind_sign_with_rng(&mut DefaultRng, blinded).ok().map(|signature| signature.0))
}

fn secret(private: &[u8]) -> Result<SecretKeySha384PSSRandomized> {
    SecretKeySha384PSSRandomized::from_der(private)
        .map_err(|error| Error::Internal(format!("a round's key cannot be read: {error}")))
}

/// Verifies the ballots of one round.
pub(crate) struct Verifier(PublicKeySha384PSSRandomized);

impl Verifier {
    /// From SPKI in DER.
    pub(crate) fn from_public_key(public: &[u8]) -> Result<Self> {
        PublicKeySha384PSSRandomized::from_spki(public)
            .map(Self)
            .map_err(|error| Error::Internal(format!("a round's public key cannot be read: {error}")))
    }

    /// Whether this key signed the nonce.
    pub(crate) fn accepts(&self, nonce: [u8; 32], randomizer: [u8; 32], signature: &[u8]) -> bool {
        self.0.verify(&Signature(signature.to_vec()), Some(MessageRandomizer(randomizer)), nonce).is_ok()
    }
}
/// The SHA-256 of a public key's SPKI. `domain::survey::words` writes it as words.
#[must_use]
pub fn key_hash(public_key: &[u8]) -> [u8; 32] {
    Sha256::digest(public_key).into()
}
