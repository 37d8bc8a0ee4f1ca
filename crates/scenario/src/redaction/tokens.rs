//! Tokens in the published forms of services, JWTs and private keys.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::alphabet::Alphabet;
use super::chance::{is_placeholder, looks_random};
use super::forms::{FORMS, Form, MARKED_FORMS};
use super::hit::{FindingKind, Hit};
use super::matching::{begins_word, compile};
use super::named_forms::NAMED_FORMS;

static PREFIXES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new(FORMS.iter().map(|form| form.prefix)).expect("the table of forms is small enough for an automaton")
});

static MARKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new(MARKED_FORMS.iter().map(|form| form.mark)).expect("a handful of marks make an automaton")
});

static NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(NAMED_FORMS.iter().map(|form| form.word))
        .expect("the table of forms is small enough for an automaton")
});

static DISCORD: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(?-u)\b[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}"));

/// What `crypt` and its kin make of passwords.
static PASSWORD_HASH: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?-u)\$(?:1|2[abxy]?|5|6|7|8|9|y|argon2[a-z]*|apr1|scrypt|pbkdf2[a-z0-9-]*|krb5[a-z]*|sha1)\$[A-Za-z0-9./=,+$*@:-]{20,2000}",
    )
});

/// The first line of a private key in base64.
static ENCODED_KEY: LazyLock<Regex> = LazyLock::new(|| compile(r"(?-u)LS0tLS1CRUdJTi[A-Za-z0-9+/=]{60,9000}"));

/// Finds all of them.
pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    find_prefixed(text, hits);
    find_marked(text, hits);
    find_named(text, hits);
    hits.extend(DISCORD.find_iter(text).map(|found| Hit::token(found.range(), "Discord")));
    hits.extend(PASSWORD_HASH.find_iter(text).map(|found| Hit::secret(found.range(), "password hash")));
    hits.extend(ENCODED_KEY.find_iter(text).map(|found| Hit::new(FindingKind::PrivateKey, found.range())));
    find_jwts(text, hits);
    find_private_keys(text, hits);
}

/// Where a run of each alphabet ends that has been measured: no byte is measured twice, so that hostile text costs no more
/// than any other.
#[derive(Default)]
struct Runs([(usize, usize); 10]);

impl Runs {
    /// The end of the run of `alphabet` that holds `start`.
    fn end(&mut self, bytes: &[u8], alphabet: Alphabet, start: usize) -> usize {
        let (from, to) = &mut self.0[alphabet as usize];
        if !(*from..*to).contains(&start) {
            (*from, *to) = (start, start + alphabet.run(&bytes[start..], usize::MAX));
        }
        *to
    }
}

fn find_prefixed(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    let mut runs = Runs::default();
    for found in PREFIXES.find_overlapping_iter(text) {
        let form = &FORMS[found.pattern().as_usize()];
        if !begins_word(bytes, found.start()) {
            continue;
        }
        let end = runs.end(bytes, form.alphabet, found.end());
        if let Some(end) = token_end(text, form, found.end(), end) {
            hits.push(Hit { weight: form.prefix.len(), ..Hit::token(found.start()..end, form.service) });
        }
    }
}

/// The end of a token of this form whose beginning ends at `start`, if it is one.
fn token_end(text: &str, form: &Form, start: usize, run_end: usize) -> Option<usize> {
    if run_end - start > super::forms::MOST {
        return None;
    }
    let end = start + text[start..run_end].trim_end_matches(['.', '!', '/']).len();
    let is_short = form.length.start() == form.length.end();
    let length = if is_short { run_end - start } else { end - start };
    let fits = form.length.contains(&length);
    let ends = text.as_bytes().get(run_end).is_none_or(|&b| !b.is_ascii_alphanumeric());
    let body = &text[start..end];
    // A short form of capitals may make a word by chance.
    let random = if is_short && form.prefix.len() >= 4 { !is_placeholder(body) } else { looks_random(body) };
    (fits && ends && random).then_some(end)
}

fn find_marked(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    for found in MARKS.find_overlapping_iter(text) {
        let form = &MARKED_FORMS[found.pattern().as_usize()];
        let (before, after) = (&form.before, &form.after);
        let back = before.0.run_back(&bytes[..found.start()], before.1.end() + 1);
        let on = after.0.run(&bytes[found.end()..], after.1.end() + 1);
        let range = found.start() - back..found.end() + on;
        let ends = bytes.get(range.end).is_none_or(|&b| !b.is_ascii_alphanumeric());
        if before.1.contains(&back) && after.1.contains(&on) && begins_word(bytes, range.start) && ends {
            hits.push(Hit::token(range, form.service));
        }
    }
}

/// How far after a service's name its token may begin.
const NAME_REACH: usize = 48;

fn find_named(text: &str, hits: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    for found in NAMES.find_overlapping_iter(text) {
        let form = &NAMED_FORMS[found.pattern().as_usize()];
        if at_letter(bytes, found.start()) {
            continue;
        }
        let reach = (found.end() + NAME_REACH).min(bytes.len());
        let line = bytes[found.end()..reach].iter().position(|&b| b == b'\n').map_or(reach, |at| found.end() + at);
        let mut at = found.end();
        while at < line {
            let run = form.alphabet.run(&bytes[at..], form.length + 1);
            let whole = at..at + run;
            if run == form.length && is_named_token(text, found.start(), &whole) {
                hits.push(Hit::token(whole.clone(), form.service));
                break;
            }
            at += run.max(1);
        }
    }
}

fn at_letter(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes[at - 1].is_ascii_alphabetic()
}

/// Whether the value is a token of the service that is named at `name`: it stands after a word such as "key", alone, and is
/// made by chance.
fn is_named_token(text: &str, name: usize, range: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let between = text.get(name..range.start).unwrap_or_default().to_ascii_lowercase();
    let tells = ["key", "token", "secret", "pass", "auth", "credential", "license", "dsn", "pat", "login"];
    let ends = bytes.get(range.end).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_');
    let begins = begins_word(bytes, range.start) && bytes[range.start - 1] != b'_';
    let value = &text[range.clone()];
    let digits = value.bytes().any(|b| b.is_ascii_digit());
    begins && ends && digits && looks_random(value) && tells.iter().any(|word| between.contains(word))
}

fn find_jwts(text: &str, hits: &mut Vec<Hit>) {
    if !text.contains("eyJ") && !text.contains("ewog") {
        return;
    }
    let bytes = text.as_bytes();
    let mut runs = Runs::default();
    let mut at = 0;
    while let Some(start) = text[at..].find("ey").map(|found| at + found) {
        at = start + 2;
        if !text[start..].starts_with("eyJ") || !begins_word(bytes, start) {
            continue;
        }
        let mut ends = Vec::new();
        let mut from = start;
        while ends.len() < 5 {
            let end = runs.end(bytes, Alphabet::Url, from);
            ends.push(end);
            if bytes.get(end) != Some(&b'.') || end + 1 >= bytes.len() || from == end {
                break;
            }
            from = end + 1;
        }
        let length = |part: usize| if part == 0 { ends[0] - start } else { ends[part] - ends[part - 1] - 1 };
        let body_is_json = ends.len() >= 2 && text[ends[0] + 1..].starts_with("ey");
        let is_jwt = (ends.len() >= 3 && length(0) >= 10 && length(1) >= 8) || (body_is_json && length(1) >= 10);
        if is_jwt && !is_placeholder(&text[start..ends[1]]) {
            let end = if ends.len() == 4 { ends[2] } else { ends[ends.len() - 1] };
            hits.push(Hit::new(FindingKind::Jwt, start..end));
            at = end;
        }
    }
}

/// The most bytes of a key in PuTTY's format.
const MOST_OF_KEY: usize = 20_000;

fn find_private_keys(text: &str, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while let Some(start) = text[at..].find("-----BEGIN ").map(|found| at + found) {
        at = start + 11;
        let head = &text.as_bytes()[at..(at + 60).min(text.len())];
        let Some(head_length) = head.windows(5).position(|dashes| dashes == b"-----") else { continue };
        if !head[..head_length].windows(11).any(|word| word == b"PRIVATE KEY") {
            continue;
        }
        let body = at + head_length + 5;
        let next = text[body..].find("-----BEGIN ").map_or(text.len(), |found| body + found);
        let end = match text[body..next].find("-----END ").map(|found| body + found + 9) {
            Some(end) => end + text[end..next].find("-----").filter(|&tail| tail < 60).map_or(0, |tail| tail + 5),
            None => key_body_end(text, body),
        };
        hits.push(Hit::new(FindingKind::PrivateKey, start..end));
        at = end;
    }
    let mut at = 0;
    while let Some(start) = text[at..].find("PuTTY-User-Key-File-").map(|found| at + found) {
        let limit = text.floor_char_boundary(start + MOST_OF_KEY);
        let end = text[start..limit].find("Private-MAC: ").map_or(start + 20, |found| {
            let value = start + found + 13;
            value + Alphabet::Hex.run(&text.as_bytes()[value..], 200)
        });
        hits.push(Hit::new(FindingKind::PrivateKey, start..end));
        at = end;
    }
}

/// Where the lines of base64 end that begin at `body`, for a key that was cut off.
fn key_body_end(text: &str, body: usize) -> usize {
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || "+/=\\".contains(c) || c.is_whitespace();
    let run: &str = &text[body..body + text[body..].find(|c| !is_of_key(c)).unwrap_or(text.len() - body)];
    let mut end = 0;
    for word in run.split_inclusive(char::is_whitespace) {
        if word.trim().is_empty() || word.trim().len() > 20 || end + word.len() == run.len() {
            end += word.len();
        } else {
            break;
        }
    }
    body + run[..end].trim_end().len()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_tables_have_the_forms_of_enough_services() {
        let mut services: BTreeSet<&str> = FORMS.iter().map(|form| form.service).collect();
        services.extend(MARKED_FORMS.iter().map(|form| form.service));
        services.extend(NAMED_FORMS.iter().map(|form| form.service));
        assert!(services.len() >= 200, "{}", services.len());
    }
}
