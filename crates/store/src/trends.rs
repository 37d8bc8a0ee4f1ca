//! What a team did between the rounds of the monthly question: workshops, cards and actions, as numbers and times only.

use async_trait::async_trait;
use domain::id::TeamId;
use domain::text::SystemName;
use domain::time::Timestamp;
use domain::workshop::{ActionStatus, DebriefQuestion};

use crate::Result;
use crate::surveys::SurveyRoundRow;

/// What a team did since a time, in the order in which it did it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamActivity {
    /// The workshops that were closed.
    pub workshops: Vec<ClosedWorkshop>,
    /// The actions that were made or settled.
    pub actions: Vec<MadeAction>,
}

/// A workshop that was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosedWorkshop {
    /// When it was closed.
    pub at: Timestamp,
    /// How many cards it practised.
    pub cards: u32,
}

/// An action, without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MadeAction {
    /// When it was made.
    pub at: Timestamp,
    /// Since when it has not been open.
    pub settled_at: Option<Timestamp>,
    /// Its status.
    pub status: ActionStatus,
}

/// Notes on What's Crappy of a workshop that was held, alike in what they are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrappyNotes {
    /// When the workshop was closed.
    pub at: Timestamp,
    /// The question of the debrief that they answer.
    pub question: Option<DebriefQuestion>,
    /// The systems of the card that they are about, as its present wording names them.
    pub systems: Vec<SystemName>,
    /// How many there are.
    pub count: u32,
}

/// A team's story.
#[async_trait]
pub trait TrendStore {
    /// Returns what a team did since a time.
    async fn happenings(&self, team: TeamId, since: Timestamp) -> Result<TeamActivity>;

    /// Counts the notes on What's Crappy of the workshops that a team closed since a time, in the order of closing. Those of
    /// a workshop that was thrown away are gone.
    async fn crappy_notes(&self, team: TeamId, since: Timestamp) -> Result<Vec<CrappyNotes>>;

    /// Adds a closed round with the given result: of a demonstration, or of an earlier survey. It has no ballots.
    /// Conflicts: `id`.
    async fn record_survey_round(&self, round: SurveyRoundRow) -> Result<()>;
}
