//! A paper that was understood.

use domain::id::{PersonId, ScenarioId};
use domain::text::{ActionText, NoteText, PersonName, ReasonText, StepText, Title};
use domain::time::{Day, Timestamp};
use domain::workshop::{ActionStatus, Level, Outcome, Plan, Priority, StepKind, Wall};

/// A paper that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadPaper {
    /// What it was called, when it began and how long it lasted.
    pub plan: Plan,
    /// Who ran it.
    pub facilitator: PersonId,
    /// Who wrote the steps.
    pub scribe: Option<PersonId>,
    /// The members who were there, those who ran it and wrote first.
    pub members: Vec<PersonId>,
    /// The others who were there.
    pub others: Vec<PersonName>,
    /// The cards.
    pub cards: Vec<ReadCard>,
    /// The notes.
    pub notes: Vec<(Wall, NoteText)>,
    /// The commitments.
    pub actions: Vec<ReadAction>,
}

/// A card that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadCard {
    /// Which card.
    pub played: Played,
    /// Who investigated.
    pub investigator: Option<Holder>,
    /// How the incident ended.
    pub outcome: Outcome,
    /// The steps.
    pub steps: Vec<ReadStep>,
}

/// Which card was played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Played {
    /// One of the team's.
    Card(ScenarioId),
    /// One that the team knows by its headline only.
    Titled(Title),
}

/// Who held a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A member.
    Member(PersonId),
    /// One of the others, by place.
    Other(usize),
}

/// A step that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadStep {
    /// Its time, where one stood there.
    pub at: Option<Timestamp>,
    /// What was done.
    pub kind: StepKind,
    /// Its text.
    pub text: StepText,
}

/// A commitment that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAction {
    /// What will be done.
    pub text: ActionText,
    /// Who does it.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Option<Day>,
    /// How much it matters.
    pub priority: Priority,
    /// What it would bring.
    pub impact: Option<Level>,
    /// What it would cost.
    pub effort: Option<Level>,
    /// Its status.
    pub status: ActionStatus,
    /// Why it was dropped.
    pub reason: Option<ReasonText>,
}
