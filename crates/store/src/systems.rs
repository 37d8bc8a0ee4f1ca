//! The systems that a team supports.

use async_trait::async_trait;
use domain::id::{SystemId, TeamId};
use domain::text::SystemName;
use serde::{Deserialize, Serialize};

use crate::Result;

/// A system that a team supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemRow {
    /// Its id.
    pub id: SystemId,
    /// The team.
    pub team: TeamId,
    /// Its name, unique in the team, ignoring case.
    pub name: SystemName,
    /// What it does.
    pub about: Option<String>,
    /// Its dashboards, logs and other links.
    pub links: Vec<SystemLinkRow>,
    /// The title of the pack that it came from; none of the team's own.
    pub pack: Option<String>,
}

/// A link to a dashboard, to logs or to another page of a system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemLinkRow {
    /// The kind of page.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// Systems.
#[async_trait]
pub trait SystemStore {
    /// Returns the systems of a team by name.
    async fn systems(&self, team: TeamId) -> Result<Vec<SystemRow>>;

    /// Adds a system. Conflicts: `id`, `name`.
    async fn create_system(&self, system: SystemRow) -> Result<()>;

    /// Replaces a system of its team. Conflicts: `name`.
    async fn update_system(&self, system: SystemRow) -> Result<()>;

    /// Deletes a system of a team.
    async fn delete_system(&self, team: TeamId, id: SystemId) -> Result<()>;

    /// Adds those systems whose names their team does not have yet, and returns how many there were. One that came from the same
    /// pack before it was recorded, and that nobody changed since, is recorded as the pack's.
    async fn ensure_systems(&self, systems: Vec<SystemRow>) -> Result<u32>;
}
