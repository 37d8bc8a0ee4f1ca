//! Guests and room screens after a workshop is closed: they see it as it was then, for a day.

use api::live::{Audience, ServerMessage};
use api::screen::{PairedScreen, ScreenState};
use domain::workshop::{Clock, Command, PeopleCommand, ServerCommand, TimeCommand, WallCommand};
use serde_json::{Value, json};
use testkit::app::{Database, PASSWORD};
use testkit::client::Client;
use testkit::live::Live;

use crate::scene::{Scene, Stage, World, note};

const REMOVED: Option<u16> = Some(4403);

#[tokio::test]
async fn visitors_see_a_closed_workshop_as_it_was_on_sqlite() {
    visitors_see_a_closed_workshop_as_it_was(Database::Sqlite).await;
}

#[tokio::test]
async fn visitors_see_a_closed_workshop_as_it_was_on_postgres() {
    visitors_see_a_closed_workshop_as_it_was(Database::Postgres).await;
}

async fn visitors_see_a_closed_workshop_as_it_was(database: Database) {
    let world = World::on(database).await;
    let systems = link_systems(&world).await;
    let scene = world.scene(Stage::Reflecting).await;
    let screen = paired(&scene).await;
    let mut pages = [scene.page(scene.guest(), "face=seat").await, screen_page(&scene, &screen).await.unwrap()];
    scene
        .execute(&world.facilitator, [Command::Walls(WallCommand::CancelVoting), Command::Time(TimeCommand::Close)])
        .await;
    for page in &mut pages {
        let snapshot = snapshot_of_visitors(page).await;
        assert!(snapshot.contains("/before") && snapshot.contains("Mona") && snapshot.contains("Thea"), "{snapshot}");
    }

    let mut desk = scene.page(&world.facilitator, "face=desk").await;
    for system in &systems {
        change_link(&world, system, "after").await;
    }
    let _ = world.member.patch("/api/account", &json!({ "name": "Ramona" })).await.expect(200);
    let team = format!("/api/teams/{}", world.owner.team());
    let _ = world.owner.patch(&team, &json!({ "name": "Ledgers" })).await.expect(200);
    world.app.member(&world.owner, "Newton").await;
    desk.until(|message| text(message).contains("Newton")).await;
    let _ =
        world.third.post("/api/account/erasure", &json!({ "password": PASSWORD, "words_too": true })).await.expect(204);
    // What is erased is erased for them, too.
    for page in &mut pages {
        page.until(|message| text(message).contains("Somebody")).await;
    }
    let fresh = ["Ramona", "Newton", "Ledgers", "/after", "Thea"];
    let check = async |page: &mut Live| {
        let snapshot = snapshot_of_visitors(page).await;
        assert!(
            snapshot.contains("/before") && snapshot.contains("Mona") && snapshot.contains("Payments"),
            "{snapshot}"
        );
        assert!(fresh.iter().all(|word| !snapshot.contains(word)), "{snapshot}");
    };
    check(&mut scene.page(scene.guest(), "face=seat").await).await;
    assert_eq!(
        screen_page(&scene, &screen).await.err(),
        Some(404),
        "a screen that connects again has to be paired again"
    );

    world.app.clock.forward_minutes(Clock::VISITORS_AFTER);
    for page in &mut pages {
        let (messages, code) = page.end().await;
        assert_eq!(code, REMOVED);
        let messages: String = messages.iter().map(text).collect();
        assert!(fresh.iter().all(|word| !messages.contains(word)), "{messages}");
    }
    assert_eq!(scene.try_page(scene.guest(), "face=seat").await.err(), Some(401));
    assert_eq!(
        desk.command(Command::People(PeopleCommand::Leave)).await.0,
        crate::protocol::refused("wrong_phase"),
        "members stay"
    );
}

#[tokio::test]
async fn opening_again_changes_what_visitors_see_and_a_restart_does_not() {
    let world = World::new().await;
    link_systems(&world).await;
    let scene = world.scene(Stage::Reflecting).await;
    scene
        .execute(&world.facilitator, [Command::Walls(WallCommand::CancelVoting), Command::Time(TimeCommand::Close)])
        .await;
    let _ = world.member.patch("/api/account", &json!({ "name": "Ramona" })).await.expect(200);
    world.app.app.hub.forget(scene.workshop).await;
    let mut page = scene.page(scene.guest(), "face=seat").await;
    let snapshot = snapshot_of_visitors(&mut page).await;
    assert!(snapshot.contains("\"Mona\"") && !snapshot.contains("Ramona"), "{snapshot}");

    let reopen = Command::Server(ServerCommand::Reopen { actions: Vec::new() });
    scene.execute(&world.facilitator, [reopen]).await;
    let back = |message: &ServerMessage| matches!(message, ServerMessage::Welcome { audience: Audience::Everyone, .. });
    page.until(back).await;
    let snapshot = page.until(|message| matches!(message, ServerMessage::Snapshot { .. })).await;
    assert!(text(&snapshot).contains("Ramona"));
    scene.execute(&world.facilitator, [Command::Time(TimeCommand::Close)]).await;
    assert!(snapshot_of_visitors(&mut page).await.contains("Ramona"));
}

#[tokio::test]
async fn pages_of_visitors_close_even_if_the_workshop_is_not_closed() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut page = scene.page(scene.guest(), "face=seat").await;
    let mut member = scene.page(&world.member, "face=seat").await;
    let left = scene.state().await.clock.unwrap().ends_at.since(world.app.app.now()) / domain::time::Timestamp::MINUTE;
    world.app.clock.forward_minutes(left + Clock::VISITORS_UNCLOSED);
    assert_eq!(page.end().await.1, REMOVED);
    assert_eq!(scene.try_page(scene.guest(), "face=seat").await.err(), Some(401));
    scene.execute(&world.member, [note(domain::id::NoteId(testkit::live::new_id()), "still here")]).await;
    member.until(|message| text(message).contains("still here")).await;
}

/// Pages of a team that is deleted show nothing more.
#[tokio::test]
async fn pages_of_a_deleted_team_close() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut pages = [scene.page(&world.member, "face=seat").await, scene.page(scene.guest(), "face=seat").await];
    let _ = world.owner.delete(&format!("/api/teams/{}", world.owner.team())).await.expect(204);
    for page in &mut pages {
        assert_eq!(page.end().await.1, Some(4401));
    }
}

/// Gives every system that a card names a link, and returns them.
async fn link_systems(world: &World) -> Vec<Value> {
    let path = format!("/api/teams/{}/systems", world.owner.team());
    let mut systems = Vec::new();
    for n in 0..4 {
        let links = json!([{ "kind": "logs", "name": "Logs", "url": "https://logs.example/before" }]);
        let wanted = json!({ "name": format!("«{n}:system»"), "links": links });
        systems.push(world.owner.post(&path, &wanted).await.expect(201).json());
    }
    systems
}

async fn change_link(world: &World, system: &Value, to: &str) {
    let path = format!("/api/teams/{}/systems/{}", world.owner.team(), system["id"].as_str().unwrap());
    let links = json!([{ "kind": "logs", "name": "Logs", "url": format!("https://logs.example/{to}") }]);
    let _ = world.owner.put(&path, &json!({ "name": system["name"], "links": links })).await.expect(200);
}

pub(crate) async fn paired(scene: &Scene<'_>) -> Client {
    let screen = scene.world.app.client();
    let ScreenState::Waiting { code, .. } = screen.post("/api/screen", &()).await.expect(201).json() else {
        panic!("no code");
    };
    let screens = format!("/api/workshops/{}/screens", scene.workshop);
    let paired = scene.world.facilitator.post(&screens, &json!({ "code": code })).await.expect(201);
    let _: PairedScreen = paired.json();
    screen
}

pub(crate) async fn screen_page(scene: &Scene<'_>, screen: &Client) -> Result<Live, u16> {
    screen.try_live_at("/api/screen/live?face=room", &format!("http://{}", scene.world.app.address)).await
}

/// The snapshot that a page receives once it belongs to a visitor.
async fn snapshot_of_visitors(page: &mut Live) -> String {
    let visits =
        |message: &ServerMessage| matches!(message, ServerMessage::Welcome { audience: Audience::Visitors, .. });
    page.until(visits).await;
    text(&page.until(|message| matches!(message, ServerMessage::Snapshot { .. })).await)
}

fn text(message: &ServerMessage) -> String {
    serde_json::to_string(message).unwrap()
}
