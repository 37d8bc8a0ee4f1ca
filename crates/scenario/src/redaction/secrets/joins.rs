//! How a value is joined to its name.

use std::ops::Range;

/// How a value is joined to its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// By an equals sign or the like.
    Equals,
    /// By a colon.
    Colon,
    /// By "is" or "was", or by nothing but quotation marks.
    Words,
    /// By the name's being an option or an element.
    Markup,
    /// By nothing but spaces.
    Bare,
}

/// How the value is joined to the name, and where it begins.
pub(super) fn join_after(text: &str, name: &Range<usize>) -> Option<(Join, usize)> {
    let bytes = text.as_bytes();
    let is_element = name.start > 0 && bytes[name.start - 1] == b'<' && bytes.get(name.end) == Some(&b'>');
    if is_element {
        return Some((Join::Markup, name.end + 1));
    }
    let is_option = text[name.clone()].starts_with("--");
    let mut at = name.end;
    // The name may be quoted, escaped or in brackets.
    at += bytes[at..]
        .iter()
        .take(3)
        .take_while(|b| matches!(b, b'"' | b'\'' | b'`' | b'\\' | b']' | b'*' | b')'))
        .count();
    let spaces = blanks(bytes, at);
    let after = &bytes[at + spaces..];
    let join = match after {
        [b'=', b'>', ..] | [b':', b'=', ..] | [b'=', b'=', ..] | [b'-', b'>', ..] => (Join::Equals, 2),
        [b'=', ..] => (Join::Equals, 1),
        [b'|', ..] if spaces > 0 => (Join::Equals, 1),
        [b':', ..] => (Join::Colon, 1),
        [b'%', b'3', b'D' | b'd', ..] => (Join::Equals, 3),
        [b'"' | b'\'' | b'`', ..] if spaces > 0 => (Join::Words, 0),
        _ if is_option && spaces > 0 => (Join::Markup, 0),
        _ => return joined_by_words(text, at + spaces).or_else(|| joined_in_netrc(text, name, at + spaces)),
    };
    let at = at + spaces + join.1;
    let more = blanks(bytes, at);
    let folded = join.0 == Join::Colon && bytes.get(at + more) == Some(&b'\n');
    let at = at + more + if folded { 1 + blanks(bytes, at + more + 1) } else { 0 };
    Some((join.0, at))
}

/// What stands before `at` on its line, of the last bytes.
pub(super) fn line_before(text: &str, at: usize) -> &str {
    let near = &text[text.floor_char_boundary(at.saturating_sub(MOST_OF_LINE))..at];
    near.rsplit('\n').next().unwrap_or(near)
}

/// What stands from `at` on its line, of the first bytes.
pub(super) fn line_after(text: &str, at: usize) -> &str {
    let near = &text[at..text.floor_char_boundary(at + MOST_OF_LINE)];
    near.split('\n').next().unwrap_or(near)
}

/// The most bytes of a line that are looked at beside a word.
const MOST_OF_LINE: usize = 1_000;

/// A `netrc` line has nothing but spaces between name and value.
fn joined_in_netrc(text: &str, name: &Range<usize>, at: usize) -> Option<(Join, usize)> {
    let near = &text[text.floor_char_boundary(name.start.saturating_sub(80))..name.start];
    (near.contains("login ") && near.contains("machine ") && at > name.end).then_some((Join::Equals, at))
}

/// "password for the database is", "token was", "password to use:".
fn joined_by_words(text: &str, at: usize) -> Option<(Join, usize)> {
    let line = &text[at..text.floor_char_boundary(at + 80)];
    let line = &line[..line.find(['\n', '.', ',', ';']).unwrap_or(line.len())];
    let mut words = 0;
    let mut from = 0;
    while words < 8 {
        let word_end = line[from..].find(' ').map_or(line.len(), |found| from + found);
        let word = &line[from..word_end];
        if ["policy", "manager", "reset", "rotation", "field", "length", "hash", "expiry", "rules"].contains(&word) {
            return None;
        }
        let joins = ["is", "was", "=", "ist", "est", "es", "to", "are"].contains(&word) || word.ends_with(':');
        if joins {
            let next = word_end + blanks(line.as_bytes(), word_end);
            let join = if word.ends_with(':') { Join::Colon } else { Join::Words };
            return (next < line.len() || text[at + next..].starts_with(['.', ',', ';'])).then_some((join, at + next));
        }
        if word_end >= line.len() || word.len() > 20 {
            return None;
        }
        from = word_end + 1;
        words += 1;
    }
    None
}

pub(super) fn blanks(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).map_or(0, |rest| rest.iter().take(40).take_while(|b| matches!(b, b' ' | b'\t')).count())
}
