//! When something was written, so that it keeps its place among what its author wrote.

use super::desk::Desk;
use crate::time::Timestamp;
use crate::workshop::written::{MAX_SEQUENCE, Written, bounds, fit, milliseconds};
use crate::workshop::{RoundNumber, Step};

impl Desk<'_> {
    /// The place of something that the actor writes into `list`, which holds nothing from before `earliest`. Times of
    /// other kinds of text count, too, but the order in the list itself is what people see.
    pub(super) fn written(&self, earliest: Timestamp, list: impl Iterator<Item = Written>) -> Written {
        let sequence = self.sequence();
        let at = fit(self.context.at(), bounds(sequence, self.workshop.written_by(self.context.actor.person)));
        Written { sequence, at: fit(at, bounds(sequence, list)).max(earliest) }
    }

    /// The moment by which a new step is sorted when that is not its time: its author's earlier steps may have been moved.
    pub(super) fn sorts_at(&self, round: RoundNumber, written: Written) -> Option<Timestamp> {
        let sort_key = |step: &Step| Written { at: step.sort_key().0, ..step.written() };
        let (low, high) = bounds(written.sequence, self.own_steps(round).map(sort_key));
        // Once their order was changed by hand, there is no place that keeps it.
        if low > high {
            return None;
        }
        Some(fit(written.at, (low, high))).filter(|at| *at != written.at)
    }

    pub(super) fn own_steps(&self, round: RoundNumber) -> impl Iterator<Item = &Step> {
        let person = self.context.actor.person;
        self.workshop.steps.values().filter(move |step: &&Step| step.round == round && step.by == person)
    }

    /// The number that the browser gave. Without one, what happens now is the latest, and what comes late is placed where
    /// its time puts it.
    fn sequence(&self) -> u64 {
        let sequence = self.context.sequence.unwrap_or_else(|| {
            let at = milliseconds(self.context.at());
            if self.context.observed_at.is_some() {
                return at;
            }
            let last = self.workshop.written_by(self.context.actor.person).map(|other| other.sequence).max();
            last.map_or(at, |last| at.max(last.saturating_add(1)))
        });
        sequence.min(MAX_SEQUENCE)
    }
}
