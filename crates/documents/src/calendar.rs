//! A feed that calendars subscribe to: workshops, those that were taken back, and when the monthly question comes.
//!
//! It holds no personal link, because anyone who has the feed's address could open it.

mod zone;

use domain::id::TeamId;
use domain::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::zone::time_zone;
use crate::ics::{Lines, escaped, utc};
use crate::invitation::{CalendarInvitation, organizer};
use crate::recurrence::Recurrence;
use api::time::{instant, plus_days};

/// A question takes so long, in minutes.
const ANSWERING: u16 = 5;
/// Rounds of the last so many days are listed too, so that a calendar shows a skipped one as skipped.
const BACK: i64 = 60;

/// The address of a feed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Calendar {
    /// The feed's address. Anyone who knows it can read the feed without signing in.
    pub url: String,
}

/// The contents of a feed.
#[derive(Debug)]
pub struct Feed<'a> {
    /// What it is called in calendars.
    pub name: String,
    /// Its workshops, with those that were taken back.
    pub workshops: Vec<CalendarInvitation<'a>>,
    /// The monthly questions.
    pub questions: Vec<Question<'a>>,
    /// Today, in UTC.
    pub today: Day,
}

/// A team's monthly question.
#[derive(Debug)]
pub struct Question<'a> {
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub team_name: &'a str,
    /// The rule, as it is stored.
    pub recurrence: &'a str,
    /// The minute of the day.
    pub minute: u16,
    /// The zone in which it is read.
    pub zone: &'a str,
    /// The day on which it comes next.
    pub next: &'a Day,
    /// The days on which a round opened.
    pub opened: Vec<Day>,
    /// The server's address, without a slash at its end.
    pub public_url: &'a str,
}

impl Feed<'_> {
    /// The file. It is the same for as long as nothing changes and the day is the same.
    #[must_use]
    pub fn to_ics(&self) -> String {
        let mut lines = Lines::default();
        lines.add("BEGIN", "VCALENDAR");
        lines.add("VERSION", "2.0");
        lines.add("PRODID", "-//Readyroom//Readyroom//EN");
        lines.add("CALSCALE", "GREGORIAN");
        lines.add("METHOD", "PUBLISH");
        // RFC 7986, and what calendars understood before it.
        lines.add("NAME", &escaped(&self.name));
        lines.add("X-WR-CALNAME", &escaped(&self.name));
        lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        lines.add("X-PUBLISHED-TTL", "PT1H");
        let series: Vec<_> = self.questions.iter().filter_map(|question| question.series(&self.today)).collect();
        for (zone, since) in self.zones(&series) {
            time_zone(&mut lines, zone, since);
        }
        for workshop in &self.workshops {
            workshop.event(&mut lines);
        }
        for series in &series {
            series.event(&mut lines, instant("UTC", &self.today, 0));
        }
        lines.add("END", "VCALENDAR");
        lines.0
    }

    /// The zones that are named, each with the earliest time that is written in it.
    fn zones<'b>(&'b self, series: &'b [Series<'b>]) -> std::collections::BTreeMap<&'b str, Timestamp> {
        let workshops = self.workshops.iter().map(|workshop| (workshop.plan.zone.as_str(), workshop.plan.starts_at));
        let questions = series.iter().map(|series| {
            let zone = series.question.zone;
            (zone, instant(zone, &series.first, series.question.minute))
        });
        let mut zones = std::collections::BTreeMap::new();
        for (zone, at) in workshops.chain(questions).filter(|(zone, _)| *zone != "UTC") {
            let since = zones.entry(zone).or_insert(at);
            *since = at.min(*since);
        }
        zones
    }
}

/// A question with the days that calendars count from.
struct Series<'a> {
    question: &'a Question<'a>,
    rule: &'a str,
    first: Day,
    skipped: Vec<Day>,
}

impl Question<'_> {
    fn series(&self, today: &Day) -> Option<Series<'_>> {
        let rule = Recurrence::parse_stored(self.recurrence).ok()?;
        let recent = plus_days(today, -BACK);
        // Every day of the rule can be the first: intervals are counted from it on as they are from the rule's own beginning.
        let from = self.opened.iter().filter(|day| **day >= recent).min().unwrap_or(self.next).min(self.next);
        let first = rule.days(from, 1).into_iter().next()?;
        let mut skipped = Vec::new();
        let mut day = Some(first.clone());
        while let Some(at) = day.filter(|day| day < self.next) {
            if !self.opened.contains(&at) {
                skipped.push(at.clone());
            }
            day = rule.after(&at);
        }
        let rule = self.recurrence.lines().last()?.trim().trim_start_matches("RRULE:");
        Some(Series { question: self, rule, first, skipped })
    }
}

impl Series<'_> {
    fn event(&self, lines: &mut Lines, stamp: Timestamp) {
        let Question { team, team_name, minute, zone, public_url, .. } = self.question;
        let local = |day: &Day| format!("{}T{:02}{:02}00", day.as_str().replace('-', ""), minute / 60, minute % 60);
        let (place, end) = if *zone == "UTC" { (String::new(), "Z") } else { (format!(";TZID={zone}"), "") };
        lines.add("BEGIN", "VEVENT");
        lines.add("UID", &format!("survey-{team}@readyroom"));
        lines.add("DTSTAMP", &utc(stamp));
        lines.add(&format!("DTSTART{place}"), &(local(&self.first) + end));
        lines.add("DURATION", &format!("PT{ANSWERING}M"));
        organizer(lines, team_name, team);
        lines.add("RRULE", self.rule);
        for day in &self.skipped {
            lines.add(&format!("EXDATE{place}"), &(local(day) + end));
        }
        lines.add("SUMMARY", &escaped(&format!("{team_name}: how ready would you be?")));
        let address = format!("{public_url}/teams/{team}/survey");
        let text = format!(
            "The monthly question comes by itself, to each person alone. It takes ten seconds, and nobody can tell who answered what.\n\n{address}"
        );
        lines.add("DESCRIPTION", &escaped(&text));
        lines.add("URL", &address);
        lines.add("STATUS", "CONFIRMED");
        lines.add("TRANSP", "TRANSPARENT");
        lines.add("END", "VEVENT");
    }
}

#[cfg(test)]
mod tests {
    use icalendar::Component as _;
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("it is a day")
    }

    fn feed(recurrence: &str, zone: &str, next: &str, opened: &[&str]) -> String {
        let next = day(next);
        let question = Question {
            team: TeamId(Uuid::from_u128(1)),
            team_name: "Payments",
            recurrence,
            minute: 600,
            zone,
            next: &next,
            opened: opened.iter().map(|text| day(text)).collect(),
            public_url: "https://ready.example",
        };
        Feed { name: "Payments".into(), workshops: vec![], questions: vec![question], today: day("2026-11-24") }
            .to_ics()
    }

    fn values(ics: &str, key: &str) -> Vec<String> {
        let lines = ics.split("BEGIN:VEVENT").nth(1).expect("there is an event").lines();
        lines.filter(|line| line.starts_with(key)).map(str::to_owned).collect()
    }

    #[test]
    fn the_question_comes_again_in_local_hours() {
        let ics = feed("FREQ=MONTHLY;BYDAY=1TU", "Europe/Vienna", "2026-12-01", &[]);
        let event = ics.parse::<icalendar::Calendar>().expect("it is a calendar");
        let event = event.events().next().expect("there is an event").clone();
        assert_eq!(event.get_uid(), Some("survey-00000000-0000-0000-0000-000000000001@readyroom"));
        assert_eq!(event.property_value("RRULE"), Some("FREQ=MONTHLY;BYDAY=1TU"));
        assert_eq!(values(&ics, "DTSTART"), ["DTSTART;TZID=Europe/Vienna:20261201T100000"]);
        assert_eq!(values(&ics, "EXDATE"), [""; 0]);
        assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
        let utc = feed("FREQ=MONTHLY;BYDAY=1TU", "UTC", "2026-12-01", &[]);
        assert_eq!(values(&utc, "DTSTART"), ["DTSTART:20261201T100000Z"]);
        assert!(!utc.contains("VTIMEZONE"));
    }

    #[test]
    fn skipped_rounds_are_left_out() {
        let ics =
            feed("FREQ=WEEKLY;BYDAY=TU", "Europe/Vienna", "2026-12-01", &["2026-08-04", "2026-11-03", "2026-11-17"]);
        assert_eq!(values(&ics, "DTSTART"), ["DTSTART;TZID=Europe/Vienna:20261103T100000"]);
        let skipped = ["EXDATE;TZID=Europe/Vienna:20261110T100000", "EXDATE;TZID=Europe/Vienna:20261124T100000"];
        assert_eq!(values(&ics, "EXDATE"), skipped);
    }

    #[test]
    fn every_second_stays_every_second() {
        let rule = "DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU";
        let ics = feed(rule, "Asia/Kolkata", "2026-12-08", &["2026-11-24"]);
        assert_eq!(values(&ics, "DTSTART"), ["DTSTART;TZID=Asia/Kolkata:20261124T100000"]);
        assert_eq!(values(&ics, "RRULE"), ["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"]);
    }
}
