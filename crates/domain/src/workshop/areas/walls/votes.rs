//! What the facilitator keeps back for a while: private notes, and the votes on notes.

use crate::workshop::areas::desk::{Decision, Desk, NOT_CLOSED, UNDER_WAY, nothing, one};
use crate::workshop::{Reason, Rejection, Tally, Voting, Wall, WallEvent};

impl Desk<'_> {
    pub(super) fn set_privacy(&self, private: bool) -> Decision {
        self.facilitator_or_owner()?;
        self.phase(NOT_CLOSED)?;
        if private == (self.workshop.private.len() == Wall::ALL.len()) || !private && self.workshop.private.is_empty() {
            return nothing();
        }
        if !private && self.workshop.private_notes().next().is_some() {
            return Err(Rejection::Rule(Reason::PrivateNotesThere));
        }
        one(WallEvent::PrivacySet { private })
    }

    pub(super) fn reveal_notes(&self, wall: Option<Wall>) -> Decision {
        self.facilitator()?;
        self.phase(UNDER_WAY)?;
        let wanted = |one: &Wall| wall.is_none_or(|wall| wall == *one) && self.workshop.private.contains(one);
        let walls: Vec<_> = Wall::ALL.into_iter().filter(wanted).collect();
        if walls.is_empty() { nothing() } else { one(WallEvent::NotesRevealed { walls }) }
    }

    pub(super) fn open_voting(&self, cap: u16) -> Decision {
        self.facilitator()?;
        self.phase(UNDER_WAY)?;
        if !(1..=Voting::MAX_CAP).contains(&cap) {
            return Err(Rejection::Rule(Reason::VotesEach));
        }
        match self.workshop.open_voting() {
            Some(voting) if voting.cap == cap => nothing(),
            Some(voting) if voting.cap > cap => Err(Rejection::Rule(Reason::VotesOnlyGrow)),
            _ => one(WallEvent::VotingOpened { cap }),
        }
    }

    pub(in crate::workshop::areas) fn reveal_votes(&self, tally: Vec<Tally>) -> Decision {
        self.open_vote()?;
        one(WallEvent::VotesRevealed { tally })
    }

    pub(super) fn cancel_voting(&self) -> Decision {
        self.open_vote()?;
        one(WallEvent::VotingCancelled)
    }

    fn open_vote(&self) -> Result<(), Rejection> {
        self.facilitator()?;
        self.phase(UNDER_WAY)?;
        if self.workshop.open_voting().is_some() { Ok(()) } else { Err(Rejection::Rule(Reason::NoVote)) }
    }
}
