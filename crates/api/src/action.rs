//! A team's actions between workshops.

use domain::id::{ActionId, PersonId, WorkshopId};
use domain::workshop::{ActionStatus, Priority};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A commitment.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Action {
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
    /// Where it stands.
    pub status: ActionStatus,
    /// Why it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The workshop that made it.
    pub workshop: WorkshopId,
    /// That workshop's title.
    pub workshop_title: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// How often it was changed.
    pub revision: u32,
}

/// A changed action.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangeAction {
    /// The revision that was edited.
    pub revision: u32,
    /// What will be done, 1 to 280 characters.
    pub text: String,
    /// The member who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// The day by which, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How much it matters.
    pub priority: Priority,
    /// Where it stands.
    pub status: ActionStatus,
    /// Why it is dropped, 1 to 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
