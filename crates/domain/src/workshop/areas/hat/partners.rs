//! Several people with one card, and a card in other hands.

use crate::id::PersonId;
use crate::workshop::areas::desk::{Decision, Desk, nothing, one};
use crate::workshop::{Event, HatEvent, Knows, MAX_HOLDERS, Phase, Reason, Rejection, Round, RoundNumber, RoundState};

const TOO_MANY: Rejection = Rejection::Rule(Reason::TooManyHolders);

impl Desk<'_> {
    /// A person who joins in puts their own sealed card back.
    pub(in crate::workshop::areas) fn add_partner(
        &self,
        number: RoundNumber,
        person: PersonId,
        knows: &Knows,
    ) -> Decision {
        let round = self.find_round(number)?;
        self.investigator_or_facilitator(round)?;
        self.held_now(round)?;
        let participant = self.participant(person)?;
        if round.is_held_by(person) {
            return nothing();
        }
        if !round.has_room() {
            return Err(TOO_MANY);
        }
        let why = participant.member().and_then(|member| knows.why(round.scenario, member));
        let own = self.workshop.sealed_of(person).and_then(|own| self.let_go(own, person));
        let added = Event::Hat(HatEvent::PartnerAdded { round: number, person, why });
        Ok(own.into_iter().chain([added]).collect())
    }

    /// A partner leaves, or is released by the holder or the facilitator.
    pub(super) fn remove_partner(&self, number: RoundNumber, person: PersonId) -> Decision {
        let round = self.find_round(number)?;
        self.investigator_or_facilitator(round)?;
        self.held_now(round)?;
        if round.partners.contains(&person) {
            one(HatEvent::PartnerRemoved { round: number, person })
        } else {
            nothing()
        }
    }

    pub(super) fn draw_together(&self, person: PersonId, with: Option<PersonId>) -> Decision {
        let pairs = &self.workshop.pairs;
        let mine = [Some(person), pairs.get(&person).copied()].contains(&Some(self.context.actor.person));
        if with.is_some() || !mine {
            self.facilitator()?;
        }
        self.phase(&[Phase::Open, Phase::Running])?;
        if pairs.get(&person).copied() == with {
            return nothing();
        }
        if let Some(first) = with {
            self.participant(person)?;
            self.participant(first)?;
            if first == person {
                return Err(Rejection::Rule(Reason::DrawTogetherTakesTwo));
            }
            self.can_join_draw(person)?;
            self.can_lead_draw(first)?;
        }
        one(HatEvent::DrawsTogether { person, with })
    }

    /// Whether somebody can draw with another person: nobody draws with them, so that there are no chains.
    pub(in crate::workshop::areas) fn can_join_draw(&self, person: PersonId) -> Result<(), Rejection> {
        let leads = self.workshop.pairs.values().any(|first| *first == person);
        if leads { Err(Rejection::Rule(Reason::DrawsWithAnother)) } else { Ok(()) }
    }

    /// Whether one more person can draw with somebody.
    pub(in crate::workshop::areas) fn can_lead_draw(&self, first: PersonId) -> Result<(), Rejection> {
        let pairs = &self.workshop.pairs;
        if pairs.contains_key(&first) {
            return Err(Rejection::Rule(Reason::DrawsWithAnother));
        }
        let others = pairs.values().filter(|other| **other == first).count();
        if others + 1 >= MAX_HOLDERS { Err(TOO_MANY) } else { Ok(()) }
    }

    /// Somebody present takes over the open card of a person who had to leave.
    pub(super) fn hand_round(&self, number: RoundNumber, to: PersonId) -> Decision {
        self.facilitator()?;
        self.phase(&[Phase::Running])?;
        let round = self.find_round(number)?;
        if !round.is_open() {
            return Err(Rejection::Rule(Reason::CardNotOpen));
        }
        self.participant(to)?;
        if round.investigator == to { nothing() } else { one(HatEvent::RoundHanded { round: number, to }) }
    }

    /// What becomes of a card that is not over when one of its holders lets go: a partner continues, or else a sealed one
    /// returns to the hat. An open one waits for the facilitator.
    pub(in crate::workshop::areas) fn let_go(&self, round: &Round, person: PersonId) -> Option<Event> {
        let here = |partner: &&PersonId| self.workshop.people.get(*partner).is_some_and(|there| there.present);
        let sealed = round.state == RoundState::Dealt;
        if round.investigator != person {
            return sealed.then_some(Event::Hat(HatEvent::PartnerRemoved { round: round.number, person }));
        }
        if !sealed && !round.is_open() {
            return None;
        }
        match round.partners.iter().find(here) {
            Some(partner) => Some(Event::Hat(HatEvent::RoundHanded { round: round.number, to: *partner })),
            None => sealed.then_some(Event::Hat(HatEvent::CardReturned { round: round.number })),
        }
    }

    /// A round that somebody holds: sealed or open, in a running workshop.
    fn held_now(&self, round: &Round) -> Result<(), Rejection> {
        self.phase(&[Phase::Running])?;
        let held = round.state == RoundState::Dealt || round.is_open();
        if held { Ok(()) } else { Err(Rejection::Rule(Reason::CardNotHeld)) }
    }
}
