//! The door: who waits before it, and who is let in.

use crate::id::PersonId;
use crate::workshop::areas::desk::{Decision, Desk, NOT_CLOSED, UNDER_WAY, nothing, one};
use crate::workshop::{Event, MAX_WAITING, Participant, ParticipantKind, PeopleEvent, Reason, Rejection, Waiting};

impl Desk<'_> {
    pub(super) fn set_lobby(&self, on: bool) -> Decision {
        self.facilitator_or_owner()?;
        self.phase(NOT_CLOSED)?;
        if self.workshop.lobby == on {
            return nothing();
        }
        let mut events = vec![Event::People(PeopleEvent::LobbySet { on })];
        if !on {
            // A door that is opened is open for those who stand before it.
            events.extend(self.all_in()?);
        }
        Ok(events)
    }

    pub(super) fn admit(&self, person: PersonId) -> Decision {
        self.facilitator()?;
        self.phase(UNDER_WAY)?;
        match self.waiting(person)? {
            Waiting { seat: Some(seat), kind, .. } if self.free_seat(*seat).is_some() => {
                self.confirm_claim(person, *seat, *kind)
            }
            waiting => {
                self.room_for(1)?;
                one(come_in(waiting, self.next_seat()))
            }
        }
    }

    pub(super) fn admit_all(&self) -> Decision {
        self.facilitator()?;
        self.phase(UNDER_WAY)?;
        self.all_in()
    }

    pub(super) fn send_away(&self, person: PersonId) -> Decision {
        self.facilitator()?;
        self.phase(UNDER_WAY)?;
        self.waiting(person)?;
        one(PeopleEvent::WaitingEnded { person })
    }

    /// Has the actor wait before the door.
    pub(super) fn wait(&self, kind: ParticipantKind, draws: bool, seat: Option<PersonId>) -> Decision {
        let person = self.context.actor.person;
        if self.workshop.waiting.contains_key(&person) {
            return nothing();
        }
        if self.workshop.waiting.len() >= MAX_WAITING {
            return Err(Rejection::Full { what: Reason::DoorFull, limit: MAX_WAITING });
        }
        let place = self.workshop.waiting.values().map(|w| w.place).max().unwrap_or(0) + 1;
        one(PeopleEvent::WaitingBegan { waiting: Waiting { person, kind, draws, place, seat } })
    }

    fn all_in(&self) -> Decision {
        let mut waiting: Vec<_> = self.workshop.waiting.values().filter(|w| w.seat.is_none()).collect();
        waiting.sort_by_key(|w| w.place);
        self.room_for(waiting.len())?;
        Ok(waiting.into_iter().zip(self.next_seat()..).map(|(w, seat)| come_in(w, seat)).collect())
    }

    fn waiting(&self, person: PersonId) -> Result<&Waiting, Rejection> {
        self.workshop.waiting.get(&person).ok_or(Rejection::NotFound(Reason::PersonMissing))
    }
}

/// Somebody who waited is in.
fn come_in(waiting: &Waiting, seat: u32) -> Event {
    Event::People(PeopleEvent::Joined {
        participant: Participant::new(waiting.person, waiting.kind, waiting.draws, seat),
    })
}
