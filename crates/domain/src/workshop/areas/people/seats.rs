//! Seats: from where people take part, who has no device, and how a seat becomes somebody else's.

use crate::id::PersonId;
use crate::workshop::areas::desk::{Decision, Desk, UNDER_WAY, nothing, one};
use crate::workshop::{Event, Participant, ParticipantKind, PeopleEvent, Reason, Rejection, Standing, Whereabouts};

impl Desk<'_> {
    pub(super) fn set_whereabouts(&self, person: PersonId, whereabouts: Whereabouts) -> Decision {
        let there = self.find_placeable(person)?.whereabouts;
        if there == Some(whereabouts) { nothing() } else { one(PeopleEvent::WhereaboutsSet { person, whereabouts }) }
    }

    /// Somebody without a device sits in the room, or the facilitator would not see them.
    pub(in crate::workshop::areas) fn seat(&self, person: PersonId, kind: ParticipantKind, draws: bool) -> Decision {
        self.facilitator()?;
        self.phase(UNDER_WAY)?;
        if matches!(kind, ParticipantKind::Seat { .. }) {
            return Err(Rejection::NotAllowed(Reason::SeatForPeople));
        }
        if person == self.workshop.facilitator {
            return Err(Rejection::Rule(Reason::FacilitatorNeedsDevice));
        }
        if self.workshop.people.values().any(|p| p.present && p.member() == Some(person) && p.person != person) {
            return Err(Rejection::Rule(Reason::MemberAlreadyHere));
        }
        let participant = match self.workshop.people.get(&person) {
            Some(there) if there.present => return nothing(),
            Some(there) => Participant { present: true, ..there.clone() },
            None => {
                self.room_for(1)?;
                Participant::new(person, kind, draws, self.next_seat())
            }
        };
        let whereabouts = Some(Whereabouts::Room);
        one(PeopleEvent::Joined { participant: Participant { whereabouts, without_device: true, ..participant } })
    }

    /// The facilitator looks up and confirms it, whether or not guests wait as a rule.
    pub(in crate::workshop::areas) fn claim_seat(&self, seat: PersonId, kind: ParticipantKind) -> Decision {
        self.phase(UNDER_WAY)?;
        if matches!(kind, ParticipantKind::Member | ParticipantKind::Seat { confirmed: true, .. }) {
            return Err(Rejection::NotAllowed(Reason::OnlyFacilitatorConfirms));
        }
        if self.workshop.people.contains_key(&self.context.actor.person) {
            return Err(Rejection::Rule(Reason::HasSeat));
        }
        self.free_seat(seat).ok_or(Rejection::NotFound(Reason::SeatMissing))?;
        self.wait(kind, false, Some(seat))
    }

    /// The claim of a seat is right.
    pub(super) fn confirm_claim(&self, person: PersonId, seat: PersonId, kind: ParticipantKind) -> Decision {
        let there = self.free_seat(seat).ok_or(Rejection::NotFound(Reason::SeatMissing))?;
        let kind = match there.member() {
            Some(member) => ParticipantKind::Seat { member, confirmed: true },
            None => kind,
        };
        let to = Participant { person, kind, without_device: false, ..there.clone() };
        one(PeopleEvent::SeatMoved { from: seat, to })
    }

    /// A guest who turns out to be a member continues as that member.
    pub(in crate::workshop::areas) fn take_seat(&self, from: PersonId, proven: bool) -> Decision {
        let actor = self.context.actor;
        if from == actor.person {
            return Err(Rejection::NotAllowed(Reason::OnlyMemberTakesGuestSeat));
        }
        self.can_take_seats()?;
        let guest = self.participant(from)?;
        let theirs = match guest.kind {
            ParticipantKind::Member => false,
            ParticipantKind::Guest => proven,
            ParticipantKind::Seat { member, confirmed } => member == actor.person && (proven || confirmed),
        };
        if !theirs {
            return Err(Rejection::NotAllowed(Reason::SeatOfSomebodyElse));
        }
        let already = self.workshop.people.get(&actor.person);
        let to = Participant {
            person: actor.person,
            kind: ParticipantKind::Member,
            draws: guest.draws || already.is_some_and(|there| there.draws),
            present: true,
            seat: already.map_or(guest.seat, |there| there.seat.min(guest.seat)),
            whereabouts: guest.whereabouts.or(already.and_then(|there| there.whereabouts)),
            without_device: false,
        };
        // A person holds at most one sealed card: that of the seat that is given up is put back.
        let own = self.workshop.sealed_of(actor.person);
        let other = self.workshop.sealed_of(from).filter(|other| own.is_some_and(|own| own.number != other.number));
        let given_up = other.and_then(|other| self.let_go(other, from));
        Ok(given_up.into_iter().chain([Event::People(PeopleEvent::SeatMoved { from, to })]).collect())
    }

    /// Members continue in the seats that they took as guests.
    pub(in crate::workshop::areas) fn can_take_seats(&self) -> Result<(), Rejection> {
        if !matches!(self.context.actor.standing, Standing::Member | Standing::Owner) {
            return Err(Rejection::NotAllowed(Reason::OnlyMemberTakesGuestSeat));
        }
        self.phase(UNDER_WAY)
    }

    /// The seat of somebody without a device.
    pub(super) fn free_seat(&self, seat: PersonId) -> Option<&Participant> {
        self.workshop.people.get(&seat).filter(|there| there.present && there.without_device)
    }
}
