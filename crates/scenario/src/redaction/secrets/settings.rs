//! Lists of settings that lead to a database, queue or account.

use std::ops::Range;

use super::super::hit::{FindingKind, Hit};

/// Names of settings that lead to a database, queue or account.
const SETTINGS: &[&str] = &[
    "server=",
    "data source=",
    "host=",
    "hostname=",
    "endpoint=",
    "accountname=",
    "defaultendpointsprotocol=",
    "hostaddr=",
    "addr=",
    "dbname=",
    "sharedaccesskeyname=",
];

/// Lists of settings such as `Server=db;User Id=app;Password=…`: the list is one finding, and what must go are its parts.
pub(super) fn find_settings(text: &str, hits: &mut Vec<Hit>) {
    let mut lists = Vec::new();
    for hit in hits.iter().filter(|hit| hit.kind == FindingKind::Secret && hit.label != "PIN") {
        let whole = pairs_around(text, &hit.range);
        if whole.len() > hit.range.len() + 20 {
            let lower = text[whole.clone()].to_ascii_lowercase();
            if SETTINGS.iter().any(|setting| lower.contains(setting)) {
                let mut parts = vec![hit.clone()];
                parts.extend(setting_parts(text, &whole));
                parts.sort_by_key(|part| part.range.start);
                parts.dedup_by(|later, before| later.range.start < before.range.end);
                lists.push(Hit { parts, ..Hit::new(FindingKind::ConnectionString, whole) });
            }
        }
    }
    hits.extend(lists);
}

/// The list of names and values around `value`, on its line, joined by semicolons or by spaces.
fn pairs_around(text: &str, value: &Range<usize>) -> Range<usize> {
    let reach = text.floor_char_boundary(value.start.saturating_sub(600));
    let before = &text[reach..value.start];
    let line = before
        .rfind(['\n', '"', '\'', '`', '“'])
        .map_or(reach, |at| at + before[at..].chars().next().map_or(1, char::len_utf8) + reach);
    let after = &text[value.end..text.floor_char_boundary(value.end + 600)];
    let end = value.end + after.find(['\n', '"', '\'', '`', '”']).unwrap_or(after.len());
    let (left, right) = (&text[line..value.start], &text[value.end..end]);
    let separator = if left.contains(';') || right.starts_with(';') { ';' } else { ' ' };
    let is_pair = |piece: &str| {
        piece.split_once('=').is_some_and(|(name, _)| {
            let name = name.trim();
            !name.is_empty()
                && name.len() <= 40
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'_' | b'-'))
        })
    };
    let mut start = line + left.rfind(separator).map_or(0, |at| at + 1);
    for piece in left[..start - line].trim_end_matches(separator).rsplit(separator) {
        if !is_pair(piece) {
            break;
        }
        start = line + (piece.as_ptr() as usize - left.as_ptr() as usize);
    }
    // In prose the first setting may follow other words.
    let first = &text[start..value.start];
    if separator == ';' {
        let name = first.find('=').map_or(0, |equals| first[..equals].rfind([':', '>', '(']).map_or(0, |at| at + 1));
        start += name + (first[name..].len() - first[name..].trim_start().len());
    }
    let mut stop = value.end;
    for piece in right.trim_start_matches(separator).split(separator) {
        if !is_pair(piece) {
            break;
        }
        let at = piece.as_ptr() as usize - text.as_ptr() as usize;
        stop = at + piece.trim_end().len();
    }
    start.min(value.start)..stop
}

/// The hosts and users in a list of settings.
fn setting_parts(text: &str, whole: &Range<usize>) -> Vec<Hit> {
    let list = &text[whole.clone()];
    let mut parts = Vec::new();
    for (at, _) in list.match_indices('=') {
        let name = list[..at].rsplit([';', ' ']).next().unwrap_or_default().to_ascii_lowercase();
        let tail = &list[at + 1..];
        let value = tail.split([';', ' ', ',']).next().unwrap_or_default();
        let lead = value
            .find("://")
            .map_or_else(|| value.find(':').filter(|&colon| colon <= 4).map_or(0, |c| c + 1), |found| found + 3);
        let host = &value[lead..];
        let host = host.split([':', '/']).next().unwrap_or_default();
        let start = whole.start + at + 1 + lead;
        if ["server", "host", "source", "hostname", "endpoint", "addr", "address"].contains(&name.as_str())
            && host.contains('.')
        {
            parts.push(Hit::new(FindingKind::Host, start..start + host.len()));
        }
    }
    parts
}
