//! Preparation of workshops: ticked items and cancelled plans.

use std::collections::BTreeSet;

use async_trait::async_trait;
use domain::id::{TeamId, WorkshopId};
use domain::preparation::Item;
use domain::time::Timestamp;
use domain::workshop::Plan;

use crate::Result;

/// A planned workshop that was deleted. Calendars that subscribe to it need this row to show the cancellation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelledRow {
    /// The deleted workshop.
    pub id: WorkshopId,
    /// Its team.
    pub team: TeamId,
    /// What was planned last.
    pub plan: Plan,
    /// The iCalendar sequence number of the cancellation: that of the last invitation plus one.
    pub sequence: u32,
    /// When it was deleted.
    pub at: Timestamp,
}

/// Preparing workshops.
#[async_trait]
pub trait PreparationStore {
    /// Returns what people ticked.
    async fn prepared(&self, workshop: WorkshopId) -> Result<BTreeSet<Item>>;

    /// Ticks an item, or takes the tick away.
    async fn set_prepared(&self, workshop: WorkshopId, item: Item, done: bool) -> Result<()>;

    /// Returns a workshop that was deleted before it was opened.
    async fn cancelled_workshop(&self, id: WorkshopId) -> Result<Option<CancelledRow>>;

    /// Returns the workshops of a team that were deleted since a time, the latest first.
    async fn cancelled_workshops(&self, team: TeamId, since: Timestamp) -> Result<Vec<CancelledRow>>;
}
