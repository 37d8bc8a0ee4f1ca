//! A key as a few words that people can compare by reading them out.

/// How many words identify a key: 40 bits of its hash. The link carries 128 of them, for the browser to compare.
pub const WORDS: usize = 4;

/// The list that the words come from: 1,024 short ones, no two of which sound alike. The page of the ballot reads the same file.
const LIST: &str = include_str!("words.txt");

/// Each word encodes ten bits.
const BITS: u32 = 10;

/// The first bits of a hash as words: the SHA-256 of a round's public key.
#[must_use]
pub fn words(hash: &[u8; 32]) -> [&'static str; WORDS] {
    let first = hash[..8].iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    let list: Vec<&str> = LIST.lines().collect();
    std::array::from_fn(|place| {
        let shift = u64::BITS - BITS * (u32::try_from(place).unwrap_or(0) + 1);
        let index = (first >> shift) & ((1 << BITS) - 1);
        list[usize::try_from(index).unwrap_or(0)]
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_list_has_a_word_for_every_ten_bits() {
        let list: BTreeSet<&str> = LIST.lines().collect();
        assert_eq!(list.len(), 1 << BITS);
        assert!(LIST.lines().is_sorted());
        assert!(list.iter().all(|word| (3..=7).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())));
    }

    #[test]
    fn words_follow_the_first_bits() {
        let list: Vec<&str> = LIST.lines().collect();
        let mut hash = [0; 32];
        assert_eq!(words(&hash), [list[0]; 4]);
        // 0000000001 0000000010 0000000011 1111111111
        hash[..5].copy_from_slice(&[0b0000_0000, 0b0100_0000, 0b0010_0000, 0b0000_1111, 0b1111_1111]);
        assert_eq!(words(&hash), [list[1], list[2], list[3], list[1023]]);
        hash[31] = 1;
        assert_eq!(words(&hash), [list[1], list[2], list[3], list[1023]]);
    }
}
