//! A seat that becomes somebody else's.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::PersonId;
use crate::workshop::{MAX_HOLDERS, Participant, Round, Workshop};

impl Workshop {
    /// Attributes whatever was done from a seat to its present holder.
    pub(super) fn move_seat(&mut self, from: PersonId, to: Participant) {
        let person = to.person;
        let now_theirs = |id: &mut PersonId| {
            if *id == from {
                *id = person;
            }
        };
        self.people.remove(&from);
        self.waiting.remove(&person);
        self.people.insert(person, to);
        self.rounds.change(
            |_| true,
            |round| {
                now_theirs(&mut round.investigator);
                round.partners.iter_mut().for_each(now_theirs);
                round.known.iter_mut().for_each(|known| now_theirs(&mut known.person));
                hold_once(round);
            },
        );
        self.pairs = moved_pairs(&self.pairs, from, person);
        self.steps.change(|step| step.by == from, |step| step.by = person);
        self.answers.change(|answer| answer.by == from, |answer| answer.by = person);
        self.move_guesses(from, person);
        self.notes.change(|note| note.author == Some(from), |note| note.author = Some(person));
        self.scribe.iter_mut().for_each(now_theirs);
    }
}

impl Workshop {
    /// A person who guessed from both seats keeps the guess of the one that they have now.
    fn move_guesses(&mut self, from: PersonId, to: PersonId) {
        let rounds: BTreeSet<_> =
            self.guesses.values().filter(|guess| guess.by == Some(to)).map(|guess| guess.round).collect();
        let theirs = self.guesses.values().filter(|guess| guess.by == Some(from));
        let twice: Vec<_> = theirs.filter(|guess| rounds.contains(&guess.round)).map(|guess| guess.id).collect();
        for guess in &twice {
            self.guesses.remove(guess);
        }
        self.guesses.change(|guess| guess.by == Some(from), |guess| guess.by = Some(to));
    }
}

/// A person who held a card from both seats holds it once.
fn hold_once(round: &mut Round) {
    let mut holders = BTreeSet::from([round.investigator]);
    round.partners.retain(|partner| holders.insert(*partner));
    let mut knowing = BTreeSet::new();
    round.known.retain(|known| knowing.insert(known.person));
}

/// Those who draw together, as they still can: a person draws neither with themselves nor with somebody who draws with another, and
/// no more than hold one card.
fn moved_pairs(pairs: &BTreeMap<PersonId, PersonId>, from: PersonId, to: PersonId) -> BTreeMap<PersonId, PersonId> {
    let renamed = |id: &PersonId| if *id == from { to } else { *id };
    let all: BTreeMap<_, _> = pairs.iter().map(|(second, first)| (renamed(second), renamed(first))).collect();
    let mut kept: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for (second, first) in &all {
        let others = kept.values().filter(|other| *other == first).count();
        if first != second && !all.contains_key(first) && others + 1 < MAX_HOLDERS {
            kept.insert(*second, *first);
        }
    }
    kept
}
