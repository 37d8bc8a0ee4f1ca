//! Commands about the hat: the server adds chance, and who knows which card already.

use domain::id::PersonId;
use domain::workshop::{Command, Knows, RoundNumber};

/// A command about the hat as far as the message alone tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the commands, documented there")]
pub enum Hat {
    /// Let it go round.
    Pass,
    /// Draw a card while a lap runs.
    Draw { person: PersonId },
    /// Draw another card for a sealed one.
    Swap { round: RoundNumber },
    /// Swap sealed cards between two rounds.
    SwapWith { round: RoundNumber, with: RoundNumber },
    /// Let somebody hold a card with its holder.
    AddPartner { round: RoundNumber, person: PersonId },
}

impl Hat {
    /// The command with what only the server has.
    #[must_use]
    pub fn complete(self, seed: [u8; 32], knows: Knows) -> Command {
        match self {
            Self::Pass => Command::PassHat { seed, knows },
            Self::Draw { person } => Command::DrawCard { person, seed, knows },
            Self::Swap { round } => Command::SwapCard { round, seed, knows },
            Self::SwapWith { round, with } => Command::SwapWith { round, with, knows },
            Self::AddPartner { round, person } => Command::AddPartner { round, person, knows },
        }
    }
}
