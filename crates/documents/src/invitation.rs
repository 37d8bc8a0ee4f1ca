//! Workshops for calendars: RFC 5545, published as RFC 5546 has it. REQUEST and CANCEL are for mails to people who are asked
//! to answer; a downloaded file asks for no answer.
//!
//! The lines are written here, 60 of them: the `icalendar` crate, with which the tests read them again, cannot write a
//! VTIMEZONE, and reads the clock by itself.

use domain::id::{PersonId, TeamId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::Plan;
use jiff::tz::{Dst, TimeZone};

use crate::ics::{Lines, at, escaped, observance, quoted, utc};

/// The contents of an invitation.
#[derive(Clone, Debug)]
pub struct CalendarInvitation<'a> {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its plan.
    pub plan: &'a Plan,
    /// The team's id.
    pub team_id: TeamId,
    /// The team's name.
    pub team: &'a str,
    /// Id and name of the person who runs it; none once it is cancelled.
    pub facilitator: Option<(PersonId, &'a str)>,
    /// The number of this wording: it rises with each change of the plan.
    pub sequence: u32,
    /// When this wording came to be.
    pub changed_at: Timestamp,
    /// Now.
    pub now: Timestamp,
    /// The server's address, without a slash at its end.
    pub public_url: &'a str,
    /// The plan was taken back.
    pub cancelled: bool,
}

impl CalendarInvitation<'_> {
    /// The file, with CRLF line ends and lines of 75 octets at most.
    #[must_use]
    pub fn to_ics(&self) -> String {
        let mut lines = Lines::default();
        let zone = TimeZone::get(&self.plan.zone).ok().filter(|_| self.plan.zone != "UTC");
        lines.add("BEGIN", "VCALENDAR");
        lines.add("VERSION", "2.0");
        lines.add("PRODID", "-//Readyroom//Readyroom//EN");
        lines.add("CALSCALE", "GREGORIAN");
        lines.add("METHOD", "PUBLISH");
        if let Some(zone) = &zone {
            time_zone(&mut lines, &self.plan.zone, zone, self.plan);
        }
        self.event(&mut lines);
        lines.add("END", "VCALENDAR");
        lines.0
    }

    /// The event alone, for a calendar that has its zone.
    pub(crate) fn event(&self, lines: &mut Lines) {
        let zone = TimeZone::get(&self.plan.zone).ok().filter(|_| self.plan.zone != "UTC");
        lines.add("BEGIN", "VEVENT");
        lines.add("UID", &format!("workshop-{}@readyroom", self.workshop));
        lines.add("SEQUENCE", &self.sequence.to_string());
        lines.add("DTSTAMP", &utc(self.now));
        lines.add("LAST-MODIFIED", &utc(self.changed_at));
        match &zone {
            Some(zone) => {
                let start = zone.to_offset(at(self.plan.starts_at)).to_datetime(at(self.plan.starts_at));
                let start = start.strftime("%Y%m%dT%H%M%S").to_string();
                lines.add(&format!("DTSTART;TZID={}", self.plan.zone), &start);
            }
            None => lines.add("DTSTART", &utc(self.plan.starts_at)),
        }
        lines.add("DURATION", &format!("PT{}M", self.plan.minutes));
        lines.add("SUMMARY", &escaped(self.plan.title.as_str()));
        if let Some(place) = self.location() {
            lines.add("LOCATION", &escaped(&place));
        }
        lines.add("URL", &self.address());
        lines.add("DESCRIPTION", &escaped(&self.description()));
        match self.facilitator {
            Some((person, name)) => organizer(lines, name, &person),
            None => organizer(lines, self.team, &self.team_id),
        }
        lines.add("STATUS", if self.cancelled { "CANCELLED" } else { "CONFIRMED" });
        lines.add("TRANSP", if self.cancelled { "TRANSPARENT" } else { "OPAQUE" });
        lines.add("END", "VEVENT");
    }

    fn address(&self) -> String {
        format!("{}/workshops/{}", self.public_url, self.workshop)
    }

    fn location(&self) -> Option<String> {
        let place = self.plan.place.as_ref().map(ToString::to_string);
        place.or_else(|| self.plan.meeting_link.clone())
    }

    fn description(&self) -> String {
        if self.cancelled {
            return format!("The workshop of {} is cancelled.", self.team);
        }
        let mut text = format!("Support workshop of {}. One card each, everybody learns.\n\n", self.team);
        text += &format!("Members of the team join here:\n{}\n\n", self.address());
        text += "Guests need no account. When the workshop is open, the room screen shows a code.\n";
        text += &format!("They enter it here:\n{}/join", self.public_url);
        if let Some(link) = &self.plan.meeting_link {
            text += &format!("\n\nJoin by video here:\n{link}");
        }
        text
    }
}

/// Who publishes an event (RFC 5546, 3.2.1). People's e-mail addresses are private, and a calendar's address
/// may be any URI.
pub(crate) fn organizer(lines: &mut Lines, name: &str, id: &impl std::fmt::Display) {
    lines.add(&format!("ORGANIZER;CN={}", quoted(name)), &format!("urn:uuid:{id}"));
}

/// The zone as it is around a workshop: the change of offset before it, and one that comes before its end.
fn time_zone(lines: &mut Lines, name: &str, zone: &TimeZone, plan: &Plan) {
    let (start, end) = (at(plan.starts_at), at(plan.starts_at.plus_minutes(plan.minutes.into())));
    lines.add("BEGIN", "VTIMEZONE");
    lines.add("TZID", name);
    let before = zone.preceding(start).next();
    let later = zone.following(start).take_while(|change| change.timestamp() <= end).next();
    if before.is_none() {
        let offset = zone.to_offset(start);
        observance(lines, "STANDARD", "19700101T000000", [offset, offset], &offset.to_string());
    }
    for change in before.into_iter().chain(later) {
        let kind = if change.dst() == Dst::Yes { "DAYLIGHT" } else { "STANDARD" };
        let nanosecond = jiff::SignedDuration::from_nanos(1);
        let from = change.timestamp().checked_sub(nanosecond).map_or(change.offset(), |at| zone.to_offset(at));
        let begins = from.to_datetime(change.timestamp()).strftime("%Y%m%dT%H%M%S").to_string();
        observance(lines, kind, &begins, [from, change.offset()], change.abbreviation());
    }
    lines.add("END", "VTIMEZONE");
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::{Place, Title};
    use icalendar::{Calendar, CalendarComponent, Component as _, EventLike as _};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn plan(starts_at: &str, zone: &str) -> Plan {
        Plan {
            title: Title::parse("November; workshop, with\\commas").unwrap(),
            starts_at: api::time::from_rfc3339(starts_at).unwrap(),
            zone: zone.into(),
            place: Some(Place::parse("Room “Größe”, 3rd floor").unwrap()),
            meeting_link: Some("https://meet.example/abc".into()),
            minutes: 90,
            reflection_minutes: 15,
        }
    }

    fn invitation(plan: &Plan) -> CalendarInvitation<'_> {
        CalendarInvitation {
            workshop: WorkshopId(Uuid::from_u128(7)),
            plan,
            team_id: TeamId(Uuid::from_u128(8)),
            team: "Payments",
            facilitator: Some((PersonId(Uuid::from_u128(1)), "Mei \"M\" Tanaka: lead")),
            sequence: 3,
            changed_at: Timestamp(1_700_000_000_000_000),
            now: Timestamp(1_700_000_100_000_000),
            public_url: "https://ready.example",
            cancelled: false,
        }
    }

    fn read(text: &str) -> (Calendar, icalendar::Event) {
        let calendar: Calendar = text.parse().unwrap();
        let event = calendar.events().next().unwrap().clone();
        (calendar, event)
    }

    #[test]
    fn another_reader_reads_the_same() {
        let plan = plan("2026-12-01T09:00:00Z", "Europe/Vienna");
        let (calendar, event) = read(&invitation(&plan).to_ics());
        assert_eq!(calendar.property_value("METHOD"), Some("PUBLISH"));
        assert_eq!(event.get_summary(), Some("November; workshop, with\\commas"));
        assert_eq!(event.get_location(), Some("Room “Größe”, 3rd floor"));
        assert_eq!(event.get_uid(), Some("workshop-00000000-0000-0000-0000-000000000007@readyroom"));
        assert_eq!(event.get_sequence(), Some(3));
        assert_eq!(event.get_url(), Some("https://ready.example/workshops/00000000-0000-0000-0000-000000000007"));
        let start = &event.properties()["DTSTART"];
        assert_eq!((start.value(), start.params()["TZID"].value()), ("20261201T100000", "Europe/Vienna"));
        assert_eq!(event.property_value("DURATION"), Some("PT90M"));
        let description = event.get_description().unwrap();
        assert!(description.contains("https://ready.example/join\n\n"), "{description}");
        assert!(description.ends_with("https://meet.example/abc"), "{description}");
        let organizer = &event.properties()["ORGANIZER"];
        assert_eq!(organizer.params()["CN"].value().trim_matches('"'), "Mei 'M' Tanaka: lead");
        let zone = calendar.components.iter().find_map(|component| match component {
            CalendarComponent::Other(zone) if zone.component_kind() == "VTIMEZONE" => Some(zone),
            _ => None,
        });
        let winter = &zone.unwrap().components()[0];
        let offsets = ["TZOFFSETFROM", "TZOFFSETTO"].map(|key| winter.property_value(key).unwrap());
        assert_eq!((winter.component_kind().as_str(), offsets), ("STANDARD", ["+0200", "+0100"]));
        assert_eq!(winter.property_value("DTSTART"), Some("20261025T030000"));
    }

    #[test]
    fn zones_are_written_with_the_rules_of_that_time() {
        let check = |starts_at: &str, zone: &str, start: &str, parts: &[&str]| {
            let ics = invitation(&plan(starts_at, zone)).to_ics();
            assert!(ics.contains(start), "{zone}: {ics}");
            let found: Vec<_> = ics.lines().filter(|line| line.starts_with("TZOFFSETTO")).collect();
            assert_eq!(found, parts, "{zone}");
        };
        check(
            "2026-07-01T09:00:00Z",
            "Europe/Vienna",
            "DTSTART;TZID=Europe/Vienna:20260701T110000",
            &["TZOFFSETTO:+0200"],
        );
        // Begins in summer and ends in winter.
        check("2026-10-25T00:30:00Z", "Europe/Vienna", ":20261025T023000", &["TZOFFSETTO:+0200", "TZOFFSETTO:+0100"]);
        check("2026-12-01T09:00:00Z", "Asia/Kolkata", ":20261201T143000", &["TZOFFSETTO:+0530"]);
        check("2026-12-01T09:00:00Z", "America/St_Johns", ":20261201T053000", &["TZOFFSETTO:-0330"]);
        check("2026-12-01T09:00:00Z", "Etc/GMT+5", ":20261201T040000", &["TZOFFSETTO:-0500"]);
        check("2026-12-01T09:00:00Z", "UTC", "DTSTART:20261201T090000Z", &[]);
    }

    #[test]
    fn a_cancellation_is_of_the_same_event() {
        let plan = plan("2026-12-01T09:00:00Z", "Europe/Vienna");
        let (_, asked) = read(&invitation(&plan).to_ics());
        let gone = CalendarInvitation { cancelled: true, sequence: 4, facilitator: None, ..invitation(&plan) };
        let (calendar, event) = read(&gone.to_ics());
        assert_eq!(calendar.property_value("METHOD"), Some("PUBLISH"));
        assert!(!event.properties().contains_key("ATTENDEE"));
        assert_eq!(event.properties()["ORGANIZER"].value(), "urn:uuid:00000000-0000-0000-0000-000000000008");
        assert_eq!((event.get_uid(), event.get_sequence()), (asked.get_uid(), Some(4)));
        assert_eq!(event.property_value("STATUS"), Some("CANCELLED"));
    }

    proptest! {
        #[test]
        fn lines_are_short_and_say_the_same(title in "\\PC{1,120}", place in "[a-z,;\\\\\" ö😀]{1,120}") {
            let mut plan = plan("2026-12-01T09:00:00Z", "Europe/Vienna");
            let Ok(title) = Title::parse(&title) else { return Ok(()) };
            plan.title = title;
            plan.place = Place::parse(&place).ok();
            let ics = invitation(&plan).to_ics();
            for line in ics.split_terminator("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{}", line);
            }
            let (_, event) = read(&ics);
            prop_assert_eq!(event.get_summary(), Some(plan.title.as_str()));
            if let Some(place) = &plan.place {
                prop_assert_eq!(event.get_location(), Some(place.as_str()));
            }
        }
    }
}
