//! Points in time and calendar days, without a clock and without zones.

use crate::refusal::{Refusal, Refuses, ValueReason};
use serde::{Deserialize, Serialize};

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// One minute, in microseconds.
    pub const MINUTE: i64 = 60_000_000;

    /// This time moved by whole minutes; it stops at the ends of the range instead of wrapping.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(Self::MINUTE)))
    }

    /// This time moved by whole days of 24 hours, bounded in the same way.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.plus_minutes(days.saturating_mul(24 * 60))
    }

    /// Microseconds from `earlier` to this time; negative when `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A calendar day as ISO 8601 `YYYY-MM-DD`, in no zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Day(String);

/// Why a text is no [`Day`].
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", self.refusal())]
pub struct DayError;

impl Refuses for DayError {
    fn refusal(&self) -> Refusal {
        ValueReason::Day.refusal()
    }
}

impl Day {
    /// Reads `YYYY-MM-DD` (Gregorian calendar, years 1970 to 9999).
    pub fn parse(text: &str) -> Result<Self, DayError> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(DayError);
        }
        let number = |range: std::ops::Range<usize>| -> Result<u32, DayError> {
            let part = &text.as_bytes()[range];
            if !part.iter().all(u8::is_ascii_digit) {
                return Err(DayError);
            }
            Ok(part.iter().fold(0, |n, digit| n * 10 + u32::from(digit - b'0')))
        };
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return Err(DayError),
        };
        if year < 1970 || day == 0 || day > last {
            return Err(DayError);
        }
        Ok(Self(text.to_owned()))
    }

    /// `YYYY-MM-DD`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;
    fn try_from(text: String) -> Result<Self, DayError> {
        Self::parse(&text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let check = |text: &str, expected: bool| assert_eq!(Day::parse(text).is_ok(), expected, "{text}");
        check("2026-12-04", true);
        check("2028-02-29", true);
        check("2026-02-29", false);
        check("2026-13-01", false);
        check("2026-1-01", false);
        check("२०२६-12", false);
        check("", false);
    }
}
