//! Demonstrations: teams that a visitor makes without an account, how many of them there may be, and how much they hold.

use async_trait::async_trait;
use domain::id::TeamId;

use crate::teams::{Joiner, TeamRow};
use crate::{Result, Sha256};

/// How many demonstrations may be alive at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MostDemonstrations {
    /// On the whole server.
    pub in_all: u32,
    /// Asked for from one address.
    pub of_an_address: u32,
}

/// How much a team holds of what its people can make more and more of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TeamSize {
    /// Wordings of its cards, former ones included.
    pub wordings: u32,
    /// Runbooks.
    pub runbooks: u32,
    /// Systems.
    pub systems: u32,
    /// Actions, those that are no longer open included.
    pub actions: u32,
    /// Workshops, planned, under way and over.
    pub workshops: u32,
    /// Cards that somebody practises alone.
    pub practices: u32,
    /// Bytes of its pictures.
    pub picture_bytes: u64,
}

/// Demonstrations.
#[async_trait]
pub trait DemonstrationStore {
    /// Adds a demonstration's team with its visitor, who owns it, is a responder, and gets an account if they have none.
    /// `address` is the hash of where they come from. Conflicts: `id`, `demonstrations` when as many are alive as may be,
    /// `demonstrations_of_address` when as many are alive that were asked for from there.
    async fn create_demonstration(
        &self,
        team: TeamRow,
        visitor: Joiner,
        address: Sha256,
        most: MostDemonstrations,
    ) -> Result<()>;

    /// Counts what a team holds.
    async fn team_size(&self, team: TeamId) -> Result<TeamSize>;
}
