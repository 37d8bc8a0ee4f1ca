//! What keeps a draft from being complete: where it is, and what is wrong there. Forms and files show both in their own words.

use super::limits::{self, CountLimit};
use super::{MAX_EVIDENCE_ID, MAX_WAIT_MINUTES, MINUTES};
use crate::refusal::{Refusal, Refuses, ValueReason};
use crate::text::{SystemName, TextError};
use crate::time::DayError;

/// What keeps a draft from being complete.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct Flaw {
    /// Where it is.
    pub spot: Spot,
    /// What is wrong.
    pub kind: FlawKind,
}

/// A place in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The part of the scenario.
    pub part: Part,
    /// The item of the part's list, from 0.
    pub item: Option<usize>,
    /// The field of the item, or of a part that has fields.
    pub field: Option<Field>,
}

/// A part of a scenario, under the name that it has in forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The systems that the incident touches.
    Systems,
    /// The front of the card.
    Brief,
    /// The evidence.
    Evidence,
    /// How long an investigation should take.
    Minutes,
    /// The facilitator's notes.
    Notes,
    /// What was wrong.
    Cause,
    /// What ended it.
    Resolution,
    /// The hints.
    Hints,
    /// The steps that an expert took.
    ReferencePath,
    /// Who wrote the card.
    Authors,
    /// Where the incident comes from.
    Origin,
    /// The pack that the card came from.
    Pack,
}

/// A field of a system, a piece of evidence, a hint, the origin or the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The id of a piece of evidence.
    Id,
    /// A system's name.
    Name,
    /// What a system does.
    About,
    /// The headline of a piece of evidence.
    Title,
    /// Who or what sent a piece of evidence.
    Sender,
    /// Whom an e-mail went to.
    Recipients,
    /// When a piece of evidence was sent.
    Offset,
    /// When a piece of evidence is given out.
    Release,
    /// What must be asked for.
    Ask,
    /// The text of a piece of evidence.
    Body,
    /// What a picture shows.
    Alt,
    /// When a hint makes sense.
    After,
    /// The text of a hint.
    Text,
    /// Whose incident it was.
    Organisation,
    /// The published account.
    Link,
    /// The day of the incident.
    Date,
    /// Which edition of a pack it was.
    Version,
    /// The terms of a pack.
    Licence,
}

/// What is wrong. It displays as a whole sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.refusal().sentence())]
pub enum FlawKind {
    /// A text is empty or too long.
    Text(TextError),
    /// No system is named.
    NoSystem,
    /// A list has too many items.
    TooMany(CountLimit),
    /// The minutes are out of range.
    Minutes,
    /// Two systems have one name.
    SameSystem(SystemName),
    /// A piece of evidence cannot be called so.
    EvidenceId,
    /// Two pieces of evidence have one id.
    SameEvidenceId(String),
    /// Evidence is too far from the call.
    Offset,
    /// Evidence arrives too late, or at once.
    ReleaseMinutes,
    /// A hint comes too late.
    HintMinutes,
    /// A link is none.
    Link,
    /// A day is none.
    Day(DayError),
}

impl Refuses for FlawKind {
    fn refusal(&self) -> Refusal {
        match self {
            Self::Text(error) => error.refusal(),
            Self::NoSystem => ValueReason::CardWithoutSystem.refusal(),
            Self::TooMany(limit) => {
                ValueReason::PartsFull.refusal().number("limit", *limit.items.end()).word("what", limit.name)
            }
            Self::Minutes => {
                ValueReason::CardMinutes.refusal().number("least", *MINUTES.start()).number("limit", *MINUTES.end())
            }
            Self::SameSystem(name) => ValueReason::SystemTwice.refusal().word("name", name.as_str()),
            Self::EvidenceId => ValueReason::EvidenceName.refusal().number("limit", MAX_EVIDENCE_ID),
            Self::SameEvidenceId(id) => ValueReason::EvidenceTwice.refusal().word("name", id),
            Self::Offset => ValueReason::EvidenceOffset.refusal(),
            Self::ReleaseMinutes => {
                let (least, limit) = (*limits::RELEASE_MINUTES.start(), *limits::RELEASE_MINUTES.end());
                ValueReason::EvidenceArrival.refusal().number("least", least).number("limit", limit)
            }
            Self::HintMinutes => ValueReason::HintArrival.refusal().number("limit", MAX_WAIT_MINUTES),
            Self::Link => ValueReason::WebLink.refusal(),
            Self::Day(error) => error.refusal(),
        }
    }
}

impl Part {
    /// The key of the part in files and the API.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Systems => "systems",
            Self::Brief => "brief",
            Self::Evidence => "evidence",
            Self::Minutes => "minutes",
            Self::Notes => "notes",
            Self::Cause => "cause",
            Self::Resolution => "resolution",
            Self::Hints => "hints",
            Self::ReferencePath => "reference_path",
            Self::Authors => "authors",
            Self::Origin => "origin",
            Self::Pack => "pack",
        }
    }

    /// An item of the part's list.
    #[must_use]
    pub fn item(self, index: usize) -> Spot {
        Spot { item: Some(index), ..Spot::from(self) }
    }
}

impl From<Part> for Spot {
    fn from(part: Part) -> Self {
        Self { part, item: None, field: None }
    }
}

impl Spot {
    /// A field of what is here.
    #[must_use]
    pub fn field(self, field: Field) -> Self {
        Self { field: Some(field), ..self }
    }
}
