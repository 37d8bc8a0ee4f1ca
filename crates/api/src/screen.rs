//! Room screens: paired by a code, without anybody's account.

use domain::id::{ScreenId, WorkshopId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a room screen is to show.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ScreenState {
    /// This browser is no screen, or its code or its workshop is over.
    None,
    /// Its code, until a facilitator types it.
    Waiting {
        /// Six characters.
        code: String,
        /// When the code stops working, RFC 3339.
        expires_at: String,
    },
    /// A workshop's room.
    Paired {
        /// Its own id.
        screen: ScreenId,
        /// The workshop.
        workshop: WorkshopId,
    },
}

/// Pairing a screen with a workshop.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PairScreen {
    /// The code on the screen, in any case.
    pub code: String,
}

/// A screen that was paired.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PairedScreen {
    /// Its id.
    pub id: ScreenId,
    /// The code by which it was paired.
    pub code: String,
}
