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
}
