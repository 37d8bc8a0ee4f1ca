//! The order of what one person wrote: that in which they wrote it, whatever the clocks of browsers and server show.
//!
//! A browser numbers what its person writes in a workshop with the milliseconds of its clock, or with one more than the
//! last number where that is larger (a hybrid logical clock). So the numbers of a person only ever grow, also after a
//! clock was put back, and in two tabs. A time that contradicts them gives way: it is moved between the times of what
//! the person wrote before and after.

use super::{Answer, Note, Step, Workshop};
use crate::id::PersonId;
use crate::time::Timestamp;

/// The largest sequence: what a browser can still count exactly.
pub(super) const MAX_SEQUENCE: u64 = (1 << 53) - 1;

/// The place of something among everything that its author wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Grows with everything that its author writes.
    pub sequence: u64,
    /// When it was written.
    pub at: Timestamp,
}

impl Written {
    /// For something older than sequences, the time determines its place.
    fn new(sequence: Option<u64>, at: Timestamp) -> Self {
        Self { sequence: sequence.unwrap_or_else(|| milliseconds(at)), at }
    }
}

/// The sequence of something that was written at this time by an uncounted author.
pub(super) fn milliseconds(at: Timestamp) -> u64 {
    u64::try_from(at.0 / 1_000).unwrap_or(0)
}

impl Step {
    /// Its place among what its author wrote.
    #[must_use]
    pub fn written(&self) -> Written {
        Written::new(self.sequence, self.content.at)
    }
}

impl Note {
    /// Its place among what its author wrote; for an unsigned one only its time.
    #[must_use]
    pub fn written(&self) -> Written {
        Written::new(self.sequence, self.at)
    }
}

impl Answer {
    /// Its place among what its author wrote.
    #[must_use]
    pub fn written(&self) -> Written {
        Written::new(self.sequence, self.at)
    }
}

impl Workshop {
    /// Everything signed that a person wrote, in no order.
    pub(super) fn written_by(&self, person: PersonId) -> impl Iterator<Item = Written> {
        let steps = self.steps.values().filter(move |step| step.by == person).map(Step::written);
        let answers = self.answers.values().filter(move |answer| answer.by == person).map(Answer::written);
        let notes = self.notes.values().filter(move |note| note.author == Some(person)).map(Note::written);
        steps.chain(answers).chain(notes)
    }
}

/// The times between which something with this sequence happened: not before what its author wrote earlier, and not after
/// what they wrote later.
pub(super) fn bounds(sequence: u64, others: impl Iterator<Item = Written>) -> (Timestamp, Timestamp) {
    others.fold((Timestamp(i64::MIN), Timestamp(i64::MAX)), |(low, high), other| {
        if other.sequence < sequence {
            (low.max(other.at), high)
        } else if other.sequence > sequence {
            (low, high.min(other.at))
        } else {
            (low, high)
        }
    })
}

/// The nearest time within the bounds.
pub(super) fn fit(at: Timestamp, (low, high): (Timestamp, Timestamp)) -> Timestamp {
    at.max(low).min(high)
}
