//! Practising one card alone: staged like the real thing, and nobody else's business.

mod ask;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::scenario::{Evidence, Release, Scenario};
use crate::text::{ReplyText, StepText};
use crate::time::Timestamp;
use crate::workshop::{Outcome, Rejection, StepKind};

pub use self::ask::{Askable, best};

/// The most entries of one practice.
pub const MAX_ENTRIES: usize = 400;
/// After so many questions without an answer the list of what could be asked is offered.
pub const MISSES: usize = 2;

/// One run of one card: when it began, and what happened since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// When the card was opened.
    pub started_at: Timestamp,
    /// What happened, in order.
    pub log: Vec<Entry>,
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
#[expect(missing_docs, reason = "the fields say what they are")]
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
    /// Whoever practised said how it went.
    Judged { outcome: Outcome },
}

/// What whoever practises can do.
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
    /// Say how it went.
    Judge { outcome: Outcome },
}

/// How a piece of evidence came to be seen, and after how many microseconds of investigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How it came.
    pub how: How,
    /// When on the practice's own clock.
    pub at: i64,
}

/// How a piece of evidence came to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum How {
    /// It was turned over.
    Back,
    /// It arrived by itself.
    Arrived,
    /// It was asked for.
    Asked,
    /// It was not seen while the card was investigated.
    Afterwards,
}

impl Practice {
    /// Opens a card.
    #[must_use]
    pub fn begin(now: Timestamp) -> Self {
        Self { started_at: now, log: Vec::new() }
    }

    /// Does something, if it can be done now.
    pub fn act(&mut self, card: &Scenario, wanted: Move, now: Timestamp) -> Result<(), Rejection> {
        let what = self.decide(card, wanted)?;
        let last = self.log.last().map_or(self.started_at, |entry| entry.at);
        self.log.push(Entry { at: now.max(last), what });
        Ok(())
    }

    /// Microseconds of investigation: without pauses, and until it was concluded.
    #[must_use]
    pub fn elapsed(&self, now: Timestamp) -> i64 {
        let mut sum = 0;
        let mut since = Some(self.started_at);
        for entry in &self.log {
            match entry.what {
                Happened::Paused | Happened::Concluded { .. } => {
                    sum += since.take().map_or(0, |since| entry.at.since(since));
                }
                Happened::Resumed => since = Some(entry.at),
                Happened::TurnedOver { .. }
                | Happened::Asked { .. }
                | Happened::HintTaken
                | Happened::StepWritten { .. }
                | Happened::Judged { .. } => {}
            }
        }
        sum + since.map_or(0, |since| now.since(since).max(0))
    }

    /// Whether the clock stands still, though the investigation goes on.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        let last = self.log.iter().rev().find(|e| matches!(e.what, Happened::Paused | Happened::Resumed));
        last.is_some_and(|entry| entry.what == Happened::Paused)
    }

    /// Whether the truth was shown.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.log.iter().any(|entry| matches!(entry.what, Happened::Concluded { .. }))
    }

    /// What it was thought to be.
    #[must_use]
    pub fn theory(&self) -> Option<&ReplyText> {
        self.log.iter().find_map(|entry| match &entry.what {
            Happened::Concluded { theory } => theory.as_ref(),
            Happened::TurnedOver { .. }
            | Happened::Asked { .. }
            | Happened::HintTaken
            | Happened::StepWritten { .. }
            | Happened::Paused
            | Happened::Resumed
            | Happened::Judged { .. } => None,
        })
    }

    /// How it went, by the last judgement.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.log.iter().rev().find_map(|entry| match entry.what {
            Happened::Judged { outcome } => Some(outcome),
            Happened::TurnedOver { .. }
            | Happened::Asked { .. }
            | Happened::HintTaken
            | Happened::StepWritten { .. }
            | Happened::Paused
            | Happened::Resumed
            | Happened::Concluded { .. } => None,
        })
    }

    /// The pieces of evidence that may be seen by now, by their names. Once the truth was shown that is all of them.
    #[must_use]
    pub fn seen<'a>(&self, card: &'a Scenario, now: Timestamp) -> BTreeMap<&'a str, Seen> {
        let mut seen = BTreeMap::new();
        let elapsed = self.elapsed(now);
        for piece in &card.evidence {
            let came = match &piece.release {
                Release::After { minutes } => {
                    let at = i64::from(*minutes) * Timestamp::MINUTE;
                    (at <= elapsed).then_some(Seen { how: How::Arrived, at })
                }
                Release::Back | Release::Asked { .. } => self.given(&piece.id),
            };
            let afterwards = self.is_over().then_some(Seen { how: How::Afterwards, at: elapsed });
            if let Some(came) = came.or(afterwards) {
                seen.insert(piece.id.as_str(), came);
            }
        }
        seen
    }

    /// When the next piece arrives by itself, in microseconds from now; nothing while the clock stands still.
    #[must_use]
    pub fn next_arrival(&self, card: &Scenario, now: Timestamp) -> Option<i64> {
        if self.is_over() || self.is_paused() {
            return None;
        }
        let elapsed = self.elapsed(now);
        let arrivals = card.evidence.iter().filter_map(|piece| match piece.release {
            Release::After { minutes } => Some(i64::from(minutes) * Timestamp::MINUTE - elapsed),
            Release::Back | Release::Asked { .. } => None,
        });
        arrivals.filter(|left| *left > 0).min()
    }

    /// How many pieces of the back still lie face down.
    #[must_use]
    pub fn face_down(&self, card: &Scenario) -> usize {
        card.evidence.iter().filter(|piece| self.is_face_down(piece)).count()
    }

    /// How many hints were taken.
    #[must_use]
    pub fn hints_taken(&self) -> usize {
        self.log.iter().filter(|entry| entry.what == Happened::HintTaken).count()
    }

    /// What could still be asked for, once several questions found nothing.
    #[must_use]
    pub fn can_ask<'a>(&self, card: &'a Scenario) -> Vec<&'a str> {
        let misses = |entry: &&Entry| matches!(entry.what, Happened::Asked { evidence: None, .. });
        if self.is_over() || self.log.iter().filter(misses).count() < MISSES {
            return Vec::new();
        }
        let left = card.evidence.iter().filter(|piece| self.given(&piece.id).is_none());
        left.filter_map(|piece| match &piece.release {
            Release::Asked { ask } => Some(ask.as_str()),
            Release::Back | Release::After { .. } => None,
        })
        .collect()
    }

    fn decide(&self, card: &Scenario, wanted: Move) -> Result<Happened, Rejection> {
        if self.log.len() >= MAX_ENTRIES {
            return Err(Rejection::Rule("This practice has grown too long. See what it was, or begin again."));
        }
        match wanted {
            Move::Judge { outcome } => {
                return if self.is_over() {
                    Ok(Happened::Judged { outcome })
                } else {
                    Err(Rejection::Rule("See what it was first."))
                };
            }
            _ if self.is_over() => return Err(Rejection::Rule("This practice is over. Begin another one.")),
            Move::Conclude { theory } => return Ok(Happened::Concluded { theory }),
            Move::Resume => {
                return if self.is_paused() {
                    Ok(Happened::Resumed)
                } else {
                    Err(Rejection::Rule("The clock is running already."))
                };
            }
            _ if self.is_paused() => return Err(Rejection::Rule("The clock stands still. Let it run again first.")),
            Move::TurnOver | Move::Ask { .. } | Move::TakeHint | Move::WriteStep { .. } | Move::Pause => {}
        }
        match wanted {
            Move::TurnOver => {
                let next = card.evidence.iter().find(|piece| self.is_face_down(piece));
                let next = next.ok_or(Rejection::Rule("The whole back is turned over."))?;
                Ok(Happened::TurnedOver { evidence: next.id.clone() })
            }
            Move::Ask { text } => Ok(self.ask(card, text)),
            Move::TakeHint if self.hints_taken() < card.hints.len() => Ok(Happened::HintTaken),
            Move::TakeHint => Err(Rejection::Rule("There is no further hint.")),
            Move::WriteStep { kind, text } => Ok(Happened::StepWritten { kind, text }),
            Move::Pause => Ok(Happened::Paused),
            Move::Resume | Move::Conclude { .. } | Move::Judge { .. } => {
                Err(Rejection::Rule("This cannot be done now."))
            }
        }
    }

    fn ask(&self, card: &Scenario, text: StepText) -> Happened {
        let pieces: Vec<_> =
            card.evidence.iter().filter(|piece| matches!(piece.release, Release::Asked { .. })).collect();
        let askable: Vec<_> = pieces.iter().map(|piece| Askable::of(piece)).collect();
        let found = best(text.as_str(), &askable).map(|place| pieces[place].id.clone());
        let already = found.as_ref().is_some_and(|id| self.given(id).is_some());
        Happened::Asked { text, evidence: found, already }
    }

    fn is_face_down(&self, piece: &Evidence) -> bool {
        piece.release == Release::Back && self.given(&piece.id).is_none()
    }

    /// When a piece was turned over or asked for.
    fn given(&self, id: &str) -> Option<Seen> {
        self.log.iter().find_map(|entry| {
            let how = match &entry.what {
                Happened::TurnedOver { evidence } if evidence == id => How::Back,
                Happened::Asked { evidence: Some(evidence), .. } if evidence == id => How::Asked,
                Happened::TurnedOver { .. }
                | Happened::Asked { .. }
                | Happened::HintTaken
                | Happened::StepWritten { .. }
                | Happened::Paused
                | Happened::Resumed
                | Happened::Concluded { .. }
                | Happened::Judged { .. } => return None,
            };
            Some(Seen { how, at: self.elapsed_at(entry) })
        })
    }

    /// What the practice's own clock showed when something happened.
    #[must_use]
    pub fn elapsed_at(&self, entry: &Entry) -> i64 {
        let until = self.log.iter().take_while(|one| !std::ptr::eq(*one, entry)).cloned().collect();
        Self { started_at: self.started_at, log: until }.elapsed(entry.at)
    }
}
