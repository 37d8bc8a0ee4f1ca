//! The commitments that come out of a workshop.

use serde::{Deserialize, Serialize};

use super::{Level, Priority};
use crate::id::{ActionId, NoteId, PersonId, SystemId};
use crate::text::{ActionText, ReasonText, none_if_blank};
use crate::time::Day;

/// The most actions in a workshop.
pub const MAX_ACTIONS: usize = 300;

/// What somebody commits to: the part of an action that people choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Commitment {
    /// What will be done.
    pub text: ActionText,
    /// The member who does it.
    #[serde(default)]
    pub owner: Option<PersonId>,
    /// By when.
    #[serde(default, deserialize_with = "none_if_blank")]
    pub due: Option<Day>,
    /// How much it matters.
    pub priority: Priority,
    /// What it would bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Level>,
    /// What it would cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Level>,
    /// The system that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemId>,
    /// The notes that it came from.
    pub notes: Vec<NoteId>,
}

impl Commitment {
    /// The action that it makes.
    #[must_use]
    pub fn action(self, id: ActionId) -> Action {
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

impl Action {
    /// What it commits to.
    #[must_use]
    pub fn commitment(&self) -> Commitment {
        let Self { text, owner, due, priority, impact, effort, system, notes, .. } = self.clone();
        Commitment { text, owner, due, priority, impact, effort, system, notes }
    }

    /// Takes over what it commits to now.
    pub(super) fn commit_to(&mut self, commitment: Commitment) {
        let Commitment { text, owner, due, priority, impact, effort, system, notes } = commitment;
        *self = Self { text, owner, due, priority, impact, effort, system, notes, ..self.clone() };
    }
}

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its id, made by the client.
    pub id: ActionId,
    /// What will be done.
    pub text: ActionText,
    /// The member who does it.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Option<Day>,
    /// How much it matters.
    pub priority: Priority,
    /// What it would bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Level>,
    /// What it would cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Level>,
    /// The system that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemId>,
    /// Its status.
    pub status: ActionStatus,
    /// Why it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonText>,
    /// The notes that it came from.
    pub notes: Vec<NoteId>,
    /// It came from an earlier workshop.
    pub carried: bool,
    /// How often it was changed.
    pub revision: u32,
    /// Taken away; it can be brought back.
    pub removed: bool,
}

/// The status of an action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActionStatus {
    /// Still to do.
    #[default]
    Open,
    /// Done.
    Done,
    /// Will not be done.
    Dropped,
}
