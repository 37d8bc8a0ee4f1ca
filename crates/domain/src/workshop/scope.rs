//! Whose things somebody may change.

use serde::{Deserialize, Serialize};

/// Whose things a person may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Nobody's.
    #[default]
    None,
    /// Their own.
    Own,
    /// Everybody's.
    All,
}

impl Scope {
    /// Whether it includes a thing, which may be the person's own.
    #[must_use]
    pub fn includes(self, own: bool) -> bool {
        match self {
            Self::None => false,
            Self::Own => own,
            Self::All => true,
        }
    }
}
