//! Practising a card alone: what is sent to the one person who does it.

use domain::id::{PracticeId, ScenarioId, TeamId};
use domain::investigation::{How, Investigation, Outcome, Seen, StepContent, StepKind};
use domain::practice::{MAX_ENTRIES, Move, Practice};
use domain::scenario::{Difficulty, Evidence, Scenario, ScenarioSystem};
use domain::text::{ReplyText, StepText};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::investigation::{ShownEvidence, ShownStep, Truth};
use crate::problem::Invalid;
use crate::time::to_rfc3339;

/// A run in the list of its owner.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PracticeSummary {
    /// Its id.
    pub id: PracticeId,
    /// The card.
    pub scenario: ScenarioId,
    /// The card's headline.
    pub title: String,
    /// When it was opened, RFC 3339.
    pub started_at: String,
    /// Seconds of investigation so far.
    pub elapsed_s: i64,
    /// The truth was shown.
    pub over: bool,
    /// How it went, as stated by its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// The present state of a run: only what may be seen by now.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PracticeRun {
    /// Its id.
    pub id: PracticeId,
    /// The card.
    pub scenario: ScenarioId,
    /// The headline on the card.
    pub title: String,
    /// The front of the card.
    pub brief: String,
    /// The systems that it names.
    pub systems: Vec<ScenarioSystem>,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// How many minutes an investigation should take.
    pub minutes: u16,
    /// When it was opened, RFC 3339.
    pub started_at: String,
    /// Seconds of investigation so far.
    pub elapsed_s: i64,
    /// The clock is paused.
    pub paused: bool,
    /// Seconds after which it is worth asking again, because something may have arrived; none while the clock is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again_in_s: Option<i64>,
    /// How many pieces of the back still lie face down.
    pub face_down: u32,
    /// What was seen, in the order in which it came.
    pub evidence: Vec<PracticeEvidence>,
    /// The hints that were taken.
    pub hints: Vec<String>,
    /// How many hints there are besides.
    pub hints_left: u32,
    /// What was done, asked and found, in order.
    pub steps: Vec<PracticeStep>,
    /// What could still be asked for; offered once two questions found nothing.
    pub can_ask: Vec<String>,
    /// What it was thought to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theory: Option<String>,
    /// What it was, once the investigation is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth: Option<Truth>,
    /// How it went, as stated by its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// A piece of evidence that was seen.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PracticeEvidence {
    /// Its name within the scenario.
    pub id: String,
    /// What is on it.
    #[serde(flatten)]
    pub shown: ShownEvidence,
    /// How it came.
    pub how: How,
    /// When, in seconds of investigation.
    pub at_s: i64,
}

/// Something that was done, asked or found.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PracticeStep {
    /// What it was.
    #[serde(flatten)]
    pub shown: ShownStep,
    /// When, in seconds of investigation.
    pub at_s: i64,
}

/// A move of the person who practises.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum PracticeMove {
    /// Turn the next piece of the back over.
    TurnOver,
    /// Ask for something, or somebody.
    Ask {
        /// 1 to 500 characters.
        text: String,
    },
    /// Take the next hint.
    TakeHint,
    /// Write a step down.
    WriteStep {
        /// What it was.
        kind: StepKind,
        /// 1 to 500 characters.
        text: String,
    },
    /// Stop the clock.
    Pause,
    /// Let it run again.
    Resume,
    /// End the investigation, and see the truth.
    Conclude {
        /// What it is thought to be, up to 1,000 characters.
        #[serde(default)]
        theory: Option<String>,
    },
    /// State how it went.
    Judge {
        /// How.
        outcome: Outcome,
    },
}

impl PracticeMove {
    /// Reads a move.
    pub fn parse(self) -> Result<Move, Invalid> {
        let text = |raw: &str| StepText::parse(raw).map_err(Invalid::field("text"));
        Ok(match self {
            Self::TurnOver => Move::TurnOver,
            Self::Ask { text: raw } => Move::Ask { text: text(&raw)? },
            Self::TakeHint => Move::TakeHint,
            Self::WriteStep { kind, text: raw } => Move::WriteStep { kind, text: text(&raw)? },
            Self::Pause => Move::Pause,
            Self::Resume => Move::Resume,
            Self::Conclude { theory } => {
                let theory = theory.filter(|text| !text.trim().is_empty());
                let theory = theory.map(|text| ReplyText::parse(&text)).transpose();
                Move::Conclude { theory: theory.map_err(Invalid::field("theory"))? }
            }
            Self::Judge { outcome } => Move::Judge { outcome },
        })
    }
}

/// A page asks again after so many seconds at the latest, so that the moment reveals nothing of what is to come.
const AGAIN_S: i64 = 30;

impl PracticeSummary {
    /// A run in a list.
    #[must_use]
    pub fn new(id: PracticeId, scenario: ScenarioId, title: String, state: &Practice, now: Timestamp) -> Self {
        Self {
            id,
            scenario,
            title,
            started_at: to_rfc3339(state.started_at),
            elapsed_s: seconds(state.investigation.elapsed(now)),
            over: state.investigation.is_over(),
            outcome: state.investigation.outcome,
        }
    }
}

impl PracticeRun {
    /// The present state of a run, without what was not seen yet.
    #[must_use]
    pub fn new(
        team: TeamId,
        (id, scenario): (PracticeId, ScenarioId),
        card: &Scenario,
        state: &Practice,
        now: Timestamp,
    ) -> Self {
        let investigation = &state.investigation;
        let over = investigation.is_over();
        let taken = investigation.hints_given.len();
        let arrivals = investigation.arrivals(card).map(|(at, _)| at.since(now));
        let step = |step: &StepContent| {
            let at_s = seconds(investigation.elapsed(step.at));
            PracticeStep { shown: ShownStep::new(team, step), at_s }
        };
        let again = arrivals.filter(|left| *left > 0).min().map(|left| seconds(left) + 1);
        Self {
            id,
            scenario,
            title: card.title.to_string(),
            brief: card.brief.clone(),
            systems: card.systems.clone(),
            difficulty: card.difficulty,
            minutes: card.minutes,
            started_at: to_rfc3339(state.started_at),
            elapsed_s: seconds(investigation.elapsed(now)),
            paused: !over && investigation.is_paused(),
            again_in_s: (!over && !investigation.is_paused()).then(|| again.unwrap_or(AGAIN_S).clamp(1, AGAIN_S)),
            face_down: if over { 0 } else { count(investigation.face_down(card)) },
            evidence: evidence(team, card, investigation, now),
            hints: card.hints.iter().take(taken).map(|hint| hint.text.clone()).collect(),
            hints_left: count(card.hints.len().saturating_sub(taken)),
            steps: state.steps.iter().map(step).collect(),
            can_ask: state.can_ask(card).into_iter().map(str::to_owned).collect(),
            theory: investigation.theory.as_ref().map(ToString::to_string),
            truth: over.then(|| card.into()),
            outcome: investigation.outcome,
        }
    }
}

fn evidence(team: TeamId, card: &Scenario, investigation: &Investigation, now: Timestamp) -> Vec<PracticeEvidence> {
    let seen = investigation.seen(card, now);
    let over = investigation.is_over();
    let piece = |piece: &Evidence| {
        let Seen { how, at } = *seen.get(piece.id.as_str())?;
        let shown = ShownEvidence::new(team, piece, over);
        Some(PracticeEvidence { id: piece.id.clone(), shown, how, at_s: seconds(at) })
    };
    let mut shown: Vec<_> = card.evidence.iter().filter_map(piece).collect();
    shown.sort_by_key(|piece| (piece.how == How::Afterwards, piece.at_s));
    shown
}

fn seconds(microseconds: i64) -> i64 {
    microseconds / 1_000_000
}

fn count(number: usize) -> u32 {
    u32::try_from(number.min(MAX_ENTRIES)).unwrap_or(u32::MAX)
}
