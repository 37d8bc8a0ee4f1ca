//! The phase of a workshop.

use serde::{Deserialize, Serialize};

/// The phase of a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Phase {
    /// Not begun; its cards and its plan may change.
    Planned,
    /// People come in, and the last workshop's actions are looked at.
    Open,
    /// The hat went round; cards are being played.
    Running,
    /// The walls become actions.
    Reflecting,
    /// Over.
    Closed,
}

/// Between opening and closing.
pub(super) const UNDER_WAY: &[Phase] = &[Phase::Open, Phase::Running, Phase::Reflecting];
/// Before closing.
pub(super) const NOT_CLOSED: &[Phase] = &[Phase::Planned, Phase::Open, Phase::Running, Phase::Reflecting];
/// From the first draw to closing.
pub(super) const AFTER_DRAW: &[Phase] = &[Phase::Running, Phase::Reflecting];

impl Phase {
    /// Whether it is between opening and closing.
    #[must_use]
    pub fn is_under_way(self) -> bool {
        UNDER_WAY.contains(&self)
    }

    /// Whether all cards are over: the walls become actions, or have become them.
    #[must_use]
    pub fn has_reached_reflection(self) -> bool {
        self >= Self::Reflecting
    }
}

/// The parts of an opening, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OpeningPart {
    /// People come in.
    #[default]
    Arriving,
    /// The last workshop's actions are looked at.
    Review,
    /// The ground rules are read out.
    Rules,
}

impl OpeningPart {
    /// Whether nothing else has been shown yet.
    #[must_use]
    pub fn is_first(&self) -> bool {
        *self == Self::Arriving
    }
}
