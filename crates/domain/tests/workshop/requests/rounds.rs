//! The hat, the cards that it dealt, and whose turn it is.

use domain::workshop::{Command, Familiarity, HatCommand, Knows, Outcome, RoundCommand, ServerCommand};
use proptest::prelude::*;

use super::{person, round, small};
use crate::world::scenario;

pub(super) fn about_rounds() -> impl Strategy<Value = Command> {
    let evidence = prop_oneof![Just(None), Just(Some("page".to_owned())), Just(Some("letters".to_owned()))];
    prop_oneof![
        2 => (any::<[u8; 32]>(), knows()).prop_map(|(seed, knows)| Command::Server(ServerCommand::PassHat { seed, knows })),
        4 => round().prop_map(|round| Command::Rounds(RoundCommand::OpenCard { round })),
        1 => round().prop_map(|round| Command::Hat(HatCommand::ReturnCard { round })),
        1 => (round(), evidence).prop_map(|(round, evidence)| Command::Rounds(RoundCommand::RevealEvidence { round, evidence })),
        2 => (round(), large(), page()).prop_map(|(round, evidence, page)| Command::Rounds(RoundCommand::ShowLarge { round, evidence, page })),
        1 => (round(), 0..3_u16).prop_map(|(round, hint)| Command::Rounds(RoundCommand::GiveHint { round, hint })),
        1 => round().prop_map(|round| Command::Rounds(RoundCommand::SayStuck { round })),
        1 => round().prop_map(|round| Command::Rounds(RoundCommand::ClearStuck { round })),
        1 => round().prop_map(|round| Command::Rounds(RoundCommand::StartDebrief { round })),
        3 => (round(), outcome()).prop_map(|(round, outcome)| Command::Rounds(RoundCommand::FinishRound { round, outcome })),
    ]
}

pub(super) fn about_hands() -> impl Strategy<Value = Command> {
    let seed = any::<[u8; 32]>;
    prop_oneof![
        2 => (person(), seed(), knows()).prop_map(|(person, seed, knows)| Command::Server(ServerCommand::DrawCard { person, seed, knows })),
        1 => (round(), seed(), knows()).prop_map(|(round, seed, knows)| Command::Server(ServerCommand::SwapCard { round, seed, knows })),
        3 => (round(), round(), knows()).prop_map(|(round, with, knows)| Command::Server(ServerCommand::SwapWith { round, with, knows })),
        1 => Just(Command::Hat(HatCommand::OfferHat)),
        1 => round().prop_map(|round| Command::Hat(HatCommand::DropSwap { round })),
        2 => (round(), proptest::option::of(round())).prop_map(|(round, before)| Command::Hat(HatCommand::MoveTurn { round, before })),
        2 => (round(), person(), knows()).prop_map(|(round, person, knows)| Command::Server(ServerCommand::AddPartner { round, person, knows })),
        1 => (round(), person()).prop_map(|(round, person)| Command::Hat(HatCommand::RemovePartner { round, person })),
        2 => (person(), proptest::option::of(person()))
            .prop_map(|(person, with)| Command::Hat(HatCommand::DrawTogether { person, with })),
        1 => (round(), person()).prop_map(|(round, to)| Command::Hat(HatCommand::HandRound { round, to })),
    ]
}

fn large() -> impl Strategy<Value = Option<String>> {
    prop_oneof![Just(None), Just(Some("page".to_owned())), Just(Some("letters".to_owned()))]
}

fn page() -> impl Strategy<Value = Option<u16>> {
    proptest::option::of(0..3_u16)
}

/// Who knows which card, as the server adds it.
fn knows() -> impl Strategy<Value = Knows> {
    let why = prop_oneof![Just(Familiarity::Wrote), Just(Familiarity::Handled), Just(Familiarity::Practised)];
    let one = (small(), person(), why).prop_map(|(n, member, why)| (scenario(n), member, why));
    proptest::collection::vec(one, 0..6).prop_map(Knows::from_iter)
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(Outcome::Solved), Just(Outcome::SolvedWithHelp), Just(Outcome::Parked)]
}
