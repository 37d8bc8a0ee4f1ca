//! The scenarios of a team, with every wording that they ever had.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::id::{PersonId, RevisionId, ScenarioId, TeamId};
use domain::scenario::{Content, Scenario};
use domain::time::Timestamp;

use crate::Result;

/// A scenario in its present wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioRow {
    /// Its id.
    pub id: ScenarioId,
    /// The team. The slug of the content is unlike those of the team's other scenarios.
    pub team: TeamId,
    /// The id of the present wording.
    pub revision: RevisionId,
    /// The place of the present wording among all its wordings, from 1.
    pub number: u32,
    /// Its content.
    pub content: Content,
    /// Who wrote the present wording.
    pub written_by: Option<PersonId>,
    /// When the first wording was written.
    pub created_at: Timestamp,
    /// When the present wording was written.
    pub updated_at: Timestamp,
    /// Whether it is archived.
    pub archived: bool,
}

/// A new wording of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRevision {
    /// Its id.
    pub id: RevisionId,
    /// Its content.
    pub content: Content,
    /// Who wrote it.
    pub written_by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// Scenarios.
#[async_trait]
pub trait ScenarioStore {
    /// Adds all scenarios or, on an error, none; those whose slug their team has already are left out. Returns the
    /// slugs that were left out. Conflicts: `id`.
    async fn create_scenarios(&self, scenarios: Vec<ScenarioRow>) -> Result<Vec<String>>;

    /// Returns a scenario of a team.
    async fn scenario(&self, team: TeamId, id: ScenarioId) -> Result<Option<ScenarioRow>>;

    /// Returns the scenarios of a team that are not archived, oldest first.
    async fn scenarios(&self, team: TeamId) -> Result<Vec<ScenarioRow>>;

    /// Returns the scenarios of a team that are archived, oldest first.
    async fn archived_scenarios(&self, team: TeamId) -> Result<Vec<ScenarioRow>>;

    /// Gives a scenario a new wording, if `edited` is the present one, and returns it. Conflicts: `changed`, `slug`.
    async fn change_scenario(
        &self,
        team: TeamId,
        id: ScenarioId,
        edited: RevisionId,
        revision: NewRevision,
    ) -> Result<ScenarioRow>;

    /// Archives a scenario, or restores it.
    async fn archive_scenario(&self, team: TeamId, id: ScenarioId, archived: bool) -> Result<()>;

    /// Returns those wordings that there are. A wording never changes, and is kept as long as its team.
    async fn revisions(&self, ids: &[RevisionId]) -> Result<BTreeMap<RevisionId, Scenario>>;

    /// Returns in how many closed workshops each scenario of a team was practised, where it was.
    async fn practised(&self, team: TeamId) -> Result<BTreeMap<ScenarioId, u32>>;
}
