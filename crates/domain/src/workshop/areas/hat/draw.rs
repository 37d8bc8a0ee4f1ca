//! The hat: who draws, swaps and puts back, and in which order the cards have their turns.

use std::collections::BTreeMap;

use crate::id::PersonId;
use crate::workshop::areas::desk::{Decision, Desk, nothing, one};
use crate::workshop::{Deal, Event, HatEvent, Knows, Phase, Reason, Rejection, Round, RoundNumber, RoundState};

const HAT_EMPTY: Rejection = Rejection::Rule(Reason::HatEmpty);

impl Desk<'_> {
    pub(super) fn offer_hat(&self) -> Decision {
        self.can_begin_lap()?;
        if !self.workshop.undrawn().is_empty() {
            return nothing();
        }
        if self.workshop.hands().is_empty() {
            return Err(Rejection::Rule(Reason::NobodyDraws));
        }
        one(HatEvent::HatOffered { lap: self.workshop.lap + 1 })
    }

    /// Where the hat was offered, those who have not drawn get their cards one after the other.
    pub(in crate::workshop::areas) fn pass_hat(&self, seed: [u8; 32], knows: &Knows) -> Decision {
        if !self.workshop.undrawn().is_empty() {
            self.facilitator()?;
            self.time_to_draw()?;
            return Ok(self.drawn(self.workshop.deal(seed, knows), seed));
        }
        self.can_begin_lap()?;
        let deals = self.workshop.deal(seed, knows);
        if deals.is_empty() {
            return Err(Rejection::Rule(Reason::NobodyDraws));
        }
        one(HatEvent::HatPassed { lap: self.workshop.lap + 1, seed: hex::encode(seed), deals })
    }

    /// Whether the facilitator may let the hat go round.
    fn can_begin_lap(&self) -> Result<(), Rejection> {
        self.facilitator()?;
        self.phase(&[Phase::Open, Phase::Running])?;
        self.time_to_draw()?;
        if self.workshop.current_round().is_some() || self.workshop.next_round().is_some() {
            return Err(Rejection::Rule(Reason::CardsUnplayed));
        }
        self.hat_has_card()
    }

    /// Cards that were drawn one by one. While the hat is offered, the sealed cards keep the order in which their holders have
    /// turns.
    fn drawn(&self, deals: Vec<Deal>, seed: [u8; 32]) -> Vec<Event> {
        let hands = self.workshop.hands();
        let place = |holder: PersonId| hands.iter().position(|hand| hand.contains(&holder)).unwrap_or(hands.len());
        let rounds = self.workshop.rounds.values().map(|round| (round.number, round.investigator));
        let holders: BTreeMap<_, _> = rounds.chain(deals.iter().map(|deal| (deal.round, deal.investigator))).collect();
        let dealt = self.workshop.sealed().into_iter().chain(deals.iter().map(|deal| deal.round)).collect::<Vec<_>>();
        let mut order = dealt.clone();
        if !self.workshop.undrawn().is_empty() {
            order.sort_by_key(|round| place(holders[round]));
        }
        let drawn = |deal| HatEvent::CardDrawn { seed: hex::encode(seed), deal }.into();
        let mut events: Vec<Event> = deals.into_iter().map(drawn).collect();
        if order != dealt {
            events.push(HatEvent::TurnsOrdered { order }.into());
        }
        events
    }

    /// The facilitator lets anybody draw who holds no sealed card; people draw for themselves who had no turn in this lap.
    pub(in crate::workshop::areas) fn draw_card(&self, person: PersonId, seed: [u8; 32], knows: &Knows) -> Decision {
        if self.context.actor.person != person {
            self.facilitator()?;
        }
        self.phase(&[Phase::Running])?;
        self.time_to_draw()?;
        self.can_hold_card(person)?;
        if !self.is_facilitator() {
            self.has_no_turn_yet(person)?;
            self.card_is_left_for(person)?;
        }
        let hand = self.workshop.undrawn().into_iter().find(|hand| hand.contains(&person));
        let number = RoundNumber(self.workshop.last_number() + 1);
        let deal = self.workshop.draw_one(number, &hand.unwrap_or_else(|| vec![person]), None, seed, knows);
        Ok(self.drawn(vec![deal.ok_or(HAT_EMPTY)?], seed))
    }

    /// Whether somebody who draws holds no sealed card.
    pub(in crate::workshop::areas) fn can_hold_card(&self, person: PersonId) -> Result<(), Rejection> {
        if !self.participant(person)?.draws {
            return Err(Rejection::Rule(Reason::ObserverDrawsNone));
        }
        match self.workshop.sealed_of(person) {
            Some(_) => Err(Rejection::Rule(Reason::HoldsSealedCard)),
            None => Ok(()),
        }
    }

    /// Whether a card is left to draw.
    pub(in crate::workshop::areas) fn hat_has_card(&self) -> Result<(), Rejection> {
        if self.workshop.hat().is_empty() { Err(HAT_EMPTY) } else { Ok(()) }
    }

    /// Whether a card is left for somebody: while the hat is offered, each of those who are yet to draw has one kept for them.
    pub(in crate::workshop::areas) fn card_is_left_for(&self, person: PersonId) -> Result<(), Rejection> {
        let undrawn = self.workshop.undrawn();
        let kept = undrawn.iter().filter(|hand| !hand.contains(&person)).count();
        if self.workshop.hat().len() > kept { Ok(()) } else { Err(HAT_EMPTY) }
    }

    /// Whether somebody had no turn in this lap.
    pub(in crate::workshop::areas) fn has_no_turn_yet(&self, person: PersonId) -> Result<(), Rejection> {
        let had_turn = |round: &Round| {
            round.lap == self.workshop.lap && round.investigation.opened_at.is_some() && round.is_held_by(person)
        };
        if self.workshop.rounds.values().any(had_turn) { Err(Rejection::Rule(Reason::HadTurn)) } else { Ok(()) }
    }

    pub(super) fn return_card(&self, number: RoundNumber) -> Decision {
        let round = self.find_round(number)?;
        self.investigator_or_facilitator(round)?;
        self.phase(&[Phase::Running])?;
        match round.state {
            RoundState::Dealt => one(HatEvent::CardReturned { round: number }),
            RoundState::Returned => nothing(),
            RoundState::Investigating | RoundState::Debriefing | RoundState::Done => {
                Err(Rejection::Rule(Reason::OpenCardStays))
            }
        }
    }

    pub(in crate::workshop::areas) fn swap_card(&self, number: RoundNumber, seed: [u8; 32], knows: &Knows) -> Decision {
        let round = self.find_round(number)?;
        self.investigator_or_facilitator(round)?;
        let round = self.sealed_round(number)?;
        let hand: Vec<_> = round.holders().collect();
        let deal = self.workshop.draw_one(number, &hand, Some(round.scenario), seed, knows);
        let deal = deal.ok_or(Rejection::Rule(Reason::NoOtherCard))?;
        one(HatEvent::CardSwapped { seed: hex::encode(seed), deal })
    }

    pub(in crate::workshop::areas) fn swap_with(
        &self,
        number: RoundNumber,
        with: RoundNumber,
        knows: &Knows,
    ) -> Decision {
        self.investigator_or_facilitator(self.find_round(number)?)?;
        let round = self.sealed_round(number)?;
        let other = self.sealed_round(with)?;
        if number == with {
            return Err(Rejection::Rule(Reason::SwapTakesTwo));
        }
        // The facilitator who holds one of them asks like everybody else.
        let decides = self.is_facilitator() && !round.is_held_by(self.context.actor.person);
        if decides || other.swap_with == Some(number) {
            let deals = vec![self.exchange(round, other, knows), self.exchange(other, round, knows)];
            return one(HatEvent::CardsSwapped { deals });
        }
        if round.swap_with == Some(with) {
            nothing()
        } else {
            one(HatEvent::SwapWished { round: number, with: Some(with) })
        }
    }

    /// A wish to swap is taken back by who had it, and turned down by who was asked.
    pub(super) fn drop_swap(&self, number: RoundNumber) -> Decision {
        let round = self.find_round(number)?;
        let asked = round.swap_with.and_then(|with| self.workshop.rounds.get(&with));
        if !asked.is_some_and(|asked| asked.is_held_by(self.context.actor.person)) {
            self.investigator_or_facilitator(round)?;
        }
        self.phase(&[Phase::Running])?;
        if round.swap_with.is_none() { nothing() } else { one(HatEvent::SwapWished { round: number, with: None }) }
    }

    pub(super) fn move_turn(&self, number: RoundNumber, before: Option<RoundNumber>) -> Decision {
        self.facilitator()?;
        self.sealed_round(number)?;
        let turns = self.workshop.sealed();
        if before == Some(number) {
            return nothing();
        }
        let mut order: Vec<_> = turns.iter().copied().filter(|other| *other != number).collect();
        let at = match before {
            // Its turn may have come in the meantime.
            Some(before) => order.iter().position(|other| *other == before).ok_or(Rejection::Changed)?,
            None => order.len(),
        };
        order.insert(at, number);
        if order == turns { nothing() } else { one(HatEvent::TurnsOrdered { order }) }
    }

    /// A round with the card that another one has now.
    fn exchange(&self, round: &Round, other: &Round, knows: &Knows) -> Deal {
        let hand: Vec<_> = round.holders().collect();
        self.workshop.dealt(round.number, &hand, other.scenario, knows)
    }

    /// A round whose card is sealed, in a running workshop.
    pub(super) fn sealed_round(&self, number: RoundNumber) -> Result<&Round, Rejection> {
        self.phase(&[Phase::Running])?;
        let round = self.find_round(number)?;
        if round.state == RoundState::Dealt { Ok(round) } else { Err(Rejection::Rule(Reason::CardNotSealed)) }
    }
}
