//! A scenario: an incident to practise. The card's front, its back, and what only the facilitator may read.

mod draft;
mod evidence;
mod flaw;
pub mod limits;

use serde::{Deserialize, Serialize};

pub use self::draft::{Complete, Content, Draft};
pub use self::evidence::{Evidence, EvidenceContent, EvidenceFields, EvidenceKind, KindMismatch, Picture};
pub use self::flaw::{Field, Flaw, FlawKind, Part, Spot};
use crate::text::{SystemName, Title};

/// The contents of one revision of a scenario. Immutable once a round has pinned it.
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
    /// What the facilitator should know and may reveal.
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
    /// The pack that the card came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<CardPack>,
}

/// The pack that a card came from, with the terms on which it may be used. A card keeps it when it is changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardPack {
    /// The pack's name.
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 120))]
    pub title: Title,
    /// Which edition it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The terms on which others may use it; an SPDX identifier as a rule.
    pub licence: String,
    /// Who made the pack.
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

impl Difficulty {
    /// All of them, the easiest first.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Medium, Self::Hard];

    /// How files and the API write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
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

/// A nudge for an investigator who is stuck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hint {
    /// Minutes of investigation after which it makes sense.
    pub after_minutes: u16,
    /// The text of the hint.
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
/// The most characters of a short line: an evidence's headline, sender or recipient, an author, an organisation.
pub const MAX_LINE: usize = 120;
/// The most hints.
pub const MAX_HINTS: usize = 10;
/// The most steps of a reference path.
pub const MAX_REFERENCE_STEPS: usize = 20;
/// The most recipients of an e-mail.
pub const MAX_RECIPIENTS: usize = 20;
/// The most authors of a pack.
pub const MAX_PACK_AUTHORS: usize = 50;
/// The most authors.
pub const MAX_AUTHORS: usize = 10;
/// The furthest that evidence may lie before or after the call, in seconds: a year.
pub const MAX_OFFSET_S: i64 = 366 * 86_400;
/// The longest wait for a hint or a piece of evidence, in minutes.
pub const MAX_WAIT_MINUTES: u16 = 60;
/// The characters of a scenario's slug.
pub const SLUG_LENGTH: std::ops::RangeInclusive<usize> = 3..=60;
/// The most characters of the id of a piece of evidence.
pub const MAX_EVIDENCE_ID: usize = 60;

/// Whether `slug` may name a file of a pack. `pack.yaml` is the head of the pack, and Windows keeps some names for
/// devices, whatever ending they have.
#[must_use]
pub fn is_free_file_name(slug: &str) -> bool {
    let device = |prefix: &str| {
        slug.strip_prefix(prefix).is_some_and(|number| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit()))
    };
    !matches!(slug, "pack" | "con" | "prn" | "aux" | "nul") && !device("com") && !device("lpt")
}
/// The minutes that an investigation may be planned for.
pub const MINUTES: std::ops::RangeInclusive<u16> = 5..=60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_api() {
        fn check<T: serde::de::DeserializeOwned + std::fmt::Debug>(words: &[&str]) {
            let all: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            let refusal = serde_json::from_str::<T>("\"?\"").unwrap_err().to_string();
            assert!(refusal.contains(&format!("expected one of {} at", all.join(", "))), "{refusal}");
        }
        check::<EvidenceKind>(&EvidenceKind::ALL.map(EvidenceKind::word));
        check::<Difficulty>(&Difficulty::ALL.map(Difficulty::word));
    }

    #[test]
    fn names_that_no_file_of_a_pack_may_have() {
        for slug in ["pack", "con", "nul", "aux", "prn", "com0", "com7", "lpt9"] {
            assert!(!is_free_file_name(slug), "{slug}");
        }
        for slug in ["packs", "card-pack", "cone", "com", "com10", "lpt-1", "comx"] {
            assert!(is_free_file_name(slug), "{slug}");
        }
    }
}
