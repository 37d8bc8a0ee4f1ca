//! What the rules refuse, and with which code.

use domain::id::{NoteId, StepId};
use domain::text::{NoteText, StepText};
use domain::workshop::{
    Command, HatCommand, Outcome, ParticipantKind, PeopleCommand, Plan, RoundCommand, RoundNumber, ServerCommand,
    StepCommand, StepKind, TimeCommand, Wall, WallCommand,
};
use uuid::Uuid;

use crate::world::{GUEST, JONAS, MEI, PRIYA, World, note, pass_hat, place_card, plan, scenario, step};

const FIRST: RoundNumber = RoundNumber(1);

#[test]
fn plans_keep_an_hour_and_its_reflection() {
    let mut world = World::planned(0);
    let mut check = |minutes, reflection_minutes, expected: Option<&str>| {
        let plan = Plan { minutes, reflection_minutes, ..plan() };
        let code = world.ask(MEI, Command::Server(ServerCommand::ChangePlan { plan })).err().map(|r| r.code());
        assert_eq!(code, expected, "{minutes} minutes with {reflection_minutes} for reflection");
    };
    check(60, 15, None);
    check(59, 15, Some("rule"));
    check(60, 14, Some("rule"));
    check(60, 31, Some("rule"));
    check(481, 15, Some("rule"));
}

#[test]
fn no_card_is_drawn_in_the_time_kept_for_reflection() {
    let mut world = World::open(4);
    world.ok(MEI, pass_hat(1));
    world.after(45).refused(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST }), "reflection_time");
    world.ok(MEI, Command::Time(TimeCommand::Extend { minutes: 15 }));
    world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST }));
}

#[test]
fn a_card_opens_in_its_turn_and_alone() {
    let mut world = World::open(4);
    world.ok(MEI, pass_hat(1));
    world.refused(JONAS, Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(2) }), "rule");
    world.refused(JONAS, Command::Rounds(RoundCommand::OpenCard { round: FIRST }), "not_allowed");
    world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST }));
    assert!(world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: FIRST })).is_empty(), "it is open already");
    world.refused(MEI, Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(2) }), "rule");
    world.refused(MEI, pass_hat(1), "rule");
    world.refused(MEI, Command::Hat(HatCommand::ReturnCard { round: FIRST }), "rule");
    world.refused(
        MEI,
        Command::Hat(HatCommand::TakeOutCard { scenario: world.workshop.rounds[&FIRST].scenario }),
        "rule",
    );
}

#[test]
fn evidence_that_must_be_asked_for_stays_with_the_facilitator() {
    let mut world = World::running();
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Solved }));
    let round = RoundNumber(2);
    world.ok(JONAS, Command::Rounds(RoundCommand::OpenCard { round }));
    let asked = || Command::Rounds(RoundCommand::RevealEvidence { round, evidence: Some("letters".into()) });
    world.refused(PRIYA, Command::Rounds(RoundCommand::RevealEvidence { round, evidence: None }), "not_allowed");
    world.ok(JONAS, Command::Rounds(RoundCommand::RevealEvidence { round, evidence: None }));
    world.refused(JONAS, Command::Rounds(RoundCommand::RevealEvidence { round, evidence: None }), "not_found");
    world.refused(JONAS, asked(), "not_allowed");
    world.ok(MEI, asked());
    assert_eq!(world.ok(MEI, asked()), vec![], "shown is shown");
}

#[test]
fn steps_are_written_by_the_scribe() {
    let mut world = World::running();
    world.refused(PRIYA, step(1, 1, "guessed"), "not_allowed");
    world.refused(JONAS, step(1, 2, "too early"), "rule");
    world.ok(JONAS, step(1, 1, "read the page"));
    world.refused(JONAS, step(1, 1, "again"), "id_in_use");
    let edit = |revision| {
        Command::Steps(StepCommand::EditStep {
            step: StepId(Uuid::from_u128(1)),
            kind: StepKind::Found,
            text: StepText::parse(&format!("edited {revision}")).unwrap(),
            revision,
        })
    };
    world.ok(JONAS, edit(0));
    world.refused(JONAS, edit(7), "changed");
}

#[test]
fn notes_belong_to_their_authors() {
    let mut world = World::open(1);
    world.refused(GUEST, note(1, "I am not here"), "not_joined");
    world.ok(PRIYA, note(1, "Slow log search"));
    let id = NoteId(Uuid::from_u128(1));
    let text = || NoteText::parse("Log search took four minutes").unwrap();
    world.refused(
        JONAS,
        Command::Walls(WallCommand::EditNote { note: id, text: text(), revision: 0, token: None }),
        "not_allowed",
    );
    world.refused(JONAS, Command::Walls(WallCommand::RemoveNote { note: id, token: None }), "not_allowed");
    world.ok(PRIYA, Command::Walls(WallCommand::MoveNote { note: id, wall: Wall::Actions, token: None }));
    world.refused(
        PRIYA,
        Command::Walls(WallCommand::EditNote { note: id, text: text(), revision: 0, token: None }),
        "changed",
    );
    world.ok(MEI, Command::Walls(WallCommand::RemoveNote { note: id, token: None }));
    world.refused(
        PRIYA,
        Command::Walls(WallCommand::MoveNote { note: id, wall: Wall::Crappy, token: None }),
        "changed",
    );
    world.ok(MEI, Command::Walls(WallCommand::RestoreNote { note: id, token: None }));
}

#[test]
fn parts_are_held_by_those_who_may() {
    let mut world = World::open(1);
    world.ok(GUEST, Command::Server(ServerCommand::Join { kind: ParticipantKind::Guest, draws: true }));
    world.refused(MEI, Command::People(PeopleCommand::HandOverFacilitator { to: GUEST }), "rule");
    world.refused(JONAS, Command::People(PeopleCommand::HandOverFacilitator { to: JONAS }), "not_allowed");
    world.refused(MEI, Command::People(PeopleCommand::Leave), "rule");
    world.ok(JONAS, Command::People(PeopleCommand::HandOverScribe { to: Some(GUEST) }));
    world.ok(MEI, Command::People(PeopleCommand::HandOverFacilitator { to: PRIYA }));
    world.ok(MEI, Command::People(PeopleCommand::Leave));
    world.refused(MEI, note(4, "gone"), "not_joined");
    world.ok(PRIYA, Command::People(PeopleCommand::RemovePerson { person: GUEST }));
    assert_eq!(world.workshop.scribe, None);
}

#[test]
fn a_closed_workshop_stays_as_it_is() {
    let mut world = World::running();
    world.refused(MEI, Command::Time(TimeCommand::Close), "wrong_phase");
    world.ok(MEI, Command::Time(TimeCommand::StartReflection));
    world.ok(MEI, Command::Time(TimeCommand::Close));
    world.refused(PRIYA, note(1, "too late"), "wrong_phase");
    world.refused(MEI, place_card(9), "wrong_phase");
    world.refused(MEI, Command::Hat(HatCommand::TakeOutCard { scenario: scenario(9) }), "wrong_phase");
    world.refused(
        JONAS,
        Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }),
        "wrong_phase",
    );
}
