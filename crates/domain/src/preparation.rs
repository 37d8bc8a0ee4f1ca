//! What should be so before a workshop begins, and what is missing.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::{PersonId, ScenarioId};
use crate::workshop::Plan;

/// One thing that should be so before a workshop begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Item {
    /// An hour or more is planned.
    Length,
    /// There is a room, or a link to meet by.
    Place,
    /// The room is booked. People tick it.
    RoomBooked,
    /// Somebody writes the steps.
    Scribe,
    /// The hat has twice as many cards as people who draw.
    Cards,
    /// Everyone can be dealt a card that they do not know yet, but for a facilitator, who demonstrates one.
    Dealable,
    /// The systems on the cards have links.
    Links,
    /// No action of earlier workshops is late.
    Actions,
    /// Somebody tried the room's screen. People tick it.
    RoomScreen,
}

impl Item {
    /// Whether people tick it, because nothing that is stored shows whether it is so.
    #[must_use]
    pub fn is_ticked_by_hand(self) -> bool {
        matches!(self, Self::RoomBooked | Self::RoomScreen)
    }
}

/// What is known of a workshop that is being prepared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreparationFacts {
    /// How long it is planned to last, in minutes.
    pub minutes: u16,
    /// There is a room or a link.
    pub has_place: bool,
    /// Somebody writes the steps.
    pub has_scribe: bool,
    /// Who runs it.
    pub facilitator: Option<PersonId>,
    /// Who draws.
    pub responders: BTreeSet<PersonId>,
    /// The cards in the hat, each with those who know it already.
    pub hat: BTreeMap<ScenarioId, BTreeSet<PersonId>>,
    /// The systems on the cards that have no links, or are not the team's.
    pub without_links: BTreeSet<String>,
    /// How many open actions are late.
    pub late_actions: usize,
    /// What people ticked.
    pub ticked: BTreeSet<Item>,
}

/// The state of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which thing.
    pub item: Item,
    /// It is so.
    pub done: bool,
    /// How much is missing: cards, links, or actions that are late.
    pub missing: usize,
    /// Who would be dealt a card that they know, or none.
    pub people: Vec<PersonId>,
}

impl PreparationFacts {
    /// How many cards there should be: two for each who draws, two at least.
    #[must_use]
    pub fn cards_wanted(&self) -> usize {
        2 * self.responders.len().max(1)
    }

    /// The state of each thing, in the order in which they are best looked after.
    #[must_use]
    pub fn checks(&self) -> Vec<Check> {
        let check = |item: Item, missing: usize| Check { item, done: missing == 0, missing, people: Vec::new() };
        let so = |item: Item, done: bool| check(item, usize::from(!done));
        let left_out = self.left_out();
        vec![
            so(Item::Length, self.minutes >= Plan::MIN_MINUTES),
            so(Item::Place, self.has_place),
            so(Item::RoomBooked, self.ticked.contains(&Item::RoomBooked)),
            so(Item::Scribe, self.has_scribe),
            check(Item::Cards, self.cards_wanted().saturating_sub(self.hat.len())),
            Check {
                item: Item::Dealable,
                done: left_out.is_empty() && !self.hat.is_empty(),
                missing: left_out.len(),
                people: left_out,
            },
            check(Item::Links, self.without_links.len()),
            check(Item::Actions, self.late_actions),
            so(Item::RoomScreen, self.ticked.contains(&Item::RoomScreen)),
        ]
    }

    /// Those who draw and cannot all be dealt a card that they do not know, in the best deal there is. A facilitator
    /// may hold a card that they know: they demonstrate it.
    fn left_out(&self) -> Vec<PersonId> {
        let cards: Vec<_> = self.hat.values().collect();
        let may = |person: PersonId, card: usize| Some(person) == self.facilitator || !cards[card].contains(&person);
        let mut holders: Vec<Option<PersonId>> = vec![None; cards.len()];
        // The facilitator last, so that the person left out is somebody with fewer cards to choose from.
        let (last, first): (Vec<_>, Vec<_>) =
            self.responders.iter().copied().partition(|person| Some(*person) == self.facilitator);
        let deals = first.into_iter().chain(last);
        deals.filter(|person| !seat(*person, &mut holders, &mut BTreeSet::new(), &may)).collect()
    }
}

/// Gives a person a card, where needed by giving others another one: an augmenting path of a bipartite matching.
fn seat(
    person: PersonId,
    holders: &mut [Option<PersonId>],
    tried: &mut BTreeSet<usize>,
    may: &impl Fn(PersonId, usize) -> bool,
) -> bool {
    for card in 0..holders.len() {
        if !may(person, card) || !tried.insert(card) {
            continue;
        }
        let free = match holders[card] {
            None => true,
            Some(other) => seat(other, holders, tried, may),
        };
        if free {
            holders[card] = Some(person);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    /// A hat in which each card is known to these people.
    fn hat(cards: &[&[u128]]) -> BTreeMap<ScenarioId, BTreeSet<PersonId>> {
        let known = |people: &&[u128]| people.iter().map(|n| person(*n)).collect();
        (1..).map(|n| ScenarioId(Uuid::from_u128(n))).zip(cards.iter().map(known)).collect()
    }

    fn facts(draws: &[u128], cards: &[&[u128]]) -> PreparationFacts {
        let responders = draws.iter().map(|n| person(*n)).collect();
        PreparationFacts { responders, hat: hat(cards), facilitator: Some(person(1)), ..PreparationFacts::default() }
    }

    #[test]
    fn everyone_is_dealt_what_they_do_not_know() {
        let check = |draws: &[u128], cards: &[&[u128]], expected: &[u128]| {
            let left: Vec<_> = expected.iter().map(|n| person(*n)).collect();
            assert_eq!(facts(draws, cards).left_out(), left, "{draws:?} with {cards:?}");
        };
        check(&[2, 3], &[&[], &[]], &[]);
        check(&[2, 3], &[&[2], &[3]], &[]);
        check(&[2, 3], &[&[2], &[2]], &[2]);
        // 2 could take either, 3 only the first: 2 gives way.
        check(&[2, 3], &[&[], &[3]], &[]);
        check(&[2, 3, 4], &[&[], &[3, 4], &[4]], &[]);
        check(&[2, 3], &[&[]], &[3]);
        // The facilitator demonstrates a card of their own.
        check(&[1, 2], &[&[1], &[1]], &[]);
        check(&[1, 2], &[&[1, 2]], &[2]);
    }

    #[test]
    fn missing_things_are_counted() {
        let check = |facts: PreparationFacts, item: Item, done: bool, missing: usize| {
            let checks = facts.checks();
            let found = checks.iter().find(|check| check.item == item).unwrap();
            assert_eq!((found.done, found.missing), (done, missing), "{item:?}");
        };
        check(facts(&[1, 2], &[&[], &[], &[]]), Item::Cards, false, 1);
        check(facts(&[1, 2], &[&[], &[], &[], &[]]), Item::Cards, true, 0);
        check(facts(&[], &[]), Item::Cards, false, 2);
        check(facts(&[], &[]), Item::Dealable, false, 0);
        check(PreparationFacts { minutes: 60, ..PreparationFacts::default() }, Item::Length, true, 0);
        check(PreparationFacts { late_actions: 2, ..PreparationFacts::default() }, Item::Actions, false, 2);
        check(
            PreparationFacts { ticked: [Item::RoomScreen].into(), ..PreparationFacts::default() },
            Item::RoomScreen,
            true,
            0,
        );
        check(PreparationFacts::default(), Item::RoomBooked, false, 1);
    }

    #[test]
    fn every_item_is_checked_once() {
        let checks = PreparationFacts::default().checks();
        let items: BTreeSet<_> = checks.iter().map(|check| check.item).collect();
        assert_eq!((checks.len(), items.len()), (9, 9));
    }
}
