//! A runbook, read in a workshop by whoever sits there, guests included.

use api::live::Audience;
use api::project::may_read_runbook;
use api::runbook::RunbookReading;
use axum::extract::State;
use domain::id::{RunbookId, WorkshopId};
use store::runbooks::RunbookState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::routes::access::WorkshopPerson;
use crate::routes::extract::{Json, Path};
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read))
}

/// A runbook that is shown beside a card of this workshop. One that would spoil the card is not there, but for the
/// facilitator who reads the card's truth.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/runbooks/{runbook}", tag = "runbooks",
    responses((status = 200, body = RunbookReading))
)]
async fn read(
    State(app): State<AppState>,
    person: WorkshopPerson,
    Path((_, id)): Path<(WorkshopId, RunbookId)>,
) -> Result<Json<RunbookReading>> {
    let state = app.hub.state_for(person.row.id, person.actor).await?;
    let (workshop, around) = &*state;
    let audience = if person.actor.person == workshop.facilitator { Audience::Desk } else { Audience::Everyone };
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
    let row = app.store.runbook(person.row.team, id).await?;
    let row = row.filter(|row| row.head.state == RunbookState::Kept).ok_or(Error::NotFound)?;
    // What was written after the workshop was closed is not for those who were only there.
    let closed_at = person.row.projection.closed_at.filter(|_| person.guest.is_some());
    if closed_at.is_some_and(|closed_at| row.head.updated_at > closed_at) {
        return Err(Error::NotFound);
    }
    Ok(Json(RunbookReading { id, title: row.head.title.to_string(), text: row.text.to_string() }))
}
