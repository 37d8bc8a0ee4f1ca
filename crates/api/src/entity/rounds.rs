//! Rounds: dealt cards, and who holds them.

use domain::id::{PersonId, StepId};
use domain::workshop::{Familiarity, Large, Outcome, RoundState};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::CardView;

/// A dealt card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RoundView {
    /// Its number as a text.
    pub id: String,
    /// Its place in the order of dealing, from 1; commands name a round by it.
    pub number: u32,
    /// Its place in the order of turns, from 1.
    pub turn: u32,
    /// The lap of the hat in which it was dealt, from 1.
    pub lap: u32,
    /// Who holds it.
    pub investigator: PersonId,
    /// Who investigates with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<PersonId>,
    /// Whether one more person can hold it.
    #[serde(default)]
    pub has_room: bool,
    /// For the desk: which of them know the card already, because there was no other way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<KnownView>,
    /// The number of the round with whose holder this one's wants to swap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swap_with: Option<u32>,
    /// Its state.
    pub state: RoundState,
    /// The card's front, from the moment it is opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardView>,
    /// When the card was opened, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<String>,
    /// When the talk about it began, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debrief_at: Option<String>,
    /// When it was over, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<String>,
    /// How the incident ended; of the card, never of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// How many pieces of evidence on the back of the card are still to be turned over.
    pub back_left: u32,
    /// How many have guessed at the cause.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub guesses: u32,
    /// The step that everybody is shown large.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<StepId>,
    /// What somebody chose for the room screen to show large.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub large: Option<Large>,
    /// For how many seconds the clock stood still while the card was investigated.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub paused_s: i64,
    /// Since when the investigator has wanted help, RFC 3339; for them and the desk only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stuck_since: Option<String>,
}

/// Somebody who holds a card that they know already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KnownView {
    /// Who.
    pub person: PersonId,
    /// From where.
    pub why: Familiarity,
}

/// A card that one holds though one knows it already: there was no other way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnKnownView {
    /// The round's number as a text.
    pub id: String,
    /// From where.
    pub why: Familiarity,
}

fn is_zero<N: Default + PartialEq>(number: &N) -> bool {
    *number == N::default()
}
