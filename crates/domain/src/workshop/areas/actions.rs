//! Commitments.

mod commitments;
mod spread;

use serde::{Deserialize, Serialize};

use super::desk::{Decision, Desk};
use super::named::Named;
use super::touches::{Subject, Touches, about};
use crate::id::{ActionId, NoteId, SystemId};
use crate::text::{ActionText, ReasonText, none_if_blank};
use crate::workshop::{Action, ActionStatus, Commitment, Workshop};

/// What people ask: commitments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum ActionCommand {
    /// Make a commitment.
    CommitAction {
        action: ActionId,
        #[serde(flatten)]
        commitment: Commitment,
    },
    /// Change a commitment.
    EditAction {
        action: ActionId,
        #[serde(flatten)]
        commitment: Commitment,
        revision: u32,
    },
    /// Make an action of an awesome note for each of these systems, 50 at most.
    SpreadNote { note: NoteId, actions: Vec<Spread> },
    /// Set the status of a commitment, with a reason if it is dropped.
    ReviewAction {
        action: ActionId,
        status: ActionStatus,
        #[serde(default, deserialize_with = "none_if_blank", skip_serializing_if = "Option::is_none")]
        reason: Option<ReasonText>,
    },
    /// Take a commitment away.
    RemoveAction { action: ActionId },
    /// Bring a commitment back.
    RestoreAction { action: ActionId },
}

impl ActionCommand {
    /// The events that follow, or why none do.
    pub(super) fn decide(self, desk: &Desk<'_>) -> Decision {
        match self {
            Self::CommitAction { action, commitment } => desk.commit_action(action, commitment),
            Self::EditAction { action, commitment, revision } => desk.edit_action(action, commitment, revision),
            Self::SpreadNote { note, actions } => desk.spread_note(note, actions),
            Self::ReviewAction { action, status, reason } => desk.review_action(action, status, reason),
            Self::RemoveAction { action } => desk.remove_action(action, true),
            Self::RestoreAction { action } => desk.remove_action(action, false),
        }
    }

    /// What it names that has to be looked up.
    pub(super) fn named(&self) -> Named {
        match self {
            Self::CommitAction { commitment, .. } => named_by(commitment, None),
            Self::EditAction { action, commitment, .. } => named_by(commitment, Some(*action)),
            Self::SpreadNote { actions, .. } => {
                Named { systems: actions.iter().map(|spread| spread.system).collect(), ..Named::default() }
            }
            Self::ReviewAction { .. } | Self::RemoveAction { .. } | Self::RestoreAction { .. } => Named::default(),
        }
    }
}

/// One of the actions that spread an awesome note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// Its id, made by the client.
    pub action: ActionId,
    /// Where the awesome thing is to come: one of the team's systems.
    pub system: SystemId,
    /// What will be done there.
    pub text: ActionText,
}

/// What happened: commitments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum ActionEvent {
    /// A commitment was made.
    ActionCommitted { action: Action },
    /// A commitment was changed.
    ActionEdited {
        action: ActionId,
        #[serde(flatten)]
        commitment: Commitment,
    },
    /// A commitment was looked at: done, still open, or dropped.
    ActionReviewed {
        action: ActionId,
        status: ActionStatus,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<ReasonText>,
    },
    /// A commitment was taken away or brought back.
    ActionRemoved { action: ActionId, removed: bool },
}

impl ActionEvent {
    /// Changes the state.
    pub(super) fn apply(self, workshop: &mut Workshop) {
        match self {
            Self::ActionCommitted { action } => {
                workshop.actions.insert(action.id, action);
            }
            Self::ActionEdited { action, commitment } => workshop.action(action, |a| a.commit_to(commitment)),
            Self::ActionReviewed { action, status, reason } => {
                workshop.action(action, |a| (a.status, a.reason) = (status, reason));
            }
            Self::ActionRemoved { action, removed } => workshop.action(action, |a| {
                a.removed = removed;
                if removed {
                    (a.status, a.reason) = (ActionStatus::Open, None);
                }
            }),
        }
    }

    /// What it touches besides.
    pub(super) fn touches(&self) -> Touches<'_> {
        match self {
            Self::ActionCommitted { action } => about(Subject::Action(action.id)),
            Self::ActionEdited { action, .. }
            | Self::ActionReviewed { action, .. }
            | Self::ActionRemoved { action, .. } => about(Subject::Action(*action)),
        }
    }
}

impl Workshop {
    fn action(&mut self, id: ActionId, change: impl FnOnce(&mut Action)) {
        if let Some(action) = self.actions.get_mut(&id) {
            change(action);
            action.revision += 1;
        }
    }
}

/// What a commitment names, as a change of an action or as a new one.
fn named_by(commitment: &Commitment, action: Option<ActionId>) -> Named {
    let systems = commitment.system.into_iter().collect();
    Named { action, owner: commitment.owner, systems, ..Named::default() }
}
