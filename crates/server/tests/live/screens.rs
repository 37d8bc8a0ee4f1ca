//! Room screens paired by a code.

use api::entity::Entity;
use api::live::{Audience, ClientMessage, Face, ServerMessage, Typing};
use api::screen::{PairedScreen, ScreenState};
use domain::id::{NoteId, PersonId};
use domain::workshop::{
    Command, HatCommand, PeopleCommand, RoundCommand, RoundNumber, StepCommand, TimeCommand, WallCommand,
};
use serde_json::json;
use testkit::client::Client;
use testkit::live::{Live, new_id};

use crate::protocol::{add_note, refused};
use crate::scene::{Scene, Stage, World, note};

async fn shows(screen: &Client) -> String {
    match screen.post("/api/screen", &()).await.expect(201).json() {
        ScreenState::Waiting { code, .. } => code,
        other => panic!("{other:?}"),
    }
}

impl Scene<'_> {
    fn screens(&self) -> String {
        format!("/api/workshops/{}/screens", self.workshop)
    }

    async fn pair(&self, screen: &Client) -> PairedScreen {
        let code = shows(screen).await.to_lowercase();
        self.world.facilitator.post(&self.screens(), &json!({ "code": code })).await.expect(201).json()
    }

    async fn screen_page(&self, screen: &Client) -> Result<Live, u16> {
        screen.try_live_at("/api/screen/live?face=desk", &format!("http://{}", self.world.app.address)).await
    }
}

#[tokio::test]
async fn a_paired_screen_shows_the_workshop_and_cannot_act() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let screen = world.app.client();
    assert_eq!(scene.screen_page(&screen).await.err(), Some(404));
    let waits = shows(&screen).await;
    assert_eq!(waits.len(), 6);
    assert_eq!(scene.screen_page(&screen).await.err(), Some(404), "a code alone shows nothing");
    let paired = scene.pair(&screen).await;
    assert_ne!(paired.code, waits, "a screen that asks again has a new code");
    let cookies = screen.cookies();
    assert!(cookies.starts_with("readyroom_screen="), "{cookies}");

    let mut page = scene.screen_page(&screen).await.unwrap();
    let welcome = page.next().await.unwrap();
    let ServerMessage::Welcome { you, face, audience, .. } = welcome else { panic!("{welcome:?}") };
    assert_eq!((you, face, audience), (PersonId(paired.id.0), Face::Room, Audience::Everyone));
    let Some(ServerMessage::Snapshot { entities, .. }) = page.next().await else { panic!("no snapshot") };
    assert!(!entities.iter().any(|e| matches!(e, Entity::Briefing(_) | Entity::Screen(_) | Entity::Waiting(_))));

    let mut desk = scene.page(&world.facilitator, "face=desk").await;
    let (_, messages) = desk.command(add_note(NoteId(new_id()), "for the screen")).await;
    let text = serde_json::to_string(&messages).unwrap();
    assert!(text.contains(&format!("\"code\":\"{}\"", paired.code)), "the desk lists it: {text}");
    page.until(|m| matches!(m, ServerMessage::Changes { upsert, .. } if matches!(&upsert[..], [Entity::Note(_)])))
        .await;

    let before = scene.state().await;
    for command in commands(&scene) {
        assert_eq!(page.command(command.clone()).await.0, refused("not_allowed"), "{command:?}");
    }
    assert_eq!(scene.state().await, before);
    page.send(&ClientMessage::Presence { typing: Some(Typing::Note) }).await;
    let presence = page.until(|message| matches!(message, ServerMessage::Presence { .. })).await;
    let ServerMessage::Presence { people } = presence else { unreachable!("it is presence") };
    assert!(people.iter().all(|one| one.person != you), "a screen is not a person: {people:?}");
    // Its cookie opens nothing else.
    for path in ["", "/report", "/live?face=room"] {
        let _ = screen.get(&format!("/api/workshops/{}{path}", scene.workshop)).await.expect(401);
    }
}

/// One command of every kind that anybody could give at this moment.
fn commands(scene: &Scene) -> Vec<Command> {
    let me = scene.world.member.person();
    vec![
        Command::Time(TimeCommand::Open),
        Command::People(PeopleCommand::Join),
        Command::People(PeopleCommand::Leave),
        Command::People(PeopleCommand::Admit { person: me }),
        Command::People(PeopleCommand::SetLobby { on: true }),
        Command::People(PeopleCommand::SetDraws { person: me, draws: false }),
        Command::People(PeopleCommand::HandOverFacilitator { to: me }),
        Command::Hat(HatCommand::PlaceCard { scenario: scene.world.cards[4] }),
        Command::Hat(HatCommand::PassHat),
        Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(3) }),
        Command::Rounds(RoundCommand::RevealEvidence { round: RoundNumber(2), evidence: None }),
        Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(2) }),
        add_note(NoteId(new_id()), "from the wall"),
        Command::Walls(WallCommand::RemoveNote { note: scene.notes[0], token: None }),
        Command::Steps(StepCommand::RemoveStep { step: scene.steps[0] }),
        Command::Time(TimeCommand::Pause),
        Command::Time(TimeCommand::StartReflection),
        Command::Time(TimeCommand::Close),
    ]
}

#[tokio::test]
async fn a_screen_survives_a_reload_and_a_restart_and_ends_with_the_workshop() {
    let world = World::new().await;
    let scene = world.scene(Stage::Reflecting).await;
    let screen = world.app.client();
    let paired = scene.pair(&screen).await;
    for _ in 0..2 {
        let state: ScreenState = screen.get("/api/screen").await.expect(200).json();
        assert!(matches!(state, ScreenState::Paired { workshop, .. } if workshop == scene.workshop), "{state:?}");
        let again: ScreenState = screen.post("/api/screen", &()).await.expect(201).json();
        assert!(matches!(again, ScreenState::Paired { screen, .. } if screen == paired.id), "it keeps its workshop");
        scene.screen_page(&screen).await.unwrap();
        world.app.app.hub.forget(scene.workshop).await;
    }
    let mut page = scene.screen_page(&screen).await.unwrap();
    scene.execute(&world.facilitator, [Command::Time(TimeCommand::Close)]).await;
    let closed = |m: &ServerMessage| match m {
        ServerMessage::Snapshot { entities, .. } => {
            entities.iter().any(|e| matches!(e, Entity::Workshop(w) if w.phase == domain::workshop::Phase::Closed))
        }
        _ => false,
    };
    page.until(closed).await;
    assert!(matches!(screen.get("/api/screen").await.expect(200).json(), ScreenState::None));
    assert_eq!(scene.screen_page(&screen).await.err(), Some(404));
    assert_eq!(shows(&screen).await.len(), 6, "and a new code");
    let code = shows(&world.app.client()).await;
    let _ = world.facilitator.post(&scene.screens(), &json!({ "code": code })).await.expect(409);
}

#[tokio::test]
async fn a_screen_can_be_unpaired_and_is_bound_to_its_workshop() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let other = world.scene(Stage::Open).await;
    let screen = world.app.client();
    let paired = scene.pair(&screen).await;
    let mut page = scene.screen_page(&screen).await.unwrap();
    let wrong = format!("{}/{}", other.screens(), paired.id);
    let _ = world.facilitator.delete(&wrong).await.expect(404);
    other.execute(&world.member, [note(NoteId(new_id()), "«elsewhere»")]).await;
    let _ = world.facilitator.delete(&format!("{}/{}", scene.screens(), paired.id)).await.expect(204);
    let (messages, code) = page.end().await;
    assert_eq!(code, Some(4401));
    assert!(!serde_json::to_string(&messages).unwrap().contains("«elsewhere»"));
    assert_eq!(scene.screen_page(&screen).await.err(), Some(404));
}

#[tokio::test]
async fn pairing_codes_expire_work_once_and_are_limited() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let screen = world.app.client();
    let code = shows(&screen).await;
    world.app.clock.forward_minutes(10);
    let wrong = world.facilitator.post(&scene.screens(), &json!({ "code": code })).await.expect(404);
    assert_eq!(wrong.code(), "gone");
    assert!(matches!(screen.get("/api/screen").await.expect(200).json(), ScreenState::None));
    let code = shows(&screen).await;
    let _ = world.facilitator.post(&scene.screens(), &json!({ "code": format!(" {code} ") })).await.expect(201);
    let _ = world.facilitator.post(&scene.screens(), &json!({ "code": code })).await.expect(404);

    world.app.clock.forward_minutes(5);
    let mut guesses = 0;
    while world.facilitator.post(&scene.screens(), &json!({ "code": "AAAAAA" })).await.status != 429 {
        guesses += 1;
        assert!(guesses < 30, "guessing is not limited");
    }
    let screen = world.app.client();
    let mut codes = 0;
    while screen.post("/api/screen", &()).await.status != 429 {
        codes += 1;
        assert!(codes < 60, "asking for codes is not limited");
    }
}
