//! What is hidden from an audience never appears in anything that is sent to it, whatever people do.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use api::live::Audience;
use api::project::{Surroundings, project};
use domain::id::{PersonId, RevisionId, ScenarioId, TeamId, WorkshopId};
use domain::scenario::{Difficulty, Evidence, EvidenceKind, Hint, Origin, Release, Scenario, ScenarioSystem};
use domain::text::{SystemName, Title};
use domain::time::Timestamp;
use domain::workshop::{
    Actor, Card, CardEvidence, Command, Context, Event, Outcome, ParticipantKind, Plan, RoundNumber, RoundState,
    Standing, Workshop, decide,
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
        kind: EvidenceKind::Text,
        title: Some(mark(&format!("title-{id}"))),
        sender: None,
        offset_s: 0,
        release,
        misleading: true,
        body: mark(&format!("body-{id}")),
        picture: None,
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
    }
}

fn card(n: u128) -> Card {
    let evidence = scenario(n).evidence.into_iter().map(|e| CardEvidence { id: e.id, release: e.release }).collect();
    Card {
        scenario: ScenarioId(Uuid::from_u128(n)),
        revision: RevisionId(Uuid::from_u128(n)),
        minutes: 10,
        evidence,
        hints: 2,
    }
}

fn number(scenario: ScenarioId) -> u128 {
    scenario.0.as_u128()
}

/// The marks that an audience may see, told from the rules anew and not from the projection.
fn allowed(workshop: &Workshop, audience: Audience) -> Vec<String> {
    let mut marks = Vec::new();
    for round in workshop.rounds.values().filter(|round| round.opened_at.is_some()) {
        let n = number(round.scenario);
        let mut allow = |what: &str| marks.push(format!("«{n}:{what}»"));
        ["title", "system", "brief"].into_iter().for_each(&mut allow);
        for id in round.revealed.keys() {
            allow(&format!("title-{id}"));
            allow(&format!("body-{id}"));
        }
        for hint in round.hints_given.keys() {
            allow(&format!("hint-{hint}"));
        }
        if matches!(round.state, RoundState::Debriefing | RoundState::Done) {
            ["cause", "resolution", "path", "origin"].into_iter().for_each(&mut allow);
        }
        if audience == Audience::Desk && round.investigator != workshop.facilitator {
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
    marks
}

fn marks(text: &str) -> Vec<String> {
    text.split('«').skip(1).map(|rest| format!("«{}»", rest.split('»').next().unwrap())).collect()
}

fn command() -> impl Strategy<Value = Command> {
    let round = || (1..8_u32).prop_map(RoundNumber);
    prop_oneof![
        1 => any::<[u8; 32]>().prop_map(|seed| Command::PassHat { seed }),
        4 => round().prop_map(|round| Command::OpenCard { round }),
        1 => round().prop_map(|round| Command::ReturnCard { round }),
        3 => round().prop_map(|round| Command::RevealEvidence { round, evidence: None }),
        2 => round().prop_map(|round| Command::RevealEvidence { round, evidence: Some("letters".into()) }),
        2 => (round(), 0..2_u16).prop_map(|(round, hint)| Command::GiveHint { round, hint }),
        2 => round().prop_map(|round| Command::SayStuck { round }),
        2 => round().prop_map(|round| Command::StartDebrief { round }),
        3 => round().prop_map(|round| Command::FinishRound { round, outcome: Outcome::Parked }),
        1 => (1..4_u128).prop_map(|n| Command::HandOverFacilitator { to: PersonId(Uuid::from_u128(n)) }),
        1 => Just(Command::StartReflection),
        1 => Just(Command::ResumeRounds),
    ]
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
        Workshop::replay([&Event::Planned { team, plan, facilitator: FACILITATOR, scribe: None }]).unwrap();
    let mut act = |n: u128, command| {
        let actor = Actor { person: PersonId(Uuid::from_u128(n)), standing: Standing::Member };
        let context = Context { now: Timestamp(0), observed_at: None, actor };
        for event in decide(&workshop, command, &context).unwrap() {
            workshop.apply(&event);
        }
    };
    (1..=CARDS).for_each(|n| act(1, Command::PlaceCard { card: card(n) }));
    act(1, Command::Open { carried: vec![], owed: vec![] });
    (1..4).for_each(|n| act(n, Command::Join { kind: ParticipantKind::Member, draws: true }));
    act(1, Command::PassHat { seed: [0; 32] });
    workshop
}

fn surroundings() -> Surroundings {
    Surroundings {
        workshop: WorkshopId(Uuid::nil()),
        team: TeamId(Uuid::nil()),
        team_name: "Orders".into(),
        demo: false,
        join_code: None,
        names: BTreeMap::new(),
        members: BTreeMap::new(),
        systems: vec![],
        screens: vec![],
        scenarios: (1..=CARDS).map(|n| (RevisionId(Uuid::from_u128(n)), scenario(n))).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hidden_things_never_leave(requests in proptest::collection::vec((1..4_u128, command()), 1..60)) {
        let mut workshop = opened();
        let around = surroundings();
        for (n, command) in requests {
            let actor = Actor { person: PersonId(Uuid::from_u128(n)), standing: Standing::Member };
            let context = Context { now: Timestamp(0), observed_at: None, actor };
            for event in decide(&workshop, command, &context).unwrap_or_default() {
                workshop.apply(&event);
            }
            for audience in Audience::INSIDE {
                let sent = serde_json::to_string(&project(&workshop, &around, audience)).unwrap();
                let allowed = allowed(&workshop, audience);
                let quiet = sent.contains("stuck_since");
                prop_assert!(audience != Audience::Everyone || !quiet, "that somebody is stuck was told to everybody");
                let leaked: Vec<_> = marks(&sent).into_iter().filter(|mark| !allowed.contains(mark)).collect();
                prop_assert!(leaked.is_empty(), "{:?} was sent {:?}", audience, leaked);
            }
        }
    }
}
