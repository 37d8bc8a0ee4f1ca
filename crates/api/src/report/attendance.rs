//! Who was there, from when to when, and in which part. Nothing here knows of an outcome.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::PersonId;
use domain::time::Timestamp;
use domain::workshop::{Event, Workshop};

use super::build::Recorded;
use super::{Part, ReportPerson, Stay};
use crate::time::to_rfc3339;

/// Everyone who was there, in the order of coming; a member who came again by the code counts once.
pub(super) fn of(
    workshop: &Workshop,
    log: &[Recorded],
    closed_at: Option<Timestamp>,
    name: impl Fn(PersonId) -> String,
) -> Vec<ReportPerson> {
    let who = |person: PersonId| {
        let participant = workshop.people.get(&person);
        participant.and_then(domain::workshop::Participant::member).unwrap_or(person)
    };
    let mut order = Vec::new();
    let mut stays: BTreeMap<PersonId, Vec<(Timestamp, Option<Timestamp>)>> = BTreeMap::new();
    let mut parts: BTreeSet<(PersonId, Part)> = BTreeSet::new();
    let mut open = false;
    let (mut facilitator, mut scribe) = (None, None);
    for (at, event) in log.iter().flat_map(|(at, events)| events.iter().map(move |event| (*at, event))) {
        match event {
            Event::Planned { facilitator: runs, scribe: writes, .. } => (facilitator, scribe) = (Some(*runs), *writes),
            Event::FacilitatorChanged { to } => facilitator = Some(*to),
            Event::ScribeChanged { to } => scribe = *to,
            Event::Opened { .. } => open = true,
            Event::Joined { participant } => {
                let person = who(participant.person);
                let stays = stays.entry(person).or_default();
                if stays.is_empty() {
                    order.push((person, participant.person));
                }
                // Whoever is here twice came once.
                if stays.last().is_none_or(|(_, until)| until.is_some()) {
                    stays.push((at, None));
                }
            }
            Event::Left { person } => {
                if let Some((_, until @ None)) = stays.get_mut(&who(*person)).and_then(|stays| stays.last_mut()) {
                    *until = Some(at);
                }
            }
            _ => {}
        }
        if open {
            parts.extend(facilitator.map(|person| (who(person), Part::Facilitator)));
            parts.extend(scribe.map(|person| (who(person), Part::Scribe)));
        }
    }
    parts.extend(workshop.people.values().filter(|p| p.draws).map(|p| (who(p.person), Part::Responder)));
    let told = order.into_iter().map(|(person, came_as)| ReportPerson {
        name: name(person),
        guest: workshop.people.get(&came_as).is_some_and(|participant| participant.member().is_none()),
        parts: parts_of(&parts, person),
        stays: stays_of(workshop, stays.get(&person), closed_at),
    });
    told.collect()
}

fn parts_of(parts: &BTreeSet<(PersonId, Part)>, person: PersonId) -> Vec<Part> {
    let parts: Vec<Part> = parts.iter().filter(|(who, _)| *who == person).map(|(_, part)| *part).collect();
    if parts.is_empty() { vec![Part::Observer] } else { parts }
}

fn stays_of(
    workshop: &Workshop,
    stays: Option<&Vec<(Timestamp, Option<Timestamp>)>>,
    closed_at: Option<Timestamp>,
) -> Vec<Stay> {
    // Nobody wrote on paper when they came and went.
    let stays = stays.filter(|_| workshop.paper.is_none());
    let stay = |(from, until): &(Timestamp, Option<Timestamp>)| Stay {
        from: to_rfc3339(*from),
        until: until.or(closed_at).map(to_rfc3339),
    };
    stays.into_iter().flatten().map(stay).collect()
}
