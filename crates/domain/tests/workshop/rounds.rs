//! What belongs to a round besides its card: the order of steps, what is shown, the example, the debrief's questions.

use domain::id::{AnswerId, GuessId, NoteId, StepId};
use domain::picture::PictureHash;
use domain::text::{AnswerText, GuessText, NoteText};
use domain::token::Token;
use domain::workshop::{
    Command, DebriefCommand, DebriefQuestion, Large, NoteSource, Outcome, PeopleCommand, RoundCommand, RoundNumber,
    StepCommand, TimeCommand, Wall, WallCommand,
};
use uuid::Uuid;

use crate::world::{GUEST, JONAS, MEI, PRIYA, World, step};

const FIRST: RoundNumber = RoundNumber(1);

fn id(n: u128) -> StepId {
    StepId(Uuid::from_u128(n))
}

pub(crate) fn answer(n: u128, about: Option<StepId>) -> Command {
    Command::Debrief(DebriefCommand::AddAnswer {
        answer: AnswerId(Uuid::from_u128(n)),
        round: FIRST,
        question: DebriefQuestion::LogSearch,
        step: about,
        text: AnswerText::parse("Four minutes").unwrap(),
    })
}

/// Three steps, a minute apart.
fn written() -> World {
    let mut world = World::running();
    for n in 1..4 {
        world.after(1).ok(JONAS, step(n, 1, "looked at it"));
    }
    world
}

fn order(world: &World) -> Vec<u128> {
    world.workshop.steps_of(FIRST).iter().map(|step| step.id.0.as_u128()).collect()
}

#[test]
fn steps_are_moved_and_their_times_stay() {
    let mut world = written();
    let at: Vec<_> = world.workshop.steps.values().map(|step| step.content.at).collect();
    let mut check = |step, after: Option<u128>, expected: &[u128]| {
        world.ok(JONAS, Command::Steps(StepCommand::MoveStep { step: id(step), after: after.map(id) }));
        assert_eq!(order(&world), expected, "{step} after {after:?}");
    };
    check(3, Some(1), &[1, 3, 2]);
    check(2, None, &[2, 1, 3]);
    check(2, Some(3), &[1, 3, 2]);
    check(1, None, &[1, 3, 2]);
    assert_eq!(world.workshop.steps.values().map(|step| step.content.at).collect::<Vec<_>>(), at);
    assert!(world.workshop.steps.values().all(|step| step.revision == 0), "an edit that is under way still fits");
}

#[test]
fn a_step_that_comes_late_finds_its_place_by_its_time() {
    let mut world = written();
    world.ok(JONAS, Command::Steps(StepCommand::MoveStep { step: id(1), after: Some(id(3)) }));
    let late = domain::workshop::Context {
        now: world.now,
        observed_at: Some(world.now.plus_minutes(-1)),
        sequence: None,
        actor: domain::workshop::Actor { person: JONAS, standing: domain::workshop::Standing::Member },
    };
    for event in domain::workshop::decide(&world.workshop, step(9, 1, "typed offline"), &late).unwrap() {
        world.workshop.apply(&event);
    }
    assert_eq!(order(&world), [2, 9, 3, 1]);
}

#[test]
fn a_move_needs_both_steps() {
    let mut world = written();
    world.refused(PRIYA, Command::Steps(StepCommand::MoveStep { step: id(1), after: None }), "not_allowed");
    world.refused(JONAS, Command::Steps(StepCommand::MoveStep { step: id(1), after: Some(id(7)) }), "not_found");
    world.ok(JONAS, Command::Steps(StepCommand::RemoveStep { step: id(2) }));
    world.refused(JONAS, Command::Steps(StepCommand::MoveStep { step: id(1), after: Some(id(2)) }), "changed");
    world.refused(JONAS, Command::Steps(StepCommand::MoveStep { step: id(2), after: None }), "changed");
    assert!(
        world.ok(JONAS, Command::Steps(StepCommand::MoveStep { step: id(3), after: Some(id(1)) })).is_empty(),
        "it is there already"
    );
    assert!(world.ok(JONAS, Command::Steps(StepCommand::MoveStep { step: id(3), after: Some(id(3)) })).is_empty());
}

#[test]
fn a_newer_step_replaces_the_shown_one() {
    let mut world = written();
    let shown = |world: &World| world.workshop.rounds[&FIRST].shown;
    world.refused(PRIYA, Command::Steps(StepCommand::ShowStep { step: id(1) }), "not_allowed");
    world.ok(MEI, Command::Steps(StepCommand::ShowStep { step: id(1) }));
    world.ok(JONAS, Command::Steps(StepCommand::ShowStep { step: id(2) }));
    assert_eq!(shown(&world), Some(id(2)), "the newer step");
    assert!(
        world.ok(JONAS, Command::Steps(StepCommand::HideStep { step: id(1) })).is_empty(),
        "it is not shown any more"
    );
    world.ok(MEI, Command::Rounds(RoundCommand::RevealEvidence { round: FIRST, evidence: None }));
    assert_eq!(shown(&world), None, "the evidence is newer");
    world.ok(MEI, Command::Steps(StepCommand::ShowStep { step: id(1) }));
    world.ok(JONAS, Command::Steps(StepCommand::HideStep { step: id(1) }));
    assert_eq!(shown(&world), None);
    world.ok(MEI, Command::Steps(StepCommand::ShowStep { step: id(1) }));
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Parked }));
    assert_eq!(shown(&world), None);
    world.refused(MEI, Command::Steps(StepCommand::ShowStep { step: id(1) }), "rule");
}

#[test]
fn a_step_carries_a_picture() {
    let mut world = written();
    let picture = || Some(PictureHash::parse(&"ab".repeat(32)).unwrap());
    world.refused(
        PRIYA,
        Command::Steps(StepCommand::SetStepPicture { step: id(1), picture: picture() }),
        "not_allowed",
    );
    world.ok(JONAS, Command::Steps(StepCommand::SetStepPicture { step: id(1), picture: picture() }));
    assert_eq!(world.workshop.steps[&id(1)].content.picture, picture());
    assert!(
        world.ok(JONAS, Command::Steps(StepCommand::SetStepPicture { step: id(1), picture: picture() })).is_empty()
    );
    world.ok(JONAS, Command::Steps(StepCommand::SetStepPicture { step: id(1), picture: None }));
    assert_eq!(world.workshop.steps[&id(1)].content.picture, None);
}

#[test]
fn the_facilitators_first_round_is_the_example_and_stays_it() {
    let mut world = written();
    assert_eq!(world.workshop.example, None, "it is not over yet");
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Solved }));
    world.ok(MEI, Command::People(PeopleCommand::HandOverFacilitator { to: JONAS }));
    world.ok(JONAS, Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(2) }));
    world.ok(JONAS, Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(2), outcome: Outcome::Solved }));
    assert_eq!(world.workshop.example, Some(FIRST));
}

#[test]
fn answers_come_once_the_talk_has_begun_and_from_everybody() {
    let mut world = written();
    world.refused(PRIYA, answer(1, None), "rule");
    world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round: FIRST }));
    world.refused(GUEST, answer(1, None), "not_joined");
    world.ok(PRIYA, answer(1, Some(id(2))));
    world.refused(PRIYA, answer(1, None), "id_in_use");
    world.refused(PRIYA, answer(2, Some(id(8))), "not_found");
    let edit = |revision| {
        Command::Debrief(DebriefCommand::EditAnswer {
            answer: AnswerId(Uuid::from_u128(1)),
            text: AnswerText::parse("Five minutes").unwrap(),
            revision,
        })
    };
    world.refused(JONAS, edit(0), "not_allowed");
    world.ok(PRIYA, edit(0));
    world.refused(
        PRIYA,
        Command::Debrief(DebriefCommand::EditAnswer {
            answer: AnswerId(Uuid::from_u128(1)),
            text: AnswerText::parse("Six").unwrap(),
            revision: 0,
        }),
        "changed",
    );
    world.ok(MEI, Command::Debrief(DebriefCommand::RemoveAnswer { answer: AnswerId(Uuid::from_u128(1)) }));
    world.ok(PRIYA, Command::Debrief(DebriefCommand::RestoreAnswer { answer: AnswerId(Uuid::from_u128(1)) }));
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Solved }));
    world.ok(JONAS, answer(3, None));
}

#[test]
fn the_room_screen_shows_large_what_was_given_out() {
    let mut world = World::running();
    let large = |evidence: Option<&str>, page| {
        Command::Rounds(RoundCommand::ShowLarge { round: FIRST, evidence: evidence.map(Into::into), page })
    };
    let shown = |world: &World| world.workshop.rounds[&FIRST].large.clone();
    world.refused(MEI, large(Some("page"), None), "not_found");
    world.ok(MEI, Command::Rounds(RoundCommand::RevealEvidence { round: FIRST, evidence: Some("page".into()) }));
    world.refused(PRIYA, large(Some("page"), None), "not_allowed");
    world.ok(JONAS, large(Some("page"), None));
    assert_eq!(world.ok(MEI, large(Some("page"), None)), []);
    world.ok(MEI, large(Some("page"), Some(2)));
    assert_eq!(shown(&world), Some(Large { evidence: Some("page".into()), page: Some(2) }));
    world.ok(MEI, large(None, None));
    assert_eq!(shown(&world), Some(Large { evidence: None, page: None }), "the story");
    world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round: FIRST }));
    assert_eq!(shown(&world), None);
    world.refused(MEI, large(None, None), "rule");
}

#[test]
fn each_person_has_one_guess_until_the_cause_is_shown() {
    let mut world = World::running();
    let guess = |n, text: &str, token: Option<&str>| {
        Command::Debrief(DebriefCommand::WriteGuess {
            guess: GuessId(Uuid::from_u128(n)),
            round: FIRST,
            text: GuessText::parse(text).unwrap(),
            token: token.map(|digit| Token::parse(&digit.repeat(64)).unwrap()),
        })
    };
    let withdraw = |n, token: Option<&str>| {
        let token = token.map(|digit| Token::parse(&digit.repeat(64)).unwrap());
        Command::Debrief(DebriefCommand::WithdrawGuess { guess: GuessId(Uuid::from_u128(n)), token })
    };
    let texts = |world: &World| -> Vec<_> {
        world.workshop.guesses_in(FIRST).map(|guess| (guess.text.to_string(), guess.by)).collect()
    };
    world.refused(GUEST, guess(1, "DNS", None), "not_joined");
    world.ok(PRIYA, guess(1, "DNS", None));
    world.ok(PRIYA, guess(2, "The certificate", None));
    assert_eq!(texts(&world), [("The certificate".into(), Some(PRIYA))]);
    world.ok(PRIYA, guess(2, "The disk", None));
    world.refused(JONAS, guess(2, "The disk", None), "id_in_use");
    world.refused(JONAS, withdraw(2, None), "not_found");
    world.ok(JONAS, guess(3, "A cable", Some("a")));
    world.ok(JONAS, guess(3, "A switch", Some("a")));
    world.refused(JONAS, guess(3, "A router", Some("b")), "id_in_use");
    world.refused(JONAS, withdraw(3, None), "not_found");
    assert_eq!(texts(&world), [("The disk".into(), Some(PRIYA)), ("A switch".into(), None)]);
    world.ok(JONAS, withdraw(3, Some("a")));
    world.ok(MEI, guess(4, "DNS", None));
    world.ok(MEI, Command::People(PeopleCommand::HandOverFacilitator { to: JONAS }));
    world.refused(JONAS, guess(3, "DNS", None), "not_allowed");
    world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round: FIRST }));
    world.refused(PRIYA, guess(2, "The certificate", None), "rule");
    world.refused(PRIYA, withdraw(2, None), "rule");
    let log: Vec<_> = world.log.iter().map(|event| event.without_words().unwrap_or_else(|| event.clone())).collect();
    let workshop = domain::workshop::Workshop::replay(&log).unwrap();
    assert_eq!(workshop.guesses[&GuessId(Uuid::from_u128(2))].text.as_str(), "(taken back)");
}

#[test]
fn a_note_made_with_one_tap_remembers_where_it_came_from() {
    let mut world = written();
    let from = |n, source| {
        let (note, wall, text) = (NoteId(Uuid::from_u128(n)), Wall::Crappy, NoteText::parse("Four minutes").unwrap());
        match source {
            NoteSource::Step(step) => Command::Debrief(DebriefCommand::AddNoteFromStep { note, wall, text, step }),
            NoteSource::Answer(answer) => {
                Command::Debrief(DebriefCommand::AddNoteFromAnswer { note, wall, text, answer })
            }
        }
    };
    let made = |world: &World, n| {
        let note = &world.workshop.notes[&NoteId(Uuid::from_u128(n))];
        (note.round, note.question, note.step)
    };
    world.ok(PRIYA, from(1, NoteSource::Step(id(1))));
    assert_eq!(made(&world, 1), (Some(FIRST), None, Some(id(1))));
    world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round: FIRST }));
    world.ok(PRIYA, answer(1, Some(id(2))));
    let answered = NoteSource::Answer(AnswerId(Uuid::from_u128(1)));
    world.ok(JONAS, from(2, answered));
    assert_eq!(made(&world, 2), (Some(FIRST), Some(DebriefQuestion::LogSearch), Some(id(2))));
    let author = |world: &World, n| world.workshop.notes[&NoteId(Uuid::from_u128(n))].author;
    assert_eq!((author(&world, 1), author(&world, 2)), (Some(PRIYA), Some(PRIYA)), "the words are Priya's");
    world.ok(JONAS, Command::Walls(WallCommand::RemoveNote { note: NoteId(Uuid::from_u128(2)), token: None }));
    world.refused(JONAS, from(3, NoteSource::Step(id(9))), "not_found");
    world.refused(JONAS, from(3, NoteSource::Answer(AnswerId(Uuid::from_u128(9)))), "not_found");
}

#[test]
fn a_pause_is_no_time_of_the_round() {
    let mut world = World::running();
    world.after(1).ok(MEI, Command::Time(TimeCommand::Pause));
    world.after(20).ok(MEI, Command::Time(TimeCommand::Resume));
    assert_eq!(world.workshop.rounds[&FIRST].investigation.paused(), 20 * domain::time::Timestamp::MINUTE);
    world.after(1);
    assert!(
        world.workshop.due().is_none_or(|(at, _)| at > world.now),
        "two minutes were played, and it comes after three"
    );
    world.after(1);
    assert!(world.workshop.due().is_some_and(|(at, _)| at <= world.now));
}

#[test]
fn answers_and_pictures_are_taken_back_with_the_words() {
    let mut world = written();
    let picture = Some(PictureHash::parse(&"ab".repeat(32)).unwrap());
    world.ok(JONAS, Command::Steps(StepCommand::SetStepPicture { step: id(1), picture }));
    world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round: FIRST }));
    world.ok(JONAS, answer(1, None));
    let log: Vec<_> = world.log.iter().map(|event| event.without_words().unwrap_or_else(|| event.clone())).collect();
    let workshop = domain::workshop::Workshop::replay(&log).unwrap();
    assert_eq!(workshop.steps[&id(1)].content.picture, None);
    assert_eq!(workshop.answers[&AnswerId(Uuid::from_u128(1))].text.as_str(), "(taken back)");
}

#[test]
fn a_card_that_is_opened_or_concluded_in_a_pause_has_its_own_time() {
    let mut world = World::running();
    world.after(3).ok(MEI, Command::Time(TimeCommand::Pause));
    world.after(10).ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round: FIRST }));
    world.ok(MEI, Command::Rounds(RoundCommand::FinishRound { round: FIRST, outcome: Outcome::Solved }));
    let (second, now) = (world.workshop.next_round().unwrap().number, world.now);
    world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: second }));
    world.after(5).ok(MEI, Command::Time(TimeCommand::Resume));
    world.after(2);
    let played = |world: &World, round| world.workshop.rounds[&round].investigation.elapsed(world.now);
    let minute = domain::time::Timestamp::MINUTE;
    assert_eq!((played(&world, FIRST), played(&world, second)), (3 * minute, 2 * minute));
    assert_eq!(world.workshop.rounds[&FIRST].investigation.elapsed(now), 3 * minute);
    assert_eq!(world.workshop.rounds[&second].investigation.paused(), 5 * minute);
}
