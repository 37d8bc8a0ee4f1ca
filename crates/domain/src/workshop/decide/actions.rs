//! Commitments.

use super::{Decision, Desk, nothing, one};
use crate::id::{ActionId, NoteId, PersonId, SystemId};
use crate::text::{ActionText, ReasonText};
use crate::time::Day;
use crate::workshop::{Action, ActionStatus, Event, Level, MAX_ACTIONS, Phase, Priority, Rejection, Standing};

/// What is committed to.
pub(super) struct Commitment {
    pub(super) text: ActionText,
    pub(super) owner: Option<PersonId>,
    pub(super) due: Option<Day>,
    pub(super) priority: Priority,
    pub(super) impact: Option<Level>,
    pub(super) effort: Option<Level>,
    pub(super) system: Option<SystemId>,
    pub(super) notes: Vec<NoteId>,
}

impl Commitment {
    /// The action that it makes.
    pub(super) fn action(self, id: ActionId) -> Action {
        let Self { text, owner, due, priority, impact, effort, system, notes } = self;
        Action {
            id,
            text,
            owner,
            due,
            priority,
            impact,
            effort,
            system,
            status: ActionStatus::Open,
            reason: None,
            notes,
            carried: false,
            revision: 0,
            removed: false,
        }
    }
}

impl Desk<'_> {
    pub(super) fn commit_action(&self, id: ActionId, commitment: Commitment) -> Decision {
        self.committer()?;
        self.phase(&[Phase::Reflecting])?;
        self.known_notes(&commitment.notes)?;
        if self.workshop.actions.contains_key(&id) {
            return Err(Rejection::IdInUse);
        }
        if self.workshop.actions.len() >= MAX_ACTIONS {
            return Err(Rejection::Full { what: "actions", limit: MAX_ACTIONS });
        }
        one(Event::ActionCommitted { action: commitment.action(id) })
    }

    pub(super) fn edit_action(&self, id: ActionId, commitment: Commitment, revision: u32) -> Decision {
        let action = self.reviewable(id)?;
        if !action.carried {
            self.known_notes(&commitment.notes)?;
        }
        let Commitment { text, owner, due, priority, impact, effort, system, notes } = commitment;
        let notes = if action.carried { action.notes.clone() } else { notes };
        if (&text, owner, &due, priority, &notes)
            == (&action.text, action.owner, &action.due, action.priority, &action.notes)
            && (impact, effort, system) == (action.impact, action.effort, action.system)
        {
            return nothing();
        }
        if action.revision != revision || action.removed {
            return Err(Rejection::Changed);
        }
        one(Event::ActionEdited { action: id, text, owner, due, priority, impact, effort, system, notes })
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
        one(Event::ActionReviewed { action: id, status, reason })
    }

    pub(super) fn remove_action(&self, id: ActionId, removed: bool) -> Decision {
        let action = self.reviewable(id)?;
        if action.carried {
            return Err(Rejection::Rule("An action of an earlier workshop is done or dropped, not removed."));
        }
        if action.removed == removed { nothing() } else { one(Event::ActionRemoved { action: id, removed }) }
    }

    fn reviewable(&self, id: ActionId) -> Result<&Action, Rejection> {
        self.committer()?;
        self.phase(&[Phase::Open, Phase::Running, Phase::Reflecting])?;
        self.workshop.actions.get(&id).ok_or(Rejection::NotFound("This action"))
    }

    /// Members commit; guests propose with a note.
    pub(super) fn committer(&self) -> Result<(), Rejection> {
        let participant = self.joined()?;
        let member = participant.member().is_some() && self.context.actor.standing != Standing::Server;
        if member || self.is_scribe() {
            Ok(())
        } else {
            Err(Rejection::NotAllowed("Members commit to actions; a guest proposes one with a note."))
        }
    }

    fn known_notes(&self, notes: &[NoteId]) -> Result<(), Rejection> {
        if notes.iter().all(|note| self.workshop.notes.contains_key(note)) {
            Ok(())
        } else {
            Err(Rejection::NotFound("One of the notes"))
        }
    }
}
