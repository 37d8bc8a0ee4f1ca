//! How often to meet on the wire, and when everybody works.

use domain::id::PersonId;
use domain::rhythm::{Rhythm, Sign};
use domain::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::time::{instant, local, plus_days, to_rfc3339, today_in};

/// Nine to five, for people who have not chosen their hours.
pub const USUAL_HOURS: (u16, u16) = (9 * 60, 17 * 60);
/// So many starts are proposed.
const PROPOSALS: usize = 3;
/// Starts are looked at in steps of so many minutes.
const STEP: u16 = 30;
/// Days before and after the wanted one that are looked at, so that there are three working days among them everywhere.
const AROUND: (i64, i64) = (2, 6);
const SATURDAY: i8 = 6;

/// How often a team should meet, why, and when next.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TeamRhythm {
    /// How often.
    pub rhythm: Rhythm,
    /// How often it meets at present.
    pub present: Rhythm,
    /// Every sign that there is, with what it asks for.
    pub signs: Vec<Sign>,
    /// When the last workshop was closed, RFC 3339; none before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// When the next one that is planned begins, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<String>,
    /// The day around which the next one should be, `YYYY-MM-DD`.
    pub around: String,
    /// How long the proposals are, in minutes.
    pub minutes: u16,
    /// Three starts, the earliest first.
    pub proposals: Vec<Proposal>,
}

/// When a workshop could begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Proposal {
    /// RFC 3339.
    pub starts_at: String,
    /// Those for whom it is not wholly within their working hours; empty when it fits everybody.
    pub outside: Vec<Outside>,
}

/// Somebody for whom a start is not within their working hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Outside {
    /// The account.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their zone.
    pub zone: String,
    /// What their clock shows then, `HH:MM`.
    pub clock: String,
    /// Their day is a Saturday or a Sunday.
    pub weekend: bool,
}

/// When somebody works.
#[derive(Clone, Debug)]
pub struct Hours {
    /// The account.
    pub person: PersonId,
    /// Its name.
    pub name: String,
    /// Its zone.
    pub zone: String,
    /// From which minute of the day until which, on weekdays.
    pub works: (u16, u16),
}

/// What proposals are made for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The day around which they should be.
    pub around: Day,
    /// How long, in minutes.
    pub minutes: u16,
    /// The team's usual zone.
    pub zone: String,
    /// Its usual start there, in minutes of the day.
    pub usual: u16,
}

/// Proposes three days, each with its best hour: that which fits the most people, then the one least outside their hours, then the
/// usual one.
#[must_use]
pub fn propose(people: &[Hours], wanted: &Wanted, now: Timestamp) -> Vec<Proposal> {
    let tomorrow =
        Day::parse(&today_in(&wanted.zone, now)).map_or_else(|_| wanted.around.clone(), |day| plus_days(&day, 1));
    let from = plus_days(&wanted.around, -AROUND.0).max(tomorrow.clone());
    let middle = wanted.around.clone().max(tomorrow);
    // Fewest outside, least outside, nearest to the day.
    let mut days: Vec<((usize, i64, i64), Timestamp)> = (0..=AROUND.0 + AROUND.1)
        .map(|days| plus_days(&from, days))
        .filter(|day| local(&wanted.zone, instant(&wanted.zone, day, 12 * 60)).weekday < SATURDAY)
        .filter_map(|day| {
            let starts = (0..24 * 60 / STEP).map(|step| step * STEP);
            let best = starts.map(|minute| {
                let at = instant(&wanted.zone, &day, minute);
                let (count, beyond) = cost(people, at, wanted.minutes);
                ((count, beyond, i64::from(minute.abs_diff(wanted.usual))), at)
            });
            let ((count, beyond, _), at) = best.min()?;
            Some(((count, beyond, crate::time::days_between(&middle, &day).abs()), at))
        })
        .collect();
    days.sort_unstable();
    days.truncate(PROPOSALS);
    days.sort_unstable_by_key(|(_, at)| *at);
    let proposal = |(_, at): ((usize, i64, i64), Timestamp)| Proposal {
        starts_at: to_rfc3339(at),
        outside: people
            .iter()
            .filter(|person| beyond(person, at, wanted.minutes) > 0)
            .map(|one| outside(one, at))
            .collect(),
    };
    days.into_iter().map(proposal).collect()
}

/// How many people a start does not fit, and by how many minutes in all.
fn cost(people: &[Hours], at: Timestamp, minutes: u16) -> (usize, i64) {
    let beyond = people.iter().map(|person| beyond(person, at, minutes)).filter(|beyond| *beyond > 0);
    beyond.fold((0, 0), |(count, sum), beyond| (count + 1, sum + beyond))
}

/// How many minutes of a workshop are outside somebody's hours; a whole day on a weekend.
fn beyond(person: &Hours, at: Timestamp, minutes: u16) -> i64 {
    let there = local(&person.zone, at);
    if there.weekday >= SATURDAY {
        return 24 * 60;
    }
    let (from, until) = (i64::from(person.works.0), i64::from(person.works.1));
    let start = i64::from(there.minute);
    (from - start).max(0) + (start + i64::from(minutes) - until).max(0)
}

fn outside(person: &Hours, at: Timestamp) -> Outside {
    let there = local(&person.zone, at);
    Outside {
        person: person.person,
        name: person.name.clone(),
        zone: person.zone.clone(),
        clock: format!("{:02}:{:02}", there.minute / 60, there.minute % 60),
        weekend: there.weekday >= SATURDAY,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::time::from_rfc3339;

    fn people(zones: &[&str]) -> Vec<Hours> {
        let person = |(number, zone): (usize, &&str)| Hours {
            person: PersonId(Uuid::from_u128(number as u128)),
            name: format!("Person in {zone}"),
            zone: (*zone).to_owned(),
            works: USUAL_HOURS,
        };
        zones.iter().enumerate().map(person).collect()
    }

    fn wanted(around: &str, minutes: u16) -> Wanted {
        let around = Day::parse(around).expect("it is a day");
        Wanted { around, minutes, zone: "Europe/Vienna".into(), usual: 600 }
    }

    fn now() -> Timestamp {
        from_rfc3339("2026-11-24T09:00:00Z").expect("it is a time")
    }

    #[test]
    fn three_days_in_everybodys_hours() {
        let check = |zones: &[&str], around: &str, minutes: u16, expected: [&str; 3], outside: &[&str]| {
            let found = propose(&people(zones), &wanted(around, minutes), now());
            assert_eq!(found.iter().map(|one| one.starts_at.as_str()).collect::<Vec<_>>(), expected, "{zones:?}");
            for one in found {
                let names: Vec<_> = one.outside.iter().map(|one| format!("{} {}", one.zone, one.clock)).collect();
                assert_eq!(names, outside, "{zones:?} {}", one.starts_at);
            }
        };
        let vienna = ["2026-12-07T09:00:00Z", "2026-12-08T09:00:00Z", "2026-12-09T09:00:00Z"];
        check(&["Europe/Vienna"], "2026-12-08", 90, vienna, &[]);
        check(&[], "2026-12-08", 90, vienna, &[]);
        // Nine in London is the first hour of all three.
        check(&["Europe/Vienna", "Europe/London", "Europe/Helsinki"], "2026-12-08", 90, vienna, &[]);
        // Three in Vienna is nine in New York.
        let both = ["2026-12-07T14:00:00Z", "2026-12-08T14:00:00Z", "2026-12-09T14:00:00Z"];
        check(&["Europe/Vienna", "America/New_York"], "2026-12-08", 90, both, &[]);
        // No hour fits all of Vienna, New York and Auckland: one is outside, by as little as can be.
        let one = propose(
            &people(&["Europe/Vienna", "America/New_York", "Pacific/Auckland"]),
            &wanted("2026-12-08", 90),
            now(),
        );
        assert!(one.iter().all(|one| one.outside.len() == 1 && one.outside[0].zone == "Pacific/Auckland"), "{one:?}");
        // Not before tomorrow, and not on a weekend.
        let soon = ["2026-11-25T09:00:00Z", "2026-11-26T09:00:00Z", "2026-11-27T09:00:00Z"];
        check(&["Europe/Vienna"], "2026-11-20", 90, soon, &[]);
        let friday = ["2026-12-10T09:00:00Z", "2026-12-11T09:00:00Z", "2026-12-14T09:00:00Z"];
        check(&["Europe/Vienna"], "2026-12-12", 90, friday, &[]);
        // A whole working day.
        let whole = ["2026-12-07T08:00:00Z", "2026-12-08T08:00:00Z", "2026-12-09T08:00:00Z"];
        check(&["Europe/Vienna"], "2026-12-08", 480, whole, &[]);
    }

    #[test]
    fn a_weekend_is_outside() {
        let sunday = propose(&people(&["Europe/Vienna", "Pacific/Auckland"]), &wanted("2026-12-11", 60), now());
        for one in sunday {
            for outside in one.outside {
                assert!(!outside.weekend, "{outside:?}");
            }
        }
        assert!(
            beyond(&people(&["Pacific/Auckland"])[0], from_rfc3339("2026-12-11T12:00:00Z").expect("a time"), 60)
                >= 24 * 60
        );
    }

    proptest! {
        #[test]
        fn whoever_is_not_named_is_at_work(
            zones in proptest::collection::vec(proptest::sample::select(vec![
                "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC",
            ]), 0..6),
            minutes in 60..480_u16,
            ahead in 1..400_i64,
        ) {
            let people = people(&zones);
            let around = plus_days(&Day::parse("2026-11-24").expect("it is a day"), ahead);
            let found = propose(&people, &Wanted { around, minutes, zone: "Europe/Berlin".into(), usual: 600 }, now());
            prop_assert_eq!(found.len(), 3);
            prop_assert!(found.windows(2).all(|pair| pair[0].starts_at < pair[1].starts_at));
            for one in found {
                let at = from_rfc3339(&one.starts_at).expect("it is a time");
                for person in &people {
                    let there = local(&person.zone, at);
                    let works = there.weekday < SATURDAY && there.minute >= 540 && there.minute + minutes <= 1020;
                    prop_assert_eq!(works, one.outside.iter().all(|outside| outside.person != person.person));
                }
            }
        }
    }
}
