//! A runbook, read in a workshop by everybody who sits there, guests included.

use api::live::Audience;
use api::project::may_read_runbook;
use api::runbook::RunbookReading;
use domain::id::RunbookId;
use domain::runbook::RunbookState;
use domain::workshop::{Actor, Standing};
use store::workshops::WorkshopRow;

use crate::error::{Error, Result};
use crate::live::State;
use crate::services::Services;

/// A runbook that is shown beside a card of this workshop. One that would spoil the card is not found, but for the facilitator
/// who reads the card's truth.
pub(crate) async fn read_runbook(
    services: &Services,
    row: &WorkshopRow,
    actor: Actor,
    id: RunbookId,
) -> Result<RunbookReading> {
    let state = services.hub.state_for(row.id, actor).await?;
    let State { workshop, around, .. } = &*state;
    let audience = if actor.person == workshop.facilitator { Audience::Desk } else { Audience::Everyone };
    let known = around.runbooks.iter().find(|runbook| runbook.id == id).ok_or(Error::NotFound)?;
    let shown = workshop.rounds.values().any(|round| {
        let revision = workshop.cards.get(&round.scenario).map(|card| card.revision);
        let scenario = revision.and_then(|revision| around.scenarios.get(&revision));
        let about = scenario.is_some_and(|scenario| {
            around.card_systems(scenario).iter().any(|system| known.systems.contains(&system.id))
        });
        about && may_read_runbook(workshop, round, known, audience)
    });
    if !shown {
        return Err(Error::NotFound);
    }
    let runbook = services.store.runbook(row.team, id).await?;
    let runbook = runbook.filter(|runbook| runbook.head.state == RunbookState::Kept).ok_or(Error::NotFound)?;
    // What was written after the workshop was closed is not for those who were only there.
    let closed_at = row.projection.closed_at.filter(|_| actor.standing == Standing::Guest);
    if closed_at.is_some_and(|closed_at| runbook.head.updated_at > closed_at) {
        return Err(Error::NotFound);
    }
    Ok(RunbookReading { id, title: runbook.head.title.to_string(), text: runbook.text.to_string() })
}
