//! A workshop that was held with cards and Post-its: what people paste, and what was understood of it.
//!
//! The texts are read here and nowhere else; a page shows what came of them. Reading never fails: what cannot be
//! understood is a fault with its line, which a person mends.

mod actions;
mod clock;
mod due;
mod headings;
mod left_out;
mod lines;
mod people;
mod read;
mod rows;
mod steps;
#[cfg(test)]
mod tests;
mod understood;

use domain::id::{CommandId, PersonId, ScenarioId};
use domain::workshop::{ActionStatus, Outcome, Priority, StepKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::read::{Around, read};
pub use self::understood::{Holder, Played, ReadAction, ReadCard, ReadPaper, ReadStep};

/// A workshop that was held on paper, as it was typed and pasted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperWorkshop {
    /// Made by the client: sending it again under this id changes nothing. The workshop gets an id of its own.
    pub id: CommandId,
    /// What it was called, 1 to 120 characters.
    pub title: String,
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// When it began, `HH:MM` on a clock in the zone.
    pub time: String,
    /// The IANA zone, such as `Europe/Vienna`.
    pub zone: String,
    /// How long it lasted: 15 to 480 minutes.
    pub minutes: u16,
    /// The member who ran it.
    pub facilitator: PersonId,
    /// The member who wrote the steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scribe: Option<PersonId>,
    /// The members who were there.
    pub members: Vec<PersonId>,
    /// The names of the others who were there, one a line.
    pub others: String,
    /// The cards in the order in which they were played.
    pub cards: Vec<PaperCard>,
    /// The notes on What's Crappy, one a line.
    pub crappy: String,
    /// The notes on What's Awesome, one a line.
    pub awesome: String,
    /// The proposals on the wall Actions, one a line.
    pub proposals: String,
    /// The commitments, one a line: a table out of a spreadsheet, a CSV file, a Markdown table, or `what | who | when |
    /// priority`.
    pub actions: String,
    /// Who is meant where a name among the commitments may mean several members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<PaperOwner>,
}

/// Who does an action whose owner's name may mean several members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperOwner {
    /// The text of the action, as in the [`PaperChoice`].
    pub action: String,
    /// The name as written on the paper.
    pub name: String,
    /// Who it is.
    pub member: PersonId,
}

/// A name that may mean several members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperChoice {
    /// The text of the action.
    pub action: String,
    /// The name as written on the paper.
    pub name: String,
    /// Whom it may mean.
    pub members: Vec<PersonId>,
}

/// A card that was played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperCard {
    /// One of the team's cards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<ScenarioId>,
    /// The headline of a card that the team has not written down, 1 to 120 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// How the incident ended.
    pub outcome: Outcome,
    /// Who investigated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub investigator: Option<PaperPerson>,
    /// The steps, one a line; a time and a kind may stand before each.
    pub steps: String,
}

/// Somebody who was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum PaperPerson {
    /// A member.
    Member {
        /// Which member.
        member: PersonId,
    },
    /// One of the others.
    Other {
        /// The name, as written among the others.
        name: String,
    },
}

/// What was understood of a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperPreview {
    /// What was not, in the order of the page; without any, the workshop can be kept.
    pub faults: Vec<PaperFault>,
    /// What was read, but has no place in a workshop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<PaperLeftOut>,
    /// The others who were there.
    pub others: Vec<String>,
    /// The steps of each card.
    pub cards: Vec<Vec<PaperStepRow>>,
    /// The notes on What's Crappy.
    pub crappy: Vec<String>,
    /// The notes on What's Awesome.
    pub awesome: Vec<String>,
    /// The proposals.
    pub proposals: Vec<String>,
    /// The commitments.
    pub actions: Vec<PaperActionRow>,
}

/// A step as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperStepRow {
    /// Its time on the clock of the room, `HH:MM`, where one was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// What was done.
    pub kind: StepKind,
    /// Its text.
    pub text: String,
}

/// A commitment as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperActionRow {
    /// What will be done.
    pub text: String,
    /// The name of the member who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The day by which, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How much it matters.
    pub priority: Priority,
    /// Its status.
    #[serde(default)]
    pub status: ActionStatus,
    /// Who it is, and who else it may be, where the name means several members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<PersonId>,
    /// See `chosen`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<PaperChoice>,
}

/// Words that were read and left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperLeftOut {
    /// Where they stand.
    pub place: PaperPlace,
    /// Which card they belong to, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<u32>,
    /// The line, from 1.
    pub line: u32,
    /// The last line, where a cell of a spreadsheet had several.
    pub last_line: u32,
    /// The heading of their column, where they stood in a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The words.
    pub text: String,
}

/// Something that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperFault {
    /// Where it stands.
    pub place: PaperPlace,
    /// Which card it belongs to, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<u32>,
    /// The line, from 1, in a text of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The last line, where a cell of a spreadsheet had several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_line: Option<u32>,
    /// What is wrong and how to correct it.
    pub reason: String,
    /// The line or lines as they stand there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Between whom a person can choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<PaperChoice>,
}

/// A place on the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaperPlace {
    /// What it was called.
    Title,
    /// The day.
    Date,
    /// When it began.
    Time,
    /// The zone.
    Zone,
    /// How long it lasted.
    Minutes,
    /// Who ran it.
    Facilitator,
    /// Who wrote the steps.
    Scribe,
    /// The members who were there.
    Members,
    /// The others who were there.
    Others,
    /// Which card it was.
    Card,
    /// Who investigated.
    Investigator,
    /// The steps of a card.
    Steps,
    /// What's Crappy.
    Crappy,
    /// What's Awesome.
    Awesome,
    /// The proposals.
    Proposals,
    /// The commitments.
    Actions,
}

/// Why one line was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
struct LineFault {
    line: u32,
    last_line: u32,
    reason: String,
    choice: Option<PaperChoice>,
}

impl LineFault {
    fn at(line: u32, reason: impl Into<String>) -> Self {
        Self { line, last_line: line, reason: reason.into(), choice: None }
    }
}
