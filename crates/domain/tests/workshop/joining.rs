//! The door, seats without a device, and seats that become somebody else's.

use domain::id::{NoteId, PersonId};
use domain::text::NoteText;
use domain::workshop::{
    Actor, Command, Event, HatCommand, ParticipantKind, PeopleCommand, RoundCommand, RoundNumber, RoundState,
    ServerCommand, Standing, TimeCommand, Wall, WallCommand, Whereabouts, Workshop, violation,
};
use uuid::Uuid;

use crate::rounds::answer;
use crate::world::{GUEST, JONAS, MEI, PRIYA, World, note, pass_hat, step};

const SAM: PersonId = PersonId(Uuid::from_u128(4));
const OTHER: PersonId = PersonId(Uuid::from_u128(10));
const GUEST_KIND: ParticipantKind = ParticipantKind::Guest;

fn knock(draws: bool) -> Command {
    Command::Server(ServerCommand::Join { kind: GUEST_KIND, draws })
}

/// Another guest does something.
#[track_caller]
fn other(world: &mut World, command: Command) -> Result<Vec<Event>, &'static str> {
    world.try_as(Actor { person: OTHER, standing: Standing::Guest }, command).map_err(|rejection| rejection.code())
}

fn with_lobby() -> World {
    let mut world = World::open(4);
    world.ok(MEI, Command::People(PeopleCommand::SetLobby { on: true }));
    world
}

fn is_in(world: &World, person: PersonId) -> bool {
    world.workshop.people.get(&person).is_some_and(|there| there.present)
}

#[test]
fn guests_wait_and_members_do_not() {
    let mut world = with_lobby();
    world.ok(GUEST, knock(true));
    assert_eq!(world.ok(GUEST, knock(true)), vec![], "knocking again changes nothing");
    world.ok(SAM, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
    assert!(is_in(&world, SAM) && !is_in(&world, GUEST));
    let seat = ParticipantKind::Seat { member: PersonId(Uuid::from_u128(5)), confirmed: false };
    other(&mut world, Command::Server(ServerCommand::Join { kind: seat, draws: false })).unwrap();
    assert_eq!(world.workshop.waiting.len(), 2, "a guest who claims to be a member waits, too");
    world.refused(PRIYA, Command::People(PeopleCommand::Admit { person: GUEST }), "not_allowed");
    world.ok(MEI, Command::People(PeopleCommand::Admit { person: GUEST }));
    assert!(is_in(&world, GUEST) && world.workshop.people[&GUEST].draws);
    world.ok(MEI, Command::People(PeopleCommand::SendAway { person: OTHER }));
    assert!(world.workshop.waiting.is_empty() && !is_in(&world, OTHER));
    world.refused(MEI, Command::People(PeopleCommand::Admit { person: OTHER }), "not_found");
}

#[test]
fn a_guest_who_was_in_returns_without_waiting() {
    let mut world = World::open(4);
    world.ok(GUEST, knock(false));
    world.ok(MEI, Command::People(PeopleCommand::SetLobby { on: true }));
    assert!(is_in(&world, GUEST), "guests who are in stay in");
    world.ok(GUEST, Command::People(PeopleCommand::Leave));
    world.ok(GUEST, knock(false));
    assert!(is_in(&world, GUEST));
}

#[test]
fn an_opened_door_admits_everybody_in_order_of_arrival() {
    for open in [Command::People(PeopleCommand::AdmitAll), Command::People(PeopleCommand::SetLobby { on: false })] {
        let mut world = with_lobby();
        world.ok(GUEST, knock(false));
        other(&mut world, knock(false)).unwrap();
        world.ok(MEI, open);
        let seats: Vec<_> = [GUEST, OTHER].iter().map(|person| world.workshop.people[person].seat).collect();
        assert_eq!(seats, [4, 5]);
    }
}

#[test]
fn a_waiting_person_may_only_knock_and_leave() {
    let mut world = World::running();
    world.ok(MEI, Command::People(PeopleCommand::SetLobby { on: true }));
    world.ok(GUEST, knock(false));
    for (n, command) in [
        note(1, "let me in"),
        step(1, 1, "guessed"),
        Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) }),
        Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(7) }),
        Command::Rounds(RoundCommand::SayStuck { round: RoundNumber(1) }),
        Command::People(PeopleCommand::Admit { person: GUEST }),
        Command::Time(TimeCommand::Close),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = world.ask(GUEST, command).map_err(|rejection| rejection.code());
        assert_eq!(answer, Err("not_joined"), "{n}: the answer reveals nothing of the workshop");
    }
    world.ok(GUEST, Command::People(PeopleCommand::Leave));
    assert!(world.workshop.waiting.is_empty());
}

#[test]
fn a_closed_workshop_accepts_no_waiting_people() {
    let mut world = with_lobby();
    world.ok(GUEST, knock(false));
    world.ok(MEI, Command::Time(TimeCommand::StartReflection));
    world.ok(MEI, Command::Time(TimeCommand::Close));
    assert!(world.workshop.waiting.is_empty());
    assert!(world.workshop.keeps_out(Actor { person: GUEST, standing: Standing::Guest }));
}

#[test]
fn a_screen_does_nothing() {
    let mut world = World::running();
    let screen = Actor { person: OTHER, standing: Standing::Screen };
    for command in
        [knock(false), Command::People(PeopleCommand::Leave), note(1, "hello"), Command::Time(TimeCommand::Pause)]
    {
        assert_eq!(world.try_as(screen, command).unwrap_err().code(), "not_allowed");
    }
}

#[test]
fn people_set_where_they_are() {
    let mut world = World::open(1);
    let set = |person, whereabouts| Command::People(PeopleCommand::SetWhereabouts { person, whereabouts });
    world.ok(PRIYA, set(PRIYA, Whereabouts::Remote));
    world.refused(JONAS, set(PRIYA, Whereabouts::Room), "not_allowed");
    world.ok(MEI, set(PRIYA, Whereabouts::Room));
    world.ok(PRIYA, Command::People(PeopleCommand::Leave));
    world.ok(PRIYA, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
    assert_eq!(world.workshop.people[&PRIYA].whereabouts, Some(Whereabouts::Room), "it is not asked again");
}

fn seated(person: PersonId, kind: ParticipantKind) -> World {
    let mut world = World::open(5);
    world.ok(MEI, Command::Server(ServerCommand::Seat { person, kind, draws: true }));
    world
}

#[test]
fn the_facilitator_acts_for_people_without_a_device() {
    let mut world = World::open(5);
    world.refused(
        PRIYA,
        Command::Server(ServerCommand::Seat { person: SAM, kind: ParticipantKind::Member, draws: true }),
        "not_allowed",
    );
    world.ok(MEI, Command::Server(ServerCommand::Seat { person: SAM, kind: ParticipantKind::Member, draws: true }));
    world.ok(MEI, pass_hat(3));
    let round = world.workshop.rounds.values().find(|round| round.investigator == SAM).expect("they draw").number;
    while let Some(next) = world.workshop.next_round().map(|next| next.number) {
        world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: next }));
        if next == round {
            break;
        }
        world.ok(
            MEI,
            Command::Rounds(RoundCommand::FinishRound { round: next, outcome: domain::workshop::Outcome::Parked }),
        );
    }
    let by = |n, person| {
        Command::Walls(WallCommand::AddNoteFor {
            person,
            note: NoteId(Uuid::from_u128(n)),
            wall: Wall::Awesome,
            text: NoteText::parse("Customer care rang at once").unwrap(),
            round: Some(round),
        })
    };
    world.ok(MEI, Command::Rounds(RoundCommand::RevealEvidence { round, evidence: None }));
    world.ok(MEI, step(1, round.0, "asked for the queue"));
    world.ok(MEI, by(1, SAM));
    world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round }));
    assert_eq!(world.workshop.notes[&NoteId(Uuid::from_u128(1))].author, Some(SAM));
    world.refused(MEI, by(2, PRIYA), "rule");
    world.refused(JONAS, by(2, SAM), "not_allowed");
    world.refused(MEI, Command::People(PeopleCommand::HandOverFacilitator { to: SAM }), "rule");
    world.refused(MEI, Command::People(PeopleCommand::HandOverScribe { to: Some(SAM) }), "rule");
    world.ok(MEI, Command::People(PeopleCommand::RemovePerson { person: SAM }));
}

#[test]
fn a_member_who_signs_in_has_their_seat() {
    let mut world = seated(SAM, ParticipantKind::Member);
    let seat = world.workshop.people[&SAM].seat;
    world.ok(SAM, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: false }));
    let there = &world.workshop.people[&SAM];
    assert_eq!((there.seat, there.draws, there.without_device), (seat, true, false));
}

/// The cards, steps, answers and notes of a seat go with it.
#[track_caller]
fn check_moved(world: &World, from: PersonId, to: PersonId) {
    assert!(!world.workshop.people.contains_key(&from));
    assert!(world.workshop.rounds.values().any(|round| round.investigator == to));
    assert!(world.workshop.rounds.values().all(|round| round.investigator != from));
    assert!(world.workshop.notes.values().all(|note| note.author != Some(from)));
    assert!(world.workshop.steps.values().all(|step| step.by != from));
    assert!(world.workshop.answers.values().all(|answer| answer.by != from));
    assert_eq!(violation(&world.workshop), None);
    assert_eq!(Workshop::replay(&world.log), Some(world.workshop.clone()));
}

#[test]
fn a_claimed_seat_is_confirmed_by_the_facilitator() {
    for (seat, kind, becomes) in [
        (OTHER, GUEST_KIND, GUEST_KIND),
        (SAM, ParticipantKind::Member, ParticipantKind::Seat { member: SAM, confirmed: true }),
    ] {
        let mut world = seated(seat, kind);
        world.ok(MEI, pass_hat(3));
        world.ok(GUEST, Command::Server(ServerCommand::ClaimSeat { seat, kind: GUEST_KIND }));
        world.ok(MEI, Command::People(PeopleCommand::AdmitAll));
        assert!(!is_in(&world, GUEST), "a claim is looked at by itself");
        world.ok(MEI, Command::People(PeopleCommand::Admit { person: GUEST }));
        check_moved(&world, seat, GUEST);
        assert_eq!(world.workshop.people[&GUEST].kind, becomes);
        assert!(!world.workshop.people[&GUEST].without_device);
    }
    let mut world = World::open(1);
    world.refused(GUEST, Command::Server(ServerCommand::ClaimSeat { seat: PRIYA, kind: GUEST_KIND }), "not_found");
}

#[test]
fn a_guests_seat_becomes_a_members() {
    let mut world = World::open(5);
    world.ok(GUEST, knock(true));
    world.ok(GUEST, note(1, "No runbook"));
    world.ok(MEI, Command::People(PeopleCommand::HandOverScribe { to: Some(GUEST) }));
    world.ok(MEI, pass_hat(1));
    let round = RoundNumber(1);
    world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round }));
    world.ok(GUEST, step(1, 1, "looked at the queue"));
    world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round }));
    world.ok(GUEST, answer(2, None));
    world.refused(SAM, Command::Server(ServerCommand::TakeSeat { from: GUEST, proven: false }), "not_allowed");
    world.refused(SAM, Command::Server(ServerCommand::TakeSeat { from: PRIYA, proven: true }), "not_allowed");
    world.ok(SAM, Command::Server(ServerCommand::TakeSeat { from: GUEST, proven: true }));
    check_moved(&world, GUEST, SAM);
    assert_eq!(world.workshop.scribe, Some(SAM));
    assert!(world.workshop.answers.values().any(|answer| answer.by == SAM));
    assert_eq!(world.workshop.people[&SAM].member(), Some(SAM));
}

#[test]
fn a_person_with_merged_seats_holds_one_sealed_card() {
    let mut world = World::open(5);
    world.ok(GUEST, knock(true));
    world.ok(MEI, pass_hat(1));
    let held = |world: &World, person| world.workshop.sealed_of(person).map(|round| round.number);
    let (own, other) = (held(&world, PRIYA).unwrap(), held(&world, GUEST).unwrap());
    world.ok(PRIYA, Command::Server(ServerCommand::TakeSeat { from: GUEST, proven: true }));
    assert_eq!(held(&world, PRIYA), Some(own));
    assert_eq!(world.workshop.rounds[&other].state, RoundState::Returned);
}

#[test]
fn a_card_held_from_two_merged_seats_is_held_once() {
    for (first, second) in [(PRIYA, GUEST), (GUEST, PRIYA)] {
        let mut world = World::open(5);
        world.ok(GUEST, knock(true));
        world.ok(MEI, Command::Hat(HatCommand::DrawTogether { person: second, with: Some(first) }));
        world.ok(MEI, pass_hat(1));
        let shared = world.workshop.sealed_of(GUEST).unwrap().number;
        assert_eq!(world.workshop.sealed_of(PRIYA).unwrap().number, shared);
        world.ok(PRIYA, Command::Server(ServerCommand::TakeSeat { from: GUEST, proven: true }));
        assert_eq!(world.workshop.rounds[&shared].holders().collect::<Vec<_>>(), [PRIYA]);
        assert_eq!(world.workshop.pairs.len(), 0, "no person draws with themselves");
    }
}

#[test]
fn a_confirmed_seat_is_its_members_without_further_proof() {
    let mut world = World::open(5);
    let kind = ParticipantKind::Seat { member: SAM, confirmed: false };
    world.ok(GUEST, Command::Server(ServerCommand::Join { kind, draws: true }));
    world.refused(SAM, Command::Server(ServerCommand::TakeSeat { from: GUEST, proven: false }), "not_allowed");
    world.ok(MEI, Command::People(PeopleCommand::ConfirmSeat { guest: GUEST }));
    world.ok(MEI, pass_hat(1));
    world.refused(PRIYA, Command::Server(ServerCommand::TakeSeat { from: GUEST, proven: true }), "not_allowed");
    world.ok(SAM, Command::Server(ServerCommand::TakeSeat { from: GUEST, proven: false }));
    check_moved(&world, GUEST, SAM);
}

#[test]
fn an_owner_takes_over_when_the_facilitator_vanished() {
    let mut world = World::running();
    let owner = Actor { person: PRIYA, standing: Standing::Owner };
    world.refused(PRIYA, Command::People(PeopleCommand::HandOverFacilitator { to: PRIYA }), "not_allowed");
    world.try_as(owner, Command::People(PeopleCommand::HandOverFacilitator { to: PRIYA })).unwrap();
    world.ok(PRIYA, Command::Time(TimeCommand::StartReflection));
    world
        .try_as(
            Actor { person: MEI, standing: Standing::Owner },
            Command::People(PeopleCommand::HandOverFacilitator { to: MEI }),
        )
        .unwrap();
    world.ok(MEI, Command::People(PeopleCommand::HandOverScribe { to: Some(PRIYA) }));
    world.ok(PRIYA, Command::People(PeopleCommand::HandOverScribe { to: Some(JONAS) }));
}
