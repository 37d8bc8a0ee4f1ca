//! Numbers that lead to somebody: of cards, accounts and machines.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::hit::{FindingKind, Hit};
use super::matching::{begins_word, compile};

/// Finds all of them.
pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    find_ipv4(text, hits);
    find_ipv6(text, hits);
    find_macs(text, hits);
    find_cards(text, hits);
    find_ibans(text, hits);
}

static IPV4: LazyLock<Regex> = LazyLock::new(|| compile(r"(?-u)\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}"));
static IP_NAME: LazyLock<Regex> = LazyLock::new(|| compile(r"(?-u)\bip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\b"));

fn find_ipv4(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    for found in IPV4.find_iter(text) {
        let Ok(address) = found.as_str().parse::<Ipv4Addr>() else { continue };
        if is_alone(bytes, &found.range()) && !is_harmless(address) && !is_version(text, found.start()) {
            hits.push(Hit::new(FindingKind::IpAddress, found.range()));
        }
    }
    for found in IP_NAME.find_iter(text) {
        if let Ok(address) = found.as_str()[3..].replace('-', ".").parse::<Ipv4Addr>()
            && !is_harmless(address)
        {
            hits.push(Hit::new(FindingKind::IpAddress, found.range()));
        }
    }
}

/// Whether the number is not a part of a longer one, or of a word.
fn is_alone(bytes: &[u8], range: &Range<usize>) -> bool {
    let number = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let before = range.start.checked_sub(1).map(|at| bytes[at]);
    let begins = match before {
        None => true,
        Some(b'.') => !number(range.start.checked_sub(2)),
        Some(b'-') => !number(range.start.checked_sub(2)),
        Some(_) => begins_word(bytes, range.start),
    };
    let ends = match bytes.get(range.end) {
        None => true,
        Some(b'.') => !number(Some(range.end + 1)),
        Some(b'-') => bytes.get(range.end + 1).is_none_or(|b| !b.is_ascii_alphabetic()),
        Some(b) => !b.is_ascii_alphanumeric(),
    };
    begins && ends
}

/// Addresses that everybody has, and those that replace others here.
fn is_harmless(address: Ipv4Addr) -> bool {
    let [a, b, c, d] = address.octets();
    matches!((a, b, c), (0 | 127 | 255, _, _) | (192, 0, 2) | (198, 18, _))
        || (a, b, c, d) == (169, 254, 169, 254)
        || [[8, 8, 8, 8], [8, 8, 4, 4], [1, 1, 1, 1], [1, 0, 0, 1], [9, 9, 9, 9]].contains(&address.octets())
        || (a > 239)
}

/// Whether the words before say that it is a version.
fn is_version(text: &str, at: usize) -> bool {
    let before = &text[text.floor_char_boundary(at.saturating_sub(24))..at];
    let lower = before.to_ascii_lowercase();
    let word = lower.trim_end_matches([' ', ':', '=', '"', '\'', '(', 'v', '^', '~', '>', '<']);
    let product = before.strip_suffix('/').and_then(|name| name.rsplit([' ', '(', '"', ';']).next());
    ["version", "release", "ver", "build", "firmware", "chart", "driver", "upgraded to", "agent", "update to", "rev"]
        .iter()
        .any(|name| word.strip_suffix(name).is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphanumeric())))
        || lower.ends_with('v')
        || product.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()) && !name.contains(['/', '.']))
}

static IPV6: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(?-u)[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){2,7}(?:\.\d{1,3}){0,3}"));

fn find_ipv6(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    for found in IPV6.find_iter(text) {
        let value = found.as_str();
        let value = if value.ends_with("::") { value } else { value.trim_end_matches(':') };
        let Ok(address) = value.parse::<Ipv6Addr>() else { continue };
        let range = found.start()..found.start() + value.len();
        let first = address.segments()[0];
        let is_used = (0x2000..0x4000).contains(&first) || first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80;
        let ours = value.starts_with("2001:db8::") && value.len() <= 14;
        let before = range.start.checked_sub(1).map(|at| bytes[at]);
        let begins = before.is_none_or(|b| b != b':' && b != b'.') && begins_word(bytes, range.start);
        let ends = bytes.get(range.end).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b':');
        if is_used && !ours && begins && ends {
            hits.push(Hit::new(FindingKind::IpAddress, range));
        }
    }
}

static MAC: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?-u)[0-9a-fA-F]{2}(?:(?::[0-9a-fA-F]{2}){5,}|(?:-[0-9a-fA-F]{2}){5,})|[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}",
    )
});

fn find_macs(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    for found in MAC.find_iter(text) {
        let value = found.as_str();
        // Longer ones are fingerprints of keys.
        if !(value.len() == 17 || value.len() == 14) || !is_alone(bytes, &found.range()) {
            continue;
        }
        let joined = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| matches!(b, b':' | b'-'));
        let digits: Vec<u8> = value.bytes().filter(u8::is_ascii_hexdigit).map(|b| b.to_ascii_lowercase()).collect();
        let same = digits.iter().all(|b| *b == digits[0]);
        let ours = digits.starts_with(b"00005e0053");
        let mixed = digits.iter().any(u8::is_ascii_alphabetic) && digits.iter().any(u8::is_ascii_digit);
        let colons = value.as_bytes()[2] == b':' || is_after(text, found.start(), ADAPTERS);
        if !same
            && !ours
            && (mixed || colons)
            && !joined(found.start().checked_sub(1))
            && !is_hash_part(bytes, &found.range())
        {
            hits.push(Hit::new(FindingKind::MacAddress, found.range()));
        }
    }
}

fn is_hash_part(bytes: &[u8], range: &Range<usize>) -> bool {
    matches!(bytes.get(range.end), Some(b':' | b'-')) && bytes.get(range.end + 1).is_some_and(u8::is_ascii_hexdigit)
}

static CARD: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"(?-u)\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?:[ -]\d{3})?|\d{4}[ -]\d{6}[ -]\d{4,5}|\d{12,19}")
});

fn find_cards(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    for found in CARD.find_iter(text) {
        let mut range = found.range();
        let digits = |range: &Range<usize>| -> Vec<u8> {
            bytes[range.clone()].iter().filter(|b| b.is_ascii_digit()).map(|b| b - b'0').collect()
        };
        if !is_card(&digits(&range)) && range.len() > 20 {
            range.end -= 4;
        }
        let before = range.start.checked_sub(1).map(|at| bytes[at]);
        let begins = before.is_none_or(|b| !matches!(b, b'.' | b'-' | b'_')) && begins_word(bytes, range.start);
        let ends = bytes.get(range.end).is_none_or(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_'));
        let decimal = bytes.get(range.end) == Some(&b'.') && bytes.get(range.end + 1).is_some_and(u8::is_ascii_digit);
        let is_labelled = range.len() != 12 || is_after(text, range.start, CARDS);
        if begins && ends && !decimal && is_labelled && is_card(&digits(&range)) {
            hits.push(Hit::new(FindingKind::Card, range));
        }
    }
}

/// Words that stand before numbers of cards.
const CARDS: &[&str] = &["card", "cc ", "visa", "maestro"];
/// Words that stand before addresses of network adapters.
const ADAPTERS: &[&str] = &["mac", "switch", "vlan", "arp ", "ether", "adapter", "learned", "lladdr", "bssid"];

/// Whether one of the words stands shortly before.
fn is_after(text: &str, at: usize, words: &[&str]) -> bool {
    let near = text[text.floor_char_boundary(at.saturating_sub(30))..at].to_ascii_lowercase();
    words.iter().any(|word| near.contains(word))
}

/// Whether a number begins and is as long as those of a card scheme, and passes Luhn's check (ISO/IEC 7812-1).
fn is_card(digits: &[u8]) -> bool {
    let first = |count: usize| digits.iter().take(count).fold(0_u32, |sum, d| sum * 10 + u32::from(*d));
    let length = digits.len();
    let known = match first(2) {
        34 | 37 => length == 15,
        30 | 36 | 38 | 39 => matches!(length, 14 | 16),
        40..=49 => matches!(length, 13 | 16 | 19),
        51..=55 => length == 16,
        22..=27 => (2_221..=2_720).contains(&first(4)) && length == 16,
        35 => matches!(length, 16 | 19),
        18 | 21 => matches!(first(4), 1_800 | 2_131) && length == 15,
        50 | 56..=58 | 63 | 67 => matches!(length, 12 | 13 | 15 | 16 | 18 | 19),
        60 | 64 | 65 => matches!(length, 16 | 19),
        62 => (16..=19).contains(&length),
        _ => false,
    };
    let sum = digits.iter().rev().enumerate().map(|(place, &digit)| match (place % 2, digit) {
        (0, _) => u32::from(digit),
        (_, 5..) => u32::from(digit) * 2 - 9,
        _ => u32::from(digit) * 2,
    });
    known && sum.sum::<u32>().is_multiple_of(10) && digits.iter().any(|&digit| digit != digits[0])
}

/// The lengths of account numbers by country, of the IBAN registry (ISO 13616).
const IBAN_LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 \
    EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 \
    LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 \
    SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

static IBAN: LazyLock<Regex> = LazyLock::new(|| compile(r"(?-u)\b[A-Za-z]{2}\d{2}[ -]?[A-Za-z0-9]"));

fn find_ibans(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    for found in IBAN.find_iter(text) {
        let country = found.as_str()[..2].to_ascii_uppercase();
        let length = IBAN_LENGTHS.split(' ').find_map(|entry| entry.strip_prefix(country.as_str()));
        let Some(length) = length.and_then(|length| length.parse::<usize>().ok()) else { continue };
        let before = found.start().checked_sub(1).map(|at| bytes[at]);
        let Some(end) = iban_end(bytes, found.start(), length) else { continue };
        let lower = bytes[found.start()..end].iter().any(u8::is_ascii_lowercase);
        if before != Some(b'-') && !(lower && end - found.start() > length) {
            hits.push(Hit::new(FindingKind::Iban, found.start()..end));
        }
    }
}

/// Where an account number of so many characters ends, if its check digits are right.
fn iban_end(bytes: &[u8], start: usize, length: usize) -> Option<usize> {
    let mut characters = Vec::with_capacity(length);
    let mut at = start;
    while characters.len() < length {
        match bytes.get(at)? {
            b if b.is_ascii_alphanumeric() => characters.push(b.to_ascii_uppercase()),
            b' ' | b'-' | b'.' if bytes[at - 1].is_ascii_alphanumeric() => {}
            _ => return None,
        }
        at += 1;
    }
    let ends = bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric());
    characters.rotate_left(4);
    let remainder = characters.iter().fold(0_u32, |rest, &b| match b {
        b'0'..=b'9' => (rest * 10 + u32::from(b - b'0')) % 97,
        _ => (rest * 100 + u32::from(b - b'A') + 10) % 97,
    });
    (ends && remainder == 1).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut hits = Vec::new();
        find(text, &mut hits);
        super::super::hit::settle(hits).into_iter().map(|hit| &text[hit.range]).collect()
    }

    #[test]
    fn numbers_that_lead_to_somebody() {
        let check = |text: &str, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
        check("from 10.2.3.4:5432 to (203.0.113.9)", &["10.2.3.4", "203.0.113.9"]);
        check("ip-10-2-3-4.ec2.internal", &["ip-10-2-3-4"]);
        check("upgraded to version 1.2.3.4 of Chrome/120.0.60.1 and v4.3.2.1, 1.2.3.4.5, 127.0.0.1", &[]);
        check(
            "[2a00:1450:4001:82a::200e]:443 fe80::1c2d:3eff:fe4f:5a6b std::fmt 12:34:56",
            &["2a00:1450:4001:82a::200e", "fe80::1c2d:3eff:fe4f:5a6b"],
        );
        check(
            "lladdr 3c:22:fb:9a:10:ff, 3C-22-FB-9A-10-FE, 3c22.fb9a.10fd",
            &["3c:22:fb:9a:10:ff", "3C-22-FB-9A-10-FE", "3c22.fb9a.10fd"],
        );
        check("SHA256 16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48", &[]);
        check(
            "card 4111 1111 1111 1111, 5555555555554444, 3782-822463-10005",
            &["4111 1111 1111 1111", "5555555555554444", "3782-822463-10005"],
        );
        check("order 4111111111111112, at 1733050000000, 1733050000000000", &[]);
        check(
            "to DE89 3704 0044 0532 0130 00 now, GB82WEST12345698765432",
            &["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"],
        );
        check("AT61 1904 3002 3457 3201 that", &["AT61 1904 3002 3457 3201"]);
        check("GB82 WEST 1234 5698 7654 33", &[]);
    }
}
