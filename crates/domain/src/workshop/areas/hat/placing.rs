//! Which cards are in the hat.

use crate::id::ScenarioId;
use crate::workshop::areas::desk::{Decision, Desk, nothing, one};
use crate::workshop::{CompleteCard, HatEvent, MAX_CARDS, Phase, Reason, Rejection, RoundState};

impl Desk<'_> {
    pub(in crate::workshop::areas) fn place_card(&self, card: CompleteCard) -> Decision {
        let card = card.into_card();
        self.facilitator_or_owner()?;
        self.phase(&[Phase::Planned, Phase::Open, Phase::Running])?;
        if self.workshop.rounds.values().any(|r| r.scenario == card.scenario && r.state != RoundState::Returned) {
            return Err(Rejection::Rule(Reason::CardDealt));
        }
        match self.workshop.cards.get(&card.scenario) {
            Some(there) if *there == card => nothing(),
            None if self.workshop.cards.len() >= MAX_CARDS => {
                Err(Rejection::Full { what: Reason::CardsFull, limit: MAX_CARDS })
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
            return Err(Rejection::Rule(Reason::CardWasDealt));
        }
        one(HatEvent::CardTakenOut { scenario })
    }
}
