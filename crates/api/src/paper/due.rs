//! A day by which something is done, as people write it.

use domain::time::Day;
use jiff::civil::{Date, Weekday};

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

/// Reads a day; a day without a year, or a day of the week, is the first that comes after `from`. Nothing, a dash or a
/// question mark is no day at all.
pub(super) fn due(text: &str, from: Date) -> Result<Option<Day>, String> {
    let plain = text.trim().to_lowercase();
    let plain = plain.strip_prefix("by ").unwrap_or(&plain).trim();
    if matches!(plain, "" | "-" | "–" | "—" | "?" | "none" | "n/a" | "tbd" | "open") {
        return Ok(None);
    }
    let not_read = || format!("“{}” is no day that can be read: write it as 2026-12-04.", text.trim());
    let date = weekday(plain, from)
        .or_else(|| worded(plain, from))
        .map_or_else(|| numbers(plain, from), |date| Ok(Some(date)));
    let date = date?.ok_or_else(not_read)?;
    Day::parse(&date.to_string()).map(Some).map_err(|_| not_read())
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

/// `2026-12-04`, `4.12.2026`, `4.12.`, `13/12/2026`. Between slashes it may be either way round: that is said.
fn numbers(plain: &str, from: Date) -> Result<Option<Date>, String> {
    let Some(mark) = plain.chars().find(|c| matches!(c, '.' | '/' | '-')) else { return Ok(None) };
    let parts: Vec<&str> = plain.trim_end_matches(mark).split(mark).map(str::trim).collect();
    let read = |part: &str| part.parse::<i16>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| read(part)).collect();
    let Some(numbers) = numbers else { return Ok(None) };
    let small = |number: i16| i8::try_from(number).unwrap_or(0);
    let (first, second, year) = match (&numbers[..], &parts[..]) {
        ([year, month, day], [written, ..]) if written.len() == 4 => {
            return Ok(Date::new(*year, small(*month), small(*day)).ok());
        }
        ([first, second], _) => (*first, *second, None),
        ([first, second, _], [.., year]) => (*first, *second, full_year(year)),
        _ => return Ok(None),
    };
    if parts.len() == 3 && year.is_none() {
        return Ok(None);
    }
    let make = |day: i16, month: i16| match year {
        Some(year) => Date::new(year, small(month), small(day)).ok(),
        None => coming(small(day), small(month), from),
    };
    let (day_first, month_first) = (make(first, second), make(second, first));
    match (mark, day_first, month_first) {
        ('.', date, _) | (_, date, None) | (_, None, date) => Ok(date),
        (_, Some(one), Some(other)) if one == other => Ok(Some(one)),
        (_, Some(one), Some(other)) => {
            let shown = |date: Date| date.strftime("%-d %B").to_string();
            Err(format!("“{plain}” may be {} or {}: write it as {one}.", shown(one), shown(other)))
        }
    }
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
            let read = due(text, from);
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
}
