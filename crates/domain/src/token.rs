//! What proves that somebody wrote an unsigned note, without saying who.

use serde::{Deserialize, Serialize};

/// The SHA-256 of a token that only its maker's browser has. Stored as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TokenHash([u8; 32]);

/// Why a text is no [`TokenHash`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a token's hash has 64 hexadecimal digits")]
pub struct TokenHashError;

impl TokenHash {
    /// Takes over the bytes of a hash.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

impl TryFrom<String> for TokenHash {
    type Error = TokenHashError;
    fn try_from(text: String) -> Result<Self, TokenHashError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| TokenHashError)?;
        Ok(Self(bytes))
    }
}

impl From<TokenHash> for String {
    fn from(hash: TokenHash) -> Self {
        hex::encode(hash.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_stored_as_digits() {
        let digits = "00ff".repeat(16);
        let hash = TokenHash::try_from(digits.clone()).unwrap();
        assert_eq!(String::from(hash), digits);
        for bad in ["", "00ff", &"0g".repeat(32), &"ä".repeat(32)] {
            assert_eq!(TokenHash::try_from(bad.to_owned()), Err(TokenHashError), "{bad}");
        }
    }
}
