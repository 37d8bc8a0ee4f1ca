//! Who was there, from when to when, and in which part. Nothing here knows of an outcome.

use std::collections::BTreeSet;

use domain::id::PersonId;
use domain::time::Timestamp;
use domain::workshop::{AttendanceChange, Event, Participant, Whereabouts, Workshop};

use super::{LogEntry, ReportPerson, ReportRole, Stay};
use api::time::to_rfc3339;

/// Everyone who was there, in the order of coming; a member who came again by the code counts once.
pub(super) fn summarize(
    workshop: &Workshop,
    log: &[LogEntry],
    closed_at: Option<Timestamp>,
    name: impl Fn(PersonId) -> String,
) -> Vec<ReportPerson> {
    let mut attendance = Attendance { workshop, people: Vec::new(), open: false, facilitator: None, scribe: None };
    for (at, events) in log {
        events.iter().for_each(|event| attendance.apply(event, *at));
    }
    let people = attendance.people.into_iter().map(|there| ReportPerson {
        name: name(there.person),
        guest: workshop.people.values().filter(|p| who(workshop, p.person) == there.person).all(is_guest),
        remote: there.participants(workshop).any(|p| p.whereabouts == Some(Whereabouts::Remote)),
        parts: there.parts(workshop),
        drew_with: partners(workshop, there.person).into_iter().map(&name).collect(),
        stays: there.stays(workshop, closed_at),
    });
    people.collect()
}

/// Who opened a card together with somebody. Which card, and how it ended, is not shown with a person.
fn partners(workshop: &Workshop, person: PersonId) -> BTreeSet<PersonId> {
    let mut partners = BTreeSet::new();
    for round in workshop.rounds.values().filter(|round| round.investigation.opened_at.is_some()) {
        let holders: BTreeSet<_> = round.holders().map(|holder| who(workshop, holder)).collect();
        if holders.contains(&person) {
            partners.extend(holders);
        }
    }
    partners.remove(&person);
    partners
}

struct Attendance<'a> {
    workshop: &'a Workshop,
    people: Vec<There>,
    open: bool,
    facilitator: Option<PersonId>,
    scribe: Option<PersonId>,
}

/// Somebody who came.
struct There {
    person: PersonId,
    parts: Vec<ReportRole>,
    stays: Vec<(Timestamp, Option<Timestamp>)>,
}

impl Attendance<'_> {
    fn apply(&mut self, event: &Event, at: Timestamp) {
        match event.touches().attendance {
            Some(AttendanceChange::Planned { facilitator, scribe }) => {
                (self.facilitator, self.scribe) = (Some(facilitator), scribe);
            }
            Some(AttendanceChange::Facilitator(person)) => self.facilitator = Some(person),
            Some(AttendanceChange::Scribe(person)) => self.scribe = person,
            Some(AttendanceChange::Opened) => self.open = true,
            Some(AttendanceChange::Joined(person)) => self.came(person, at),
            Some(AttendanceChange::Left(person)) => self.went(person, at),
            Some(AttendanceChange::Moved { from, to }) => self.moved(from, to, at),
            None => {}
        }
        self.note_parts();
    }

    fn came(&mut self, person: PersonId, at: Timestamp) {
        let there = self.entry(person);
        // A person who is listed twice came once.
        if there.stays.last().is_none_or(|(_, until)| until.is_some()) {
            there.stays.push((at, None));
        }
    }

    fn went(&mut self, person: PersonId, at: Timestamp) {
        if let Some((_, until @ None)) = self.entry(person).stays.last_mut() {
            *until = Some(at);
        }
    }

    /// A seat became somebody else's: it was theirs all the time.
    fn moved(&mut self, from: PersonId, to: PersonId, at: Timestamp) {
        let (from, to) = (who(self.workshop, from), who(self.workshop, to));
        for seat in [&mut self.facilitator, &mut self.scribe] {
            if *seat == Some(from) {
                *seat = Some(to);
            }
        }
        if from != to
            && let Some(place) = self.people.iter().position(|there| there.person == from)
        {
            if self.people.iter().any(|there| there.person == to) {
                let left = self.people.remove(place);
                self.entry(to).parts.extend(left.parts);
            } else {
                self.people[place].person = to;
            }
        }
        self.came(to, at);
    }

    fn note_parts(&mut self) {
        if !self.open {
            return;
        }
        for (person, part) in [(self.facilitator, ReportRole::Facilitator), (self.scribe, ReportRole::Scribe)] {
            let person = person.map(|person| who(self.workshop, person));
            let there = self.people.iter_mut().find(|there| Some(there.person) == person);
            if let Some(there) = there.filter(|there| !there.parts.contains(&part)) {
                there.parts.push(part);
            }
        }
    }

    fn entry(&mut self, person: PersonId) -> &mut There {
        let person = who(self.workshop, person);
        let place = self.people.iter().position(|there| there.person == person).unwrap_or_else(|| {
            self.people.push(There { person, parts: Vec::new(), stays: Vec::new() });
            self.people.len() - 1
        });
        &mut self.people[place]
    }
}

impl There {
    /// The seats that were theirs.
    fn participants<'a>(&'a self, workshop: &'a Workshop) -> impl Iterator<Item = &'a Participant> {
        workshop.people.values().filter(|participant| who(workshop, participant.person) == self.person)
    }

    fn parts(&self, workshop: &Workshop) -> Vec<ReportRole> {
        let mut parts = self.parts.clone();
        if self.participants(workshop).any(|participant| participant.draws) {
            parts.push(ReportRole::Responder);
        }
        parts.sort();
        parts.dedup();
        if parts.is_empty() { vec![ReportRole::Observer] } else { parts }
    }

    fn stays(&self, workshop: &Workshop, closed_at: Option<Timestamp>) -> Vec<Stay> {
        // A paper does not record when people came and went.
        let stays = self.stays.iter().filter(|_| workshop.paper.is_none());
        let people =
            stays.map(|(from, until)| Stay { from: to_rfc3339(*from), until: until.or(closed_at).map(to_rfc3339) });
        people.collect()
    }
}

/// The member behind a seat, or the guest in it.
fn who(workshop: &Workshop, person: PersonId) -> PersonId {
    workshop.people.get(&person).and_then(Participant::member).unwrap_or(person)
}

fn is_guest(participant: &Participant) -> bool {
    participant.member().is_none()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::id::TeamId;
    use domain::text::Title;
    use domain::workshop::{ParticipantKind, PeopleEvent, Plan, TimeEvent};
    use uuid::Uuid;

    use super::*;

    const MEI: PersonId = PersonId(Uuid::from_u128(1));
    const JONAS: PersonId = PersonId(Uuid::from_u128(2));
    const GUS: PersonId = PersonId(Uuid::from_u128(3));
    const SEAT: PersonId = PersonId(Uuid::from_u128(4));

    fn joined(person: PersonId, kind: ParticipantKind, draws: bool) -> Event {
        Event::People(PeopleEvent::Joined { participant: Participant::new(person, kind, draws, 1) })
    }

    #[test]
    fn people_come_and_go() {
        let at = |minutes: i64| Timestamp(0).plus_minutes(minutes);
        let plan = Plan {
            title: Title::parse("November").unwrap(),
            starts_at: at(0),
            zone: "UTC".into(),
            place: None,
            meeting_link: None,
            minutes: 60,
            reflection_minutes: 15,
        };
        let team = TeamId(Uuid::nil());
        let events = [
            (0, Event::Time(TimeEvent::Planned { team, plan, facilitator: MEI, scribe: None })),
            (0, Event::Time(TimeEvent::Opened { at: at(0), ends_at: at(60), carried: vec![], owed: vec![] })),
            (1, joined(MEI, ParticipantKind::Member, true)),
            (2, joined(GUS, ParticipantKind::Guest, false)),
            (3, joined(SEAT, ParticipantKind::Guest, true)),
            (4, Event::People(PeopleEvent::ScribeChanged { to: Some(GUS) })),
            (10, Event::People(PeopleEvent::Left { person: GUS })),
            (20, joined(GUS, ParticipantKind::Guest, false)),
            (
                30,
                Event::People(PeopleEvent::SeatMoved {
                    from: SEAT,
                    to: Participant::new(JONAS, ParticipantKind::Member, true, 3),
                }),
            ),
        ];
        let log: Vec<LogEntry> = events.into_iter().map(|(minute, event)| (at(minute), vec![event])).collect();
        let workshop = Workshop::replay(log.iter().flat_map(|(_, events)| events)).unwrap();
        let names = BTreeMap::from([(MEI, "Mei"), (JONAS, "Jonas"), (GUS, "Gus"), (SEAT, "a seat")]);
        let people = summarize(&workshop, &log, Some(at(60)), |person| names[&person].to_owned());
        let minute = |at: &str| at[11..16].to_owned();
        let shown: Vec<_> = people
            .iter()
            .map(|person| {
                let stays = person.stays.iter();
                let stays = stays.map(|stay| [minute(&stay.from), minute(stay.until.as_ref().unwrap())].join("-"));
                (person.name.as_str(), person.guest, person.parts.clone(), stays.collect::<Vec<_>>().join(" "))
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("Mei", false, vec![ReportRole::Facilitator, ReportRole::Responder], "00:01-01:00".to_owned()),
                ("Gus", true, vec![ReportRole::Scribe], "00:02-00:10 00:20-01:00".to_owned()),
                ("Jonas", false, vec![ReportRole::Responder], "00:03-01:00".to_owned()),
            ]
        );
    }
}
