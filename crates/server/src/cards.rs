//! Makes a card of a workshop's hat from a scenario.

use domain::workshop::{CompleteCard, Reason, Rejection};
use store::scenarios::ScenarioRow;

/// The card of a scenario's present wording.
///
/// # Errors
/// The scenario is a draft.
pub fn card(row: &ScenarioRow) -> Result<CompleteCard, Rejection> {
    let complete = row.content.complete().ok_or(Rejection::Rule(Reason::CardIncomplete))?;
    Ok(CompleteCard::new(row.id, row.revision, complete))
}
