//! The stored shape of events is a contract: this log must always be read the same.

use domain::workshop::{Command, Event, Outcome, RoundCommand, RoundNumber, TimeCommand, Workshop};

use crate::world::{JONAS, MEI, PRIYA, World, note, step};

fn log() -> Vec<Event> {
    let mut world = World::running();
    world.ok(MEI, Command::Rounds(RoundCommand::RevealEvidence { round: RoundNumber(1), evidence: None }));
    world.ok(MEI, Command::Rounds(RoundCommand::SayStuck { round: RoundNumber(1) }));
    world.ok(MEI, Command::Rounds(RoundCommand::GiveHint { round: RoundNumber(1), hint: 0 }));
    world.ok(JONAS, step(1, 1, "read the page"));
    world.ok(PRIYA, note(1, "No runbook"));
    world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(1) }));
    world.ok(
        MEI,
        Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(1), outcome: Outcome::SolvedWithHelp }),
    );
    world.ok(MEI, Command::Time(TimeCommand::Pause));
    world.after(2).ok(MEI, Command::Time(TimeCommand::Resume));
    world.ok(MEI, Command::Time(TimeCommand::StartReflection));
    world.ok(MEI, Command::Time(TimeCommand::Close));
    world.log
}

#[test]
fn a_stored_log_keeps_its_shape() {
    insta::assert_json_snapshot!("log", log());
}

#[test]
fn a_stored_log_keeps_its_meaning() {
    insta::assert_json_snapshot!("state", Workshop::replay(&log()));
}

/// A log of before reflection had stages.
#[test]
fn a_log_without_stages_keeps_its_meaning() {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let log: Vec<Event> = serde_json::from_str(include_str!("snapshots/without_stages_log.json")).unwrap();
    let state = serde_json::to_value(Workshop::replay(&log)).unwrap();
    assert_eq!(state, read(include_str!("snapshots/without_stages_state.json")));
}
