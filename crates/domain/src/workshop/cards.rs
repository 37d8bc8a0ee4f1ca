//! The cards of a workshop: what the rules need to know of the incidents on them.

use serde::{Deserialize, Serialize};

use crate::id::{RevisionId, ScenarioId};
use crate::investigation::Investigable;
use crate::scenario::{Complete, Release, Scenario};

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

impl Card {
    /// The card of a scenario's revision, as a log records it.
    #[must_use]
    pub fn new(scenario: ScenarioId, revision: RevisionId, content: &Scenario) -> Self {
        let evidence = content.evidence.iter();
        Self {
            scenario,
            revision,
            minutes: content.minutes,
            evidence: evidence.map(|e| CardEvidence { id: e.id.clone(), release: e.release.clone() }).collect(),
            hints: u16::try_from(content.hints.len()).unwrap_or(u16::MAX),
        }
    }
}

/// A card that may go into a hat: its scenario is complete. A draft does not compile:
///
/// ```compile_fail
/// # use domain::id::{RevisionId, ScenarioId};
/// # use domain::scenario::Draft;
/// # use domain::workshop::CompleteCard;
/// fn card(scenario: ScenarioId, revision: RevisionId, draft: &Draft) -> CompleteCard {
///     CompleteCard::new(scenario, revision, draft)
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompleteCard(Card);

impl CompleteCard {
    /// The card of a scenario's revision.
    #[must_use]
    pub fn new(scenario: ScenarioId, revision: RevisionId, content: &Complete) -> Self {
        Self(Card::new(scenario, revision, content))
    }

    /// The card, to be recorded.
    #[must_use]
    pub fn into_card(self) -> Card {
        self.0
    }
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
