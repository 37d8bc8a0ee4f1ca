//! The stages of reflection.

use crate::workshop::areas::desk::{Decision, Desk, nothing};
use crate::workshop::{Clock, Event, Phase, ReflectionStage, TimeEvent, WallEvent};

impl Desk<'_> {
    /// Goes on to a stage, or back. The vote opens with its stage, unless there was one already.
    pub(super) fn start_stage(&self, stage: ReflectionStage) -> Decision {
        let clock = self.running_clock()?;
        self.phase(&[Phase::Reflecting])?;
        if self.workshop.stage.is_some_and(|now| now.stage == stage) {
            return nothing();
        }
        let mut events = vec![Event::Time(self.stage_started(stage, clock))];
        if stage == ReflectionStage::Vote && self.workshop.voting.is_none() {
            events.push(Event::Walls(WallEvent::VotingOpened { cap: ReflectionStage::VOTES }));
        }
        Ok(events)
    }

    pub(super) fn stage_started(&self, stage: ReflectionStage, clock: &Clock) -> TimeEvent {
        let at = self.context.now;
        TimeEvent::StageStarted { stage, at, ends_at: stage.ends_at(clock.reading(at), clock.ends_at) }
    }
}
