//! Runbooks: what to do when a system hurts, in a team's own steps.

use domain::id::{RunbookId, ScenarioId, SystemId, WorkshopId};
use domain::runbook::RunbookState;
use domain::text::{RunbookText, Title};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Invalid;

/// A runbook in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunbookSummary {
    /// Its id.
    pub id: RunbookId,
    /// Its headline.
    pub title: String,
    /// Its state.
    pub state: RunbookState,
    /// The team's systems that it is about.
    pub systems: Vec<SystemId>,
    /// The rounds whose steps are in it.
    pub origins: Vec<RunbookOrigin>,
    /// How often it was changed.
    pub revision: u32,
    /// When it was changed last, RFC 3339.
    pub updated_at: String,
    /// The name of the person who changed it last; none when a workshop drafted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_by: Option<String>,
}

/// A whole runbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Runbook {
    /// What lists show.
    #[serde(flatten)]
    pub summary: RunbookSummary,
    /// Its text, as Markdown.
    pub text: String,
}

/// A round whose steps are in a runbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunbookOrigin {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub workshop_title: String,
    /// The team did not keep it: there is no report any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub workshop_gone: bool,
    /// The round's number.
    pub round: u32,
    /// The card that was played.
    pub scenario: ScenarioId,
}

/// A new runbook.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewRunbook {
    /// 1 to 120 characters.
    pub title: String,
    /// Markdown, 1 to 20 000 characters.
    pub text: String,
    /// The team's systems that it is about.
    pub systems: Vec<SystemId>,
}

/// A changed runbook.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangeRunbook {
    /// The revision that was edited.
    pub revision: u32,
    /// 1 to 120 characters.
    pub title: String,
    /// Markdown, 1 to 20 000 characters.
    pub text: String,
    /// Its state.
    pub state: RunbookState,
    /// The team's systems that it is about.
    pub systems: Vec<SystemId>,
}

/// Adding a runbook to the end of another one; it is thrown away itself.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MergeRunbook {
    /// The revision that was looked at.
    pub revision: u32,
    /// The one that stays.
    pub into: RunbookId,
    /// Its revision that was looked at.
    pub into_revision: u32,
}

/// A runbook as the holder of a card reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunbookReading {
    /// Its id.
    pub id: RunbookId,
    /// Its headline.
    pub title: String,
    /// Its text, as Markdown.
    pub text: String,
}

/// Reads a runbook's headline.
pub fn runbook_title(raw: &str) -> Result<Title, Invalid> {
    Title::parse(raw).map_err(Invalid::field("title"))
}

/// Reads a runbook's text.
pub fn runbook_text(raw: &str) -> Result<RunbookText, Invalid> {
    RunbookText::parse(raw).map_err(Invalid::field("text"))
}
