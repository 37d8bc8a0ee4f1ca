//! The row of a new scenario.

use domain::id::{PersonId, RevisionId, ScenarioId, TeamId};
use domain::scenario::Content;
use store::scenarios::ScenarioRow;

use crate::services::Services;

/// The first revision of a new scenario, with its author if a member of the team wrote it.
pub(super) fn new_row(services: &Services, team: TeamId, by: Option<PersonId>, content: Content) -> ScenarioRow {
    let now = services.now();
    ScenarioRow {
        id: ScenarioId(services.new_id()),
        team,
        revision: RevisionId(services.new_id()),
        number: 1,
        content,
        written_by: by,
        created_at: now,
        updated_at: now,
        archived: false,
    }
}
