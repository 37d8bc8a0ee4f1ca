//! Replaying the log gives the state in memory, for random commands, on both databases.

use domain::id::{ActionId, CommandId, NoteId, StepId};
use domain::text::{ActionText, NoteText};
use domain::workshop::{
    ActionCommand, ActionStatus, Command, Commitment, HatCommand, Knows, Outcome, Priority, RoundCommand, RoundNumber,
    ServerCommand, StepCommand, TimeCommand, Wall, WallCommand, Workshop, violation,
};
use server::clock::Entropy;
use testkit::app::Database;
use testkit::deterministic::SeededEntropy;
use testkit::live::new_id;

use crate::scene::{Scene, Stage, World, note, step};

const STEPS: usize = 200;

#[tokio::test]
async fn replay_equals_live_state_on_sqlite() {
    replay_equals_live_state(Database::Sqlite).await;
}

#[tokio::test]
async fn replay_equals_live_state_on_postgres() {
    replay_equals_live_state(Database::Postgres).await;
}

async fn replay_equals_live_state(database: Database) {
    let world = World::on(database).await;
    let scene = world.scene(Stage::Dealt).await;
    let chance = SeededEntropy::new(11);
    let people = [
        &world.facilitator,
        &world.facilitator,
        &world.facilitator,
        &world.investigator,
        &world.third,
        &world.scribe,
        &world.owner,
        scene.guest(),
    ];
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..STEPS {
        let bytes = chance.bytes32();
        world.app.clock.forward_seconds(i64::from(bytes[0] % 20));
        let who = people[usize::from(bytes[1]) % people.len()];
        let before = scene.state().await;
        let command = command(&scene, &before, &bytes);
        match scene.submit(scene.actor(who), CommandId(new_id()), vec![command]).await {
            Ok(_) => accepted += 1,
            Err(_) => {
                refused += 1;
                assert_eq!(scene.state().await, before, "a refusal changes nothing");
            }
        }
        assert_eq!(violation(&scene.state().await), None);
    }
    assert!(accepted > STEPS / 4 && refused > STEPS / 10, "{accepted} accepted, {refused} refused");
    let live = scene.state().await;
    assert_eq!(stored(&scene).await, live);
    world.app.app.hub.forget(scene.workshop).await;
    assert_eq!(scene.state().await, live, "read from the log again");
}

async fn stored(scene: &Scene<'_>) -> Workshop {
    let commits = scene.world.app.app.store.commits(scene.workshop, 0, 1_000).await.unwrap();
    let versions: Vec<_> = commits.iter().map(|commit| commit.version).collect();
    assert_eq!(versions, (1..=commits.len() as u64).collect::<Vec<_>>(), "no gap and nothing twice");
    Workshop::replay(commits.iter().flat_map(|commit| &commit.events)).unwrap()
}

fn command(scene: &Scene<'_>, state: &Workshop, bytes: &[u8; 32]) -> Command {
    let current = state.current_round().or(state.next_round()).map_or(RoundNumber(1), |round| round.number);
    let pick = usize::from(bytes[3]);
    let notes: Vec<NoteId> = state.notes.keys().copied().collect();
    let some_note = notes[pick % notes.len()];
    let steps: Vec<StepId> = state.steps.keys().copied().collect();
    let some_step = steps.get(pick % steps.len().max(1)).copied().unwrap_or(StepId(new_id()));
    let actions: Vec<ActionId> = state.actions.keys().copied().collect();
    let some_action = actions.get(pick % actions.len().max(1)).copied().unwrap_or(ActionId(new_id()));
    match bytes[2] % 26 {
        0..3 => Command::Rounds(RoundCommand::OpenCard { round: current }),
        3..5 => Command::Rounds(RoundCommand::RevealEvidence { round: current, evidence: None }),
        5 => Command::Rounds(RoundCommand::GiveHint { round: current, hint: u16::from(bytes[4] % 2) }),
        6 => Command::Rounds(RoundCommand::SayStuck { round: current }),
        7 => Command::Rounds(RoundCommand::StartDebrief { round: current }),
        8 => Command::Rounds(RoundCommand::FinishRound { round: current, outcome: Outcome::SolvedWithHelp }),
        9 => Command::Server(ServerCommand::PassHat { seed: *bytes, knows: Knows::default() }),
        10 => Command::Hat(HatCommand::ReturnCard { round: current }),
        11..13 => step(StepId(new_id()), current, "looked at the queue"),
        13 => Command::Steps(StepCommand::RemoveStep { step: some_step }),
        14 => Command::Steps(StepCommand::RestoreStep { step: some_step }),
        15 | 16 => note(NoteId(new_id()), "🧯 a note\nof two lines"),
        17 => Command::Walls(WallCommand::EditNote {
            note: some_note,
            text: NoteText::parse("worded better").unwrap(),
            revision: 0,
            token: None,
        }),
        18 => Command::Walls(WallCommand::MoveNote { note: some_note, wall: Wall::Actions, token: None }),
        19 => Command::Walls(WallCommand::RemoveNote { note: some_note, token: None }),
        20 => Command::Walls(WallCommand::RestoreNote { note: some_note, token: None }),
        21 if bytes[4] < 128 => Command::Time(TimeCommand::Pause),
        21 => Command::Time(TimeCommand::Resume),
        22 if bytes[4] < 128 => Command::Time(TimeCommand::Extend { minutes: 5 }),
        22 => Command::Time(TimeCommand::ShortenReflection { minutes: 10 }),
        23 if bytes[4] < 128 => Command::Time(TimeCommand::StartReflection),
        23 => Command::Time(TimeCommand::ResumeRounds),
        24 => Command::Actions(ActionCommand::CommitAction {
            action: ActionId(new_id()),
            commitment: Commitment {
                text: ActionText::parse("Link a runbook").unwrap(),
                owner: Some(scene.world.member.person()),
                due: None,
                priority: Priority::High,
                impact: None,
                effort: None,
                system: None,
                notes: vec![some_note],
            },
        }),
        _ => Command::Actions(ActionCommand::ReviewAction {
            action: some_action,
            status: ActionStatus::Done,
            reason: None,
        }),
    }
}
