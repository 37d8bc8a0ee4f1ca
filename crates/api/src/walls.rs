//! What a team settles about its walls.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a team calls its walls, and how its workshops begin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamWalls {
    /// Its name for What's Crappy, up to 30 characters; left out where that is what it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crappy: Option<String>,
    /// Its name for What's Awesome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awesome: Option<String>,
    /// Its name for Actions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actions: Option<String>,
    /// In its workshops, notes are private until the facilitator reveals them.
    pub private: bool,
}
