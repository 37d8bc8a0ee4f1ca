//! Who is in the workshop, and in which part.

use crate::id::PersonId;
use crate::workshop::areas::desk::{Decision, Desk, NOT_CLOSED, UNDER_WAY, nothing, one};
use crate::workshop::{Event, MAX_PEOPLE, Participant, ParticipantKind, PeopleEvent, Phase, Reason, Rejection};

impl Desk<'_> {
    pub(in crate::workshop::areas) fn join(&self, kind: ParticipantKind, draws: bool) -> Decision {
        let person = self.context.actor.person;
        self.phase(UNDER_WAY)?;
        if matches!(kind, ParticipantKind::Seat { confirmed: true, .. }) {
            return Err(Rejection::NotAllowed(Reason::OnlyFacilitatorConfirms));
        }
        let participant = match self.workshop.people.get(&person) {
            Some(there) if there.present && !there.without_device => return nothing(),
            // Back again, or here with a device now.
            Some(there) => Participant { present: true, without_device: false, ..there.clone() },
            None if self.workshop.lobby && kind != ParticipantKind::Member => return self.wait(kind, draws, None),
            None => {
                self.room_for(1)?;
                Participant::new(person, kind, draws, self.next_seat())
            }
        };
        one(PeopleEvent::Joined { participant })
    }

    /// There is room for so many more.
    pub(super) fn room_for(&self, more: usize) -> Result<(), Rejection> {
        if self.workshop.people.len() + more <= MAX_PEOPLE {
            Ok(())
        } else {
            Err(Rejection::Full { what: Reason::PeopleFull, limit: MAX_PEOPLE })
        }
    }

    pub(super) fn next_seat(&self) -> u32 {
        self.workshop.people.values().map(|p| p.seat).max().unwrap_or(0) + 1
    }

    pub(super) fn leave(&self, person: PersonId) -> Decision {
        self.phase(UNDER_WAY)?;
        if self.workshop.waiting.contains_key(&person) {
            return one(PeopleEvent::WaitingEnded { person });
        }
        if person == self.workshop.facilitator {
            return Err(Rejection::Rule(Reason::HandOverFirst));
        }
        match self.workshop.people.get(&person) {
            Some(there) if there.present => {
                let held = self.workshop.rounds.values().filter(|r| r.is_held_by(person));
                let mut events: Vec<_> = held.filter_map(|r| self.let_go(r, person)).collect();
                events.push(Event::People(PeopleEvent::Left { person }));
                Ok(events)
            }
            _ => nothing(),
        }
    }

    pub(super) fn remove_person(&self, person: PersonId) -> Decision {
        self.facilitator()?;
        self.phase(UNDER_WAY)?;
        self.participant(person)?;
        self.leave(person)
    }

    pub(super) fn confirm_seat(&self, guest: PersonId) -> Decision {
        self.facilitator()?;
        self.phase(UNDER_WAY)?;
        let participant = self.participant(guest)?;
        let ParticipantKind::Seat { member, confirmed } = participant.kind else {
            return Err(Rejection::Rule(Reason::GuestClaimsNoMember));
        };
        if self.workshop.people.values().any(|p| p.present && p.member() == Some(member) && p.person != guest) {
            return Err(Rejection::Rule(Reason::MemberAlreadyHere));
        }
        if confirmed { nothing() } else { one(PeopleEvent::SeatConfirmed { guest }) }
    }

    pub(super) fn set_draws(&self, person: PersonId, draws: bool) -> Decision {
        let participant = self.find_placeable(person)?;
        if participant.draws == draws { nothing() } else { one(PeopleEvent::DrawsSet { person, draws }) }
    }

    pub(super) fn hand_over_facilitator(&self, to: PersonId) -> Decision {
        self.can_hand_over_facilitator()?;
        if self.workshop.facilitator == to {
            return nothing();
        }
        self.can_facilitate(to)?;
        one(PeopleEvent::FacilitatorChanged { to })
    }

    pub(super) fn hand_over_scribe(&self, to: Option<PersonId>) -> Decision {
        self.can_hand_over_scribe()?;
        if let Some(person) = to
            && self.workshop.phase != Phase::Planned
            && !self.participant(person)?.can_scribe()
        {
            return Err(Rejection::Rule(Reason::ScribeNeedsDevice));
        }
        if self.workshop.scribe == to { nothing() } else { one(PeopleEvent::ScribeChanged { to }) }
    }

    pub(in crate::workshop::areas) fn can_hand_over_facilitator(&self) -> Result<(), Rejection> {
        self.facilitator_or_owner()?;
        self.phase(NOT_CLOSED)
    }

    /// Once the workshop is open, its facilitator is a member who is in it.
    pub(in crate::workshop::areas) fn can_facilitate(&self, person: PersonId) -> Result<(), Rejection> {
        if self.workshop.phase == Phase::Planned || self.participant(person)?.can_facilitate() {
            Ok(())
        } else {
            Err(Rejection::Rule(Reason::FacilitatorIsMember))
        }
    }

    pub(in crate::workshop::areas) fn can_hand_over_scribe(&self) -> Result<(), Rejection> {
        if !self.is_scribe() {
            self.facilitator_or_owner()?;
        }
        self.phase(NOT_CLOSED)
    }

    /// A participant of whom this person may set whether they draw, and from where they take part.
    pub(in crate::workshop::areas) fn find_placeable(&self, person: PersonId) -> Result<&Participant, Rejection> {
        if self.context.actor.person != person {
            self.facilitator()?;
        }
        self.phase(UNDER_WAY)?;
        self.participant(person)
    }

    pub(in crate::workshop::areas) fn participant(&self, person: PersonId) -> Result<&Participant, Rejection> {
        let there = self.workshop.people.get(&person).filter(|p| p.present);
        there.ok_or(Rejection::NotFound(Reason::PersonMissing))
    }
}
