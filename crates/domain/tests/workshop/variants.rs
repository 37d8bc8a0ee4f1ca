//! One stored event of every kind. A kind that is missing here does not compile.

use domain::id::{ActionId, AnswerId, GroupId, GuessId, NoteId, StepId, SystemId, TeamId};
use domain::picture::PictureHash;
use domain::text::{
    ActionText, AnswerText, ColleagueName, GroupTitle, GuessText, NoteText, Place, ReasonText, ReplyText, StepText,
};
use domain::time::{Day, Timestamp};
use domain::token::TokenHash;
use domain::workshop::{
    Action, ActionEvent, ActionStatus, Answer, Commitment, Deal, DebriefEvent, DebriefQuestion, Event, Familiarity,
    Group, Guess, HatEvent, Known, Large, Level, Note, NoteColour, OpeningPart, Outcome, Participant, ParticipantKind,
    PeopleEvent, Plan, Priority, ReflectionStage, RoundEvent, RoundNumber, Step, StepContent, StepEvent, StepKind,
    Tally, TimeEvent, Waiting, Wall, WallEvent, Whereabouts,
};
use uuid::Uuid;

use crate::world::{GUEST, JONAS, MEI, PRIYA, card, plan, scenario};

const AT: Timestamp = Timestamp(1_795_430_460_000_000);
const ROUND: RoundNumber = RoundNumber(1);
const STEP: StepId = StepId(Uuid::from_u128(0x11));
const NOTE: NoteId = NoteId(Uuid::from_u128(0x12));
const GUESS: GuessId = GuessId(Uuid::from_u128(0x1a));
const ANSWER: AnswerId = AnswerId(Uuid::from_u128(0x14));
const GROUP: GroupId = GroupId(Uuid::from_u128(0x14));
const ACTION: ActionId = ActionId(Uuid::from_u128(0x13));

/// The kind that is stored after `event`'s; the last has none. The compiler asks for a new kind's place here.
#[expect(clippy::too_many_lines, reason = "a table of data: one entry for each kind of event")]
fn after(event: &Event) -> Option<Event> {
    let round = ROUND;
    Some(match event {
        Event::Time(TimeEvent::Planned { .. }) => Event::Time(TimeEvent::PlanChanged { plan: full_plan() }),
        Event::Time(TimeEvent::PlanChanged { .. }) => Event::Hat(HatEvent::CardPlaced { card: card(1) }),
        Event::Hat(HatEvent::CardPlaced { .. }) => Event::Hat(HatEvent::CardTakenOut { scenario: scenario(1) }),
        Event::Hat(HatEvent::CardTakenOut { .. }) => Event::Time(TimeEvent::Opened {
            at: AT,
            ends_at: AT.plus_minutes(60),
            carried: vec![action(true)],
            owed: vec![PRIYA],
        }),
        Event::Time(TimeEvent::Opened { .. }) => Event::Time(TimeEvent::OpeningShown { part: OpeningPart::Review }),
        Event::Time(TimeEvent::OpeningShown { .. }) => Event::People(PeopleEvent::Joined { participant: guest() }),
        Event::People(PeopleEvent::Joined { .. }) => Event::People(PeopleEvent::Left { person: GUEST }),
        Event::People(PeopleEvent::Left { .. }) => Event::People(PeopleEvent::SeatConfirmed { guest: GUEST }),
        Event::People(PeopleEvent::SeatConfirmed { .. }) => {
            Event::People(PeopleEvent::DrawsSet { person: JONAS, draws: false })
        }
        Event::People(PeopleEvent::DrawsSet { .. }) => Event::People(PeopleEvent::FacilitatorChanged { to: PRIYA }),
        Event::People(PeopleEvent::FacilitatorChanged { .. }) => {
            Event::People(PeopleEvent::ScribeChanged { to: Some(GUEST) })
        }
        Event::People(PeopleEvent::ScribeChanged { .. }) => Event::People(PeopleEvent::LobbySet { on: true }),
        Event::People(PeopleEvent::LobbySet { .. }) => Event::People(PeopleEvent::WaitingBegan { waiting: waiting() }),
        Event::People(PeopleEvent::WaitingBegan { .. }) => Event::People(PeopleEvent::WaitingEnded { person: GUEST }),
        Event::People(PeopleEvent::WaitingEnded { .. }) => {
            Event::People(PeopleEvent::WhereaboutsSet { person: PRIYA, whereabouts: Whereabouts::Remote })
        }
        Event::People(PeopleEvent::WhereaboutsSet { .. }) => {
            Event::People(PeopleEvent::SeatMoved { from: GUEST, to: without_device() })
        }
        Event::People(PeopleEvent::SeatMoved { .. }) => Event::Hat(HatEvent::HatOffered { lap: 1 }),
        Event::Hat(HatEvent::HatOffered { .. }) => {
            Event::Hat(HatEvent::HatPassed { lap: 1, seed: "00ff".into(), deals: vec![deal()] })
        }
        Event::Hat(HatEvent::HatPassed { .. }) => Event::Rounds(RoundEvent::CardOpened { round, at: AT }),
        Event::Rounds(RoundEvent::CardOpened { .. }) => Event::Hat(HatEvent::CardReturned { round }),
        Event::Hat(HatEvent::CardReturned { .. }) => {
            Event::Hat(HatEvent::CardDrawn { seed: "00ff".into(), deal: deal() })
        }
        Event::Hat(HatEvent::CardDrawn { .. }) => {
            Event::Hat(HatEvent::CardSwapped { seed: "00ff".into(), deal: known_deal() })
        }
        Event::Hat(HatEvent::CardSwapped { .. }) => {
            Event::Hat(HatEvent::SwapWished { round, with: Some(RoundNumber(2)) })
        }
        Event::Hat(HatEvent::SwapWished { .. }) => {
            Event::Hat(HatEvent::CardsSwapped { deals: vec![deal(), known_deal()] })
        }
        Event::Hat(HatEvent::CardsSwapped { .. }) => {
            Event::Hat(HatEvent::TurnsOrdered { order: vec![RoundNumber(2), round] })
        }
        Event::Hat(HatEvent::TurnsOrdered { .. }) => {
            Event::Hat(HatEvent::PartnerAdded { round, person: JONAS, why: Some(Familiarity::Practised) })
        }
        Event::Hat(HatEvent::PartnerAdded { .. }) => Event::Hat(HatEvent::PartnerRemoved { round, person: JONAS }),
        Event::Hat(HatEvent::PartnerRemoved { .. }) => {
            Event::Hat(HatEvent::DrawsTogether { person: JONAS, with: Some(MEI) })
        }
        Event::Hat(HatEvent::DrawsTogether { .. }) => Event::Hat(HatEvent::RoundHanded { round, to: PRIYA }),
        Event::Hat(HatEvent::RoundHanded { .. }) => {
            Event::Rounds(RoundEvent::EvidenceRevealed { round, evidence: "page".into(), at: AT })
        }
        Event::Rounds(RoundEvent::EvidenceRevealed { .. }) => {
            Event::Rounds(RoundEvent::HintGiven { round, hint: 0, at: AT })
        }
        Event::Rounds(RoundEvent::HintGiven { .. }) => {
            let large = Large { evidence: Some("page".into()), page: Some(1) };
            Event::Rounds(RoundEvent::ShownLarge { round, large, at: AT })
        }
        Event::Rounds(RoundEvent::ShownLarge { .. }) => Event::Rounds(RoundEvent::StuckSaid { round, at: AT }),
        Event::Rounds(RoundEvent::StuckSaid { .. }) => Event::Rounds(RoundEvent::StuckCleared { round }),
        Event::Rounds(RoundEvent::StuckCleared { .. }) => Event::Steps(StepEvent::StepAdded { step: question() }),
        Event::Steps(StepEvent::StepAdded { .. }) => {
            Event::Steps(StepEvent::StepEdited { step: STEP, kind: StepKind::Found, text: step_text() })
        }
        Event::Steps(StepEvent::StepEdited { .. }) => {
            Event::Steps(StepEvent::StepRemoved { step: STEP, removed: true })
        }
        Event::Steps(StepEvent::StepRemoved { .. }) => {
            Event::Steps(StepEvent::StepMoved { step: STEP, sorts_at: AT.plus_minutes(-1) })
        }
        Event::Steps(StepEvent::StepMoved { .. }) => Event::Steps(StepEvent::StepPictureSet {
            step: STEP,
            picture: Some(PictureHash::parse(&"0a".repeat(32)).unwrap()),
        }),
        Event::Steps(StepEvent::StepPictureSet { .. }) => Event::Steps(StepEvent::StepShown { step: STEP, at: AT }),
        Event::Steps(StepEvent::StepShown { .. }) => Event::Steps(StepEvent::StepHidden { step: STEP }),
        Event::Steps(StepEvent::StepHidden { .. }) => Event::Steps(StepEvent::ColleagueAnswered {
            step: STEP,
            text: ReplyText::parse("On Monday,\nabout nine").unwrap(),
            at: AT,
        }),
        Event::Steps(StepEvent::ColleagueAnswered { .. }) => {
            Event::Rounds(RoundEvent::DebriefStarted { round, at: AT })
        }
        Event::Rounds(RoundEvent::DebriefStarted { .. }) => {
            Event::Debrief(DebriefEvent::GuessWritten { guess: guess() })
        }
        Event::Debrief(DebriefEvent::GuessWritten { .. }) => {
            Event::Debrief(DebriefEvent::GuessWithdrawn { guess: GUESS })
        }
        Event::Debrief(DebriefEvent::GuessWithdrawn { .. }) => {
            Event::Debrief(DebriefEvent::AnswerAdded { answer: answer() })
        }
        Event::Debrief(DebriefEvent::AnswerAdded { .. }) => Event::Debrief(DebriefEvent::AnswerEdited {
            answer: ANSWER,
            text: AnswerText::parse("Four minutes,\ntwice").unwrap(),
        }),
        Event::Debrief(DebriefEvent::AnswerEdited { .. }) => {
            Event::Debrief(DebriefEvent::AnswerRemoved { answer: ANSWER, removed: true })
        }
        Event::Debrief(DebriefEvent::AnswerRemoved { .. }) => {
            Event::Rounds(RoundEvent::RoundFinished { round, outcome: Outcome::SolvedWithHelp, at: AT })
        }
        Event::Rounds(RoundEvent::RoundFinished { .. }) => Event::Walls(WallEvent::NoteAdded { note: note() }),
        Event::Walls(WallEvent::NoteAdded { .. }) => {
            Event::Walls(WallEvent::NoteEdited { note: NOTE, text: NoteText::parse("Four minutes").unwrap() })
        }
        Event::Walls(WallEvent::NoteEdited { .. }) => {
            Event::Walls(WallEvent::NoteMoved { note: NOTE, wall: Wall::Actions })
        }
        Event::Walls(WallEvent::NoteMoved { .. }) => Event::Walls(WallEvent::NoteRemoved { note: NOTE, removed: true }),
        Event::Walls(WallEvent::NoteRemoved { .. }) => {
            Event::Walls(WallEvent::NoteColoured { note: NOTE, colour: NoteColour::Light })
        }
        Event::Walls(WallEvent::NoteColoured { .. }) => {
            Event::Walls(WallEvent::NoteGrouped { note: NOTE, group: Some(GROUP) })
        }
        Event::Walls(WallEvent::NoteGrouped { .. }) => {
            Event::Walls(WallEvent::GroupMade { group: group(), notes: vec![NOTE] })
        }
        Event::Walls(WallEvent::GroupMade { .. }) => Event::Walls(WallEvent::GroupNamed { group: GROUP, title: None }),
        Event::Walls(WallEvent::GroupNamed { .. }) => {
            Event::Walls(WallEvent::GroupMoved { group: GROUP, wall: Wall::Awesome })
        }
        Event::Walls(WallEvent::GroupMoved { .. }) => {
            Event::Walls(WallEvent::GroupRemoved { group: GROUP, removed: true })
        }
        Event::Walls(WallEvent::GroupRemoved { .. }) => Event::Walls(WallEvent::PrivacySet { private: true }),
        Event::Walls(WallEvent::PrivacySet { .. }) => {
            Event::Walls(WallEvent::NotesRevealed { walls: vec![Wall::Crappy] })
        }
        Event::Walls(WallEvent::NotesRevealed { .. }) => Event::Walls(WallEvent::VotingOpened { cap: 3 }),
        Event::Walls(WallEvent::VotingOpened { .. }) => {
            Event::Walls(WallEvent::VotesRevealed { tally: vec![Tally { note: NOTE, votes: 2 }] })
        }
        Event::Walls(WallEvent::VotesRevealed { .. }) => Event::Walls(WallEvent::VotingCancelled),
        Event::Walls(WallEvent::VotingCancelled) => Event::Time(TimeEvent::Paused { at: AT }),
        Event::Time(TimeEvent::Paused { .. }) => Event::Time(TimeEvent::Resumed { at: AT }),
        Event::Time(TimeEvent::Resumed { .. }) => Event::Time(TimeEvent::Extended { ends_at: AT }),
        Event::Time(TimeEvent::Extended { .. }) => Event::Time(TimeEvent::ReflectionShortened { minutes: 10 }),
        Event::Time(TimeEvent::ReflectionShortened { .. }) => {
            Event::Time(TimeEvent::ReflectionStarted { at: AT, ends_at: None })
        }
        Event::Time(TimeEvent::ReflectionStarted { .. }) => {
            Event::Time(TimeEvent::StageStarted { stage: ReflectionStage::Vote, at: AT, ends_at: AT })
        }
        Event::Time(TimeEvent::StageStarted { .. }) => Event::Time(TimeEvent::RoundsResumed { at: AT }),
        Event::Time(TimeEvent::RoundsResumed { .. }) => {
            Event::Actions(ActionEvent::ActionCommitted { action: action(false) })
        }
        Event::Actions(ActionEvent::ActionCommitted { .. }) => Event::Actions(ActionEvent::ActionEdited {
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
        }),
        Event::Actions(ActionEvent::ActionEdited { .. }) => {
            Event::Actions(ActionEvent::ActionReviewed { action: ACTION, status: ActionStatus::Dropped, reason: None })
        }
        Event::Actions(ActionEvent::ActionReviewed { .. }) => {
            Event::Actions(ActionEvent::ActionRemoved { action: ACTION, removed: false })
        }
        Event::Actions(ActionEvent::ActionRemoved { .. }) => Event::Time(TimeEvent::Closed { at: AT }),
        Event::Time(TimeEvent::Closed { .. }) => Event::Time(TimeEvent::Reopened {
            at: AT,
            ends_at: AT.plus_minutes(15),
            actions: vec![dropped("The tool is going away")],
        }),
        Event::Time(TimeEvent::Reopened { .. }) => {
            Event::Time(TimeEvent::TakenFromPaper { timed: [STEP].into(), unheld: Default::default() })
        }
        Event::Time(TimeEvent::TakenFromPaper { .. }) => return None,
    })
}

#[test]
fn every_kind_of_event_keeps_its_shape() {
    let first = Event::Time(TimeEvent::Planned {
        team: TeamId(Uuid::from_u128(7)),
        plan: plan(),
        facilitator: MEI,
        scribe: None,
    });
    let all: Vec<_> = std::iter::successors(Some(first), after).collect();
    insta::assert_json_snapshot!("every_kind", all);
    let stored = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Event>>(&stored).unwrap(), all);
}

#[test]
fn a_reason_is_stored_only_where_there_is_one() {
    let reason = Some(ReasonText::parse("The tool is going away").unwrap());
    let event = Event::Actions(ActionEvent::ActionReviewed { action: ACTION, status: ActionStatus::Dropped, reason });
    let stored = serde_json::to_value(&event).unwrap();
    assert_eq!(stored["reason"], "The tool is going away");
    assert_eq!(serde_json::from_str::<Event>(&serde_json::to_string(&event).unwrap()).unwrap(), event);
}

/// Actions that were stored before they were weighed.
#[test]
fn an_action_of_an_old_log_has_no_weight() {
    let old = r#"{"type":"action_edited","action":"00000000-0000-0000-0000-000000000013","text":"Link a runbook",
        "owner":null,"due":null,"priority":"low","notes":[]}"#;
    let read: Event = serde_json::from_str(old).unwrap();
    let Event::Actions(ActionEvent::ActionEdited { commitment: Commitment { impact, effort, system, .. }, .. }) = read
    else {
        panic!("{read:?}")
    };
    assert_eq!((impact, effort, system), (None, None, None));
    let stored =
        serde_json::to_string(&Event::Actions(ActionEvent::ActionCommitted { action: action(false) })).unwrap();
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
    let colleague = Some(ColleagueName::parse("Renee, customer care").unwrap());
    let content = StepContent { colleague, ..StepContent::new(StepKind::Asked, step_text(), AT) };
    Step::new(STEP, ROUND, MEI, content)
}

fn guess() -> Guess {
    let text = GuessText::parse("The certificate ran out").unwrap();
    Guess { id: GUESS, round: ROUND, text, by: Some(PRIYA), token: None }
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

/// The shape of an unsigned note that is still hidden.
#[test]
fn an_unsigned_note_keeps_its_shape() {
    let token = Some(TokenHash::new([7; 32]));
    let note = Note { author: None, token, private: true, colour: NoteColour::White, group: Some(GROUP), ..note() };
    insta::assert_json_snapshot!("unsigned_note", Event::Walls(WallEvent::NoteAdded { note: note.clone() }));
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
