//! Who knows which scenario already; a draw avoids these cards. No list, export or report shows it.

use async_trait::async_trait;
use domain::id::{PersonId, ScenarioId, TeamId};
use domain::workshop::Knows;

use crate::Result;

/// Who knows what.
#[async_trait]
pub trait FamiliarityStore {
    /// Returns which accounts wrote one of the wordings of a team's scenarios, handled its incident, investigated it in
    /// a closed workshop, or practised it alone.
    async fn knows(&self, team: TeamId) -> Result<Knows>;

    /// Returns who handled the real incident behind a scenario.
    async fn handlers(&self, team: TeamId, scenario: ScenarioId) -> Result<Vec<PersonId>>;

    /// Sets who handled the real incident behind a scenario; people who are not in the team are left out.
    async fn put_handlers(&self, team: TeamId, scenario: ScenarioId, people: Vec<PersonId>) -> Result<()>;
}
