//! No message to a person contains what is hidden from them, for random commands in random order.

use std::collections::BTreeSet;

use api::live::ServerMessage;
use domain::id::NoteId;
use domain::workshop::{
    Command, HatCommand, Knows, Outcome, PeopleCommand, Round, RoundCommand, RoundNumber, RoundState, ServerCommand,
    TimeCommand, WallCommand, Workshop,
};
use server::clock::Entropy;
use testkit::client::Client;
use testkit::deterministic::SeededEntropy;
use testkit::live::{Live, new_id};

use crate::scene::{Scene, Stage, World};

/// An open page, and every mark that it was sent.
struct Page<'a> {
    name: String,
    who: &'a Client,
    face: &'static str,
    live: Live,
    seen: BTreeSet<String>,
    /// It was notified that a person is stuck.
    stuck: bool,
}

const WORKSHOPS: u64 = 3;
const STEPS: usize = 60;

#[tokio::test]
async fn hidden_data_is_not_sent_early() {
    let world = World::new().await;
    for seed in 0..WORKSHOPS {
        let mut chance = Chance(SeededEntropy::new(seed));
        let scene = world.scene(Stage::Open).await;
        let mut pages = pages(&scene).await;
        scene
            .execute(
                &world.facilitator,
                [Command::Server(ServerCommand::PassHat { seed: [1; 32], knows: Knows::default() })],
            )
            .await;
        for step in 0..STEPS {
            let asked = something(&scene, &mut pages, &mut chance).await;
            for page in &mut pages {
                page.catch_up().await;
            }
            // Read after the messages: by then only more can have become visible.
            let state = scene.state().await;
            for page in &pages {
                let allowed = allowed(&world, &state, page);
                let leaked: Vec<_> = page.seen.difference(&allowed).collect();
                assert!(leaked.is_empty(), "seed {seed}, step {step}, {asked}: {} was sent {leaked:?}", page.name);
            }
            pages.iter_mut().for_each(|page| page.seen.clear());
        }
        scene.finish(&mut pages).await;
    }
}

/// A facilitator who hands over while their own card is open is still its investigator.
#[tokio::test]
async fn the_investigator_cannot_read_their_card_by_handing_over() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut own = scene.open_page(&world.facilitator, "desk").await;
    let mut successor = scene.open_page(&world.member, "desk").await;
    let open = [
        Command::Server(ServerCommand::PassHat { seed: [1; 32], knows: Knows::default() }),
        Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) }),
    ];
    scene.execute(&world.facilitator, open).await;
    scene
        .execute(
            &world.facilitator,
            [Command::People(PeopleCommand::HandOverFacilitator { to: world.member.person() })],
        )
        .await;
    own.catch_up().await;
    successor.catch_up().await;
    let front = |mark: &String| ["title»", "brief»", "system»"].iter().any(|end| mark.ends_with(end));
    assert!(own.seen.iter().all(front), "the investigator was sent {:?}", own.seen);
    assert!(successor.seen.iter().any(|mark| mark.ends_with(":cause»")), "{:?}", successor.seen);
}

/// Only the person and the desk see that they are stuck; no other face does.
#[tokio::test]
async fn only_the_desk_sees_who_is_stuck() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let mut pages = pages(&scene).await;
    scene.execute(&world.facilitator, [Command::Rounds(RoundCommand::ClearStuck { round: RoundNumber(2) })]).await;
    scene.execute(&world.investigator, [Command::Rounds(RoundCommand::SayStuck { round: RoundNumber(2) })]).await;
    for page in &mut pages {
        page.catch_up().await;
        let knows = page.who.person() == world.investigator.person()
            || page.face == "desk" && page.who.person() == world.facilitator.person();
        assert_eq!(page.stuck, knows, "{}", page.name);
    }
}

async fn pages<'a>(scene: &'a Scene<'a>) -> Vec<Page<'a>> {
    let world = scene.world;
    let everybody = [
        (&world.facilitator, &["desk", "room", "seat"][..]),
        (&world.investigator, &["desk", "bench"]),
        (&world.third, &["desk", "seat"]),
        (&world.scribe, &["sheet"]),
        (&world.owner, &["desk"]),
        (&world.member, &["room"]),
        (scene.guest(), &["seat", "desk"]),
    ];
    let mut pages = Vec::new();
    for (who, faces) in everybody {
        for face in faces {
            pages.push(scene.open_page(who, face).await);
        }
    }
    pages
}

impl Scene<'_> {
    async fn open_page<'a>(&'a self, who: &'a Client, face: &'static str) -> Page<'a> {
        let live = self.page(who, &format!("face={face}")).await;
        Page { name: format!("{}'s {face}", who.person()), who, face, live, seen: BTreeSet::new(), stuck: false }
    }

    /// Plays every card to its end, so that everything hidden is shown.
    async fn finish(&self, pages: &mut [Page<'_>]) {
        let state = self.state().await;
        let facilitator = pages.iter().find(|page| page.who.person() == state.facilitator).unwrap().who;
        self.execute(facilitator, [Command::Time(TimeCommand::StartReflection)]).await;
        let opened = state.rounds.values().filter(|round| round.investigation.opened_at.is_some());
        let truths: Vec<_> = opened.map(|round| format!("«{}:cause»", self.number(round.scenario))).collect();
        assert!(!truths.is_empty(), "a card was opened");
        for page in pages {
            page.live = self.page(page.who, &format!("face={}", page.face)).await;
            page.catch_up().await;
            assert!(truths.iter().all(|truth| page.seen.contains(truth)), "{}: {:?}", page.name, page.seen);
        }
    }

    fn number(&self, scenario: domain::id::ScenarioId) -> usize {
        self.world.cards.iter().position(|card| *card == scenario).unwrap()
    }
}

impl Page<'_> {
    /// Reads all messages sent until now: they come before the answer to an impossible command.
    async fn catch_up(&mut self) {
        let (_, output) =
            self.live.command(Command::Walls(WallCommand::RemoveNote { note: NoteId(new_id()), token: None })).await;
        output.iter().for_each(|message| self.see(message));
    }

    fn see(&mut self, message: &ServerMessage) {
        let text = serde_json::to_string(message).unwrap();
        self.stuck |= text.contains("stuck_since");
        let marks = text.split('«').skip(1).map(|rest| format!("«{}»", rest.split('»').next().unwrap()));
        self.seen.extend(marks);
    }
}

/// Randomness that is the same in every run.
struct Chance(SeededEntropy);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        usize::from(u16::from_le_bytes([self.0.bytes32()[0], self.0.bytes32()[1]])) % bound
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

/// Sends a random command, in most cases one that advances the workshop.
async fn something(scene: &Scene<'_>, pages: &mut [Page<'_>], chance: &mut Chance) -> String {
    let state = scene.state().await;
    if chance.below(6) == 0 {
        scene.world.app.clock.forward_minutes(1);
    }
    if chance.below(5) == 0 {
        let page = &mut pages[chance.below(pages.len())];
        let since = chance.below(40);
        let query = format!("face={}&since={since}&audience={}", page.face, chance.of(&["desk", "everyone"]));
        page.live = scene.page(page.who, &query).await;
        return format!("{} comes back: {query}", page.name);
    }
    let command = command(scene, &state, chance);
    let page = match chance.below(3) {
        0 => &mut pages[chance.below(pages.len())],
        _ => pages.iter_mut().find(|page| page.who.person() == state.facilitator).unwrap(),
    };
    let (outcome, output) = page.live.command(command.clone()).await;
    output.iter().for_each(|message| page.see(message));
    format!("{}: {command:?}: {outcome:?}", page.name)
}

fn command(scene: &Scene<'_>, state: &Workshop, chance: &mut Chance) -> Command {
    let current = state.current_round().map(|round| round.number);
    let next = state.next_round().map(|round| round.number);
    let round = current.unwrap_or(RoundNumber(1));
    let facilitators = [&scene.world.facilitator, &scene.world.investigator, &scene.world.third];
    match chance.below(12) {
        0 | 1 if current.is_none() => Command::Hat(HatCommand::PassHat),
        0..4 if current.is_none() => Command::Rounds(RoundCommand::OpenCard { round: next.unwrap_or(RoundNumber(1)) }),
        0 if chance.below(2) == 0 => Command::Hat(HatCommand::SwapCard { round: next.unwrap_or(RoundNumber(1)) }),
        0 => Command::Hat(HatCommand::ReturnCard { round: next.unwrap_or(RoundNumber(1)) }),
        1..4 => Command::Rounds(RoundCommand::RevealEvidence { round, evidence: None }),
        4 => Command::Rounds(RoundCommand::RevealEvidence { round, evidence: Some("letters".into()) }),
        5 => Command::Rounds(RoundCommand::GiveHint { round, hint: 0 }),
        6 => Command::Rounds(RoundCommand::GiveHint { round, hint: 1 }),
        7 => Command::Rounds(RoundCommand::StartDebrief { round }),
        8 => Command::Rounds(RoundCommand::FinishRound { round, outcome: Outcome::Parked }),
        9 if chance.below(2) == 0 => {
            Command::Hat(HatCommand::AddPartner { round, person: chance.of(&facilitators).person() })
        }
        9 => Command::Hat(HatCommand::HandRound { round, to: chance.of(&facilitators).person() }),
        10 => Command::People(PeopleCommand::HandOverFacilitator { to: chance.of(&facilitators).person() }),
        _ if chance.below(4) == 0 => Command::Time(TimeCommand::StartReflection),
        _ => Command::Time(TimeCommand::ResumeRounds),
    }
}

/// The marks that a page may receive, computed independently from the rules of the practice.
fn allowed(world: &World, workshop: &Workshop, page: &Page<'_>) -> BTreeSet<String> {
    let desk = |round: &Round| {
        let theirs = round.is_held_by(workshop.facilitator);
        page.face == "desk" && page.who.person() == workshop.facilitator && !theirs
    };
    let mut marks = BTreeSet::new();
    for round in workshop.rounds.values().filter(|round| round.investigation.opened_at.is_some()) {
        let n = world.cards.iter().position(|card| *card == round.scenario).unwrap();
        let mut allow = |what: &str| {
            marks.insert(format!("«{n}:{what}»"));
        };
        let mut evidence =
            |id: &str| ["title", "sender", "body"].iter().for_each(|what| allow(&format!("{what}-{id}")));
        round.investigation.revealed.keys().for_each(|id| evidence(id));
        if desk(round) {
            ["page", "graph", "letters", "call"].into_iter().for_each(&mut evidence);
        }
        ["title", "system", "about-system", "brief"].into_iter().for_each(&mut allow);
        round.investigation.hints_given.keys().for_each(|hint| allow(&format!("hint-{hint}")));
        let truth = ["cause", "resolution", "path-0", "path-1", "path-2"];
        if matches!(round.state, RoundState::Debriefing | RoundState::Done) {
            truth.into_iter().chain(["origin"]).for_each(&mut allow);
        }
        if desk(round) {
            truth.into_iter().chain(["notes", "ask", "hint-0", "hint-1"]).for_each(&mut allow);
        }
    }
    marks
}
