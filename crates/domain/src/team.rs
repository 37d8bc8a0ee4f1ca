//! What a person is in a team.

use serde::{Deserialize, Serialize};

/// What a member is in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Manages the team.
    Owner,
    /// Takes part.
    Member,
}

impl Role {
    /// Whether it allows to manage the team.
    #[must_use]
    pub fn may_manage(self) -> bool {
        self == Self::Owner
    }
}
