//! For any commands in any order, the invariants hold and the log yields the whole state.

use std::collections::BTreeSet;

use domain::id::StepId;
use domain::time::Timestamp;
use domain::workshop::{
    Actor, Command, Context, Event, Knows, Round, RoundNumber, ServerCommand, Standing, StepCommand, Workshop,
    violation,
};
use proptest::prelude::*;

use crate::requests::request;
use crate::world::{MEI, World, step};

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_breaks_an_invariant(requests in proptest::collection::vec(request(), 1..120), opened in any::<bool>()) {
        let mut world = if opened { World::open(5) } else { World::planned(3) };
        for (person, standing, minutes, command) in requests {
            let asked = format!("{command:?}");
            let before = world.workshop.clone();
            world.after(minutes);
            if world.try_as(Actor { person, standing }, command).is_err() {
                prop_assert_eq!(&world.workshop, &before, "a refusal changes nothing");
            }
            prop_assert_eq!(violation(&world.workshop), None, "after {}", asked);
            // On paper, cards without a noted holder all belong to the facilitator.
            let sealed = world.workshop.sealed().into_iter().map(|number| &world.workshop.rounds[&number]);
            let holders: Vec<_> = sealed.flat_map(Round::holders).collect();
            let distinct: BTreeSet<_> = holders.iter().collect();
            prop_assert_eq!(distinct.len(), holders.len(), "somebody holds two sealed cards after {}", asked);
        }
        prop_assert_eq!(Workshop::replay(&world.log), Some(world.workshop.clone()), "replay equals live state");
        let stored = serde_json::to_string(&world.log).unwrap();
        let read: Vec<Event> = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(read, world.log, "what is stored comes back");
    }

    #[test]
    fn applying_never_panics(requests in proptest::collection::vec(request(), 1..80), shuffle in any::<u64>()) {
        let mut world = World::open(4);
        for (person, standing, minutes, command) in requests {
            world.after(minutes);
            let _ = world.try_as(Actor { person, standing }, command);
        }
        let mut log = world.log.clone();
        let turn = usize::try_from(shuffle % log.len() as u64).unwrap();
        log[1..].reverse();
        log.rotate_left(turn);
        let mut workshop = world.workshop.clone();
        for event in &log {
            workshop.apply(event);
        }
    }

    /// However often steps are moved, each is where it was put, and the others keep their order.
    #[test]
    fn a_moved_step_stands_where_it_was_put(
        times in proptest::collection::vec(0..2_i64, 1..6),
        moves in proptest::collection::vec((0..6_usize, proptest::option::of(0..6_usize)), 1..40),
    ) {
        let mut world = World::running();
        for (n, minutes) in times.iter().enumerate() {
            world.after(*minutes).ok(MEI, step(n as u128, 1, "looked at it"));
        }
        let order = |world: &World| -> Vec<StepId> {
            world.workshop.steps_of(RoundNumber(1)).iter().map(|step| step.id).collect()
        };
        let before: Vec<_> = world.workshop.steps.values().map(|step| step.content.at).collect();
        for (which, after) in moves {
            let mut expected = order(&world);
            let step = expected.remove(which % expected.len());
            let after = after.map(|n| n % (expected.len() + 1)).filter(|n| *n > 0).map(|n| expected[n - 1]);
            expected.insert(after.map_or(0, |id| expected.iter().position(|other| *other == id).unwrap() + 1), step);
            world.ok(MEI, Command::Steps(StepCommand::MoveStep { step, after }));
            prop_assert_eq!(order(&world), expected);
        }
        let times: Vec<_> = world.workshop.steps.values().map(|step| step.content.at).collect();
        prop_assert_eq!(times, before, "times stay true");
    }

    #[test]
    fn the_same_seed_deals_the_same_cards(seed in any::<[u8; 32]>()) {
        let deal = || {
            let mut world = World::open(5);
            world.ok(MEI, Command::Server(ServerCommand::PassHat { seed, knows: Knows::default() }))
        };
        prop_assert_eq!(deal(), deal());
    }

    #[test]
    fn observed_times_are_bounded(now in 0..i64::from(u32::MAX), observed in any::<i64>()) {
        let now = Timestamp(now);
        let actor = Actor { person: MEI, standing: Standing::Member };
        let at = Context { now, observed_at: Some(Timestamp(observed)), sequence: None, actor }.at();
        prop_assert!(at <= now && at >= now.plus_minutes(-240));
    }
}
