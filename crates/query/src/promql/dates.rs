//! The calendar, in UTC: what `hour()`, `month()` and their like compute from seconds since 1970.

use jiff::Timestamp;
use jiff::tz::Offset;

/// A part of a date.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Minute,
    Hour,
    DayOfWeek,
    DayOfMonth,
    DayOfYear,
    DaysInMonth,
    Month,
    Year,
}

/// A part of the date that is `seconds` after 1970. Not a number for what is no date (infinity, years beyond 9999), where Go's conversion of numbers
/// leaves the result open.
pub(super) fn part(part: Part, seconds: f64) -> f64 {
    let time = if seconds.is_nan() { None } else { Timestamp::from_second(seconds as i64).ok() };
    let Some(time) = time else { return f64::NAN };
    let date = Offset::UTC.to_datetime(time);
    match part {
        Part::Minute => f64::from(date.minute()),
        Part::Hour => f64::from(date.hour()),
        Part::DayOfWeek => f64::from(date.weekday().to_sunday_zero_offset()),
        Part::DayOfMonth => f64::from(date.day()),
        Part::DayOfYear => f64::from(date.day_of_year()),
        Part::DaysInMonth => f64::from(date.days_in_month()),
        Part::Month => f64::from(date.month()),
        Part::Year => f64::from(date.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        // 29 February 2024, 23:59:59 UTC: a Thursday, the sixtieth day of the year.
        let seconds = 1_709_251_199.0;
        let expected = [59.0, 23.0, 4.0, 29.0, 60.0, 29.0, 2.0, 2024.0];
        let parts = [
            Part::Minute,
            Part::Hour,
            Part::DayOfWeek,
            Part::DayOfMonth,
            Part::DayOfYear,
            Part::DaysInMonth,
            Part::Month,
            Part::Year,
        ];
        assert_eq!(parts.map(|wanted| part(wanted, seconds)), expected);
        assert_eq!(part(Part::Year, -1.0), 1969.0);
        assert_eq!(part(Part::DaysInMonth, 1_702_000_000.0), 31.0);
        assert!(part(Part::Year, 1e18).is_nan());
    }
}
