//! The hat: what a draw avoids, swapping, the order of turns, who comes late or leaves, and several hands on one card.

use domain::id::{PersonId, ScenarioId};
use domain::workshop::{
    Actor, Command, Event, Familiarity, HatCommand, Known, Knows, Outcome, ParticipantKind, PeopleCommand,
    RoundCommand, RoundNumber, RoundState, ServerCommand, Standing, draw_permissions, permissions, violation,
};
use uuid::Uuid;

use crate::world::{GUEST, JONAS, MEI, PRIYA, World, pass_hat, scenario, step};

const FIRST: RoundNumber = RoundNumber(1);
const SECOND: RoundNumber = RoundNumber(2);
const THIRD: RoundNumber = RoundNumber(3);
const AROHA: PersonId = PersonId(Uuid::from_u128(4));

fn knows(all: &[(u128, PersonId, Familiarity)]) -> Knows {
    all.iter().map(|(n, person, why)| (scenario(*n), *person, *why)).collect()
}

/// Dealt to three, with nothing opened yet.
fn dealt(cards: u128) -> World {
    let mut world = World::open(cards);
    world.ok(MEI, pass_hat(1));
    world
}

impl World {
    fn card_of(&self, person: PersonId) -> ScenarioId {
        self.workshop.sealed_of(person).map(|round| round.scenario).expect("holds a sealed card")
    }

    fn order(&self) -> Vec<u32> {
        self.workshop.sealed().into_iter().map(|number| number.0).collect()
    }

    fn draw(&mut self, by: PersonId, person: PersonId) -> Vec<Event> {
        self.ok(by, Command::Server(ServerCommand::DrawCard { person, seed: [2; 32], knows: Knows::default() }))
    }

    /// Whether pages offer somebody a card to draw.
    fn offers_card(&self, person: PersonId) -> bool {
        permissions(&self.workshop, Actor { person, standing: Standing::Member }).draw
    }

    fn late(&mut self, draws: bool) {
        self.ok(AROHA, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws }));
    }
}

#[test]
fn a_known_card_is_dealt_only_when_it_is_unavoidable() {
    let why = [Familiarity::Wrote, Familiarity::Handled, Familiarity::Practised];
    let known = [MEI, JONAS, PRIYA].into_iter().zip(why).enumerate();
    let known: Vec<_> = known.map(|(n, (person, why))| (n as u128, person, why)).collect();
    for seed in 0..40 {
        let mut world = World::open(3);
        world.ok(MEI, Command::Server(ServerCommand::PassHat { seed: [seed; 32], knows: knows(&known) }));
        for (n, person, _) in &known {
            assert_ne!(world.card_of(*person), scenario(*n), "seed {seed}");
        }
        assert!(world.workshop.rounds.values().all(|round| round.known.is_empty()));
    }
}

#[test]
fn an_unavoidable_known_card_is_reported() {
    let mut world = World::open(1);
    let all =
        knows(&[(0, MEI, Familiarity::Practised), (0, MEI, Familiarity::Wrote), (0, JONAS, Familiarity::Handled)]);
    world.ok(MEI, Command::Server(ServerCommand::PassHat { seed: [1; 32], knows: all }));
    assert_eq!(world.workshop.rounds[&FIRST].known, [Known { person: MEI, why: Familiarity::Wrote }]);
}

#[test]
fn a_card_that_somebody_practised_alone_goes_to_others_and_nothing_names_that() {
    let mut alone = Knows::default();
    for (n, person) in [(0, MEI), (1, JONAS), (2, PRIYA)] {
        alone.add_alone(scenario(n), person);
    }
    for seed in 0..40 {
        let mut world = World::open(3);
        world.ok(MEI, Command::Server(ServerCommand::PassHat { seed: [seed; 32], knows: alone.clone() }));
        for (n, person) in [(0, MEI), (1, JONAS), (2, PRIYA)] {
            assert_ne!(world.card_of(person), scenario(n), "seed {seed}");
        }
    }
    let mut world = World::open(1);
    world.ok(MEI, Command::Server(ServerCommand::PassHat { seed: [1; 32], knows: alone }));
    assert!(world.workshop.rounds[&FIRST].known.is_empty(), "practising alone is private");
}

#[test]
fn a_confirmed_seat_counts_as_its_member() {
    let mut world = World::open(2);
    world.ok(MEI, Command::People(PeopleCommand::SetDraws { person: MEI, draws: false }));
    world.ok(MEI, Command::People(PeopleCommand::SetDraws { person: JONAS, draws: false }));
    world.ok(MEI, Command::People(PeopleCommand::SetDraws { person: PRIYA, draws: false }));
    world.ok(
        GUEST,
        Command::Server(ServerCommand::Join {
            kind: ParticipantKind::Seat { member: AROHA, confirmed: false },
            draws: true,
        }),
    );
    let wrote = knows(&[(0, AROHA, Familiarity::Wrote)]);
    let mut unconfirmed = (0..20).map(|seed| {
        let mut world = World { workshop: world.workshop.clone(), log: vec![], now: world.now };
        world.ok(MEI, Command::Server(ServerCommand::PassHat { seed: [seed; 32], knows: wrote.clone() }));
        world.card_of(GUEST)
    });
    assert!(unconfirmed.any(|card| card == scenario(0)), "an unconfirmed claim does not count");
    drop(unconfirmed);
    world.ok(MEI, Command::People(PeopleCommand::ConfirmSeat { guest: GUEST }));
    for seed in 0..20 {
        let mut world = World { workshop: world.workshop.clone(), log: vec![], now: world.now };
        world.ok(MEI, Command::Server(ServerCommand::PassHat { seed: [seed; 32], knows: wrote.clone() }));
        assert_eq!(world.card_of(GUEST), scenario(1));
    }
}

#[test]
fn a_sealed_card_is_swapped_for_another_of_the_hat() {
    let mut world = dealt(5);
    let before = world.card_of(JONAS);
    let hat = world.workshop.hat();
    let swap = |all| Command::Server(ServerCommand::SwapCard { round: SECOND, seed: [9; 32], knows: all });
    world.refused(PRIYA, swap(Knows::default()), "not_allowed");
    // Of the two cards in the hat he handled the first.
    let all: Knows = [(hat[0], JONAS, Familiarity::Handled)].into_iter().collect();
    world.ok(JONAS, swap(all));
    assert_eq!(world.card_of(JONAS), hat[1]);
    assert!(world.workshop.hat().contains(&before), "the first card is in the hat again");
    let all: Knows = world.workshop.hat().into_iter().map(|card| (card, JONAS, Familiarity::Handled)).collect();
    world.ok(MEI, swap(all));
    assert_eq!(world.workshop.rounds[&SECOND].known, [Known { person: JONAS, why: Familiarity::Handled }]);
    world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST }));
    world.refused(
        MEI,
        Command::Server(ServerCommand::SwapCard { round: FIRST, seed: [9; 32], knows: Knows::default() }),
        "rule",
    );

    let mut world = dealt(3);
    world.refused(JONAS, swap(Knows::default()), "rule");
}

#[test]
fn two_holders_swap_when_both_want_to() {
    let mut world = dealt(3);
    let (jonas, priya) = (world.card_of(JONAS), world.card_of(PRIYA));
    let with = |round, with| Command::Server(ServerCommand::SwapWith { round, with, knows: Knows::default() });
    world.refused(PRIYA, with(SECOND, THIRD), "not_allowed");
    world.ok(JONAS, with(SECOND, THIRD));
    assert_eq!((world.card_of(JONAS), world.workshop.rounds[&SECOND].swap_with), (jonas, Some(THIRD)));
    world.refused(MEI, with(SECOND, SECOND), "rule");

    world.ok(PRIYA, Command::Hat(HatCommand::DropSwap { round: SECOND }));
    world.ok(PRIYA, with(THIRD, SECOND));
    assert_eq!(world.card_of(JONAS), jonas, "it was turned down before");
    let all: Knows = [(priya, JONAS, Familiarity::Wrote)].into_iter().collect();
    world.ok(JONAS, Command::Server(ServerCommand::SwapWith { round: SECOND, with: THIRD, knows: all }));
    assert_eq!((world.card_of(JONAS), world.card_of(PRIYA)), (priya, jonas));
    assert_eq!(world.workshop.rounds[&SECOND].known, [Known { person: JONAS, why: Familiarity::Wrote }]);
    assert_eq!(world.workshop.rounds[&THIRD].swap_with, None);

    world.ok(MEI, with(SECOND, THIRD));
    assert_eq!((world.card_of(JONAS), world.card_of(PRIYA)), (jonas, priya), "the facilitator swaps at once");
    world.ok(MEI, with(FIRST, THIRD));
    assert_eq!(world.workshop.rounds[&FIRST].swap_with, Some(THIRD), "but asks for their own card");
    world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST }));
    assert_eq!(world.workshop.rounds[&FIRST].swap_with, None, "an open card is not swapped any more");
    world.refused(PRIYA, with(THIRD, FIRST), "rule");
}

#[test]
fn turns_are_taken_in_another_order() {
    let mut world = dealt(4);
    let to = |round, before| Command::Hat(HatCommand::MoveTurn { round, before });
    world.refused(JONAS, to(SECOND, Some(FIRST)), "not_allowed");
    world.ok(MEI, to(THIRD, Some(FIRST)));
    assert_eq!(world.order(), [3, 1, 2]);
    world.refused(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST }), "rule");
    world.ok(MEI, to(FIRST, None));
    assert_eq!(world.order(), [3, 2, 1]);
    assert_eq!(world.ok(MEI, to(FIRST, None)), [], "it is there already");
    world.ok(PRIYA, Command::Rounds(RoundCommand::OpenCard { round: THIRD }));
    world.refused(MEI, to(THIRD, None), "rule");
    world.refused(MEI, to(FIRST, Some(THIRD)), "changed");
    world.late(true);
    world.draw(AROHA, AROHA);
    assert_eq!(world.order(), [2, 1, 4], "a latecomer is last");
    let turns: Vec<_> = world.workshop.turns().into_iter().map(|number| number.0).collect();
    assert_eq!(turns, [3, 2, 1, 4]);
}

#[test]
fn a_latecomer_draws_while_a_lap_runs() {
    let mut world = dealt(5);
    let draw = |person| Command::Server(ServerCommand::DrawCard { person, seed: [2; 32], knows: Knows::default() });
    world.late(false);
    world.refused(AROHA, draw(AROHA), "rule");
    assert!(!world.offers_card(AROHA), "an observer");
    world.ok(AROHA, Command::People(PeopleCommand::SetDraws { person: AROHA, draws: true }));
    assert!(world.offers_card(AROHA));
    world.refused(JONAS, draw(AROHA), "not_allowed");
    world.draw(AROHA, AROHA);
    assert_eq!((world.workshop.rounds.len(), world.workshop.next_round().unwrap().number), (4, FIRST));
    world.refused(AROHA, draw(AROHA), "rule");
    assert!(!world.offers_card(AROHA), "she holds one");

    world.ok(JONAS, Command::Hat(HatCommand::ReturnCard { round: SECOND }));
    assert!(world.offers_card(JONAS), "his went back unplayed");
    world.draw(JONAS, JONAS);
    world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST }));
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Solved }));
    world.ok(PRIYA, Command::Rounds(RoundCommand::OpenCard { round: THIRD }));
    world.ok(PRIYA, Command::Rounds(RoundCommand::FinishRound { round: THIRD, outcome: Outcome::Solved }));
    world.refused(PRIYA, draw(PRIYA), "rule");
    assert!(!world.offers_card(PRIYA), "she had a turn");
    world.ok(GUEST, Command::Server(ServerCommand::Join { kind: ParticipantKind::Guest, draws: true }));
    assert!(world.offers_card(GUEST));
    assert!(draw_permissions(&world.workshop, PRIYA).draw, "the facilitator lets her, after her turn");
    assert!(!draw_permissions(&world.workshop, JONAS).draw, "he holds one");
    world.draw(MEI, PRIYA);
    assert!(world.workshop.hat().is_empty());
    assert!(!world.offers_card(GUEST), "the hat is empty");
    assert!(!draw_permissions(&world.workshop, GUEST).draw, "for the facilitator, too");
    world.refused(MEI, draw(MEI), "rule");
    world.after(60).refused(MEI, draw(MEI), "reflection_time");
}

#[test]
fn a_pair_draws_one_card() {
    let mut world = World::open(4);
    let together = |person, with| Command::Hat(HatCommand::DrawTogether { person, with });
    world.refused(JONAS, together(JONAS, Some(PRIYA)), "not_allowed");
    world.ok(MEI, together(JONAS, Some(PRIYA)));
    world.refused(MEI, together(PRIYA, Some(MEI)), "rule");
    world.refused(MEI, together(MEI, Some(JONAS)), "rule");
    let may = |person| draw_permissions(&world.workshop, person);
    assert!(!may(PRIYA).join && may(PRIYA).lead && may(MEI).join && !may(JONAS).lead);
    world.ok(JONAS, together(JONAS, None));
    world.ok(MEI, together(JONAS, Some(PRIYA)));
    let all = knows(&[(0, JONAS, Familiarity::Wrote), (1, PRIYA, Familiarity::Wrote)]);
    world.ok(MEI, Command::Server(ServerCommand::PassHat { seed: [3; 32], knows: all }));
    let rounds: Vec<_> =
        world.workshop.rounds.values().map(|round| (round.investigator, &round.partners[..])).collect();
    assert_eq!(rounds, [(MEI, &[][..]), (PRIYA, &[JONAS])]);
    assert!(world.workshop.rounds[&SECOND].known.is_empty());

    world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST }));
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Solved }));
    world.ok(JONAS, Command::Rounds(RoundCommand::OpenCard { round: SECOND }));
    world.ok(JONAS, Command::Rounds(RoundCommand::SayStuck { round: SECOND }));
    world.ok(PRIYA, Command::Rounds(RoundCommand::RevealEvidence { round: SECOND, evidence: None }));
    world.ok(MEI, Command::People(PeopleCommand::HandOverScribe { to: None }));
    world.ok(JONAS, step(1, 2, "read the page"));
    world.ok(JONAS, Command::Rounds(RoundCommand::FinishRound { round: SECOND, outcome: Outcome::Solved }));
    assert!(world.workshop.without_turn().is_empty(), "both had a turn");
}

#[test]
fn somebody_joins_in_with_a_card() {
    let mut world = dealt(4);
    let add = |round, person| Command::Server(ServerCommand::AddPartner { round, person, knows: Knows::default() });
    world.refused(PRIYA, add(SECOND, PRIYA), "not_allowed");
    world.ok(JONAS, add(SECOND, PRIYA));
    assert_eq!(world.workshop.rounds[&THIRD].state, RoundState::Returned, "her own card is in the hat again");
    world.refused(
        PRIYA,
        Command::Server(ServerCommand::DrawCard { person: PRIYA, seed: [1; 32], knows: Knows::default() }),
        "rule",
    );
    world.late(true);
    world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST }));
    world.ok(MEI, add(FIRST, AROHA));
    world.ok(MEI, add(FIRST, PRIYA));
    assert!(world.workshop.rounds[&SECOND].partners.is_empty());
    world.refused(MEI, add(FIRST, JONAS), "rule");
    world.ok(AROHA, Command::Hat(HatCommand::RemovePartner { round: FIRST, person: AROHA }));
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Parked }));
    world.refused(MEI, add(FIRST, AROHA), "rule");
}

#[test]
fn a_card_continues_when_its_holder_leaves() {
    let mut world = dealt(4);
    world.ok(
        JONAS,
        Command::Server(ServerCommand::AddPartner { round: SECOND, person: PRIYA, knows: Knows::default() }),
    );
    world.ok(JONAS, Command::People(PeopleCommand::Leave));
    assert_eq!(world.workshop.rounds[&SECOND].investigator, PRIYA, "a partner continues");
    world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST }));
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Solved }));
    world.ok(PRIYA, Command::Rounds(RoundCommand::OpenCard { round: SECOND }));
    world.ok(PRIYA, Command::People(PeopleCommand::Leave));
    assert_eq!(world.workshop.rounds[&SECOND].state, RoundState::Investigating, "an open card waits");
    world.late(true);
    let hand = |to| Command::Hat(HatCommand::HandRound { round: SECOND, to });
    world.refused(AROHA, hand(AROHA), "not_allowed");
    world.refused(MEI, hand(JONAS), "not_found");
    world.ok(MEI, hand(AROHA));
    world.ok(AROHA, Command::Rounds(RoundCommand::StartDebrief { round: SECOND }));
    assert_eq!(violation(&world.workshop), None);
}
