//! An awesome note becomes an action for each system that lacks what it praises.

use domain::id::{ActionId, NoteId, SystemId};
use domain::text::{ActionText, NoteText};
use domain::workshop::{ActionCommand, ActionStatus, Command, Priority, Spread, TimeCommand, Wall, WallCommand};
use uuid::Uuid;

use crate::world::{GUEST, MEI, PRIYA, World, note};

const PRAISE: NoteId = NoteId(Uuid::from_u128(7));

fn system(n: u128) -> SystemId {
    SystemId(Uuid::from_u128(0x7000 + n))
}

fn action(n: u128) -> ActionId {
    ActionId(Uuid::from_u128(n))
}

/// Action `n` for system `n`.
fn spread(n: u128) -> Spread {
    let text = ActionText::parse(&format!("Replay tool for system {n}")).unwrap();
    Spread { action: action(n), system: system(n), text }
}

fn spread_to(actions: Vec<Spread>) -> Command {
    Command::Actions(ActionCommand::SpreadNote { note: PRAISE, actions })
}

fn reflecting() -> World {
    let mut world = World::running();
    let text = NoteText::parse("The replay tool just worked").unwrap();
    world.ok(
        PRIYA,
        Command::Walls(WallCommand::AddNote { note: PRAISE, wall: Wall::Awesome, text, round: None, token: None }),
    );
    world.ok(PRIYA, note(8, "No runbook"));
    world.ok(MEI, Command::Time(TimeCommand::StartReflection));
    world
}

#[test]
fn each_system_gets_its_action_at_once() {
    let mut world = reflecting();
    let events = world.ok(PRIYA, spread_to(vec![spread(1), spread(2)]));
    assert_eq!(events.len(), 2);
    let made = &world.workshop.actions[&action(2)];
    assert_eq!((made.system, made.status, made.priority), (Some(system(2)), ActionStatus::Open, Priority::Medium));
    assert_eq!(made.notes, [PRAISE]);
}

#[test]
fn what_is_refused_makes_none() {
    let mut world = reflecting();
    world.ok(PRIYA, spread_to(vec![spread(1)]));
    let before = world.workshop.clone();
    let same = |id| Spread { action: action(id), ..spread(1) };
    world.refused(PRIYA, spread_to(vec![]), "rule");
    world.refused(PRIYA, spread_to(vec![spread(3), same(4)]), "rule");
    world.refused(PRIYA, spread_to(vec![spread(3), Spread { action: action(4), ..spread(3) }]), "rule");
    world.refused(PRIYA, spread_to(vec![spread(3), Spread { action: action(3), ..spread(4) }]), "id_in_use");
    world.refused(PRIYA, spread_to(vec![Spread { action: action(1), ..spread(3) }]), "id_in_use");
    world.refused(GUEST, spread_to(vec![spread(3)]), "not_joined");
    let other =
        |n| Command::Actions(ActionCommand::SpreadNote { note: NoteId(Uuid::from_u128(n)), actions: vec![spread(3)] });
    world.refused(PRIYA, other(8), "rule");
    let can_spread = |id: &NoteId| world.workshop.notes[id].can_spread();
    assert!(can_spread(&PRAISE) && !can_spread(&NoteId(Uuid::from_u128(8))));
    world.refused(PRIYA, other(99), "not_found");
    assert_eq!(world.workshop, before);
}

#[test]
fn what_was_taken_away_may_be_spread_again() {
    let mut world = reflecting();
    world.ok(PRIYA, spread_to(vec![spread(1)]));
    world.ok(PRIYA, Command::Actions(ActionCommand::RemoveAction { action: action(1) }));
    world.ok(PRIYA, spread_to(vec![Spread { action: action(2), ..spread(1) }]));
}
