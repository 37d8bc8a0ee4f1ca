//! The invariants notice what the rules never let happen.

use domain::id::{ActionId, AnswerId, GuessId, NoteId};
use domain::text::{ActionText, AnswerText, GuessText, ReasonText};
use domain::workshop::{
    Action, ActionStatus, Answer, DebriefQuestion, Guess, Outcome, ParticipantKind, Phase, Priority, Round,
    RoundNumber, RoundState, Waiting, Workshop, violation,
};
use uuid::Uuid;

use crate::world::{GUEST, JONAS, MEI, World, note, step};

#[test]
fn each_broken_invariant_is_reported() {
    assert_eq!(violation(&running()), None);
    let check = |damage: fn(&mut Workshop), expected: &str| {
        let mut workshop = running();
        damage(&mut workshop);
        let found = violation(&workshop);
        assert!(
            found.as_ref().is_some_and(|found| found.contains(expected)),
            "{expected:?} is wanted, found {found:?}"
        );
    };
    check(|w| round(w, 2).state = RoundState::Debriefing, "2 cards are open at once");
    check(|w| round(w, 2).scenario = round(w, 1).scenario, "is out of the hat twice");
    check(|w| round(w, 2).investigator = GUEST, "held by a person who did not join");
    check(|w| round(w, 1).investigation.outcome = Some(Outcome::Solved), "with the outcome");
    check(|w| w.example = Some(RoundNumber(1)), "is the example and not over");
    check(|w| w.people.get_mut(&JONAS).unwrap().present = false, "is gone but holds a sealed card");
    check(|w| w.pairs.extend([(MEI, MEI)]), "who draws with somebody else");
    check(|w| w.order = vec![RoundNumber(2); 2], "the order of turns");
    check(wait_as_a_member, "a member waits before the door");
    check(|w| w.steps.change(|_| true, |step| step.round = RoundNumber(2)), "is before its card was opened");
    check(guess_twice, "has two about one card");
    check(answer_a_sealed_card, "is about a card without a debrief");
    check(|w| w.notes.change(|_| true, |note| note.private = true), "is private in a group or on a wall");
    check(|w| commit(w, |action| action.reason = ReasonText::parse("No").ok()), "is Open for a reason");
    check(|w| commit(w, |action| action.notes.push(NoteId(Uuid::nil()))), "comes from a note that does not exist");
    check(|w| w.phase = Phase::Reflecting, "a card is still out");
    check(|w| w.clock = None, "an open workshop has no clock");
    check(|w| w.clock.as_mut().unwrap().reflection_minutes = 1, "1 minutes are kept");
}

/// Mei's card is open and has a step, the others' are sealed; there is a note.
fn running() -> Workshop {
    let mut world = World::running();
    world.ok(MEI, step(1, 1, "looked at the queue"));
    world.ok(MEI, note(1, "no alarm"));
    world.workshop
}

fn round(workshop: &mut Workshop, number: u32) -> &mut Round {
    workshop.rounds.get_mut(&RoundNumber(number)).unwrap()
}

fn wait_as_a_member(workshop: &mut Workshop) {
    let waiting = Waiting { person: GUEST, kind: ParticipantKind::Member, draws: false, place: 1, seat: None };
    workshop.waiting.insert(GUEST, waiting);
}

fn answer_a_sealed_card(workshop: &mut Workshop) {
    let answer = Answer {
        id: AnswerId(Uuid::nil()),
        round: RoundNumber(2),
        question: DebriefQuestion::Alarm,
        step: None,
        text: AnswerText::parse("None").unwrap(),
        at: workshop.plan.starts_at,
        sequence: None,
        by: MEI,
        revision: 0,
        removed: false,
    };
    workshop.answers.insert(answer.id, answer);
}

fn guess_twice(workshop: &mut Workshop) {
    for n in 1..3 {
        let id = GuessId(Uuid::from_u128(n));
        let text = GuessText::parse("DNS").unwrap();
        let guess = Guess { id, round: RoundNumber(1), text, by: Some(MEI), token: None };
        workshop.guesses.insert(id, guess);
    }
}

fn commit(workshop: &mut Workshop, damage: fn(&mut Action)) {
    let mut action = Action {
        id: ActionId(Uuid::nil()),
        text: ActionText::parse("Link the runbook").unwrap(),
        owner: None,
        due: None,
        priority: Priority::Medium,
        impact: None,
        effort: None,
        system: None,
        status: ActionStatus::Open,
        reason: None,
        notes: vec![],
        carried: false,
        revision: 0,
        removed: false,
    };
    damage(&mut action);
    workshop.actions.insert(action.id, action);
}
