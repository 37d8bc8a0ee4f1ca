//! Workshops on the wire.

use api::workshop::{WorkshopDetail, WorkshopSummary};
use domain::id::{TeamId, WorkshopId};
use domain::workshop::Actor;
use store::Page;
use store::workshops::WorkshopRow;

use crate::error::Result;
use crate::permissions::workshop_permissions;
use crate::services::Services;

/// The most workshops of one page.
const PAGE: u32 = 50;

/// A page of a team's workshops, the latest start first.
pub(crate) async fn list_workshops(
    services: &Services,
    team: TeamId,
    actor: Actor,
    after: Option<WorkshopId>,
) -> Result<Vec<WorkshopSummary>> {
    let rows = services.store.workshops(team, Page { after, limit: PAGE }).await?;
    Ok(rows.iter().map(|row| summary(row, actor)).collect())
}

/// A stored workshop as lists show it to a person.
pub(crate) fn summary(row: &WorkshopRow, actor: Actor) -> WorkshopSummary {
    WorkshopSummary {
        id: row.id,
        team: row.team,
        plan: (&row.projection.plan).into(),
        phase: row.projection.phase,
        facilitator: row.projection.facilitator,
        scribe: row.projection.scribe,
        cards: row.projection.cards,
        may: workshop_permissions(row, actor),
    }
}

/// A stored workshop's plan with its cards.
pub(crate) async fn detail(services: &Services, row: &WorkshopRow, actor: Actor) -> Result<WorkshopDetail> {
    let state = services.hub.state(row.id).await?;
    let open = row.projection.phase.is_under_way();
    Ok(WorkshopDetail {
        summary: summary(row, actor),
        card_ids: state.workshop.cards.keys().copied().collect(),
        join_code: row.projection.join_code.clone().filter(|_| open),
        lobby: state.workshop.lobby,
    })
}
