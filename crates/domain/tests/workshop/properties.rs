//! Whatever people ask, in whatever order: the invariants hold, and the log tells the whole state.

use std::collections::BTreeSet;

use domain::id::{ActionId, AnswerId, GroupId, NoteId, PersonId, StepId, SystemId};
use domain::picture::PictureHash;
use domain::text::{ActionText, AnswerText, ColleagueName, GroupTitle, NoteText, ReasonText, ReplyText, StepText};
use domain::time::Timestamp;
use domain::token::TokenHash;
use domain::workshop::{
    Action, ActionStatus, Actor, Command, DebriefQuestion, Event, Familiarity, Knows, Level, NoteColour, NoteSource,
    OpeningPart, Outcome, ParticipantKind, Priority, Round, RoundNumber, Spread, Standing, StepKind, Tally, Wall,
    Whereabouts, Workshop, violation,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::world::{World, card, plan, scenario};

fn person() -> impl Strategy<Value = PersonId> {
    (1..6_u128).prop_map(|n| PersonId(Uuid::from_u128(n)))
}

fn small() -> impl Strategy<Value = u128> {
    0..6_u128
}

fn round() -> impl Strategy<Value = RoundNumber> {
    (1..8_u32).prop_map(RoundNumber)
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(Outcome::Solved), Just(Outcome::SolvedWithHelp), Just(Outcome::Parked)]
}

fn wall() -> impl Strategy<Value = Wall> {
    prop_oneof![Just(Wall::Crappy), Just(Wall::Awesome), Just(Wall::Actions)]
}

fn kind() -> impl Strategy<Value = ParticipantKind> {
    prop_oneof![
        Just(ParticipantKind::Member),
        Just(ParticipantKind::Guest),
        (person(), any::<bool>()).prop_map(|(member, confirmed)| ParticipantKind::Seat { member, confirmed }),
    ]
}

fn about_people() -> impl Strategy<Value = Command> {
    prop_oneof![
        3 => (kind(), any::<bool>()).prop_map(|(kind, draws)| Command::Join { kind, draws }),
        1 => Just(Command::Leave),
        1 => person().prop_map(|person| Command::RemovePerson { person }),
        1 => person().prop_map(|guest| Command::ConfirmSeat { guest }),
        1 => (person(), any::<bool>()).prop_map(|(person, draws)| Command::SetDraws { person, draws }),
        1 => person().prop_map(|to| Command::HandOverFacilitator { to }),
        1 => proptest::option::of(person()).prop_map(|to| Command::HandOverScribe { to }),
    ]
}

fn about_the_door() -> impl Strategy<Value = Command> {
    let guest_kind = || {
        prop_oneof![
            Just(ParticipantKind::Guest),
            person().prop_map(|member| ParticipantKind::Seat { member, confirmed: false })
        ]
    };
    let whereabouts = prop_oneof![Just(Whereabouts::Room), Just(Whereabouts::Remote)];
    prop_oneof![
        2 => any::<bool>().prop_map(|on| Command::SetLobby { on }),
        4 => guest_kind().prop_map(|kind| Command::Join { kind, draws: true }),
        2 => person().prop_map(|person| Command::Admit { person }),
        1 => Just(Command::AdmitAll),
        1 => person().prop_map(|person| Command::SendAway { person }),
        1 => (person(), whereabouts).prop_map(|(person, whereabouts)| Command::SetWhereabouts { person, whereabouts }),
        2 => (person(), kind(), any::<bool>()).prop_map(|(person, kind, draws)| Command::Seat { person, kind, draws }),
        2 => (person(), kind()).prop_map(|(seat, kind)| Command::ClaimSeat { seat, kind }),
        2 => (person(), any::<bool>()).prop_map(|(from, proven)| Command::TakeSeat { from, proven }),
        1 => (person(), small()).prop_map(|(person, n)| Command::AddNoteFor {
            person,
            note: NoteId(Uuid::from_u128(n)),
            wall: Wall::Crappy,
            text: NoteText::parse("said aloud").unwrap(),
            round: None,
        }),
    ]
}

fn about_rounds() -> impl Strategy<Value = Command> {
    let evidence = prop_oneof![Just(None), Just(Some("page".to_owned())), Just(Some("letters".to_owned()))];
    prop_oneof![
        2 => (any::<[u8; 32]>(), knows()).prop_map(|(seed, knows)| Command::PassHat { seed, knows }),
        4 => round().prop_map(|round| Command::OpenCard { round }),
        1 => round().prop_map(|round| Command::ReturnCard { round }),
        1 => (round(), evidence).prop_map(|(round, evidence)| Command::RevealEvidence { round, evidence }),
        1 => (round(), 0..3_u16).prop_map(|(round, hint)| Command::GiveHint { round, hint }),
        1 => round().prop_map(|round| Command::SayStuck { round }),
        1 => round().prop_map(|round| Command::ClearStuck { round }),
        1 => round().prop_map(|round| Command::StartDebrief { round }),
        3 => (round(), outcome()).prop_map(|(round, outcome)| Command::FinishRound { round, outcome }),
    ]
}

/// Who knows which card, as the server adds it.
fn knows() -> impl Strategy<Value = Knows> {
    let why = prop_oneof![Just(Familiarity::Wrote), Just(Familiarity::Handled), Just(Familiarity::Practised)];
    let one = (small(), person(), why).prop_map(|(n, member, why)| (scenario(n), member, why));
    proptest::collection::vec(one, 0..6).prop_map(Knows::from_iter)
}

fn about_hands() -> impl Strategy<Value = Command> {
    let seed = any::<[u8; 32]>;
    prop_oneof![
        2 => (person(), seed(), knows()).prop_map(|(person, seed, knows)| Command::DrawCard { person, seed, knows }),
        1 => (round(), seed(), knows()).prop_map(|(round, seed, knows)| Command::SwapCard { round, seed, knows }),
        3 => (round(), round(), knows()).prop_map(|(round, with, knows)| Command::SwapWith { round, with, knows }),
        1 => round().prop_map(|round| Command::DropSwap { round }),
        2 => (round(), proptest::option::of(round())).prop_map(|(round, before)| Command::MoveTurn { round, before }),
        2 => (round(), person(), knows()).prop_map(|(round, person, knows)| Command::AddPartner { round, person, knows }),
        1 => (round(), person()).prop_map(|(round, person)| Command::RemovePartner { round, person }),
        2 => (person(), proptest::option::of(person()))
            .prop_map(|(person, with)| Command::DrawTogether { person, with }),
        1 => (round(), person()).prop_map(|(round, to)| Command::HandRound { round, to }),
    ]
}

fn about_texts() -> impl Strategy<Value = Command> {
    let step = |n| StepId(Uuid::from_u128(n));
    let step_text = || StepText::parse("looked at the queue").unwrap();
    prop_oneof![
        (small(), round()).prop_map(move |(n, round)| Command::AddStep {
            step: step(n),
            round,
            kind: StepKind::Found,
            text: step_text()
        }),
        (small(), round()).prop_map(move |(n, round)| Command::AskColleague {
            step: step(n),
            round,
            colleague: ColleagueName::parse("Renee").unwrap(),
            text: step_text(),
        }),
        small()
            .prop_map(move |n| Command::AnswerColleague { step: step(n), text: ReplyText::parse("Monday").unwrap() }),
        (small(), 0..3_u32).prop_map(move |(n, revision)| Command::EditStep {
            step: step(n),
            kind: StepKind::Did,
            text: step_text(),
            revision
        }),
        small().prop_map(move |n| Command::RemoveStep { step: step(n) }),
        small().prop_map(move |n| Command::RestoreStep { step: step(n) }),
    ]
}

fn token() -> impl Strategy<Value = Option<TokenHash>> {
    prop_oneof![3 => Just(None), 2 => Just(Some(TokenHash::new([1; 32]))), 1 => Just(Some(TokenHash::new([2; 32])))]
}

fn about_notes() -> impl Strategy<Value = Command> {
    let note = |n| NoteId(Uuid::from_u128(n));
    let text = |n: u128| NoteText::parse(&format!("note {n}")).unwrap();
    let colour = prop_oneof![Just(NoteColour::Plain), Just(NoteColour::Deep)];
    prop_oneof![
        3 => (small(), wall(), proptest::option::of(round()), token()).prop_map(move |(n, wall, round, token)| {
            Command::AddNote { note: note(n), wall, text: text(n), round, token }
        }),
        1 => (small(), small(), 0..3_u32, token()).prop_map(move |(n, m, revision, token)| Command::EditNote {
            note: note(n),
            text: text(m),
            revision,
            token
        }),
        1 => (small(), wall(), token()).prop_map(move |(n, wall, token)| Command::MoveNote { note: note(n), wall, token }),
        1 => (small(), colour, token())
            .prop_map(move |(n, colour, token)| Command::ColourNote { note: note(n), colour, token }),
        1 => (small(), token()).prop_map(move |(n, token)| Command::RemoveNote { note: note(n), token }),
        1 => (small(), token()).prop_map(move |(n, token)| Command::RestoreNote { note: note(n), token }),
    ]
}

fn about_walls() -> impl Strategy<Value = Command> {
    let note = |n| NoteId(Uuid::from_u128(n));
    let group = |n| GroupId(Uuid::from_u128(n));
    let title = || proptest::option::of(Just(GroupTitle::parse("Alarms").unwrap()));
    prop_oneof![
        2 => (small(), proptest::option::of(small()), token()).prop_map(move |(n, m, token)| Command::GroupNote {
            note: note(n),
            group: m.map(group),
            token
        }),
        2 => (small(), title(), proptest::collection::vec(small(), 0..3)).prop_map(move |(n, title, notes)| {
            Command::MakeGroup { group: group(n), title, notes: notes.into_iter().map(note).collect() }
        }),
        1 => (small(), title(), 0..2_u32)
            .prop_map(move |(n, title, revision)| Command::NameGroup { group: group(n), title, revision }),
        1 => (small(), wall()).prop_map(move |(n, wall)| Command::MoveGroup { group: group(n), wall }),
        1 => small().prop_map(move |n| Command::RemoveGroup { group: group(n) }),
        1 => small().prop_map(move |n| Command::RestoreGroup { group: group(n) }),
        2 => any::<bool>().prop_map(|private| Command::SetPrivacy { private }),
        1 => proptest::option::of(wall()).prop_map(|wall| Command::RevealNotes { wall }),
        1 => (0..12_u16).prop_map(|cap| Command::OpenVoting { cap }),
        1 => small().prop_map(move |n| Command::RevealVotes { tally: vec![Tally { note: note(n), votes: 2 }] }),
        1 => Just(Command::CancelVoting),
    ]
}

fn status() -> impl Strategy<Value = ActionStatus> {
    prop_oneof![Just(ActionStatus::Open), Just(ActionStatus::Done), Just(ActionStatus::Dropped)]
}

fn part() -> impl Strategy<Value = OpeningPart> {
    prop_oneof![Just(OpeningPart::Arriving), Just(OpeningPart::Review), Just(OpeningPart::Rules)]
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

/// What is done with steps besides their words, and the questions of the debrief.
fn about_the_talk() -> impl Strategy<Value = Command> {
    let step = |n| StepId(Uuid::from_u128(n));
    let answer = |n| AnswerId(Uuid::from_u128(n));
    let text = |n: u128| AnswerText::parse(&format!("answer {n}")).unwrap();
    let question = (0..5_usize).prop_map(|n| DebriefQuestion::ALL[n]);
    let source = (small(), any::<bool>())
        .prop_map(move |(n, is_step)| if is_step { NoteSource::Step(step(n)) } else { NoteSource::Answer(answer(n)) });
    prop_oneof![
        (small(), proptest::option::of(small()))
            .prop_map(move |(n, after)| Command::MoveStep { step: step(n), after: after.map(step) }),
        (small(), any::<bool>()).prop_map(move |(n, has)| Command::SetStepPicture {
            step: step(n),
            picture: has.then(|| PictureHash::parse(&"0".repeat(64)).unwrap()),
        }),
        small().prop_map(move |n| Command::ShowStep { step: step(n) }),
        small().prop_map(move |n| Command::HideStep { step: step(n) }),
        (small(), round(), question, proptest::option::of(small())).prop_map(move |(n, round, question, about)| {
            Command::AddAnswer { answer: answer(n), round, question, step: about.map(step), text: text(n) }
        }),
        (small(), small(), 0..3_u32).prop_map(move |(n, m, revision)| Command::EditAnswer {
            answer: answer(n),
            text: text(m),
            revision
        }),
        small().prop_map(move |n| Command::RemoveAnswer { answer: answer(n) }),
        small().prop_map(move |n| Command::RestoreAnswer { answer: answer(n) }),
        (small(), wall(), source).prop_map(|(n, wall, source)| Command::AddNoteFrom {
            note: NoteId(Uuid::from_u128(n)),
            wall,
            text: NoteText::parse("from there").unwrap(),
            source
        }),
    ]
}

fn about_the_whole() -> impl Strategy<Value = Command> {
    let action = |n| ActionId(Uuid::from_u128(n));
    prop_oneof![
        small().prop_map(|n| Command::PlaceCard { card: card(n) }),
        small().prop_map(|n| Command::TakeOutCard { scenario: scenario(n) }),
        Just(Command::ChangePlan { plan: plan() }),
        Just(Command::Open { carried: vec![], owed: vec![] }),
        Just(Command::Pause),
        Just(Command::Resume),
        (0..130_u16).prop_map(|minutes| Command::Extend { minutes }),
        (0..20_u16).prop_map(|minutes| Command::ShortenReflection { minutes }),
        part().prop_map(|part| Command::ShowOpening { part }),
        Just(Command::StartReflection),
        Just(Command::ResumeRounds),
        Just(Command::Close),
        small().prop_map(move |n| Command::Reopen { actions: vec![elsewhere(action(n))] }),
    ]
}

fn about_actions() -> impl Strategy<Value = Command> {
    let action = |n| ActionId(Uuid::from_u128(n));
    let owner = || proptest::option::of(person());
    let level = || proptest::option::of((0..3_usize).prop_map(|n| Level::ALL[n]));
    let system = || proptest::option::of(small().prop_map(|n| SystemId(Uuid::from_u128(n))));
    prop_oneof![
        (small(), owner(), level(), level(), system()).prop_map(move |(n, owner, impact, effort, system)| {
            let (text, priority) = (ActionText::parse("Link a runbook").unwrap(), Priority::High);
            let (action, due, notes) = (action(n), None, vec![]);
            Command::CommitAction { action, text, owner, due, priority, impact, effort, system, notes }
        }),
        (small(), owner(), level(), level(), 0..3_u32).prop_map(move |(n, owner, impact, effort, revision)| {
            let (text, priority) = (ActionText::parse("Link two runbooks").unwrap(), Priority::Low);
            let (action, due, system, notes) = (action(n), None, None, vec![]);
            Command::EditAction { action, text, owner, due, priority, impact, effort, system, notes, revision }
        }),
        (small(), small(), small()).prop_map(move |(note, n, system)| Command::SpreadNote {
            note: NoteId(Uuid::from_u128(note)),
            actions: vec![Spread {
                action: action(n),
                system: SystemId(Uuid::from_u128(system)),
                text: ActionText::parse("Replay there, too").unwrap(),
            }],
        }),
        (small(), status(), any::<bool>()).prop_map(move |(n, status, said)| Command::ReviewAction {
            action: action(n),
            status,
            reason: said.then(|| ReasonText::parse("The tool is going away").unwrap()),
        }),
        small().prop_map(move |n| Command::RemoveAction { action: action(n) }),
        small().prop_map(move |n| Command::RestoreAction { action: action(n) }),
    ]
}

fn request() -> impl Strategy<Value = (PersonId, Standing, i64, Command)> {
    let command = prop_oneof![
        2 => about_people(), 2 => about_the_door(), 6 => about_rounds(), 4 => about_hands(), 2 => about_texts(), 2 => about_the_talk(),
        2 => about_notes(), 2 => about_walls(), 1 => about_actions(), 1 => about_the_whole()
    ];
    let standing = prop_oneof![5 => Just(Standing::Member), 1 => Just(Standing::Guest), 1 => Just(Standing::Owner)];
    (prop_oneof![2 => Just(crate::world::MEI), 3 => person()], standing, 0..2_i64, command)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_breaks_an_invariant(requests in proptest::collection::vec(request(), 1..120), opened in any::<bool>()) {
        let mut world = if opened { World::open(5) } else { World::planned(3) };
        for (person, standing, minutes, command) in requests {
            let asked = format!("{command:?}");
            let before = world.workshop.clone();
            world.after(minutes);
            if world.try_as(Actor { person, standing }, command).is_err() {
                prop_assert_eq!(&world.workshop, &before, "a refusal changes nothing");
            }
            prop_assert_eq!(violation(&world.workshop), None, "after {}", asked);
            // On paper, cards whose holder nobody noted all stand with the facilitator.
            let sealed = world.workshop.sealed().into_iter().map(|number| &world.workshop.rounds[&number]);
            let holders: Vec<_> = sealed.flat_map(Round::holders).collect();
            let distinct: BTreeSet<_> = holders.iter().collect();
            prop_assert_eq!(distinct.len(), holders.len(), "somebody holds two sealed cards after {}", asked);
        }
        prop_assert_eq!(Workshop::replay(&world.log), Some(world.workshop.clone()), "replay equals live state");
        let stored = serde_json::to_string(&world.log).unwrap();
        let read: Vec<Event> = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(read, world.log, "what is stored comes back");
    }

    #[test]
    fn applying_never_panics(requests in proptest::collection::vec(request(), 1..80), shuffle in any::<u64>()) {
        let mut world = World::open(4);
        for (person, standing, minutes, command) in requests {
            world.after(minutes);
            let _ = world.try_as(Actor { person, standing }, command);
        }
        let mut log = world.log.clone();
        let turn = usize::try_from(shuffle % log.len() as u64).unwrap();
        log[1..].reverse();
        log.rotate_left(turn);
        let mut workshop = world.workshop.clone();
        for event in &log {
            workshop.apply(event);
        }
    }

    /// However often steps are moved, each stands where it was put, and the others keep their order.
    #[test]
    fn a_moved_step_stands_where_it_was_put(
        times in proptest::collection::vec(0..2_i64, 1..6),
        moves in proptest::collection::vec((0..6_usize, proptest::option::of(0..6_usize)), 1..40),
    ) {
        let mut world = World::running();
        for (n, minutes) in times.iter().enumerate() {
            world.after(*minutes).ok(crate::world::MEI, crate::world::step(n as u128, 1, "looked at it"));
        }
        let order = |world: &World| -> Vec<StepId> {
            world.workshop.steps_of(RoundNumber(1)).iter().map(|step| step.id).collect()
        };
        let before: Vec<_> = world.workshop.steps.values().map(|step| step.at).collect();
        for (which, after) in moves {
            let mut expected = order(&world);
            let step = expected.remove(which % expected.len());
            let after = after.map(|n| n % (expected.len() + 1)).filter(|n| *n > 0).map(|n| expected[n - 1]);
            expected.insert(after.map_or(0, |id| expected.iter().position(|other| *other == id).unwrap() + 1), step);
            world.ok(crate::world::MEI, Command::MoveStep { step, after });
            prop_assert_eq!(order(&world), expected);
        }
        let times: Vec<_> = world.workshop.steps.values().map(|step| step.at).collect();
        prop_assert_eq!(times, before, "times stay true");
    }

    #[test]
    fn the_same_seed_deals_the_same_cards(seed in any::<[u8; 32]>()) {
        let deal = || {
            let mut world = World::open(5);
            world.ok(crate::world::MEI, Command::PassHat { seed, knows: Knows::default() })
        };
        prop_assert_eq!(deal(), deal());
    }

    #[test]
    fn observed_times_are_bounded(now in 0..i64::from(u32::MAX), observed in any::<i64>()) {
        let now = Timestamp(now);
        let actor = Actor { person: crate::world::MEI, standing: Standing::Member };
        let at = domain::workshop::Context { now, observed_at: Some(Timestamp(observed)), actor }.at();
        prop_assert!(at <= now && at >= now.plus_minutes(-240));
    }
}
