//! The author of an unsigned note cannot be found in the database, as a whole, row by row or as bytes, nor in the log of the
//! server. The same search finds the author of a signed note, so it would find this one's.

use api::live::ServerMessage;
use domain::id::{CommandId, NoteId, PersonId};
use domain::time::Timestamp;
use domain::token::Token;
use domain::workshop::{Command, Wall, WallCommand};
use testkit::app::Database;
use testkit::client::Client;
use testkit::live::{CommandOutcome, Live, typed};
use testkit::log::Log;
use testkit::raw;
use uuid::Uuid;

use crate::scene::{Scene, Stage, World};

const UNSIGNED: &str = "Nobody dares to restart it";
const EDITED: &str = "Nobody dares to touch it";
const SIGNED: &str = "The signed note about restarts";

/// A row of some table, as text in which ids and hashes are hexadecimal digits.
#[derive(Debug)]
struct Line {
    table: String,
    text: String,
    actor: Option<String>,
    at: Option<i64>,
}

#[tokio::test]
async fn the_author_of_an_unsigned_note_stays_unknown_on_sqlite() {
    search(Database::Sqlite).await;
}

#[tokio::test]
async fn the_author_of_an_unsigned_note_stays_unknown_on_postgres() {
    search(Database::Postgres).await;
}

async fn search(database: Database) {
    let log = Log::capture();
    let world = World::on(database).await;
    let scene = world.scene(Stage::Open).await;
    let opened = scene.state().await.clock.unwrap().opened_at;
    let note = write(&scene).await;
    let author = world.member.person();

    let lines = lines(&world.app.database).await;
    let about: Vec<_> = lines.iter().filter(|line| mentions(line, note)).collect();
    assert!(about.len() >= 6, "the note is written and changed in rows of their own: {about:?}");
    for line in &about {
        assert!(!names(line, author, "Mona"), "{line:?} names the author");
        assert_eq!((&line.actor, line.at), (&None, Some(opened.0)), "{line:?}");
        let times = times(&line.text);
        assert!(times.iter().all(|time| *time == opened.0), "{line:?} has the times {times:?}");
    }
    // Were the author anywhere beside the note, the search would see it: it does where the note is signed.
    let signed: Vec<_> = lines.iter().filter(|line| line.text.contains(SIGNED)).collect();
    assert!(signed.iter().any(|line| names(line, author, "Mona")), "{signed:?}");
    assert!(signed.iter().any(|line| times(&line.text).iter().any(|time| *time != opened.0)), "{signed:?}");

    near_in_files(&world.app.database, &lines, author);
    let log = log.text();
    assert!(log.lines().count() > 10, "the server logs: {log}");
    for line in log.lines() {
        assert!(!line.contains(UNSIGNED) && !line.contains(EDITED) && !line.contains(&note.to_string()), "{line}");
    }
}

/// Has several people write signed and unsigned notes, minutes apart, and one change her unsigned one in every way.
async fn write(scene: &Scene<'_>) -> NoteId {
    let world = scene.world;
    let mut pages: Vec<Live> = Vec::new();
    for who in [&world.member, &world.investigator, &world.scribe] {
        pages.push(scene.page(who, "face=seat").await);
    }
    let note = NoteId(random(1));
    let [author, other, scribe] = pages.as_mut_slice() else { unreachable!("three pages") };
    let token: Option<Token> = Some(typed(&"5a".repeat(32)));
    let steps = [
        add(note, UNSIGNED, token),
        Command::Walls(WallCommand::EditNote { note, text: typed(EDITED), revision: 0, token }),
        Command::Walls(WallCommand::MoveNote { note, wall: Wall::Awesome, token }),
        Command::Walls(WallCommand::ColourNote { note, colour: domain::workshop::NoteColour::Deep, token }),
        Command::Walls(WallCommand::RemoveNote { note, token }),
        Command::Walls(WallCommand::RestoreNote { note, token }),
    ];
    for (place, step) in (1..).zip(steps) {
        world.app.clock.forward_minutes(1);
        send(
            other,
            100 + place,
            add(NoteId(random(200 + place)), "An unsigned one of others", Some(typed(&"77".repeat(32)))),
        )
        .await;
        send(author, place, step).await;
        send(scribe, 300 + place, add(NoteId(random(400 + place)), "A signed one of others", None)).await;
        send(author, 500 + place, add(NoteId(random(600 + place)), SIGNED, None)).await;
    }
    note
}

fn add(note: NoteId, text: &str, token: Option<Token>) -> Command {
    Command::Walls(WallCommand::AddNote { note, wall: Wall::Crappy, text: typed(text), round: None, token })
}

async fn send(page: &mut Live, id: u64, command: Command) -> Vec<ServerMessage> {
    let (outcome, messages) = page.command_as(CommandId(random(id)), command.clone()).await;
    assert!(matches!(outcome, CommandOutcome::Accepted(_)), "{command:?}: {outcome:?}");
    messages
}

/// A UUID of version 4 that is the same in every run.
fn random(n: u64) -> Uuid {
    let mut bytes = [0x3b; 16];
    bytes[..8].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

fn mentions(line: &Line, note: NoteId) -> bool {
    [UNSIGNED, EDITED, &note.to_string(), &note.0.simple().to_string()].iter().any(|mark| line.text.contains(*mark))
}

fn names(line: &Line, person: PersonId, name: &str) -> bool {
    [name, &person.to_string(), &person.0.simple().to_string()].iter().any(|mark| line.text.contains(*mark))
}

/// Everything in a text that may be a time: microseconds of this century, and the first half of ids that contain one.
fn times(text: &str) -> Vec<i64> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 16);
    let mut times: Vec<i64> = numbers.filter_map(|digits| digits.parse().ok()).collect();
    let ids = text.split(|c: char| !c.is_ascii_hexdigit() && c != '-').filter_map(|id| Uuid::parse_str(id).ok());
    times.extend(ids.filter(|id| id.get_version_num() == 7).filter_map(|id| {
        let (seconds, nanoseconds) = id.get_timestamp()?.to_unix();
        Some(i64::try_from(seconds).ok()? * 1_000_000 + i64::from(nanoseconds / 1_000))
    }));
    times
}

/// Every row of every table.
async fn lines(address: &str) -> Vec<Line> {
    raw::rows(address).await.into_iter().map(|(table, cells)| line(&table, &cells)).collect()
}

fn line(table: &str, cells: &[(String, Option<String>)]) -> Line {
    let cell = |name: &str| cells.iter().find(|(column, _)| column == name).and_then(|(_, value)| value.clone());
    Line {
        table: table.to_owned(),
        actor: cell("actor_id"),
        at: cell("at").and_then(|at| at.parse().ok()),
        text: cells.iter().map(|(column, value)| format!("{column}={} ", value.as_deref().unwrap_or("-"))).collect(),
    }
}

/// In the bytes of the file and of its write-ahead log the author's id stands near no wording of the note: the events of a
/// commit follow right after its actor.
fn near_in_files(address: &str, lines: &[Line], author: PersonId) {
    let Some(path) = address.strip_prefix("sqlite:") else { return };
    assert!(lines.iter().any(|line| line.table == "workshop_commit"));
    let mut bytes = std::fs::read(path).unwrap();
    bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
    let near = |text: &str| {
        let at = (0..bytes.len() - text.len()).filter(|at| bytes[*at..].starts_with(text.as_bytes()));
        let before = at.map(|at| &bytes[at.saturating_sub(300)..at]);
        let mut seen = 0;
        let mut named = 0;
        for before in before {
            seen += 1;
            // From the beginning of the commit's events on, and what stands right before them in its row.
            let row = before
                .iter()
                .rposition(|byte| *byte == b'[')
                .map_or(before, |start| &before[start.saturating_sub(60)..]);
            named += usize::from(row.windows(16).any(|window| window == author.0.as_bytes()));
        }
        (seen, named)
    };
    for text in [UNSIGNED, EDITED] {
        let (seen, named) = near(text);
        assert!(seen > 0 && named == 0, "{text}: seen {seen} times, {named} of them beside the author's id");
    }
    let (seen, named) = near(SIGNED);
    assert!(named > 0, "the signed note was seen {seen} times, and its author never");
}

/// Ids with a time in them are refused, because they could reveal the author of an unsigned note.
#[tokio::test]
async fn ids_that_contain_a_time_are_refused() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut page = scene.page(&world.member, "face=seat").await;
    let token = || Some(typed(&"5a".repeat(32)));
    let timed = testkit::live::new_id();
    let invalid = CommandOutcome::Rejected("invalid".into());
    let (outcome, _) = page.command_as(CommandId(random(1)), add(NoteId(timed), "x", token())).await;
    assert_eq!(outcome, invalid);
    let (outcome, _) = page.command_as(CommandId(timed), add(NoteId(random(2)), "x", token())).await;
    assert_eq!(outcome, invalid);
}

/// Only the holder of the token can change the note, from any connection.
#[tokio::test]
async fn the_token_proves_authorship() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let note = NoteId(random(1));
    let mut page = scene.page(&world.member, "face=seat").await;
    send(&mut page, 1, add(note, "x", Some(typed(&"5a".repeat(32))))).await;
    let edit = |token: Option<&str>| {
        Command::Walls(WallCommand::EditNote {
            note,
            text: typed("y"),
            revision: 0,
            token: token.map(|digits| typed(&digits.repeat(32))),
        })
    };
    for (n, token) in [(2, None), (3, Some("5b"))] {
        let (outcome, _) = page.command_as(CommandId(random(n)), edit(token)).await;
        assert_eq!(outcome, CommandOutcome::Rejected("not_allowed".into()), "{token:?}");
    }
    let mut again = scene.page(&world.member, "face=bench").await;
    send(&mut again, 4, edit(Some("5a"))).await;
}

/// The private notes and votes of two people, and what each of them receives.
#[tokio::test]
async fn private_notes_and_votes_are_sent_to_their_author_only() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    scene.execute(&world.facilitator, [Command::Walls(WallCommand::SetPrivacy { private: true })]).await;
    let mut author = scene.page(&world.member, "face=seat").await;
    let mut others = Vec::new();
    for (who, face) in everybody_else(&scene) {
        others.push(scene.page(who, &format!("face={face}")).await);
    }
    let note = NoteId(random(1));
    let secret = "«a private note»";
    let messages = send(&mut author, 1, add(note, secret, None)).await;
    assert!(messages.iter().any(|message| is_own(message, secret)), "{messages:?}");
    let mut second = scene.page(&world.member, "face=bench").await;
    let _ = second.until(|message| is_own(message, secret)).await;
    others.push(scene.page(&world.member, "face=room").await);

    let received = received_text(&mut others).await;
    assert!(!received.contains(secret), "not even on a projector of the author: {received}");
    assert!(received.contains("\"hidden\":1"), "the number of hidden notes is sent: {received}");
    let votable = scene.notes[0];
    scene.execute(&world.facilitator, [Command::Walls(WallCommand::OpenVoting { cap: 2 })]).await;
    let messages = send(&mut author, 2, Command::Walls(WallCommand::Vote { note: votable, on: true })).await;
    assert!(messages.iter().any(|message| is_own(message, &votable.to_string())), "{messages:?}");
    let received = received_text(&mut others).await;
    assert!(
        received.contains("\"voters\":1") && !received.contains("ballot") && !received.contains("\"votes\""),
        "{received}"
    );

    let mut desk = scene.page(&world.facilitator, "face=desk").await;
    let _ = send(&mut desk, 3, Command::Walls(WallCommand::RevealVotes)).await;
    let _ = send(&mut desk, 4, Command::Walls(WallCommand::RevealNotes { wall: None })).await;
    let received = received_text(&mut others).await;
    assert!(received.contains(secret) && received.contains("\"votes\":1"), "{received}");
    assert_eq!(world.app.app.store.votes(scene.workshop).await.unwrap(), [], "the voters are not stored");
    let after = scene.state().await;
    assert!(after.voting.unwrap().tally.contains_key(&votable));
    assert!(after.notes[&note].at > Timestamp(0));
}

fn everybody_else<'a>(scene: &'a Scene<'a>) -> Vec<(&'a Client, &'static str)> {
    let world = scene.world;
    vec![
        (&world.facilitator, "desk"),
        (&world.facilitator, "room"),
        (&world.owner, "seat"),
        (&world.scribe, "sheet"),
        (scene.guest(), "seat"),
    ]
}

fn is_own(message: &ServerMessage, mark: &str) -> bool {
    let text = serde_json::to_string(message).unwrap();
    matches!(message, ServerMessage::Own { .. }) && text.contains(mark)
}

/// All messages that pages have received until now, as one text.
async fn received_text(pages: &mut [Live]) -> String {
    let mut received = String::new();
    for page in pages {
        // The answer to an impossible command comes after all earlier messages.
        let (_, messages) =
            page.command(Command::Walls(WallCommand::RemoveNote { note: NoteId(random(901)), token: None })).await;
        messages.iter().for_each(|message| received.push_str(&serde_json::to_string(message).unwrap()));
    }
    received
}
