//! A scenario: an incident to practise. The card's front, its back, and what only the facilitator may read.

use serde::{Deserialize, Serialize};

use crate::text::{SystemName, Title};

/// What one revision of a scenario says. Immutable once a round has pinned it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scenario {
    /// A short name in a pack: lower-case words joined by hyphens.
    pub slug: String,
    /// The headline on the card.
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 120))]
    pub title: Title,
    /// The systems that the incident touches; at least one.
    pub systems: Vec<ScenarioSystem>,
    /// How hard it is for a first-timer.
    pub difficulty: Difficulty,
    /// The front of the card, read out in a minute.
    pub brief: String,
    /// The back of the card and what may be asked for, in the order in which it is best shown.
    pub evidence: Vec<Evidence>,
    /// How long an investigation should take, 5 to 60 minutes.
    pub minutes: u16,
    /// What the facilitator should know and may tell.
    pub notes: String,
    /// Nudges, in the order in which they help.
    pub hints: Vec<Hint>,
    /// The steps that an expert took, in order.
    pub reference_path: Vec<String>,
    /// What was wrong.
    pub cause: String,
    /// What ended it, and what should follow.
    pub resolution: String,
    /// Where the incident comes from.
    pub origin: Origin,
    /// Who wrote the card.
    pub authors: Vec<String>,
}

/// A system as a scenario names it; mapped to one of the team's own when the scenario is added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScenarioSystem {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 60))]
    pub name: SystemName,
    /// What it does, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// How hard a scenario is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Difficulty {
    /// The evidence leads straight to the cause.
    Easy,
    /// One wrong turn is likely.
    Medium,
    /// Several causes fit until the right question is asked.
    Hard,
}

/// One piece of information that a responder is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Its name within the scenario: lower-case words joined by hyphens.
    pub id: String,
    /// What it is.
    pub kind: EvidenceKind,
    /// Its headline: a page's title, a mail's subject, what a log or picture shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who or what sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// When it was sent, in seconds relative to the moment at which the responder is called; negative is before.
    pub offset_s: i64,
    /// When it is given out.
    pub release: Release,
    /// True, but it points away from the cause.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub misleading: bool,
    /// Its text; in a log the lines that begin with `> ` are marked.
    #[serde(default)]
    pub body: String,
    /// A picture, for the kind that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

/// What a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EvidenceKind {
    /// An alarm that called somebody.
    Page,
    /// A message in a chat.
    Chat,
    /// An e-mail.
    Email,
    /// Lines of a log.
    Log,
    /// A screenshot or a graph.
    Picture,
    /// A colleague's tap on the shoulder.
    Tap,
    /// Anything else that can be read.
    Text,
}

/// When a piece of evidence is given out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Release {
    /// It is on the back of the card: the investigator turns it over at will.
    Back,
    /// Somebody must ask for it first.
    Asked {
        /// What must be asked for, such as "the dead letters of invoice-events".
        ask: String,
    },
    /// It arrives by itself after so many minutes of investigation.
    After {
        /// Minutes since the card was opened.
        minutes: u16,
    },
}

/// A picture of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Picture {
    /// SHA-256 of the stored picture, in lower-case hexadecimal; in a scenario file the name of a file beside it.
    pub source: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}

/// A nudge for an investigator who is stuck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hint {
    /// Minutes of investigation after which it makes sense.
    pub after_minutes: u16,
    /// What to say.
    pub text: String,
}

/// Where a scenario comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Origin {
    /// An incident that happened.
    Real {
        /// Whose it was, when that is public.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organisation: Option<String>,
        /// Its published account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<String>,
        /// The day of the incident, `YYYY-MM-DD`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<String>,
    },
    /// An invention.
    MadeUp,
}

/// The most evidence that a card holds.
pub const MAX_EVIDENCE: usize = 20;
/// The most systems that a card names.
pub const MAX_SYSTEMS: usize = 8;
/// The most characters of a brief: what can be read out in a minute.
pub const MAX_BRIEF: usize = 900;
/// The most characters of any other long text of a scenario.
pub const MAX_TEXT: usize = 6_000;
/// The most characters of a sentence: what a system does, what must be asked for, what a picture shows, a hint, a step.
pub const MAX_SENTENCE: usize = 500;
/// The most characters of a short line: an evidence's headline or sender, an author, an organisation.
pub const MAX_LINE: usize = 120;
/// The most hints.
pub const MAX_HINTS: usize = 10;
/// The steps of a reference path.
pub const REFERENCE_STEPS: std::ops::RangeInclusive<usize> = 3..=20;
/// The minutes that an investigation may be planned for.
pub const MINUTES: std::ops::RangeInclusive<u16> = 5..=60;
