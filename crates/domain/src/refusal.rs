//! Why something was refused: a stable code with parameters, for which a catalogue has a text in each language. The English text
//! stands beside the code.

use std::fmt;

/// A value that is named in the text of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// A number, to be written as the reader writes numbers.
    Number(u64),
    /// Words that a person typed, or another code.
    Text(String),
}

/// Why something was refused. Shows itself in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Does not change between releases.
    pub code: &'static str,
    /// The English text, with `{name}` where a parameter is filled in.
    pub text: &'static str,
    /// The values for the text, by name.
    pub params: Vec<(&'static str, Param)>,
}

impl Refusal {
    /// Adds a number to the parameters.
    #[must_use]
    pub fn number(mut self, name: &'static str, number: impl TryInto<u64>) -> Self {
        self.params.push((name, Param::Number(number.try_into().unwrap_or(u64::MAX))));
        self
    }

    /// Adds words to the parameters.
    #[must_use]
    pub fn word(mut self, name: &'static str, word: impl Into<String>) -> Self {
        self.params.push((name, Param::Text(word.into())));
        self
    }

    /// The English text as a whole sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let text = self.to_string();
        if text.ends_with('.') { text } else { text + "." }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Piece by piece, so that braces in what a person typed are not filled in.
        let mut rest = self.text;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, at)| Some((before, at.split_once('}')?)))
        {
            f.write_str(before)?;
            match self.params.iter().find(|(param, _)| *param == name) {
                Some((_, Param::Number(number))) => write!(f, "{number}")?,
                Some((_, Param::Text(words))) => f.write_str(words)?,
                None => write!(f, "{{{name}}}")?,
            }
            rest = after;
        }
        f.write_str(rest)
    }
}

/// An error that says why something was refused.
pub trait Refuses {
    /// Why.
    fn refusal(&self) -> Refusal;
}

impl Refuses for ValueReason {
    fn refusal(&self) -> Refusal {
        (*self).into()
    }
}

/// Defines an enumeration of reasons, each with its code and its English text.
#[macro_export]
macro_rules! reasons {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal: $text:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $text] $variant),+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Stable.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The English text; parameters stand in it as `{name}`.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The refusal, yet without parameters.
            #[must_use]
            pub const fn refusal(self) -> $crate::refusal::Refusal {
                $crate::refusal::Refusal { code: self.code(), text: self.text(), params: Vec::new() }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.text())
            }
        }

        impl From<$name> for $crate::refusal::Refusal {
            fn from(reason: $name) -> Self {
                reason.refusal()
            }
        }
    };
}

crate::reasons! {
    /// Why a value that somebody typed or chose was refused.
    ValueReason {
        TextEmpty = "text_empty": "{what} is empty";
        TextTooLong = "text_too_long": "{what} has {length} characters; {limit} fit";
        Channel = "channel": "Write the channel's name, such as #support, or paste its link from Slack";
        Threshold = "threshold": "a round is shown from 3 to 10 ballots on";
        Day = "day": "a day is written YYYY-MM-DD, such as 2026-12-04";
        RetentionChoice = "retention_choice": "Choose one of {choices}, or for ever.";
        RecurrenceUnreadable = "recurrence_unreadable": "This is no rule of RFC 5545, such as FREQ=MONTHLY;BYDAY=1TU";
        RecurrencePart = "recurrence_part": "{part} has no place in the rule: the hour stands beside it, and it goes on until it is switched off";
        RecurrenceTooFine = "recurrence_too_fine": "A rule counts in days, weeks, months or years";
        RecurrenceTooOften = "recurrence_too_often": "Leave at least a week between two rounds";
        RecurrenceTooSeldom = "recurrence_too_seldom": "Leave at most a year between two rounds";
        WebLink = "web_link": "A link starts with https:// or http:// and has no spaces";
        CardWithoutSystem = "card_without_system": "Name at least one system.";
        SystemTwice = "system_twice": "The system {name} is named twice.";
        EvidenceTwice = "evidence_twice": "Two pieces of evidence are called {name}.";
        CardMinutes = "card_minutes": "An investigation takes {least} to {limit} minutes.";
        PartsFull = "parts_full": "There is room for {limit} {what}.";
        EvidenceName = "evidence_name": "A piece of evidence is called by up to {limit} small letters, digits and hyphens.";
        EvidenceOffset = "evidence_offset": "Evidence is at most a year before or after the call.";
        EvidenceArrival = "evidence_arrival": "Evidence arrives after {least} to {limit} minutes.";
        HintArrival = "hint_arrival": "A hint makes sense after at most {limit} minutes.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_filled_in_once() {
        let refusal =
            ValueReason::TextTooLong.refusal().word("what", "{limit}").number("length", 9_u64).number("limit", 5_u64);
        assert_eq!(refusal.sentence(), "{limit} has 9 characters; 5 fit.");
    }

    #[test]
    fn a_missing_parameter_keeps_its_place() {
        assert_eq!(ValueReason::TextEmpty.refusal().to_string(), "{what} is empty");
    }
}
