//! Times on the wire: RFC 3339 in UTC, to the microsecond.

use domain::time::Timestamp;

/// Prints a time as RFC 3339, such as `2026-11-23T10:41:00Z`.
#[must_use]
pub fn to_rfc3339(at: Timestamp) -> String {
    jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}

/// Reads RFC 3339 with any offset; `None` for anything else.
#[must_use]
pub fn from_rfc3339(text: &str) -> Option<Timestamp> {
    text.parse::<jiff::Timestamp>().ok().map(|at| Timestamp(at.as_microsecond()))
}

/// Whether a text names an IANA zone that this build knows.
#[must_use]
pub fn is_zone(name: &str) -> bool {
    name.len() <= 64 && jiff::tz::TimeZone::get(name).is_ok()
}

/// What a clock in a zone shows at an RFC 3339 time, such as `10:41`; the text itself where it cannot be told.
#[must_use]
pub fn clock_in(zone: &str, at: &str) -> String {
    shown(zone, at, "%H:%M")
}

/// The day in a zone at an RFC 3339 time, such as `Monday 23 November 2026`; the text itself where it cannot be told.
#[must_use]
pub fn day_in(zone: &str, at: &str) -> String {
    shown(zone, at, "%A %-d %B %Y")
}

/// The day in a zone at a time, `YYYY-MM-DD`; in UTC where the zone is not known.
#[must_use]
pub fn today_in(zone: &str, now: Timestamp) -> String {
    let at = jiff::Timestamp::from_microsecond(now.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    zone.to_offset(at).to_datetime(at).strftime("%Y-%m-%d").to_string()
}

/// The time so many months later, or earlier, by the calendar in UTC; the last day of a month where it has no such day.
#[must_use]
pub fn plus_months(at: Timestamp, months: i32) -> Timestamp {
    let utc = jiff::tz::Offset::UTC;
    let day = utc.to_datetime(jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH));
    let moved = utc.to_timestamp(day.saturating_add(jiff::Span::new().months(months)));
    Timestamp(moved.map_or(at.0, |moved| moved.as_microsecond()))
}

fn shown(zone: &str, at: &str, format: &str) -> String {
    let zoned = at.parse::<jiff::Timestamp>().and_then(|at| at.in_tz(zone));
    zoned.map_or_else(|_| at.to_owned(), |zoned| zoned.strftime(format).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_round_trip() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(from_rfc3339(text).map(to_rfc3339).as_deref(), expected, "{text}");
        };
        check("2026-11-23T10:41:00Z", Some("2026-11-23T10:41:00Z"));
        check("2026-11-23T11:41:00.25+01:00", Some("2026-11-23T10:41:00.25Z"));
        check("yesterday", None);
        assert!(is_zone("Europe/Vienna"));
        assert!(!is_zone("Middle/Earth"));
    }

    #[test]
    fn months_go_by_the_calendar() {
        let check = |at: &str, months: i32, expected: &str| {
            assert_eq!(to_rfc3339(plus_months(from_rfc3339(at).unwrap(), months)), expected, "{at} {months}");
        };
        check("2026-11-23T10:41:00Z", 3, "2027-02-23T10:41:00Z");
        check("2026-11-30T10:41:00Z", 3, "2027-02-28T10:41:00Z");
        check("2028-03-31T00:00:00Z", -1, "2028-02-29T00:00:00Z");
        check("2026-11-23T10:41:00Z", -36, "2023-11-23T10:41:00Z");
    }

    #[test]
    fn times_are_shown_in_a_zone() {
        let check = |zone: &str, at: &str, clock: &str, day: &str| {
            assert_eq!((clock_in(zone, at), day_in(zone, at)), (clock.to_owned(), day.to_owned()), "{zone} {at}");
        };
        check("Europe/Vienna", "2026-11-22T23:41:00Z", "00:41", "Monday 23 November 2026");
        check("UTC", "2026-11-02T09:05:59Z", "09:05", "Monday 2 November 2026");
        check("Middle/Earth", "2026-11-22T23:41:00Z", "2026-11-22T23:41:00Z", "2026-11-22T23:41:00Z");
    }
}
