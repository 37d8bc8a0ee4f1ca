//! Unsigned and private notes, groups and votes.

use domain::id::{GroupId, NoteId, PersonId};
use domain::text::{GroupTitle, NoteText};
use domain::time::Timestamp;
use domain::token::Token;
use domain::workshop::{
    Ballots, Command, Event, NoteColour, ParticipantKind, Rejection, ServerCommand, Tally, TimeCommand, Voting, Wall,
    WallCommand, WallEvent,
};
use uuid::Uuid;

use crate::world::{GUEST, JONAS, MEI, PRIYA, World, note};

const SAM: PersonId = PersonId(Uuid::from_u128(4));

fn token() -> Option<Token> {
    Token::parse(&"1".repeat(64)).ok()
}

fn other() -> Option<Token> {
    Token::parse(&"2".repeat(64)).ok()
}

fn id(n: u128) -> NoteId {
    NoteId(Uuid::from_u128(n))
}

fn group(n: u128) -> GroupId {
    GroupId(Uuid::from_u128(n))
}

fn text(text: &str) -> NoteText {
    NoteText::parse(text).unwrap()
}

fn unsigned(n: u128) -> Command {
    let token = token();
    Command::Walls(WallCommand::AddNote {
        note: id(n),
        wall: Wall::Crappy,
        text: text("No runbook"),
        round: None,
        token,
    })
}

fn make(n: u128, notes: &[u128]) -> Command {
    Command::Walls(WallCommand::MakeGroup {
        group: group(n),
        title: None,
        notes: notes.iter().map(|n| id(*n)).collect(),
    })
}

#[test]
fn an_unsigned_note_has_no_author_and_no_time() {
    let mut world = World::open(1);
    world.after(7).ok(PRIYA, unsigned(1));
    let note = &world.workshop.notes[&id(1)];
    assert_eq!((note.author, note.at), (None, Timestamp(0)));
    assert!(!serde_json::to_string(&world.log.last()).unwrap().contains(&PRIYA.to_string()));
}

#[test]
fn the_token_alone_changes_an_unsigned_note() {
    let mut world = World::open(1);
    world.ok(PRIYA, unsigned(1));
    let edit = |token| {
        Command::Walls(WallCommand::EditNote { note: id(1), text: text("Runbook, please"), revision: 0, token })
    };
    let moved = |token| Command::Walls(WallCommand::MoveNote { note: id(1), wall: Wall::Actions, token });
    world.refused(PRIYA, edit(None), "not_allowed");
    world.refused(PRIYA, edit(other()), "not_allowed");
    world.refused(PRIYA, moved(other()), "not_allowed");
    world.refused(GUEST, edit(token()), "not_joined");
    world.ok(JONAS, edit(token()));
    world.ok(PRIYA, moved(token()));
    world.ok(PRIYA, Command::Walls(WallCommand::ColourNote { note: id(1), colour: NoteColour::Deep, token: token() }));
    world.ok(PRIYA, Command::Walls(WallCommand::RemoveNote { note: id(1), token: token() }));
    world.ok(PRIYA, Command::Walls(WallCommand::RestoreNote { note: id(1), token: token() }));
    world.ok(MEI, Command::Walls(WallCommand::RemoveNote { note: id(1), token: None }));

    world.ok(PRIYA, note(2, "Signed"));
    world.refused(PRIYA, Command::Walls(WallCommand::RemoveNote { note: id(2), token: token() }), "not_allowed");
    world.refused(MEI, Command::Walls(WallCommand::RemoveNote { note: id(2), token: token() }), "not_allowed");
}

#[test]
fn what_is_done_with_a_token_is_unsigned() {
    let check = |command: Command, expected: bool| assert_eq!(command.is_unsigned(), expected, "{command:?}");
    check(unsigned(1), true);
    check(note(1, "signed"), false);
    check(Command::Walls(WallCommand::MoveNote { note: id(1), wall: Wall::Crappy, token: token() }), true);
    check(Command::Walls(WallCommand::GroupNote { note: id(1), group: None, token: None }), false);
    check(Command::Time(TimeCommand::Close), false);
}

#[test]
fn private_notes_are_visible_to_their_authors_only() {
    let mut world = World::open(1);
    world.ok(PRIYA, note(1, "Before"));
    world.refused(PRIYA, Command::Walls(WallCommand::SetPrivacy { private: true }), "not_allowed");
    world.ok(MEI, Command::Walls(WallCommand::SetPrivacy { private: true }));
    assert_eq!(world.ok(MEI, Command::Walls(WallCommand::SetPrivacy { private: true })), []);
    world.ok(PRIYA, note(2, "Mine"));
    world.ok(PRIYA, unsigned(3));
    assert_eq!(world.workshop.shown_notes().map(|n| n.id).collect::<Vec<_>>(), [id(1)]);
    assert_eq!(world.workshop.private_notes().count(), 2);

    world.refused(MEI, Command::Walls(WallCommand::RemoveNote { note: id(2), token: None }), "not_found");
    world.refused(PRIYA, Command::Walls(WallCommand::RemoveNote { note: id(3), token: None }), "not_found");
    world.refused(MEI, make(1, &[1, 2]), "not_found");
    world.ok(
        PRIYA,
        Command::Walls(WallCommand::EditNote { note: id(2), text: text("Said better"), revision: 0, token: None }),
    );
    world.ok(PRIYA, Command::Walls(WallCommand::ColourNote { note: id(3), colour: NoteColour::White, token: token() }));
    world.refused(MEI, Command::Walls(WallCommand::SetPrivacy { private: false }), "rule");

    world.ok(MEI, Command::Time(TimeCommand::StartReflection));
    world.refused(MEI, Command::Time(TimeCommand::Close), "rule");
    world.refused(PRIYA, make(1, &[2]), "rule");
    let can_group = |n| world.workshop.notes[&id(n)].can_group();
    assert!(can_group(1) && !can_group(2));
    world.ok(MEI, Command::Walls(WallCommand::RevealNotes { wall: Some(Wall::Awesome) }));
    assert_eq!(world.workshop.private_notes().count(), 2);
    let moved = Command::Walls(WallCommand::MoveNote { note: id(2), wall: Wall::Awesome, token: None });
    world.ok(PRIYA, moved);
    assert!(!world.workshop.notes[&id(2)].private, "on a wall that everybody sees");
    let walls = vec![Wall::Crappy, Wall::Actions];
    assert_eq!(
        world.ok(MEI, Command::Walls(WallCommand::RevealNotes { wall: None })),
        [Event::Walls(WallEvent::NotesRevealed { walls })]
    );
    assert_eq!(world.workshop.private_notes().count(), 0);
    world.ok(PRIYA, note(4, "Seen by all"));
    assert_eq!(world.workshop.shown_notes().count(), 4);
    world.ok(MEI, Command::Time(TimeCommand::Close));
}

#[test]
fn groups_keep_their_notes_together() {
    let mut world = World::open(1);
    for n in 1..=3 {
        world.ok(PRIYA, note(n, "A note"));
    }
    world.ok(JONAS, note(4, "Jonas’s"));
    world.refused(PRIYA, make(1, &[1, 2]), "not_allowed");
    world.refused(MEI, make(1, &[]), "rule");
    world.refused(MEI, make(1, &[1, 9]), "not_found");
    world.ok(MEI, make(1, &[1, 2]));
    world.refused(MEI, make(1, &[3]), "id_in_use");
    world.ok(PRIYA, Command::Walls(WallCommand::GroupNote { note: id(3), group: Some(group(1)), token: None }));
    world.refused(
        PRIYA,
        Command::Walls(WallCommand::GroupNote { note: id(4), group: Some(group(1)), token: None }),
        "not_allowed",
    );

    let title = GroupTitle::parse("Runbooks").ok();
    world.ok(MEI, Command::Walls(WallCommand::NameGroup { group: group(1), title: title.clone(), revision: 0 }));
    world.refused(MEI, Command::Walls(WallCommand::NameGroup { group: group(1), title: None, revision: 0 }), "changed");
    world.ok(MEI, Command::Walls(WallCommand::MoveGroup { group: group(1), wall: Wall::Actions }));
    let inside = |world: &World| world.workshop.notes_in(group(1)).map(|n| (n.id, n.wall)).collect::<Vec<_>>();
    assert_eq!(inside(&world), [1, 2, 3].map(|n| (id(n), Wall::Actions)));
    world.ok(PRIYA, Command::Walls(WallCommand::MoveNote { note: id(3), wall: Wall::Awesome, token: None }));
    world.ok(MEI, Command::Walls(WallCommand::GroupNote { note: id(4), group: Some(group(1)), token: None }));
    assert_eq!(inside(&world), [1, 2, 4].map(|n| (id(n), Wall::Actions)));

    world.ok(MEI, Command::Walls(WallCommand::RemoveGroup { group: group(1) }));
    assert_eq!(world.workshop.group_of(&world.workshop.notes[&id(1)]), None);
    world.refused(MEI, Command::Walls(WallCommand::MoveGroup { group: group(1), wall: Wall::Crappy }), "not_found");
    world.ok(MEI, Command::Walls(WallCommand::RestoreGroup { group: group(1) }));
    assert_eq!(world.workshop.groups[&group(1)].title, title);
    assert_eq!(inside(&world).len(), 3);
}

#[test]
fn members_arrange_the_walls_during_reflection() {
    let mut world = World::open(1);
    world.ok(GUEST, Command::Server(ServerCommand::Join { kind: ParticipantKind::Guest, draws: false }));
    world.ok(PRIYA, note(1, "Priya’s"));
    world.ok(GUEST, note(2, "The guest’s"));
    let colour = |n| Command::Walls(WallCommand::ColourNote { note: id(n), colour: NoteColour::Light, token: None });
    world.refused(JONAS, colour(1), "not_allowed");
    world.ok(MEI, Command::Time(TimeCommand::StartReflection));
    world.ok(JONAS, colour(1));
    world.ok(PRIYA, make(1, &[1, 2]));
    world.refused(GUEST, colour(1), "not_allowed");
    world.refused(GUEST, make(2, &[2]), "not_allowed");
    world.ok(GUEST, Command::Walls(WallCommand::GroupNote { note: id(2), group: None, token: None }));
    world.refused(JONAS, Command::Walls(WallCommand::RemoveNote { note: id(1), token: None }), "not_allowed");
}

/// Whether the vote changed something, or why it was refused.
fn vote(ballots: &mut Ballots, world: &World, person: PersonId, n: u128, on: bool) -> Result<bool, &'static str> {
    let changes = ballots.changes(&world.workshop, person, id(n), on).map_err(|rejection| rejection.code())?;
    changes.iter().for_each(|note| ballots.set(person, *note, on));
    Ok(!changes.is_empty())
}

#[test]
fn a_group_is_voted_for_as_one() {
    let mut world = World::open(1);
    (1..=4).for_each(|n| drop(world.ok(PRIYA, note(n, "A note"))));
    let group = GroupId(Uuid::from_u128(1));
    let make = |world: &mut World, notes: &[u128]| {
        let notes = notes.iter().map(|n| id(*n)).collect();
        world.ok(MEI, Command::Walls(WallCommand::MakeGroup { group, title: None, notes }))
    };
    world.ok(MEI, Command::Walls(WallCommand::OpenVoting { cap: 2 }));
    let mut ballots = Ballots::default();
    // Votes for notes that are grouped later become one vote, which frees the other.
    assert_eq!(vote(&mut ballots, &world, PRIYA, 1, true), Ok(true));
    assert_eq!(vote(&mut ballots, &world, PRIYA, 2, true), Ok(true));
    make(&mut world, &[1, 2, 3]);
    assert_eq!(vote(&mut ballots, &world, PRIYA, 3, true), Ok(false), "the group has the vote already");
    assert_eq!(vote(&mut ballots, &world, PRIYA, 4, true), Ok(true));
    assert_eq!(vote(&mut ballots, &world, JONAS, 3, true), Ok(true));
    let votes = |ballots: &Ballots, world: &World| -> Vec<(NoteId, u32)> {
        ballots.tally(&world.workshop).into_iter().map(|Tally { note, votes }| (note, votes)).collect()
    };
    assert_eq!(
        votes(&ballots, &world),
        [(id(1), 1), (id(3), 1), (id(4), 1)],
        "two votes for the group, one for the note"
    );
    // Taken apart, nobody has more votes than the cap.
    world.ok(MEI, Command::Walls(WallCommand::RemoveGroup { group }));
    assert_eq!(ballots.tally(&world.workshop).iter().map(|tally| tally.votes).sum::<u32>(), 3);
    world.ok(MEI, Command::Walls(WallCommand::RestoreGroup { group }));
    assert_eq!(vote(&mut ballots, &world, PRIYA, 3, false), Ok(true), "taken back from the whole group");
    assert_eq!(votes(&ballots, &world), [(id(3), 1), (id(4), 1)]);
}

#[test]
fn votes_are_capped_and_only_counts_are_kept() {
    let mut world = World::open(1);
    (1..=3).for_each(|n| drop(world.ok(PRIYA, note(n, "A note"))));
    let mut ballots = Ballots::default();
    let no_vote = ballots.changes(&world.workshop, PRIYA, id(1), true);
    assert_eq!(no_vote.as_ref().map_err(Rejection::code), Err("rule"), "before the vote");
    let can_get_votes = |world: &World| world.workshop.can_get_votes(&world.workshop.notes[&id(1)]);
    assert!(!can_get_votes(&world));
    world.refused(MEI, Command::Walls(WallCommand::OpenVoting { cap: 0 }), "rule");
    world.refused(MEI, Command::Walls(WallCommand::OpenVoting { cap: 11 }), "rule");
    world.refused(PRIYA, Command::Walls(WallCommand::OpenVoting { cap: 2 }), "not_allowed");
    world.ok(MEI, Command::Walls(WallCommand::OpenVoting { cap: 2 }));
    assert!(can_get_votes(&world));

    assert_eq!(vote(&mut ballots, &world, PRIYA, 1, true), Ok(true));
    assert_eq!(vote(&mut ballots, &world, PRIYA, 1, true), Ok(false), "once for a note");
    assert_eq!(vote(&mut ballots, &world, PRIYA, 2, true), Ok(true));
    assert_eq!(vote(&mut ballots, &world, PRIYA, 3, true), Err("rule"), "two are all");
    assert_eq!(vote(&mut ballots, &world, PRIYA, 9, true), Err("not_found"), "one that is not there");
    assert_eq!(vote(&mut ballots, &world, JONAS, 9, true), Err("not_found"));
    assert_eq!(vote(&mut ballots, &world, GUEST, 1, true), Err("not_joined"));
    assert_eq!(vote(&mut ballots, &world, PRIYA, 1, false), Ok(true));
    assert_eq!(vote(&mut ballots, &world, PRIYA, 3, true), Ok(true));
    assert_eq!(vote(&mut ballots, &world, JONAS, 3, true), Ok(true));
    assert_eq!(ballots.voters(&world.workshop), 2);

    world.ok(PRIYA, Command::Walls(WallCommand::RemoveNote { note: id(2), token: None }));
    assert_eq!(vote(&mut ballots, &world, PRIYA, 1, true), Ok(true), "a note that is gone costs no vote");
    let tally = vec![Tally { note: id(1), votes: 1 }, Tally { note: id(3), votes: 2 }];
    assert_eq!(ballots.tally(&world.workshop), tally);

    world.refused(MEI, Command::Walls(WallCommand::OpenVoting { cap: 1 }), "rule");
    world.ok(MEI, Command::Walls(WallCommand::OpenVoting { cap: 3 }));
    world.ok(MEI, Command::Server(ServerCommand::RevealVotes { tally }));
    let counted = [(id(1), 1), (id(3), 2)].into_iter().collect();
    assert_eq!(world.workshop.voting, Some(Voting { cap: 3, open: false, tally: counted }));
    world.refused(MEI, Command::Walls(WallCommand::CancelVoting), "rule");
    world.ok(MEI, Command::Walls(WallCommand::OpenVoting { cap: 1 }));
    world.ok(MEI, Command::Walls(WallCommand::CancelVoting));
    assert_eq!(world.workshop.voting, None);
}

#[test]
fn votes_move_with_a_seat_up_to_the_cap() {
    let mut world = World::open(1);
    (1..=4).for_each(|n| drop(world.ok(PRIYA, note(n, "A note"))));
    world.ok(GUEST, Command::Server(ServerCommand::Join { kind: ParticipantKind::Guest, draws: false }));
    world.ok(MEI, Command::Walls(WallCommand::OpenVoting { cap: 2 }));
    let votes = [(GUEST, id(1)), (GUEST, id(2)), (JONAS, id(1)), (JONAS, id(3))];
    let mut ballots: Ballots = votes.into_iter().collect();
    world.ok(SAM, Command::Server(ServerCommand::TakeSeat { from: GUEST, proven: true }));
    assert_eq!(ballots.voters(&world.workshop), 1, "a seat that is gone votes no more");
    assert_eq!(ballots.move_seat(&world.workshop, GUEST, SAM), [id(1), id(2)]);
    assert_eq!(ballots.notes_voted_by(&world.workshop, SAM).collect::<Vec<_>>(), [id(1), id(2)]);
    assert_eq!(ballots.voters(&world.workshop), 2);

    // A person who voted from two seats has as many votes as everyone else.
    let mut ballots: Ballots = votes.into_iter().collect();
    ballots.set(SAM, id(4), true);
    assert_eq!(ballots.move_seat(&world.workshop, GUEST, SAM), [id(1), id(4)]);
    assert_eq!(ballots.move_seat(&world.workshop, GUEST, SAM), [id(1), id(4)], "there is nothing left to move");
}
