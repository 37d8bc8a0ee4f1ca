//! Commands that are decided while those before them are being written.

use api::entity::Entity;
use api::live::{ClientMessage, ServerMessage, Typing};
use domain::id::{CommandId, NoteId};
use domain::workshop::{Command, NoteColour, WallCommand};
use testkit::app::Database;
use testkit::live::{Live, new_id};
use testkit::raw::WriteLock;

use crate::protocol::add_note;
use crate::scene::{Scene, Stage, World};

/// How many commands are sent at once.
const COMMANDS: usize = 20;

/// Sends a command without waiting for its answer.
async fn send(page: &mut Live, id: CommandId, command: Command) {
    page.send(&ClientMessage::Command { id, observed_at: None, sequence: None, command }).await;
}

/// Waits until the room has taken everything that this page sent.
async fn wait_until_taken(page: &mut Live) {
    page.send(&ClientMessage::Presence { typing: Some(Typing::Step) }).await;
    let typing = |message: &ServerMessage| matches!(message, ServerMessage::Presence { people } if people.iter().any(|one| one.typing.is_some()));
    page.until(typing).await;
}

/// The next changes and answers of a page, up to a number of answers.
async fn until_answered(page: &mut Live, answers: usize) -> (Vec<ServerMessage>, Vec<ServerMessage>) {
    let (mut changes, mut answered) = (Vec::new(), Vec::new());
    while answered.len() < answers {
        let message = page.next().await.unwrap();
        match message {
            ServerMessage::Changes { .. } => changes.push(message),
            ServerMessage::Accepted { .. } | ServerMessage::Rejected { .. } => answered.push(message),
            _ => {}
        }
    }
    (changes, answered)
}

fn count_notes(message: &ServerMessage) -> usize {
    let (ServerMessage::Changes { upsert: entities, .. } | ServerMessage::Snapshot { entities, .. }) = message else {
        return 0;
    };
    entities.iter().filter(|entity| matches!(entity, Entity::Note(_))).count()
}

async fn version(scene: &Scene<'_>) -> u64 {
    scene.world.app.app.store.workshop(scene.workshop).await.unwrap().unwrap().version
}

#[tokio::test]
async fn what_is_written_together_is_sent_together_on_sqlite() {
    what_is_written_together_is_sent_together(Database::Sqlite).await;
}

#[tokio::test]
async fn what_is_written_together_is_sent_together_on_postgres() {
    what_is_written_together_is_sent_together(Database::Postgres).await;
}

async fn what_is_written_together_is_sent_together(database: Database) {
    let world = World::on(database).await;
    let scene = world.scene(Stage::Open).await;
    let mut page = scene.page(&world.member, "face=seat").await;
    let (before, notes_before) = (version(&scene).await, scene.state().await.notes.len());
    let lock = WriteLock::take(&world.app.database).await;
    let ids: Vec<_> = (0..COMMANDS).map(|_| CommandId(new_id())).collect();
    for id in &ids {
        send(&mut page, *id, add_note(NoteId(new_id()), "The log search took four minutes")).await;
    }
    wait_until_taken(&mut page).await;
    // Nobody sees what is not on disk.
    let mut other = scene.page(&world.scribe, "face=seat").await;
    let snapshot = other.until(|message| matches!(message, ServerMessage::Snapshot { .. })).await;
    let shown = scene.state().await.notes.values().filter(|note| !note.removed).count();
    assert_eq!(count_notes(&snapshot), shown);
    assert_eq!(scene.state().await.notes.len(), notes_before);
    lock.release().await;
    let (changes, answers) = until_answered(&mut page, COMMANDS).await;
    assert_eq!(changes.iter().map(count_notes).collect::<Vec<_>>(), [1, COMMANDS - 1], "one message for each batch");
    let accepted = ids.iter().zip(before + 1..).map(|(id, version)| ServerMessage::Accepted { id: *id, version });
    assert_eq!(answers, accepted.collect::<Vec<_>>());
    assert_eq!(scene.state().await.notes.len(), notes_before + COMMANDS);
    let is_change = |message: &ServerMessage| matches!(message, ServerMessage::Changes { .. });
    assert_eq!([other.until(is_change).await, other.until(is_change).await].to_vec(), changes);
}

#[tokio::test]
async fn answers_wait_for_what_they_were_decided_on() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut page = scene.page(&world.member, "face=seat").await;
    let before = version(&scene).await;
    let lock = WriteLock::take(&world.app.database).await;
    let written = NoteId(new_id());
    let colour = |note| Command::Walls(WallCommand::ColourNote { note, colour: NoteColour::Deep, token: None });
    let [added, coloured, again, refused, last] = [(); 5].map(|()| CommandId(new_id()));
    send(&mut page, added, add_note(written, "slow search")).await;
    send(&mut page, coloured, colour(written)).await;
    send(&mut page, again, colour(written)).await;
    send(&mut page, added, add_note(written, "slow search")).await;
    send(&mut page, refused, colour(NoteId(new_id()))).await;
    send(&mut page, last, add_note(NoteId(new_id()), "no runbook")).await;
    lock.release().await;
    let (_, answers) = until_answered(&mut page, 6).await;
    let accepted = |id, n| ServerMessage::Accepted { id, version: before + n };
    assert_eq!(answers[..4], [accepted(added, 1), accepted(coloured, 2), accepted(again, 2), accepted(added, 1)]);
    assert!(matches!(&answers[4], ServerMessage::Rejected { id, .. } if *id == refused), "{answers:?}");
    assert_eq!(answers[5], accepted(last, 3));
    assert_eq!(scene.state().await.notes[&written].colour, NoteColour::Deep);
}

#[tokio::test]
async fn commands_are_decided_again_when_another_process_wrote_first_on_sqlite() {
    commands_are_decided_again_when_another_process_wrote_first(Database::Sqlite).await;
}

#[tokio::test]
async fn commands_are_decided_again_when_another_process_wrote_first_on_postgres() {
    commands_are_decided_again_when_another_process_wrote_first(Database::Postgres).await;
}

async fn commands_are_decided_again_when_another_process_wrote_first(database: Database) {
    let world = World::on(database).await;
    let scene = world.scene(Stage::Open).await;
    let mut page = scene.page(&world.member, "face=seat").await;
    let (before, notes_before) = (version(&scene).await, scene.state().await.notes.len());
    let mut lock = WriteLock::take(&world.app.database).await;
    lock.append(scene.workshop).await;
    let ids: Vec<_> = (0..COMMANDS).map(|_| CommandId(new_id())).collect();
    for id in &ids {
        send(&mut page, *id, add_note(NoteId(new_id()), "The log search took four minutes")).await;
    }
    wait_until_taken(&mut page).await;
    lock.release().await;
    let (_, answers) = until_answered(&mut page, COMMANDS).await;
    let accepted = ids.iter().zip(before + 2..).map(|(id, version)| ServerMessage::Accepted { id: *id, version });
    assert_eq!(answers, accepted.collect::<Vec<_>>(), "in their order, behind the other one's");
    assert_eq!(scene.state().await.notes.len(), notes_before + COMMANDS);
}
