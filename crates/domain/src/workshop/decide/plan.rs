//! Planning and opening.

use super::{Decision, Desk, nothing, one};
use crate::id::{PersonId, ScenarioId};
use crate::workshop::{
    Action, Card, Clock, HatEvent, MAX_ACTIONS, MAX_CARDS, OpeningPart, Phase, Plan, Rejection, RoundState, TimeEvent,
};

impl Plan {
    /// Checks the rules that a plan keeps.
    pub fn check(&self) -> Result<(), Rejection> {
        if !(Self::MIN_MINUTES..=Self::MAX_MINUTES).contains(&self.minutes) {
            return Err(Rejection::Rule("A workshop lasts an hour at least, and eight at most."));
        }
        if self.reflection_minutes < Self::MIN_REFLECTION {
            return Err(Rejection::Rule("Keep at least 15 minutes for reflection."));
        }
        if self.reflection_minutes > self.minutes - 30 {
            return Err(Rejection::Rule("Leave at least 30 minutes for the cards."));
        }
        Ok(())
    }
}

impl Desk<'_> {
    pub(super) fn change_plan(&self, plan: Plan) -> Decision {
        self.facilitator_or_owner()?;
        self.phase(&[Phase::Planned])?;
        plan.check()?;
        if plan == self.workshop.plan { nothing() } else { one(TimeEvent::PlanChanged { plan }) }
    }

    pub(super) fn place_card(&self, card: Card) -> Decision {
        self.facilitator_or_owner()?;
        self.phase(&[Phase::Planned, Phase::Open, Phase::Running])?;
        if self.workshop.rounds.values().any(|r| r.scenario == card.scenario && r.state != RoundState::Returned) {
            return Err(Rejection::Rule("This card is dealt already."));
        }
        match self.workshop.cards.get(&card.scenario) {
            Some(there) if *there == card => nothing(),
            None if self.workshop.cards.len() >= MAX_CARDS => {
                Err(Rejection::Full { what: "cards in the hat", limit: MAX_CARDS })
            }
            _ => one(HatEvent::CardPlaced { card }),
        }
    }

    pub(super) fn take_out_card(&self, scenario: ScenarioId) -> Decision {
        self.facilitator_or_owner()?;
        self.phase(&[Phase::Planned, Phase::Open, Phase::Running])?;
        if !self.workshop.cards.contains_key(&scenario) {
            return nothing();
        }
        if self.workshop.rounds.values().any(|r| r.scenario == scenario) {
            return Err(Rejection::Rule("This card has been dealt already."));
        }
        one(HatEvent::CardTakenOut { scenario })
    }

    pub(super) fn open(&self, carried: Vec<Action>, owed: Vec<PersonId>) -> Decision {
        self.facilitator_or_owner()?;
        self.phase(&[Phase::Planned])?;
        let at = self.context.now;
        let carried = carried.into_iter().take(MAX_ACTIONS / 2).collect();
        one(TimeEvent::Opened { at, ends_at: Clock::end(&self.workshop.plan, at), carried, owed })
    }

    pub(super) fn show_opening(&self, part: OpeningPart) -> Decision {
        self.facilitator()?;
        self.phase(&[Phase::Open])?;
        if self.workshop.opening == part { nothing() } else { one(TimeEvent::OpeningShown { part }) }
    }
}
