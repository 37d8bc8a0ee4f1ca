//! How long teams keep closed workshops and the names of guests, and their deletion.

use async_trait::async_trait;
use domain::id::{TeamId, WorkshopId};
use domain::retention::Retention;
use domain::text::Title;
use domain::time::Timestamp;

use crate::Result;
use crate::workshops::WorkshopRow;

/// The retention settings of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenRetention {
    /// What is kept for how long.
    pub keep: Retention,
    /// When that was chosen.
    pub at: Timestamp,
}

/// The part of a workshop that is kept as long as anything refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkshopOrigin {
    /// Its title.
    pub title: Title,
    /// Whether it was deleted; then only this row is left of it.
    pub gone: bool,
}

/// Retention.
#[async_trait]
pub trait RetentionStore {
    /// Returns what a team has chosen, if it has.
    async fn retention(&self, team: TeamId) -> Result<Option<ChosenRetention>>;

    /// Keeps what a team has chosen.
    async fn put_retention(&self, team: TeamId, chosen: ChosenRetention) -> Result<()>;

    /// Returns the teams that have chosen, and what.
    async fn retentions(&self) -> Result<Vec<(TeamId, ChosenRetention)>>;

    /// Returns the workshops of a team that were closed up to a time, and had come into the database by then; the oldest
    /// first. One that was held on paper long ago counts from when it was put in.
    async fn workshops_closed_by(&self, team: TeamId, at: Timestamp) -> Result<Vec<WorkshopRow>>;

    /// Returns the team's workshop that was closed longest ago, counted in the same way.
    async fn oldest_closed(&self, team: TeamId) -> Result<Option<WorkshopRow>>;

    /// Throws a closed workshop away: its log, its notes, its guests, links, screens, and the pictures that only it showed.
    /// What stays are its title and its times, for the actions, runbooks and practised cards that came of it.
    /// Conflicts: `not_closed`.
    async fn delete_closed_workshop(&self, id: WorkshopId, at: Timestamp) -> Result<()>;

    /// Returns where something came from, whether or not the workshop was thrown away.
    async fn origin(&self, id: WorkshopId) -> Result<Option<WorkshopOrigin>>;

    /// Counts the guests of a team whose workshop was closed, or should have begun if it never was, up to a time.
    /// Guests who turned out to be members do not count.
    async fn guests_by(&self, team: TeamId, at: Timestamp) -> Result<u32>;

    /// Deletes the names and the seats of those guests. Their ids stay in the logs, without a name.
    async fn forget_guests(&self, team: TeamId, at: Timestamp) -> Result<u32>;
}
