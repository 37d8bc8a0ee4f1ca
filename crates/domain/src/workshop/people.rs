//! The people of a workshop: who takes part, and who waits before the door.

use serde::{Deserialize, Serialize};

use super::{Actor, Standing, Workshop};
use crate::id::PersonId;

/// The most people in a workshop.
pub const MAX_PEOPLE: usize = 60;
/// The most people before the door.
pub const MAX_WAITING: usize = 30;

/// Someone in the workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Who: an account or a guest.
    pub person: PersonId,
    /// In what capacity.
    pub kind: ParticipantKind,
    /// Whether they take a card when the hat is passed round.
    pub draws: bool,
    /// Whether they are in the workshop now.
    pub present: bool,
    /// Place in the order of joining, from 1.
    pub seat: u32,
    /// From where they take part, once it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whereabouts: Option<Whereabouts>,
    /// They have no device with them: the facilitator seated them, and acts for them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_device: bool,
}

/// In what capacity someone takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ParticipantKind {
    /// A signed-in member of the team.
    Member,
    /// Someone without an account.
    Guest,
    /// A guest who chose "I am …" on the page behind the QR code.
    Seat {
        /// The member that they claim to be.
        member: PersonId,
        /// Whether the facilitator has confirmed it.
        confirmed: bool,
    },
}

/// From where somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Whereabouts {
    /// They sit in the room.
    Room,
    /// They are somewhere else.
    Remote,
}

/// Somebody before the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Who: a guest.
    pub person: PersonId,
    /// In what capacity they want to come in.
    pub kind: ParticipantKind,
    /// Whether they want to take a card.
    pub draws: bool,
    /// Place in the order of coming, from 1.
    pub place: u32,
    /// The seat of somebody without a device that they claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<PersonId>,
}

impl Participant {
    /// Somebody who comes in for the first time.
    #[must_use]
    pub fn new(person: PersonId, kind: ParticipantKind, draws: bool, seat: u32) -> Self {
        Self { person, kind, draws, present: true, seat, whereabouts: None, without_device: false }
    }

    /// The team's member behind this participant, if there is one for sure.
    #[must_use]
    pub fn member(&self) -> Option<PersonId> {
        match self.kind {
            ParticipantKind::Member => Some(self.person),
            ParticipantKind::Seat { member, confirmed: true } => Some(member),
            ParticipantKind::Guest | ParticipantKind::Seat { .. } => None,
        }
    }

    /// Whether they can run the workshop: a member with a device of their own.
    #[must_use]
    pub fn can_facilitate(&self) -> bool {
        self.kind == ParticipantKind::Member && !self.without_device
    }

    /// Whether they can write the steps.
    #[must_use]
    pub fn can_scribe(&self) -> bool {
        !self.without_device
    }
}

impl Workshop {
    /// Whether somebody may know nothing of this workshop yet: a guest who was not let in.
    #[must_use]
    pub fn keeps_out(&self, actor: Actor) -> bool {
        actor.standing == Standing::Guest && !self.people.contains_key(&actor.person)
    }
}
