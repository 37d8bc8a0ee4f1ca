//! A team's actions between workshops.

mod history;

use domain::id::{ActionId, PersonId, SystemId, WorkshopId};
use domain::text::{ActionText, ReasonText};
use domain::time::Day;
use domain::workshop::{ActionStatus, Level, Priority};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::history::{ActionChanged, ActionState, Difference, differences};
use crate::problem::Invalid;

/// A commitment.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Action)]
pub struct ListedAction {
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
    /// That system's name, while the team has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_name: Option<String>,
    /// Its status.
    pub status: ActionStatus,
    /// Why it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The workshop that made it; none when it was written outside one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workshop: Option<WorkshopId>,
    /// That workshop's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workshop_title: Option<String>,
    /// The workshop under way that has it: it is changed there, not here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_workshop: Option<WorkshopId>,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// How often it was changed.
    pub revision: u32,
}

/// An action that is written outside a workshop.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewAction {
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
    /// What it would bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Level>,
    /// What it would cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Level>,
    /// The team's system that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemId>,
}

/// A changed action; what is left out is none from now on.
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
    /// What it would bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Level>,
    /// What it would cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Level>,
    /// The team's system that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemId>,
    /// Its status.
    pub status: ActionStatus,
    /// Why it is dropped, 1 to 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Reads the text of an action.
pub fn action_text(raw: &str) -> Result<ActionText, Invalid> {
    ActionText::parse(raw).map_err(Invalid::field("text"))
}

/// Reads a day; an empty text is none.
pub fn day(raw: Option<&str>) -> Result<Option<Day>, Invalid> {
    raw.filter(|text| !text.is_empty()).map(Day::parse).transpose().map_err(Invalid::field("due"))
}

/// Reads why an action was dropped; an empty text is no reason.
pub fn reason(raw: Option<&str>) -> Result<Option<ReasonText>, Invalid> {
    let raw = raw.filter(|text| !text.trim().is_empty());
    raw.map(ReasonText::parse).transpose().map_err(Invalid::field("reason"))
}
