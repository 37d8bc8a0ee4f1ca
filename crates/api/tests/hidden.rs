//! What is hidden from an audience never appears in anything that is sent to it, whatever people do.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use api::live::{Audience, Face};
use api::project::{ProjectionContext, own, project};
use domain::id::{GroupId, GuessId, NoteId, PersonId, RevisionId, ScenarioId, TeamId, WorkshopId};
use domain::scenario::{Difficulty, Draft, Evidence, EvidenceContent, Hint, Origin, Release, Scenario, ScenarioSystem};
use domain::text::{GuessText, NoteText, SystemName, Title};
use domain::time::Timestamp;
use domain::token::Token;
use domain::workshop::{
    Actor, Ballots, Command, CompleteCard, Context, DebriefCommand, Event, Familiarity, HatCommand, Knows, Outcome,
    ParticipantKind, PeopleCommand, Plan, RoundCommand, RoundNumber, RoundState, ServerCommand, Standing, TimeCommand,
    TimeEvent, Wall, WallCommand, WallEvent, Workshop, decide,
};
use proptest::prelude::*;
use uuid::Uuid;

const CARDS: u128 = 4;
const FACILITATOR: PersonId = PersonId(Uuid::from_u128(1));

/// Every text of scenario `n` is a mark of its own: `«n:what»`.
fn scenario(n: u128) -> Scenario {
    let mark = |what: &str| format!("«{n}:{what}»");
    let evidence = |id: &str, release| Evidence {
        id: id.into(),
        offset_s: 0,
        release,
        misleading: true,
        content: EvidenceContent::Text {
            title: Some(mark(&format!("title-{id}"))),
            sender: None,
            text: mark(&format!("body-{id}")),
        },
    };
    let hint = |at: u16| Hint { after_minutes: at, text: mark(&format!("hint-{at}")) };
    Scenario {
        slug: format!("card-{n}"),
        title: Title::parse(&mark("title")).unwrap(),
        systems: vec![ScenarioSystem { name: SystemName::parse(&mark("system")).unwrap(), about: None }],
        difficulty: Difficulty::Easy,
        brief: mark("brief"),
        evidence: vec![
            evidence("page", Release::Back),
            evidence("letters", Release::Asked { ask: mark("ask") }),
            evidence("call", Release::After { minutes: 2 }),
        ],
        minutes: 10,
        notes: mark("notes"),
        hints: vec![hint(0), hint(1)],
        reference_path: vec![mark("path")],
        cause: mark("cause"),
        resolution: mark("resolution"),
        origin: Origin::Real { organisation: Some(mark("origin")), link: None, date: None },
        authors: vec![],
        pack: None,
    }
}

fn card(n: u128) -> CompleteCard {
    let complete = Draft(scenario(n)).complete().unwrap();
    CompleteCard::new(ScenarioId(Uuid::from_u128(n)), RevisionId(Uuid::from_u128(n)), &complete)
}

fn number(scenario: ScenarioId) -> u128 {
    scenario.0.as_u128()
}

/// The marks that an audience may see, computed from the rules again and not from the projection.
fn allowed(workshop: &Workshop, hidden: &BTreeSet<NoteId>, audience: Audience) -> Vec<String> {
    let mut marks = Vec::new();
    for round in workshop.rounds.values().filter(|round| round.investigation.opened_at.is_some()) {
        let n = number(round.scenario);
        let mut allow = |what: &str| marks.push(format!("«{n}:{what}»"));
        ["title", "system", "brief"].into_iter().for_each(&mut allow);
        for id in round.investigation.revealed.keys() {
            allow(&format!("title-{id}"));
            allow(&format!("body-{id}"));
        }
        for hint in round.investigation.hints_given.keys() {
            allow(&format!("hint-{hint}"));
        }
        if matches!(round.state, RoundState::Debriefing | RoundState::Done) {
            ["cause", "resolution", "path", "origin"].into_iter().for_each(&mut allow);
        }
        if audience == Audience::Desk && !round.is_held_by(workshop.facilitator) {
            let briefing = [
                "notes",
                "hint-0",
                "hint-1",
                "path",
                "cause",
                "resolution",
                "ask",
                "title-page",
                "body-page",
                "title-letters",
                "body-letters",
                "title-call",
                "body-call",
            ];
            briefing.into_iter().for_each(&mut allow);
        }
    }
    marks.extend(
        workshop.guesses.values().filter(|guess| workshop.shows_guess(guess)).map(|guess| guess.text.to_string()),
    );
    for note in workshop.notes.values().filter(|note| !note.removed && !hidden.contains(&note.id)) {
        marks.push(note.text.to_string());
    }
    marks
}

fn marks(text: &str) -> Vec<String> {
    text.split('«').skip(1).map(|rest| format!("«{}»", rest.split('»').next().unwrap())).collect()
}

/// Everybody wrote every card.
fn knows() -> Knows {
    (1..=CARDS)
        .flat_map(|n| (1..4).map(move |p| (ScenarioId(Uuid::from_u128(n)), PersonId(Uuid::from_u128(p)))))
        .map(|(card, person)| (card, person, Familiarity::Wrote))
        .collect()
}

fn person() -> impl Strategy<Value = PersonId> {
    (1..4_u128).prop_map(|n| PersonId(Uuid::from_u128(n)))
}

fn command() -> impl Strategy<Value = Command> {
    let round = || (1..8_u32).prop_map(RoundNumber);
    prop_oneof![
        1 => any::<[u8; 32]>().prop_map(|seed| Command::Server(ServerCommand::PassHat { seed, knows: knows() })),
        1 => (person(), any::<[u8; 32]>()).prop_map(|(person, seed)| Command::Server(ServerCommand::DrawCard { person, seed, knows: knows() })),
        1 => (round(), any::<[u8; 32]>()).prop_map(|(round, seed)| Command::Server(ServerCommand::SwapCard { round, seed, knows: knows() })),
        1 => (round(), round()).prop_map(|(round, with)| Command::Server(ServerCommand::SwapWith { round, with, knows: knows() })),
        2 => (round(), person()).prop_map(|(round, person)| Command::Server(ServerCommand::AddPartner { round, person, knows: knows() })),
        1 => (round(), person()).prop_map(|(round, person)| Command::Hat(HatCommand::RemovePartner { round, person })),
        1 => (round(), person()).prop_map(|(round, to)| Command::Hat(HatCommand::HandRound { round, to })),
        1 => (round(), proptest::option::of(round())).prop_map(|(round, before)| Command::Hat(HatCommand::MoveTurn { round, before })),
        4 => round().prop_map(|round| Command::Rounds(RoundCommand::OpenCard { round })),
        1 => round().prop_map(|round| Command::Hat(HatCommand::ReturnCard { round })),
        3 => round().prop_map(|round| Command::Rounds(RoundCommand::RevealEvidence { round, evidence: None })),
        2 => round().prop_map(|round| Command::Rounds(RoundCommand::RevealEvidence { round, evidence: Some("letters".into()) })),
        2 => (round(), 0..2_u16).prop_map(|(round, hint)| Command::Rounds(RoundCommand::GiveHint { round, hint })),
        2 => round().prop_map(|round| Command::Rounds(RoundCommand::SayStuck { round })),
        2 => round().prop_map(|round| Command::Rounds(RoundCommand::StartDebrief { round })),
        3 => round().prop_map(|round| Command::Rounds(RoundCommand::FinishRound { round, outcome: Outcome::Parked })),
        1 => (1..4_u128).prop_map(|n| Command::People(PeopleCommand::HandOverFacilitator { to: PersonId(Uuid::from_u128(n)) })),
        3 => (1..40_u128, any::<bool>()).prop_map(|(n, signed)| add_note(n, 0, signed)),
        3 => (1..40_u128, round(), any::<bool>()).prop_map(|(n, round, signed)| write_guess(n, round, 0, signed)),
        1 => (1..40_u128, 0..3_usize).prop_map(|(n, wall)| move_note(n, wall)),
        1 => any::<bool>().prop_map(|private| Command::Walls(WallCommand::SetPrivacy { private })),
        1 => (0..3_usize).prop_map(|wall| Command::Walls(WallCommand::RevealNotes { wall: Some(Wall::ALL[wall]) })),
        1 => (1..40_u128).prop_map(|n| Command::Walls(WallCommand::MakeGroup { group: GroupId(Uuid::from_u128(n)), title: None, notes: vec![NoteId(Uuid::from_u128(n))] })),
        1 => (1..4_u16).prop_map(|cap| Command::Walls(WallCommand::OpenVoting { cap })),
        1 => Just(Command::Time(TimeCommand::StartReflection)),
        1 => Just(Command::Time(TimeCommand::ResumeRounds)),
    ]
}

/// Note `n`, written by a person who names themselves in it: `«note-n:author»`.
fn add_note(n: u128, author: u128, signed: bool) -> Command {
    let token = (!signed).then(|| Token::parse(&format!("{n:064x}")).unwrap());
    let text = NoteText::parse(&format!("«note-{n}:{author}»")).unwrap();
    Command::Walls(WallCommand::AddNote {
        note: NoteId(Uuid::from_u128(n)),
        wall: Wall::Crappy,
        text,
        round: None,
        token,
    })
}

/// Guess `n` at a card, by a person who names themselves in it: `«guess-n:author»`.
fn write_guess(n: u128, round: RoundNumber, author: u128, signed: bool) -> Command {
    let token = (!signed).then(|| Token::parse(&format!("{n:064x}")).unwrap());
    let text = GuessText::parse(&format!("«guess-{n}:{author}»")).unwrap();
    Command::Debrief(DebriefCommand::WriteGuess { guess: GuessId(Uuid::from_u128(n)), round, text, token })
}

fn move_note(n: u128, wall: usize) -> Command {
    Command::Walls(WallCommand::MoveNote { note: NoteId(Uuid::from_u128(n)), wall: Wall::ALL[wall], token: None })
}

fn opened() -> Workshop {
    let plan = Plan {
        title: Title::parse("November").unwrap(),
        starts_at: Timestamp(0),
        zone: "UTC".into(),
        place: None,
        meeting_link: None,
        minutes: 120,
        reflection_minutes: 15,
    };
    let team = TeamId(Uuid::nil());
    let mut workshop =
        Workshop::replay([&Event::Time(TimeEvent::Planned { team, plan, facilitator: FACILITATOR, scribe: None })])
            .unwrap();
    let mut act = |n: u128, command| {
        let actor = Actor { person: PersonId(Uuid::from_u128(n)), standing: Standing::Member };
        let context = Context { now: Timestamp(0), observed_at: None, sequence: None, actor };
        for event in decide(&workshop, command, &context).unwrap() {
            workshop.apply(&event);
        }
    };
    (1..=CARDS).for_each(|n| act(1, Command::Server(ServerCommand::PlaceCard { card: card(n) })));
    act(1, Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] }));
    (1..4).for_each(|n| act(n, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true })));
    act(1, Command::Server(ServerCommand::PassHat { seed: [0; 32], knows: Knows::default() }));
    workshop
}

fn surroundings() -> ProjectionContext {
    ProjectionContext {
        workshop: WorkshopId(Uuid::nil()),
        team: TeamId(Uuid::nil()),
        team_name: "Orders".into(),
        demo: false,
        join_code: None,
        names: BTreeMap::new(),
        members: BTreeMap::new(),
        systems: vec![],
        screens: vec![],
        wall_names: BTreeMap::new(),
        ballots: Ballots::default(),
        survey: None,
        earlier: BTreeMap::new(),
        runbooks: vec![],
        scenarios: (1..=CARDS).map(|n| (RevisionId(Uuid::from_u128(n)), scenario(n))).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hidden_things_never_leave(requests in proptest::collection::vec((1..4_u128, command()), 1..60)) {
        let mut workshop = opened();
        let around = surroundings();
        // Which notes are hidden, computed from the events and not from the state of a note.
        let mut private: BTreeSet<Wall> = BTreeSet::new();
        let mut hidden: BTreeSet<NoteId> = BTreeSet::new();
        for (n, command) in requests {
            let actor = Actor { person: PersonId(Uuid::from_u128(n)), standing: Standing::Member };
            let context = Context { now: Timestamp(0), observed_at: None, sequence: None, actor };
            let command = match command {
                Command::Walls(WallCommand::AddNote { note, token, .. }) => add_note(note.0.as_u128(), n, token.is_none()),
                Command::Debrief(DebriefCommand::WriteGuess { guess, round, token, .. }) => {
                    write_guess(guess.0.as_u128(), round, n, token.is_none())
                }
                command => command,
            };
            for event in decide(&workshop, command, &context).unwrap_or_default() {
                match &event {
                    Event::Walls(WallEvent::PrivacySet { private: on }) => private = if *on { Wall::ALL.into() } else { BTreeSet::new() },
                    Event::Walls(WallEvent::NotesRevealed { walls }) => {
                        private.retain(|wall| !walls.contains(wall));
                        hidden.retain(|note| !walls.contains(&workshop.notes[note].wall));
                    }
                    Event::Walls(WallEvent::NoteAdded { note }) if private.contains(&note.wall) => {
                        hidden.insert(note.id);
                    }
                    Event::Walls(WallEvent::NoteMoved { note, wall }) if !private.contains(wall) => {
                        hidden.remove(note);
                    }
                    _ => {}
                }
                workshop.apply(&event);
            }
            for audience in Audience::INSIDE {
                let sent = serde_json::to_string(&project(&workshop, &around, audience)).unwrap();
                let quiet = sent.contains("stuck_since");
                prop_assert!(audience != Audience::Everyone || !quiet, "everybody was sent that somebody is stuck");
                let allowed = allowed(&workshop, &hidden, audience);
                let leaked: Vec<_> = marks(&sent).into_iter().filter(|mark| !allowed.contains(mark)).collect();
                let wrote = sent.contains("\"wrote\"");
                prop_assert!(audience == Audience::Desk || !wrote, "everyone was sent who knows a card");
                prop_assert!(leaked.is_empty(), "{:?} was sent {:?}", audience, leaked);
            }
            for n in 1..4_u128 {
                let person = PersonId(Uuid::from_u128(n));
                let sent = serde_json::to_string(&own(&workshop, &around, person, Face::Seat)).unwrap();
                let others: Vec<_> = marks(&sent).into_iter().filter(|mark| !mark.ends_with(&format!(":{n}»"))).collect();
                prop_assert!(others.is_empty(), "{} was sent {:?}", n, others);
                prop_assert!(own(&workshop, &around, person, Face::Room).is_empty(), "a projector has no own entities");
            }
        }
    }
}
