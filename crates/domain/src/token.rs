//! A token that proves that somebody wrote an unsigned note, without naming them.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A token that only its maker's browser has: 32 random bytes as 64 hexadecimal digits. Only its [hash](Token::hash) is kept.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct Token([u8; 64]);

/// Why a text is no [`Token`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("A token has 64 hexadecimal digits")]
pub struct TokenError;

impl Token {
    /// Reads 64 digits.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let digits = text.as_bytes().try_into().map_err(|_| TokenError)?;
        if text.bytes().all(|byte| byte.is_ascii_hexdigit()) { Ok(Self(digits)) } else { Err(TokenError) }
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl TryFrom<String> for Token {
    type Error = TokenError;
    fn try_from(text: String) -> Result<Self, TokenError> {
        Self::parse(&text)
    }
}

impl From<Token> for String {
    fn from(token: Token) -> Self {
        token.0.map(char::from).iter().collect()
    }
}

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
    fn a_token_has_64_digits_and_is_kept_as_its_hash() {
        let digits = "ab".repeat(32);
        let token = Token::parse(&digits).unwrap();
        assert_eq!(String::from(token), digits);
        assert_ne!(String::from(token.hash()), digits);
        assert_eq!(format!("{token:?}"), "Token(…)");
        for bad in ["short", &"x".repeat(64), &"ä".repeat(32)] {
            assert_eq!(Token::parse(bad), Err(TokenError), "{bad}");
        }
    }

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
