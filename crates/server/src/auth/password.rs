//! Passwords: argon2id, off the threads that serve, and never more than two at once.

use std::sync::Arc;

use api::problem::Invalid;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use crate::clock::Entropy;
use crate::error::{Error, Result};

/// How much work a password is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// How often the memory is gone through.
    pub passes: u32,
}

impl Cost {
    /// What OWASP's password storage cheat sheet asks of argon2id at least: 19 MiB, two passes.
    pub const REAL: Self = Self { memory_kib: 19 * 1024, passes: 2 };
    /// For tests, in which nobody attacks.
    pub const CHEAP: Self = Self { memory_kib: 8, passes: 1 };
}

/// Hashes and checks passwords.
pub(crate) struct Passwords {
    argon2: Argon2<'static>,
    entropy: Arc<dyn Entropy>,
    at_once: Arc<Semaphore>,
}

/// A password that is long enough and not too long.
pub(crate) struct NewPassword(String);

impl NewPassword {
    /// Bounds a chosen password: 10 to 200 characters, any of them.
    pub(crate) fn parse(field: &'static str, raw: String) -> Result<Self> {
        match raw.chars().count() {
            10..=200 => Ok(Self(raw)),
            _ => Err(Invalid { field, reason: "A password has 10 to 200 characters.".into() }.into()),
        }
    }
}

impl Passwords {
    pub(crate) fn new(cost: Cost, entropy: Arc<dyn Entropy>) -> Self {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None).expect("the costs are within argon2's limits");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Self { argon2, entropy, at_once: Arc::new(Semaphore::new(2)) }
    }

    /// Hashes a password into the PHC format.
    pub(crate) async fn hash(&self, NewPassword(password): NewPassword) -> Result<String> {
        let salt = self.entropy.bytes32();
        self.work(move |argon2| {
            let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt[..16]);
            hash.map(|hash| hash.to_string()).map_err(|error| Error::Internal(format!("argon2: {error}")))
        })
        .await?
    }

    /// Whether a password is the one that was hashed. Without a hash it takes as long, and is false.
    pub(crate) async fn check(&self, password: String, hash: Option<String>) -> Result<bool> {
        if password.chars().count() > 200 {
            return Ok(false);
        }
        self.work(move |argon2| match hash.as_deref().map(PasswordHash::new) {
            Some(Ok(hash)) => Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok()),
            Some(Err(error)) => Err(Error::Internal(format!("a stored password cannot be read: {error}"))),
            None => {
                let _ = argon2.hash_password_with_salt(password.as_bytes(), &[0; 16]);
                Ok(false)
            }
        })
        .await?
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce(&Argon2<'static>) -> T + Send + 'static) -> Result<T> {
        let turn = self.at_once.clone().acquire_owned().await.expect("the semaphore is never closed");
        let argon2 = self.argon2.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&argon2)
        });
        done.await.map_err(|error| Error::Internal(format!("hashing a password: {error}")))
    }
}

/// Bounds an e-mail address and puts it into lower case; whether it exists only a mail would tell.
pub(crate) fn email(raw: &str) -> Result<String> {
    let email = raw.trim().to_lowercase();
    let plain = !email.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"\\,;:()".contains(c));
    let shaped = email.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && !host.is_empty() && !host.contains('@') && !host.starts_with('.') && !host.ends_with('.')
    });
    if plain && shaped && email.len() <= 254 {
        Ok(email)
    } else {
        Err(Invalid { field: "email", reason: "An e-mail address looks like ada@example.com.".into() }.into())
    }
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
    async fn only_the_right_password_fits() {
        let passwords = Passwords::new(Cost::CHEAP, Arc::new(Zeros));
        let chosen = NewPassword::parse("password", "correct horse".into()).unwrap();
        let hash = passwords.hash(chosen).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(passwords.check("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.check("wrong horse".into(), Some(hash)).await.unwrap());
        assert!(!passwords.check("correct horse".into(), None).await.unwrap());
    }

    #[test]
    fn addresses() {
        let check = |raw: &str, expected: Option<&str>| assert_eq!(email(raw).ok().as_deref(), expected, "{raw}");
        check(" Ada@Example.com ", Some("ada@example.com"));
        check("ada@localhost", Some("ada@localhost"));
        check("ada", None);
        check("@example.com", None);
        check("ada@", None);
        check("a b@example.com", None);
        check("<ada@example.com>", None);
    }
}
