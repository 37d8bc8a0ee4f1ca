//! The draw: who takes which card.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::{Deal, Participant, RoundNumber, Workshop};
use crate::id::PersonId;

impl Workshop {
    /// Lets the hat go round: everyone who draws takes one sealed card, uniformly from those in the hat.
    ///
    /// Whoever had fewer turns goes first; in the first lap the facilitator, then who had no turn last time, then the
    /// order of joining. When there are fewer cards than hands the last hands stay empty.
    pub(super) fn deal(&self, seed: [u8; 32]) -> Vec<Deal> {
        let mut cards = self.hat();
        shuffle(&mut cards, seed);
        let first = self.rounds.keys().next_back().map_or(1, |last| last.0 + 1);
        let hands = self.hands();
        (first..)
            .zip(cards)
            .zip(hands)
            .map(|((number, scenario), investigator)| Deal { round: RoundNumber(number), scenario, investigator })
            .collect()
    }

    /// The people who take a card, in the order of their turns.
    pub(super) fn hands(&self) -> Vec<PersonId> {
        let turns = |p: &Participant| {
            self.rounds.values().filter(|r| r.investigator == p.person && r.opened_at.is_some()).count()
        };
        let owed = |p: &Participant| p.member().is_some_and(|member| self.owed.contains(&member));
        let mut hands: Vec<_> = self.people.values().filter(|p| p.present && p.draws).collect();
        hands.sort_by_key(|p| (turns(p), p.person != self.facilitator, !owed(p), p.seat));
        hands.into_iter().map(|p| p.person).collect()
    }
}

/// Fisher–Yates with ChaCha8 (RFC 8439's block function with 8 rounds); indices without bias by rejection.
fn shuffle<T>(items: &mut [T], seed: [u8; 32]) {
    let mut random = ChaCha8Rng::from_seed(seed);
    for last in (1..items.len()).rev() {
        items.swap(last, below(&mut random, last + 1));
    }
}

fn below(random: &mut ChaCha8Rng, bound: usize) -> usize {
    let bound = bound as u64;
    let fair = u64::MAX - u64::MAX % bound;
    loop {
        let n = random.next_u64();
        if n < fair {
            return usize::try_from(n % bound).expect("below a usize");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_about_as_likely() {
        let mut counts = std::collections::BTreeMap::<Vec<u8>, u32>::new();
        for n in 0_u32..6_000 {
            let mut seed = [0; 32];
            seed[..4].copy_from_slice(&n.to_le_bytes());
            let mut items = vec![1, 2, 3];
            shuffle(&mut items, seed);
            *counts.entry(items).or_default() += 1;
        }
        assert_eq!(counts.len(), 6);
        for (order, count) in counts {
            assert!((850..1_150).contains(&count), "{order:?} came {count} times of about 1,000");
        }
    }
}
