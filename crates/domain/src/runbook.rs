//! Runbooks of a team: where they stand.

use serde::{Deserialize, Serialize};

/// Where a runbook stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RunbookState {
    /// Made of a round's steps; nobody has looked it over yet.
    Draft,
    /// The team keeps it: it is shown when a card touches its systems.
    Kept,
    /// Thrown away; it can be brought back.
    Archived,
}
