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
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(TokenHashError);
        }
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let (high, low) = digit(pair[0]).zip(digit(pair[1])).ok_or(TokenHashError)?;
            *byte = high << 4 | low;
        }
        Ok(Self(bytes))
    }
}

impl From<TokenHash> for String {
    fn from(hash: TokenHash) -> Self {
        hash.0.iter().fold(Self::with_capacity(64), |text, byte| text + &format!("{byte:02x}"))
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
