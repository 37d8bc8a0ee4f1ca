//! Planning and opening.

use crate::id::PersonId;
use crate::workshop::areas::desk::{Decision, Desk, nothing, one};
use crate::workshop::{Action, Clock, MAX_ACTIONS, OpeningPart, Phase, Plan, Reason, Rejection, TimeEvent};

impl Plan {
    /// Checks the rules that a plan keeps.
    pub fn check(&self) -> Result<(), Rejection> {
        if !(Self::MIN_MINUTES..=Self::MAX_MINUTES).contains(&self.minutes) {
            return Err(Rejection::Rule(Reason::WorkshopLength));
        }
        if self.reflection_minutes < Self::MIN_REFLECTION {
            return Err(Rejection::Rule(Reason::PlanReflection));
        }
        if self.reflection_minutes > self.minutes - 30 {
            return Err(Rejection::Rule(Reason::PlanCards));
        }
        Ok(())
    }
}

impl Desk<'_> {
    pub(in crate::workshop::areas) fn change_plan(&self, plan: Plan) -> Decision {
        self.can_prepare()?;
        plan.check()?;
        if plan == self.workshop.plan { nothing() } else { one(TimeEvent::PlanChanged { plan }) }
    }

    pub(in crate::workshop::areas) fn open(&self, carried: Vec<Action>, owed: Vec<PersonId>) -> Decision {
        self.can_prepare()?;
        let at = self.context.now;
        let carried = carried.into_iter().take(MAX_ACTIONS / 2).collect();
        one(TimeEvent::Opened { at, ends_at: Clock::end(&self.workshop.plan, at), carried, owed })
    }

    /// What is done before the doors are open: planning, and opening them.
    pub(in crate::workshop::areas) fn can_prepare(&self) -> Result<(), Rejection> {
        self.facilitator_or_owner()?;
        self.phase(&[Phase::Planned])
    }

    pub(super) fn show_opening(&self, part: OpeningPart) -> Decision {
        self.facilitator()?;
        self.phase(&[Phase::Open])?;
        if self.workshop.opening == part { nothing() } else { one(TimeEvent::OpeningShown { part }) }
    }
}
