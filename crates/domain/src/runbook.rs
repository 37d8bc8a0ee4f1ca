//! Runbooks of a team: where they stand.

use serde::{Deserialize, Serialize};

/// The state of a runbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RunbookState {
    /// Made of a round's steps; no person has checked it yet.
    Draft,
    /// The team keeps it: it is shown when a card touches its systems.
    Kept,
    /// Thrown away; it can be brought back.
    Archived,
}
