//! The played people give only commands that the rules allow, and a lone visitor reaches the end with them.

use std::collections::BTreeMap;

use domain::id::{RevisionId, ScenarioId, TeamId, WorkshopId};
use domain::scenario::{Difficulty, Draft, Evidence, EvidenceContent, Origin, Release, ScenarioSystem};
use domain::text::{ColleagueName, SystemName, Title};
use domain::workshop::{
    CompleteCard, Context, Event, Knows, Outcome, Plan, RoundCommand, ServerCommand, TimeCommand, TimeEvent, decide,
};

use super::*;

const VISITOR: PersonId = PersonId(Uuid::from_u128(1));
const SCRIBE: PersonId = PersonId(Uuid::from_u128(2));
const OTHERS: [PersonId; 2] = [PersonId(Uuid::from_u128(3)), PersonId(Uuid::from_u128(4))];

struct Stage {
    workshop: Workshop,
    around: ProjectionContext,
    players: Players,
    now: Timestamp,
    ids: u128,
}

fn scenario() -> Scenario {
    let piece = |id: &str, release| Evidence {
        id: id.into(),
        offset_s: 0,
        release,
        misleading: false,
        content: EvidenceContent::Page { title: Some(format!("title of {id}")), sender: None, text: "body".into() },
    };
    Scenario {
        slug: "card".into(),
        title: Title::parse("Card").unwrap(),
        systems: vec![ScenarioSystem { name: SystemName::parse("broker").unwrap(), about: None }],
        difficulty: Difficulty::Easy,
        brief: "brief".into(),
        evidence: vec![piece("page", Release::Back), piece("dlq", Release::Asked { ask: "it".into() })],
        minutes: 10,
        notes: String::new(),
        hints: vec![],
        reference_path: ["look", "ask", "find"].map(String::from).to_vec(),
        cause: String::new(),
        resolution: String::new(),
        origin: Origin::MadeUp,
        authors: vec![],
        pack: None,
    }
}

impl Stage {
    fn new() -> Self {
        let plan = Plan {
            title: Title::parse("A first support workshop").unwrap(),
            starts_at: Timestamp(0),
            zone: "UTC".into(),
            place: None,
            meeting_link: None,
            minutes: 60,
            reflection_minutes: 15,
        };
        let team = TeamId(Uuid::nil());
        let planned = Event::Time(TimeEvent::Planned { team, plan, facilitator: VISITOR, scribe: Some(SCRIBE) });
        let around = ProjectionContext {
            workshop: WorkshopId(Uuid::nil()),
            team,
            team_name: "Demo team".into(),
            demo: true,
            join_code: None,
            names: BTreeMap::new(),
            members: BTreeMap::new(),
            systems: vec![],
            screens: vec![],
            runbooks: Vec::new(),
            scenarios: BTreeMap::from([(RevisionId(Uuid::nil()), scenario())]),
            wall_names: BTreeMap::new(),
            ballots: Default::default(),
            survey: None,
            earlier: BTreeMap::new(),
        };
        let mut stage = Self {
            workshop: Workshop::replay([&planned]).unwrap(),
            around,
            players: Players::new([SCRIBE, OTHERS[0], OTHERS[1]]),
            now: Timestamp(0),
            ids: 100,
        };
        let complete = Draft(scenario()).complete().unwrap();
        for n in 0..5 {
            let scenario = ScenarioId(Uuid::from_u128(50 + n));
            let card = CompleteCard::new(scenario, RevisionId(Uuid::nil()), &complete);
            stage.visitor(Command::Server(ServerCommand::PlaceCard { card }));
        }
        stage
    }

    fn act(&mut self, actor: Actor, command: Command) {
        let context = Context { now: self.now, observed_at: None, sequence: None, actor };
        let asked = format!("{command:?}");
        let events = decide(&self.workshop, command, &context).unwrap_or_else(|no| panic!("{asked}: {no}"));
        assert!(!events.is_empty(), "{asked} does something");
        events.iter().for_each(|event| self.workshop.apply(event));
    }

    fn visitor(&mut self, command: Command) {
        self.act(Actor { person: VISITOR, standing: Standing::Owner }, command);
    }

    /// Lets the others act until it is the visitor's turn; returns the number of their commands.
    fn others(&mut self) -> usize {
        for done in 0..200 {
            self.ids += 1;
            let id = Uuid::from_u128(self.ids);
            let Some(next) = self.players.next(&self.workshop, &self.around, self.now, id) else { return done };
            self.now = Timestamp(self.now.0 + next.after_s * 1_000_000);
            let command = match next.command {
                Command::Hat(HatCommand::DrawCard { person }) => {
                    Command::Server(ServerCommand::DrawCard { person, seed: [7; 32], knows: Knows::default() })
                }
                other => other,
            };
            self.act(next.actor, command);
        }
        panic!("the others never stop");
    }
}

#[test]
fn a_lone_visitor_reaches_the_end() {
    let mut stage = Stage::new();
    assert_eq!(stage.others(), 0, "nobody joins before the doors are open");
    stage.visitor(Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] }));
    stage.visitor(Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
    assert_eq!(stage.others(), 3, "everyone joins");
    stage.visitor(Command::Server(ServerCommand::PassHat { seed: [7; 32], knows: Knows::default() }));
    assert_eq!(stage.others(), 0, "the facilitator is first");
    stage.visitor(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) }));
    assert_eq!(stage.others(), 1, "the scribe writes that the card was read out");
    stage.visitor(Command::Rounds(RoundCommand::RevealEvidence { round: RoundNumber(1), evidence: None }));
    assert_eq!(stage.others(), 1, "and what is seen");
    stage.visitor(Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(1) }));
    assert_eq!(stage.others(), 6, "answers to the questions, and notes");
    let asked: Vec<_> = stage.workshop.answers.values().map(|answer| answer.question).collect();
    assert_eq!(asked, domain::workshop::DebriefQuestion::ALL[..3], "each question once, in order");
    stage.visitor(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(1), outcome: Outcome::Solved }));

    assert!(stage.others() > 6, "a played person opens their card, investigates, and begins the debrief");
    let round = stage.workshop.current_round().unwrap();
    assert_eq!((round.number, round.state), (RoundNumber(2), RoundState::Debriefing));
    stage.visitor(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(2), outcome: Outcome::Solved }));
    stage.visitor(Command::Time(TimeCommand::StartReflection));
    assert_eq!(stage.others(), lines::PROPOSALS.len());
    stage.visitor(Command::Time(TimeCommand::Close));
    assert_eq!(stage.others(), 0);
}

#[test]
fn played_people_draw_when_the_hat_is_offered_and_wait_for_the_visitor() {
    let mut stage = Stage::new();
    stage.visitor(Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] }));
    stage.visitor(Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
    stage.others();
    stage.visitor(Command::Hat(HatCommand::OfferHat));
    assert_eq!(stage.others(), 2, "both draw, and nobody opens a card before the visitor has drawn");
    assert_eq!(stage.workshop.undrawn(), [[VISITOR]]);
}

#[test]
fn a_question_to_a_colleague_is_answered_with_the_evidence_that_was_asked_for() {
    let mut stage = Stage::new();
    stage.visitor(Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] }));
    stage.visitor(Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
    stage.others();
    stage.visitor(Command::Server(ServerCommand::PassHat { seed: [7; 32], knows: Knows::default() }));
    stage.visitor(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) }));
    stage.others();

    let (known, unknown) = (StepId(Uuid::from_u128(10)), StepId(Uuid::from_u128(11)));
    for (step, text) in [(known, "What is the title of dlq?"), (unknown, "Did anybody feed the cat?")] {
        let (colleague, text) = (ColleagueName::parse("Renee").unwrap(), StepText::parse(text).unwrap());
        stage.visitor(Command::Steps(StepCommand::AskColleague { step, round: RoundNumber(1), colleague, text }));
    }
    assert!(stage.others() >= 3, "the evidence, and two answers");
    let reply = |step| stage.workshop.steps[&step].content.reply.as_ref().unwrap().text.to_string();
    assert!(reply(known).contains("title of dlq"), "{}", reply(known));
    assert!(reply(unknown).contains("don't know"), "{}", reply(unknown));
    assert!(stage.workshop.current_round().unwrap().investigation.is_revealed("dlq"));
    assert!(!stage.workshop.current_round().unwrap().investigation.is_revealed("page"), "only what was asked for");
}

#[test]
fn played_people_do_nothing_during_a_pause() {
    let mut stage = Stage::new();
    stage.visitor(Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] }));
    stage.visitor(Command::Time(TimeCommand::Pause));
    assert_eq!(stage.others(), 0);
}
