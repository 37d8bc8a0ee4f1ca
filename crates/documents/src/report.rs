//! The report of a workshop: what was practised, found and agreed. Outcomes stand with cards, never with people.

mod attendance;
mod build;
mod markdown;
mod timeline;

use domain::id::{StepId, TeamId, WorkshopId};
use domain::scenario::EvidenceKind;
use domain::time::Timestamp;
use domain::workshop::{ActionStatus, DebriefQuestion, Event, Level, Outcome, Phase, Priority, StepKind, Wall};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::build::build_report;
pub use self::markdown::to_markdown;
use api::workshop::WorkshopPlan;

/// One commit of a workshop's log: when it was accepted, and what happened.
pub type LogEntry = (Timestamp, Vec<Event>);

/// A workshop's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// The workshop.
    pub workshop: WorkshopId,
    /// The team.
    pub team_id: TeamId,
    /// The team's name.
    pub team: String,
    /// What was planned.
    pub plan: WorkshopPlan,
    /// Its phase.
    pub phase: Phase,
    /// When the doors were opened, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<String>,
    /// When it was closed, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// It was held with cards and Post-its and entered afterwards: most of its times are not known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paper: bool,
    /// The names of people were left out: of authors, of who commits to what, of who was there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_names: bool,
    /// The cards that were played, in order.
    pub cards: Vec<ReportCard>,
    /// What happened, in order, from the opening to the end.
    pub timeline: Vec<ReportMoment>,
    /// The number of the round whose steps showed the room what detail is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<u32>,
    /// The walls that the team calls by a name of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub walls: Vec<ReportWall>,
    /// Every note, wall by wall: those without a titled group first, then group by group, each in order of time.
    pub notes: Vec<ReportNote>,
    /// The commitments of this workshop, the most important first.
    pub actions: Vec<ReportAction>,
    /// What became of earlier workshops' actions.
    pub reviewed: Vec<ReportAction>,
    /// How many people were there.
    pub headcount: u32,
    /// Everyone who was there, in the order of coming; empty where names are left out.
    pub people: Vec<ReportPerson>,
    /// How many cards went back into the hat.
    pub returned: u32,
    /// How many minutes were kept for reflection, where that was shortened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortened_to: Option<u16>,
}

/// A card that was played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportCard {
    /// The round's number.
    pub round: u32,
    /// The card's headline.
    pub title: String,
    /// The names of its systems.
    pub systems: Vec<String>,
    /// How the incident ended.
    pub outcome: Outcome,
    /// Whole minutes from opening to end, when that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// What was wrong.
    pub cause: String,
    /// The steps, in order.
    pub steps: Vec<ReportStep>,
    /// The answers of its debrief, question by question.
    pub answers: Vec<ReportAnswer>,
    /// What people had guessed before they saw the cause.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guesses: Vec<ReportGuess>,
}

/// What somebody thought the cause was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportGuess {
    /// The text of the guess.
    pub text: String,
    /// Who wrote it, when they signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// An answer to a question of a debrief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportAnswer {
    /// What was asked.
    pub question: DebriefQuestion,
    /// The text of the answer.
    pub text: String,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportStep {
    /// Its id, by which the timeline names it.
    pub id: StepId,
    /// When it happened, RFC 3339.
    pub at: String,
    /// The time is not known; it is spread evenly between known times.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
    /// What was done.
    pub kind: StepKind,
    /// What the scribe wrote.
    pub text: String,
    /// Who was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colleague: Option<String>,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportMoment {
    /// When, RFC 3339.
    pub at: String,
    /// The time is not known; it is spread evenly between known times.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
    /// What.
    pub kind: MomentKind,
    /// The card that it is about, by its round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// The step, when it is one; its text is with its card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// The headline of the evidence, or the text of the hint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What kind of evidence it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceKind>,
    /// The picture of the evidence, or of what was seen in the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<ReportPicture>,
    /// How many minutes the clock stood, the end was moved by, or were kept for reflection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// What happened at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MomentKind {
    /// The doors were opened.
    Opened,
    /// The hat went round.
    HatPassed,
    /// A card was opened.
    CardOpened,
    /// A piece of evidence was given out.
    EvidenceGiven,
    /// A hint was given.
    HintGiven,
    /// A step was taken.
    Step,
    /// The talk about a card began.
    DebriefStarted,
    /// A card was done.
    CardDone,
    /// The clock was stopped.
    Paused,
    /// The clock ran again.
    Resumed,
    /// The end was moved.
    Extended,
    /// Fewer minutes than planned were kept for reflection.
    ReflectionShortened,
    /// Reflection began.
    ReflectionStarted,
    /// The rounds went on after all.
    RoundsResumed,
    /// The workshop was closed.
    Closed,
    /// It was opened again to reflect further.
    Reopened,
}

/// A stored picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportPicture {
    /// SHA-256 of the stored bytes, in lower-case hexadecimal: its address.
    pub hash: String,
    /// What it shows.
    pub alt: String,
}

/// A wall with a name of the team's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportWall {
    /// Which.
    pub wall: Wall,
    /// What the team calls it.
    pub name: String,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportNote {
    /// Where it sticks.
    pub wall: Wall,
    /// Its text.
    pub text: String,
    /// Who wrote it; none for an unsigned note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The title of the group that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Its votes, once they were counted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub votes: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportAction {
    /// What will be done.
    pub text: String,
    /// The name of the member who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The day by which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How much it matters.
    pub priority: Priority,
    /// What it would bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Level>,
    /// What it would cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Level>,
    /// The name of the system that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Where it stood when the workshop was closed.
    pub status: ActionStatus,
    /// Why it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The texts of the notes that it came from.
    pub notes: Vec<String>,
}

/// Somebody who was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportPerson {
    /// The name.
    pub name: String,
    /// They have no account in the team.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guest: bool,
    /// They took part from somewhere else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub remote: bool,
    /// Their parts, each once.
    pub parts: Vec<ReportRole>,
    /// The names of those with whom they held a card together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drew_with: Vec<String>,
    /// When they were there; empty when it is not known.
    pub stays: Vec<Stay>,
}

/// A part in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Part)]
pub enum ReportRole {
    /// Ran it.
    Facilitator,
    /// Wrote the steps.
    Scribe,
    /// Drew cards.
    Responder,
    /// Looked on.
    Observer,
}

/// A time in the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Stay {
    /// From when, RFC 3339.
    pub from: String,
    /// Until when, RFC 3339; none while they are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Report {
    /// The same without the names of people: who wrote a note, who does an action, who was asked and who was there. What
    /// people wrote stays as it is.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        self.without_names = true;
        self.people.clear();
        self.notes.iter_mut().for_each(|note| note.author = None);
        self.actions.iter_mut().chain(&mut self.reviewed).for_each(|action| action.owner = None);
        self.cards.iter_mut().flat_map(|card| &mut card.guesses).for_each(|guess| guess.by = None);
        let steps = self.cards.iter_mut().flat_map(|card| &mut card.steps);
        steps.for_each(|step| step.colleague = None);
        self
    }

    /// The hashes of the pictures in it.
    pub fn pictures(&self) -> impl Iterator<Item = &str> {
        self.timeline.iter().filter_map(|moment| moment.picture.as_ref()).map(|picture| picture.hash.as_str())
    }
}
