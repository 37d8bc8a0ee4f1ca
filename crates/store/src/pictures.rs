//! Pictures of a team, addressed by the hash of their bytes.

use async_trait::async_trait;
use domain::id::TeamId;

use crate::{Result, Sha256};

/// A stored picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureRow {
    /// The SHA-256 of its bytes.
    pub hash: Sha256,
    /// The team.
    pub team: TeamId,
    /// Its media type, such as `image/png`.
    pub media_type: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Pictures.
#[async_trait]
pub trait PictureStore {
    /// Keeps a picture; keeping it again changes nothing.
    async fn put_picture(&self, picture: PictureRow) -> Result<()>;

    /// Returns a picture of a team.
    async fn picture(&self, team: TeamId, hash: Sha256) -> Result<Option<PictureRow>>;

    /// Returns whether a team has a picture.
    async fn has_picture(&self, team: TeamId, hash: Sha256) -> Result<bool>;

    /// Returns how many bytes the pictures of a team have.
    async fn picture_bytes(&self, team: TeamId) -> Result<u64>;
}
