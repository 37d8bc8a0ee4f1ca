//! The draw: who takes which card.

mod fit;

use serde::{Deserialize, Serialize};

use self::fit::Chance;
use super::{Known, Knows, Participant, Phase, RoundNumber, RoundState, Workshop};
use crate::id::{PersonId, ScenarioId};

/// One card in one hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deal {
    /// The turn that it makes.
    pub round: RoundNumber,
    /// The card.
    pub scenario: ScenarioId,
    /// Who took it.
    pub investigator: PersonId,
    /// Who holds it with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<PersonId>,
    /// Who of them knows it already: there was no other way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Known>,
}

impl Workshop {
    /// The cards that are neither held nor played, in a fixed order.
    #[must_use]
    pub fn hat(&self) -> Vec<ScenarioId> {
        let out = |card: &&super::Card| {
            !self.rounds.values().any(|r| r.scenario == card.scenario && r.state != RoundState::Returned)
        };
        self.cards.values().filter(out).map(|card| card.scenario).collect()
    }

    /// Lets the hat go round: everyone who draws takes one sealed card, those who draw together one between them. Where the hat
    /// was offered, everyone who is yet to draw.
    ///
    /// Hand by hand, in the order of turns, each takes a card uniformly from those with which the whole lap can still give
    /// as few people as possible a card that they know. When there are fewer cards than hands the last hands stay empty.
    pub(super) fn deal(&self, seed: [u8; 32], knows: &Knows) -> Vec<Deal> {
        let cards = self.hat();
        let undrawn = self.undrawn();
        let mut hands = if undrawn.is_empty() { self.hands() } else { undrawn };
        hands.truncate(cards.len());
        let taken = fit::draw(&self.unknown(&hands, &cards, knows), &mut Chance::from_seed(seed));
        let numbers = (self.last_number() + 1..).map(RoundNumber);
        let deals = numbers.zip(hands).zip(taken);
        deals.map(|((round, hand), card)| self.dealt(round, &hand, cards[card], knows)).collect()
    }

    /// Who is yet to draw while the hat is offered, until a card is opened: as many as there are cards, in the
    /// order of turns. Who put their card back has drawn.
    #[must_use]
    pub fn undrawn(&self) -> Vec<Vec<PersonId>> {
        let lap: Vec<_> = self.rounds.values().filter(|round| round.lap == self.lap).collect();
        if !self.offered || self.phase != Phase::Running || lap.iter().any(|r| r.investigation.opened_at.is_some()) {
            return Vec::new();
        }
        let drew = |person: &PersonId| lap.iter().any(|round| round.is_held_by(*person));
        let mut hands = self.hands();
        hands.retain(|hand| !hand.iter().any(drew));
        hands.truncate(self.hat().len());
        hands
    }

    /// One more card for these people: uniform among the cards of the hat, but not `without`, with which as few as possible of
    /// them and of those who are yet to draw get a card that they know. `None` when the hat has no other card.
    pub(super) fn draw_one(
        &self,
        round: RoundNumber,
        hand: &[PersonId],
        without: Option<ScenarioId>,
        seed: [u8; 32],
        knows: &Knows,
    ) -> Option<Deal> {
        let cards: Vec<_> = self.hat().into_iter().filter(|card| Some(*card) != without).collect();
        let later = self.undrawn().into_iter().filter(|other| !other.iter().any(|person| hand.contains(person)));
        let hands: Vec<_> = std::iter::once(hand.to_vec()).chain(later).take(cards.len()).collect();
        let taken = fit::draw(&self.unknown(&hands, &cards, knows), &mut Chance::from_seed(seed));
        Some(self.dealt(round, hand, cards[*taken.first()?], knows))
    }

    /// A card in the hands of these people, of whom the first investigates.
    pub(super) fn dealt(&self, round: RoundNumber, hand: &[PersonId], scenario: ScenarioId, knows: &Knows) -> Deal {
        let known = self.known(hand, scenario, knows);
        Deal { round, scenario, investigator: hand[0], partners: hand[1..].to_vec(), known }
    }

    /// Which of the cards each hand does not know, not even from practising alone.
    fn unknown(&self, hands: &[Vec<PersonId>], cards: &[ScenarioId], knows: &Knows) -> Vec<Vec<bool>> {
        let member = |person: &PersonId| self.people.get(person).and_then(Participant::member);
        let unknown = |hand: &Vec<PersonId>| {
            let members: Vec<_> = hand.iter().filter_map(member).collect();
            cards.iter().map(|card| !members.iter().any(|member| knows.avoids(*card, *member))).collect()
        };
        hands.iter().map(unknown).collect()
    }

    /// Those of these people who know a card already.
    fn known(&self, hand: &[PersonId], scenario: ScenarioId, knows: &Knows) -> Vec<Known> {
        let why = |person: &PersonId| knows.why(scenario, self.people.get(person)?.member()?);
        hand.iter().filter_map(|person| Some(Known { person: *person, why: why(person)? })).collect()
    }

    /// Who takes a card, in the order of turns: those who had fewer turns first; in the first lap the facilitator, then who
    /// had no turn last time, then the order of joining. Each hand is one person, or those who draw together.
    pub(super) fn hands(&self) -> Vec<Vec<PersonId>> {
        let turns = |p: &Participant| {
            self.rounds.values().filter(|r| r.is_held_by(p.person) && r.investigation.opened_at.is_some()).count()
        };
        let owed = |p: &Participant| p.member().is_some_and(|member| self.owed.contains(&member));
        let place = |p: &Participant| (turns(p), p.person != self.facilitator, !owed(p), p.seat);
        let here: Vec<_> = self.people.values().filter(|p| p.present && p.draws).collect();
        let leader = |p: &Participant| {
            self.pairs.get(&p.person).copied().filter(|with| here.iter().any(|other| other.person == *with))
        };
        let mut hands: Vec<_> = here
            .iter()
            .filter(|p| leader(p).is_none())
            .map(|first| {
                let mut others: Vec<_> = here.iter().filter(|p| leader(p) == Some(first.person)).collect();
                others.sort_by_key(|p| p.seat);
                let all: Vec<_> = std::iter::once(first).chain(others).collect();
                let place = all.iter().map(|p| place(p)).min();
                (place, all.into_iter().map(|p| p.person).collect())
            })
            .collect();
        hands.sort();
        hands.into_iter().map(|(_, people)| people).collect()
    }

    /// The number of the last round, 0 before the first.
    pub(super) fn last_number(&self) -> u32 {
        self.rounds.keys().next_back().map_or(0, |last| last.0)
    }
}
