//! The timeline of a postmortem: lists, tables, paragraphs or headings that begin with a time.

use super::super::times::{self, DAY_S};
use super::blocks::Block;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// In seconds since 1970, or since midnight when no day is known; nothing when the entry has no time.
    pub(super) at_s: Option<i64>,
    pub(super) text: String,
}

/// The days of the year 2000, which stand for days without a year.
const WITHOUT_YEAR: std::ops::Range<i64> = 10_957..11_323;

/// A time so much before the one in front of it is of the next day.
const PAST_MIDNIGHT_S: i64 = 6 * 3_600;

/// Reads the entries of a timeline. `day` is the day of the incident, as far as it is known.
pub(super) fn read_entries(blocks: &[Block], day: Option<i64>) -> Vec<Entry> {
    let mut reader = Reader { known: day, day, last: None, entries: Vec::new() };
    let is_quoted = blocks.iter().any(|block| !matches!(block, Block::Code(_)));
    for block in blocks {
        match block {
            Block::Row(cells) => reader.row(cells),
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Item(text) => {
                text.lines().flat_map(split_at_times).for_each(|line| reader.line(line));
            }
            // What is quoted has its own times, unless the whole timeline is.
            Block::Code(text) if is_quoted => text.lines().for_each(|line| reader.more(line)),
            Block::Code(text) => text.lines().for_each(|line| reader.line(line)),
        }
    }
    reader.entries.retain(|entry| !entry.text.is_empty());
    reader.entries
}

struct Reader {
    /// The day of the incident.
    known: Option<i64>,
    /// The day that was named last.
    day: Option<i64>,
    last: Option<i64>,
    entries: Vec<Entry>,
}

impl Reader {
    /// A row: the cell that begins with a time, and what stands in the others.
    fn row(&mut self, cells: &[String]) {
        let timed = |cell: &String| times::find_time(cell).is_some_and(|found| found.second.is_some());
        let dated = |cell: &String| times::find_time(cell).is_some();
        let Some(place) = cells.iter().position(timed).or_else(|| cells.iter().position(dated)) else {
            // The head of the table says in which zone the times are, and nothing else.
            return;
        };
        let day = cells[..place].iter().rev().find(|cell| dated(cell));
        let first: Vec<&str> = day.into_iter().chain([&cells[place]]).map(String::as_str).collect();
        let others =
            cells.iter().enumerate().filter(|(at, cell)| *at != place && Some(*cell) != day && !cell.is_empty());
        let others: Vec<&str> = others.map(|(_, cell)| cell.as_str()).collect();
        self.line(&format!("{} {}", first.join(" "), others.join(" – ")));
    }

    fn line(&mut self, line: &str) {
        let line = line.trim();
        if let Some((seconds, length)) = relative(line) {
            return self
                .push(Some(self.entries.first().and_then(|first| first.at_s).unwrap_or(0) + seconds), &line[length..]);
        }
        let Some(found) = times::find_time(line) else {
            return self.more(line);
        };
        if let Some(day) = found.day {
            self.day = Some(self.with_year(day));
        }
        let rest = &line[found.length..];
        match found.second {
            Some(second) => {
                let at_s = self.absolute(second, found.day.is_some());
                self.push(Some(at_s), rest);
            }
            // A day alone may be a heading for what follows: an entry without words is removed in the end.
            None => {
                let midnight = self.day.unwrap_or(0) * DAY_S;
                self.push(Some(self.last.map_or(midnight, |last| last.max(midnight))), rest);
            }
        }
    }

    fn with_year(&self, day: i64) -> i64 {
        let known = self.known.and_then(times::format_day).filter(|_| WITHOUT_YEAR.contains(&day));
        let moved = known
            .zip(times::format_day(day))
            .and_then(|(known, day)| times::find_day(&format!("{}{}", &known[..4], &day[4..])));
        moved.unwrap_or(day)
    }

    /// The time of a second of the current day; without a day of its own it is of the next day when it lies far before the last.
    fn absolute(&mut self, second: i64, has_day: bool) -> i64 {
        let mut at_s = self.day.unwrap_or(0) * DAY_S + second;
        if let (Some(last), false) = (self.last, has_day)
            && at_s < last - PAST_MIDNIGHT_S
        {
            at_s += DAY_S;
            self.day = Some(self.day.unwrap_or(0) + 1);
        }
        at_s
    }

    fn push(&mut self, at_s: Option<i64>, rest: &str) {
        self.last = at_s.or(self.last);
        self.entries.push(Entry { at_s, text: without_marks(rest).to_owned() });
    }

    /// A line without a time belongs to the entry before it.
    fn more(&mut self, line: &str) {
        let text = line.trim_start_matches(['-', '*', ' ']);
        match self.entries.last_mut() {
            Some(entry) if entry.text.is_empty() => text.clone_into(&mut entry.text),
            Some(entry) => {
                entry.text.push('\n');
                entry.text.push_str(text);
            }
            None => {}
        }
    }
}

/// `T+5m`, `T-1h30m`, `+10 min`: seconds from the first entry, and the length of the text.
fn relative(line: &str) -> Option<(i64, usize)> {
    let start = line.trim_start_matches(['*', '[', '(', '`']);
    let after =
        start.strip_prefix("T+").map(|rest| (1, rest)).or_else(|| start.strip_prefix("T-").map(|rest| (-1, rest)));
    let (sign, mut rest) = after.or_else(|| start.strip_prefix('+').map(|rest| (1, rest)))?;
    let mut total = 0;
    let mut any = false;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 {
            break;
        }
        let number: i64 = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start_matches(' ');
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let unit = match &rest[..letters] {
            "s" | "sec" | "seconds" => 1,
            "m" | "min" | "mins" | "minutes" | "" => 60,
            "h" | "hr" | "hour" | "hours" => 3_600,
            "d" | "day" | "days" => DAY_S,
            _ => return None,
        };
        rest = &rest[letters..];
        total += number * unit;
        any = true;
    }
    any.then(|| (sign * total, line.len() - rest.len()))
}

/// Splits a line in which several times stand behind one another, each with a colon or a dash behind it.
fn split_at_times(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices(' ') {
        let next = &line[at + 1..];
        if at == 0 || !next.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let is_time = times::find_time(next).is_some_and(|found| {
            found.second.is_some() && next[found.length..].trim_start().starts_with([':', '-', '–', '—'])
        });
        let before = line[..at].trim_end();
        if is_time && before.ends_with(['.', '-', '!', ';', '"']) {
            parts.push(before[start..].trim_end_matches(['-', ' ']));
            start = at + 1;
        }
    }
    parts.push(&line[start..]);
    parts
}

/// What remains when marks and separators before and behind it are taken away.
fn without_marks(text: &str) -> &str {
    let marks = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '–' | '—' | ':' | '*' | '_' | '`' | ']' | ')' | '|' | ',' | '>' | ';' | '.' | '~' | '→'
            )
    };
    text.trim_start_matches(marks).trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '*'))
}
