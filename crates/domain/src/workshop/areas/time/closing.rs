//! Closing, and opening again.

use crate::workshop::areas::desk::{Decision, Desk};
use crate::workshop::{Action, Clock, Event, Phase, Reason, ReflectionStage, Rejection, TimeEvent, WallEvent};

impl Desk<'_> {
    pub(super) fn close(&self) -> Decision {
        self.facilitator()?;
        self.phase(&[Phase::Reflecting])?;
        if self.workshop.private_notes().next().is_some() {
            return Err(Rejection::Rule(Reason::PrivateNotesLeft));
        }
        let voting = self.workshop.open_voting().is_some();
        let mut events: Vec<_> = voting.then_some(Event::Walls(WallEvent::VotingCancelled)).into_iter().collect();
        events.push(Event::Time(TimeEvent::Closed { at: self.context.now }));
        Ok(events)
    }

    /// Opens a closed workshop again for as long as it kept for reflection. Actions of others are not taken in.
    pub(in crate::workshop::areas) fn reopen(&self, actions: Vec<Action>) -> Decision {
        let clock = self.reopenable_clock()?;
        let at = self.context.now;
        if clock.reopen_until().is_none_or(|until| at > until) {
            return Err(Rejection::Rule(Reason::ClosedTooLong));
        }
        let changed = |action: &Action| self.workshop.actions.get(&action.id).is_some_and(|there| there != action);
        let actions = actions.into_iter().filter(changed).collect();
        let ends_at = at.plus_minutes(clock.reflection_minutes.into());
        let act = TimeEvent::StageStarted { stage: ReflectionStage::Act, at, ends_at };
        Ok(vec![Event::Time(TimeEvent::Reopened { at, ends_at, actions }), Event::Time(act)])
    }

    /// The clock of a closed workshop that this person may open again, as long as it says.
    pub(in crate::workshop::areas) fn reopenable_clock(&self) -> Result<&Clock, Rejection> {
        self.facilitator()?;
        self.phase(&[Phase::Closed])?;
        self.workshop.clock.as_ref().ok_or(Rejection::WrongPhase(self.workshop.phase))
    }
}
