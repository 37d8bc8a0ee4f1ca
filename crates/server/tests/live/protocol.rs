//! The promises of the live protocol to one page: order, answers, and coming back.

use api::entity::{Entity, EntityKey, EntityType};
use api::live::{Audience, ClientMessage, ServerMessage};
use api::time::to_rfc3339;
use domain::id::{CommandId, NoteId};
use domain::time::Timestamp;
use domain::workshop::{Command, PeopleCommand, RoundNumber, TimeCommand, Wall, WallCommand};
use testkit::app::Database;
use testkit::live::{CommandOutcome, Live, new_id, typed};

use crate::scene::{Scene, Stage, World, note};

pub(crate) fn add_note(note: NoteId, text: &str) -> Command {
    Command::Walls(WallCommand::AddNote { note, wall: Wall::Crappy, text: typed(text), round: None, token: None })
}

/// Whether a message is about a note.
fn is_about(message: &ServerMessage, note: NoteId) -> bool {
    let entities = match message {
        ServerMessage::Changes { upsert: entities, .. } | ServerMessage::Snapshot { entities, .. } => entities,
        _ => return false,
    };
    entities.iter().any(|entity| matches!(entity, Entity::Note(there) if there.id == note))
}

/// The first message after the welcome.
async fn first(live: &mut Live) -> ServerMessage {
    let ServerMessage::Welcome { .. } = live.next().await.unwrap() else { panic!("the welcome comes first") };
    live.next().await.unwrap()
}

#[tokio::test]
async fn changes_arrive_before_the_answer_and_every_page_gets_the_same() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut one = scene.page(&world.member, "face=seat").await;
    let mut other = scene.page(scene.guest(), "face=room").await;
    let (ours, theirs) = (first(&mut one).await, first(&mut other).await);
    assert_eq!(ours, theirs, "one audience, one snapshot");
    let id = NoteId(new_id());
    let (outcome, before) = one.command(add_note(id, "slow search")).await;
    let CommandOutcome::Accepted(version) = outcome else { panic!("{outcome:?}") };
    let change = before.iter().find(|message| is_about(message, id)).expect("the change comes before the answer");
    assert!(matches!(change, ServerMessage::Changes { version: of, .. } if *of == version), "{change:?}");
    assert_eq!(other.until(|message| matches!(message, ServerMessage::Changes { .. })).await, *change);
}

#[tokio::test]
async fn a_snapshot_is_compressed_for_clients_that_read_it() {
    let world = World::new().await;
    let scene = world.scene(Stage::Debriefing).await;
    let mut plain = scene.page(&world.member, "face=seat").await;
    let mut compressed = scene.page(&world.member, "face=seat&gzip=true").await;
    let snapshot = first(&mut plain).await;
    assert!(matches!(snapshot, ServerMessage::Snapshot { .. }));
    assert_eq!(first(&mut compressed).await, snapshot);
    let (text, gzip) = (plain.received(), compressed.received());
    assert!(gzip < text / 2, "{gzip} instead of {text} bytes");
}

#[tokio::test]
async fn a_repeated_command_changes_nothing() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let (id, written) = (CommandId(new_id()), NoteId(new_id()));
    let mut page = scene.page(&world.member, "face=seat").await;
    let (accepted, _) = page.command_as(id, add_note(written, "once")).await;
    assert_eq!(page.command_as(id, add_note(written, "once")).await.0, accepted);
    let mut other = scene.page(&world.member, "face=bench").await;
    assert_eq!(other.command_as(id, add_note(written, "once")).await.0, accepted);
    let once = scene.state().await;

    // The workshop is unloaded, as after a while without pages, and is read from the log again.
    world.app.app.hub.forget(scene.workshop).await;
    let mut page = scene.page(&world.member, "face=seat").await;
    assert_eq!(page.command_as(id, add_note(written, "once")).await.0, accepted);
    assert_eq!(scene.state().await, once);
    // The first page is in a room that does not know the newest commits; it reads them.
    page.execute(add_note(NoteId(new_id()), "from the new room")).await;
    assert_eq!(other.command_as(id, add_note(written, "once")).await.0, accepted);
    let version = other.execute(add_note(NoteId(new_id()), "from the old room")).await;
    let commits = world.app.app.store.commits(scene.workshop, 0, 500).await.unwrap();
    assert_eq!(commits.last().unwrap().version, version);
    assert_eq!(commits.iter().filter(|commit| commit.command == id).count(), 1);
}

#[tokio::test]
async fn a_reconnecting_page_gets_the_missed_changes() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut page = scene.page(&world.member, "face=seat").await;
    let seen = page.execute(add_note(NoteId(new_id()), "seen")).await;
    drop(page);
    let missed = NoteId(new_id());
    scene.execute(&world.owner, [note(missed, "missed")]).await;
    let gone = scene.notes[0];
    let now = scene.execute(&world.member, [Command::Walls(WallCommand::RemoveNote { note: gone, token: None })]).await;

    let mut back = scene.page(&world.member, &format!("face=seat&since={seen}&audience=everyone")).await;
    let ServerMessage::Changes { version, upsert, remove } = first(&mut back).await else { panic!("not the changes") };
    assert_eq!(version, now);
    let keys: Vec<_> = upsert.iter().map(Entity::key).collect();
    let key = |note: NoteId| EntityKey { kind: EntityType::Note, id: note.to_string() };
    assert_eq!((keys, remove), (vec![key(missed)], vec![key(gone)]));

    let snapshot = async |who, query: &str| {
        let mut page = scene.page(who, query).await;
        let first = first(&mut page).await;
        assert!(matches!(first, ServerMessage::Snapshot { version, .. } if version == now), "{query}: {first:?}");
    };
    snapshot(&world.member, "face=seat").await;
    snapshot(&world.member, "face=seat&since=0&audience=everyone").await;
    snapshot(&world.member, &format!("face=seat&since={}&audience=everyone", now + 1)).await;
    snapshot(&world.member, &format!("face=seat&since={seen}&audience=desk")).await;
    snapshot(&world.member, &format!("face=seat&since={seen}")).await;
    snapshot(&world.facilitator, &format!("face=desk&since={seen}&audience=everyone")).await;
    snapshot(&world.facilitator, &format!("face=room&since={seen}&audience=desk")).await;
}

#[tokio::test]
async fn times_of_offline_commands_are_kept_within_bounds() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let opened = world.app.app.now();
    world.app.clock.forward_minutes(30);
    let now = world.app.app.now();
    let mut page = scene.page(&world.member, "face=seat").await;
    let mut check = async |observed: &str, expected: Timestamp| {
        let written = NoteId(new_id());
        let id = CommandId(new_id());
        let observed_at = Some(observed.to_owned());
        page.send(&ClientMessage::Command { id, observed_at, sequence: None, command: add_note(written, "offline") })
            .await;
        page.until(|message| matches!(message, ServerMessage::Accepted { id: of, .. } if *of == id)).await;
        assert_eq!(scene.state().await.notes[&written].at, expected, "{observed}");
    };
    check(&to_rfc3339(now.plus_minutes(-10)), now.plus_minutes(-10)).await;
    check(&to_rfc3339(now.plus_minutes(10)), now).await;
    check(&to_rfc3339(now.plus_minutes(-60)), opened).await;
    check("1970-01-01T00:00:00Z", opened).await;
    check("9999-12-31T23:59:59Z", now).await;
    check("yesterday", now).await;
}

#[tokio::test]
async fn timed_evidence_is_sent_automatically() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let mut seat = scene.page(&world.member, "face=seat").await;
    let opened = scene.state().await.rounds[&RoundNumber(2)].investigation.opened_at.unwrap();
    world.app.clock.forward_seconds(119);
    seat.execute(add_note(NoteId(new_id()), "not yet")).await;
    assert!(!scene.state().await.rounds[&RoundNumber(2)].investigation.revealed.contains_key("call"));
    world.app.clock.forward_seconds(1);
    let arrived = |message: &ServerMessage| match message {
        ServerMessage::Changes { upsert, .. } => {
            upsert.iter().any(|entity| matches!(entity, Entity::Evidence(there) if there.evidence == "call"))
        }
        _ => false,
    };
    seat.until(arrived).await;
    let revealed = scene.state().await.rounds[&RoundNumber(2)].investigation.revealed.clone();
    assert_eq!(revealed["call"], opened.plus_minutes(2));
    let commits = world.app.app.store.commits(scene.workshop, 0, 500).await.unwrap();
    assert_eq!(commits.last().unwrap().actor, None, "it was done by a deadline, without a person");
}

#[tokio::test]
async fn only_the_facilitator_can_open_the_desk() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let check = async |who, face: &str, expected: Audience| {
        let mut page = scene.page(who, &format!("face={face}")).await;
        let ServerMessage::Welcome { audience, .. } = page.next().await.unwrap() else { panic!("no welcome") };
        assert_eq!(audience, expected, "{face}");
        let ServerMessage::Snapshot { entities, .. } = page.next().await.unwrap() else { panic!("no snapshot") };
        let briefing = entities.iter().any(|entity| matches!(entity, Entity::Briefing(_)));
        assert_eq!(briefing, expected == Audience::Desk, "{face}");
    };
    check(&world.facilitator, "desk", Audience::Desk).await;
    for face in ["room", "bench", "sheet", "seat"] {
        check(&world.facilitator, face, Audience::Everyone).await;
    }
    for face in ["desk", "bench", "sheet", "seat"] {
        check(&world.investigator, face, Audience::Investigator).await;
    }
    check(&world.investigator, "room", Audience::Everyone).await;
    check(&world.owner, "desk", Audience::Everyone).await;
    check(scene.guest(), "desk", Audience::Everyone).await;
}

#[tokio::test]
async fn join_codes_are_unique_and_end_with_their_workshop() {
    let world = World::new().await;
    let mut codes = std::collections::BTreeSet::new();
    let mut scenes: Vec<Scene> = Vec::new();
    for _ in 0..5 {
        let scene = world.scene(Stage::Doors).await;
        let code = world.app.join_code(scene.workshop).await;
        assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()), "{code}");
        assert!(!code.contains(['0', 'O', '1', 'I', 'L']), "{code}");
        assert!(codes.insert(code), "each has its own");
        scenes.push(scene);
    }
    let scene = &scenes[0];
    let code = world.app.join_code(scene.workshop).await;
    let join = format!("/api/join/{code}");
    let _ = world.app.client().get(&join).await.expect(200);
    scene
        .execute(&world.facilitator, [Command::Time(TimeCommand::StartReflection), Command::Time(TimeCommand::Close)])
        .await;
    let _ = world.app.client().get(&join).await.expect(404);
    assert_eq!(world.app.app.store.workshop(scene.workshop).await.unwrap().unwrap().projection.join_code, None);
    assert_eq!(
        scene.page(scene.guest(), "face=seat").await.command(Command::People(PeopleCommand::Join)).await.0,
        refused("wrong_phase")
    );
}

pub(crate) fn refused(code: &str) -> CommandOutcome {
    CommandOutcome::Rejected(code.to_owned())
}

#[tokio::test]
async fn an_unreadable_log_is_reported_on_sqlite() {
    a_log_that_cannot_be_read_is_called_that(Database::Sqlite).await;
}

#[tokio::test]
async fn an_unreadable_log_is_reported_on_postgres() {
    a_log_that_cannot_be_read_is_called_that(Database::Postgres).await;
}

async fn a_log_that_cannot_be_read_is_called_that(database: Database) {
    let world = World::on(database).await;
    let broken = world.app.planned(&world.owner, world.facilitator.person(), None, &[]).await;
    let sound = world.app.planned(&world.owner, world.facilitator.person(), None, &[]).await;
    testkit::raw::spoil_log(&world.app.database, broken).await;
    // The room of the workshop leaves the memory with the server.
    let world = World { app: world.app.restarted().await, ..world };
    let (messages, code) = world.facilitator.live(broken, "desk").await.end().await;
    assert_eq!((messages, code), (Vec::new(), Some(4500)));
    let answer = world.facilitator.get(&format!("/api/workshops/{broken}")).await.expect(500);
    assert_eq!(answer.code(), "unreadable");
    let answer = world.facilitator.get(&format!("/api/workshops/{sound}")).await;
    let _ = answer.expect(200);
}
