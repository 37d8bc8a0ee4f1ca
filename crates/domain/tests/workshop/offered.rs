//! A hat that is offered: everyone draws for themselves, in any order, and as well as if it had gone round.

use domain::id::PersonId;
use domain::workshop::{
    Actor, Command, Familiarity, HatCommand, Knows, ParticipantKind, ServerCommand, Standing, permissions, violation,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::world::{JONAS, MEI, PRIYA, World, pass_hat, scenario};

const AROHA: PersonId = PersonId(Uuid::from_u128(4));
const ALL: [PersonId; 3] = [MEI, JONAS, PRIYA];

fn offer_hat() -> Command {
    Command::Hat(HatCommand::OfferHat)
}

fn draw_card(person: PersonId, seed: u8, knows: &Knows) -> Command {
    Command::Server(ServerCommand::DrawCard { person, seed: [seed; 32], knows: knows.clone() })
}

/// The hat is offered to Mei, Jonas and Priya.
fn offered(cards: u128) -> World {
    let mut world = World::open(cards);
    world.ok(MEI, offer_hat());
    world
}

impl World {
    fn may_draw(&self, person: PersonId) -> bool {
        permissions(&self.workshop, Actor { person, standing: Standing::Member }).draw
    }

    fn turns(&self) -> Vec<PersonId> {
        self.workshop.sealed().iter().map(|number| self.workshop.rounds[number].investigator).collect()
    }
}

#[test]
fn everyone_draws_for_themselves_and_keeps_their_turn() {
    let mut world = offered(5);
    assert_eq!(world.workshop.undrawn().concat(), ALL);
    assert_eq!(ALL.map(|person| world.may_draw(person)), [true; 3]);
    for person in [PRIYA, MEI, JONAS] {
        world.ok(person, draw_card(person, 1, &Knows::default()));
        assert!(!world.may_draw(person));
        world.refused(person, draw_card(person, 1, &Knows::default()), "rule");
    }
    assert_eq!(world.turns(), ALL, "the facilitator is first, whoever drew first");
    assert!(world.workshop.undrawn().is_empty());
    assert_eq!(violation(&world.workshop), None);
}

#[test]
fn the_facilitator_draws_for_those_without_a_device_and_for_the_rest() {
    let mut world = offered(5);
    world.refused(JONAS, pass_hat(1), "not_allowed");
    world.refused(JONAS, draw_card(PRIYA, 1, &Knows::default()), "not_allowed");
    world.ok(MEI, draw_card(PRIYA, 1, &Knows::default()));
    world.ok(MEI, pass_hat(1));
    assert_eq!(world.turns(), ALL);
    assert_eq!(world.workshop.lap, 1, "it is the same lap");
    world.refused(MEI, offer_hat(), "rule");
}

#[test]
fn who_put_their_card_back_is_not_waited_for() {
    let mut world = offered(5);
    world.ok(JONAS, draw_card(JONAS, 1, &Knows::default()));
    let number = world.workshop.sealed()[0];
    world.ok(JONAS, Command::Hat(HatCommand::ReturnCard { round: number }));
    assert_eq!(world.workshop.undrawn().concat(), [MEI, PRIYA]);
    assert!(world.may_draw(JONAS), "one more card is left");
}

#[test]
fn who_comes_after_everyone_drew_holds_nobody_up() {
    let mut world = offered(5);
    world.ok(MEI, pass_hat(1));
    world.ok(AROHA, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
    assert!(world.workshop.undrawn().is_empty() && world.may_draw(AROHA));
    assert!(world.workshop.openable_round().is_some());
    world.ok(AROHA, draw_card(AROHA, 1, &Knows::default()));
    assert_eq!(world.turns(), [MEI, JONAS, PRIYA, AROHA]);
}

#[test]
fn scarce_cards_are_kept_for_those_whose_turn_comes_first() {
    let mut world = offered(2);
    assert_eq!(ALL.map(|person| world.may_draw(person)), [true, true, false]);
    world.refused(PRIYA, draw_card(PRIYA, 1, &Knows::default()), "rule");
    world.ok(JONAS, draw_card(JONAS, 1, &Knows::default()));
    world.ok(MEI, draw_card(MEI, 1, &Knows::default()));
    assert_eq!(world.turns(), [MEI, JONAS]);
}

#[test]
fn those_who_draw_together_take_one_card() {
    let mut world = World::open(5);
    world.ok(MEI, Command::Hat(HatCommand::DrawTogether { person: JONAS, with: Some(PRIYA) }));
    world.ok(MEI, offer_hat());
    world.ok(JONAS, draw_card(JONAS, 1, &Knows::default()));
    let round = world.workshop.sealed_of(PRIYA).expect("they hold it together");
    assert_eq!((round.investigator, &round.partners[..]), (PRIYA, &[JONAS][..]));
    assert_eq!(world.workshop.undrawn().concat(), [MEI]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_no_order_does_a_draw_leave_the_others_cards_that_they_know(
        known in proptest::collection::vec((0..4_u128, 0..3_usize), 0..9),
        order in Just(ALL.to_vec()).prop_shuffle(),
        seed in any::<u8>(),
    ) {
        let knows: Knows = known.iter().map(|(card, n)| (scenario(*card), ALL[*n], Familiarity::Wrote)).collect();
        let surprised = |world: &World| world.workshop.rounds.values().filter(|r| r.known.is_empty()).count();
        let mut together = World::open(4);
        together.ok(MEI, Command::Server(ServerCommand::PassHat { seed: [seed; 32], knows: knows.clone() }));
        let mut alone = offered(4);
        for person in order {
            alone.ok(person, draw_card(person, seed, &knows));
        }
        prop_assert_eq!(surprised(&alone), surprised(&together));
        prop_assert_eq!(alone.turns(), ALL);
    }
}
