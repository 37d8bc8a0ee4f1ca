//! A team's actions between workshops: in which order they are listed.

use serde::{Deserialize, Serialize};

/// In which order actions are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActionOrder {
    /// The newest first.
    #[default]
    Newest,
    /// What is due first; without a day last.
    Due,
    /// What matters most first.
    Priority,
    /// What brings most for its work first; what was not weighed last.
    Gain,
}
