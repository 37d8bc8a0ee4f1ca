//! How long a team keeps its closed workshops and the names of guests.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a team keeps for how long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Keep {
    /// How many months closed workshops are kept: 3, 6, 12, 24 or 36; permanently when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workshop_months: Option<u16>,
    /// After how many days the names of guests are forgotten: 7, 30, 90 or 365; never when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest_days: Option<u16>,
}

/// What a team has chosen, and what is deleted because of that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamRetention {
    /// What is kept for how long.
    pub keep: Keep,
    /// The choice is new: it is carried out from then on, and can be changed until then. RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What would go today.
    pub goes: Goes,
}

/// What a choice would throw away if it were carried out now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Goes {
    /// From when on the choice would be carried out if it were saved now, RFC 3339.
    pub from: String,
    /// How many workshops.
    pub workshops: u32,
    /// The one of them that was closed first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest: Option<OldWorkshop>,
    /// How many notes stick on their walls.
    pub notes: u32,
    /// How many steps were written down in them.
    pub steps: u32,
    /// How many questions were answered in them.
    pub answers: u32,
    /// How many of their actions are still open; actions stay.
    pub open_actions: u32,
    /// How many guests' names would be forgotten.
    pub guests: u32,
    /// When the next workshop is deleted if none is deleted today, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A closed workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OldWorkshop {
    /// Its title.
    pub title: String,
    /// When it was closed, RFC 3339.
    pub closed_at: String,
}
