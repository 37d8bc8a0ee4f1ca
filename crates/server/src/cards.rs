//! Makes a card of a workshop's hat from a scenario.

use domain::workshop::{Card, CardEvidence};
use store::scenarios::ScenarioRow;

/// The card of a scenario's present wording.
#[must_use]
pub fn card(row: &ScenarioRow) -> Card {
    let evidence = row.content.evidence.iter();
    Card {
        scenario: row.id,
        revision: row.revision,
        minutes: row.content.minutes,
        evidence: evidence.map(|e| CardEvidence { id: e.id.clone(), release: e.release.clone() }).collect(),
        hints: u16::try_from(row.content.hints.len()).unwrap_or(u16::MAX),
    }
}
