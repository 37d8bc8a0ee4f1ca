//! The report of a workshop: what was practised, found and agreed. Outcomes stand with cards, never with people.

mod build;
mod markdown;

use domain::id::WorkshopId;
use domain::workshop::{ActionStatus, Outcome, Phase, Priority, StepKind, Wall};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::build::of;
pub use self::markdown::to_markdown;
use crate::workshop::Plan;

/// A workshop's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// The workshop.
    pub workshop: WorkshopId,
    /// The team's name.
    pub team: String,
    /// What was planned.
    pub plan: Plan,
    /// Where it stands.
    pub phase: Phase,
    /// When the doors were opened, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<String>,
    /// When it was closed, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// The cards that were played, in order.
    pub cards: Vec<ReportCard>,
    /// Every note, wall by wall in order of time.
    pub notes: Vec<ReportNote>,
    /// The commitments of this workshop, the most important first.
    pub actions: Vec<ReportAction>,
    /// What became of earlier workshops' actions.
    pub reviewed: Vec<ReportAction>,
    /// The names of everyone who was there.
    pub people: Vec<String>,
    /// How many cards went back into the hat.
    pub returned: u32,
    /// How many minutes were kept for reflection, where that was shortened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortened_to: Option<u16>,
}

/// A card that was played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportCard {
    /// The round's number.
    pub round: u32,
    /// The card's headline.
    pub title: String,
    /// The names of its systems.
    pub systems: Vec<String>,
    /// How the incident ended.
    pub outcome: Outcome,
    /// Whole minutes from opening to end.
    pub minutes: u32,
    /// What was wrong.
    pub cause: String,
    /// The timeline.
    pub steps: Vec<ReportStep>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportStep {
    /// When it happened, RFC 3339.
    pub at: String,
    /// What was done.
    pub kind: StepKind,
    /// What the scribe wrote.
    pub text: String,
    /// Who was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colleague: Option<String>,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportNote {
    /// Where it sticks.
    pub wall: Wall,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub author: String,
}

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportAction {
    /// What will be done.
    pub text: String,
    /// The name of the member who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The day by which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How much it matters.
    pub priority: Priority,
    /// Where it stood when the workshop was closed.
    pub status: ActionStatus,
    /// Why it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The texts of the notes that it came from.
    pub notes: Vec<String>,
}
