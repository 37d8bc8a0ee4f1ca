//! Room screens: paired with a workshop by a code, without anybody's account.

use async_trait::async_trait;
use domain::id::{PersonId, ScreenId, WorkshopId};
use domain::time::Timestamp;

use crate::{Result, Sha256};

/// A room screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenRow {
    /// Its id.
    pub id: ScreenId,
    /// The SHA-256 of its cookie's token.
    pub token_hash: Sha256,
    /// The code on it, by which it is or was paired; no two that wait have the same.
    pub code: String,
    /// What it shows, and since when; nothing until it is paired.
    pub paired: Option<(WorkshopId, Timestamp)>,
    /// When its code, or once it is paired its token, stops working.
    pub expires_at: Timestamp,
}

/// Room screens.
#[async_trait]
pub trait ScreenStore {
    /// Adds a screen that waits to be paired, in the place of the one that held a token before.
    /// Conflicts: `id`, `code`.
    async fn create_screen(&self, screen: ScreenRow, instead_of: Option<Sha256>) -> Result<()>;

    /// Returns the screen that holds a token, unless it has expired.
    async fn screen_by_token(&self, token_hash: Sha256, now: Timestamp) -> Result<Option<ScreenRow>>;

    /// Has somebody pair the screen that waits with this code, unless the code has expired.
    async fn pair_screen(
        &self,
        code: String,
        workshop: WorkshopId,
        by: PersonId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<ScreenRow>;

    /// Returns the screens of a workshop that have not expired, in the order of pairing.
    async fn screens(&self, workshop: WorkshopId, now: Timestamp) -> Result<Vec<ScreenRow>>;

    /// Deletes a screen of a workshop, and returns what it was.
    async fn delete_screen(&self, workshop: WorkshopId, screen: ScreenId) -> Result<ScreenRow>;
}
