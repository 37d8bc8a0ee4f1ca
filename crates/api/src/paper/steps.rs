//! A step on paper: perhaps a time, perhaps a kind, and what was done.

use domain::text::StepText;
use domain::workshop::StepKind;

use super::LineFault;
use super::lines::lines;

/// A step as it stands in its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) line: u32,
    /// Minutes since midnight.
    pub(super) time: Option<u16>,
    pub(super) kind: StepKind,
    pub(super) text: StepText,
}

/// Reads steps, one a line.
pub(super) fn steps(text: &str) -> (Vec<Line>, Vec<LineFault>) {
    let mut read = Vec::new();
    let mut faults = Vec::new();
    for (number, line) in lines(text) {
        match step(number, line) {
            Ok(step) => read.push(step),
            Err(reason) => faults.push(LineFault::at(number, reason)),
        }
    }
    (read, faults)
}

fn step(line: u32, text: &str) -> Result<Line, String> {
    let (time, rest) = match time(text) {
        Some((time, rest)) => (Some(time.ok_or("There is no such time: write it as 10:42.")?), rest),
        None => (None, text),
    };
    let (kind, rest) = kind(rest).unwrap_or((StepKind::Did, rest));
    let text = StepText::parse(rest).map_err(|error| format!("{error}."))?;
    Ok(Line { line, time, kind, text })
}

/// A time at the beginning, and what follows: `10:42`, `[10:42]`, `10:42:07`, `2:15 pm`. The time is `None` inside when a
/// clock never shows it.
fn time(text: &str) -> Option<(Option<u16>, &str)> {
    let (inside, closing) = match text.chars().next()? {
        '[' => (&text[1..], Some(']')),
        '(' => (&text[1..], Some(')')),
        '~' => (&text[1..], None),
        _ => (text, None),
    };
    let (hour, rest) = number(inside, 1..=2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2..=2)?;
    let rest = rest.strip_prefix(':').and_then(|rest| number(rest, 2..=2)).map_or(rest, |(_, rest)| rest);
    let (half, rest) = half_of_day(rest);
    let rest = match closing {
        Some(closing) => rest.strip_prefix(closing)?,
        None => rest,
    };
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let hour = match half {
        Some(later) if (1..=12).contains(&hour) => Some(hour % 12 + if later { 12 } else { 0 }),
        Some(_) => None,
        None => Some(hour),
    };
    let time = hour.filter(|hour| *hour < 24 && minute < 60).map(|hour| hour * 60 + minute);
    Some((time, after_mark(rest)))
}

/// `am` or `pm`, and what follows.
fn half_of_day(text: &str) -> (Option<bool>, &str) {
    let word = text.trim_start_matches(' ');
    let half = |half: &str| {
        let found = word.get(..2).filter(|found| found.eq_ignore_ascii_case(half));
        found.map(|_| &word[2..]).filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    match (half("am"), half("pm")) {
        (Some(rest), _) => (Some(false), rest),
        (_, Some(rest)) => (Some(true), rest),
        _ => (None, text),
    }
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<(u16, &str)> {
    let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(length);
    digits.contains(&length).then(|| number.parse().ok()).flatten().map(|number| (number, rest))
}

const WORDS: [(&str, StepKind); 6] = [
    ("looked at", StepKind::LookedAt),
    ("looked", StepKind::LookedAt),
    ("asked", StepKind::Asked),
    ("did", StepKind::Did),
    ("found", StepKind::Found),
    ("idea", StepKind::Idea),
];

/// A kind at the beginning, and what follows: its word, or its letter as on the sheet. `A` and `I` begin sentences, too,
/// and so want a mark after them.
fn kind(text: &str) -> Option<(StepKind, &str)> {
    let word = WORDS.into_iter().find_map(|(word, kind)| {
        let found = text.get(..word.len()).filter(|found| found.eq_ignore_ascii_case(word));
        let rest = found.map(|_| &text[word.len()..])?;
        (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '’')).then_some((kind, rest))
    });
    let letter = || {
        let letter = text.chars().next()?;
        let rest = &text[letter.len_utf8()..];
        let kind = match letter.to_ascii_uppercase() {
            'L' => StepKind::LookedAt,
            'A' => StepKind::Asked,
            'D' => StepKind::Did,
            'F' => StepKind::Found,
            'I' => StepKind::Idea,
            _ => return None,
        };
        let marked = rest.starts_with([':', ')', '|', '\t']) || rest.starts_with(" - ") || rest.starts_with(" – ");
        let alone = rest.starts_with(' ') && !matches!(kind, StepKind::Asked | StepKind::Idea);
        (marked || alone).then_some((kind, rest))
    };
    let (kind, rest) = word.or_else(letter)?;
    let rest = after_mark(rest);
    (!rest.is_empty()).then_some((kind, rest))
}

/// What follows a mark between the parts of a line.
fn after_mark(rest: &str) -> &str {
    let rest = rest.trim_start();
    let marked = rest.strip_prefix([':', '|', ')', ',', '·']).or_else(|| {
        let dash = rest.strip_prefix(['-', '–', '—'])?;
        dash.starts_with(char::is_whitespace).then_some(dash)
    });
    marked.unwrap_or(rest).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, time: Option<&str>, kind: StepKind, text: &str) {
        let (read, faults) = steps(line);
        assert_eq!(faults, [], "{line:?}");
        let read = &read[0];
        let shown = read.time.map(|time| format!("{:02}:{:02}", time / 60, time % 60));
        assert_eq!((shown.as_deref(), read.kind, read.text.as_str()), (time, kind, text), "{line:?}");
    }

    #[test]
    fn steps_with_times_and_kinds() {
        use StepKind::{Asked, Did, Found, Idea, LookedAt};
        check("restarted the consumer", None, Did, "restarted the consumer");
        check("10:42 restarted the consumer", Some("10:42"), Did, "restarted the consumer");
        check("- 9:05 – looked at the queue", Some("09:05"), LookedAt, "the queue");
        check("[10:42] Found: a template", Some("10:42"), Found, "a template");
        check("(10:42) asked customer care", Some("10:42"), Asked, "customer care");
        check("10:42:07\tF\ta template", Some("10:42"), Found, "a template");
        check("~10:42 did move it aside", Some("10:42"), Did, "move it aside");
        check("2:15 pm L queue depth", Some("14:15"), LookedAt, "queue depth");
        check("12:05am: D: paged Renee", Some("00:05"), Did, "paged Renee");
        check("l: queue depth", None, LookedAt, "queue depth");
        check("A: Renee, since when?", None, Asked, "Renee, since when?");
        check("I) a retry", None, Idea, "a retry");
        check("I - a retry", None, Idea, "a retry");
        check("Idea: a retry", None, Idea, "a retry");
        check("Looked at: the dashboard", None, LookedAt, "the dashboard");
        check("Looked the other way", None, LookedAt, "the other way");
    }

    #[test]
    fn sentences_stay_sentences() {
        let same = |line: &str| check(line, None, StepKind::Did, line);
        same("I looked at the queue");
        same("A dashboard was red");
        same("Didn't find it");
        same("Ideas ran out");
        same("Lag was 40 minutes");
        same("Found");
        same("10:4 is no time");
        same("10:42pmish");
        same("3:1 replicas");
    }

    #[test]
    fn faults_name_their_line() {
        let check = |text: &str, line: u32, reason: &str| {
            let (_, faults) = steps(text);
            assert_eq!(faults, [LineFault::at(line, reason)], "{text:?}");
        };
        check("one\n25:10 two", 2, "There is no such time: write it as 10:42.");
        check("13:00 pm two", 1, "There is no such time: write it as 10:42.");
        check("10:42", 1, "The step is empty.");
        check(&"x".repeat(501), 1, "The step has 501 characters; 500 fit.");
    }
}
