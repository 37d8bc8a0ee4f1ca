//! What the investigators do, ask and find, as it is written down in a workshop.

use serde::{Deserialize, Serialize};

use super::RoundNumber;
use crate::id::{PersonId, StepId};
use crate::investigation::StepContent;
use crate::time::Timestamp;

/// The most steps in a workshop.
pub const MAX_STEPS: usize = 2_000;

/// One thing that the investigator did, asked or found, and who wrote it down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its id, made by the client.
    pub id: StepId,
    /// The round that it belongs to.
    pub round: RoundNumber,
    /// What was done; to a question the facilitator replies in the colleague's name.
    #[serde(flatten)]
    pub content: StepContent,
    /// The moment by which it is sorted, once it was moved; its time stays true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sorts_at: Option<Timestamp>,
    /// Its number among what its author wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
    /// Who wrote it down.
    pub by: PersonId,
    /// How often it was changed.
    pub revision: u32,
    /// Taken away; it can be brought back.
    pub removed: bool,
}

impl Step {
    /// A new step in its place in time.
    #[must_use]
    pub fn new(id: StepId, round: RoundNumber, by: PersonId, content: StepContent) -> Self {
        Self { id, round, content, sorts_at: None, sequence: None, by, revision: 0, removed: false }
    }
}
