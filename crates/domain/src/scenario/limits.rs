//! What is asked of every text, list and number of a scenario. The reader of files, the editor's check and the JSON Schema
//! use these definitions.

use std::ops::RangeInclusive;

use crate::text::{Lines, TextError, clean};

use super::{MAX_BRIEF, MAX_LINE, MAX_SENTENCE, MAX_TEXT};

/// What is asked of one text of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLimit {
    /// What the text is, for a person to read.
    pub name: &'static str,
    /// The most characters that it holds.
    pub characters: usize,
    /// Whether it may hold line breaks.
    pub lines: Lines,
    /// Whether it may be empty.
    pub may_be_empty: bool,
}

impl TextLimit {
    const fn new(name: &'static str, characters: usize, lines: Lines) -> Self {
        Self { name, characters, lines, may_be_empty: false }
    }

    const fn or_empty(self) -> Self {
        Self { may_be_empty: true, ..self }
    }

    /// Cleans a text; see [`clean`].
    pub fn clean(&self, raw: &str) -> Result<String, TextError> {
        if self.may_be_empty && raw.trim().is_empty() {
            return Ok(String::new());
        }
        clean(self.name, raw, self.characters, self.lines)
    }

    /// Cleans a text that need not be there; an empty one is none.
    pub fn clean_optional(&self, raw: Option<&str>) -> Result<Option<String>, TextError> {
        raw.filter(|text| !text.trim().is_empty()).map(|text| self.clean(text)).transpose()
    }
}

/// How many items a list of a scenario holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountLimit {
    /// What the items are, for a person to read.
    pub name: &'static str,
    /// The fewest and the most of them.
    pub items: RangeInclusive<usize>,
}

/// The front of the card.
pub const BRIEF: TextLimit = TextLimit::new("The brief", MAX_BRIEF, Lines::Many);
/// What a system does.
pub const ABOUT: TextLimit = TextLimit::new("What the system does", MAX_SENTENCE, Lines::One);
/// A piece of evidence's headline.
pub const EVIDENCE_TITLE: TextLimit = TextLimit::new("The evidence's title", MAX_LINE, Lines::One);
/// Who or what sent a piece of evidence.
pub const EVIDENCE_SENDER: TextLimit = TextLimit::new("The evidence's sender", MAX_LINE, Lines::One);
/// Whom an e-mail went to.
pub const RECIPIENT: TextLimit = TextLimit::new("A recipient", MAX_LINE, Lines::One);
/// A piece of evidence's text.
pub const EVIDENCE_BODY: TextLimit = TextLimit::new("The evidence", MAX_TEXT, Lines::Many);
/// What must be asked for.
pub const ASK: TextLimit = TextLimit::new("What must be asked for", MAX_SENTENCE, Lines::One);
/// What a picture shows.
pub const ALT: TextLimit = TextLimit::new("What the picture shows", MAX_SENTENCE, Lines::One);
/// The facilitator's notes.
pub const NOTES: TextLimit = TextLimit::new("The notes", MAX_TEXT, Lines::Many).or_empty();
/// What was wrong.
pub const CAUSE: TextLimit = TextLimit::new("The cause", MAX_TEXT, Lines::Many).or_empty();
/// What ended it.
pub const RESOLUTION: TextLimit = TextLimit::new("The resolution", MAX_TEXT, Lines::Many).or_empty();
/// A nudge.
pub const HINT: TextLimit = TextLimit::new("A hint", MAX_SENTENCE, Lines::Many);
/// A step of the reference path.
pub const REFERENCE_STEP: TextLimit = TextLimit::new("A step of the reference path", MAX_SENTENCE, Lines::One);
/// An author.
pub const AUTHOR: TextLimit = TextLimit::new("An author's name", MAX_LINE, Lines::One);
/// Which edition of a pack it is.
pub const PACK_VERSION: TextLimit = TextLimit::new("The pack's version", MAX_LINE, Lines::One);
/// The terms on which others may use a pack.
pub const LICENCE: TextLimit = TextLimit::new("The licence", MAX_LINE, Lines::One);
/// Whose incident it was.
pub const ORGANISATION: TextLimit = TextLimit::new("The organisation", MAX_LINE, Lines::One);

/// The systems of a card.
pub const SYSTEMS: CountLimit = CountLimit { name: "systems", items: 1..=super::MAX_SYSTEMS };
/// The evidence of a card.
pub const EVIDENCE: CountLimit = CountLimit { name: "pieces of evidence", items: 0..=super::MAX_EVIDENCE };
/// The recipients of an e-mail.
pub const RECIPIENTS: CountLimit = CountLimit { name: "recipients", items: 0..=super::MAX_RECIPIENTS };
/// The hints of a card.
pub const HINTS: CountLimit = CountLimit { name: "hints", items: 0..=super::MAX_HINTS };
/// The steps of a reference path.
pub const REFERENCE_STEPS: CountLimit =
    CountLimit { name: "steps of the reference path", items: 0..=super::MAX_REFERENCE_STEPS };
/// The authors of a card.
pub const AUTHORS: CountLimit = CountLimit { name: "authors", items: 0..=super::MAX_AUTHORS };
/// The authors of a pack.
pub const PACK_AUTHORS: CountLimit = CountLimit { name: "authors", items: 0..=super::MAX_PACK_AUTHORS };

/// The minutes of investigation after which a hint makes sense.
pub const HINT_MINUTES: RangeInclusive<u16> = 0..=super::MAX_WAIT_MINUTES;
/// The minutes of investigation after which a piece of evidence arrives.
pub const RELEASE_MINUTES: RangeInclusive<u16> = 1..=super::MAX_WAIT_MINUTES;
/// When a piece of evidence was sent, in seconds relative to the call.
pub const OFFSETS_S: RangeInclusive<i64> = -super::MAX_OFFSET_S..=super::MAX_OFFSET_S;
/// The length of the id of a piece of evidence.
pub const EVIDENCE_ID_LENGTH: RangeInclusive<usize> = 1..=super::MAX_EVIDENCE_ID;

/// Whether `text` is of so many lower-case letters, digits and hyphens.
#[must_use]
pub fn is_plain_name(text: &str, length: &RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
