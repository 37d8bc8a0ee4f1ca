//! Chance from a seed: the same seed gives the same corpus on every machine.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The characters of which a value is made.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Alphabet {
    Digits,
    Hex,
    UpperHex,
    Lower,
    Upper,
    Letters,
    LowerDigits,
    UpperDigits,
    LettersDigits,
    /// Letters, digits, `-` and `_`.
    UrlSafe,
    /// Letters, digits, `+` and `/`.
    Base64,
    /// `A` to `Z` and `2` to `7`.
    Base32,
    /// What typed passwords have.
    Password,
}

impl Alphabet {
    fn characters(self) -> &'static [u8] {
        match self {
            Self::Digits => b"0123456789",
            Self::Hex => b"0123456789abcdef",
            Self::UpperHex => b"0123456789ABCDEF",
            Self::Lower => b"abcdefghijklmnopqrstuvwxyz",
            Self::Upper => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            Self::Letters => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            Self::LowerDigits => b"abcdefghijklmnopqrstuvwxyz0123456789",
            Self::UpperDigits => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
            Self::LettersDigits => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
            Self::UrlSafe => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
            Self::Base64 => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
            Self::Base32 => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
            Self::Password => b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789!#%*+-_.",
        }
    }
}

/// A source of chance.
pub(crate) struct Random(ChaCha20Rng);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("it fits");
        usize::try_from(self.0.next_u64() % end).expect("it is below a usize")
    }

    /// A number from `first` to `last`, both included.
    pub(crate) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// `length` characters of an alphabet.
    pub(crate) fn text(&mut self, alphabet: Alphabet, length: usize) -> String {
        let characters = alphabet.characters();
        (0..length).map(|_| char::from(*self.pick(characters))).collect()
    }

    /// A version 4 UUID.
    pub(crate) fn uuid(&mut self) -> String {
        let variant = *self.pick(&["8", "9", "a", "b"]);
        let mut part = |length| self.text(Alphabet::Hex, length);
        format!("{}-{}-4{}-{variant}{}-{}", part(8), part(4), part(3), part(3), part(12))
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
