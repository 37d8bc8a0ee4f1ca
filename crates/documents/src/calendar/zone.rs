//! A zone as RFC 5545 describes it: by rules where it keeps one, else change by change.

use std::collections::BTreeMap;

use domain::time::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Dst, Offset, TimeZone};

use crate::ics::{Lines, at, escaped, observance, offset};

/// Changes are looked at for so many years: enough to distinguish a rule from days that happen to fit it.
const YEARS: i64 = 14;

/// Changes from one offset to another, to which a name belongs.
type Kind = (bool, i32, i32, String);

/// Writes a zone as it is from a time on.
pub(super) fn time_zone(lines: &mut Lines, name: &str, since: Timestamp) {
    let Ok(zone) = TimeZone::get(name) else { return };
    // A change at that very time counts.
    let start = at(Timestamp(since.0.saturating_sub(1)));
    let end = at(since.plus_minutes(YEARS * 366 * 24 * 60));
    lines.add("BEGIN", "VTIMEZONE");
    lines.add("TZID", name);
    let before: Vec<_> = zone.preceding(start).take(1).collect();
    if before.is_empty() {
        let offset = zone.to_offset(start);
        observance(lines, "STANDARD", "19700101T000000", [offset, offset], &offset.to_string());
    }
    let later = zone.following(start).take_while(|change| change.timestamp() <= end);
    let mut kinds: BTreeMap<Kind, Vec<DateTime>> = BTreeMap::new();
    for change in before.into_iter().chain(later) {
        let moment = jiff::SignedDuration::from_nanos(1);
        let from = change.timestamp().checked_sub(moment).map_or(change.offset(), |at| zone.to_offset(at));
        let kind =
            (change.dst() == Dst::Yes, from.seconds(), change.offset().seconds(), change.abbreviation().to_owned());
        kinds.entry(kind).or_default().push(from.to_datetime(change.timestamp()));
    }
    for ((summer, from, to, abbreviation), times) in kinds {
        let kind = if summer { "DAYLIGHT" } else { "STANDARD" };
        let written = |time: &DateTime| time.strftime("%Y%m%dT%H%M%S").to_string();
        let (Some(first), last) = (times.first(), times.last()) else { continue };
        let goes_on = last.is_some_and(|last| i64::from(last.year()) + 1 >= i64::from(first.year()) + YEARS - 1);
        lines.add("BEGIN", kind);
        lines.add("DTSTART", &written(first));
        match rule(&times).filter(|_| goes_on) {
            Some(rule) => lines.add("RRULE", &rule),
            None => times[1..].iter().for_each(|time| lines.add("RDATE", &written(time))),
        }
        let offsets = [from, to].map(|seconds| Offset::from_seconds(seconds).unwrap_or(Offset::UTC));
        lines.add("TZOFFSETFROM", &offset(offsets[0]));
        lines.add("TZOFFSETTO", &offset(offsets[1]));
        lines.add("TZNAME", &escaped(&abbreviation));
        lines.add("END", kind);
    }
    lines.add("END", "VTIMEZONE");
}

/// The rule that yearly changes keep, when they keep one: the same weekday of the same week of a month, at the same time.
fn rule(times: &[DateTime]) -> Option<String> {
    let (first, rest) = times.split_first()?;
    let alike = |time: &DateTime| {
        time.month() == first.month() && time.weekday() == first.weekday() && time.time() == first.time()
    };
    let yearly = times.windows(2).all(|pair| pair[1].year() == pair[0].year() + 1);
    if rest.is_empty() || !yearly || !rest.iter().all(alike) {
        return None;
    }
    let week = |time: &DateTime| (time.day() - 1) / 7 + 1;
    let last = |time: &DateTime| time.day() + 7 > time.days_in_month();
    let nth = if times.iter().all(last) {
        -1
    } else if rest.iter().all(|time| week(time) == week(first)) {
        week(first)
    } else {
        return None;
    };
    let weekday =
        ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][usize::from(first.weekday().to_monday_zero_offset().unsigned_abs())];
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={nth}{weekday}", first.month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> String {
        let mut lines = Lines::default();
        time_zone(&mut lines, name, api::time::from_rfc3339("2026-11-24T10:00:00Z").expect("it is a time"));
        lines.0
    }

    #[test]
    fn a_zone_is_written_as_rules() {
        let check = |name: &str, rules: &[&str]| {
            let text = zone(name);
            let found: Vec<_> = text.lines().filter(|line| line.starts_with("RRULE")).collect();
            assert_eq!(found, rules, "{text}");
        };
        check("Europe/Berlin", &["RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"]);
        check("America/New_York", &["RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"]);
        check(
            "Australia/Lord_Howe",
            &["RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU"],
        );
        check("Asia/Kolkata", &[]);
        check("Pacific/Apia", &[]);
    }

    #[test]
    fn changes_without_a_rule_are_listed_one_by_one() {
        // The Sunday on or after the 2nd is now the first of the month, now the second.
        let text = zone("America/Santiago");
        assert!(text.contains("RDATE:2027") && !text.contains("RRULE"), "{text}");
    }
}
