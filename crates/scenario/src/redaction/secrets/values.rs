//! Where a value ends, and whether it is a secret.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::chance::{is_made_of_words, is_placeholder, looks_secret};
use super::super::words::set_of;
use super::Class;
use super::joins::Join;

/// The value at `start`, and whether it stands in quotation marks.
pub(super) fn value_at(text: &str, start: usize, join: Join) -> Option<(Range<usize>, bool)> {
    let rest = &text[start..text.floor_char_boundary(start + MOST_OF_VALUE)];
    let mut chars = rest.char_indices();
    let (_, first) = chars.next()?;
    let (escape, quote) = match first {
        '\\' => (1, rest[1..].chars().next()?),
        other => (0, other),
    };
    let closing = match quote {
        '"' | '\'' | '`' => Some(quote),
        '“' | '”' | '„' => Some('”'),
        '‘' => Some('’'),
        '*' if rest.len() > 2 && !rest.starts_with("**") => Some('*'),
        _ => None,
    };
    if let Some(closing) = closing {
        let open = start + escape + quote.len_utf8();
        let inner = &text[open..start + rest.len()];
        let end = inner.find(|c| c == closing || c == '\n' || (closing == '”' && c == '“'))?;
        let end = if inner[..end].ends_with('\\') && escape > 0 { end - 1 } else { end };
        return (end > 0).then_some((open..open + end, true));
    }
    let end = match join {
        Join::Markup if rest.contains("</") => rest.find('<')?,
        Join::Markup | Join::Equals | Join::Colon | Join::Words | Join::Bare => unquoted_end(rest),
    };
    let value = rest[..end].trim_end_matches([',', ';', '.', ')', '"', '\'', '`', ']', '}', '>', ':', '\\']);
    (!value.is_empty()).then_some((start..start + value.len(), false))
}

/// The most bytes of a value.
const MOST_OF_VALUE: usize = 2_000;

/// Where a value without quotation marks ends: at a space, or where the next name and value begin.
fn unquoted_end(rest: &str) -> usize {
    let end = rest.find(|c: char| c.is_whitespace() || c == '"' || c == '`' || c == '<').unwrap_or(rest.len());
    let value = &rest[..end];
    let mut from = 0;
    while let Some(found) = value[from..].find(['&', ';', ',', '|']).map(|found| from + found) {
        let tail = &value[found + 1..];
        let name = tail.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')).count();
        let is_next = tail.is_empty() || (name > 0 && matches!(tail.as_bytes().get(name), Some(b'=' | b':')));
        if is_next || (value.as_bytes()[found] == b'|') {
            return found;
        }
        from = found + 1;
    }
    value.find("\\n").or_else(|| value.find("\\r")).unwrap_or(end)
}

/// Words that stand after "password:" in messages, and are none.
static NO_PASSWORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "true false null none nil undefined required incorrect invalid expired missing wrong reset changed empty \
        hidden string text password rejected accepted denied ok failed unset set unknown optional not must the a an \
        is was has no yes and or for rotated stale correct valid revoked disabled enabled auth authentication \
        mismatch error too should cannot in on from by with never still same different default n/a stored encrypted \
        hashed saved updated here there this that it blank due old new only being now shared managed rotate env \
        vault file secret token",
    )
});

/// Words that stand after `password=`, and are none.
static NO_VALUES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of("true false null none nil undefined required optional unset empty invalid incorrect missing")
});

pub(super) fn is_secret(text: &str, range: &Range<usize>, class: Class, join: Join, quoted: bool) -> bool {
    let value = &text[range.clone()];
    if is_placeholder(value) && !(class == Class::Password && is_chosen(value)) || is_code(value, quoted) {
        return false;
    }
    match class {
        Class::Password => {
            let lower = value.to_ascii_lowercase();
            let no_password = if join == Join::Equals { &NO_VALUES } else { &NO_PASSWORDS };
            if value.chars().count() < 4 || no_password.contains(lower.as_str()) {
                return false;
            }
            let plain = value.bytes().all(|b| b.is_ascii_lowercase())
                || is_made_of_words(value)
                    && value.starts_with(char::is_alphabetic)
                    && !value.bytes().any(|b| b.is_ascii_digit());
            let at_end =
                text[range.end..].trim_start_matches(['.', ',', ';', ')', '"', '\'']).trim_start_matches([' ', '\t']);
            let at_end = at_end.is_empty() || at_end.starts_with(['\n', '\r', '\\']);
            match join {
                Join::Equals | Join::Markup => true,
                Join::Colon | Join::Words if quoted => !value.contains(' ') || join == Join::Colon,
                Join::Colon => !plain || at_end,
                Join::Words => !plain,
                Join::Bare => false,
            }
        }
        Class::Pin => (4..=10).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit()),
        Class::WeakKey => is_long_chance(value) && join != Join::Words,
        Class::Key if join == Join::Bare => is_long_chance(value) && value.len() >= 20,
        Class::Key | Class::Header | Class::Cookie | Class::Login | Class::Command => {
            let numbered = value.bytes().any(|b| b.is_ascii_digit());
            let long_enough = if join == Join::Words && !numbered { 12 } else { 8 };
            value.len() >= long_enough && !value.contains(' ') && looks_secret(value)
        }
    }
}

/// Whether a value is so long and mixed that it is a secret after a word that may mean something else too. An id is none.
fn is_long_chance(value: &str) -> bool {
    let is_id = value.len() == 36 && value.bytes().filter(|&b| b == b'-').count() == 4;
    let has = |test: fn(&u8) -> bool| value.as_bytes().iter().any(test);
    let mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    value.len() >= 16 && mixed && !is_id && !value.contains([' ', ':', '/', '@']) && looks_secret(value)
}

/// Whether a value that looks like a placeholder may still be a password that a person chose.
fn is_chosen(value: &str) -> bool {
    value.starts_with(['$', '%', '*', '(', '<', '{', '['])
        && value.bytes().any(|b| b.is_ascii_digit())
        && value.bytes().any(|b| b.is_ascii_lowercase())
        && !value.ends_with(['>', '}', ']', ')', '*'])
        && !value.starts_with("${")
        && !value.starts_with("{{")
        && !value[1..].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Whether the value is an expression of a programming language.
fn is_code(value: &str, quoted: bool) -> bool {
    if quoted {
        return value.starts_with("${") || value.starts_with("{{");
    }
    if value.starts_with(':') || value.starts_with("os.") || value.starts_with("process.") {
        return true;
    }
    let name = value.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.')).count();
    let called = name > 0 && matches!(value.as_bytes().get(name), Some(b'(' | b'['));
    let dotted = value.contains('.')
        && !value.bytes().any(|b| b.is_ascii_digit())
        && value.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_'));
    called || dotted
}
