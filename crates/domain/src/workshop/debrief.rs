//! The debrief of a card: five questions, and their answers.

use serde::{Deserialize, Serialize};

use super::RoundNumber;
use crate::id::{AnswerId, PersonId, StepId};
use crate::text::AnswerText;
use crate::time::Timestamp;

/// The most answers in a workshop.
pub const MAX_ANSWERS: usize = 1_000;

/// What a debrief asks about the way to the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DebriefQuestion {
    /// Why these steps?
    WhyTheseSteps,
    /// What slowed us?
    WhatSlowedUs,
    /// Was there an alarm?
    Alarm,
    /// Was the dashboard reachable?
    Dashboard,
    /// How long did the log search take?
    LogSearch,
}

impl DebriefQuestion {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 5] = [Self::WhyTheseSteps, Self::WhatSlowedUs, Self::Alarm, Self::Dashboard, Self::LogSearch];
}

/// An answer to a question of the debrief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its id, made by the client.
    pub id: AnswerId,
    /// The round that it is about.
    pub round: RoundNumber,
    /// What was asked.
    pub question: DebriefQuestion,
    /// The step that it is about, when one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// The text of the answer.
    pub text: AnswerText,
    /// When it was written down.
    pub at: Timestamp,
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

/// What a note is made of with one tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteSource {
    /// A step.
    Step(StepId),
    /// An answer of the debrief.
    Answer(AnswerId),
}
