//! Times as people and programs write them.
//!
//! Only differences of times matter here. A zone is counted where it is named; a time without one is taken as UTC, and so is a day.

use jiff::civil::Date;

/// A time that stands at the beginning of a text: a day, a time of day, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Days since 1970-01-01.
    pub(super) day: Option<i64>,
    /// Seconds since midnight, UTC as far as the text names a zone.
    pub(super) second: Option<i64>,
    /// How many bytes of the text it takes.
    pub(super) length: usize,
}

/// Reads a whole text as a time with its day, such as RFC 3339; in seconds since 1970.
pub(super) fn parse_stamp(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(stamp) = text.parse::<jiff::Timestamp>() {
        return Some(stamp.as_second());
    }
    let found = find_time(text)?;
    Some(found.day? * DAY_S + found.second?)
}

/// The seconds of a day.
pub(super) const DAY_S: i64 = 86_400;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Abbreviations of zones, with their minutes from UTC.
const ZONES: [(&str, i64); 36] = [
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("bst", 60),
    ("wet", 0),
    ("west", 60),
    ("cet", 60),
    ("cest", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("ist", 330),
    ("jst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("est", -300),
    ("edt", -240),
    ("et", -300),
    ("cst", -360),
    ("cdt", -300),
    ("ct", -360),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("pt", -480),
    ("mt", -420),
    ("eat", 180),
    ("wat", 60),
    ("cat", 120),
    ("sast", 120),
    ("pkt", 300),
    ("sgt", 480),
    ("hkt", 480),
    ("nzst", 720),
    ("brt", -180),
];

/// Finds the time with which a text begins. Marks such as `**`, `[`, `~` and words such as "at" may stand before it.
pub(super) fn find_time(text: &str) -> Option<Found> {
    let mut reader = Reader { text, at: 0 };
    let mut found = Found::default();
    reader.skip_marks();
    loop {
        let before = reader.at;
        if found.day.is_none() {
            found.day = reader.day();
        }
        if found.second.is_none() {
            found.second = reader.time_of_day();
        }
        if reader.at == before {
            break;
        }
        found.length = reader.at;
        if found.day.is_some() && found.second.is_some() {
            break;
        }
        reader.skip_between();
    }
    if found.second.is_some() {
        found.length += range_length(&text[found.length..]);
    }
    (found.length > 0).then_some(found)
}

/// Days since 1970-01-01 of a date anywhere in a text.
pub(super) fn find_day(text: &str) -> Option<i64> {
    let starts = text.char_indices().filter(|(at, c)| {
        let before = text[..*at].chars().next_back();
        c.is_alphanumeric() && before.is_none_or(|before| !before.is_alphanumeric())
    });
    starts.map(|(at, _)| Reader { text, at }).find_map(|mut reader| reader.day())
}

/// `YYYY-MM-DD` of days since 1970-01-01.
pub(super) fn format_day(day: i64) -> Option<String> {
    let span = jiff::Span::new().try_days(day).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok().map(|date| date.to_string())
}

/// The length of the second half of a range, such as `- 10:15 UTC`.
fn range_length(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', '*', '_', '`']);
    let Some(rest) = ["–", "—", "->", "→", "-", "to ", "until "].iter().find_map(|mark| rest.strip_prefix(mark))
    else {
        return 0;
    };
    let mut reader = Reader { text: rest, at: 0 };
    reader.skip_marks();
    reader.day();
    reader.skip_between();
    match reader.time_of_day() {
        Some(_) => text.len() - rest.len() + reader.at,
        None => 0,
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip(&mut self, skipped: &[char]) {
        self.at = self.text.len() - self.rest().trim_start_matches(skipped).len();
    }

    /// What may stand before a time.
    fn skip_marks(&mut self) {
        const MARKS: [char; 16] =
            [' ', '\t', '*', '_', '`', '[', '(', '~', '≈', '|', '>', '-', '–', '—', '@', '\u{a0}'];
        self.skip(&MARKS);
        for word in ["at ", "around ", "about ", "approx. ", "approximately ", "ca. ", "circa ", "by ", "from ", "on "]
        {
            if self.rest().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
                self.at += word.len();
                self.skip(&MARKS);
            }
        }
    }

    /// What may stand between a day and a time.
    fn skip_between(&mut self) {
        let before = self.at;
        self.skip(&[' ', ',', '*', '_', '`', '(', '|', '-', '–', '—', '\u{a0}', '@', '~', ':', ']', '[']);
        for word in ["at ", "T"] {
            if self.rest().starts_with(word) {
                self.at += word.len();
            }
        }
        // Nothing but a time may follow.
        let mut ahead = Reader { text: self.text, at: self.at };
        if ahead.time_of_day().is_none() && ahead.day().is_none() {
            self.at = before;
        }
    }

    /// Digits, at most `most` of them, with no further digit behind them.
    fn number(&mut self, most: usize) -> Option<i64> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > most {
            return None;
        }
        let number = self.rest()[..digits].parse().ok();
        self.at += digits;
        number
    }

    fn one_of(&mut self, characters: &[char]) -> bool {
        let found = self.rest().starts_with(characters);
        if found {
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
        found
    }

    /// Reads something, or stays where it was.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    /// A word of letters, in lower case.
    fn word(&mut self) -> Option<String> {
        let length = self.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = self.rest()[..length].to_ascii_lowercase();
        self.at += length;
        (length > 0).then_some(word)
    }

    /// `2026-11-03`, `2026/11/03`, `11/03/2026`, `3.11.2026`, `November 3rd, 2026`, `3 Nov 2026`, `Nov 3`, with a weekday or without.
    fn day(&mut self) -> Option<i64> {
        self.attempt(|reader| {
            let weekday = reader.attempt(|reader| {
                let word = reader.word()?;
                let known =
                    WEEKDAYS.iter().any(|day| word.starts_with(day)) && (word.len() == 3 || word.ends_with("day"));
                reader.skip(&[',', '.', ' ']);
                known.then_some(())
            });
            let day = reader
                .attempt(Self::numeric_day)
                .or_else(|| reader.attempt(Self::day_with_month_first))
                .or_else(|| reader.attempt(Self::day_with_month_second));
            day.filter(|_| weekday.is_some() || !reader.rest().starts_with(|c: char| c.is_ascii_digit()))
        })
    }

    fn numeric_day(&mut self) -> Option<i64> {
        let first = self.number(4)?;
        let separator = self.rest().chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
        self.at += 1;
        let second = self.number(2)?;
        if !self.one_of(&[separator]) {
            return None;
        }
        let third = self.number(4)?;
        match first {
            1_970.. => days(first, second, third),
            // Americans write the month first, everybody with points the day.
            _ if separator == '.' && third < 1_970 => None,
            _ if separator == '.' || first > 12 => days(full_year(third), second, first),
            _ => days(full_year(third), first, second),
        }
    }

    fn month(&mut self) -> Option<i64> {
        let word = self.word()?;
        self.one_of(&['.']);
        let place = MONTHS.iter().position(|month| word.starts_with(month))?;
        let is_name = word.len() == 3
            || word == "sept"
            || [
                "january",
                "february",
                "march",
                "april",
                "june",
                "july",
                "august",
                "september",
                "october",
                "november",
                "december",
            ]
            .contains(&word.as_str());
        is_name.then(|| i64::try_from(place).expect("there are twelve") + 1)
    }

    fn ordinal(&mut self) -> Option<i64> {
        let day = self.number(2)?;
        for ending in ["st", "nd", "rd", "th"] {
            if self.rest().starts_with(ending) {
                self.at += ending.len();
            }
        }
        Some(day)
    }

    fn day_with_month_first(&mut self) -> Option<i64> {
        let month = self.month()?;
        self.skip(&[' ']);
        let day = self.ordinal()?;
        days(self.year(), month, day)
    }

    fn day_with_month_second(&mut self) -> Option<i64> {
        let day = self.ordinal()?;
        self.skip(&[' ', '-']);
        if self.rest().starts_with("of ") {
            self.at += 3;
        }
        let month = self.month()?;
        days(self.year(), month, day)
    }

    /// The year behind a day; the same one for all that have none.
    fn year(&mut self) -> i64 {
        let year = self.attempt(|reader| {
            reader.skip(&[' ', ',', '-']);
            reader.number(4).filter(|year| (1_970..2_200).contains(year))
        });
        year.unwrap_or(2_000)
    }

    /// `10:04`, `10:04:31.5`, `10.04am`, `10am`, `10h04`, `1004 UTC`, each with a zone or without.
    fn time_of_day(&mut self) -> Option<i64> {
        self.attempt(|reader| {
            reader.one_of(&['T']);
            let digits = reader.rest().bytes().take_while(u8::is_ascii_digit).count();
            let number = reader.number(4)?;
            // A version looks like a time with a point.
            let has_point = reader.rest().starts_with('.');
            let mut second = match digits {
                1 | 2 => number * 3_600 + reader.minutes().unwrap_or(-1),
                4 => (number / 100) * 3_600 + number % 100 * 60,
                _ => return None,
            };
            let bare = digits <= 2 && second == number * 3_600 - 1;
            second += i64::from(bare);
            let noon = reader.half_of_day();
            let zone = reader.zone();
            // A number alone is no time.
            if noon.is_none() && (bare || (zone.is_none() && (has_point || digits == 4))) {
                return None;
            }
            match noon {
                Some(true) if number < 12 => second += 12 * 3_600,
                Some(false) if number == 12 => second -= 12 * 3_600,
                _ => {}
            }
            (0..=DAY_S).contains(&second).then(|| second - zone.unwrap_or(0) * 60)
        })
    }

    /// Minutes and seconds behind an hour, in seconds.
    fn minutes(&mut self) -> Option<i64> {
        self.attempt(|reader| {
            if !reader.one_of(&[':', 'h', '.']) {
                return None;
            }
            let length = reader.rest().bytes().take_while(u8::is_ascii_digit).count();
            let minutes = reader.number(2).filter(|minutes| *minutes < 60 && length == 2)?;
            let seconds = reader.attempt(|reader| {
                reader.one_of(&[':']).then_some(())?;
                let seconds = reader.number(2).filter(|seconds| *seconds < 61)?;
                reader.attempt(|reader| {
                    reader.one_of(&['.', ',']).then_some(())?;
                    reader.number(9)
                });
                Some(seconds)
            });
            Some(minutes * 60 + seconds.unwrap_or(0))
        })
    }

    /// True for the half after noon.
    fn half_of_day(&mut self) -> Option<bool> {
        self.attempt(|reader| {
            reader.skip(&[' ', '\u{a0}', '\u{202f}']);
            let word = reader.word()?;
            let half = match word.as_str() {
                "a" | "p" if reader.rest().starts_with(".m") => {
                    reader.at += 2;
                    reader.one_of(&['.']);
                    word == "p"
                }
                "am" => false,
                "pm" => true,
                _ => return None,
            };
            Some(half)
        })
    }

    /// The minutes of a zone from UTC.
    fn zone(&mut self) -> Option<i64> {
        self.attempt(|reader| {
            reader.skip(&[' ', '(', '\u{a0}']);
            let sign = reader.rest().chars().next().filter(|c| matches!(c, '+' | '-'));
            if let Some(sign) = sign {
                reader.at += 1;
                let hours = reader.number(4)?;
                let minutes = if hours >= 100 {
                    hours / 100 * 60 + hours % 100
                } else {
                    reader.one_of(&[':']).then_some(())?;
                    hours * 60 + reader.number(2)?
                };
                return Some(if sign == '-' { -minutes } else { minutes });
            }
            let word = reader.word()?;
            let zone = ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| *minutes)?;
            reader.one_of(&[')']);
            Some(zone)
        })
    }
}

fn full_year(year: i64) -> i64 {
    if year < 100 { year + 2_000 } else { year }
}

fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let since = date.since(Date::constant(1970, 1, 1)).ok()?;
    Some(i64::from(since.get_days()))
}

#[cfg(test)]
mod tests;
