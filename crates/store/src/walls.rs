//! Walls: what a team calls them, its notes of earlier workshops, and the votes that are not counted yet.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::id::{NoteId, PersonId, ScenarioId, TeamId, WorkshopId};
use domain::text::{NoteText, Title, WallName};
use domain::time::Timestamp;
use domain::workshop::{DebriefQuestion, Wall};

use crate::Result;

/// What a team has settled about its walls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WallSettings {
    /// What it calls them, where that is not their usual name.
    pub names: BTreeMap<Wall, WallName>,
    /// In its workshops, notes are private until they are revealed.
    pub private: bool,
}

/// A note of a workshop that is being closed, as later ones are compared with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptNote {
    /// The note.
    pub note: NoteId,
    /// The wall it was on.
    pub wall: Wall,
    /// Its text.
    pub text: NoteText,
    /// The question of the debrief that it answers.
    pub question: Option<DebriefQuestion>,
    /// The card that it is about.
    pub scenario: Option<ScenarioId>,
}

/// A note of a closed workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierNote {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: Title,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// The wall it was on.
    pub wall: Wall,
    /// Its text.
    pub text: NoteText,
}

/// What a commit changes about walls besides the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WallEffects {
    /// Whether the team's next workshops begin with private notes, when that was settled.
    pub private: Option<bool>,
    /// The notes to keep in place of those that were, given when the workshop is closed.
    pub kept: Option<Vec<KeptNote>>,
    /// The votes are counted or void: forget who gave them.
    pub forget_votes: bool,
    /// Seats that another person took over, with their votes.
    pub moved: Vec<MovedVotes>,
}

/// The votes of a person who takes over the seat of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedVotes {
    /// Whose seat it was.
    pub from: PersonId,
    /// Who has it now.
    pub to: PersonId,
    /// All that they vote for.
    pub notes: Vec<NoteId>,
}

/// Walls.
#[async_trait]
pub trait WallStore {
    /// Returns what a team has settled about its walls.
    async fn wall_settings(&self, team: TeamId) -> Result<WallSettings>;

    /// Settles a team's walls.
    async fn put_wall_settings(&self, team: TeamId, settings: WallSettings) -> Result<()>;

    /// Returns notes of the closed workshops of a team, those of the latest first.
    async fn earlier_notes(&self, team: TeamId, limit: u32) -> Result<Vec<EarlierNote>>;

    /// Returns who votes for what in a workshop whose votes are not counted yet.
    async fn votes(&self, workshop: WorkshopId) -> Result<Vec<(PersonId, NoteId)>>;

    /// Puts a vote in, or takes it out.
    async fn put_vote(&self, workshop: WorkshopId, person: PersonId, note: NoteId, on: bool) -> Result<()>;
}
