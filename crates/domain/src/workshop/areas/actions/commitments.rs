//! Commitments.

use crate::id::{ActionId, NoteId};
use crate::text::ReasonText;
use crate::workshop::areas::desk::{Decision, Desk, UNDER_WAY, at_most_50_notes, nothing, one};
use crate::workshop::{Action, ActionEvent, ActionStatus, Commitment, MAX_ACTIONS, Phase, Reason, Rejection, Standing};

impl Desk<'_> {
    pub(super) fn commit_action(&self, id: ActionId, commitment: Commitment) -> Decision {
        at_most_50_notes(&commitment.notes)?;
        self.can_commit()?;
        self.known_notes(&commitment.notes)?;
        if self.workshop.actions.contains_key(&id) {
            return Err(Rejection::IdInUse);
        }
        if self.workshop.actions.len() >= MAX_ACTIONS {
            return Err(Rejection::Full { what: Reason::ActionsFull, limit: MAX_ACTIONS });
        }
        one(ActionEvent::ActionCommitted { action: commitment.action(id) })
    }

    pub(super) fn edit_action(&self, id: ActionId, commitment: Commitment, revision: u32) -> Decision {
        at_most_50_notes(&commitment.notes)?;
        let action = self.reviewable(id)?;
        if !action.carried {
            self.known_notes(&commitment.notes)?;
        }
        let notes = if action.carried { action.notes.clone() } else { commitment.notes };
        let commitment = Commitment { notes, ..commitment };
        if commitment == action.commitment() {
            return nothing();
        }
        if action.revision != revision || action.removed {
            return Err(Rejection::Changed);
        }
        one(ActionEvent::ActionEdited { action: id, commitment })
    }

    /// Only what is dropped has a reason.
    pub(super) fn review_action(&self, id: ActionId, status: ActionStatus, reason: Option<ReasonText>) -> Decision {
        let action = self.reviewable(id)?;
        if action.removed {
            return Err(Rejection::Changed);
        }
        let reason = reason.filter(|_| status == ActionStatus::Dropped);
        if (action.status, &action.reason) == (status, &reason) {
            return nothing();
        }
        one(ActionEvent::ActionReviewed { action: id, status, reason })
    }

    pub(super) fn remove_action(&self, id: ActionId, removed: bool) -> Decision {
        let action = self.reviewable(id)?;
        if action.carried {
            return Err(Rejection::Rule(Reason::EarlierActionStays));
        }
        if action.removed == removed { nothing() } else { one(ActionEvent::ActionRemoved { action: id, removed }) }
    }

    fn reviewable(&self, id: ActionId) -> Result<&Action, Rejection> {
        self.can_review()?;
        self.workshop.actions.get(&id).ok_or(Rejection::NotFound(Reason::ActionMissing))
    }

    /// New commitments are made in reflection.
    pub(in crate::workshop::areas) fn can_commit(&self) -> Result<(), Rejection> {
        self.committer()?;
        self.phase(&[Phase::Reflecting])
    }

    /// Commitments are reviewed and changed while the workshop is under way.
    pub(in crate::workshop::areas) fn can_review(&self) -> Result<(), Rejection> {
        self.committer()?;
        self.phase(UNDER_WAY)
    }

    /// Members commit; guests propose with a note.
    pub(in crate::workshop::areas) fn committer(&self) -> Result<(), Rejection> {
        let participant = self.joined()?;
        let member = participant.member().is_some() && self.context.actor.standing != Standing::Server;
        if member || self.is_scribe() { Ok(()) } else { Err(Rejection::NotAllowed(Reason::OnlyMembersCommit)) }
    }

    fn known_notes(&self, notes: &[NoteId]) -> Result<(), Rejection> {
        if notes.iter().all(|note| self.workshop.notes.contains_key(note)) {
            Ok(())
        } else {
            Err(Rejection::NotFound(Reason::OneNoteMissing))
        }
    }
}
