//! Practising one card alone: staged like the real thing, and visible to one person only.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::investigation::{Investigation, Outcome, StepContent, StepKind, find_answer};
use crate::scenario::{Release, Scenario};
use crate::text::{ReplyText, StepText};
use crate::time::Timestamp;
use crate::workshop::{Reason, Rejection};

/// The most entries of one practice.
pub const MAX_ENTRIES: usize = 400;
/// After so many questions without an answer the list of what could be asked is offered.
pub const MISSES: usize = 2;

/// One run of one card: when it began, and what happened since. That is stored; the investigation is what it adds up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Practice {
    /// When the card was opened.
    pub started_at: Timestamp,
    /// What happened, in order.
    pub log: Vec<Entry>,
    /// The state of the investigation.
    #[serde(skip)]
    pub investigation: Investigation,
    /// What was done, asked and found, in order.
    #[serde(skip)]
    pub steps: Vec<StepContent>,
}

#[derive(Deserialize)]
struct Stored {
    started_at: Timestamp,
    log: Vec<Entry>,
}

impl From<Stored> for Practice {
    fn from(stored: Stored) -> Self {
        let mut practice = Self::begin(stored.started_at);
        stored.log.into_iter().for_each(|entry| practice.apply(entry));
        practice
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub what: Happened,
}

/// What happened. Stored: a variant is never changed, only joined by a newer one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields name what they hold")]
pub enum Happened {
    /// The next piece on the card's back was turned over.
    TurnedOver { evidence: String },
    /// Something was asked for, and was there, was there already, or was not found.
    Asked { text: StepText, evidence: Option<String>, already: bool },
    /// The next hint was taken.
    HintTaken,
    /// A step was written down.
    StepWritten { kind: StepKind, text: StepText },
    /// The clock was stopped.
    Paused,
    /// The clock runs again.
    Resumed,
    /// The investigation ended with what it was thought to be, and the truth was shown.
    Concluded { theory: Option<ReplyText> },
    /// The person who practised stated how it went.
    Judged { outcome: Outcome },
}

/// The moves of a person who practises.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of what happens then")]
pub enum Move {
    /// Turn the next piece of the back over.
    TurnOver,
    /// Ask for something, or somebody.
    Ask { text: StepText },
    /// Take the next hint.
    TakeHint,
    /// Write a step down.
    WriteStep { kind: StepKind, text: StepText },
    /// Stop the clock.
    Pause,
    /// Let it run again.
    Resume,
    /// End the investigation, and see the truth.
    Conclude { theory: Option<ReplyText> },
    /// State how it went.
    Judge { outcome: Outcome },
}

impl Practice {
    /// Opens a card.
    #[must_use]
    pub fn begin(now: Timestamp) -> Self {
        let mut investigation = Investigation::default();
        investigation.open(now);
        Self { started_at: now, log: Vec::new(), investigation, steps: Vec::new() }
    }

    /// Does something, if it can be done now.
    pub fn act(&mut self, card: &Scenario, wanted: Move, now: Timestamp) -> Result<(), Rejection> {
        let what = self.decide(card, wanted)?;
        let last = self.log.last().map_or(self.started_at, |entry| entry.at);
        self.apply(Entry { at: now.max(last), what });
        Ok(())
    }

    /// What could still be asked for, once several questions found nothing.
    #[must_use]
    pub fn can_ask<'a>(&self, card: &'a Scenario) -> Vec<&'a str> {
        let misses = |entry: &&Entry| matches!(entry.what, Happened::Asked { evidence: None, .. });
        if self.investigation.is_over() || self.log.iter().filter(misses).count() < MISSES {
            return Vec::new();
        }
        let left = card.evidence.iter().filter(|piece| !self.investigation.is_revealed(&piece.id));
        left.filter_map(|piece| match &piece.release {
            Release::Asked { ask } => Some(ask.as_str()),
            Release::Back | Release::After { .. } => None,
        })
        .collect()
    }

    fn apply(&mut self, entry: Entry) {
        let at = entry.at;
        match &entry.what {
            Happened::TurnedOver { evidence } => self.investigation.reveal(evidence.clone(), at),
            Happened::Asked { text, evidence, already } => {
                if let Some(evidence) = evidence {
                    self.investigation.reveal(evidence.clone(), at);
                }
                let question = StepContent::new(StepKind::Asked, text.clone(), at);
                self.steps.push(StepContent { evidence: evidence.clone(), already: *already, ..question });
            }
            Happened::StepWritten { kind, text } => self.steps.push(StepContent::new(*kind, text.clone(), at)),
            Happened::HintTaken => {
                // Hints are taken in their order.
                let taken = self.investigation.hints_given.len();
                self.investigation.give_hint(u16::try_from(taken).unwrap_or(u16::MAX), at);
            }
            Happened::Paused => self.investigation.pause(at),
            Happened::Resumed => self.investigation.resume(at),
            Happened::Concluded { theory } => self.investigation.conclude(theory.clone(), at),
            Happened::Judged { outcome } => self.investigation.finish(*outcome, at),
        }
        self.log.push(entry);
    }

    fn decide(&self, card: &Scenario, wanted: Move) -> Result<Happened, Rejection> {
        if self.log.len() >= MAX_ENTRIES {
            return Err(Rejection::Rule(Reason::PracticeTooLong));
        }
        match wanted {
            Move::Judge { outcome } => {
                return if self.investigation.is_over() {
                    Ok(Happened::Judged { outcome })
                } else {
                    Err(Rejection::Rule(Reason::ConcludeFirst))
                };
            }
            _ if self.investigation.is_over() => {
                return Err(Rejection::Rule(Reason::PracticeOver));
            }
            Move::Conclude { theory } => return Ok(Happened::Concluded { theory }),
            Move::Resume => {
                return if self.investigation.is_paused() {
                    Ok(Happened::Resumed)
                } else {
                    Err(Rejection::Rule(Reason::ClockRuns))
                };
            }
            _ if self.investigation.is_paused() => {
                return Err(Rejection::Rule(Reason::ClockPaused));
            }
            Move::TurnOver | Move::Ask { .. } | Move::TakeHint | Move::WriteStep { .. } | Move::Pause => {}
        }
        match wanted {
            Move::TurnOver => {
                let next = self.investigation.next_piece(card, |release| *release == Release::Back);
                let next = next.ok_or(Rejection::Rule(Reason::BackTurnedOver))?;
                Ok(Happened::TurnedOver { evidence: next.to_owned() })
            }
            Move::Ask { text } => Ok(self.ask(card, text)),
            Move::TakeHint => {
                let next = self.investigation.next_hint(card);
                next.map(|_| Happened::HintTaken).ok_or(Rejection::Rule(Reason::NoFurtherHint))
            }
            Move::WriteStep { kind, text } => Ok(Happened::StepWritten { kind, text }),
            Move::Pause => Ok(Happened::Paused),
            Move::Resume | Move::Conclude { .. } | Move::Judge { .. } => Err(Rejection::Rule(Reason::NotNow)),
        }
    }

    fn ask(&self, card: &Scenario, text: StepText) -> Happened {
        let found = find_answer(card, text.as_str()).map(|piece| piece.id.clone());
        let already = found.as_ref().is_some_and(|id| self.investigation.is_revealed(id));
        Happened::Asked { text, evidence: found, already }
    }
}
