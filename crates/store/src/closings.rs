//! The data around a workshop at the time it was closed. Guests and room screens see it until their access ends.

use async_trait::async_trait;
use domain::id::{PersonId, WorkshopId};
use domain::text::PersonName;
use domain::time::Timestamp;

use crate::Result;

/// The data around a workshop at the time it was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkshopClosing {
    /// Everything but the names of people, in the format of the code that writes and reads it.
    pub surroundings: String,
    /// The people whose names were shown.
    pub names: Vec<NameAtClosing>,
    /// When it is deleted.
    pub expires_at: Timestamp,
}

/// Somebody's name when a workshop was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameAtClosing {
    /// Who.
    pub person: PersonId,
    /// Their name at that moment.
    pub name: PersonName,
    /// Whether they were a responder; none for a person who was no member of the team.
    pub responder: Option<bool>,
}

/// What is kept of the moment at which a workshop was closed. It is written with the commit that closes it.
#[async_trait]
pub trait ClosingStore {
    /// Returns what surrounded a workshop when it was closed last, with the people by id; none once that has expired.
    async fn closing(&self, workshop: WorkshopId, now: Timestamp) -> Result<Option<WorkshopClosing>>;
}
