//! Reflection that is pushed back, and a workshop that is opened again.

use domain::id::ActionId;
use domain::text::{ActionText, ReasonText};
use domain::workshop::{
    Action, ActionCommand, ActionStatus, Command, Commitment, Event, OpeningPart, Outcome, Phase, Priority,
    ReflectionStage, RoundCommand, RoundNumber, ServerCommand, TimeCommand, TimeEvent, violation,
};
use uuid::Uuid;

use crate::world::{JONAS, MEI, PRIYA, World, note, pass_hat};

const FIRST: RoundNumber = RoundNumber(1);
const SECOND: RoundNumber = RoundNumber(2);
const ACTION: ActionId = ActionId(Uuid::from_u128(1));

fn shorten(minutes: u16) -> Command {
    Command::Time(TimeCommand::ShortenReflection { minutes })
}

fn commit() -> Command {
    Command::Actions(ActionCommand::CommitAction {
        action: ACTION,
        commitment: Commitment {
            text: ActionText::parse("Link a runbook from every alarm").unwrap(),
            owner: Some(PRIYA),
            due: None,
            priority: Priority::High,
            impact: None,
            effort: None,
            system: None,
            notes: vec![],
        },
    })
}

/// Closed at minute 10, with one action.
fn closed() -> World {
    let mut world = World::running();
    world.after(10).ok(MEI, Command::Time(TimeCommand::StartReflection));
    world.ok(PRIYA, commit());
    world.ok(MEI, Command::Time(TimeCommand::Close));
    world
}

#[test]
fn the_facilitator_pushes_reflection_back_within_bounds() {
    let mut world = World::running();
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Solved }));
    let ends_at = world.workshop.clock.clone().unwrap().ends_at;
    world.after(46).refused(JONAS, Command::Rounds(RoundCommand::OpenCard { round: SECOND }), "reflection_time");
    world.refused(JONAS, shorten(10), "not_allowed");
    world.refused(MEI, shorten(4), "rule");
    world.refused(MEI, shorten(16), "rule");
    assert_eq!(world.ok(MEI, shorten(10)), [Event::Time(TimeEvent::ReflectionShortened { minutes: 10 })]);
    assert_eq!(world.ok(MEI, shorten(10)), []);
    let clock = world.workshop.clock.clone().unwrap();
    assert_eq!((clock.ends_at, clock.reflection_at()), (ends_at, ends_at.plus_minutes(-10)), "the end stays");
    world.ok(JONAS, Command::Rounds(RoundCommand::OpenCard { round: SECOND }));
    world.ok(MEI, shorten(15));
    assert_eq!(world.workshop.clock.clone().unwrap().reflection_minutes, 15, "as long as planned again");
    world.ok(MEI, Command::Time(TimeCommand::StartReflection));
    world.refused(MEI, shorten(10), "wrong_phase");
}

#[test]
fn a_card_that_is_open_when_reflection_begins_is_finished_by_people_not_by_the_clock() {
    let mut world = World::running();
    world.after(59);
    world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round: FIRST }));
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Solved }));
    world.refused(MEI, Command::Rounds(RoundCommand::OpenCard { round: SECOND }), "reflection_time");
    world.refused(MEI, pass_hat(1), "reflection_time");
}

#[test]
fn an_opening_goes_from_part_to_part_and_back() {
    let mut world = World::open(2);
    world.refused(JONAS, Command::Time(TimeCommand::ShowOpening { part: OpeningPart::Rules }), "not_allowed");
    for part in [OpeningPart::Review, OpeningPart::Rules, OpeningPart::Review] {
        world.ok(MEI, Command::Time(TimeCommand::ShowOpening { part }));
        assert_eq!(world.workshop.opening, part);
    }
    world.ok(MEI, pass_hat(1));
    world.refused(MEI, Command::Time(TimeCommand::ShowOpening { part: OpeningPart::Rules }), "wrong_phase");
}

#[test]
fn a_reflection_that_starts_early_is_as_long_as_planned_and_the_rounds_get_their_time_back() {
    let mut world = World::running();
    let clock = |world: &World| world.workshop.clock.clone().unwrap();
    let planned = clock(&world).ends_at;
    world.after(10).ok(MEI, Command::Time(TimeCommand::StartReflection));
    let (since, early) = (clock(&world).reflecting_since.unwrap(), clock(&world).ends_at);
    assert_eq!(early, since.plus_minutes(15));
    world.ok(MEI, Command::Time(TimeCommand::Extend { minutes: 5 }));
    assert_eq!(clock(&world).ends_at, early.plus_minutes(5));
    world.ok(MEI, Command::Time(TimeCommand::ResumeRounds));
    assert_eq!(clock(&world).ends_at, planned.plus_minutes(5));
    world.after(45).ok(MEI, Command::Time(TimeCommand::StartReflection));
    assert_eq!(clock(&world).ends_at, planned.plus_minutes(5), "it starts late, and the end stays");
}

#[test]
fn a_reflection_goes_from_stage_to_stage_and_the_vote_opens_with_its_stage() {
    let mut world = World::running();
    let start = |stage| Command::Time(TimeCommand::StartStage { stage });
    world.refused(MEI, start(ReflectionStage::Vote), "wrong_phase");
    world.after(10).ok(MEI, Command::Time(TimeCommand::StartReflection));
    let (stage, since) = (world.workshop.stage.unwrap(), world.workshop.clock.clone().unwrap().reflecting_since);
    assert_eq!((stage.stage, stage.ends_at), (ReflectionStage::Group, since.unwrap().plus_minutes(4)));
    world.refused(JONAS, start(ReflectionStage::Vote), "not_allowed");
    world.ok(MEI, Command::Time(TimeCommand::Pause));
    world.after(2).ok(MEI, Command::Time(TimeCommand::Resume));
    assert_eq!(world.workshop.stage.unwrap().ends_at, stage.ends_at.plus_minutes(2), "a pause moves it");
    assert_eq!(world.ok(MEI, start(ReflectionStage::Vote)).len(), 2);
    assert!(world.workshop.open_voting().is_some());
    assert_eq!(world.ok(MEI, start(ReflectionStage::Vote)), []);
    world.ok(MEI, Command::Server(ServerCommand::RevealVotes { tally: vec![] }));
    world.ok(MEI, start(ReflectionStage::Act));
    assert_eq!(world.ok(MEI, start(ReflectionStage::Vote)).len(), 1, "what was counted stays");
    world.ok(MEI, Command::Time(TimeCommand::ResumeRounds));
    assert_eq!(world.workshop.stage, None);
}

#[test]
fn what_is_dropped_has_a_reason_and_nothing_else_has() {
    let mut world = World::running();
    world.ok(MEI, Command::Time(TimeCommand::StartReflection));
    world.ok(PRIYA, commit());
    let reason = || Some(ReasonText::parse("The tool is going away").unwrap());
    let review = |status, reason| Command::Actions(ActionCommand::ReviewAction { action: ACTION, status, reason });
    world.ok(PRIYA, review(ActionStatus::Dropped, None));
    world.ok(PRIYA, review(ActionStatus::Dropped, reason()));
    assert_eq!(world.ok(PRIYA, review(ActionStatus::Dropped, reason())), []);
    assert_eq!(world.workshop.actions[&ACTION].reason, reason());
    world.ok(PRIYA, review(ActionStatus::Open, reason()));
    assert_eq!(world.workshop.actions[&ACTION].reason, None);
}

#[test]
fn a_closed_workshop_is_opened_again_within_a_day() {
    let mut world = closed();
    world.refused(JONAS, Command::Server(ServerCommand::Reopen { actions: vec![] }), "not_allowed");
    world.after(24 * 60);
    world.ok(MEI, Command::Server(ServerCommand::Reopen { actions: vec![] }));
    let clock = world.workshop.clock.clone().unwrap();
    assert_eq!(world.workshop.phase, Phase::Reflecting);
    assert_eq!(clock.ends_at, world.now.plus_minutes(15), "as long as it kept for reflection");
    assert_eq!((clock.reopened_at, clock.closed_at), (Some(world.now), None));
    world.ok(PRIYA, note(1, "One more thing"));
    world.ok(MEI, Command::Time(TimeCommand::Extend { minutes: 60 }));
    world.refused(MEI, Command::Time(TimeCommand::ResumeRounds), "rule");
    world.refused(MEI, Command::Server(ServerCommand::Reopen { actions: vec![] }), "wrong_phase");
    world.ok(MEI, Command::Time(TimeCommand::Close));
    assert_eq!(violation(&world.workshop), None);
    world.after(24 * 60 + 1).refused(MEI, Command::Server(ServerCommand::Reopen { actions: vec![] }), "rule");
}

#[test]
fn a_reopened_workshop_has_the_present_state_of_its_actions() {
    let mut world = closed();
    let there = world.workshop.actions[&ACTION].clone();
    let done = Action { status: ActionStatus::Done, revision: 4, ..there.clone() };
    let foreign = Action { id: ActionId(Uuid::from_u128(2)), ..there };
    let events = world.ok(MEI, Command::Server(ServerCommand::Reopen { actions: vec![done.clone(), foreign] }));
    assert!(matches!(&events[..], [Event::Time(TimeEvent::Reopened { actions, .. }), _] if *actions == [done.clone()]));
    assert_eq!(world.workshop.actions.values().collect::<Vec<_>>(), [&done]);
}
