//! A workshop on paper becomes a log like any other.

use std::collections::BTreeSet;

use domain::id::{ActionId, NoteId, StepId, TeamId};
use domain::text::{ActionText, NoteText, StepText};
use domain::time::Timestamp;
use domain::workshop::{
    Action, ActionStatus, Attendee, Event, Outcome, PaperRecord, PaperStep, ParticipantKind, Phase, Plan, PlayedCard,
    Priority, RoundEvent, RoundNumber, RoundState, StepKind, TimeEvent, Wall, Workshop, violation,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::world::{JONAS, MEI, PRIYA, card, plan};

fn attendees() -> Vec<Attendee> {
    [MEI, JONAS, PRIYA].map(|person| Attendee { person, kind: ParticipantKind::Member, draws: true }).into()
}

fn paper_step(n: u128, minute: Option<i64>) -> PaperStep {
    let at = minute.map(|minute| Timestamp(0).plus_minutes(minute));
    PaperStep { id: StepId(Uuid::from_u128(n)), at, kind: StepKind::Did, text: StepText::parse("look").unwrap() }
}

fn record(cards: Vec<PlayedCard>) -> PaperRecord {
    let action = Action {
        id: ActionId(Uuid::from_u128(1)),
        text: ActionText::parse("Link a runbook").unwrap(),
        owner: Some(JONAS),
        due: None,
        priority: Priority::High,
        impact: None,
        effort: None,
        system: None,
        status: ActionStatus::Open,
        reason: None,
        notes: Vec::new(),
        carried: false,
        revision: 0,
        removed: false,
    };
    PaperRecord {
        team: TeamId(Uuid::from_u128(7)),
        plan: plan(),
        facilitator: MEI,
        scribe: Some(JONAS),
        people: attendees(),
        cards,
        notes: vec![(NoteId(Uuid::from_u128(1)), Wall::Crappy, NoteText::parse("No runbook").unwrap())],
        actions: vec![action],
    }
}

fn played(n: u128, steps: Vec<PaperStep>) -> PlayedCard {
    PlayedCard { card: card(n), investigator: None, outcome: Outcome::Solved, steps }
}

#[test]
fn a_paper_workshop_is_closed_with_all_its_contents() {
    let steps = vec![paper_step(1, None), paper_step(2, Some(20)), paper_step(3, None)];
    let other = PlayedCard { investigator: Some(PRIYA), outcome: Outcome::Parked, ..played(2, Vec::new()) };
    let workshop = Workshop::replay(&record(vec![played(1, steps), other]).events()).unwrap();
    assert_eq!(violation(&workshop), None);
    assert_eq!((workshop.phase, workshop.people.len(), workshop.steps.len()), (Phase::Closed, 3, 3));
    let rounds: Vec<_> = workshop.rounds.values().map(|r| (r.investigator, r.state, r.investigation.outcome)).collect();
    let done = RoundState::Done;
    assert_eq!(rounds, [(MEI, done, Some(Outcome::Solved)), (PRIYA, done, Some(Outcome::Parked))]);
    assert_eq!(workshop.steps[&StepId(Uuid::from_u128(2))].content.at, Timestamp(0).plus_minutes(20));
    let timed = BTreeSet::from([StepId(Uuid::from_u128(2))]);
    assert_eq!(workshop.paper.as_ref().map(|paper| &paper.timed), Some(&timed));
    assert!(workshop.rounds.values().all(|round| !round.is_held_by(MEI)), "an unknown holder is not the facilitator");
    assert!(workshop.rounds[&RoundNumber(2)].is_held_by(PRIYA));
    assert_eq!(workshop.without_turn(), [MEI, JONAS]);
}

#[test]
fn play_during_the_reflection_is_recorded_as_it_was() {
    let workshop = Workshop::replay(&record(vec![played(1, vec![paper_step(1, Some(58))])]).events()).unwrap();
    let reflecting = workshop.clock.as_ref().and_then(|clock| clock.reflecting_since);
    assert_eq!(reflecting, Some(Timestamp(0).plus_minutes(58)));
}

proptest! {
    #[test]
    fn every_paper_keeps_the_invariants(
        minutes in 0..480_u16,
        cards in proptest::collection::vec(proptest::collection::vec(proptest::option::of(-10..500_i64), 0..6), 0..6),
    ) {
        let mut n = 0;
        let mut step = |minute: &Option<i64>| { n += 1; paper_step(n, *minute) };
        let cards = (1..).zip(&cards).map(|(n, steps)| played(n, steps.iter().map(&mut step).collect())).collect();
        let record = PaperRecord { plan: Plan { minutes, ..plan() }, ..record(cards) };
        let events = record.events();
        let mut workshop = Workshop::replay(&events[..1]).unwrap();
        for event in &events[1..] {
            workshop.apply(event);
            prop_assert_eq!(violation(&workshop), None);
        }
        let mut last = Timestamp(0);
        for event in &events {
            if let Event::Rounds(RoundEvent::CardOpened { at, .. }) | Event::Rounds(RoundEvent::RoundFinished { at, .. }) | Event::Time(TimeEvent::ReflectionStarted { at, .. }) = event {
                prop_assert!(*at >= last, "{:?} is before {:?}", event, last);
                last = *at;
            }
        }
        prop_assert!(workshop.rounds.keys().copied().eq((1..).map(RoundNumber).take(workshop.rounds.len())));
    }
}
