//! Names on one list that could be taken for each other.
//!
//! A person who invents members to learn what the others answer gives them inconspicuous names: a Cyrillic letter in a
//! colleague's name, a second space, one letter more. The ballot page marks such names, so that people look twice.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton;

use crate::characters::is_invisible;

/// Shorter names differ in one letter too often: Ana and Ina are two people.
const LONG_ENOUGH: usize = 5;
/// Longer lists are searched for equal outlines only: every pair would be too many.
const MOST_PAIRED: usize = 1_000;

/// Which of these names look like another one of them: equal but for case, marks, spaces, order, invisible characters and letters of
/// other scripts, or one letter apart.
#[must_use]
pub fn find_alike(names: &[&str]) -> Vec<bool> {
    let outlines: Vec<Vec<char>> = names.iter().map(|name| outline(name)).collect();
    let mut times: BTreeMap<&[char], usize> = BTreeMap::new();
    for outline in &outlines {
        *times.entry(outline).or_default() += 1;
    }
    let mut alike: Vec<bool> = outlines.iter().map(|outline| times[outline.as_slice()] > 1).collect();
    if names.len() <= MOST_PAIRED {
        for (first, one) in outlines.iter().enumerate() {
            for (second, other) in outlines.iter().enumerate().skip(first + 1) {
                if is_one_edit_apart(one, other) {
                    alike[first] = true;
                    alike[second] = true;
                }
            }
        }
    }
    alike
}

/// What is left of a name when everything is taken away that eyes overlook: Unicode's skeleton (UTS 39) of its plain letters, its
/// words in alphabetical order.
fn outline(name: &str) -> Vec<char> {
    let plain = plain_letters(&name.nfkc().collect::<String>());
    let seen = plain_letters(&skeleton(&plain).collect::<String>());
    let mut words: Vec<String> = seen
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| word.replace("vv", "w").replace(['i', 'ı'], "l"))
        .filter(|word| !word.is_empty())
        .collect();
    words.sort();
    words.concat().chars().collect()
}

/// Lower case, without marks and without what has no shape.
fn plain_letters(text: &str) -> String {
    text.to_lowercase().nfd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)).collect()
}

/// Whether one letter was added, left out, changed, or swapped with its neighbour.
fn is_one_edit_apart(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() < LONG_ENOUGH || long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    if short.len() < long.len() {
        return short == &long[1..];
    }
    match (short, long) {
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && rest == others => true,
        ([_, rest @ ..], [_, others @ ..]) => rest == others,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_eyes_take_for_each_other_are_found() {
        for (one, other) in [
            ("Ana Weber", "ana weber"),
            ("Ana Weber", "Weber, Ana"),
            ("Ana Weber", "Ana  Web\u{200b}er"),
            ("Ana Weber", "Ana\u{a0}Weber\u{3164}"),
            // Cyrillic а and е, Greek ο, full width, mathematical.
            ("Ana Weber", "\u{410}n\u{430} W\u{435}b\u{435}r"),
            ("Tomi Laine", "T\u{3bf}mi Laine"),
            ("Ana", "\u{ff21}na"),
            ("Ana", "\u{1d400}\u{1d427}\u{1d41a}"),
            ("Ian", "lan"),
            ("Oskar", "0skar"),
            ("Tom", "Torn"),
            ("Ewa", "Evva"),
            ("José Núñez", "Jose Nunez"),
            ("Zo\u{eb}", "Zoe\u{308}"),
            ("Jonas Weber", "Jonas Webber"),
            ("Jonas Weber", "Jonas Weer"),
            ("Jonas Weber", "Jonas Webre"),
            ("Jonas Weber", "Jonas Wober"),
        ] {
            assert_eq!(find_alike(&[one, other, "Someone Else"]), [true, true, false], "{one} {other}");
        }
    }

    #[test]
    fn colleagues_are_not_taken_for_each_other() {
        let team = [
            "Ana",
            "Ina",
            "Mei Tanaka",
            "Mia Tanaka",
            "Jonas Weber",
            "Judith Weber",
            "李伟",
            "李娜",
            "Łukasz",
            "Lukas",
        ];
        let found = find_alike(&team);
        assert_eq!(found[..8], [false; 8]);
        assert_eq!(found[8..], [true; 2], "these differ by one letter");
        assert_eq!(find_alike(&[]), [false; 0]);
        assert_eq!(find_alike(&["Ana"]), [false]);
    }
}
