//! Cards that people practise alone. Only their owner reads them; they are deleted with the account.

use async_trait::async_trait;
use domain::id::{PersonId, PracticeId, RevisionId, ScenarioId, TeamId};
use domain::practice::Practice;

use crate::Result;

/// One run of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeRow {
    /// Its id.
    pub id: PracticeId,
    /// The team whose card it is.
    pub team: TeamId,
    /// Who practises.
    pub owner: PersonId,
    /// The card.
    pub scenario: ScenarioId,
    /// The wording that it began with, and keeps.
    pub revision: RevisionId,
    /// What happened.
    pub state: Practice,
}

/// Practising alone. Every method wants the owner: for anybody else nothing is there.
#[async_trait]
pub trait PracticeStore {
    /// Begins a run. Conflicts: `id`.
    async fn create_practice(&self, practice: PracticeRow) -> Result<()>;

    /// Returns somebody's run of a team's card.
    async fn practice(&self, team: TeamId, owner: PersonId, id: PracticeId) -> Result<Option<PracticeRow>>;

    /// Returns somebody's runs of a team's cards, the latest first.
    async fn practices(&self, team: TeamId, owner: PersonId) -> Result<Vec<PracticeRow>>;

    /// Keeps what happened since, if the log had `known` entries until then. Conflicts: `changed`.
    async fn save_practice(&self, practice: PracticeRow, known: usize) -> Result<()>;

    /// Deletes a run.
    async fn delete_practice(&self, team: TeamId, owner: PersonId, id: PracticeId) -> Result<()>;
}
