//! The people: those in the workshop, and the members of its team.

use domain::id::PersonId;
use domain::workshop::Whereabouts;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Somebody in the workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonView {
    /// Their id.
    pub id: PersonId,
    /// The name that others see.
    pub name: String,
    /// They have no account.
    pub guest: bool,
    /// The member that they are or claim to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<PersonId>,
    /// The facilitator has still to confirm that they are that member.
    pub unconfirmed: bool,
    /// They take a card when the hat is passed round.
    pub draws: bool,
    /// With whom they draw one card, who holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draws_with: Option<PersonId>,
    /// They are in the workshop now; somebody who left stays in what they did.
    pub present: bool,
    /// Place in the order of joining, from 1.
    pub seat: u32,
    /// From where they take part, once it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whereabouts: Option<Whereabouts>,
    /// They have no device with them: the facilitator acts for them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_device: bool,
    /// They can be made the facilitator.
    #[serde(default)]
    pub can_facilitate: bool,
    /// They can be made the scribe.
    #[serde(default)]
    pub can_scribe: bool,
    /// The facilitator can let them draw a card, apart from the time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub can_draw: bool,
    /// They can draw one card with another person, who holds it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub can_join_draw: bool,
    /// Another person can draw one card with them, which they hold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub can_lead_draw: bool,
}

/// A member of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MemberView {
    /// The account.
    pub id: PersonId,
    /// The name that others see.
    pub name: String,
    /// They draw cards as a rule.
    pub responder: bool,
}
