//! A round: one dealt card, from sealed to done.

use serde::{Deserialize, Serialize};

use super::{Known, Workshop};
use crate::id::{PersonId, ScenarioId, StepId};
use crate::investigation::Investigation;
use crate::time::Timestamp;

/// The most people who hold one card together.
pub const MAX_HOLDERS: usize = 3;

/// The place of a round in the order of dealing, from 1. It names the round; turns may be taken in another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoundNumber(pub u32);

/// One dealt card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    /// Its place in the order of dealing.
    pub number: RoundNumber,
    /// The lap of the hat in which it was dealt, from 1.
    pub lap: u32,
    /// The card.
    pub scenario: ScenarioId,
    /// Who holds it.
    pub investigator: PersonId,
    /// Who investigates with them, up to two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<PersonId>,
    /// From paper that does not say who held it: `investigator` only fills the place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub holder_unknown: bool,
    /// Who of its holders knows the card already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Known>,
    /// The round with whose holder this one's wants to swap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swap_with: Option<RoundNumber>,
    /// Its state.
    pub state: RoundState,
    /// The investigation of its card.
    #[serde(flatten)]
    pub investigation: Investigation,
    /// Since when the investigator has wanted help.
    pub stuck_since: Option<Timestamp>,
    /// The step that everybody is shown large, until something newer comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<StepId>,
    /// What the room screen was told to show large, until something newer comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub large: Option<Large>,
}

/// What the room screen shows large because somebody chose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Large {
    /// The piece of evidence; without one it is the story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Its page, from 0, where somebody turns the pages by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u16>,
}

/// The state of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RoundState {
    /// The card is sealed in its holder's hand.
    Dealt,
    /// The card is open.
    Investigating,
    /// The room talks about it.
    Debriefing,
    /// Over.
    Done,
    /// The card went back into the hat unplayed.
    Returned,
}

impl Round {
    /// Whether somebody holds this card, alone or with others.
    #[must_use]
    pub fn is_held_by(&self, person: PersonId) -> bool {
        self.holders().any(|holder| holder == person)
    }

    /// Whether one more person can hold this card.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.holders().count() < MAX_HOLDERS
    }

    /// Who holds this card: the investigator, then their partners; nobody where paper does not say who.
    pub fn holders(&self) -> impl Iterator<Item = PersonId> + '_ {
        let investigator = (!self.holder_unknown).then_some(self.investigator);
        investigator.into_iter().chain(self.partners.iter().copied())
    }

    /// Whether its card is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, RoundState::Investigating | RoundState::Debriefing)
    }
}

impl Workshop {
    /// The round whose card is open, if there is one.
    #[must_use]
    pub fn current_round(&self) -> Option<&Round> {
        self.rounds.values().find(|r| matches!(r.state, RoundState::Investigating | RoundState::Debriefing))
    }
}
