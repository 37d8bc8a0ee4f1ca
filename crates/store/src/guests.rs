//! Guests: those who joined one workshop without an account.

use async_trait::async_trait;
use domain::id::{PersonId, WorkshopId};
use domain::text::PersonName;
use domain::time::Timestamp;

use crate::{Result, Sha256};

/// Somebody who joined one workshop by its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuestRow {
    /// Their id.
    pub id: PersonId,
    /// The workshop.
    pub workshop: WorkshopId,
    /// The name that others see.
    pub name: PersonName,
    /// The SHA-256 of the cookie's token; none when it was revoked.
    pub token_hash: Option<Sha256>,
    /// The member whom they claim to be.
    pub member: Option<PersonId>,
    /// When they joined.
    pub created_at: Timestamp,
}

/// Guests.
#[async_trait]
pub trait GuestStore {
    /// Adds a guest. Conflicts: `id`.
    async fn create_guest(&self, guest: GuestRow) -> Result<()>;

    /// Returns the guest who holds a token.
    async fn guest_by_token(&self, token_hash: Sha256) -> Result<Option<GuestRow>>;

    /// Returns the guests of a workshop in the order of joining, those without a token included.
    async fn guests(&self, workshop: WorkshopId) -> Result<Vec<GuestRow>>;

    /// Revokes a guest's token. Their name stays, for the workshop's record.
    async fn revoke_guest(&self, workshop: WorkshopId, guest: PersonId) -> Result<()>;
}
