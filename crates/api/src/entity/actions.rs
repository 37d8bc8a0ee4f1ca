//! Commitments.

use domain::id::{ActionId, NoteId, PersonId, SystemId};
use domain::workshop::{ActionStatus, Level, Priority};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActionView {
    /// Its id.
    pub id: ActionId,
    /// What will be done.
    pub text: String,
    /// The member who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// The day by which, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How much it matters.
    pub priority: Priority,
    /// What it would bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Level>,
    /// What it would cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Level>,
    /// The team's system that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemId>,
    /// That system's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_name: Option<String>,
    /// Its status.
    pub status: ActionStatus,
    /// Why it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The notes that it came from.
    pub notes: Vec<NoteId>,
    /// It came from an earlier workshop.
    pub carried: bool,
    /// How often it was changed.
    pub revision: u32,
}
