//! Passwords: argon2id, off the threads that serve, one after another in one buffer.
//!
//! A hash needs 19 MiB. Allocated for each sign-in, on whichever thread has its turn, they raised the memory of the process
//! for good; so the buffer is kept, and overwritten after each use.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use api::problem::Invalid;
use api::refusal::RequestReason;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use domain::characters::opaque;
use tokio::sync::Semaphore;

use crate::clock::Entropy;
use crate::error::{Error, Result};

/// The cost of hashing a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// How often the memory is gone through.
    pub passes: u32,
}

impl Cost {
    /// The minimum for argon2id in OWASP's password storage cheat sheet: 19 MiB, two passes.
    pub const REAL: Self = Self { memory_kib: 19 * 1024, passes: 2 };
    /// For tests: fast, and not safe.
    pub const CHEAP: Self = Self { memory_kib: 8, passes: 1 };
}

/// Hashes and checks passwords.
pub(crate) struct Passwords {
    params: Params,
    entropy: Arc<dyn Entropy>,
    turn: Arc<Semaphore>,
    buffer: Arc<Mutex<Vec<Block>>>,
}

/// How many characters a password has.
pub(crate) const LENGTHS: RangeInclusive<usize> = 10..=200;

/// A password that is long enough and not too long.
pub(crate) struct NewPassword(String);

impl NewPassword {
    /// Bounds a chosen password: 10 to 200 characters, any of them, as RFC 8265 compares it.
    pub(crate) fn parse(field: &'static str, raw: String) -> Result<Self> {
        let password = opaque(&raw);
        match password.chars().count() {
            length if LENGTHS.contains(&length) => Ok(Self(password)),
            _ => Err(Invalid::new(field, RequestReason::PasswordLength).into()),
        }
    }
}

impl Passwords {
    pub(crate) fn new(cost: Cost, entropy: Arc<dyn Entropy>) -> Self {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None).expect("the costs are within argon2's limits");
        Self { params, entropy, turn: Arc::new(Semaphore::new(1)), buffer: Arc::default() }
    }

    /// Hashes a password into the PHC format.
    pub(crate) async fn hash(&self, password: NewPassword) -> Result<String> {
        self.hash_like(password, None).await
    }

    /// Hashes a password with the salt of another hash, if there is one: of the same account's former password, or of an account
    /// with the same address. So [`find`](Self::find) takes as long for several accounts of one address as for one.
    pub(crate) async fn hash_like(&self, NewPassword(password): NewPassword, like: Option<String>) -> Result<String> {
        let fresh = self.entropy.bytes32();
        let params = self.params.clone();
        self.work(move |buffer| {
            let like = like.filter(|like| !like.is_empty());
            let salt = match &like {
                Some(like) => PasswordHash::new(like).map_err(unreadable)?.salt,
                None => None,
            };
            let salt = salt.map_or_else(|| Salt::new(&fresh[..16]), Ok).map_err(unusable)?;
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
            let hash = output(&argon2, password.as_bytes(), &salt, buffer)?;
            let whole = PasswordHash {
                algorithm: Algorithm::Argon2id.ident(),
                version: Some(Version::V0x13.into()),
                params: ParamsString::try_from(&params).map_err(unusable)?,
                salt: Some(salt),
                hash: Some(hash),
            };
            Ok(whole.to_string())
        })
        .await
    }

    /// Whether a password is the one that was hashed. Without a hash it takes as long, and is false.
    pub(crate) async fn check(&self, password: String, hash: Option<String>) -> Result<bool> {
        Ok(self.find(password, hash.into_iter().collect()).await?.is_some())
    }

    /// The first place of these hashes at which a password was hashed. Hashes with one salt take as long as one of them, and none
    /// at all takes as long, too. A hash may be empty: no password is that one.
    pub(crate) async fn find(&self, password: String, hashes: Vec<String>) -> Result<Option<usize>> {
        if password.chars().count() > *LENGTHS.end() {
            return Ok(None);
        }
        let prepared = opaque(&password);
        if prepared == password {
            return self.find_exact(password, hashes).await;
        }
        // An earlier release hashed what was typed.
        let found = self.find_exact(prepared, hashes.clone()).await?;
        let before = self.find_exact(password, hashes).await?;
        Ok(found.or(before))
    }

    async fn find_exact(&self, password: String, hashes: Vec<String>) -> Result<Option<usize>> {
        let params = self.params.clone();
        self.work(move |buffer| {
            let mut outputs: BTreeMap<&str, Output> = BTreeMap::new();
            let mut found = None;
            for (place, hash) in hashes.iter().enumerate().filter(|(_, hash)| !hash.is_empty()) {
                let stored = PasswordHash::new(hash).map_err(unreadable)?;
                let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else {
                    return Err(Error::Internal("a stored password has no salt or no hash".into()));
                };
                let way = hash.rsplit_once('$').map_or("", |(way, _)| way);
                if !outputs.contains_key(way) {
                    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).map_err(unreadable)?;
                    let version = stored.version.map_or(Ok(Version::V0x13), Version::try_from).map_err(unreadable)?;
                    let argon2 = Argon2::new(algorithm, version, Params::try_from(&stored).map_err(unreadable)?);
                    outputs.insert(way, output(&argon2, password.as_bytes(), salt, buffer)?);
                }
                // Outputs are compared in constant time.
                if outputs.get(way) == Some(expected) {
                    found = found.or(Some(place));
                }
            }
            if outputs.is_empty() {
                let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
                output(&argon2, password.as_bytes(), &[0; 16], buffer)?;
            }
            Ok(found)
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let turn = self.turn.clone().acquire_owned().await.expect("the semaphore is never closed");
        let buffer = self.buffer.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&mut buffer.lock().unwrap_or_else(PoisonError::into_inner))
        });
        done.await.map_err(|error| Error::Internal(format!("hashing a password: {error}")))?
    }
}

/// Hashes in the buffer, which is made larger if need be, and leaves nothing of the password there.
fn output(argon2: &Argon2<'_>, password: &[u8], salt: &[u8], buffer: &mut Vec<Block>) -> Result<Output> {
    let blocks = argon2.params().block_count();
    if buffer.len() < blocks {
        buffer.resize(blocks, Block::new());
    }
    let mut bytes = [0; Output::MAX_LENGTH];
    let length = argon2.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let bytes = bytes.get_mut(..length).ok_or_else(|| Error::Internal("a stored password is too long".into()))?;
    let hashed = argon2.hash_password_into_with_memory(password, salt, bytes, &mut buffer[..blocks]);
    buffer.fill(Block::new());
    hashed.map_err(unusable)?;
    Output::new(bytes).map_err(unusable)
}

fn unusable(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("argon2: {error}"))
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("a stored password cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Zeros;

    impl Entropy for Zeros {
        fn bytes32(&self) -> [u8; 32] {
            [0; 32]
        }
    }

    #[tokio::test]
    async fn only_the_right_password_is_accepted() {
        let passwords = Passwords::new(Cost::CHEAP, Arc::new(Zeros));
        let chosen = NewPassword::parse("password", "correct horse".into()).unwrap();
        let hash = passwords.hash(chosen).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(passwords.check("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.check("wrong horse".into(), Some(hash)).await.unwrap());
        assert!(!passwords.check("correct horse".into(), None).await.unwrap());
        let composed =
            passwords.hash(NewPassword::parse("password", "gr\u{fc}ne\u{a0}Pferde".into()).unwrap()).await.unwrap();
        assert!(passwords.check("gru\u{308}ne Pferde".into(), Some(composed)).await.unwrap(), "NFC and NFD");
        let before = passwords.hash(NewPassword("gru\u{308}ne Pferde".into())).await.unwrap();
        assert!(passwords.check("gru\u{308}ne Pferde".into(), Some(before)).await.unwrap(), "hashed as it was typed");
    }

    #[tokio::test]
    async fn our_hash_equals_the_hash_of_the_library() {
        use argon2::{PasswordHasher, PasswordVerifier};
        let passwords = Passwords::new(Cost::CHEAP, Arc::new(Zeros));
        let ours = passwords.hash(NewPassword("correct horse".into())).await.unwrap();
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
        assert_eq!(ours, argon2.hash_password_with_salt(b"correct horse", &[0; 16]).unwrap().to_string());
        assert!(Argon2::default().verify_password(b"correct horse", ours.as_str()).is_ok());
        // Made with more work than this server asks for today.
        let costly = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 3, 2, None).unwrap());
        let costly = costly.hash_password_with_salt(b"correct horse", b"saltsaltsalt").unwrap().to_string();
        assert!(passwords.check("correct horse".into(), Some(costly.clone())).await.unwrap());
        assert!(!passwords.check("wrong horse".into(), Some(costly)).await.unwrap());
        assert!(passwords.check("correct horse".into(), Some("nonsense".into())).await.is_err());
    }

    #[tokio::test]
    async fn parallel_hashes_share_one_buffer_which_is_cleared() {
        let passwords = Arc::new(Passwords::new(Cost::CHEAP, Arc::new(Zeros)));
        passwords.check("correct horse".into(), None).await.unwrap();
        let place = passwords.buffer.lock().unwrap().as_ptr();
        let mut checks = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let passwords = passwords.clone();
            checks.spawn(async move { passwords.check("correct horse".into(), None).await.unwrap() });
        }
        assert!(checks.join_all().await.iter().all(|right| !right));
        let buffer = passwords.buffer.lock().unwrap();
        assert_eq!((buffer.as_ptr(), buffer.len()), (place, 8));
        assert!(buffer.iter().all(|block| block.as_ref().iter().all(|word| *word == 0)));
    }

    #[tokio::test]
    async fn accounts_with_one_address_share_a_salt() {
        let passwords = Passwords::new(Cost::CHEAP, Arc::new(Zeros));
        let chosen = |password: &str| NewPassword::parse("password", password.into()).unwrap();
        let first = passwords.hash(chosen("correct horse")).await.unwrap();
        let second = passwords.hash_like(chosen("battery staple"), Some(first.clone())).await.unwrap();
        let way = |hash: &str| hash.rsplit_once('$').unwrap().0.to_owned();
        assert_eq!(way(&first), way(&second), "one computation is enough for both");
        let hashes = vec![String::new(), first, second];
        for (password, place) in
            [("correct horse", Some(1)), ("battery staple", Some(2)), ("wrong horse", None), ("", None)]
        {
            assert_eq!(passwords.find(password.into(), hashes.clone()).await.unwrap(), place, "{password}");
        }
    }

    #[test]
    fn addresses() {
        let check = |raw: &str, expected: Option<&str>| {
            assert_eq!(crate::auth::email::parse(raw).ok().as_deref(), expected, "{raw}")
        };
        check(" Ada@Example.com ", Some("ada@example.com"));
        check("ada@localhost", Some("ada@localhost"));
        check("ada", None);
        check("@example.com", None);
        check("ada@", None);
        check("a b@example.com", None);
        check("<ada@example.com>", None);
    }
}
