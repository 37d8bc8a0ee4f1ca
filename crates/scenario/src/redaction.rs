//! Redaction: what a text must not give away is found and replaced before anything is stored.
//!
//! Pure: originals and what replaced them live in a [`Redactor`] and its findings, and are gone with them. Every step takes
//! time in proportion to the text, whatever the text is.

mod addresses;
mod alphabet;
mod chance;
mod forms;
mod hit;
mod invented;
mod matching;
mod named_forms;
mod numbers;
mod people;
mod phones;
mod pseudonyms;
mod review;
mod secrets;
mod tokens;
mod words;

use std::ops::Range;

pub use self::hit::FindingKind;
pub use self::people::Person;
pub use self::review::{Review, ReviewedFinding, ReviewedText};

use self::addresses::Domains;
use self::hit::{Hit, settle};
use self::people::People;
use self::pseudonyms::{Pseudonyms, is_our_email, is_our_host};

/// What is known before a text is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// People whose names must go, as a users file lists them.
    pub people: Vec<Person>,
    /// Domains whose hosts must go, such as `shop.example`.
    pub domains: Vec<String>,
}

/// Something that a text should not give away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Where it is, in bytes of its text.
    pub range: Range<usize>,
    /// The text there.
    pub value: String,
    /// What should stand there instead.
    pub replacement: String,
}

/// Finds what must go, and knows what replaces it: the same for the same person, host or value in every text.
pub struct Redactor {
    domains: Domains,
    people: People,
    pseudonyms: Pseudonyms,
}

impl Redactor {
    /// A redactor that has seen no text yet.
    #[must_use]
    pub fn new(known: &Known) -> Self {
        Self {
            domains: Domains::new(&known.domains),
            people: People::new(&known.people),
            pseudonyms: Pseudonyms::default(),
        }
    }

    /// The findings of each text, in the order of their places. Names that one text gives away are found in all of them.
    pub fn find(&mut self, texts: &[&str]) -> Vec<Vec<Finding>> {
        self.people.learn(texts);
        self.pseudonyms.avoid(self.people.first_names());
        let names = self.people.names();
        texts
            .iter()
            .map(|text| {
                let mut hits = Vec::new();
                tokens::find(text, &mut hits);
                secrets::find(text, &mut hits);
                addresses::find(text, &mut hits);
                numbers::find(text, &mut hits);
                phones::find(text, &mut hits);
                self.domains.find(text, &mut hits);
                names.find(text, &mut self.people, &mut hits);
                hits.retain(|hit| !is_replaced_already(hit.kind, &text[hit.range.clone()]));
                settle(hits).iter().map(|hit| self.finding(text, hit)).collect()
            })
            .collect()
    }

    /// The finding for text that somebody selected.
    pub fn select(&mut self, text: &str, range: Range<usize>) -> Finding {
        self.finding(text, &Hit::new(FindingKind::Selected, range))
    }

    fn finding(&mut self, text: &str, hit: &Hit) -> Finding {
        let value = text[hit.range.clone()].to_owned();
        let replacement = if hit.parts.is_empty() {
            self.pseudonyms.replacement(hit, &value, &mut self.people)
        } else {
            let parts: Vec<Finding> = hit.parts.iter().map(|part| self.finding(text, part)).collect();
            replace_within(text, hit.range.clone(), &parts)
        };
        Finding { kind: hit.kind, range: hit.range.clone(), value, replacement }
    }
}

fn is_replaced_already(kind: FindingKind, value: &str) -> bool {
    (kind == FindingKind::Email && is_our_email(&value.to_lowercase()))
        || (kind == FindingKind::Host && is_our_host(&value.to_ascii_lowercase()))
}

/// The text with every finding replaced. They must be of this text, in the order of their places, and not overlap.
#[must_use]
pub fn replace<'f>(text: &str, findings: impl IntoIterator<Item = &'f Finding>) -> String {
    replace_within(text, 0..text.len(), findings)
}

fn replace_within<'f>(text: &str, range: Range<usize>, findings: impl IntoIterator<Item = &'f Finding>) -> String {
    let mut made = String::with_capacity(range.len());
    let mut at = range.start;
    for finding in findings {
        made.push_str(&text[at..finding.range.start]);
        made.push_str(&finding.replacement);
        at = finding.range.end;
    }
    made.push_str(&text[at..range.end]);
    made
}

#[cfg(test)]
mod tests;
