//! A socket ends with the session that opened it.

use api::live::{ClientMessage, ServerMessage};
use domain::id::{CommandId, NoteId};
use domain::workshop::Command;
use testkit::live::new_id;

use crate::protocol::add_note;
use crate::scene::{Stage, World, note};

/// Close code: sign in again.
const SIGNED_OUT: u16 = 4401;
const SESSION_MINUTES: i64 = 30 * 24 * 60;

#[tokio::test]
async fn a_socket_ends_with_its_session() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut writer = scene.page(&world.member, "face=seat").await;
    let mut reader = scene.page(&world.third, "face=seat").await;
    writer.command(add_note(NoteId(new_id()), "in time")).await;
    world.app.clock.forward_minutes(SESSION_MINUTES);
    let before = scene.state().await;

    let late = ClientMessage::Command {
        id: CommandId(new_id()),
        observed_at: None,
        sequence: None,
        command: add_note(NoteId(new_id()), "late"),
    };
    writer.send(&late).await;
    let (messages, code) = writer.end().await;
    assert_eq!(code, Some(SIGNED_OUT));
    assert!(!messages.iter().any(|message| matches!(message, ServerMessage::Accepted { .. })), "{messages:?}");
    assert_eq!(scene.state().await, before);

    // A page that only listens receives nothing either.
    let secret = "written after the session's end";
    let id = NoteId(new_id());
    let command: Command = note(id, secret);
    scene.execute(&world.facilitator, [command]).await;
    let (messages, code) = reader.end().await;
    assert_eq!(code, Some(SIGNED_OUT));
    assert!(!format!("{messages:?}").contains(secret));
    assert_eq!(scene.try_page(&world.third, "face=seat").await.err(), Some(401));
}
