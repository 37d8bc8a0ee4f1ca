//! Telephone numbers: international ones by their country's code, national ones by how they are grouped or by a word before
//! them.

use std::sync::LazyLock;

use regex::Regex;

use super::hit::{FindingKind, Hit};
use super::matching::compile;

/// Finds telephone numbers.
pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    find_international(text, hits);
    find_grouped(text, hits);
    find_after_words(text, hits);
}

static INTERNATIONAL: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(?-u)(?:\+|\b00)[1-9]\d{0,3}(?:[ .\-/]?\(?\d{1,12}\)?){1,7}"));

fn find_international(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    for found in INTERNATIONAL.find_iter(text) {
        let plus = found.as_str().starts_with('+');
        let before = found.start().checked_sub(1).map(|at| bytes[at]);
        let begins =
            before.is_none_or(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'+' | b'.' | b'-' | b'_' | b'/'));
        let lead = if plus { 1 } else { 2 };
        let number = &found.as_str()[lead..];
        let grouped = number.contains([' ', '-', '(', '.', '/']);
        if !begins || (!plus && !grouped) {
            continue;
        }
        let Some(length) = number_length(number) else { continue };
        let range = found.start()..found.start() + lead + length;
        if ends_number(bytes, range.end) {
            hits.push(Hit::new(FindingKind::Phone, range));
        }
    }
}

/// How many bytes of a number without its `+` are the number of a telephone: the digits after it may belong to the text.
fn number_length(number: &str) -> Option<usize> {
    let code = country_code(number)?;
    let (least, most) = match code {
        "1" => (11, 11),
        "7" => (11, 11),
        _ => (8, 15),
    };
    let mut digits = 0;
    let mut best = None;
    for (at, b) in number.bytes().enumerate() {
        if b.is_ascii_digit() {
            digits += 1;
        }
        let next = number.as_bytes().get(at + 1);
        let group_ends = b.is_ascii_digit() && next.is_none_or(|b| !b.is_ascii_digit());
        // One digit by itself at the end belongs to the text: "+49 30 1234567 2 times".
        let single = at > 0 && number.as_bytes()[at - 1] == b' ' && next.is_none();
        if group_ends && (least..=most).contains(&digits) && !single {
            best = Some(at + 1);
        }
    }
    best
}

fn ends_number(bytes: &[u8], end: usize) -> bool {
    bytes.get(end).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_' || matches!(b, b'x' | b'e'))
}

/// The country's code at the beginning of a number (ITU-T E.164).
fn country_code(number: &str) -> Option<&str> {
    const TWO: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 \
        92 93 94 95 98";
    const THREE_STARTS: &str = "21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99";
    match number.get(..1)? {
        "1" => return Some("1"),
        "7" => return Some("7"),
        _ => {}
    }
    let two = number.get(..2)?;
    if TWO.split(' ').any(|code| code == two) {
        return Some(two);
    }
    THREE_STARTS.split(' ').any(|code| code == two).then(|| number.get(..3)).flatten()
}

static GROUPED: LazyLock<Regex> = LazyLock::new(|| {
    compile(concat!(
        r"(?-u)(?:\+?(?:00)?1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?",
        r"|0[1-9](?:[ .]\d{2}){4}",
        r"|\(0\d{2,5}\) ?\d{3,8}(?:[ -]?\d{2,6}){0,2}",
        r"|0[1-9]\d{1,3}[ /]\d{3,8}(?:[ -]\d{2,6}){0,3}",
    ))
});

fn find_grouped(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    for found in GROUPED.find_iter(text) {
        let value = found.as_str();
        let digits: Vec<u8> = value.bytes().filter(u8::is_ascii_digit).collect();
        let before = found.start().checked_sub(1).map(|at| bytes[at]);
        let begins = before
            .is_none_or(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'.' | b'-' | b'_' | b'#' | b'+' | b'/' | b'$'));
        let ends = ends_number(bytes, found.end()) && !is_joined(bytes, found.end());
        let fits = if digits[0] == b'0' && !value.starts_with("001") {
            is_national(value, &digits)
        } else {
            is_american(value, &digits)
        };
        if begins && ends && fits {
            hits.push(Hit::new(FindingKind::Phone, found.range()));
        }
    }
}

/// Whether more of a number follows, such as the next part of a date or an address.
fn is_joined(bytes: &[u8], end: usize) -> bool {
    matches!(bytes.get(end), Some(b'.' | b'-' | b':' | b'/' | b','))
        && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
}

/// Whether a number is grouped as in North America, with an area code.
fn is_american(value: &str, digits: &[u8]) -> bool {
    let main = value.split(['x', 'e']).next().unwrap_or_default();
    let main = main
        .trim_start_matches('+')
        .trim_start_matches("001")
        .trim_start_matches("1 ")
        .trim_start_matches("1-")
        .trim_start_matches("1.");
    let main = main.trim_start_matches(['-', '.', ' ']);
    let separators: Vec<u8> = main.bytes().filter(|b| matches!(b, b' ' | b'.' | b'-')).collect();
    let area = main.trim_start_matches('(').as_bytes().first().copied();
    let uniform = value.contains('(') || separators.windows(2).all(|two| two[0] == two[1]);
    area.is_some_and(|b| (b'2'..=b'9').contains(&b)) && uniform && digits.len() >= 10
}

/// Whether a number is as long as those that begin with a trunk 0.
fn is_national(value: &str, digits: &[u8]) -> bool {
    (9..=12).contains(&digits.len()) && !value.ends_with(' ')
}

static AFTER_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    compile(concat!(
        r"(?i-u)\b(phone|tel|telephone|mobile|cell|cellphone|fax|call|dial|ring|whatsapp|sms|hotline|handy|reach|landline|telefon|text|voicemail)",
        r"(?: ?(?:me|us|him|her|them|at|on|is|number|no\.?|back|nr\.?|now|the|direct|directly|my|via|under|office|or|line))*[ :.=(]{0,4}\n?",
        r"(\+?\(?\d[\d ()./-]{5,19}\d)",
    ))
});

fn find_after_words(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    for found in AFTER_WORDS.captures_iter(text) {
        let (Some(word), Some(number)) = (found.get(1), found.get(2)) else { continue };
        let digits = number.as_str().bytes().filter(u8::is_ascii_digit).count();
        let strong = !["call", "reach", "text", "ring", "cell"].contains(&word.as_str().to_ascii_lowercase().as_str());
        let grouped = number.as_str().contains([' ', '-', '/', ')']) || number.as_str().starts_with(['0', '+']);
        let fits = (7..=15).contains(&digits) && (strong || grouped) && !is_date_or_address(number.as_str());
        if fits && ends_number(bytes, number.end()) && !is_joined(bytes, number.end()) {
            hits.push(Hit::new(FindingKind::Phone, number.range()));
        }
    }
}

fn is_date_or_address(number: &str) -> bool {
    let parts: Vec<&str> = number.split(['-', '.', '/']).collect();
    let date =
        parts.len() == 3 && (parts[0].len() == 4 && parts[1].len() <= 2 || parts[2].len() == 4 && parts[0].len() <= 2);
    date || number.matches('.').count() == 3 && parts.iter().all(|part| part.len() <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut hits = Vec::new();
        find(text, &mut hits);
        hits.sort_by_key(|hit| (hit.range.start, usize::MAX - hit.range.end));
        hits.dedup_by(|later, before| later.range.start < before.range.end);
        hits.into_iter().map(|hit| &text[hit.range]).collect()
    }

    #[test]
    fn telephone_numbers() {
        let check = |text: &str, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
        check("call +49 30 1234567 now", &["+49 30 1234567"]);
        check("+1 (555) 010-1234, +442079460018.", &["+1 (555) 010-1234", "+442079460018"]);
        check("(555) 010-1234 or 555-010-9876 or 555.010.9876", &["(555) 010-1234", "555-010-9876", "555.010.9876"]);
        check(
            "01 23 45 67 89 and 07700 900123 and 020 7946 0018",
            &["01 23 45 67 89", "07700 900123", "020 7946 0018"],
        );
        check("Tel.: 089/12345678, mobile 01711234567", &["089/12345678", "01711234567"]);
        check("on 2026-12-01 at 10:20:30 +0000 +02:00", &[]);
        check("order 123-4567-890, build 20261201, +120 lines, id 5550101234", &[]);
    }
}
