//! What people think is behind a card, before they see it.

use serde::{Deserialize, Serialize};

use super::{RoundNumber, RoundState, Workshop};
use crate::id::{GuessId, PersonId};
use crate::text::GuessText;
use crate::token::TokenHash;

/// The most guesses in a workshop.
pub const MAX_GUESSES: usize = 1_000;

/// What somebody thinks the cause is. Only they know it until everybody sees the cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// Its id, made by the client.
    pub id: GuessId,
    /// The round that it is about.
    pub round: RoundNumber,
    /// Its text.
    pub text: GuessText,
    /// Who wrote it; none for an unsigned one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// With which token an unsigned one is changed: its author's browser has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenHash>,
}

impl Workshop {
    /// The guesses at what is behind a card.
    pub fn guesses_in(&self, round: RoundNumber) -> impl Iterator<Item = &Guess> {
        self.guesses.values().filter(move |guess| guess.round == round)
    }

    /// The guesses that only their authors may see.
    pub fn private_guesses(&self) -> impl Iterator<Item = &Guess> {
        self.guesses.values().filter(|guess| !self.shows_guess(guess))
    }

    /// Whether everybody may see a guess, because they see the cause.
    #[must_use]
    pub fn shows_guess(&self, guess: &Guess) -> bool {
        let round = self.rounds.get(&guess.round);
        round.is_some_and(|round| matches!(round.state, RoundState::Debriefing | RoundState::Done))
    }
}
