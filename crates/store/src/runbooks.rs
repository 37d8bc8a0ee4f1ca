//! The runbooks of a team.

use std::collections::BTreeSet;

use async_trait::async_trait;
use domain::id::{PersonId, RunbookId, ScenarioId, SystemId, TeamId, WorkshopId};
use domain::runbook::RunbookState;
use domain::text::{RunbookText, Title};
use domain::time::Timestamp;
use domain::workshop::RoundNumber;

use crate::Result;

/// A runbook as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunbookHead {
    /// Its id.
    pub id: RunbookId,
    /// The team.
    pub team: TeamId,
    /// Its headline.
    pub title: Title,
    /// Its state.
    pub state: RunbookState,
    /// The team's systems that it is about.
    pub systems: BTreeSet<SystemId>,
    /// The rounds whose steps are in it.
    pub origins: Vec<RunbookOriginRow>,
    /// How often it was changed.
    pub revision: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// Who changed it last; none when a workshop drafted it.
    pub updated_by: Option<PersonId>,
}

/// A whole runbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunbookRow {
    /// What lists show.
    pub head: RunbookHead,
    /// The text, as Markdown.
    pub text: RunbookText,
}

/// A round whose steps are in a runbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunbookOriginRow {
    /// The workshop.
    pub workshop: WorkshopId,
    /// The round.
    pub round: RoundNumber,
    /// The card that was played.
    pub scenario: ScenarioId,
}

/// What a runbook is changed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunbookChange {
    /// Its headline.
    pub title: Title,
    /// The text.
    pub text: RunbookText,
    /// Its state.
    pub state: RunbookState,
    /// What it is about.
    pub systems: BTreeSet<SystemId>,
}

/// A draft out of a round of a workshop that is closed; see [`crate::workshops::Effects`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunbookDraft {
    /// Its id, if it becomes a new runbook.
    pub id: RunbookId,
    /// The round.
    pub round: RoundNumber,
    /// The card.
    pub scenario: ScenarioId,
    /// Its headline.
    pub title: Title,
    /// The text.
    pub text: RunbookText,
    /// What it is about.
    pub systems: BTreeSet<SystemId>,
}

/// Runbooks.
#[async_trait]
pub trait RunbookStore {
    /// Adds a runbook. Conflicts: `id`.
    async fn create_runbook(&self, runbook: RunbookRow) -> Result<()>;

    /// Returns a runbook of a team.
    async fn runbook(&self, team: TeamId, id: RunbookId) -> Result<Option<RunbookRow>>;

    /// Returns the runbooks of a team, archived ones included, by title.
    async fn runbooks(&self, team: TeamId) -> Result<Vec<RunbookHead>>;

    /// Changes a runbook, if `edited` is its revision, and returns it. Conflicts: `changed`.
    async fn change_runbook(
        &self,
        team: TeamId,
        id: RunbookId,
        edited: u32,
        change: RunbookChange,
        by: PersonId,
        at: Timestamp,
    ) -> Result<RunbookRow>;

    /// Gives a runbook the text of both, and the systems and origins of the other one, which is thrown away; `edited`
    /// are the revisions of both. Returns the one that is kept. Conflicts: `changed`.
    async fn merge_runbooks(
        &self,
        team: TeamId,
        merge: RunbookMerge,
        by: PersonId,
        at: Timestamp,
    ) -> Result<RunbookRow>;
}

/// Two runbooks that become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunbookMerge {
    /// The runbook that is archived, and its revision.
    pub from: (RunbookId, u32),
    /// The runbook that is kept, and its revision.
    pub into: (RunbookId, u32),
    /// The merged text.
    pub text: RunbookText,
}
