//! The order of a round's steps: that of their times, until somebody moves one.
//!
//! A moved step sorts as if it had happened at another moment; its own time stays true. So a step that was typed offline and
//! arrives late still finds its place among those that were not moved.

use super::{RoundNumber, Step, Workshop};
use crate::id::StepId;
use crate::time::Timestamp;

impl Step {
    /// The moment by which it is sorted; for equal ones its author's order decides, then its id.
    #[must_use]
    pub fn sort_key(&self) -> (Timestamp, u64, StepId) {
        (self.sorts_at.unwrap_or(self.content.at), self.written().sequence, self.id)
    }
}

impl Workshop {
    /// The steps of a round in their order, without those that were taken away.
    #[must_use]
    pub fn steps_of(&self, round: RoundNumber) -> Vec<&Step> {
        let mut steps: Vec<_> = self.steps.values().filter(|step| step.round == round && !step.removed).collect();
        steps.sort_by_key(|step| step.sort_key());
        steps
    }

    /// Which steps sort at which moment once `moved` is right after `after`, or first. Mostly that is one step; where
    /// its new neighbours lie too close together, those that follow give way.
    pub(super) fn places_after_move(&self, moved: &Step, after: Option<StepId>) -> Vec<(StepId, Timestamp)> {
        let others: Vec<_> = self.steps_of(moved.round).into_iter().filter(|step| step.id != moved.id).collect();
        let place = after.map_or(0, |id| others.iter().position(|step| step.id == id).map_or(0, |found| found + 1));
        let key = |step: &Step| step.sort_key().0.0;
        let (before, following) = others.split_at(place);
        let mut at = match (before.last().map(|step| key(step)), following.first().map(|step| key(step))) {
            (None, None) => return Vec::new(),
            (None, Some(next)) => next.saturating_sub(Timestamp::MINUTE),
            (Some(last), None) => last.saturating_add(Timestamp::MINUTE),
            (Some(last), Some(next)) => last.saturating_add((next.saturating_sub(last) / 2).max(1)),
        };
        let mut places = vec![(moved.id, Timestamp(at))];
        for step in following {
            if key(step) > at {
                break;
            }
            at = at.saturating_add(1);
            places.push((step.id, Timestamp(at)));
        }
        places
    }
}
