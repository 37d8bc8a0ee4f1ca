//! A round: one dealt card, from sealed to done.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Known, Workshop};
use crate::id::{PersonId, ScenarioId, StepId};
use crate::time::Timestamp;

/// The most people who hold one card together.
pub const MAX_HOLDERS: usize = 3;

/// The place of a round in the order of dealing, from 1. It names the round; turns may be taken in another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoundNumber(pub u32);

/// One dealt card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Who of its holders knows the card already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Known>,
    /// The round with whose holder this one's wants to swap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swap_with: Option<RoundNumber>,
    /// Where it stands.
    pub state: RoundState,
    /// When the card was opened.
    pub opened_at: Option<Timestamp>,
    /// When the talk about it began.
    pub debrief_at: Option<Timestamp>,
    /// When it was over.
    pub done_at: Option<Timestamp>,
    /// How the incident ended; of the card, never of a person.
    pub outcome: Option<Outcome>,
    /// What was given out, and when.
    pub revealed: BTreeMap<String, Timestamp>,
    /// Which hints were given, by place from 0, and when.
    pub hints_given: BTreeMap<u16, Timestamp>,
    /// Since when the investigator has wanted help.
    pub stuck_since: Option<Timestamp>,
    /// The step that everybody is shown large, until something newer comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<StepId>,
    /// For how many microseconds the clock stood still while the card was investigated.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub paused: i64,
}

/// Where a round stands.
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

/// How a card's incident ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// The cause was found.
    Solved,
    /// The cause was found with hints or help.
    SolvedWithHelp,
    /// It was left for another time.
    Parked,
}

impl Round {
    /// Whether somebody holds this card, alone or with others.
    #[must_use]
    pub fn is_held_by(&self, person: PersonId) -> bool {
        self.holders().any(|holder| holder == person)
    }

    /// Who holds this card: the investigator, then their partners.
    pub fn holders(&self) -> impl Iterator<Item = PersonId> + '_ {
        std::iter::once(self.investigator).chain(self.partners.iter().copied())
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

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &i64) -> bool {
    *number == 0
}
