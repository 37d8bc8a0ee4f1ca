//! Text that people type: trimmed, bounded and without control characters, so that nothing past the edge handles raw strings.

use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::characters::{breaks_line, is_seen, without_invisible};
use crate::refusal::{Refusal, Refuses, ValueReason};

/// Why a text was refused.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", self.refusal())]
pub enum TextError {
    /// Nothing but white space.
    Empty {
        /// What the text is, for a person to read.
        what: &'static str,
    },
    /// More characters than fit.
    TooLong {
        /// What the text is, for a person to read.
        what: &'static str,
        /// Its length in characters.
        length: usize,
        /// The most that fit.
        limit: usize,
    },
}

impl Refuses for TextError {
    fn refusal(&self) -> Refusal {
        match *self {
            Self::Empty { what } => ValueReason::TextEmpty.refusal().word("what", what),
            Self::TooLong { what, length, limit } => {
                ValueReason::TextTooLong.refusal().word("what", what).number("length", length).number("limit", limit)
            }
        }
    }
}

/// Trims `raw`, composes it (NFC), turns every kind of line end into `\n` and other control characters into spaces, and checks that
/// 1 to `limit` characters are left, one of which can be seen.
pub fn clean(what: &'static str, raw: &str, limit: usize, lines: Lines) -> Result<String, TextError> {
    let separated = raw.replace("\r\n", "\n");
    let separated = separated.chars().map(|c| match c {
        '\t' if lines == Lines::Many => c,
        c if breaks_line(c) && lines == Lines::Many => '\n',
        c if c.is_control() || breaks_line(c) || (c.is_whitespace() && lines != Lines::Many) => ' ',
        c => c,
    });
    let mut text: String = separated.collect();
    if lines == Lines::Name {
        text = without_invisible(&text);
    }
    let text: String = text.trim().nfc().collect();
    let length = text.chars().count();
    if !is_seen(&text) {
        Err(TextError::Empty { what })
    } else if length > limit {
        Err(TextError::TooLong { what, length, limit })
    } else {
        Ok(text)
    }
}

/// Reads a text that may be left empty: one of white space alone is none.
pub fn none_if_blank<'de, D: Deserializer<'de>, T: TryFrom<String, Error: std::fmt::Display>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let raw = Option::<String>::deserialize(deserializer)?.filter(|text| !text.trim().is_empty());
    raw.map(T::try_from).transpose().map_err(serde::de::Error::custom)
}

/// Whether a text may hold line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// A line that names something: line breaks become spaces, and there is nothing in it that cannot be seen.
    Name,
    /// Line breaks become spaces.
    One,
    /// Line breaks stay.
    Many,
}

macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident: $what:literal, $limit:literal, $lines:ident;)*) => {
        /// The name of every text, and the most characters that it holds.
        pub const LENGTHS: &[(&str, usize)] = &[$((stringify!($name), $limit)),*];

        $(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The most characters that it holds.
            pub const LIMIT: usize = $limit;

            /// Cleans and bounds a typed text; see [`clean`].
            pub fn parse(raw: &str) -> Result<Self, TextError> {
                clean($what, raw, $limit, Lines::$lines).map(Self)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let text = utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::Type::String);
                let text = text.min_length(Some(1)).max_length(Some($limit));
                text.description(Some(concat!($($doc),*).trim())).into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}

        impl TryFrom<String> for $name {
            type Error = TextError;

            /// Reads what was stored. What an earlier release took, which did not look for invisible characters, stays.
            fn try_from(raw: String) -> Result<Self, TextError> {
                Self::parse(&raw).or_else(|error| {
                    let taken = !raw.trim().is_empty() && raw.chars().count() <= Self::LIMIT;
                    if taken { Ok(Self(raw)) } else { Err(error) }
                })
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

texts! {
    /// The name of a person as others see it.
    PersonName: "The name", 60, Name;
    /// The name of a team.
    TeamName: "The team's name", 60, Name;
    /// The name of a system, as its dashboards write it.
    SystemName: "The system's name", 60, Name;
    /// The title of a workshop or of a scenario.
    Title: "The title", 120, Name;
    /// Where people meet.
    Place: "The place", 120, Name;
    /// The text of a step.
    StepText: "The step", 500, One;
    /// What a colleague answers.
    ReplyText: "The answer", 1_000, Many;
    /// The text of an answer in the debrief; it fits on a sticky note.
    AnswerText: "The answer", 280, Many;
    /// What somebody thinks the cause is.
    GuessText: "The guess", 280, One;
    /// What the survey asks.
    Question: "The question", 200, One;
    /// One of the survey's answers.
    ChoiceText: "The answer", 80, Name;
    /// What somebody adds to their ballot, in a line.
    BallotComment: "The comment", 200, One;
    /// The text of a sticky note.
    NoteText: "The note", 280, Many;
    /// What the notes of a group have in common.
    GroupTitle: "The group's title", 60, Name;
    /// What a team calls a wall.
    WallName: "The wall's name", 30, Name;
    /// What an action commits to.
    ActionText: "The action", 280, One;
    /// Why an action was dropped.
    ReasonText: "The reason", 200, One;
    /// The text of a runbook, as Markdown.
    RunbookText: "The runbook", 20_000, Many;
    /// Whom a question is for: a name or a role.
    ColleagueName: "The colleague", 60, Name;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cleaned() {
        let check = |raw: &str, expected: Result<&str, TextError>| {
            assert_eq!(NoteText::parse(raw).as_ref().map(NoteText::as_str), expected.as_ref().copied(), "{raw:?}");
        };
        check("  a note ", Ok("a note"));
        check("two\r\nlines", Ok("two\nlines"));
        check("a\u{0}b", Ok("a b"));
        for end in ["\u{b}", "\u{c}", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"] {
            check(&format!("first{end}second"), Ok("first\nsecond"));
            assert_eq!(Title::parse(&format!("first{end}second")).unwrap().as_str(), "first second", "{end:?}");
        }
        check("cafe\u{301}", Ok("caf\u{e9}"));
        check("\u{200b}\u{3164}\n", Err(TextError::Empty { what: "The note" }));
        check("right \u{202e}to left\u{202c}", Ok("right \u{202e}to left\u{202c}"));
        check(" \n ", Err(TextError::Empty { what: "The note" }));
        check(&"x".repeat(281), Err(TextError::TooLong { what: "The note", length: 281, limit: 280 }));
        assert_eq!(Title::parse("one\nline").unwrap().as_str(), "one line");
    }

    #[test]
    fn names_have_nothing_that_cannot_be_seen() {
        let empty = Err(TextError::Empty { what: "The name" });
        let check = |raw: &str, expected: Result<&str, TextError>| {
            assert_eq!(PersonName::parse(raw).as_ref().map(PersonName::as_str), expected.as_ref().copied(), "{raw:?}");
        };
        for alone in
            ["\u{200b}", "\u{3164}", "\u{2800}", "\u{ad}", "\u{202e}", "\u{e0041}", "\u{fe0f}", "\u{200d}\u{115f}"]
        {
            check(alone, empty.clone());
        }
        check("A\u{200b}da\u{202e} Lovelace", Ok("Ada Lovelace"));
        check("👩\u{200d}🔧 Ada", Ok("👩\u{200d}🔧 Ada"));
        check("Rene\u{301}e", Ok("Ren\u{e9}e"));
    }

    #[test]
    fn what_an_earlier_release_stored_can_be_read() {
        let read = |stored: &str| serde_json::from_value::<PersonName>(serde_json::json!(stored)).unwrap();
        assert_eq!(read("\u{3164}").as_str(), "\u{3164}");
        let long = "\u{958}".repeat(60);
        assert_eq!(read(&long).as_str(), long, "it is longer in NFC");
    }
}
