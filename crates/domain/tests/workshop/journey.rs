//! The practice, step by step.

use domain::id::{ActionId, NoteId};
use domain::text::{ActionText, ColleagueName, ReplyText, StepText};
use domain::workshop::{
    Action, ActionCommand, ActionStatus, Command, Commitment, HatCommand, Outcome, ParticipantKind, PeopleCommand,
    Phase, Priority, RoundCommand, RoundNumber, RoundState, ServerCommand, StepCommand, TimeCommand, violation,
};
use uuid::Uuid;

use crate::world::{GUEST, JONAS, MEI, PRIYA, World, note, pass_hat, step};

const FIRST: RoundNumber = RoundNumber(1);
const SECOND: RoundNumber = RoundNumber(2);

#[test]
fn a_whole_workshop() {
    let mut world = World::running();
    assert_eq!(world.workshop.rounds[&FIRST].investigator, MEI, "the facilitator is first");
    assert_eq!(world.workshop.hat().len(), 1, "four cards, three hands");

    world.ok(MEI, Command::Rounds(RoundCommand::RevealEvidence { round: FIRST, evidence: None }));
    world.ok(JONAS, step(1, 1, "read the page"));
    let question = domain::id::StepId(Uuid::from_u128(2));
    world.ok(
        MEI,
        Command::Steps(StepCommand::AskColleague {
            step: question,
            round: FIRST,
            colleague: ColleagueName::parse("Renee").unwrap(),
            text: StepText::parse("When did the calls begin?").unwrap(),
        }),
    );
    world.ok(
        MEI,
        Command::Steps(StepCommand::AnswerColleague {
            step: question,
            text: ReplyText::parse("Monday morning").unwrap(),
        }),
    );
    world.ok(PRIYA, note(1, "No runbook linked from the page"));
    world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round: FIRST }));
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Solved }));

    world.after(12).ok(JONAS, Command::Rounds(RoundCommand::OpenCard { round: SECOND }));
    world.after(12).ok(MEI, Command::Time(TimeCommand::StartReflection));
    assert_eq!(world.workshop.rounds[&SECOND].investigation.outcome, Some(Outcome::Parked));
    assert_eq!(world.workshop.rounds[&RoundNumber(3)].state, RoundState::Returned);

    let action = ActionId(Uuid::from_u128(1));
    world.ok(
        PRIYA,
        Command::Actions(ActionCommand::CommitAction {
            action,
            commitment: Commitment {
                text: ActionText::parse("Link a runbook from every alarm").unwrap(),
                owner: Some(PRIYA),
                due: None,
                priority: Priority::High,
                impact: None,
                effort: None,
                system: None,
                notes: vec![NoteId(Uuid::from_u128(1))],
            },
        }),
    );
    world.ok(MEI, Command::Time(TimeCommand::Close));
    assert_eq!(world.workshop.phase, Phase::Closed);
    assert_eq!(world.workshop.without_turn(), vec![PRIYA], "a person without a turn is first next time");
    assert_eq!(violation(&world.workshop), None);
}

#[test]
fn a_further_lap_deals_the_rest_to_those_with_fewer_turns() {
    let mut world = World::open(4);
    world.ok(MEI, pass_hat(3));
    for round in 1..=3 {
        let round = RoundNumber(round);
        if round == SECOND {
            world.ok(JONAS, Command::Hat(HatCommand::ReturnCard { round }));
            continue;
        }
        world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round }));
        world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round, outcome: Outcome::Solved }));
    }
    assert_eq!(world.workshop.hat().len(), 2, "the card that was passed is in the hat again");
    world.ok(MEI, pass_hat(4));
    assert_eq!(world.workshop.lap, 2);
    assert_eq!(world.workshop.rounds[&RoundNumber(4)].investigator, JONAS);
    assert_eq!(world.workshop.rounds[&RoundNumber(5)].investigator, MEI);
    assert_eq!(world.workshop.rounds.len(), 5, "two cards, two hands");
}

#[test]
fn a_person_owed_a_turn_follows_the_facilitator() {
    let mut world = World::planned(3);
    world.ok(MEI, Command::Server(ServerCommand::Open { carried: vec![], owed: vec![PRIYA] }));
    for person in [MEI, JONAS, PRIYA] {
        world.ok(person, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
    }
    world.ok(MEI, pass_hat(5));
    let order: Vec<_> = world.workshop.rounds.values().map(|round| round.investigator).collect();
    assert_eq!(order, vec![MEI, PRIYA, JONAS]);
}

#[test]
fn evidence_comes_by_itself_when_its_time_has_come() {
    let mut world = World::running();
    let (at, command) = world.workshop.due().unwrap();
    assert_eq!(at, world.now.plus_minutes(3));
    assert_eq!(command, Command::Rounds(RoundCommand::RevealEvidence { round: FIRST, evidence: Some("call".into()) }));
    world.ok(MEI, command);
    assert_eq!(world.workshop.due(), None);
}

#[test]
fn last_times_actions_are_looked_at_first() {
    let mut world = World::planned(1);
    let id = ActionId(Uuid::from_u128(5));
    let carried = Action {
        id,
        text: ActionText::parse("Name the on-call deputy").unwrap(),
        owner: Some(JONAS),
        due: None,
        priority: Priority::Low,
        impact: None,
        effort: None,
        system: None,
        status: ActionStatus::Open,
        reason: None,
        notes: vec![],
        carried: true,
        revision: 3,
        removed: false,
    };
    world.ok(MEI, Command::Server(ServerCommand::Open { carried: vec![carried], owed: vec![] }));
    world.ok(JONAS, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
    world.ok(
        JONAS,
        Command::Actions(ActionCommand::ReviewAction { action: id, status: ActionStatus::Done, reason: None }),
    );
    assert_eq!(world.workshop.actions[&id].status, ActionStatus::Done);
    assert_eq!(world.workshop.actions[&id].revision, 4);
}

#[test]
fn a_seat_becomes_a_members_when_the_facilitator_confirms_it() {
    let mut world = World::open(4);
    let member = domain::id::PersonId(Uuid::from_u128(4));
    world.ok(
        GUEST,
        Command::Server(ServerCommand::Join { kind: ParticipantKind::Seat { member, confirmed: false }, draws: false }),
    );
    assert_eq!(world.workshop.people[&GUEST].member(), None);
    world.refused(GUEST, Command::People(PeopleCommand::ConfirmSeat { guest: GUEST }), "not_allowed");
    world.ok(MEI, Command::People(PeopleCommand::ConfirmSeat { guest: GUEST }));
    assert_eq!(world.workshop.people[&GUEST].member(), Some(member));
    assert!(world.workshop.people[&GUEST].draws);
}

#[test]
fn a_pause_moves_the_deadlines() {
    let mut world = World::running();
    let before = world.workshop.clock.clone().unwrap();
    world.ok(MEI, Command::Time(TimeCommand::Pause));
    world.after(10).ok(MEI, Command::Time(TimeCommand::Resume));
    let after = world.workshop.clock.clone().unwrap();
    assert_eq!(after.ends_at, before.ends_at.plus_minutes(10));
    world.ok(MEI, Command::Time(TimeCommand::Extend { minutes: 5 }));
    assert_eq!(world.workshop.clock.clone().unwrap().ends_at, before.ends_at.plus_minutes(15));
}
