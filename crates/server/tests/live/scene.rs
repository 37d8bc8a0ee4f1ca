//! A team of people, and workshops brought to where a test begins.

use domain::id::{
    ActionId, AnswerId, CommandId, GroupId, GuessId, NoteId, PersonId, ScenarioId, StepId, SystemId, WorkshopId,
};
use domain::scenario::{
    Difficulty, Evidence, EvidenceContent, EvidenceFields, EvidenceKind, Hint, Origin, Release, Scenario,
    ScenarioSystem,
};
use domain::text::{ActionText, AnswerText, ColleagueName, GuessText, NoteText, StepText, SystemName, Title};
use domain::workshop::{
    ActionCommand, Actor, Command, Commitment, DebriefCommand, DebriefQuestion, Knows, Outcome, ParticipantKind,
    PeopleCommand, Priority, RoundCommand, RoundNumber, ServerCommand, Standing, StepCommand, StepKind, TimeCommand,
    Wall, WallCommand, Workshop,
};
use serde_json::json;
use testkit::app::{Database, TestApp};
use testkit::client::Client;
use testkit::live::{Live, new_id};

/// The stage of a workshop when a test begins. Each stage contains those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// No one has joined yet.
    Planned,
    /// The doors are open; a guest looked in and left.
    Doors,
    /// Everybody is in, and there are notes on the walls.
    Open,
    /// The facilitator's round is over; the investigator's card and Thea's are sealed.
    Dealt,
    /// The investigator's card is open, and steps are written.
    Investigating,
    /// The room talks about it.
    Debriefing,
    /// The walls become actions.
    Reflecting,
    /// It is over.
    Closed,
}

/// A running server with one team.
pub(crate) struct World {
    pub(crate) app: TestApp,
    /// Owns the team, and has no part in the workshop.
    pub(crate) owner: Client,
    pub(crate) facilitator: Client,
    pub(crate) scribe: Client,
    /// Draws a card.
    pub(crate) investigator: Client,
    /// Has no part.
    pub(crate) member: Client,
    /// Thea, who draws the third card.
    pub(crate) third: Client,
    pub(crate) cards: Vec<ScenarioId>,
    /// A system of the team that no card touches.
    pub(crate) system: SystemId,
}

/// One workshop, and what is in it.
pub(crate) struct Scene<'a> {
    pub(crate) world: &'a World,
    pub(crate) workshop: WorkshopId,
    /// None while the workshop is only planned.
    pub(crate) guest: Option<Client>,
    /// Claims to be the investigator, without confirmation.
    pub(crate) claimant: PersonId,
    /// The member's, one of them taken off.
    pub(crate) notes: [NoteId; 2],
    /// The guest's, one of them taken off.
    pub(crate) guest_notes: [NoteId; 2],
    /// The facilitator's, of one note.
    pub(crate) group: GroupId,
    /// The scribe's, one of them taken away.
    pub(crate) steps: [StepId; 2],
    /// A question without an answer.
    pub(crate) question: StepId,
    /// The scribe's, one of them taken away.
    pub(crate) answers: [AnswerId; 2],
    pub(crate) guess: GuessId,
    /// The member's, one of them taken away.
    pub(crate) actions: [ActionId; 2],
    /// The member's, on What's Awesome, once the walls become actions.
    pub(crate) praise: NoteId,
}

/// Card `n`, in which every text is a mark of its own: `«n:what»`.
pub(crate) fn marked(n: usize) -> Scenario {
    let mark = |what: &str| format!("«{n}:{what}»");
    let content = |id: &str, kind| {
        EvidenceContent::from_fields(EvidenceFields {
            kind,
            title: Some(mark(&format!("title-{id}"))),
            sender: Some(mark(&format!("sender-{id}"))),
            recipients: Vec::new(),
            body: mark(&format!("body-{id}")),
            picture: None,
        })
        .expect("no kind here has a picture")
    };
    let evidence = |id: &str, kind, release| Evidence {
        id: id.into(),
        offset_s: -60,
        release,
        misleading: id == "page",
        content: content(id, kind),
    };
    let hint = |after_minutes: u16| Hint { after_minutes, text: mark(&format!("hint-{after_minutes}")) };
    let system =
        ScenarioSystem { name: SystemName::parse(&mark("system")).unwrap(), about: Some(mark("about-system")) };
    Scenario {
        slug: String::new(),
        title: Title::parse(&mark("title")).unwrap(),
        systems: vec![system],
        difficulty: Difficulty::Easy,
        brief: mark("brief"),
        evidence: vec![
            evidence("page", EvidenceKind::Page, Release::Back),
            evidence("graph", EvidenceKind::Log, Release::Back),
            evidence("letters", EvidenceKind::Chat, Release::Asked { ask: mark("ask") }),
            evidence("call", EvidenceKind::Tap, Release::After { minutes: 2 }),
        ],
        minutes: 10,
        notes: mark("notes"),
        hints: vec![hint(0), hint(1)],
        reference_path: vec![mark("path-0"), mark("path-1"), mark("path-2")],
        cause: mark("cause"),
        resolution: mark("resolution"),
        origin: Origin::Real {
            organisation: Some(mark("origin")),
            link: Some("https://example.com/account".into()),
            date: Some("2024-02-29".into()),
        },
        authors: vec![mark("author")],
        pack: None,
    }
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::on(Database::Sqlite).await
    }

    pub(crate) async fn on(database: Database) -> Self {
        let app = TestApp::start_on(database).await;
        let owner = app.owner().await;
        let facilitator = app.member(&owner, "Freya").await;
        let scribe = app.member(&owner, "Sami").await;
        let investigator = app.member(&owner, "Ines").await;
        let member = app.member(&owner, "Mona").await;
        let third = app.member(&owner, "Thea").await;
        let path = format!("/api/teams/{}/scenarios", owner.team());
        let mut cards = Vec::new();
        for n in 0..5 {
            let made = owner.post(&path, &json!({ "content": marked(n) })).await.expect(201);
            cards.push(made.json::<api::scenario::ScenarioDetail>().id);
        }
        let wanted = json!({ "name": "payments-api", "links": [] });
        let system = owner.post(&format!("/api/teams/{}/systems", owner.team()), &wanted).await.expect(201);
        let system = system.json::<api::team::System>().id;
        Self { app, owner, facilitator, scribe, investigator, member, third, cards, system }
    }

    /// A new workshop, brought to a stage. Four of the five cards are in its hat.
    pub(crate) async fn scene(&self, stage: Stage) -> Scene<'_> {
        let (facilitator, scribe) = (self.facilitator.person(), self.scribe.person());
        let workshop = self.app.planned(&self.owner, facilitator, Some(scribe), &self.cards[..4]).await;
        let two = || [NoteId(new_id()), NoteId(new_id())];
        let mut scene = Scene {
            world: self,
            workshop,
            guest: None,
            claimant: PersonId(new_id()),
            notes: two(),
            guest_notes: two(),
            group: GroupId(new_id()),
            steps: [StepId(new_id()), StepId(new_id())],
            question: StepId(new_id()),
            answers: [AnswerId(new_id()), AnswerId(new_id())],
            guess: GuessId(new_id()),
            actions: [ActionId(new_id()), ActionId(new_id())],
            praise: NoteId(new_id()),
        };
        if stage >= Stage::Doors {
            scene.open().await;
        }
        if stage >= Stage::Open {
            scene.come_in().await;
        }
        if stage >= Stage::Dealt {
            scene.deal().await;
        }
        if stage >= Stage::Investigating {
            scene.investigate().await;
        }
        if stage >= Stage::Debriefing {
            scene.debrief().await;
        }
        if stage >= Stage::Reflecting {
            scene.reflect().await;
        }
        if stage >= Stage::Closed {
            scene.execute(&self.facilitator, [Command::Time(TimeCommand::Close)]).await;
        }
        scene
    }
}

impl Scene<'_> {
    /// Applies several commands of a person, without a socket.
    pub(crate) async fn execute(&self, who: &Client, commands: impl IntoIterator<Item = Command>) -> u64 {
        let commands: Vec<_> = commands.into_iter().collect();
        let done = self.submit(self.actor(who), CommandId(new_id()), commands.clone()).await;
        done.unwrap_or_else(|error| panic!("{commands:?}: {error}"))
    }

    pub(crate) async fn submit(
        &self,
        actor: Actor,
        id: CommandId,
        commands: Vec<Command>,
    ) -> server::error::Result<u64> {
        self.world.app.app.hub.submit(self.workshop, actor, id, None, commands).await
    }

    pub(crate) fn actor(&self, who: &Client) -> Actor {
        let person = who.person();
        let standing = if person == self.world.owner.person() {
            Standing::Owner
        } else if self.guest.as_ref().is_some_and(|guest| guest.person() == person) {
            Standing::Guest
        } else {
            Standing::Member
        };
        Actor { person, standing }
    }

    /// The state in memory.
    pub(crate) async fn state(&self) -> Workshop {
        self.world.app.app.hub.state(self.workshop).await.unwrap().workshop.clone()
    }

    pub(crate) fn guest(&self) -> &Client {
        self.guest.as_ref().expect("the doors are open")
    }

    /// Opens a page with any question, such as `face=desk&since=3`.
    pub(crate) async fn page(&self, who: &Client, query: &str) -> Live {
        self.try_page(who, query).await.unwrap_or_else(|status| panic!("{query}: {status}"))
    }

    pub(crate) async fn try_page(&self, who: &Client, query: &str) -> Result<Live, u16> {
        who.try_live(self.workshop, query, &format!("http://{}", self.world.app.address)).await
    }

    async fn open(&mut self) {
        self.execute(&self.world.facilitator, [Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] })])
            .await;
        let code = self.world.app.join_code(self.workshop).await;
        let guest = self.world.app.guest(&code, "Gus").await;
        self.guest = Some(guest);
        self.execute(self.guest(), [Command::People(PeopleCommand::Leave)]).await;
    }

    async fn come_in(&self) {
        let world = self.world;
        let everybody = [
            (&world.facilitator, true),
            (&world.investigator, true),
            (&world.third, true),
            (&world.owner, false),
            (&world.scribe, false),
            (&world.member, false),
        ];
        for (who, draws) in everybody {
            self.execute(who, [Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws })]).await;
        }
        self.execute(
            self.guest(),
            [Command::Server(ServerCommand::Join { kind: ParticipantKind::Guest, draws: false })],
        )
        .await;
        let claim = ParticipantKind::Seat { member: PersonId(new_id()), confirmed: false };
        let claimant = Actor { person: self.claimant, standing: Standing::Guest };
        let join = vec![Command::Server(ServerCommand::Join { kind: claim, draws: false })];
        self.submit(claimant, CommandId(new_id()), join).await.unwrap();
        for (who, [there, gone]) in [(&world.member, self.notes), (self.guest(), self.guest_notes)] {
            self.execute(
                who,
                [
                    note(there, "a note"),
                    note(gone, "gone"),
                    Command::Walls(WallCommand::RemoveNote { note: gone, token: None }),
                ],
            )
            .await;
        }
        let grouped = NoteId(new_id());
        let group = Command::Walls(WallCommand::MakeGroup { group: self.group, title: None, notes: vec![grouped] });
        self.execute(&world.facilitator, [note(grouped, "grouped"), group]).await;
    }

    async fn deal(&self) {
        let round = RoundNumber(1);
        let first = [
            Command::Server(ServerCommand::PassHat { seed: [1; 32], knows: Knows::default() }),
            Command::Rounds(RoundCommand::OpenCard { round }),
            Command::Rounds(RoundCommand::StartDebrief { round }),
            Command::Rounds(RoundCommand::FinishRound { round, outcome: Outcome::Solved }),
        ];
        self.execute(&self.world.facilitator, first).await;
    }

    async fn investigate(&self) {
        let round = RoundNumber(2);
        self.execute(
            &self.world.investigator,
            [Command::Rounds(RoundCommand::OpenCard { round }), Command::Rounds(RoundCommand::SayStuck { round })],
        )
        .await;
        let [there, gone] = self.steps;
        let text = StepText::parse("Where are the letters?").unwrap();
        let colleague = ColleagueName::parse("Renee").unwrap();
        let written = [
            step(there, round, "looked at the queue"),
            step(gone, round, "gone"),
            Command::Steps(StepCommand::RemoveStep { step: gone }),
            Command::Steps(StepCommand::AskColleague { step: self.question, round, colleague, text }),
            Command::Debrief(DebriefCommand::WriteGuess {
                guess: self.guess,
                round,
                text: GuessText::parse("The disk is full").unwrap(),
                token: None,
            }),
        ];
        self.execute(&self.world.scribe, written).await;
    }

    async fn debrief(&self) {
        let round = RoundNumber(2);
        self.execute(&self.world.investigator, [Command::Rounds(RoundCommand::StartDebrief { round })]).await;
        let [there, gone] = self.answers;
        let answer = |answer| {
            Command::Debrief(DebriefCommand::AddAnswer {
                answer,
                round,
                question: DebriefQuestion::LogSearch,
                step: None,
                text: AnswerText::parse("Four minutes").unwrap(),
            })
        };
        let commands = [answer(there), answer(gone), Command::Debrief(DebriefCommand::RemoveAnswer { answer: gone })];
        self.execute(&self.world.scribe, commands).await;
    }

    async fn reflect(&self) {
        self.execute(
            &self.world.facilitator,
            [Command::Time(TimeCommand::StartReflection), Command::Walls(WallCommand::OpenVoting { cap: 3 })],
        )
        .await;
        let [there, gone] = self.actions;
        let commit = |action| {
            Command::Actions(ActionCommand::CommitAction {
                action,
                commitment: Commitment {
                    text: ActionText::parse("Link a runbook").unwrap(),
                    owner: None,
                    due: None,
                    priority: Priority::Medium,
                    impact: None,
                    effort: None,
                    system: None,
                    notes: vec![],
                },
            })
        };
        let text = NoteText::parse("The replay tool just worked").unwrap();
        let praise = Command::Walls(WallCommand::AddNote {
            note: self.praise,
            wall: Wall::Awesome,
            text,
            round: None,
            token: None,
        });
        let committed =
            [praise, commit(there), commit(gone), Command::Actions(ActionCommand::RemoveAction { action: gone })];
        self.execute(&self.world.member, committed).await;
    }
}

pub(crate) fn note(note: NoteId, text: &str) -> Command {
    Command::Walls(WallCommand::AddNote {
        note,
        wall: Wall::Crappy,
        text: NoteText::parse(text).unwrap(),
        round: None,
        token: None,
    })
}

pub(crate) fn step(step: StepId, round: RoundNumber, text: &str) -> Command {
    Command::Steps(StepCommand::AddStep { step, round, kind: StepKind::LookedAt, text: StepText::parse(text).unwrap() })
}
