//! The played people give only commands that the rules allow, and a lone visitor reaches the end with them.

use std::collections::BTreeMap;

use domain::id::{RevisionId, ScenarioId, StepId, TeamId, WorkshopId};
use domain::scenario::{Difficulty, Draft, Evidence, EvidenceContent, Hint, Origin, Release, Scenario, ScenarioSystem};
use domain::text::{AnswerText, ColleagueName, GuessText, StepText, SystemName, Title};
use domain::workshop::{
    CompleteCard, Context, Event, Knows, Outcome, Plan, RoundCommand, RoundNumber, ServerCommand, StepKind,
    TimeCommand, TimeEvent, decide,
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
        hints: vec![Hint { after_minutes: 3, text: "Compare two of them".into() }],
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

    /// The colleagues are there, and the visitor's card is open.
    fn with_own_card_open() -> Self {
        let mut stage = Self::new();
        stage.visitor(Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] }));
        stage.visitor(Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
        stage.others();
        stage.visitor(Command::Server(ServerCommand::PassHat { seed: [7; 32], knows: Knows::default() }));
        stage.visitor(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) }));
        stage.others();
        stage
    }

    /// The same at the moment when the next card, that of a played person, is open.
    fn with_played_card_open() -> Self {
        let mut stage = Self::with_own_card_open();
        stage.visitor(Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(1) }));
        stage.visitor(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(1), outcome: Outcome::Solved }));
        stage.visitor(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(2) }));
        stage
    }

    fn thoughts(&self, round: RoundNumber) -> Vec<String> {
        let ideas = self.workshop.steps.values().filter(|step| step.content.kind == StepKind::Idea);
        ideas.filter(|step| step.round == round).map(|step| step.content.text.to_string()).collect()
    }

    fn visitor(&mut self, command: Command) {
        self.act(Actor { person: VISITOR, standing: Standing::Owner }, command);
    }

    /// Lets the others act until it is the visitor's turn; returns the number of their commands.
    fn others(&mut self) -> usize {
        self.others_until(|_| false)
    }

    /// The same, but at most until something is so.
    fn others_until(&mut self, is_so: impl Fn(&Workshop) -> bool) -> usize {
        for done in 0..200 {
            if is_so(&self.workshop) {
                return done;
            }
            self.ids += 1;
            let id = Uuid::from_u128(self.ids);
            let Some(next) = self.players.next(&self.workshop, &self.around, self.now, id) else { return done };
            self.now = Timestamp(self.now.0 + next.after_s * 1_000_000);
            let command = match next.command {
                Command::Hat(HatCommand::DrawCard { person }) => {
                    Command::Server(ServerCommand::DrawCard { person, seed: [7; 32], knows: Knows::default() })
                }
                Command::Time(TimeCommand::Open) => {
                    Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] })
                }
                Command::Walls(WallCommand::Vote { note, on }) => {
                    let ballots = &mut self.around.ballots;
                    let changes = ballots.changes(&self.workshop, next.actor.person, note, on).unwrap();
                    assert!(!changes.is_empty());
                    ballots.set(next.actor.person, note, on);
                    continue;
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
    stage.now = Timestamp(-1);
    assert_eq!(stage.others(), 0, "nothing happens before it is time");
    stage.now = Timestamp(0);
    assert_eq!(stage.others(), 4, "the doors open, and everyone joins");
    stage.visitor(Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
    stage.visitor(Command::Server(ServerCommand::PassHat { seed: [7; 32], knows: Knows::default() }));
    assert_eq!(stage.others(), 0, "the facilitator is first");
    stage.visitor(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) }));
    assert_eq!(stage.others(), 1, "the scribe writes that the card was read out");
    stage.visitor(Command::Rounds(RoundCommand::RevealEvidence { round: RoundNumber(1), evidence: None }));
    assert_eq!(stage.others(), 6, "and what is seen; an idea, a doubt, two guesses and a note of the others");
    stage.visitor(Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(1) }));
    assert_eq!(stage.others(), 5, "answers to three questions, and two more notes");
    let asked: Vec<_> = stage.workshop.answers.values().map(|answer| answer.question).collect();
    assert_eq!(asked, domain::workshop::DebriefQuestion::ALL[..3], "each question once, in order");
    stage.visitor(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(1), outcome: Outcome::Solved }));

    assert!(stage.others() > 6, "a played person opens their card, investigates, and begins the debrief");
    let round = stage.workshop.current_round().unwrap();
    assert_eq!((round.number, round.state), (RoundNumber(2), RoundState::Debriefing));
    stage.visitor(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(2), outcome: Outcome::Solved }));
    stage.visitor(Command::Time(TimeCommand::StartReflection));
    assert_eq!(stage.others(), 2 + lines::PROPOSALS.len(), "what the two cards taught, and what suits any workshop");
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
fn played_people_who_come_after_the_hat_went_round_draw_one_card() {
    let mut stage = Stage::new();
    stage.visitor(Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] }));
    stage.visitor(Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
    stage.visitor(Command::Hat(HatCommand::OfferHat));
    stage.visitor(Command::Server(ServerCommand::DrawCard { person: VISITOR, seed: [7; 32], knows: Knows::default() }));
    assert_eq!(stage.others(), 5, "three join, two draw");
    assert!(OTHERS.into_iter().all(|other| stage.workshop.sealed_of(other).is_some()));
    stage.visitor(Command::Hat(HatCommand::ReturnCard { round: RoundNumber(2) }));
    assert_eq!(stage.others(), 0, "whose card was put back draws no other");
}

#[test]
fn a_question_to_a_colleague_is_answered_with_the_evidence_that_was_asked_for() {
    let mut stage = Stage::with_own_card_open();
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

#[test]
fn a_played_person_errs_is_contradicted_gets_stuck_and_finds_the_cause() {
    let mut stage = Stage::with_played_card_open();
    stage.others();
    let round = RoundNumber(2);
    let thoughts = stage.thoughts(round);
    assert_eq!(thoughts.len(), 3, "{thoughts:?}");
    for (thought, part) in thoughts.iter().zip(["thinks: Something", "disagrees: First", "is stuck"]) {
        assert!(thought.contains(part), "{thought}");
    }
    assert_eq!(stage.workshop.guesses_in(round).count(), 2, "the other colleague, and the scribe");
    assert_eq!(stage.workshop.rounds[&round].state, RoundState::Debriefing);
    assert_eq!(stage.workshop.rounds[&round].stuck_since, None);
}

#[test]
fn a_played_person_who_got_a_hint_goes_on_at_once() {
    let mut stage = Stage::with_played_card_open();
    let round = RoundNumber(2);
    stage.others_until(|workshop| workshop.rounds[&round].stuck_since.is_some());
    stage.visitor(Command::Rounds(RoundCommand::GiveHint { round, hint: 0 }));
    let before = stage.now;
    stage.others_until(|workshop| workshop.rounds[&round].state == RoundState::Debriefing);
    assert!(stage.now.since(before) < 25 * 1_000_000, "{}", stage.now.since(before));
}

#[test]
fn a_colleague_helps_the_visitor_who_is_stuck() {
    let mut stage = Stage::with_own_card_open();
    let round = RoundNumber(1);
    stage.visitor(Command::Rounds(RoundCommand::SayStuck { round }));
    stage.others();
    let thoughts = stage.thoughts(round);
    assert!(thoughts.len() == 1 && thoughts[0].ends_with("wonders: Compare two of them"), "{thoughts:?}");
}

#[test]
fn the_others_are_quicker_for_a_visitor_who_is_quick() {
    let wait = |minutes: i64| {
        let mut stage = Stage::with_own_card_open();
        stage.now = stage.now.plus_minutes(minutes);
        stage.visitor(Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(1) }));
        let id = Uuid::from_u128(1_000);
        stage.players.next(&stage.workshop, &stage.around, stage.now, id).unwrap().after_s
    };
    assert_eq!((wait(1), wait(3)), (2, 4));
}

#[test]
fn the_others_vote_and_agree_on_one_note() {
    let mut stage = Stage::with_own_card_open();
    stage.visitor(Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(1) }));
    stage.others();
    stage.visitor(Command::Walls(WallCommand::OpenVoting { cap: 2 }));
    stage.others();
    let voted = |person| stage.around.ballots.notes_voted_by(&stage.workshop, person).count();
    assert_eq!([SCRIBE, OTHERS[0], OTHERS[1]].map(voted), [2, 2, 2]);
    let most = stage.around.ballots.tally(&stage.workshop).into_iter().map(|tally| tally.votes).max();
    assert_eq!(most, Some(3));
}

#[test]
fn every_card_of_the_starter_pack_has_texts_and_all_of_them_fit() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/starter");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let cards = files.filter(|file| file.extension().is_some_and(|end| end == "yaml") && !file.ends_with("pack.yaml"));
    let mut slugs: Vec<_> = cards.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    slugs.sort();
    assert_eq!(cards::CARDS.iter().map(|card| card.slug).collect::<Vec<_>>(), slugs);
    for card in cards::CARDS {
        for text in [card.crappy, card.awesome, card.joke, card.action] {
            assert!(NoteText::parse(text).is_ok(), "{text}");
        }
        for guess in card.guesses {
            assert!(GuessText::parse(guess).is_ok(), "{guess}");
        }
        for question in domain::workshop::DebriefQuestion::ALL {
            let answer = lines::answer_to(question, card, 1);
            assert!(AnswerText::parse(&answer).is_ok(), "{answer}");
        }
    }
}
