//! The characters of tokens.

/// A set of ASCII characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// 0 to 9.
    Digits,
    /// Hexadecimal digits, lower case.
    LowerHex,
    /// Hexadecimal digits.
    Hex,
    /// Capitals and digits.
    Upper,
    /// Capitals, digits and hyphens.
    UpperDashed,
    /// Letters, digits and underscores.
    Plain,
    /// The characters of base64url.
    Url,
    /// Those of base64url, and full stops and equals signs.
    Dotted,
    /// The characters of base64 and base64url.
    Base64,
    /// The characters of an OAuth bearer token, and `!`.
    Bearer,
}

impl Alphabet {
    pub(super) fn contains(self, b: u8) -> bool {
        match self {
            Self::Digits => b.is_ascii_digit(),
            Self::LowerHex => matches!(b, b'0'..=b'9' | b'a'..=b'f'),
            Self::Hex => b.is_ascii_hexdigit(),
            Self::Upper => matches!(b, b'0'..=b'9' | b'A'..=b'Z'),
            Self::UpperDashed => matches!(b, b'0'..=b'9' | b'A'..=b'Z' | b'-'),
            Self::Plain => b.is_ascii_alphanumeric() || b == b'_',
            Self::Url => b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'),
            Self::Dotted => b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'='),
            Self::Base64 => b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+' | b'/' | b'='),
            Self::Bearer => {
                b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+' | b'/' | b'=' | b'.' | b'~' | b'!')
            }
        }
    }

    /// How many of the first bytes belong to it, at most `most`.
    pub(super) fn run(self, bytes: &[u8], most: usize) -> usize {
        bytes.iter().take(most).take_while(|&&b| self.contains(b)).count()
    }

    /// How many of the last bytes belong to it, at most `most`.
    pub(super) fn run_back(self, bytes: &[u8], most: usize) -> usize {
        bytes.iter().rev().take(most).take_while(|&&b| self.contains(b)).count()
    }
}
