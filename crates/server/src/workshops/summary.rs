//! Workshops on the wire.

use api::workshop::{WorkshopDetail, WorkshopSummary};
use domain::id::{TeamId, WorkshopId};
use domain::workshop::Phase;
use store::Page;
use store::workshops::WorkshopRow;

use crate::error::Result;
use crate::services::Services;

/// The most workshops of one page.
const PAGE: u32 = 50;

/// A page of a team's workshops, the latest start first.
pub(crate) async fn list_workshops(
    services: &Services,
    team: TeamId,
    after: Option<WorkshopId>,
) -> Result<Vec<WorkshopSummary>> {
    let rows = services.store.workshops(team, Page { after, limit: PAGE }).await?;
    Ok(rows.iter().map(summary).collect())
}

/// A stored workshop as lists show it.
pub(crate) fn summary(row: &WorkshopRow) -> WorkshopSummary {
    WorkshopSummary {
        id: row.id,
        team: row.team,
        plan: (&row.projection.plan).into(),
        phase: row.projection.phase,
        facilitator: row.projection.facilitator,
        scribe: row.projection.scribe,
        cards: row.projection.cards,
    }
}

/// A stored workshop's plan with its cards.
pub(crate) async fn detail(services: &Services, row: &WorkshopRow) -> Result<WorkshopDetail> {
    let state = services.hub.state(row.id).await?;
    let open = matches!(row.projection.phase, Phase::Open | Phase::Running | Phase::Reflecting);
    Ok(WorkshopDetail {
        summary: summary(row),
        card_ids: state.0.cards.keys().copied().collect(),
        join_code: row.projection.join_code.clone().filter(|_| open),
        lobby: state.0.lobby,
    })
}
