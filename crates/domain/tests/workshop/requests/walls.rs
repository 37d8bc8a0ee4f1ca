//! Notes, their groups, and votes.

use domain::id::{GroupId, NoteId};
use domain::text::{GroupTitle, NoteText};
use domain::workshop::{Command, NoteColour, ServerCommand, Tally, WallCommand};
use proptest::prelude::*;
use uuid::Uuid;

use super::{round, small, token, wall};

pub(super) fn about_notes() -> impl Strategy<Value = Command> {
    let note = |n| NoteId(Uuid::from_u128(n));
    let text = |n: u128| NoteText::parse(&format!("note {n}")).unwrap();
    let colour = prop_oneof![Just(NoteColour::Plain), Just(NoteColour::Deep)];
    prop_oneof![
        3 => (small(), wall(), proptest::option::of(round()), token()).prop_map(move |(n, wall, round, token)| {
            Command::Walls(WallCommand::AddNote { note: note(n), wall, text: text(n), round, token })
        }),
        1 => (small(), small(), 0..3_u32, token()).prop_map(move |(n, m, revision, token)| Command::Walls(WallCommand::EditNote {
            note: note(n),
            text: text(m),
            revision,
            token
        })),
        1 => (small(), wall(), token()).prop_map(move |(n, wall, token)| Command::Walls(WallCommand::MoveNote { note: note(n), wall, token })),
        1 => (small(), colour, token())
            .prop_map(move |(n, colour, token)| Command::Walls(WallCommand::ColourNote { note: note(n), colour, token })),
        1 => (small(), token()).prop_map(move |(n, token)| Command::Walls(WallCommand::RemoveNote { note: note(n), token })),
        1 => (small(), token()).prop_map(move |(n, token)| Command::Walls(WallCommand::RestoreNote { note: note(n), token })),
    ]
}

pub(super) fn about_walls() -> impl Strategy<Value = Command> {
    let note = |n| NoteId(Uuid::from_u128(n));
    let group = |n| GroupId(Uuid::from_u128(n));
    let title = || proptest::option::of(Just(GroupTitle::parse("Alarms").unwrap()));
    prop_oneof![
        2 => (small(), proptest::option::of(small()), token()).prop_map(move |(n, m, token)| Command::Walls(WallCommand::GroupNote {
            note: note(n),
            group: m.map(group),
            token
        })),
        2 => (small(), title(), proptest::collection::vec(small(), 0..3)).prop_map(move |(n, title, notes)| {
            Command::Walls(WallCommand::MakeGroup { group: group(n), title, notes: notes.into_iter().map(note).collect() })
        }),
        1 => (small(), title(), 0..2_u32)
            .prop_map(move |(n, title, revision)| Command::Walls(WallCommand::NameGroup { group: group(n), title, revision })),
        1 => (small(), wall()).prop_map(move |(n, wall)| Command::Walls(WallCommand::MoveGroup { group: group(n), wall })),
        1 => small().prop_map(move |n| Command::Walls(WallCommand::RemoveGroup { group: group(n) })),
        1 => small().prop_map(move |n| Command::Walls(WallCommand::RestoreGroup { group: group(n) })),
        2 => any::<bool>().prop_map(|private| Command::Walls(WallCommand::SetPrivacy { private })),
        1 => proptest::option::of(wall()).prop_map(|wall| Command::Walls(WallCommand::RevealNotes { wall })),
        1 => (0..12_u16).prop_map(|cap| Command::Walls(WallCommand::OpenVoting { cap })),
        1 => small().prop_map(move |n| Command::Server(ServerCommand::RevealVotes { tally: vec![Tally { note: note(n), votes: 2 }] })),
        1 => Just(Command::Walls(WallCommand::CancelVoting)),
    ]
}
