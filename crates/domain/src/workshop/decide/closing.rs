//! Closing, and opening again.

use super::{Decision, Desk, one};
use crate::workshop::{Action, Event, Phase, Rejection};

impl Desk<'_> {
    pub(super) fn close(&self) -> Decision {
        self.facilitator()?;
        self.phase(&[Phase::Reflecting])?;
        one(Event::Closed { at: self.context.now })
    }

    /// Opens a closed workshop again for as long as it kept for reflection. Actions of others are not taken in.
    pub(super) fn reopen(&self, actions: Vec<Action>) -> Decision {
        self.facilitator()?;
        self.phase(&[Phase::Closed])?;
        let at = self.context.now;
        let clock = self.workshop.clock.as_ref().ok_or(Rejection::WrongPhase(self.workshop.phase))?;
        if clock.reopen_until().is_none_or(|until| at > until) {
            return Err(Rejection::Rule("A workshop can be opened again for a day after it was closed."));
        }
        let changed = |action: &Action| self.workshop.actions.get(&action.id).is_some_and(|there| there != action);
        let actions = actions.into_iter().filter(changed).collect();
        one(Event::Reopened { at, ends_at: at.plus_minutes(clock.reflection_minutes.into()), actions })
    }
}
