//! What is done, asked and found while a card is investigated, in a round and in a practice alike.

use serde::{Deserialize, Serialize};

use crate::picture::PictureHash;
use crate::text::{ColleagueName, ReplyText, StepText};
use crate::time::Timestamp;

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StepKind {
    /// Looked at a dashboard, a log, a queue …
    LookedAt,
    /// Asked somebody.
    Asked,
    /// Did something.
    Did,
    /// Found something out.
    Found,
    /// Had an idea.
    Idea,
}

/// One thing that was done, asked or found. A question is a step: a colleague replies to it, or the card answers with a piece
/// of evidence.
///
/// A practice holds its steps in a list. A workshop holds those of all its rounds in one map, each with who wrote it and how
/// often it was changed ([`crate::workshop::Step`]): commands, events, answers and notes name a step by its id alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepContent {
    /// What was done.
    pub kind: StepKind,
    /// What was written, or the question.
    pub text: StepText,
    /// Who was asked, when it is a question to a colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colleague: Option<ColleagueName>,
    /// The colleague's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// The piece of evidence that answers a question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// That piece had been given before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub already: bool,
    /// A picture of what was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureHash>,
    /// When it happened.
    pub at: Timestamp,
}

/// A colleague's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Its text.
    pub text: ReplyText,
    /// When it came.
    pub at: Timestamp,
}

impl StepContent {
    /// A step with neither an answer nor a picture.
    #[must_use]
    pub fn new(kind: StepKind, text: StepText, at: Timestamp) -> Self {
        Self { kind, text, colleague: None, reply: None, evidence: None, already: false, picture: None, at }
    }
}
