//! Names of stored pictures.

use serde::{Deserialize, Serialize};

/// The SHA-256 of a stored picture, 64 digits in lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "String", into = "String")]
pub struct PictureHash(String);

/// Why a text is no [`PictureHash`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a picture is named by 64 digits of lower-case hexadecimal")]
pub struct PictureHashError;

impl PictureHash {
    /// Reads 64 digits.
    pub fn parse(text: &str) -> Result<Self, PictureHashError> {
        let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() == 64 && text.bytes().all(digit) { Ok(Self(text.to_owned())) } else { Err(PictureHashError) }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PictureHash {
    type Error = PictureHashError;
    fn try_from(raw: String) -> Result<Self, PictureHashError> {
        Self::parse(&raw)
    }
}

impl From<PictureHash> for String {
    fn from(hash: PictureHash) -> Self {
        hash.0
    }
}

impl std::fmt::Display for PictureHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_64_lower_case_digits() {
        let check = |text: &str, fits: bool| assert_eq!(PictureHash::parse(text).is_ok(), fits, "{text:?}");
        check(&"0f".repeat(32), true);
        check(&"0F".repeat(32), false);
        check(&"0f".repeat(31), false);
        check(&"é".repeat(32), false);
        check("../../etc/passwd", false);
    }
}
