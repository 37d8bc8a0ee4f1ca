//! Numbers and addresses that identify: telephones, cards, accounts, machines.

use super::people::OWN_DOMAINS;
use super::random::{Alphabet, Random};

/// A telephone number as people write it. Countries have ranges for films and examples; those are used where there is one.
pub(crate) fn phone(random: &mut Random) -> String {
    let mut digits = |length| random.text(Alphabet::Digits, length);
    let (two, three, four) = (digits(2), digits(3), digits(4));
    let forms = [
        format!("+1 (415) 555-01{two}"),
        format!("+1-212-555-01{two}"),
        format!("(312) 555-01{two}"),
        format!("+44 7700 900{three}"),
        format!("+44 (0)20 7946 0{three}"),
        format!("07700 900{three}"),
        format!("+49 30 23125 {three}"),
        format!("030 23125-{three}"),
        format!("+33 1 99 00 {two} {}", &four[..2]),
        format!("+61 491 570 {three}"),
        format!("+31 6 12{two} {four}"),
        format!("+48 22 55{two} {three} "),
        format!("+91 98765 4{four}"),
        format!("+353 20 91{two} {three}"),
        format!("+4673{}{four}", &three),
        format!("0046 8 465 004 {two}"),
    ];
    random.pick(&forms).trim().to_owned()
}

/// A card's number that its last digit proves (Luhn), of one of the networks.
pub(crate) fn card(random: &mut Random) -> String {
    let (prefix, length) = *random.pick(&[
        ("4", 16),
        ("4", 16),
        ("51", 16),
        ("55", 16),
        ("2223", 16),
        ("34", 15),
        ("37", 15),
        ("6011", 16),
        ("3530", 16),
        ("36", 14),
    ]);
    let body = format!("{prefix}{}", random.text(Alphabet::Digits, length - prefix.len() - 1));
    let check = (0..10).map(|digit| format!("{body}{digit}")).find(|number| is_luhn(number));
    let number = check.expect("one of ten digits fits");
    let separator = *random.pick(&["", "", " ", "-"]);
    let groups: &[usize] = match length {
        16 => &[4, 4, 4, 4],
        15 => &[4, 6, 5],
        _ => &[4, 6, 4],
    };
    grouped(&number, groups, separator)
}

fn grouped(text: &str, groups: &[usize], separator: &str) -> String {
    let mut rest = text;
    let parts: Vec<&str> = groups
        .iter()
        .map(|length| {
            let (part, after) = rest.split_at((*length).min(rest.len()));
            rest = after;
            part
        })
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(separator)
}

/// Whether the last digit is right: from the right, every second digit counts double.
pub(crate) fn is_luhn(number: &str) -> bool {
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// An account number with right check digits (ISO 13616), plain or in groups of four.
pub(crate) fn iban(random: &mut Random) -> String {
    let (country, letters, digits) = *random.pick(&[
        ("DE", 0, 18),
        ("GB", 4, 14),
        ("FR", 0, 23),
        ("NL", 4, 10),
        ("ES", 0, 20),
        ("BE", 0, 12),
        ("AT", 0, 16),
        ("CH", 0, 17),
        ("PL", 0, 24),
        ("SE", 0, 20),
        ("NO", 0, 11),
        ("DK", 0, 14),
        ("FI", 0, 14),
        ("PT", 0, 21),
        ("IE", 4, 14),
        ("LU", 0, 16),
    ]);
    let account = format!("{}{}", random.text(Alphabet::Upper, letters), random.text(Alphabet::Digits, digits));
    let number = format!("{country}{:02}{account}", 98 - remainder(&format!("{account}{country}00")));
    if random.percent(50) { grouped(&number, &[4; 9], " ") } else { number }
}

/// The remainder by 97 of a number in which letters count 10 to 35.
pub(crate) fn remainder(text: &str) -> u32 {
    text.bytes().fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
    })
}

/// An address of a machine: private and public ones, some IPv6.
pub(crate) fn ip(random: &mut Random) -> String {
    let mut number = |first, last| random.between(first, last);
    let (a, b, c) = (number(0, 255), number(0, 255), number(1, 254));
    let first = [number(11, 99), number(128, 168), number(193, 223)][number(0, 2)];
    match number(0, 9) {
        0 | 1 => format!("10.{a}.{b}.{c}"),
        2 => format!("192.168.{a}.{c}"),
        3 => format!("172.{}.{b}.{c}", 16 + a % 16),
        4..=6 => format!("{first}.{a}.{b}.{c}"),
        7 => {
            let groups: Vec<String> = (0..6).map(|_| random.text(Alphabet::Hex, 4)).collect();
            format!("2a01:4f8:{}", groups.join(":"))
        }
        8 => format!("2001:db8:{}::{}", random.text(Alphabet::Hex, 4), random.text(Alphabet::Hex, 2)),
        _ => format!("fd{}:{}::{:x}", random.text(Alphabet::Hex, 2), random.text(Alphabet::Hex, 4), a + 1),
    }
}

/// The address of a network card.
pub(crate) fn mac(random: &mut Random) -> String {
    let upper = random.percent(30);
    let octets: Vec<String> =
        (0..6).map(|_| random.text(if upper { Alphabet::UpperHex } else { Alphabet::Hex }, 2)).collect();
    match random.below(5) {
        0 => octets.join("-"),
        1 => octets.chunks(2).map(<[String]>::concat).collect::<Vec<_>>().join("."),
        _ => octets.join(":"),
    }
}

/// A host under one of the company's own domains.
pub(crate) fn host(random: &mut Random) -> String {
    let part = *random.pick(&[
        "db",
        "redis",
        "kafka",
        "web",
        "bastion",
        "vault",
        "orders-api",
        "grafana",
        "rabbit",
        "es-data",
    ]);
    let zone = *random.pick(&["", "prod.", "eu-west-1.", "staging.", "fra1.", "dc2.prod."]);
    let domain = *random.pick(&OWN_DOMAINS);
    match random.below(3) {
        0 => format!("{part}.{zone}{domain}"),
        1 => format!("{part}-{}.{zone}{domain}", random.between(1, 24)),
        _ => format!("{part}{:02}.{zone}{domain}", random.between(1, 24)),
    }
}
