//! The cards of a workshop: what the rules need to know of the incidents on them.

use serde::{Deserialize, Serialize};

use crate::id::{RevisionId, ScenarioId};
use crate::investigation::Investigable;
use crate::scenario::Release;

/// The most cards in a hat.
pub const MAX_CARDS: usize = 200;

/// A card of this workshop's hat: what the rules need to know of a scenario's revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Which scenario.
    pub scenario: ScenarioId,
    /// The wording that is pinned.
    pub revision: RevisionId,
    /// How long its investigation should take.
    pub minutes: u16,
    /// Its evidence, in the order in which it is best shown.
    pub evidence: Vec<CardEvidence>,
    /// How many hints it has.
    pub hints: u16,
}

impl Investigable for Card {
    fn pieces(&self) -> impl Iterator<Item = (&str, &Release)> {
        self.evidence.iter().map(|piece| (piece.id.as_str(), &piece.release))
    }

    fn hints(&self) -> u16 {
        self.hints
    }
}

/// What the rules need to know of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardEvidence {
    /// Its name within the scenario.
    pub id: String,
    /// When it is given out.
    pub release: Release,
}
