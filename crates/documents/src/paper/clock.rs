//! A time at the beginning of a line, as people and programs write it.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use super::due::{Days, days};
use super::lines::plain_char;

/// A time on some clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// Minutes since midnight.
    pub(super) minute: u16,
    /// The days that were written before it, as far as they can be read; none if none was.
    pub(super) days: Vec<Date>,
    /// The zone that was written behind it.
    pub(super) zone: Option<Zone>,
}

/// A zone as it is written behind a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// So many minutes before Greenwich.
    Offset(i32),
    /// Letters such as `CET`, which may mean different things.
    Letters(String),
}

/// A time that a line begins with, and what follows it. The time is `None` when no clock ever shows it.
pub(super) type Found<'a> = (Option<Clock>, Cow<'a, str>);

/// Reads a time at the beginning: `10:42`, `[10:42]`, `10:42:07`, `2:15 pm`, `**10:42**`, `2026-11-23T10:42Z`, `10:42 CET`,
/// `１０：４２`. A day without a year is the first after `from`.
pub(super) fn time(text: &str, from: Date) -> Option<Found<'_>> {
    let plain: String = text.chars().map(plain_char).collect();
    let (inside, mut marks) = opened(&plain);
    let (days, after_day) = match clock(inside, false) {
        Some(_) => (Vec::new(), inside),
        None => day_before(inside, from)?,
    };
    let dated = !days.is_empty();
    let day = &inside[..inside.len() - after_day.len()];
    marks.retain(|mark| !day.contains(mark));
    let (minute, zone, rest) = clock(after_day, dated)?;
    let (rest, open) = closed(rest, &marks)?;
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let time = minute.map(|minute| Clock { minute, days, zone });
    // Each plain character represents one typed character.
    let read = plain.chars().count() - rest.chars().count();
    let rest = text.char_indices().nth(read).map_or("", |(at, _)| &text[at..]);
    let rest = after_mark(rest);
    // Bold words that continue after the time: their mark is removed, wherever it is.
    let rest = open.iter().fold(Cow::Borrowed(rest), |rest, mark| match rest.split_once(mark) {
        Some((before, after)) => format!("{before}{after}").into(),
        None => rest,
    });
    Some((time, rest))
}

const STYLES: [&str; 5] = ["**", "__", "`", "*", "_"];

/// Removes what precedes a time: brackets, the marks of bold and code, "at", "about".
fn opened(text: &str) -> (&str, Vec<&'static str>) {
    let mut rest = text;
    let mut marks = Vec::new();
    loop {
        let style = STYLES.into_iter().find(|mark| rest.starts_with(mark));
        let bracket = [("[", "]"), ("(", ")")].into_iter().find(|(open, _)| rest.starts_with(open));
        let (open, close) = style.map(|style| (style, style)).or(bracket).unwrap_or_default();
        if open.is_empty() {
            let about = ["~", "≈", "at ", "At "].into_iter().find_map(|about| rest.strip_prefix(about));
            let Some(after) = about.filter(|after| after.starts_with(|c: char| c.is_ascii_digit())) else { break };
            rest = after;
        } else {
            marks.push(close);
            rest = &rest[open.len()..];
        }
    }
    (rest, marks)
}

/// Takes off what closes a time, and returns the marks of bold that are still open. A bracket has to close.
fn closed<'a>(text: &'a str, marks: &[&'static str]) -> Option<(&'a str, Vec<&'static str>)> {
    let mut rest = text;
    let mut open = Vec::new();
    for mark in marks.iter().rev() {
        // The colon of "**10:42:** restarted".
        let inner = rest.strip_prefix([':', ' ']).filter(|inner| inner.starts_with(mark)).unwrap_or(rest);
        match inner.strip_prefix(mark) {
            Some(after) => rest = after,
            None if matches!(*mark, "]" | ")") => return None,
            None => open.push(*mark),
        }
    }
    Some((rest, open))
}

/// A day before a time, and what follows it.
fn day_before(text: &str, from: Date) -> Option<(Vec<Date>, &str)> {
    const LONGEST: usize = 40;
    let starts = text.char_indices().skip(1).take(LONGEST).filter(|(at, c)| {
        c.is_ascii_digit() && text[..*at].ends_with([' ', 'T', 't', ',', '|', '\t', '*', '`', '_', '[', '('])
    });
    let (at, _) = starts.map(|(at, _)| (at, clock(&text[at..], true))).find(|(_, clock)| clock.is_some())?;
    let day = text[..at].trim_end_matches("at ");
    let day = day.strip_suffix(['T', 't']).filter(|day| day.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(day);
    let day = day.trim_matches([' ', ',', '|', '\t', '*', '`', '_', '[', '(', '@', '-', '–']);
    let days = match days(day, from) {
        Days::None => return None,
        Days::One(day) => vec![day],
        Days::Either { day_first, month_first } => vec![day_first, month_first],
    };
    Some((days, &text[at..]))
}

/// Hours and minutes with their half of the day and their zone, and what follows.
fn clock(text: &str, dated: bool) -> Option<(Option<u16>, Option<Zone>, &str)> {
    let (hour, rest) = number(text, 1..=2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2..=2)?;
    let rest = rest.strip_prefix(':').and_then(|rest| number(rest, 2..=2)).map_or(rest, |(_, rest)| {
        let fraction = rest.strip_prefix(['.', ',']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        fraction.map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()))
    });
    let (half, rest) = half_of_day(rest);
    let hour = match half {
        Some(later) if (1..=12).contains(&hour) => Some(hour % 12 + if later { 12 } else { 0 }),
        Some(_) => None,
        None => Some(hour),
    };
    let time = hour.filter(|hour| *hour < 24 && minute < 60).map(|hour| hour * 60 + minute);
    let (zone, rest) = zone(rest, time.unwrap_or(0), dated);
    (!rest.starts_with(char::is_alphanumeric)).then_some((time, zone, rest))
}

/// `am` or `pm`, and what follows.
fn half_of_day(text: &str) -> (Option<bool>, &str) {
    let word = text.trim_start_matches(' ');
    let half = |ways: [&str; 2]| {
        ways.into_iter().find_map(|half| {
            let found = word.get(..half.len()).filter(|found| found.eq_ignore_ascii_case(half));
            found.map(|_| &word[half.len()..]).filter(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    };
    match (half(["a.m.", "am"]), half(["p.m.", "pm"])) {
        (Some(rest), _) => (Some(false), rest),
        (_, Some(rest)) => (Some(true), rest),
        _ => (None, text),
    }
}

/// Zones in letters, with their minutes before Greenwich. Those that mean several things are left out, but for those of the
/// United States, where no others write so.
const LETTERS: [(&str, i32); 32] = [
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("TRT", 180),
    ("SAST", 120),
    ("EAT", 180),
    ("WAT", 60),
    ("JST", 540),
    ("KST", 540),
    ("SGT", 480),
    ("HKT", 480),
    ("AEST", 600),
    ("AEDT", 660),
    ("ACST", 570),
    ("AWST", 480),
    ("NZST", 720),
    ("NZDT", 780),
    ("EST", -300),
    ("EDT", -240),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("HST", -600),
];
/// Zones in letters that mean several things, and those whose offset changes.
const OTHERS: [&str; 8] = ["BST", "IST", "CST", "AST", "ET", "CT", "MT", "PT"];

/// A zone, and what follows it.
fn zone(text: &str, minute: u16, dated: bool) -> (Option<Zone>, &str) {
    let word = text.trim_start_matches(' ');
    let bracket = word.strip_prefix('(');
    let inner = bracket.unwrap_or(word);
    let letters = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let (name, after) = inner.split_at(letters);
    let known = LETTERS.iter().any(|(letters, _)| *letters == name) || OTHERS.contains(&name);
    let close = |after: &'_ str| match bracket {
        Some(_) => after.strip_prefix(')').map(|after| after.len()),
        None => (!after.starts_with(char::is_alphanumeric)).then_some(after.len()),
    };
    let rest = |length: usize| &text[text.len() - length..];
    if known {
        // "UTC+2", "GMT+01:00".
        let offset = matches!(name, "UTC" | "GMT").then(|| offset(after, 1)).flatten();
        let (zone, after) = match offset {
            Some((offset, after)) => (Zone::Offset(offset), after),
            None => (Zone::Letters(name.to_owned()), after),
        };
        if let Some(length) = close(after) {
            return (Some(zone), rest(length));
        }
    }
    // "10:42-11:00" lasts until eleven, "10:42-05:00" is a time in New York.
    let apart = text.starts_with(' ') && word.starts_with('-');
    match offset(word, 4) {
        Some((offset, after)) if (dated || !apart) && !is_later(word, minute) && close(after).is_some() => {
            (Some(Zone::Offset(offset)), rest(after.len()))
        }
        _ => (None, text),
    }
}

/// Whether what follows a dash is a time after this one.
fn is_later(text: &str, minute: u16) -> bool {
    let end = text.strip_prefix(['-', '–']).and_then(|text| {
        let (hour, rest) = number(text, 1..=2)?;
        let (end, _) = number(rest.strip_prefix(':')?, 2..=2)?;
        Some(hour * 60 + end)
    });
    end.is_some_and(|end| end > minute)
}

/// `+02:00`, `-0500`, and with `digits` of 1 also `+2`: in minutes, and what follows.
fn offset(text: &str, digits: usize) -> Option<(i32, &str)> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let text = text.trim_start_matches(['+', '-', '−']);
    let (hours, minutes, rest) = match number(text, 4..=4) {
        Some((both, rest)) => (both / 100, both % 100, rest),
        None => {
            let (hours, rest) = number(text, 1..=2)?;
            match rest.strip_prefix(':').and_then(|rest| number(rest, 2..=2)) {
                Some((minutes, rest)) => (hours, minutes, rest),
                None if digits == 1 => (hours, 0, rest),
                None => return None,
            }
        }
    };
    (hours <= 14 && minutes < 60 && minutes % 15 == 0)
        .then(|| (sign * (i32::from(hours) * 60 + i32::from(minutes)), rest))
}

impl Zone {
    /// The zone of a heading: "UTC" in "Time (UTC)".
    pub(super) fn of_heading(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(|word| match zone(word, 0, true) {
            (found, "") => found,
            _ => None,
        })
    }

    /// The zone as such: letters are those of the workshop's zone where that writes them so.
    pub(super) fn resolve(&self, workshop: &jiff::ZonedDateTime) -> Result<TimeZone, String> {
        let fixed = |minutes: i32| Offset::from_seconds(minutes * 60).ok().map(TimeZone::fixed);
        let letters = match self {
            Self::Offset(minutes) => return fixed(*minutes).ok_or_else(|| "There is no such time zone.".to_owned()),
            Self::Letters(letters) => letters.as_str(),
        };
        let zone = workshop.time_zone();
        if zone.to_offset_info(workshop.timestamp()).abbreviation() == letters {
            return Ok(zone.clone());
        }
        let american = match letters {
            "ET" => Some("America/New_York"),
            "CT" => Some("America/Chicago"),
            "MT" => Some("America/Denver"),
            "PT" => Some("America/Los_Angeles"),
            _ => None,
        };
        let known = LETTERS.iter().find(|(known, _)| *known == letters).and_then(|(_, minutes)| fixed(*minutes));
        let found = american.and_then(|name| TimeZone::get(name).ok()).or(known);
        found.ok_or_else(|| {
            format!("“{letters}” may be several time zones: write the time as the room’s clock showed it.")
        })
    }
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<(u16, &str)> {
    let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(length);
    digits.contains(&length).then(|| number.parse().ok()).flatten().map(|number| (number, rest))
}

/// What follows a mark between the parts of a line.
pub(super) fn after_mark(rest: &str) -> &str {
    let rest = rest.trim_start();
    let marked = rest.strip_prefix([':', '：', '|', ')', ',', '·', '→']).or_else(|| {
        let dash = rest.strip_prefix(['-', '–', '—'])?;
        dash.starts_with(char::is_whitespace).then_some(dash)
    });
    marked.unwrap_or(rest).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A time as `days minute zone | rest`.
    fn shown(text: &str) -> Option<String> {
        let (clock, rest) = time(text, Date::constant(2026, 11, 22))?;
        let Clock { minute, days, zone } = clock?;
        let days: String = days.iter().map(|day| format!("{day} ")).collect();
        let zone = match zone {
            None => String::new(),
            Some(Zone::Offset(minutes)) => format!(" {minutes:+}"),
            Some(Zone::Letters(letters)) => format!(" {letters}"),
        };
        Some(format!("{days}{:02}:{:02}{zone} | {rest}", minute / 60, minute % 60))
    }

    #[test]
    fn times_as_people_write_them() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text).as_deref(), Some(expected), "{text:?}");
        check("10:42 x", "10:42 | x");
        check("**10:42** x", "10:42 | x");
        check("**10:42:** x", "10:42 | x");
        check("**10:42 – Found:** x", "10:42 | Found: x");
        check("`10:42` **x**", "10:42 | **x**");
        check("**`10:42`** – x", "10:42 | x");
        check("_10:42_: x", "10:42 | x");
        check("[10:42 UTC] x", "10:42 UTC | x");
        check("10：42 x", "10:42 | x");
        check("１０：４２　x", "10:42 | x");
        check("2:15\u{a0}PM x", "14:15 | x");
        check("2:15\u{202f}pm x", "14:15 | x");
        check("2:15 p.m. x", "14:15 | x");
        check("10:42:07.123 x", "10:42 | x");
        check("at 10:42, x", "10:42 | x");
        check("10:42Z x", "10:42 Z | x");
        check("10:42 CET x", "10:42 CET | x");
        check("10:42 (PDT) x", "10:42 PDT | x");
        check("10:42 UTC+2 x", "10:42 +120 | x");
        check("10:42 +05:30 x", "10:42 +330 | x");
        check("10:42-05:00 x", "10:42 -300 | x");
        check("10:42-11:00 x", "10:42 | -11:00 x");
        check("10:42 – 10:50 x", "10:42 | 10:50 x");
        check("2026-11-23 10:42 x", "2026-11-23 10:42 | x");
        check("2026-11-23T10:42:00Z x", "2026-11-23 10:42 Z | x");
        check("2026-11-23T10:42:00+01:00 x", "2026-11-23 10:42 +60 | x");
        check("`2026-11-23 10:42:13` x", "2026-11-23 10:42 | x");
        check("**2026-11-23** 10:42 **x**", "2026-11-23 10:42 | **x**");
        check("[23 Nov 2026, 10:42] x", "2026-11-23 10:42 | x");
        check("23.11.2026 10:42 x", "2026-11-23 10:42 | x");
        check("Nov 23 at 10:42 – x", "2026-11-23 10:42 | x");
        check("Mon 10:42 x", "2026-11-23 10:42 | x");
        check("11-23 10:42:44 x", "2026-11-23 10:42 | x");
        check("12/11/2026 10:42 x", "2026-11-12 2026-12-11 10:42 | x");
    }

    #[test]
    fn words_are_no_times() {
        for text in
            ["x", "3:1 replicas", "10:4 x", "10:42pmish", "10:42x", "May 10:42", "Lag was 40 at 10:42", "[10:42 x"]
        {
            assert_eq!(time(text, Date::constant(2026, 11, 22)), None, "{text:?}");
        }
        // Letters that name no zone are words.
        assert_eq!(shown("10:42 DNS failed").as_deref(), Some("10:42 | DNS failed"));
        assert_eq!(time("25:10 x", Date::constant(2026, 11, 22)), Some((None, "x".into())));
    }

    #[test]
    fn letters_are_a_zone() {
        let workshop: jiff::ZonedDateTime = "2026-11-23T10:00[Europe/Dublin]".parse().unwrap();
        let check = |letters: &str, expected: Result<&str, bool>| {
            let found = Zone::Letters(letters.into()).resolve(&workshop);
            let found = found.map(|zone| zone.to_offset(workshop.timestamp()).to_string());
            assert_eq!(found.as_deref().map_err(|why| why.contains("several")), expected, "{letters}");
        };
        check("GMT", Ok("+00"));
        check("PT", Ok("-08"));
        check("CEST", Ok("+02"));
        check("IST", Err(true));
        assert_eq!(Zone::of_heading("UTC"), Some(Zone::Letters("UTC".into())));
        assert_eq!(Zone::of_heading("all times CET"), Some(Zone::Letters("CET".into())));
        assert_eq!(Zone::of_heading("local"), None);
    }
}
