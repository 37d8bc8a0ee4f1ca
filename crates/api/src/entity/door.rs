//! People who wait to be let in, and room screens.

use domain::id::{PersonId, ScreenId, WorkshopId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody sees who is not let in yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LobbyView {
    /// The workshop's id.
    pub id: WorkshopId,
    /// The team's name.
    pub team_name: String,
    /// The workshop's title.
    pub title: String,
    /// The name of the person who lets people in.
    pub facilitator: String,
    /// The workshop is over; no more people are let in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub over: bool,
}

/// Somebody who waits to be let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WaitingView {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// The member that they claim to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<PersonId>,
    /// The seat of somebody without a device that they claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<PersonId>,
    /// Place in the order of coming, from 1.
    pub place: u32,
}

/// A paired room screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScreenView {
    /// Its id.
    pub id: ScreenId,
    /// The code by which it was paired.
    pub code: String,
    /// When it was paired, RFC 3339.
    pub paired_at: String,
}
