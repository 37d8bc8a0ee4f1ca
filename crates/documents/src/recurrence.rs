//! When a survey comes again: days by RFC 5545's rules, without hours and without a zone.

use domain::refusal::{Refusal, Refuses, ValueReason};
use domain::time::Day;
use rrule::RRuleSet;

use api::time::days_between;

/// The day from which intervals are counted when a rule names none: a Monday.
const BEGINNING: &str = "20240101";
/// How many days of a rule are looked at to see that it keeps its bounds.
const LOOKED_AT: usize = 40;
const LEAST_GAP: i64 = 7;
/// A year, counted in whole weeks: from one last Sunday of March to the next there may be 53 of them.
const LARGEST_GAP: i64 = 371;
/// The digits of 366, the largest number that RFC 5545 allows in a rule without hours and counts.
const LONGEST_NUMBER: usize = 3;
/// Longer than any rule that a person writes.
pub const LIMIT: usize = 200;

/// A rule, such as `FREQ=MONTHLY;BYDAY=1TU`, perhaps after `DTSTART;VALUE=DATE:20261201` on a line of its own: the day from
/// which "every second" is counted.
#[derive(Clone, Debug)]
pub struct Recurrence {
    rules: RRuleSet,
}

/// Why a text is no [`Recurrence`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.refusal())]
pub enum RecurrenceError {
    /// It is not written as RFC 5545 wants it.
    Unreadable,
    /// It names hours or an end.
    Part(&'static str),
    /// It comes more often than once a day.
    TooFine,
    /// Its days are too near each other.
    TooOften,
    /// Its days are too far from each other, or there are none.
    TooSeldom,
}

impl Refuses for RecurrenceError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::Unreadable => ValueReason::RecurrenceUnreadable.refusal(),
            Self::Part(part) => ValueReason::RecurrencePart.refusal().word("part", *part),
            Self::TooFine => ValueReason::RecurrenceTooFine.refusal(),
            Self::TooOften => ValueReason::RecurrenceTooOften.refusal(),
            Self::TooSeldom => ValueReason::RecurrenceTooSeldom.refusal(),
        }
    }
}

impl Recurrence {
    /// Reads a rule, and sees that its next days are a week to a year apart.
    pub fn parse(text: &str, today: &Day) -> Result<Self, RecurrenceError> {
        let recurrence = Self::parse_stored(text)?;
        let days = recurrence.days(today, LOOKED_AT);
        if days.len() < LOOKED_AT {
            return Err(RecurrenceError::TooSeldom);
        }
        let gaps = || days.windows(2).map(|pair| days_between(&pair[0], &pair[1]));
        if gaps().any(|gap| gap < LEAST_GAP) {
            return Err(RecurrenceError::TooOften);
        }
        if gaps().any(|gap| gap > LARGEST_GAP) {
            return Err(RecurrenceError::TooSeldom);
        }
        Ok(recurrence)
    }

    /// Reads a rule that was seen to be sound when it was stored.
    pub fn parse_stored(text: &str) -> Result<Self, RecurrenceError> {
        let text = text.trim().to_ascii_uppercase();
        if text.len() > LIMIT {
            return Err(RecurrenceError::Unreadable);
        }
        let (start, rule) = match text.split_once('\n') {
            Some((start, rule)) => {
                (start.trim().strip_prefix("DTSTART;VALUE=DATE:").ok_or(RecurrenceError::Unreadable)?, rule.trim())
            }
            None => (BEGINNING, text.as_str()),
        };
        let rule = rule.strip_prefix("RRULE:").unwrap_or(rule);
        if start.len() != 8 || !start.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(RecurrenceError::Unreadable);
        }
        for part in ["BYHOUR", "BYMINUTE", "BYSECOND", "COUNT", "UNTIL", "BYEASTER"] {
            if rule.split(';').any(|given| given.split('=').next() == Some(part)) {
                return Err(RecurrenceError::Part(part));
            }
        }
        if ["HOURLY", "MINUTELY", "SECONDLY"].iter().any(|fine| rule.contains(fine)) {
            return Err(RecurrenceError::TooFine);
        }
        // A number that does not fit wraps round in the library; none that a rule may have is longer than a day of the year.
        if rule.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() > LONGEST_NUMBER) {
            return Err(RecurrenceError::Unreadable);
        }
        if rule.contains(['\n', ':']) {
            return Err(RecurrenceError::Unreadable);
        }
        let whole = format!("DTSTART:{start}T000000Z\nRRULE:{rule}");
        let rules: RRuleSet = whole.parse().map_err(|_| RecurrenceError::Unreadable)?;
        // A rule that never comes is given up instead of being looked for without end.
        Ok(Self { rules: rules.limit() })
    }

    /// The next days from one on, that one included; fewer when the rule has no more.
    #[must_use]
    pub fn days(&self, from: &Day, count: usize) -> Vec<Day> {
        let days = self.rules.into_iter().filter_map(|at| Day::parse(&at.format("%Y-%m-%d").to_string()).ok());
        days.skip_while(|day| day < from).take(count).collect()
    }

    /// The first day after one.
    #[must_use]
    pub fn after(&self, day: &Day) -> Option<Day> {
        self.days(day, 2).into_iter().find(|next| next > day)
    }

    /// The fewest days between two rounds, of those that come next.
    #[must_use]
    pub fn least_gap(&self, from: &Day) -> i64 {
        let days = self.days(from, LOOKED_AT);
        days.windows(2).map(|pair| days_between(&pair[0], &pair[1])).min().unwrap_or(LARGEST_GAP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("it is a day")
    }

    #[test]
    fn rules_become_days() {
        let check = |rule: &str, expected: [&str; 3]| {
            let days = Recurrence::parse(rule, &day("2026-11-24")).expect(rule).days(&day("2026-11-24"), 3);
            assert_eq!(days.iter().map(Day::as_str).collect::<Vec<_>>(), expected, "{rule}");
        };
        check("FREQ=MONTHLY;BYDAY=1TU", ["2026-12-01", "2027-01-05", "2027-02-02"]);
        check("rrule:freq=monthly;byday=1tu", ["2026-12-01", "2027-01-05", "2027-02-02"]);
        check("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ["2026-12-01", "2026-12-15", "2026-12-29"]);
        check(
            "DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
            ["2026-11-24", "2026-12-08", "2026-12-22"],
        );
        check("FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU", ["2027-01-05", "2027-04-06", "2027-07-06"]);
        check("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-11-30", "2026-12-31", "2027-01-31"]);
        check("FREQ=DAILY;INTERVAL=10", ["2026-11-26", "2026-12-06", "2026-12-16"]);
        check("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", ["2027-03-28", "2028-03-26", "2029-03-25"]);
    }

    #[test]
    fn rules_have_bounds() {
        let check = |rule: &str, expected: RecurrenceError| {
            assert_eq!(Recurrence::parse(rule, &day("2026-11-24")).err(), Some(expected), "{rule}");
        };
        check("", RecurrenceError::Unreadable);
        check("every month", RecurrenceError::Unreadable);
        check("FREQ=MONTHLY;BYDAY=9XX", RecurrenceError::Unreadable);
        check("FREQ=MONTHLY\nEXDATE:20261201", RecurrenceError::Unreadable);
        check("DTSTART:20261124T100000Z\nRRULE:FREQ=MONTHLY", RecurrenceError::Unreadable);
        check("FREQ=MONTHLY;BYDAY=99999999999TU", RecurrenceError::Unreadable);
        check("FREQ=MONTHLY;BYDAY=-99999999999TU", RecurrenceError::Unreadable);
        check("FREQ=MONTHLY;BYDAY=65537TU", RecurrenceError::Unreadable);
        check("FREQ=MONTHLY;BYMONTHDAY=99999999999", RecurrenceError::Unreadable);
        check("FREQ=YEARLY;BYMONTH=4294967297", RecurrenceError::Unreadable);
        check("FREQ=WEEKLY;INTERVAL=4294967297;BYDAY=TU", RecurrenceError::Unreadable);
        check("FREQ=MONTHLY;BYDAY=54TU", RecurrenceError::Unreadable);
        check("DTSTART;VALUE=DATE:99999999\nRRULE:FREQ=WEEKLY", RecurrenceError::Unreadable);
        check(&"FREQ=MONTHLY;".repeat(30), RecurrenceError::Unreadable);
        check("FREQ=MONTHLY;BYDAY=1TU;BYHOUR=9", RecurrenceError::Part("BYHOUR"));
        check("FREQ=MONTHLY;COUNT=3", RecurrenceError::Part("COUNT"));
        check("FREQ=SECONDLY", RecurrenceError::TooFine);
        check("FREQ=WEEKLY;BYDAY=TU,TH", RecurrenceError::TooOften);
        check("FREQ=MONTHLY;BYMONTHDAY=1,31", RecurrenceError::TooOften);
        check("FREQ=WEEKLY;INTERVAL=0", RecurrenceError::TooSeldom);
        check("FREQ=YEARLY;INTERVAL=2", RecurrenceError::TooSeldom);
        check("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", RecurrenceError::TooSeldom);
        check("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", RecurrenceError::TooSeldom);
    }

    #[test]
    fn the_day_after_and_the_least_gap() {
        let rule = Recurrence::parse_stored("FREQ=MONTHLY;BYDAY=1TU").expect("it is a rule");
        assert_eq!(rule.after(&day("2026-12-01")), Some(day("2027-01-05")));
        assert_eq!(rule.least_gap(&day("2026-12-01")), 28);
    }
}
