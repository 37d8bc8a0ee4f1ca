//! One guess of each person at the cause, until everybody sees it.

use crate::id::GuessId;
use crate::text::GuessText;
use crate::token::Token;
use crate::workshop::areas::desk::{Decision, Desk, one};
use crate::workshop::{DebriefEvent, Guess, MAX_GUESSES, Phase, Reason, Rejection, Round, RoundNumber, RoundState};

impl Desk<'_> {
    pub(super) fn write_guess(
        &self,
        id: GuessId,
        round: RoundNumber,
        text: GuessText,
        token: Option<Token>,
    ) -> Decision {
        self.joined()?;
        self.guesses_at(self.find_round(round)?)?;
        let by = token.is_none().then_some(self.context.actor.person);
        let guess = Guess { id, round, text, by, token: token.map(|token| token.hash()) };
        if let Some(before) = self.workshop.guesses.get(&id) {
            if (before.round, before.by, before.token) != (round, guess.by, guess.token) {
                return Err(Rejection::IdInUse);
            }
            return if *before == guess { Ok(Vec::new()) } else { one(DebriefEvent::GuessWritten { guess }) };
        }
        // Each person has one: a new one replaces the one before.
        let replaced = self.workshop.guesses_in(round).filter(|other| by.is_some() && other.by == by);
        let mut events: Vec<_> =
            replaced.map(|other| DebriefEvent::GuessWithdrawn { guess: other.id }.into()).collect();
        if events.is_empty() && self.workshop.guesses.len() >= MAX_GUESSES {
            return Err(Rejection::Full { what: Reason::GuessesFull, limit: MAX_GUESSES });
        }
        events.push(DebriefEvent::GuessWritten { guess }.into());
        Ok(events)
    }

    pub(super) fn withdraw_guess(&self, id: GuessId, token: Option<Token>) -> Decision {
        self.joined()?;
        self.phase(&[Phase::Running])?;
        let own = |guess: &&Guess| match token {
            Some(token) => guess.token == Some(token.hash()),
            None => guess.by == Some(self.context.actor.person),
        };
        // Nobody learns from the answer that there is a guess of somebody else.
        let guess = self.workshop.guesses.get(&id).filter(own).ok_or(Rejection::NotFound(Reason::GuessMissing))?;
        if self.workshop.shows_guess(guess) {
            return Err(Rejection::Rule(Reason::CauseShown));
        }
        one(DebriefEvent::GuessWithdrawn { guess: id })
    }

    /// Whether this person may guess at a card: before the cause is shown, and unless they read it at the desk.
    pub(in crate::workshop::areas) fn guesses_at(&self, round: &Round) -> Result<(), Rejection> {
        self.phase(&[Phase::Running])?;
        match round.state {
            RoundState::Investigating if self.is_facilitator() && !round.is_held_by(self.context.actor.person) => {
                Err(Rejection::NotAllowed(Reason::FacilitatorSeesCause))
            }
            RoundState::Investigating => Ok(()),
            RoundState::Debriefing | RoundState::Done => Err(Rejection::Rule(Reason::CauseShown)),
            RoundState::Dealt | RoundState::Returned => Err(Rejection::Rule(Reason::CardNotOpen)),
        }
    }
}
