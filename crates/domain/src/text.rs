//! Text that people type: trimmed, bounded and without control characters, so that nothing past the edge handles raw strings.

use serde::{Deserialize, Serialize};

/// Why a text was refused.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum TextError {
    /// Nothing but white space.
    #[error("{what} is empty")]
    Empty {
        /// What the text is, for a person to read.
        what: &'static str,
    },
    /// More characters than fit.
    #[error("{what} has {length} characters; {limit} fit")]
    TooLong {
        /// What the text is, for a person to read.
        what: &'static str,
        /// Its length in characters.
        length: usize,
        /// The most that fit.
        limit: usize,
    },
}

/// Trims `raw`, turns line ends into `\n`, drops other control characters, and checks that 1 to `limit` characters are left.
pub fn clean(what: &'static str, raw: &str, limit: usize, lines: Lines) -> Result<String, TextError> {
    let text: String = raw
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if lines == Lines::One && c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() || *c == '\n' || *c == '\t')
        .collect();
    let text = text.trim().to_owned();
    let length = text.chars().count();
    if length == 0 {
        Err(TextError::Empty { what })
    } else if length > limit {
        Err(TextError::TooLong { what, length, limit })
    } else {
        Ok(text)
    }
}

/// Whether a text may hold line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Line breaks become spaces.
    One,
    /// Line breaks stay.
    Many,
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $what:literal, $limit:literal, $lines:ident;)*) => {$(
        $(#[$doc])*
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

        impl TryFrom<String> for $name {
            type Error = TextError;
            fn try_from(raw: String) -> Result<Self, TextError> {
                Self::parse(&raw)
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
    PersonName: "The name", 60, One;
    /// The name of a team.
    TeamName: "The team's name", 60, One;
    /// The name of a system, as its dashboards write it.
    SystemName: "The system's name", 60, One;
    /// The title of a workshop or of a scenario.
    Title: "The title", 120, One;
    /// Where people meet.
    Place: "The place", 120, One;
    /// What a step says.
    StepText: "The step", 500, One;
    /// What a colleague answers.
    ReplyText: "The answer", 1_000, Many;
    /// What somebody says to a question of the debrief; it fits on a sticky note.
    AnswerText: "The answer", 280, Many;
    /// What the survey asks.
    Question: "The question", 200, One;
    /// One of the survey's answers.
    ChoiceText: "The answer", 80, One;
    /// What somebody adds to their ballot, in a line.
    BallotComment: "The comment", 200, One;
    /// What a sticky note says.
    NoteText: "The note", 280, Many;
    /// What the notes of a group have in common.
    GroupTitle: "The group's title", 60, One;
    /// What a team calls a wall.
    WallName: "The wall's name", 30, One;
    /// What an action commits to.
    ActionText: "The action", 280, One;
    /// Why an action was dropped.
    ReasonText: "The reason", 200, One;
    /// What a runbook says, as Markdown.
    RunbookText: "The runbook", 20_000, Many;
    /// Whom a question is for: a name or a role.
    ColleagueName: "The colleague", 60, One;
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
        check("a\u{0}b", Ok("ab"));
        check(" \n ", Err(TextError::Empty { what: "The note" }));
        check(&"x".repeat(281), Err(TextError::TooLong { what: "The note", length: 281, limit: 280 }));
        assert_eq!(Title::parse("one\nline").unwrap().as_str(), "one line");
    }
}
