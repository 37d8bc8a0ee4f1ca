//! What is written down of a round: its steps, and the answers of its debrief.

use domain::id::{AnswerId, PersonId, StepId};
use domain::workshop::DebriefQuestion;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::investigation::ShownStep;

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepView {
    /// Its id.
    pub id: StepId,
    /// The round's number.
    pub round: u32,
    /// What was done.
    #[serde(flatten)]
    pub shown: ShownStep,
    /// When it happened, RFC 3339.
    pub at: String,
    /// Steps of a round stand in the order of this number; see `sequence` for equal ones.
    pub order: i64,
    /// Its number among what its author wrote: what has the same time is in this order, then in that of ids.
    #[serde(default)]
    pub sequence: u64,
    /// Who wrote it down.
    pub by: PersonId,
    /// How often it was changed.
    pub revision: u32,
}

/// An answer to a question of the debrief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerView {
    /// Its id.
    pub id: AnswerId,
    /// The round's number.
    pub round: u32,
    /// What was asked.
    pub question: DebriefQuestion,
    /// The step that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// The text of the answer.
    pub text: String,
    /// When it was written down, RFC 3339.
    pub at: String,
    /// Its number among what its author wrote: what has the same time is in this order, then in that of ids.
    #[serde(default)]
    pub sequence: u64,
    /// Who wrote it down.
    pub by: PersonId,
    /// How often it was changed.
    pub revision: u32,
}
