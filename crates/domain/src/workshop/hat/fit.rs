//! Which hand takes which card: chance, and a matching that keeps the best deal within reach.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Chance from a seed: ChaCha8 (RFC 8439's block function with 8 rounds).
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn from_seed(seed: [u8; 32]) -> Self {
        Self(ChaCha8Rng::from_seed(seed))
    }

    /// One of the items, each as likely as the others; `None` if there is none.
    pub(super) fn one_of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() { None } else { items.get(self.below(items.len())) }
    }

    /// Without bias: what would make the first numbers likelier is drawn again.
    fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        let fair = u64::MAX - u64::MAX % bound;
        loop {
            let n = self.0.next_u64();
            if n < fair {
                return usize::try_from(n % bound).expect("below a usize");
            }
        }
    }
}

/// The card of each hand. `clean[hand][card]` means that the hand does not know the card; there are as many cards as hands
/// at least.
///
/// The hands take turns. Each takes a card uniformly from those that still allow as many clean hands in all as can be.
pub(super) fn draw(clean: &[Vec<bool>], chance: &mut Chance) -> Vec<usize> {
    let cards = clean.first().map_or(0, Vec::len);
    let mut free: Vec<usize> = (0..cards).collect();
    let mut taken = Vec::with_capacity(clean.len());
    for (hand, knows_not) in clean.iter().enumerate() {
        let later = Matching::new(clean, hand + 1, &free);
        let score = |card: &usize| usize::from(knows_not[*card]) + later.size_without(*card);
        let scores: Vec<_> = free.iter().map(score).collect();
        let best = scores.iter().max().copied();
        let allowed: Vec<_> = free.iter().zip(&scores).filter(|(_, s)| Some(**s) == best).map(|(c, _)| *c).collect();
        let card = *chance.one_of(&allowed).expect("there are as many cards as hands");
        free.retain(|other| *other != card);
        taken.push(card);
    }
    taken
}

/// The most hands, from some hand on, that can have a free card which they do not know (Kuhn's augmenting paths).
struct Matching<'a> {
    clean: &'a [Vec<bool>],
    /// Whether a card may be used.
    free: Vec<bool>,
    /// The hand that has a card.
    holder: Vec<Option<usize>>,
    size: usize,
}

impl<'a> Matching<'a> {
    fn new(clean: &'a [Vec<bool>], from: usize, free: &[usize]) -> Self {
        let cards = clean.first().map_or(0, Vec::len);
        let mut matching = Self { clean, free: vec![false; cards], holder: vec![None; cards], size: 0 };
        free.iter().for_each(|card| matching.free[*card] = true);
        for hand in from..clean.len() {
            let mut tried = vec![false; cards];
            if matching.find(hand, &mut tried) {
                matching.size += 1;
            }
        }
        matching
    }

    /// How many of the hands can be clean when a card is gone.
    fn size_without(&self, card: usize) -> usize {
        let Some(hand) = self.holder[card] else { return self.size };
        let mut rest =
            Self { clean: self.clean, free: self.free.clone(), holder: self.holder.clone(), size: self.size };
        rest.free[card] = false;
        rest.holder[card] = None;
        let mut tried = vec![false; self.holder.len()];
        if rest.find(hand, &mut tried) { self.size } else { self.size - 1 }
    }

    /// Finds a card for a hand, if other hands can give way for it.
    fn find(&mut self, hand: usize, tried: &mut [bool]) -> bool {
        for card in 0..self.holder.len() {
            if !self.free[card] || !self.clean[hand][card] || std::mem::replace(&mut tried[card], true) {
                continue;
            }
            if self.holder[card].is_none_or(|other| self.find(other, tried)) {
                self.holder[card] = Some(hand);
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn seed(n: u32) -> [u8; 32] {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&n.to_le_bytes());
        seed
    }

    /// Hands of rows such as `"..x"`: `x` is a card that the hand knows.
    fn hands(rows: &[&str]) -> Vec<Vec<bool>> {
        rows.iter().map(|row| row.bytes().map(|card| card == b'.').collect()).collect()
    }

    fn broken(clean: &[Vec<bool>], taken: &[usize]) -> usize {
        clean.iter().zip(taken).filter(|(hand, card)| !hand[**card]).count()
    }

    /// How often each deal comes in `times` draws.
    fn counts(clean: &[Vec<bool>], times: u32) -> BTreeMap<Vec<usize>, u32> {
        let mut counts = BTreeMap::new();
        for n in 0..times {
            *counts.entry(draw(clean, &mut Chance::from_seed(seed(n)))).or_default() += 1;
        }
        counts
    }

    #[test]
    fn which_deals_can_come() {
        let check = |rows: &[&str], expected: &[&[usize]]| {
            let found: Vec<_> = counts(&hands(rows), 400).into_keys().collect();
            assert_eq!(found, expected, "{rows:?}");
        };
        check(&[], &[&[]]);
        check(&["."], &[&[0]]);
        check(&["x"], &[&[0]]);
        check(&["..", ".."], &[&[0, 1], &[1, 0]]);
        check(&["x.", ".."], &[&[1, 0]]);
        // The first hand gives way to the second, which knows one of the two.
        check(&["..", ".x"], &[&[1, 0]]);
        check(&["..x", ".xx", "..."], &[&[1, 0, 2]]);
        // No deal is clean: one of the hands always knows its card.
        check(&["x.", "x."], &[&[0, 1], &[1, 0]]);
        check(&["xx", ".."], &[&[0, 1], &[1, 0]]);
        // A third card spares both.
        check(&["x..", "x.."], &[&[1, 2], &[2, 1]]);
    }

    #[test]
    fn every_order_is_about_as_likely() {
        let counts = counts(&hands(&["...", "...", "..."]), 6_000);
        assert_eq!(counts.len(), 6);
        for (deal, count) in counts {
            assert!((850..1_150).contains(&count), "{deal:?} came {count} times of about 1,000");
        }
    }

    /// Chi squared with two degrees of freedom: above 13.8 once in a thousand.
    #[test]
    fn each_hand_takes_uniformly_from_what_is_allowed() {
        // The first hand may take the cards 1, 2 and 3, the second all but the one that is gone.
        let mut first = [0_u32; 4];
        let mut second_after_one = [0_u32; 4];
        for n in 0..9_000 {
            let taken = draw(&hands(&["x...", "...."]), &mut Chance::from_seed(seed(n)));
            first[taken[0]] += 1;
            if taken[0] == 1 {
                second_after_one[taken[1]] += 1;
            }
        }
        let chi = |counts: &[u32]| {
            let mean = f64::from(counts.iter().sum::<u32>()) / 3.0;
            counts.iter().map(|count| (f64::from(*count) - mean).powi(2) / mean).sum::<f64>()
        };
        assert_eq!((first[0], second_after_one[1]), (0, 0));
        assert!(chi(&first[1..]) < 13.8, "{first:?}");
        let [zero, _, two, three] = second_after_one;
        assert!(chi(&[zero, two, three]) < 13.8, "{second_after_one:?}");
    }

    #[test]
    fn a_large_hat_is_quick() {
        let clean: Vec<Vec<bool>> = (0..60).map(|hand| (0..200).map(|card| card / 3 != hand).collect()).collect();
        assert_eq!(broken(&clean, &draw(&clean, &mut Chance::from_seed([7; 32]))), 0);
    }

    /// The fewest hands that must know their card, by trying every deal.
    fn fewest(clean: &[Vec<bool>], taken: &mut Vec<usize>) -> usize {
        if taken.len() == clean.len() {
            return broken(clean, taken);
        }
        let mut least = usize::MAX;
        for card in 0..clean[0].len() {
            if !taken.contains(&card) {
                taken.push(card);
                least = least.min(fewest(clean, taken));
                taken.pop();
            }
        }
        least
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_deal_breaks_more_than_it_must(
            (cards, rows) in (1..6_usize).prop_flat_map(|cards| {
                let row = proptest::collection::vec(proptest::bool::weighted(0.5), cards);
                (Just(cards), proptest::collection::vec(row, 1..=cards))
            }),
            seed in any::<[u8; 32]>(),
        ) {
            let taken = draw(&rows, &mut Chance::from_seed(seed));
            let mut distinct = taken.clone();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), rows.len(), "{:?} of {} cards", &taken, cards);
            prop_assert_eq!(broken(&rows, &taken), fewest(&rows, &mut Vec::new()));
            prop_assert_eq!(draw(&rows, &mut Chance::from_seed(seed)), taken, "the same seed, the same deal");
        }
    }
}
