//! The systems that a team supports.

use async_trait::async_trait;
use domain::id::{SystemId, TeamId};
use domain::text::SystemName;
use serde::{Deserialize, Serialize};

use crate::Result;

/// A thing that a team supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemRow {
    /// Its id.
    pub id: SystemId,
    /// The team.
    pub team: TeamId,
    /// Its name, unlike that of the team's other systems in whatever case.
    pub name: SystemName,
    /// What it does.
    pub about: Option<String>,
    /// Where to look.
    pub links: Vec<SystemLinkRow>,
}

/// A place to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemLinkRow {
    /// What is there.
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

    /// Adds those systems whose names their team does not have yet, and returns how many there were.
    async fn ensure_systems(&self, systems: Vec<SystemRow>) -> Result<u32>;
}
