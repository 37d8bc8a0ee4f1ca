//! Commitments.

use serde::{Deserialize, Serialize};

use super::touches::{About, Touches, about};
use crate::id::ActionId;
use crate::text::ReasonText;
use crate::workshop::{Action, ActionStatus, Commitment, Workshop};

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
            Self::ActionCommitted { action } => about(About::Action(action.id)),
            Self::ActionEdited { action, .. }
            | Self::ActionReviewed { action, .. }
            | Self::ActionRemoved { action, .. } => about(About::Action(*action)),
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
