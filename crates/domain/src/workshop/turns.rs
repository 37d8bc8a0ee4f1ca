//! Whose turn it is, and who had one.

use super::{Participant, Phase, Round, RoundNumber, RoundState, Workshop};
use crate::id::{PersonId, ScenarioId};

impl Workshop {
    /// The round whose turn comes next.
    #[must_use]
    pub fn next_round(&self) -> Option<&Round> {
        self.rounds.get(self.sealed().first()?)
    }

    /// The round whose card can be opened, apart from the time: none while a hat that was offered waits for somebody.
    #[must_use]
    pub fn openable_round(&self) -> Option<&Round> {
        let no_other = self.phase == Phase::Running && self.current_round().is_none() && self.undrawn().is_empty();
        if no_other { self.next_round() } else { None }
    }

    /// The sealed cards in the order of their turns.
    #[must_use]
    pub fn sealed(&self) -> Vec<RoundNumber> {
        let is_sealed = |number: &RoundNumber| self.rounds.get(number).is_some_and(|r| r.state == RoundState::Dealt);
        let late = self.rounds.keys().filter(|number| !self.order.contains(number));
        self.order.iter().chain(late).copied().filter(is_sealed).collect()
    }

    /// All rounds in the order of turns: those that were opened, then the sealed ones, then those that went back unplayed.
    #[must_use]
    pub fn turns(&self) -> Vec<RoundNumber> {
        let mut opened: Vec<_> = self.rounds.values().filter(|round| round.investigation.opened_at.is_some()).collect();
        opened.sort_by_key(|round| (round.investigation.opened_at, round.number));
        let returned = self.rounds.values().filter(|round| round.state == RoundState::Returned);
        let opened = opened.into_iter().map(|round| round.number);
        opened.chain(self.sealed()).chain(returned.map(|round| round.number)).collect()
    }

    /// Which member investigated which card to its end, so that later draws avoid it.
    #[must_use]
    pub fn investigated(&self) -> Vec<(ScenarioId, PersonId)> {
        let member = |person| self.people.get(&person).and_then(Participant::member);
        let done = self.rounds.values().filter(|round| round.state == RoundState::Done);
        done.flat_map(|round| round.holders().filter_map(member).map(|member| (round.scenario, member))).collect()
    }

    /// The sealed card that somebody holds, alone or with others.
    #[must_use]
    pub fn sealed_of(&self, person: PersonId) -> Option<&Round> {
        self.rounds.values().find(|round| round.state == RoundState::Dealt && round.is_held_by(person))
    }

    /// Members present at the hat who never opened a card; they go first next time.
    #[must_use]
    pub fn without_turn(&self) -> Vec<PersonId> {
        let had_turn =
            |person| self.rounds.values().any(|r| r.is_held_by(person) && r.investigation.opened_at.is_some());
        let mut left_out: Vec<_> = self.people.values().filter(|p| p.draws && !had_turn(p.person)).collect();
        left_out.sort_by_key(|p| p.seat);
        left_out.into_iter().filter_map(Participant::member).collect()
    }
}
