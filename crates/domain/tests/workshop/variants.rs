//! One stored event of every kind. A kind that is missing here does not compile.

use domain::id::{ActionId, AnswerId, GroupId, NoteId, StepId, SystemId, TeamId};
use domain::picture::PictureHash;
use domain::text::{
    ActionText, AnswerText, ColleagueName, GroupTitle, NoteText, Place, ReasonText, ReplyText, StepText,
};
use domain::time::{Day, Timestamp};
use domain::token::TokenHash;
use domain::workshop::{
    Action, ActionStatus, Answer, Commitment, Deal, DebriefQuestion, Event, Familiarity, Group, Known, Level, Note,
    NoteColour, OpeningPart, Outcome, Participant, ParticipantKind, Plan, Priority, RoundNumber, Step, StepKind, Tally,
    Waiting, Wall, Whereabouts,
};
use uuid::Uuid;

use crate::world::{GUEST, JONAS, MEI, PRIYA, card, plan, scenario};

const AT: Timestamp = Timestamp(1_795_430_460_000_000);
const ROUND: RoundNumber = RoundNumber(1);
const STEP: StepId = StepId(Uuid::from_u128(0x11));
const NOTE: NoteId = NoteId(Uuid::from_u128(0x12));
const ANSWER: AnswerId = AnswerId(Uuid::from_u128(0x14));
const GROUP: GroupId = GroupId(Uuid::from_u128(0x14));
const ACTION: ActionId = ActionId(Uuid::from_u128(0x13));

/// The kind that is stored after `event`'s; the last has none. The compiler asks for a new kind's place here.
fn after(event: &Event) -> Option<Event> {
    let round = ROUND;
    Some(match event {
        Event::Planned { .. } => Event::PlanChanged { plan: full_plan() },
        Event::PlanChanged { .. } => Event::CardPlaced { card: card(1) },
        Event::CardPlaced { .. } => Event::CardTakenOut { scenario: scenario(1) },
        Event::CardTakenOut { .. } => {
            Event::Opened { at: AT, ends_at: AT.plus_minutes(60), carried: vec![action(true)], owed: vec![PRIYA] }
        }
        Event::Opened { .. } => Event::OpeningShown { part: OpeningPart::Review },
        Event::OpeningShown { .. } => Event::Joined { participant: guest() },
        Event::Joined { .. } => Event::Left { person: GUEST },
        Event::Left { .. } => Event::SeatConfirmed { guest: GUEST },
        Event::SeatConfirmed { .. } => Event::DrawsSet { person: JONAS, draws: false },
        Event::DrawsSet { .. } => Event::FacilitatorChanged { to: PRIYA },
        Event::FacilitatorChanged { .. } => Event::ScribeChanged { to: Some(GUEST) },
        Event::ScribeChanged { .. } => Event::LobbySet { on: true },
        Event::LobbySet { .. } => Event::WaitingBegan { waiting: waiting() },
        Event::WaitingBegan { .. } => Event::WaitingEnded { person: GUEST },
        Event::WaitingEnded { .. } => Event::WhereaboutsSet { person: PRIYA, whereabouts: Whereabouts::Remote },
        Event::WhereaboutsSet { .. } => Event::SeatMoved { from: GUEST, to: without_device() },
        Event::SeatMoved { .. } => Event::HatPassed { lap: 1, seed: "00ff".into(), deals: vec![deal()] },
        Event::HatPassed { .. } => Event::CardOpened { round, at: AT },
        Event::CardOpened { .. } => Event::CardReturned { round },
        Event::CardReturned { .. } => Event::CardDrawn { seed: "00ff".into(), deal: deal() },
        Event::CardDrawn { .. } => Event::CardSwapped { seed: "00ff".into(), deal: known_deal() },
        Event::CardSwapped { .. } => Event::SwapWished { round, with: Some(RoundNumber(2)) },
        Event::SwapWished { .. } => Event::CardsSwapped { deals: vec![deal(), known_deal()] },
        Event::CardsSwapped { .. } => Event::TurnsOrdered { order: vec![RoundNumber(2), round] },
        Event::TurnsOrdered { .. } => Event::PartnerAdded { round, person: JONAS, why: Some(Familiarity::Practised) },
        Event::PartnerAdded { .. } => Event::PartnerRemoved { round, person: JONAS },
        Event::PartnerRemoved { .. } => Event::DrawsTogether { person: JONAS, with: Some(MEI) },
        Event::DrawsTogether { .. } => Event::RoundHanded { round, to: PRIYA },
        Event::RoundHanded { .. } => Event::EvidenceRevealed { round, evidence: "page".into(), at: AT },
        Event::EvidenceRevealed { .. } => Event::HintGiven { round, hint: 0, at: AT },
        Event::HintGiven { .. } => Event::StuckSaid { round, at: AT },
        Event::StuckSaid { .. } => Event::StuckCleared { round },
        Event::StuckCleared { .. } => Event::StepAdded { step: question() },
        Event::StepAdded { .. } => Event::StepEdited { step: STEP, kind: StepKind::Found, text: step_text() },
        Event::StepEdited { .. } => Event::StepRemoved { step: STEP, removed: true },
        Event::StepRemoved { .. } => Event::StepMoved { step: STEP, sorts_at: AT.plus_minutes(-1) },
        Event::StepMoved { .. } => {
            Event::StepPictureSet { step: STEP, picture: Some(PictureHash::parse(&"0a".repeat(32)).unwrap()) }
        }
        Event::StepPictureSet { .. } => Event::StepShown { step: STEP, at: AT },
        Event::StepShown { .. } => Event::StepHidden { step: STEP },
        Event::StepHidden { .. } => {
            Event::ColleagueAnswered { step: STEP, text: ReplyText::parse("On Monday,\nabout nine").unwrap(), at: AT }
        }
        Event::ColleagueAnswered { .. } => Event::DebriefStarted { round, at: AT },
        Event::DebriefStarted { .. } => Event::AnswerAdded { answer: answer() },
        Event::AnswerAdded { .. } => {
            Event::AnswerEdited { answer: ANSWER, text: AnswerText::parse("Four minutes,\ntwice").unwrap() }
        }
        Event::AnswerEdited { .. } => Event::AnswerRemoved { answer: ANSWER, removed: true },
        Event::AnswerRemoved { .. } => Event::RoundFinished { round, outcome: Outcome::SolvedWithHelp, at: AT },
        Event::RoundFinished { .. } => Event::NoteAdded { note: note() },
        Event::NoteAdded { .. } => Event::NoteEdited { note: NOTE, text: NoteText::parse("Four minutes").unwrap() },
        Event::NoteEdited { .. } => Event::NoteMoved { note: NOTE, wall: Wall::Actions },
        Event::NoteMoved { .. } => Event::NoteRemoved { note: NOTE, removed: true },
        Event::NoteRemoved { .. } => Event::NoteColoured { note: NOTE, colour: NoteColour::Light },
        Event::NoteColoured { .. } => Event::NoteGrouped { note: NOTE, group: Some(GROUP) },
        Event::NoteGrouped { .. } => Event::GroupMade { group: group(), notes: vec![NOTE] },
        Event::GroupMade { .. } => Event::GroupNamed { group: GROUP, title: None },
        Event::GroupNamed { .. } => Event::GroupMoved { group: GROUP, wall: Wall::Awesome },
        Event::GroupMoved { .. } => Event::GroupRemoved { group: GROUP, removed: true },
        Event::GroupRemoved { .. } => Event::PrivacySet { private: true },
        Event::PrivacySet { .. } => Event::NotesRevealed { walls: vec![Wall::Crappy] },
        Event::NotesRevealed { .. } => Event::VotingOpened { cap: 3 },
        Event::VotingOpened { .. } => Event::VotesRevealed { tally: vec![Tally { note: NOTE, votes: 2 }] },
        Event::VotesRevealed { .. } => Event::VotingCancelled,
        Event::VotingCancelled => Event::Paused { at: AT },
        Event::Paused { .. } => Event::Resumed { at: AT },
        Event::Resumed { .. } => Event::Extended { ends_at: AT },
        Event::Extended { .. } => Event::ReflectionShortened { minutes: 10 },
        Event::ReflectionShortened { .. } => Event::ReflectionStarted { at: AT },
        Event::ReflectionStarted { .. } => Event::RoundsResumed { at: AT },
        Event::RoundsResumed { .. } => Event::ActionCommitted { action: action(false) },
        Event::ActionCommitted { .. } => Event::ActionEdited {
            action: ACTION,
            commitment: Commitment {
                text: action_text(),
                owner: None,
                due: None,
                priority: Priority::Low,
                impact: Some(Level::High),
                effort: Some(Level::Low),
                system: Some(SystemId(Uuid::from_u128(0x14))),
                notes: vec![],
            },
        },
        Event::ActionEdited { .. } => {
            Event::ActionReviewed { action: ACTION, status: ActionStatus::Dropped, reason: None }
        }
        Event::ActionReviewed { .. } => Event::ActionRemoved { action: ACTION, removed: false },
        Event::ActionRemoved { .. } => Event::Closed { at: AT },
        Event::Closed { .. } => {
            Event::Reopened { at: AT, ends_at: AT.plus_minutes(15), actions: vec![dropped("The tool is going away")] }
        }
        Event::Reopened { .. } => Event::TakenFromPaper { timed: [STEP].into() },
        Event::TakenFromPaper { .. } => return None,
    })
}

#[test]
fn every_kind_of_event_keeps_its_shape() {
    let first = Event::Planned { team: TeamId(Uuid::from_u128(7)), plan: plan(), facilitator: MEI, scribe: None };
    let all: Vec<_> = std::iter::successors(Some(first), after).collect();
    insta::assert_json_snapshot!("every_kind", all);
    let stored = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Event>>(&stored).unwrap(), all);
}

#[test]
fn a_reason_is_stored_only_where_there_is_one() {
    let reason = Some(ReasonText::parse("The tool is going away").unwrap());
    let event = Event::ActionReviewed { action: ACTION, status: ActionStatus::Dropped, reason };
    let stored = serde_json::to_value(&event).unwrap();
    assert_eq!(stored["reason"], "The tool is going away");
    assert_eq!(serde_json::from_value::<Event>(stored).unwrap(), event);
}

/// Actions that were stored before they were weighed.
#[test]
fn an_action_of_an_old_log_has_no_weight() {
    let old = r#"{"type":"action_edited","action":"00000000-0000-0000-0000-000000000013","text":"Link a runbook",
        "owner":null,"due":null,"priority":"low","notes":[]}"#;
    let read: Event = serde_json::from_str(old).unwrap();
    let Event::ActionEdited { commitment: Commitment { impact, effort, system, .. }, .. } = read else {
        panic!("{read:?}")
    };
    assert_eq!((impact, effort, system), (None, None, None));
    let stored = serde_json::to_string(&Event::ActionCommitted { action: action(false) }).unwrap();
    assert!(!stored.contains("impact") && !stored.contains("system"), "{stored}");
}

fn full_plan() -> Plan {
    let place = Some(Place::parse("Room Kea").unwrap());
    Plan { place, meeting_link: Some("https://meet.example/kea".into()), ..plan() }
}

fn guest() -> Participant {
    let kind = ParticipantKind::Seat { member: PRIYA, confirmed: false };
    Participant::new(GUEST, kind, false, 4)
}

fn waiting() -> Waiting {
    Waiting { person: GUEST, kind: ParticipantKind::Guest, draws: false, place: 1, seat: Some(JONAS) }
}

fn without_device() -> Participant {
    let participant = Participant::new(JONAS, ParticipantKind::Member, true, 2);
    Participant { whereabouts: Some(Whereabouts::Room), without_device: true, ..participant }
}

fn deal() -> Deal {
    Deal { round: ROUND, scenario: scenario(1), investigator: MEI, partners: vec![], known: vec![] }
}

/// A card that two people hold, one of whom wrote it.
fn known_deal() -> Deal {
    let known = vec![Known { person: PRIYA, why: Familiarity::Wrote }];
    Deal { round: RoundNumber(2), scenario: scenario(2), investigator: JONAS, partners: vec![PRIYA], known }
}

fn step_text() -> StepText {
    StepText::parse("the queue's depth: flat until Saturday").unwrap()
}

fn question() -> Step {
    Step {
        id: STEP,
        round: ROUND,
        kind: StepKind::Asked,
        text: step_text(),
        colleague: Some(ColleagueName::parse("Renee, customer care").unwrap()),
        reply: None,
        picture: None,
        at: AT,
        sorts_at: None,
        sequence: None,
        by: MEI,
        revision: 0,
        removed: false,
    }
}

fn answer() -> Answer {
    Answer {
        id: ANSWER,
        round: ROUND,
        question: DebriefQuestion::LogSearch,
        step: Some(STEP),
        text: AnswerText::parse("Four minutes").unwrap(),
        at: AT,
        sequence: None,
        by: PRIYA,
        revision: 0,
        removed: false,
    }
}

fn note() -> Note {
    let text = NoteText::parse("Log search took four minutes").unwrap();
    Note { round: Some(ROUND), ..Note::signed(NOTE, Wall::Crappy, text, PRIYA, AT) }
}

fn group() -> Group {
    let title = Some(GroupTitle::parse("Alarms").unwrap());
    Group { id: GROUP, wall: Wall::Crappy, title, revision: 0, removed: false }
}

/// A note's shape when nobody signs it, and nobody sees it yet.
#[test]
fn an_unsigned_note_keeps_its_shape() {
    let token = Some(TokenHash::new([7; 32]));
    let note = Note { author: None, token, private: true, colour: NoteColour::White, group: Some(GROUP), ..note() };
    insta::assert_json_snapshot!("unsigned_note", Event::NoteAdded { note: note.clone() });
    let stored = serde_json::to_string(&note).unwrap();
    assert_eq!(serde_json::from_str::<Note>(&stored).unwrap(), note);
}

fn action_text() -> ActionText {
    ActionText::parse("Link a runbook from every alarm").unwrap()
}

fn action(carried: bool) -> Action {
    Action {
        id: ACTION,
        text: action_text(),
        owner: Some(JONAS),
        due: Some(Day::parse("2026-12-04").unwrap()),
        priority: Priority::High,
        impact: None,
        effort: None,
        system: None,
        status: ActionStatus::Open,
        reason: None,
        notes: vec![NOTE],
        carried,
        revision: 0,
        removed: false,
    }
}

fn dropped(reason: &str) -> Action {
    let reason = Some(ReasonText::parse(reason).unwrap());
    Action { status: ActionStatus::Dropped, reason, revision: 2, ..action(true) }
}
