//! Who knows which scenario already: what a draw avoids. No list, export or report shows it.

use async_trait::async_trait;
use domain::id::{PersonId, ScenarioId, TeamId};
use domain::workshop::Knows;

use crate::Result;

/// Who knows what.
#[async_trait]
pub trait FamiliarityStore {
    /// Returns which accounts wrote one of the wordings of a team's scenarios, handled its incident, or investigated it in
    /// a closed workshop.
    async fn knows(&self, team: TeamId) -> Result<Knows>;

    /// Returns who handled the real incident behind a scenario.
    async fn handlers(&self, team: TeamId, scenario: ScenarioId) -> Result<Vec<PersonId>>;

    /// Says who handled the real incident behind a scenario; whoever is not in the team is left out.
    async fn put_handlers(&self, team: TeamId, scenario: ScenarioId, people: Vec<PersonId>) -> Result<()>;
}
