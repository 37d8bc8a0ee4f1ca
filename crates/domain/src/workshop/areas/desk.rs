//! What every decision has at hand.

use crate::id::NoteId;
pub(super) use crate::workshop::phase::{AFTER_DRAW, NOT_CLOSED, UNDER_WAY};
use crate::workshop::{
    Context, Event, Participant, Phase, Reason, Rejection, Round, RoundNumber, Scope, Standing, Workshop,
};

/// The events that follow from a command, or why none do. An empty list means: nothing to do, and that is fine.
pub(super) type Decision = Result<Vec<Event>, Rejection>;

/// The state and the circumstances of one decision.
pub(super) struct Desk<'a> {
    pub(super) workshop: &'a Workshop,
    pub(super) context: &'a Context,
}

impl Desk<'_> {
    pub(super) fn is_facilitator(&self) -> bool {
        self.context.actor.person == self.workshop.facilitator
    }

    pub(super) fn is_owner(&self) -> bool {
        self.context.actor.standing == Standing::Owner
    }

    pub(super) fn is_scribe(&self) -> bool {
        self.workshop.scribe == Some(self.context.actor.person)
    }

    pub(super) fn facilitator(&self) -> Result<(), Rejection> {
        if self.is_facilitator() { Ok(()) } else { Err(Rejection::NotAllowed(Reason::OnlyFacilitator)) }
    }

    pub(super) fn facilitator_or_owner(&self) -> Result<(), Rejection> {
        if self.is_facilitator() || self.is_owner() {
            Ok(())
        } else {
            Err(Rejection::NotAllowed(Reason::OnlyFacilitatorOrOwner))
        }
    }

    /// Whose things this person may change where they belong to somebody: the facilitator everybody's, others their own.
    pub(super) fn own_or_all(&self) -> Scope {
        if self.is_facilitator() { Scope::All } else { Scope::Own }
    }

    pub(super) fn phase(&self, allowed: &[Phase]) -> Result<(), Rejection> {
        let phase = self.workshop.phase;
        if allowed.contains(&phase) { Ok(()) } else { Err(Rejection::WrongPhase(phase)) }
    }

    pub(super) fn joined(&self) -> Result<&Participant, Rejection> {
        let person = &self.context.actor.person;
        self.workshop.people.get(person).filter(|p| p.present).ok_or(Rejection::NotJoined)
    }

    pub(super) fn find_round(&self, number: RoundNumber) -> Result<&Round, Rejection> {
        self.workshop.rounds.get(&number).ok_or(Rejection::NotFound(Reason::RoundMissing))
    }
}

/// One event.
pub(super) fn one(event: impl Into<Event>) -> Decision {
    Ok(vec![event.into()])
}

/// Nothing to do.
pub(super) fn nothing() -> Decision {
    Ok(Vec::new())
}

/// The answer to a command that the server completes before it is decided on.
pub(super) fn incomplete() -> Decision {
    Err(Rejection::Invalid(Reason::ServerCompletesFirst))
}

/// Refuses more notes than a page ever sends together.
pub(super) fn at_most_50_notes(notes: &[NoteId]) -> Result<(), Rejection> {
    if notes.len() <= 50 { Ok(()) } else { Err(Rejection::Invalid(Reason::TooManyNotesAtOnce)) }
}
