//! What is planned before a workshop begins.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::StepId;
use crate::text::{Place, Title};
use crate::time::Timestamp;

/// What was planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What the workshop is called.
    pub title: Title,
    /// When it begins.
    pub starts_at: Timestamp,
    /// The IANA zone in which the start was chosen, such as `Europe/Vienna`.
    pub zone: String,
    /// The room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// An http(s) link for those who are not in the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting_link: Option<String>,
    /// How long it lasts, reflection included: 60 to 480 minutes.
    pub minutes: u16,
    /// How much of that is kept for reflection: 15 minutes at least.
    pub reflection_minutes: u16,
}

impl Plan {
    /// The shortest workshop, in minutes.
    pub const MIN_MINUTES: u16 = 60;
    /// The longest workshop, in minutes.
    pub const MAX_MINUTES: u16 = 480;
    /// The shortest reflection, in minutes.
    pub const MIN_REFLECTION: u16 = 15;

    /// A length that fits a team: 25 minutes for opening and reflection and 12 for each responder, at least an hour.
    #[must_use]
    pub fn suggested_minutes(responders: usize) -> u16 {
        let minutes = 25 + 12 * u16::try_from(responders.min(40)).expect("at most 40");
        minutes.clamp(Self::MIN_MINUTES, Self::MAX_MINUTES)
    }
}

/// What is known of a workshop that was held on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The steps whose times stood on the paper; all other times are spread evenly between those that are known.
    pub timed: BTreeSet<StepId>,
}
