//! The clock and the two halves of a workshop.

use crate::workshop::areas::desk::{Decision, Desk, UNDER_WAY, nothing, one};
use crate::workshop::{
    Clock, Event, HatEvent, Outcome, Phase, Reason, ReflectionStage, Rejection, RoundEvent, RoundState, TimeEvent,
};

impl Desk<'_> {
    pub(super) fn pause(&self) -> Decision {
        let clock = self.running_clock()?;
        if clock.paused_at.is_some() { nothing() } else { one(TimeEvent::Paused { at: self.context.now }) }
    }

    pub(super) fn resume(&self) -> Decision {
        let clock = self.running_clock()?;
        if clock.paused_at.is_some() { one(TimeEvent::Resumed { at: self.context.now }) } else { nothing() }
    }

    pub(super) fn extend(&self, minutes: u16) -> Decision {
        let clock = self.running_clock()?;
        if !(1..=120).contains(&minutes) {
            return Err(Rejection::Rule(Reason::ExtendBy));
        }
        let ends_at = clock.ends_at.plus_minutes(minutes.into());
        if ends_at.since(clock.reopened_at.unwrap_or(clock.opened_at)) > 24 * 60 * crate::time::Timestamp::MINUTE {
            return Err(Rejection::Rule(Reason::EndsWithinDay));
        }
        one(TimeEvent::Extended { ends_at })
    }

    /// Lets the rounds go on while the end stays: reflection pays for it, and everybody sees that.
    pub(super) fn shorten_reflection(&self, minutes: u16) -> Decision {
        self.facilitator()?;
        self.phase(&[Phase::Open, Phase::Running])?;
        let clock = self.running_clock()?;
        if minutes < Clock::MIN_KEPT {
            return Err(Rejection::Rule(Reason::KeepReflection));
        }
        if minutes > self.workshop.plan.reflection_minutes {
            return Err(Rejection::Rule(Reason::ReflectionOnlyShorter));
        }
        if clock.reflection_minutes == minutes { nothing() } else { one(TimeEvent::ReflectionShortened { minutes }) }
    }

    pub(super) fn start_reflection(&self) -> Decision {
        self.facilitator()?;
        if self.workshop.phase == Phase::Reflecting {
            return nothing();
        }
        self.phase(&[Phase::Open, Phase::Running])?;
        let clock = self.running_clock()?;
        let at = self.context.now;
        let mut events: Vec<_> = self
            .workshop
            .rounds
            .values()
            .filter_map(|round| match round.state {
                RoundState::Investigating | RoundState::Debriefing => {
                    Some(Event::Rounds(RoundEvent::RoundFinished { round: round.number, outcome: Outcome::Parked, at }))
                }
                RoundState::Dealt => Some(Event::Hat(HatEvent::CardReturned { round: round.number })),
                RoundState::Done | RoundState::Returned => None,
            })
            .collect();
        let ends_at = clock.early_end(at);
        events.push(Event::Time(TimeEvent::ReflectionStarted { at, ends_at }));
        let clock = Clock { ends_at: ends_at.unwrap_or(clock.ends_at), ..clock.clone() };
        events.push(Event::Time(self.stage_started(ReflectionStage::Group, &clock)));
        Ok(events)
    }

    pub(super) fn resume_rounds(&self) -> Decision {
        self.facilitator()?;
        self.phase(&[Phase::Reflecting])?;
        if self.workshop.clock.as_ref().is_some_and(|clock| clock.reopened_at.is_some()) {
            return Err(Rejection::Rule(Reason::RoundsOver));
        }
        one(TimeEvent::RoundsResumed { at: self.context.now })
    }

    pub(super) fn running_clock(&self) -> Result<&Clock, Rejection> {
        self.facilitator()?;
        self.phase(UNDER_WAY)?;
        self.workshop.clock.as_ref().ok_or(Rejection::WrongPhase(self.workshop.phase))
    }
}
