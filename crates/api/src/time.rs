//! Times on the wire: RFC 3339 in UTC, to the microsecond.

use domain::time::{Day, Timestamp};
use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};

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

/// Reads a time as written in headers of HTTP and mail, such as `Tue, 24 Nov 2026 20:00:00 GMT`; `None` for anything else.
#[must_use]
pub fn from_http_date(text: &str) -> Option<Timestamp> {
    let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(Timestamp(zoned.timestamp().as_microsecond()))
}

/// Whether a text names an IANA zone that this build knows and that determines what a clock shows somewhere.
#[must_use]
pub fn is_zone(name: &str) -> bool {
    let meaningless = MEANINGLESS.iter().any(|zone| zone.eq_ignore_ascii_case(name));
    !meaningless && name.len() <= 64 && jiff::tz::TimeZone::get(name).is_ok()
}

/// Names that mean no zone: of a machine that is not set up, and of one whose zone is not known.
const MEANINGLESS: [&str; 5] = ["Factory", "Etc/Unknown", "localtime", "posixrules", "unknown"];

/// What a clock in a zone shows at an RFC 3339 time, such as `10:41`; the text itself where it is not such a time.
#[must_use]
pub fn clock_in(zone: &str, at: &str) -> String {
    shown(zone, at, "%H:%M")
}

/// The day in a zone at an RFC 3339 time, such as `Monday 23 November 2026`; the text itself where it is not such a time.
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

/// What clocks and calendars show in a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// 1 for Monday to 7 for Sunday.
    pub weekday: i8,
    /// The minute of the day, 0 to 1439.
    pub minute: u16,
}

/// What clocks and calendars show in a zone at a time; in UTC where the zone is not known.
#[must_use]
pub fn local(zone: &str, at: Timestamp) -> Local {
    let at = jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let there = zone.to_datetime(at);
    Local {
        day: there.strftime("%Y-%m-%d").to_string(),
        weekday: there.weekday().to_monday_one_offset(),
        minute: u16::from(there.hour().unsigned_abs()) * 60 + u16::from(there.minute().unsigned_abs()),
    }
}

/// When a clock in a zone first shows a minute of a day (0 to 1439), or what comes first after it: a minute that is left out when
/// clocks go forward is the instant at which they do; of two, when they go back, it is the earlier. In UTC where the zone is not
/// known.
#[must_use]
pub fn instant(zone: &str, day: &Day, minute: u16) -> Timestamp {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let (hour, rest) = (i8::try_from(minute / 60).unwrap_or(23), i8::try_from(minute % 60).unwrap_or(0));
    let Some(local) = date(day).map(|date| date.at(hour.min(23), rest, 0, 0)) else { return Timestamp(0) };
    let at = match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local),
        AmbiguousOffset::Fold { before, .. } => before.to_timestamp(local),
        // Read with the later offset it is before the change, which comes next.
        AmbiguousOffset::Gap { after, .. } => after
            .to_timestamp(local)
            .map(|before| zone.following(before).next().map_or(before, |change| change.timestamp())),
    };
    at.map_or(Timestamp(0), |at| Timestamp(at.as_microsecond()))
}

/// A day moved by whole days; it stays where it is at the end of the calendar.
#[must_use]
pub fn plus_days(day: &Day, days: i64) -> Day {
    let moved = date(day).and_then(|date| date.checked_add(jiff::Span::new().days(days)).ok());
    moved.and_then(|date| Day::parse(&date.to_string()).ok()).unwrap_or_else(|| day.clone())
}

/// How many days lie from one day to another; negative when the other is earlier.
#[must_use]
pub fn days_between(from: &Day, to: &Day) -> i64 {
    let between = date(from).zip(date(to)).and_then(|(from, to)| from.until(to).ok());
    between.map_or(0, |span| i64::from(span.get_days()))
}

fn date(day: &Day) -> Option<Date> {
    day.as_str().parse().ok()
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
        for meaningless in ["Etc/Unknown", "etc/unknown", "Factory", "FACTORY"] {
            assert!(!is_zone(meaningless), "{meaningless}");
        }
    }

    #[test]
    fn a_day_begins_where_one_is() {
        let check = |zone: &str, at: &str, day: &str, weekday: i8, minute: u16| {
            let at = from_rfc3339(at).expect("it is a time");
            assert_eq!(local(zone, at), Local { day: day.into(), weekday, minute }, "{zone} {at:?}");
        };
        check("Europe/Vienna", "2026-11-22T23:41:00Z", "2026-11-23", 1, 41);
        check("America/New_York", "2026-11-23T04:59:59Z", "2026-11-22", 7, 1_439);
        check("Middle/Earth", "2026-11-23T09:00:00Z", "2026-11-23", 1, 540);
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

    #[test]
    fn a_minute_of_a_day_comes_when_a_zones_clock_first_shows_it() {
        let check = |zone: &str, day: &str, minute: u16, expected: &str| {
            let at = instant(zone, &Day::parse(day).unwrap(), minute);
            assert_eq!(to_rfc3339(at), expected, "{zone} {day} {minute}");
        };
        check("UTC", "2026-12-01", 600, "2026-12-01T10:00:00Z");
        check("Europe/Vienna", "2026-12-01", 600, "2026-12-01T09:00:00Z");
        check("Pacific/Kiritimati", "2026-12-01", 600, "2026-11-30T20:00:00Z");
        check("Pacific/Pago_Pago", "2026-12-01", 600, "2026-12-01T21:00:00Z");
        // 02:30 is left out in Vienna: clocks go from 02:00 to 03:00, which is 01:00 in UTC.
        check("Europe/Vienna", "2027-03-28", 150, "2027-03-28T01:00:00Z");
        // It comes twice: at 00:30 and 01:30 in UTC.
        check("Europe/Vienna", "2026-10-25", 150, "2026-10-25T00:30:00Z");
        check("America/New_York", "2027-03-14", 150, "2027-03-14T07:00:00Z");
        // Lord Howe moves its clocks by half an hour: from 02:00 to 02:30.
        check("Australia/Lord_Howe", "2026-10-04", 135, "2026-10-03T15:30:00Z");
        // Samoa left out a whole day.
        check("Pacific/Apia", "2011-12-30", 600, "2011-12-30T10:00:00Z");
        check("Middle/Earth", "2026-12-01", 600, "2026-12-01T10:00:00Z");
    }

    #[test]
    fn days_are_counted() {
        let day = |text: &str| Day::parse(text).unwrap();
        assert_eq!(plus_days(&day("2026-12-30"), 7), day("2027-01-06"));
        assert_eq!(plus_days(&day("2026-12-01"), -1), day("2026-11-30"));
        assert_eq!(days_between(&day("2026-12-01"), &day("2027-12-01")), 365);
        assert_eq!(days_between(&day("2026-12-01"), &day("2026-11-30")), -1);
    }
}
