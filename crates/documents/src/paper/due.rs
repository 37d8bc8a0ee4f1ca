//! A day by which something is done, as people write it.

use domain::time::Day;
use jiff::civil::{Date, Weekday};

use super::lines::plain_char;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Which number comes first in a day such as 04/12/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// The reason of the fault where a day is missing.
pub(super) fn is_nothing(text: &str) -> bool {
    let plain = text.trim().to_lowercase();
    matches!(plain.as_str(), "" | "-" | "–" | "—" | "?" | "none" | "n/a" | "tbd" | "open" | "#n/a")
}

/// Reads a day; a day without a year, or a day of the week, is the first that comes after `from`. Nothing, a dash or a
/// question mark is no day at all. `order` is that of the column.
pub(super) fn due(text: &str, from: Date, order: Option<Order>) -> Result<Option<Day>, String> {
    if is_nothing(text) {
        return Ok(None);
    }
    let not_read = || format!("“{}” is no day that can be read: write it as 2026-12-04.", text.trim());
    let date = match (days(text, from), order) {
        (Days::None, _) => return Err(not_read()),
        (Days::One(date), _) => date,
        (Days::Either { day_first, .. }, Some(Order::DayFirst)) => day_first,
        (Days::Either { month_first, .. }, Some(Order::MonthFirst)) => month_first,
        (Days::Either { day_first, month_first }, None) => {
            let shown = |date: Date| date.strftime("%-d %B").to_string();
            let (one, other) = (shown(day_first), shown(month_first));
            return Err(format!("“{}” may be {one} or {other}: write it as {day_first}.", text.trim()));
        }
    };
    Day::parse(&date.to_string()).map(Some).map_err(|_| not_read())
}

/// The order in which a column writes its days, as far as some of them can be read in one way only.
pub(super) fn order<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Order> {
    let mut found = None;
    for cell in cells {
        let plain = plain(cell);
        let Some((mark, first, second)) = two_numbers(&plain) else { continue };
        let order = match (first, second) {
            _ if mark == '.' => Order::DayFirst,
            (13..=31, 1..=12) => Order::DayFirst,
            (1..=12, 13..=31) => Order::MonthFirst,
            _ => continue,
        };
        if found.is_some_and(|found| found != order) {
            return None;
        }
        found = Some(order);
    }
    found
}

/// The days that a text may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    None,
    One(Date),
    Either { day_first: Date, month_first: Date },
}

/// Reads a day; see [`due`].
pub(super) fn days(text: &str, from: Date) -> Days {
    let plain = plain(text);
    let word = weekday(&plain, from).or_else(|| worded(&plain, from));
    word.map_or_else(|| numbers(&plain, from), Days::One)
}

/// A day in small letters and plain digits, without what people and spreadsheets put around it: `by`, and the time.
fn plain(text: &str) -> String {
    let plain: String = text.chars().map(plain_char).collect();
    let plain = plain.trim().to_lowercase();
    let plain = plain.strip_prefix("by ").or_else(|| plain.strip_prefix("due ")).unwrap_or(&plain).trim();
    let midnight = plain.find([' ', 't']).filter(|place| {
        let time = plain[place + 1..].trim_end_matches('z').trim_end_matches(" am").trim_end_matches(" pm");
        time.len() >= 4
            && time.contains(':')
            && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+'))
    });
    plain[..midnight.unwrap_or(plain.len())].trim().to_owned()
}

fn weekday(plain: &str, from: Date) -> Option<Date> {
    let (_, day) = WEEKDAYS.into_iter().find(|(name, _)| abbreviates(plain, name))?;
    from.nth_weekday(1, day).ok()
}

/// `4 December 2026`, `4th of Dec`, `December 4, 2026`, `Fri 4 Dec`.
fn worded(plain: &str, from: Date) -> Option<Date> {
    let words = plain.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '/'));
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty() && *word != "of" && *word != "the").collect();
    if WEEKDAYS.iter().any(|(name, _)| words.first().is_some_and(|first| abbreviates(first, name))) {
        words.remove(0);
    }
    let month = words.iter().position(|word| MONTHS.iter().any(|name| abbreviates(word, name)))?;
    let number = MONTHS.iter().position(|name| abbreviates(words[month], name))?;
    words.remove(month);
    let day = |word: &str| {
        let digits = word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        digits.parse().ok()
    };
    let month = i8::try_from(number + 1).ok()?;
    match words[..] {
        [one] => coming(day(one)?, month, from),
        [one, year] => Date::new(full_year(year)?, month, day(one)?).ok(),
        _ => None,
    }
}

/// `2026-12-04`, `4.12.2026`, `4.12.`, `13/12/2026`. Between slashes it may be either way round.
fn numbers(plain: &str, from: Date) -> Days {
    let small = |number: i16| i8::try_from(number).unwrap_or(0);
    let one = |date: Option<Date>| date.map_or(Days::None, Days::One);
    if let Some((mark, parts)) = parts(plain)
        && let [year, month, day] = parts[..]
        && plain.find(mark) == Some(4)
    {
        return one(Date::new(year, small(month), small(day)).ok());
    }
    let Some((mark, first, second)) = two_numbers(plain) else { return Days::None };
    let year = plain.trim_end_matches(mark).split(mark).nth(2).map(|year| full_year(year.trim()));
    let make = |day: i16, month: i16| match year {
        Some(year) => Date::new(year?, small(month), small(day)).ok(),
        None => coming(small(day), small(month), from),
    };
    match (mark, make(first, second), make(second, first)) {
        ('.', date, _) | (_, date, None) | (_, None, date) => one(date),
        (_, Some(day_first), Some(month_first)) if day_first == month_first => Days::One(day_first),
        (_, Some(day_first), Some(month_first)) => Days::Either { day_first, month_first },
    }
}

/// The mark between the first two numbers of a day that does not begin with its year, and these.
fn two_numbers(plain: &str) -> Option<(char, i16, i16)> {
    let (mark, parts) = parts(plain)?;
    match parts[..] {
        [first, second] | [first, second, _] if plain.find(mark)? < 3 => Some((mark, first, second)),
        _ => None,
    }
}

/// The numbers of a day, and the mark between them.
fn parts(plain: &str) -> Option<(char, Vec<i16>)> {
    let mark = plain.chars().find(|c| matches!(c, '.' | '/' | '-'))?;
    let read = |part: &str| part.parse().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let parts: Option<Vec<i16>> = plain.trim_end_matches(mark).split(mark).map(|part| read(part.trim())).collect();
    Some((mark, parts?))
}

/// The first such day that is not before `from`.
fn coming(day: i8, month: i8, from: Date) -> Option<Date> {
    let this_year = Date::new(from.year(), month, day).ok();
    this_year.filter(|date| *date >= from).or_else(|| Date::new(from.year().checked_add(1)?, month, day).ok())
}

fn full_year(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    match text.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

/// Whether a word is a name or its first three letters or more.
fn abbreviates(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.starts_with(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        // A Monday.
        let from = Date::constant(2026, 11, 23);
        let check = |text: &str, expected: Result<Option<&str>, &str>| {
            let read = due(text, from, None);
            let read = read.as_ref().map(|day| day.as_ref().map(Day::as_str)).map_err(String::as_str);
            assert_eq!(read, expected, "{text:?}");
        };
        for nothing in ["", " - ", "?", "TBD", "none"] {
            check(nothing, Ok(None));
        }
        check("2026-12-04", Ok(Some("2026-12-04")));
        check("2026/12/04", Ok(Some("2026-12-04")));
        check("4.12.2026", Ok(Some("2026-12-04")));
        check("4.12.26", Ok(Some("2026-12-04")));
        check("4.12.", Ok(Some("2026-12-04")));
        check("4.1.", Ok(Some("2027-01-04")));
        check("24/12/2026", Ok(Some("2026-12-24")));
        check("12/24/2026", Ok(Some("2026-12-24")));
        check("12/12", Ok(Some("2026-12-12")));
        check("24-12", Ok(Some("2026-12-24")));
        check("4 Dec", Ok(Some("2026-12-04")));
        check("by 4th of December 2027", Ok(Some("2027-12-04")));
        check("December 4, 2026", Ok(Some("2026-12-04")));
        check("Fri 4 Dec", Ok(Some("2026-12-04")));
        check("4-Dec-26", Ok(Some("2026-12-04")));
        check("Friday, December 4, 2026", Ok(Some("2026-12-04")));
        check("04.12.2026 00:00", Ok(Some("2026-12-04")));
        check("2026-12-04T00:00:00Z", Ok(Some("2026-12-04")));
        check("24/12/2026 12:00:00 AM", Ok(Some("2026-12-24")));
        check("4.\u{a0}12.\u{a0}2026", Ok(Some("2026-12-04")));
        check("２０２６-１２-０４", Ok(Some("2026-12-04")));
        check("Friday", Ok(Some("2026-11-27")));
        check("mon", Ok(Some("2026-11-30")));
        check("23 Nov", Ok(Some("2026-11-23")));
        check("22 Nov", Ok(Some("2027-11-22")));
        check("04/12/2026", Err("“04/12/2026” may be 4 December or 12 April: write it as 2026-12-04."));
        for wrong in ["soon", "31.2.2026", "46360", "2026-13-01", "1/2/3/4", "Q1", "32 Dec", "-1.2.", "4.12.20261"] {
            let reason = format!("“{wrong}” is no day that can be read: write it as 2026-12-04.");
            check(wrong, Err(&reason));
        }
    }

    #[test]
    fn a_column_has_one_order() {
        let from = Date::constant(2026, 11, 23);
        let check = |cells: &[&str], expected: &[Result<&str, ()>]| {
            let order = order(cells.iter().copied());
            let read: Vec<_> = cells.iter().map(|cell| due(cell, from, order)).collect();
            let read: Vec<_> =
                read.iter().map(|day| day.as_ref().map(|day| day.as_ref().unwrap().as_str()).map_err(|_| ())).collect();
            assert_eq!(read, expected, "{cells:?}");
        };
        check(&["04/12/2026", "24/12/2026"], &[Ok("2026-12-04"), Ok("2026-12-24")]);
        check(&["12/4/2026", "12/24/2026", "2026-12-30"], &[Ok("2026-12-04"), Ok("2026-12-24"), Ok("2026-12-30")]);
        check(&["04/12/2026", "24/12/2026", "12/24/2026"], &[Err(()), Ok("2026-12-24"), Ok("2026-12-24")]);
        check(&["04/12/2026"], &[Err(())]);
    }
}
