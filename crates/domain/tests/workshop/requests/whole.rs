//! The workshop as a whole, and the commitments that come out of it.

use domain::id::{ActionId, NoteId, SystemId};
use domain::text::{ActionText, ReasonText};
use domain::workshop::{
    Action, ActionCommand, ActionStatus, Command, Commitment, HatCommand, Level, OpeningPart, Priority,
    ReflectionStage, ServerCommand, Spread, TimeCommand,
};
use proptest::prelude::*;
use uuid::Uuid;

use super::{person, small};
use crate::world::{place_card, plan, scenario};

pub(super) fn about_the_whole() -> impl Strategy<Value = Command> {
    let action = |n| ActionId(Uuid::from_u128(n));
    prop_oneof![
        small().prop_map(place_card),
        small().prop_map(|n| Command::Hat(HatCommand::TakeOutCard { scenario: scenario(n) })),
        Just(Command::Server(ServerCommand::ChangePlan { plan: plan() })),
        Just(Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] })),
        Just(Command::Time(TimeCommand::Pause)),
        Just(Command::Time(TimeCommand::Resume)),
        (0..130_u16).prop_map(|minutes| Command::Time(TimeCommand::Extend { minutes })),
        (0..20_u16).prop_map(|minutes| Command::Time(TimeCommand::ShortenReflection { minutes })),
        part().prop_map(|part| Command::Time(TimeCommand::ShowOpening { part })),
        Just(Command::Time(TimeCommand::StartReflection)),
        (0..3_usize).prop_map(|n| Command::Time(TimeCommand::StartStage { stage: ReflectionStage::ALL[n] })),
        Just(Command::Time(TimeCommand::ResumeRounds)),
        Just(Command::Time(TimeCommand::Close)),
        small().prop_map(move |n| Command::Server(ServerCommand::Reopen { actions: vec![elsewhere(action(n))] })),
    ]
}

pub(super) fn about_actions() -> impl Strategy<Value = Command> {
    let action = |n| ActionId(Uuid::from_u128(n));
    let owner = || proptest::option::of(person());
    let level = || proptest::option::of((0..3_usize).prop_map(|n| Level::ALL[n]));
    let system = || proptest::option::of(small().prop_map(|n| SystemId(Uuid::from_u128(n))));
    prop_oneof![
        (small(), owner(), level(), level(), system()).prop_map(move |(n, owner, impact, effort, system)| {
            let (text, priority) = (ActionText::parse("Link a runbook").unwrap(), Priority::High);
            let (action, due, notes) = (action(n), None, vec![]);
            Command::Actions(ActionCommand::CommitAction {
                action,
                commitment: Commitment { text, owner, due, priority, impact, effort, system, notes },
            })
        }),
        (small(), owner(), level(), level(), 0..3_u32).prop_map(move |(n, owner, impact, effort, revision)| {
            let (text, priority) = (ActionText::parse("Link two runbooks").unwrap(), Priority::Low);
            let (action, due, system, notes) = (action(n), None, None, vec![]);
            Command::Actions(ActionCommand::EditAction {
                action,
                commitment: Commitment { text, owner, due, priority, impact, effort, system, notes },
                revision,
            })
        }),
        (small(), small(), small()).prop_map(move |(note, n, system)| Command::Actions(ActionCommand::SpreadNote {
            note: NoteId(Uuid::from_u128(note)),
            actions: vec![Spread {
                action: action(n),
                system: SystemId(Uuid::from_u128(system)),
                text: ActionText::parse("Replay there, too").unwrap(),
            }],
        })),
        (small(), status(), any::<bool>()).prop_map(move |(n, status, with_reason)| Command::Actions(
            ActionCommand::ReviewAction {
                action: action(n),
                status,
                reason: with_reason.then(|| ReasonText::parse("The tool is going away").unwrap()),
            }
        )),
        small().prop_map(move |n| Command::Actions(ActionCommand::RemoveAction { action: action(n) })),
        small().prop_map(move |n| Command::Actions(ActionCommand::RestoreAction { action: action(n) })),
    ]
}

/// An action as it was changed in the team's list.
fn elsewhere(id: ActionId) -> Action {
    Action {
        id,
        text: ActionText::parse("Link every runbook").unwrap(),
        owner: None,
        due: None,
        priority: Priority::Low,
        impact: None,
        effort: None,
        system: None,
        status: ActionStatus::Done,
        reason: None,
        notes: vec![],
        carried: false,
        revision: 7,
        removed: false,
    }
}

fn part() -> impl Strategy<Value = OpeningPart> {
    prop_oneof![Just(OpeningPart::Arriving), Just(OpeningPart::Review), Just(OpeningPart::Rules)]
}

fn status() -> impl Strategy<Value = ActionStatus> {
    prop_oneof![Just(ActionStatus::Open), Just(ActionStatus::Done), Just(ActionStatus::Dropped)]
}
