//! What happened beside the monthly question: workshops, cards and actions, as numbers and times alone.

use async_trait::async_trait;
use domain::id::TeamId;
use domain::time::Timestamp;
use domain::workshop::ActionStatus;

use crate::Result;
use crate::surveys::SurveyRound;

/// What a team did since a time, in the order in which it did it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Happenings {
    /// The workshops that were closed.
    pub workshops: Vec<Held>,
    /// The actions that were made or settled.
    pub actions: Vec<Made>,
}

/// A workshop that was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// When it was closed.
    pub at: Timestamp,
    /// How many cards it practised.
    pub cards: u32,
}

/// An action, without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// When it was made.
    pub at: Timestamp,
    /// Since when it has not been open.
    pub settled_at: Option<Timestamp>,
    /// Where it stands.
    pub status: ActionStatus,
}

/// A team's story.
#[async_trait]
pub trait Trends {
    /// Returns what a team did since a time.
    async fn happenings(&self, team: TeamId, since: Timestamp) -> Result<Happenings>;

    /// Adds a round that is over, as it was told: of a demonstration, or of what was asked before. It has no ballots.
    /// Conflicts: `id`.
    async fn record_survey_round(&self, round: SurveyRound) -> Result<()>;
}
