//! What is on a card: its front, its evidence and hints, and what only the desk may read until it is over.

use domain::id::{RunbookId, SystemId};
use domain::scenario::{Difficulty, Hint, Release};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::GuessView;
use crate::investigation::{ShownEvidence, Truth};
use crate::team::SystemLink;

/// The front of an open card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CardView {
    /// Its headline.
    pub title: String,
    /// What is read out.
    pub brief: String,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// How long an investigation should take.
    pub minutes: u16,
    /// The systems it touches, with the team's links.
    pub systems: Vec<CardSystem>,
}

/// A system that a card touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CardSystem {
    /// The team's system of that name, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<SystemId>,
    /// Its name.
    pub name: String,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Where to look.
    pub links: Vec<SystemLink>,
    /// The team's runbooks for it, but for those that came from this very card.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runbooks: Vec<RunbookRef>,
}

/// A runbook to open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunbookRef {
    /// Its id.
    pub id: RunbookId,
    /// Its headline.
    pub title: String,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EvidenceView {
    /// `round/evidence`.
    pub id: String,
    /// The round's number.
    pub round: u32,
    /// Its name within the scenario, as `reveal_evidence` wants it.
    pub evidence: String,
    /// Its place on the card, from 0.
    pub place: u32,
    /// What is on it.
    #[serde(flatten)]
    pub shown: ShownEvidence,
    /// When it was given out, RFC 3339; the desk sees what is still hidden, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed_at: Option<String>,
    /// For the desk: how it is given out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<Release>,
}

/// A hint that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HintView {
    /// `round/place`.
    pub id: String,
    /// The round's number.
    pub round: u32,
    /// Its place, from 0.
    pub place: u16,
    /// Its text.
    pub text: String,
    /// When it was given, RFC 3339.
    pub given_at: String,
}

/// What only the facilitator may read of an open card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BriefingView {
    /// The round's number as a text.
    pub id: String,
    /// The round's number.
    pub round: u32,
    /// What the facilitator should know and may reveal.
    pub notes: String,
    /// All hints, in the order in which they help.
    pub hints: Vec<Hint>,
    /// The steps that an expert took.
    pub reference_path: Vec<String>,
    /// What was wrong.
    pub cause: String,
    /// What ended it.
    pub resolution: String,
}

/// What was behind a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TruthView {
    /// The round's number as a text.
    pub id: String,
    /// The round's number.
    pub round: u32,
    /// What it was.
    #[serde(flatten)]
    pub truth: Truth,
    /// What people had guessed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guesses: Vec<GuessView>,
}
