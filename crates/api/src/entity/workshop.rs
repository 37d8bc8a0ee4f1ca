//! The workshop itself: its phase, its clock, and what is asked at its end.

use domain::id::{PersonId, SurveyRoundId, TeamId, WorkshopId};
use domain::workshop::{OpeningPart, Phase, ReflectionStage};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{VotingView, WallsView};
use crate::workshop::WorkshopPlan;

/// The workshop itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkshopView {
    /// Its id.
    pub id: WorkshopId,
    /// Whose it is.
    pub team: TeamId,
    /// The team's name.
    pub team_name: String,
    /// It was made by the demonstration: the server plays the other people.
    pub demo: bool,
    /// What was planned.
    pub plan: WorkshopPlan,
    /// Its phase.
    pub phase: Phase,
    /// Which part of the opening is on the room's screen.
    pub opening: OpeningPart,
    /// Its deadlines, once it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockView>,
    /// The stage of its reflection, while it reflects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageView>,
    /// Who runs it.
    pub facilitator: PersonId,
    /// Who writes the steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scribe: Option<PersonId>,
    /// How often the hat went round.
    pub lap: u32,
    /// Who is yet to draw for themselves in this lap, in the order of turns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undrawn: Vec<PersonId>,
    /// How many cards are in the hat.
    pub hat: u32,
    /// How many cards the workshop has.
    pub cards: u32,
    /// The number of the round whose card is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_round: Option<u32>,
    /// The number of the round whose turn comes next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_round: Option<u32>,
    /// The number of the round whose card can be opened now, as long as the clock lets cards be opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openable_round: Option<u32>,
    /// The code with which guests join, six characters, while the workshop is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_code: Option<String>,
    /// Members who draw but have had no turn: they go first next time.
    pub without_turn: Vec<PersonId>,
    /// Guests who come by the code wait until they are let in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lobby: bool,
    /// The monthly question, while it is asked at the end of this workshop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveyAsked>,
    /// The number of the facilitator's own first round, once it is over: its steps are the example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<u32>,
    /// Its walls.
    pub walls: WallsView,
    /// The vote on the notes, once there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voting: Option<VotingView>,
}

/// Deadlines on the server's clock, RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClockView {
    /// When the doors were opened.
    pub opened_at: String,
    /// When the time kept for reflection begins. While the clock is paused it moves with the time.
    pub reflection_at: String,
    /// How many minutes are kept for it: fewer than planned where it was shortened.
    pub reflection_minutes: u16,
    /// Until when a card that is open at that moment may go on. While the clock is paused it moves with the time.
    pub grace_until: String,
    /// When it ends. While the clock is paused it moves with the time.
    pub ends_at: String,
    /// Since when the clock has been stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_at: Option<String>,
    /// When reflection began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reflecting_since: Option<String>,
    /// When it was opened again after it had been closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened_at: Option<String>,
    /// Until when its facilitator can open it again; only while it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopen_until: Option<String>,
    /// Until when guests and room screens can look at it; only while it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitors_until: Option<String>,
}

/// A stage of the reflection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StageView {
    /// Which one.
    pub stage: ReflectionStage,
    /// When it ends, RFC 3339. While the clock is paused it moves with the time.
    pub ends_at: String,
}

/// The monthly question, asked in the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SurveyAsked {
    /// The round.
    pub round: SurveyRoundId,
    /// When it closes, RFC 3339.
    pub closes_at: String,
    /// The words by which its key is known.
    pub key_words: Vec<String>,
}
