//! What the investigators do, ask and find, as it is written down.

use serde::{Deserialize, Serialize};

use super::RoundNumber;
use crate::id::{PersonId, StepId};
use crate::investigation::StepKind;
use crate::picture::PictureHash;
use crate::text::{ColleagueName, ReplyText, StepText};
use crate::time::Timestamp;

/// The most steps in a workshop.
pub const MAX_STEPS: usize = 2_000;

/// One thing that the investigator did, asked or found. A question to a colleague is a step that waits for its reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its id, made by the client.
    pub id: StepId,
    /// The round that it belongs to.
    pub round: RoundNumber,
    /// What was done.
    pub kind: StepKind,
    /// What the scribe wrote, or the question.
    pub text: StepText,
    /// Who was asked, when it is a question to a colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colleague: Option<ColleagueName>,
    /// The colleague's answer, given by the facilitator in their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// A picture of what was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureHash>,
    /// When it happened.
    pub at: Timestamp,
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

/// A colleague's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Its text.
    pub text: ReplyText,
    /// When it came.
    pub at: Timestamp,
}
