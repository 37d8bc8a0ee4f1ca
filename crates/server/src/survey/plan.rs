//! When a round opens, when each person hears of it, and when it closes: a function of the day, the hour and people's zones.

use std::collections::BTreeMap;

use api::time::{instant, plus_days, today_in};
use domain::id::PersonId;
use domain::survey::MissedWhy;
use domain::survey::Threshold;
use domain::time::{Day, Timestamp};
use store::rounds::Responder;
use store::surveys::SurveySettings;

const DAY: i64 = 24 * 60;
/// How many days before a round closes the reminder is sent.
const REMINDED_BEFORE: i64 = 2;
/// No zone is further ahead of UTC, in minutes.
const FURTHEST: i64 = 14 * 60;
/// A round that is short of its threshold is open for so many days more.
const EXTENSION: i64 = 7;
/// A survey whose hour is near is looked at again after this, in minutes: people may move, or join.
const LOOK_AGAIN: i64 = 60;

/// The default settings: the first Tuesday of each month at 10:00, for a week.
#[must_use]
pub(crate) fn defaults() -> SurveySettings {
    SurveySettings {
        recurrence: "FREQ=MONTHLY;BYDAY=1TU".into(),
        minute: 10 * 60,
        days_open: 7,
        threshold: Threshold::default(),
        comments: true,
        wording: None,
    }
}

/// The times of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Times {
    /// When each person hears of it.
    pub(crate) due: BTreeMap<PersonId, Timestamp>,
    /// When each person is reminded, where there is time for it.
    pub(crate) reminders: BTreeMap<PersonId, Timestamp>,
    /// When it closes.
    pub(crate) closes_at: Timestamp,
}

/// What is to be done with a survey at its next day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ScheduleStep {
    /// It is too early: look again then.
    Wait(Timestamp),
    /// Its time has passed, or there is nobody to ask.
    Skip(MissedWhy),
    /// A round opens now.
    Open(Times),
}

/// The earliest instant at which a minute of a day can come for anybody.
#[must_use]
pub(crate) fn earliest(day: &Day, minute: u16) -> Timestamp {
    instant("UTC", day, minute).plus_minutes(-FURTHEST)
}

/// The time of the hour of a day for one person.
#[must_use]
pub(crate) fn hour_for(person: &Responder, day: &Day, minute: u16) -> Timestamp {
    instant(zone(person), day, minute)
}

/// What is to be done with a survey at a time. A round opens when the hour comes for the first of those who are asked, and closes
/// when it has come for the last of them `days_open` days later. A server that was down opens it late, for a day at least; when it
/// would be closed by then it is skipped.
#[must_use]
pub(crate) fn due(now: Timestamp, day: &Day, settings: &SurveySettings, people: &[Responder]) -> ScheduleStep {
    let minute = settings.minute;
    let Some(first) = people.iter().map(|person| hour_for(person, day, minute)).min() else {
        let hour = instant("UTC", day, minute);
        return if hour <= now { ScheduleStep::Skip(MissedWhy::Nobody) } else { wait(now, hour) };
    };
    if first > now {
        return wait(now, first);
    }
    let last_day = plus_days(day, i64::from(settings.days_open));
    let closes_at = people.iter().map(|person| hour_for(person, &last_day, minute)).max().unwrap_or(now);
    if closes_at <= now {
        return ScheduleStep::Skip(MissedWhy::Down);
    }
    let due = people.iter().map(|person| (person.account, hour_for(person, day, minute).max(now))).collect();
    let closes_at = closes_at.max(now.plus_minutes(DAY));
    ScheduleStep::Open(with_reminders(due, closes_at, minute, people))
}

/// The times of a round that people open now: everyone hears of it at once.
#[must_use]
pub(crate) fn times_from_now(now: Timestamp, settings: &SurveySettings, people: &[Responder]) -> Times {
    let due = people.iter().map(|person| (person.account, now)).collect();
    with_reminders(due, now.plus_minutes(i64::from(settings.days_open) * DAY), settings.minute, people)
}

/// Everyone is reminded in their own hour, if that is a day after they heard of it at least.
fn with_reminders(
    due: BTreeMap<PersonId, Timestamp>,
    closes_at: Timestamp,
    minute: u16,
    people: &[Responder],
) -> Times {
    let reminder = |person: &Responder| {
        let zone = zone(person);
        let day = Day::parse(&today_in(zone, closes_at)).ok()?;
        let at = instant(zone, &plus_days(&day, -REMINDED_BEFORE), minute);
        let heard = due.get(&person.account)?;
        (at >= heard.plus_minutes(DAY)).then_some((person.account, at))
    };
    let reminders = people.iter().filter_map(reminder).collect();
    Times { due, reminders, closes_at }
}

/// When a round closes that is kept open: a week after it was to close, and a day from now at least.
#[must_use]
pub(crate) fn extended(closes_at: Timestamp, now: Timestamp) -> Timestamp {
    closes_at.plus_minutes(EXTENSION * DAY).max(now.plus_minutes(DAY))
}

/// When a minute of the day comes next in a zone; one that has just passed counts.
#[must_use]
pub(crate) fn next_hour(zone: &str, minute: u16, now: Timestamp) -> Timestamp {
    let Ok(today) = Day::parse(&today_in(zone, now)) else { return now };
    let hour = instant(zone, &today, minute);
    if hour.plus_minutes(60) >= now { hour.max(now) } else { instant(zone, &plus_days(&today, 1), minute) }
}

fn wait(now: Timestamp, hour: Timestamp) -> ScheduleStep {
    ScheduleStep::Wait(hour.min(now.plus_minutes(LOOK_AGAIN)))
}

fn zone(person: &Responder) -> &str {
    person.time_zone.as_deref().unwrap_or("UTC")
}

#[cfg(test)]
mod tests {
    use api::time::{from_rfc3339, to_rfc3339};
    use domain::text::PersonName;
    use uuid::Uuid;

    use super::*;

    fn people(zones: &[&str]) -> Vec<Responder> {
        let person = |(number, zone): (usize, &&str)| Responder {
            account: PersonId(Uuid::from_u128(number as u128)),
            name: PersonName::parse("Ana").unwrap(),
            time_zone: (!zone.is_empty()).then(|| (*zone).to_owned()),
        };
        zones.iter().enumerate().map(person).collect()
    }

    fn at(text: &str) -> Timestamp {
        from_rfc3339(text).unwrap()
    }

    fn describe(step: ScheduleStep) -> String {
        let times =
            |all: BTreeMap<PersonId, Timestamp>| all.into_values().map(to_rfc3339).collect::<Vec<_>>().join(" ");
        match step {
            ScheduleStep::Wait(until) => format!("wait {}", to_rfc3339(until)),
            ScheduleStep::Skip(why) => format!("skip {why:?}"),
            ScheduleStep::Open(found) => {
                let closes = to_rfc3339(found.closes_at);
                format!("ask {} remind {} close {closes}", times(found.due), times(found.reminders))
            }
        }
    }

    #[test]
    fn a_round_opens_in_the_first_zone_and_closes_after_the_last() {
        let day = Day::parse("2026-12-01").unwrap();
        let check = |now: &str, zones: &[&str], expected: &str| {
            assert_eq!(describe(due(at(now), &day, &defaults(), &people(zones))), expected, "{now} {zones:?}");
        };
        check("2026-11-30T12:00:00Z", &["Europe/Vienna"], "wait 2026-11-30T13:00:00Z");
        check("2026-12-01T08:30:00Z", &["Europe/Vienna"], "wait 2026-12-01T09:00:00Z");
        check(
            "2026-12-01T09:00:00Z",
            &["Europe/Vienna"],
            "ask 2026-12-01T09:00:00Z remind 2026-12-06T09:00:00Z close 2026-12-08T09:00:00Z",
        );
        // Around the world: 25 hours between the first and the last.
        check(
            "2026-11-30T20:00:30Z",
            &["Pacific/Kiritimati", "", "Pacific/Pago_Pago"],
            "ask 2026-11-30T20:00:30Z 2026-12-01T10:00:00Z 2026-12-01T21:00:00Z \
             remind 2026-12-06T20:00:00Z 2026-12-06T10:00:00Z 2026-12-06T21:00:00Z close 2026-12-08T21:00:00Z",
        );
        // Down at the hour: late, and once it would have been closed, not at all.
        check(
            "2026-12-04T09:00:00Z",
            &["Europe/Vienna"],
            "ask 2026-12-04T09:00:00Z remind 2026-12-06T09:00:00Z close 2026-12-08T09:00:00Z",
        );
        check(
            "2026-12-08T08:00:00Z",
            &["Europe/Vienna"],
            "ask 2026-12-08T08:00:00Z remind  close 2026-12-09T08:00:00Z",
        );
        check("2026-12-08T09:00:00Z", &["Europe/Vienna"], "skip Down");
        check("2026-12-01T09:59:00Z", &[], "wait 2026-12-01T10:00:00Z");
        check("2026-12-01T10:00:00Z", &[], "skip Nobody");
    }

    #[test]
    fn clock_changes_do_not_move_local_times() {
        let day = Day::parse("2027-03-23").unwrap();
        let open = due(at("2027-03-23T09:00:00Z"), &day, &defaults(), &people(&["Europe/Vienna"]));
        assert_eq!(describe(open), "ask 2027-03-23T09:00:00Z remind 2027-03-28T08:00:00Z close 2027-03-30T08:00:00Z");
    }

    #[test]
    fn an_extended_round_closes_a_week_later() {
        let check = |closes: &str, now: &str, expected: &str| {
            assert_eq!(to_rfc3339(extended(at(closes), at(now))), expected, "{closes} {now}");
        };
        check("2026-12-08T09:00:00Z", "2026-12-08T09:00:20Z", "2026-12-15T09:00:00Z");
        check("2026-12-08T09:00:00Z", "2026-12-20T09:00:00Z", "2026-12-21T09:00:00Z");
    }

    #[test]
    fn the_next_hour_is_found_in_the_zone() {
        let check = |zone: &str, now: &str, expected: &str| {
            assert_eq!(to_rfc3339(next_hour(zone, 600, at(now))), expected, "{zone} {now}");
        };
        check("Europe/Vienna", "2026-12-08T09:00:20Z", "2026-12-08T09:00:20Z");
        check("Europe/Vienna", "2026-12-08T08:00:00Z", "2026-12-08T09:00:00Z");
        check("Europe/Vienna", "2026-12-08T15:00:00Z", "2026-12-09T09:00:00Z");
        check("America/New_York", "2026-12-08T09:00:20Z", "2026-12-08T15:00:00Z");
    }

    #[test]
    fn no_hour_is_before_the_earliest() {
        let day = Day::parse("2026-12-01").unwrap();
        for zone in ["Pacific/Kiritimati", "Pacific/Auckland", "Pacific/Apia", "UTC"] {
            assert!(hour_for(&people(&[zone])[0], &day, 600) >= earliest(&day, 600), "{zone}");
        }
    }

    #[test]
    fn a_round_that_people_open_is_announced_immediately() {
        let times = times_from_now(at("2026-11-24T22:10:00Z"), &defaults(), &people(&["Europe/Vienna", "Asia/Tokyo"]));
        let expected = "ask 2026-11-24T22:10:00Z 2026-11-24T22:10:00Z \
                        remind 2026-11-29T09:00:00Z 2026-11-30T01:00:00Z close 2026-12-01T22:10:00Z";
        assert_eq!(describe(ScheduleStep::Open(times)), expected);
    }
}
