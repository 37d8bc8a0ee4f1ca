//! Presence, leaving and removal.

use std::time::Duration;

use api::entity::Entity;
use api::live::{Audience, ClientMessage, Face, ServerMessage, Typing};
use domain::id::{NoteId, PersonId};
use domain::workshop::{Command, PeopleCommand, TimeCommand};
use testkit::client::Client;
use testkit::live::{Live, new_id};
use tokio::time::timeout;

use crate::protocol::add_note;
use crate::scene::{Scene, Stage, World, note};

const LONG: Duration = Duration::from_secs(20);

fn is_typing(message: &ServerMessage, who: PersonId, what: Option<Typing>) -> bool {
    let ServerMessage::Presence { people } = message else { return false };
    people.iter().any(|there| there.person == who && there.typing == what)
}

#[tokio::test]
async fn presence_shows_faces_and_typing_and_is_not_stored() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let version = scene.execute(&world.member, [note(NoteId(new_id()), "the last thing")]).await;
    let mut watcher = scene.page(&world.owner, "face=seat").await;
    let mut bench = scene.page(&world.member, "face=bench").await;
    let seat = scene.page(&world.member, "face=seat").await;
    let mona = world.member.person();
    let both = |message: &ServerMessage| {
        let ServerMessage::Presence { people } = message else { return false };
        people.iter().any(|there| there.person == mona && there.faces == [Face::Bench, Face::Seat])
    };
    watcher.until(both).await;
    bench.send(&ClientMessage::Presence { typing: Some(Typing::Note) }).await;
    watcher.until(|message| is_typing(message, mona, Some(Typing::Note))).await;
    bench.send(&ClientMessage::Presence { typing: None }).await;
    watcher.until(|message| is_typing(message, mona, None)).await;
    drop((bench, seat));
    let gone = |message: &ServerMessage| match message {
        ServerMessage::Presence { people } => people.iter().all(|there| there.person != mona),
        _ => false,
    };
    watcher.until(gone).await;
    let commits = world.app.app.store.commits(scene.workshop, version, 10).await.unwrap();
    assert_eq!(commits, [], "nothing of this is stored");
}

#[tokio::test]
async fn presence_is_sent_during_continuous_typing() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut watcher = scene.page(&world.owner, "face=seat").await;
    let mut typist = scene.page(&world.member, "face=seat").await;
    let typing = async {
        loop {
            typist.send(&ClientMessage::Presence { typing: Some(Typing::Note) }).await;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let received = watcher.until(|message| is_typing(message, world.member.person(), Some(Typing::Note)));
    let received = async { timeout(LONG, received).await.expect("it is sent while they type") };
    tokio::select! { () = typing => {}, _ = received => {} }
}

/// Reads on to a welcome, and to what it is followed by.
async fn welcomed(page: &mut Live) -> (Audience, bool) {
    let welcome = page.until(|message| matches!(message, ServerMessage::Welcome { .. })).await;
    let ServerMessage::Welcome { audience, .. } = welcome else { unreachable!("it is a welcome") };
    let Some(ServerMessage::Snapshot { entities, .. }) = page.next().await else { panic!("no snapshot") };
    (audience, entities.iter().any(|entity| matches!(entity, Entity::Briefing(_))))
}

#[tokio::test]
async fn a_new_facilitator_gets_the_desk() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let mut old = scene.page(&world.facilitator, "face=desk").await;
    let mut new = scene.page(&world.member, "face=desk").await;
    let mut room = scene.page(&world.member, "face=room").await;
    assert_eq!(welcomed(&mut old).await, (Audience::Desk, true));
    assert_eq!(welcomed(&mut new).await, (Audience::Everyone, false));
    let to = world.member.person();
    scene.execute(&world.owner, [Command::People(PeopleCommand::HandOverFacilitator { to })]).await;
    assert_eq!(welcomed(&mut old).await, (Audience::Everyone, false));
    assert_eq!(welcomed(&mut new).await, (Audience::Desk, true));
    let received = room.until(|message| matches!(message, ServerMessage::Changes { .. })).await;
    let ServerMessage::Changes { upsert, .. } = received else { unreachable!("it is a change") };
    assert!(matches!(&upsert[..], [Entity::Workshop(there)] if there.facilitator == to), "{upsert:?}");
    assert_eq!(old.command(Command::Time(TimeCommand::Pause)).await.0, crate::protocol::refused("not_allowed"));
    new.execute(Command::Time(TimeCommand::Pause)).await;
}

#[tokio::test]
async fn a_removed_person_is_disconnected() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let guest = scene.guest();
    let mut pages = [scene.page(guest, "face=seat").await, scene.page(guest, "face=room").await];
    scene.execute(&world.facilitator, [Command::People(PeopleCommand::RemovePerson { person: guest.person() })]).await;
    for page in &mut pages {
        assert_eq!(page.end().await.1, Some(4403), "removed");
    }
    assert_eq!(scene.try_page(guest, "face=seat").await.err(), Some(401), "their seat is gone");

    let (here, elsewhere) = (&world.member, sign_in(&world, "mona@example.com").await);
    let mut page = scene.page(here, "face=seat").await;
    let mut stays = scene.page(&elsewhere, "face=seat").await;
    let _ = here.delete("/api/session").await.expect(204);
    assert_eq!(page.end().await.1, Some(4401), "signed out");
    assert_eq!(scene.try_page(here, "face=seat").await.err(), Some(401));
    stays.execute(add_note(NoteId(new_id()), "another browser goes on")).await;

    let thea = format!("/api/teams/{}/members/{}", world.owner.team(), world.third.person());
    let mut page = scene.page(&world.third, "face=desk").await;
    let _ = world.owner.delete(&thea).await.expect(204);
    assert_eq!(page.end().await.1, Some(4401), "not in the team any more");
    assert_eq!(scene.try_page(&world.third, "face=seat").await.err(), Some(404));
}

async fn sign_in(world: &World, email: &str) -> Client {
    let mut client = world.app.client();
    let given = serde_json::json!({ "email": email, "password": testkit::app::PASSWORD });
    client.set_account(client.post("/api/session", &given).await.expect(201).json());
    client
}

#[tokio::test]
async fn a_stopping_server_announces_its_restart() {
    let mut world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut pages = [scene.page(&world.member, "face=seat").await, scene.page(scene.guest(), "face=room").await];
    drop(scene);
    world.app.stop().await;
    for page in &mut pages {
        let (messages, code) = page.end().await;
        assert!(
            matches!(messages.last(), Some(ServerMessage::Restarting { retry_after_ms: 1.. })),
            "{code:?} {messages:?}"
        );
        assert_eq!(code, Some(1001));
    }
}

/// Two desks that do not read receive everything again and again until they are disconnected; the others continue.
#[tokio::test]
async fn a_client_that_does_not_read_is_disconnected_and_can_reconnect() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let long = "🧯".repeat(280);
    scene.execute(&world.member, (0..200).map(|_| note(NoteId(new_id()), &long))).await;
    let slow = [scene.page(&world.facilitator, "face=desk").await, scene.page(&world.owner, "face=desk").await];
    let mut seat = scene.page(&world.member, "face=seat").await;
    let dropped = || world.app.app.metrics.dropped_connections.get();
    let mut handed_over = 0;
    while dropped() < 2 {
        assert!(handed_over < 1_000, "they were not dropped");
        let (from, to) =
            if handed_over % 2 == 0 { (&world.facilitator, &world.owner) } else { (&world.owner, &world.facilitator) };
        scene.execute(from, [Command::People(PeopleCommand::HandOverFacilitator { to: to.person() })]).await;
        handed_over += 1;
        if handed_over % 50 == 0 {
            seat.execute(add_note(NoteId(new_id()), "the others go on")).await;
        }
    }
    assert!(handed_over > 50, "{handed_over}: a queue is not that short");
    seat.execute(add_note(NoteId(new_id()), "the others go on")).await;
    let mut back = scene.page(&world.owner, "face=desk").await;
    let snapshot = back.until(|message| matches!(message, ServerMessage::Snapshot { .. })).await;
    let ServerMessage::Snapshot { entities, .. } = snapshot else { unreachable!("it is a snapshot") };
    assert!(entities.len() > 200);
    assert_eq!(dropped(), 2);
    for mut page in slow {
        let (_, code) = timeout(LONG, page.end()).await.expect("it ends");
        assert!(matches!(code, Some(4408) | None), "{code:?}");
    }
}

/// Messages of a workshop are sent only to its pages.
#[tokio::test]
async fn a_workshop_gets_no_messages_of_another_workshop() {
    let world = World::new().await;
    let (here, there): (Scene, Scene) = (world.scene(Stage::Open).await, world.scene(Stage::Open).await);
    let mut page = here.page(&world.member, "face=seat").await;
    there.execute(&world.member, [note(NoteId(new_id()), "«elsewhere»")]).await;
    let (_, messages) = page.command(add_note(NoteId(new_id()), "here")).await;
    assert!(!serde_json::to_string(&messages).unwrap().contains("«elsewhere»"));
}

/// A desk that does not read, and for which the server waits, is over as soon as its session is.
#[tokio::test]
async fn a_session_ends_a_connection_whose_client_does_not_read() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let long = "🧯".repeat(280);
    scene.execute(&world.member, (0..200).map(|_| note(NoteId(new_id()), &long))).await;
    let connected = || world.app.app.metrics.connections.get();
    let _unread = scene.page(&world.owner, "face=desk").await;
    // More than the system takes for it, and less than its queue does.
    for turn in 0..60 {
        let (from, to) =
            if turn % 2 == 0 { (&world.facilitator, &world.owner) } else { (&world.owner, &world.facilitator) };
        scene.execute(from, [Command::People(PeopleCommand::HandOverFacilitator { to: to.person() })]).await;
    }
    assert_eq!((connected(), world.app.app.metrics.dropped_connections.get()), (1, 0));
    let _ = world.owner.delete("/api/session").await.expect(204);
    let gone = async {
        while connected() > 0 {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(5), gone).await.expect("it does not wait for the client");
}
