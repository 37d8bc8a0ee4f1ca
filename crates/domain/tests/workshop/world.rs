//! A workshop to try things on.

use domain::id::{NoteId, PersonId, RevisionId, ScenarioId, StepId, TeamId};
use domain::scenario::{Difficulty, Draft, Evidence, EvidenceContent, Hint, Origin, Release, Scenario, ScenarioSystem};
use domain::text::{NoteText, StepText, SystemName, Title};
use domain::time::Timestamp;
use domain::workshop::{
    Actor, Card, Command, CompleteCard, Context, Event, Knows, ParticipantKind, Plan, Rejection, RoundCommand,
    RoundNumber, ServerCommand, Standing, StepCommand, StepKind, TimeEvent, Wall, WallCommand, Workshop, decide,
};
use uuid::Uuid;

pub(crate) const MEI: PersonId = PersonId(Uuid::from_u128(1));
pub(crate) const JONAS: PersonId = PersonId(Uuid::from_u128(2));
pub(crate) const PRIYA: PersonId = PersonId(Uuid::from_u128(3));
pub(crate) const GUEST: PersonId = PersonId(Uuid::from_u128(9));

/// A workshop, its log, and a clock moved by hand.
pub(crate) struct World {
    pub(crate) workshop: Workshop,
    pub(crate) log: Vec<Event>,
    pub(crate) now: Timestamp,
}

pub(crate) fn plan() -> Plan {
    Plan {
        title: Title::parse("November workshop").unwrap(),
        starts_at: Timestamp(0),
        zone: "Europe/Vienna".into(),
        place: None,
        meeting_link: None,
        minutes: 60,
        reflection_minutes: 15,
    }
}

pub(crate) fn scenario(n: u128) -> ScenarioId {
    ScenarioId(Uuid::from_u128(0x5000 + n))
}

pub(crate) fn card(n: u128) -> Card {
    complete_card(n).into_card()
}

pub(crate) fn complete_card(n: u128) -> CompleteCard {
    let evidence = |id: &str, release| Evidence {
        id: id.into(),
        offset_s: 0,
        release,
        misleading: false,
        content: EvidenceContent::Page { title: None, sender: None, text: "queue depth 4,100".into() },
    };
    let hint = Hint { after_minutes: 5, text: "Ask for the dead letters.".into() };
    let content = Draft(Scenario {
        slug: "invoices-stand-still".into(),
        title: Title::parse("Invoices stand still").unwrap(),
        systems: vec![ScenarioSystem { name: SystemName::parse("invoicing").unwrap(), about: None }],
        difficulty: Difficulty::Easy,
        brief: "Nothing moves.".into(),
        evidence: vec![
            evidence("page", Release::Back),
            evidence("letters", Release::Asked { ask: "the dead letters".into() }),
            evidence("call", Release::After { minutes: 3 }),
        ],
        minutes: 10,
        notes: String::new(),
        hints: vec![hint.clone(), hint],
        reference_path: Vec::new(),
        cause: String::new(),
        resolution: String::new(),
        origin: Origin::MadeUp,
        authors: Vec::new(),
        pack: None,
    });
    CompleteCard::new(scenario(n), RevisionId(Uuid::from_u128(0x6000 + n)), &content.complete().unwrap())
}

/// Puts a card into the hat.
pub(crate) fn place_card(n: u128) -> Command {
    Command::Server(ServerCommand::PlaceCard { card: complete_card(n) })
}

/// Lets the hat go round among people who know no card.
pub(crate) fn pass_hat(seed: u8) -> Command {
    Command::Server(ServerCommand::PassHat { seed: [seed; 32], knows: Knows::default() })
}

pub(crate) fn note(n: u128, text: &str) -> Command {
    let text = NoteText::parse(text).unwrap();
    Command::Walls(WallCommand::AddNote {
        note: NoteId(Uuid::from_u128(n)),
        wall: Wall::Crappy,
        text,
        round: None,
        token: None,
    })
}

pub(crate) fn step(n: u128, round: u32, text: &str) -> Command {
    let text = StepText::parse(text).unwrap();
    Command::Steps(StepCommand::AddStep {
        step: StepId(Uuid::from_u128(n)),
        round: RoundNumber(round),
        kind: StepKind::Did,
        text,
    })
}

impl World {
    /// Planned by Mei, who facilitates; Jonas scribes; `cards` cards in the hat.
    pub(crate) fn planned(cards: u128) -> Self {
        let event = Event::Time(TimeEvent::Planned {
            team: TeamId(Uuid::from_u128(7)),
            plan: plan(),
            facilitator: MEI,
            scribe: Some(JONAS),
        });
        let workshop = Workshop::replay([&event]).unwrap();
        let mut world = Self { workshop, log: vec![event], now: Timestamp(0) };
        for n in 0..cards {
            world.ok(MEI, place_card(n));
        }
        world
    }

    /// Open, with Mei, Jonas and Priya in the room.
    pub(crate) fn open(cards: u128) -> Self {
        let mut world = Self::planned(cards);
        world.ok(MEI, Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] }));
        for person in [MEI, JONAS, PRIYA] {
            world.ok(person, Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true }));
        }
        world
    }

    /// Running, with everyone's card dealt and Mei's open.
    pub(crate) fn running() -> Self {
        let mut world = Self::open(4);
        world.ok(MEI, pass_hat(1));
        world.ok(MEI, Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) }));
        world
    }

    pub(crate) fn try_as(&mut self, actor: Actor, command: Command) -> Result<Vec<Event>, Rejection> {
        let events =
            decide(&self.workshop, command, &Context { now: self.now, observed_at: None, sequence: None, actor })?;
        for event in &events {
            self.workshop.apply(event);
        }
        self.log.extend(events.iter().cloned());
        Ok(events)
    }

    pub(crate) fn ask(&mut self, person: PersonId, command: Command) -> Result<Vec<Event>, Rejection> {
        let standing = if person == GUEST { Standing::Guest } else { Standing::Member };
        self.try_as(Actor { person, standing }, command)
    }

    #[track_caller]
    pub(crate) fn ok(&mut self, person: PersonId, command: Command) -> Vec<Event> {
        let asked = format!("{command:?}");
        self.ask(person, command).unwrap_or_else(|rejection| panic!("{asked} was refused: {rejection}"))
    }

    #[track_caller]
    pub(crate) fn refused(&mut self, person: PersonId, command: Command, code: &str) {
        let asked = format!("{command:?}");
        let answer = self.ask(person, command);
        assert_eq!(answer.as_ref().err().map(Rejection::code), Some(code), "{asked}: {answer:?}");
    }

    pub(crate) fn after(&mut self, minutes: i64) -> &mut Self {
        self.now = self.now.plus_minutes(minutes);
        self
    }
}
