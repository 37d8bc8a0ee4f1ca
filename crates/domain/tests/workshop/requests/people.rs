//! People, and the door.

use domain::id::NoteId;
use domain::text::NoteText;
use domain::workshop::{Command, ParticipantKind, PeopleCommand, ServerCommand, Wall, WallCommand, Whereabouts};
use proptest::prelude::*;
use uuid::Uuid;

use super::{person, small};

pub(super) fn about_people() -> impl Strategy<Value = Command> {
    prop_oneof![
        3 => (kind(), any::<bool>()).prop_map(|(kind, draws)| Command::Server(ServerCommand::Join { kind, draws })),
        1 => Just(Command::People(PeopleCommand::Leave)),
        1 => person().prop_map(|person| Command::People(PeopleCommand::RemovePerson { person })),
        1 => person().prop_map(|guest| Command::People(PeopleCommand::ConfirmSeat { guest })),
        1 => (person(), any::<bool>()).prop_map(|(person, draws)| Command::People(PeopleCommand::SetDraws { person, draws })),
        1 => person().prop_map(|to| Command::People(PeopleCommand::HandOverFacilitator { to })),
        1 => proptest::option::of(person()).prop_map(|to| Command::People(PeopleCommand::HandOverScribe { to })),
    ]
}

pub(super) fn about_the_door() -> impl Strategy<Value = Command> {
    let guest_kind = || {
        prop_oneof![
            Just(ParticipantKind::Guest),
            person().prop_map(|member| ParticipantKind::Seat { member, confirmed: false })
        ]
    };
    let whereabouts = prop_oneof![Just(Whereabouts::Room), Just(Whereabouts::Remote)];
    prop_oneof![
        2 => any::<bool>().prop_map(|on| Command::People(PeopleCommand::SetLobby { on })),
        4 => guest_kind().prop_map(|kind| Command::Server(ServerCommand::Join { kind, draws: true })),
        2 => person().prop_map(|person| Command::People(PeopleCommand::Admit { person })),
        1 => Just(Command::People(PeopleCommand::AdmitAll)),
        1 => person().prop_map(|person| Command::People(PeopleCommand::SendAway { person })),
        1 => (person(), whereabouts).prop_map(|(person, whereabouts)| Command::People(PeopleCommand::SetWhereabouts { person, whereabouts })),
        2 => (person(), kind(), any::<bool>()).prop_map(|(person, kind, draws)| Command::Server(ServerCommand::Seat { person, kind, draws })),
        2 => (person(), kind()).prop_map(|(seat, kind)| Command::Server(ServerCommand::ClaimSeat { seat, kind })),
        2 => (person(), any::<bool>()).prop_map(|(from, proven)| Command::Server(ServerCommand::TakeSeat { from, proven })),
        1 => (person(), small()).prop_map(|(person, n)| Command::Walls(WallCommand::AddNoteFor {
            person,
            note: NoteId(Uuid::from_u128(n)),
            wall: Wall::Crappy,
            text: NoteText::parse("said aloud").unwrap(),
            round: None,
        })),
    ]
}

fn kind() -> impl Strategy<Value = ParticipantKind> {
    prop_oneof![
        Just(ParticipantKind::Member),
        Just(ParticipantKind::Guest),
        (person(), any::<bool>()).prop_map(|(member, confirmed)| ParticipantKind::Seat { member, confirmed }),
    ]
}
