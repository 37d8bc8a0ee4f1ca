//! Logs: plain lines, JSON lines and logfmt, also compressed with gzip. A range of lines becomes one piece of evidence.

use std::io::Read;
use std::ops::RangeInclusive;

use domain::scenario::{EvidenceContent, limits};
use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value};

use super::sketch::{Sketch, cut};
use super::times::{self, DAY_S};
use super::{Imported, MAX_IMPORT, fault};
use crate::fault::Fault;

/// How many lines are taken before the first error, and from it on.
const LINES_BEFORE: usize = 15;
const LINES_AFTER: usize = 45;

/// The characters of a line; what is longer is cut.
const MAX_LINE: usize = 400;

/// Words that make a line one of trouble.
const TROUBLE: [&str; 10] =
    ["error", "fatal", "panic", "critical", "exception", "severe", "traceback", "emerg", "failed", "err"];

/// Keys under which structured logs keep the three things that every line has.
const TIME_KEYS: [&str; 9] = ["time", "timestamp", "ts", "@timestamp", "t", "date", "datetime", "asctime", "eventTime"];
const LEVEL_KEYS: [&str; 6] = ["level", "severity", "lvl", "levelname", "log.level", "loglevel"];
const MESSAGE_KEYS: [&str; 5] = ["msg", "message", "text", "event", "short_message"];

/// A line of a log.
struct Line {
    at_s: Option<i64>,
    text: String,
    is_trouble: bool,
    /// What it tells, without time and level.
    message: String,
}

/// Whether a file is compressed with gzip.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// What a compressed file holds.
pub(super) fn unpack(file: &str, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut unpacked = Vec::new();
    let limit = u64::try_from(MAX_IMPORT).expect("it fits") + 1;
    match MultiGzDecoder::new(bytes).take(limit).read_to_end(&mut unpacked) {
        Ok(_) if unpacked.len() > MAX_IMPORT => Err(fault(
            file,
            0,
            "The file holds more than 32 MiB when it is unpacked",
            "Cut it to the part that matters",
        )),
        Ok(_) => Ok(unpacked),
        Err(_) => Err(fault(file, 0, "The compressed file is damaged or cut off", "Compress or copy it again")),
    }
}

/// Whether a text begins with lines of JSON that have a time, a level or a message.
pub(super) fn looks_like_json_lines(head: &str) -> bool {
    let first = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let Ok(Value::Object(fields)) = serde_json::from_str(first) else { return false };
    find_key(&fields, &MESSAGE_KEYS).is_some()
        && (find_key(&fields, &TIME_KEYS).is_some() || find_key(&fields, &LEVEL_KEYS).is_some())
}

/// Whether most of the first lines begin with a time, or are logfmt.
pub(super) fn looks_like_log(head: &str) -> bool {
    let lines: Vec<&str> = head.lines().filter(|line| !line.trim().is_empty()).take(20).collect();
    let timed = lines.iter().filter(|line| time_of(line).is_some() || logfmt(line).is_some()).count();
    !lines.is_empty() && timed * 2 > lines.len() && !lines.iter().any(|line| line.starts_with("# "))
}

/// Makes one draft of a log.
pub(super) fn import_log(
    file: &str,
    text: &str,
    wanted: Option<RangeInclusive<usize>>,
) -> Result<Vec<Imported>, Fault> {
    if let Some(at) = text.find(|c: char| c == '\0' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1b}')))
    {
        let line = 1 + text[..at].matches('\n').count();
        return Err(fault(file, line, "There is something else than text here", "Take the log as plain text"));
    }
    let lines: Vec<Line> = text.lines().map(read_line).collect();
    let Some(trouble) = first_of(&lines) else {
        return Err(fault(file, 0, "The log is empty", "Take a log with lines in it"));
    };
    let range = match wanted {
        Some(range) => picked(file, &lines, &range)?,
        None => trouble.saturating_sub(LINES_BEFORE)..lines.len().min(trouble + LINES_AFTER),
    };
    let first = range.clone().find(|index| lines[*index].is_trouble).unwrap_or(range.start);
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let mut sketch = Sketch { title: cut(&lines[first].message, 120), ..Sketch::default() };
    if sketch.title.trim().is_empty() {
        name.clone_into(&mut sketch.title);
    }
    sketch.brief = format!("{name} shows: {}", lines[first].message);
    sketch.called_at_s = lines[first].at_s;
    let left = lines.len() - range.len();
    let mut body = Vec::new();
    let mut characters = 0;
    for line in &lines[range.clone()] {
        let text = format!("{}{}", if line.is_trouble { "> " } else { "" }, cut(&line.text, MAX_LINE));
        characters += text.chars().count() + 1;
        if characters > limits::EVIDENCE_BODY.characters {
            break;
        }
        body.push(text);
    }
    let used = body.len();
    let at_s = lines[range.clone()].iter().find_map(|line| line.at_s);
    sketch.add(at_s, EvidenceContent::Log { title: Some(name.to_owned()), sender: None, lines: body });
    let mut imported = sketch.finish(file);
    if left > 0 || used < range.len() {
        let what = format!(
            "Lines {} to {} of {} are on the card, the others were left out",
            range.start + 1,
            range.start + used,
            lines.len()
        );
        imported.left_out.push(fault(file, range.start + 1, &what, "Name the lines that you want"));
    }
    Ok(vec![imported])
}

/// The place of the first line of trouble; of a log without one, of its first line.
fn first_of(lines: &[Line]) -> Option<usize> {
    let written = |line: &Line| !line.text.trim().is_empty();
    lines.iter().position(|line| line.is_trouble).or_else(|| lines.iter().position(written))
}

fn picked(file: &str, lines: &[Line], wanted: &RangeInclusive<usize>) -> Result<std::ops::Range<usize>, Fault> {
    let (start, end) = (*wanted.start(), (*wanted.end()).min(lines.len()));
    if start == 0 || start > end {
        let what = format!("There are no lines {start} to {} in the log, it has {}", wanted.end(), lines.len());
        return Err(fault(file, lines.len(), &what, "Name lines that it has, counted from 1"));
    }
    Ok(start - 1..end)
}

fn read_line(line: &str) -> Line {
    let line = without_colours(line);
    let line = line.as_str();
    if line.trim_start().starts_with('{')
        && let Ok(Value::Object(fields)) = serde_json::from_str(line)
    {
        let text_of = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        return structured(fields.into_iter().map(|(key, value)| (key, text_of(&value))).collect());
    }
    if let Some(fields) = logfmt(line) {
        return structured(fields);
    }
    let Some((at_s, from, length)) = time_of(line) else {
        let text = line.trim_end().to_owned();
        return Line { at_s: None, is_trouble: is_trouble(&text), message: text.trim().to_owned(), text };
    };
    let rest = line[from + length..].trim_start_matches([']', ',', '.', ' ', '-', 'Z']);
    let before = line[..from].trim_end_matches(['[', ' ']);
    let text = [before, &clock(at_s), rest].join(" ").trim().to_owned();
    let message = [before, rest].join(" ").trim().to_owned();
    Line { at_s: Some(at_s), is_trouble: is_trouble(&message), message: without_level(&message).to_owned(), text }
}

/// A line of fields, as a line to read: time, level, message, and the other fields.
fn structured(fields: Vec<(String, String)>) -> Line {
    let take =
        |keys: &[&str]| fields.iter().find(|(key, _)| keys.contains(&key.as_str())).map(|(_, value)| value.clone());
    let at_s = take(&TIME_KEYS).and_then(|time| times::parse_stamp(&time).or_else(|| epoch(&time)));
    let level = take(&LEVEL_KEYS).unwrap_or_default().to_uppercase();
    let message = take(&MESSAGE_KEYS).unwrap_or_default();
    let known: Vec<&str> = [&TIME_KEYS[..], &LEVEL_KEYS[..], &MESSAGE_KEYS[..]].concat();
    let others = fields.iter().filter(|(key, _)| !known.contains(&key.as_str()));
    let others: Vec<String> = others.map(|(key, value)| format!("{key}={value}")).collect();
    let time = at_s.map(clock).unwrap_or_default();
    let mut parts = vec![time, level.clone(), message.clone(), others.join(" ")];
    parts.retain(|part| !part.is_empty());
    let is_trouble = if level.is_empty() { is_trouble(&message) } else { is_trouble(&level) };
    let message = if message.is_empty() { others.join(" ") } else { message };
    Line { at_s, text: parts.join(" "), is_trouble, message }
}

/// The fields of a line of logfmt: at least two, one of which is a time, a level or a message.
fn logfmt(line: &str) -> Option<Vec<(String, String)>> {
    let mut fields = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (key, after) = rest.split_once('=')?;
        if key.is_empty() || !key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@' | '/')) {
            return None;
        }
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => {
                let end = end_of_quoted(quoted)?;
                (quoted[..end].replace("\\\"", "\""), &quoted[end + 1..])
            }
            None => {
                let end = after.find(' ').unwrap_or(after.len());
                (after[..end].to_owned(), &after[end..])
            }
        };
        fields.push((key.to_owned(), value));
        rest = after.trim_start();
    }
    let known = |(key, _): &(String, String)| {
        TIME_KEYS.contains(&key.as_str()) || LEVEL_KEYS.contains(&key.as_str()) || MESSAGE_KEYS.contains(&key.as_str())
    };
    (fields.len() > 1 && fields.iter().any(known)).then_some(fields)
}

fn end_of_quoted(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}

fn find_key<'v>(fields: &'v Map<String, Value>, keys: &[&str]) -> Option<&'v Value> {
    keys.iter().find_map(|key| fields.get(*key))
}

/// The time of a plain line: where it begins and how long it is. Access logs have it in brackets, behind the address.
fn time_of(line: &str) -> Option<(i64, usize, usize)> {
    let found = |from: usize| {
        let found = times::find_time(&line[from..])?;
        Some((found.day.unwrap_or(0) * DAY_S + found.second?, from, found.length))
    };
    found(0).or_else(|| {
        let bracket = line.find('[').filter(|at| *at < 80)? + 1;
        found(bracket).or_else(|| access_time(&line[bracket..]).map(|(at_s, length)| (at_s, bracket, length)))
    })
}

/// `03/Nov/2026:10:00:00 +0000`.
fn access_time(text: &str) -> Option<(i64, usize)> {
    let stamp = text.split(']').next()?;
    let (day, time) = stamp.split_once(':')?;
    let spaced = format!("{} {time}", day.replace('/', " "));
    let found = times::find_time(&spaced)?;
    Some((found.day? * DAY_S + found.second?, stamp.len()))
}

fn epoch(text: &str) -> Option<i64> {
    let number: f64 = text.parse().ok()?;
    let seconds = if number > 1e17 {
        number / 1e9
    } else if number > 1e11 {
        number / 1e3
    } else {
        number
    };
    #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit")]
    (1e8..1e11).contains(&seconds).then_some(seconds as i64)
}

fn clock(at_s: i64) -> String {
    let second = at_s.rem_euclid(DAY_S);
    format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)
}

fn is_trouble(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let status = text.split_once("\" 5").map(|(_, rest)| rest.as_bytes());
    // The status behind the request in an access log.
    if status.is_some_and(|rest| rest.len() > 2 && rest[..2].iter().all(u8::is_ascii_digit) && rest[2] == b' ') {
        return true;
    }
    words.any(|word| TROUBLE.contains(&word) || word.ends_with("exception") || word.ends_with("error"))
}

/// A message without the level in front of it.
fn without_level(message: &str) -> &str {
    let (first, rest) = message.split_once(' ').unwrap_or((message, ""));
    let level = first.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let known = ["error", "warn", "warning", "info", "debug", "trace", "fatal", "critical", "notice", "err", "severe"];
    if known.contains(&level.as_str()) && !rest.trim().is_empty() { rest.trim() } else { message }
}

/// A line without the escape sequences of terminals.
fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut parts = line.split('\u{1b}');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let rest = part.strip_prefix('[').map(|part| part.trim_start_matches(|c: char| !c.is_ascii_alphabetic()));
        plain.push_str(rest.map_or(part, |rest| rest.get(1..).unwrap_or_default()));
    }
    plain
}
