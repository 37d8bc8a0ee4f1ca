//! The server is killed at random moments under load. Every accepted command must be in the log, once, at the version that it
//! answered; a command without an answer may be sent again with the same id and is then in the log once, too.
//!
//! `READYROOM_KILLS` sets how often (5 by default; `make soak` takes 50). The server is also killed while it sends messages
//! (`sending`), and abused without being killed (`abuse`).

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking, and prints its measurements")]

mod abuse;
mod process;
mod sending;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::id::{CommandId, NoteId, PersonId, TeamId, WorkshopId};
use domain::text::{PersonName, TeamName, Title};
use domain::time::Timestamp;
use domain::workshop::{
    Clock, Event, Participant, ParticipantKind, PeopleEvent, Phase, Plan, TimeEvent, WallEvent, Workshop,
};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use server::auth::token;
use store::Store;
use store::accounts::{AccountRow, SessionRow};
use store::teams::TeamRow;
use store::workshops::{Commit, Projection, WorkshopRow};
use testkit::postgres::{Cluster, Durability};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use uuid::Uuid;

use self::process::Process;

const WORKSHOPS: u128 = 4;
const SECRET: &str = "a-session-of-the-kill-test";
const PERSON: PersonId = PersonId(Uuid::from_u128(1));
const TEAM: TeamId = TeamId(Uuid::from_u128(2));

/// Commands that one client sent, and at which version each was accepted.
#[derive(Default)]
struct Ledger {
    pending: BTreeMap<u64, Value>,
    accepted: BTreeMap<Uuid, u64>,
    next: u64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_every_accepted_command() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("readyroom.db").display());
    survive(&url).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_every_accepted_command() {
    let cluster = Cluster::start(Durability::Fsync);
    survive(&cluster.database().await).await;
}

async fn survive(database: &str) {
    let kills: u64 = std::env::var("READYROOM_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    set_up(database).await;
    let mut ledgers: Vec<Ledger> = (0..WORKSHOPS).map(|_| Ledger::default()).collect();
    let mut random = u64::from(std::process::id()) | 1;
    for kill in 0..kills {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let life = Duration::from_millis(30 + random % 250);
        let process = Process::start(database).await;
        let clients = ledgers.drain(..).zip(1..).map(|(ledger, n)| tokio::spawn(load(process.port, n, ledger, false)));
        let clients: Vec<_> = clients.collect();
        tokio::time::sleep(life).await;
        process.kill();
        for client in clients {
            ledgers.push(client.await.unwrap());
        }
        println!(
            "kill {kill} after {life:?}: {:?} accepted",
            ledgers.iter().map(|l| l.accepted.len()).collect::<Vec<_>>()
        );
    }
    let process = Process::start(database).await;
    let mut settled = Vec::new();
    for (ledger, n) in ledgers.into_iter().zip(1..) {
        settled.push(load(process.port, n, ledger, true).await);
    }
    process.kill();
    for (ledger, n) in settled.iter().zip(1..) {
        assert!(ledger.pending.is_empty(), "everything that was sent is accepted in the end");
        verify(database, workshop_id(n), ledger).await;
    }
    let accepted: usize = settled.iter().map(|ledger| ledger.accepted.len()).sum();
    assert!(accepted > usize::try_from(kills).unwrap(), "there was load: {accepted} commands");
    println!("{kills} kills, {accepted} commands accepted, each present once");
}

/// Sends what is pending, and new commands unless `settle`, until the server dies or all is settled.
async fn load(port: u16, n: u128, mut ledger: Ledger, settle: bool) -> Ledger {
    let mut request =
        format!("ws://127.0.0.1:{port}/api/workshops/{}/live?face=seat", workshop_id(n)).into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("cookie", format!("readyroom_session={SECRET}").parse().unwrap());
    headers.insert("origin", format!("http://127.0.0.1:{port}").parse().unwrap());
    let Ok((mut socket, _)) = tokio_tungstenite::connect_async(request).await else { return ledger };

    let again: Vec<_> = ledger.pending.values().cloned().collect();
    for message in again {
        if socket.send(Message::text(message.to_string())).await.is_err() {
            return ledger;
        }
    }
    loop {
        while !settle && ledger.pending.len() < 8 {
            let message = ledger.write(n);
            if socket.send(Message::text(message.to_string())).await.is_err() {
                return ledger;
            }
        }
        if settle && ledger.pending.is_empty() {
            return ledger;
        }
        let Some(Ok(frame)) = socket.next().await else { return ledger };
        let Message::Text(text) = frame else { continue };
        let message: Value = serde_json::from_str(&text).unwrap();
        if let Some(refused) = ledger.read(&message) {
            tokio::time::sleep(Duration::from_millis(60)).await;
            if socket.send(Message::text(refused.to_string())).await.is_err() {
                return ledger;
            }
        }
    }
}

impl Ledger {
    /// A new command: 499 notes at first, then each of them moved from wall to wall, so that every command changes something.
    fn write(&mut self, n: u128) -> Value {
        self.next += 1;
        let id = Uuid::from_u128((n << 64) | u128::from(self.next));
        let command = if self.next < 500 {
            json!({ "do": "add_note", "note": id, "wall": "crappy", "text": format!("note {}", self.next) })
        } else {
            let walls = ["awesome", "actions", "crappy"];
            let (lap, turn) = ((self.next - 500) / 499, (self.next - 500) % 499);
            let wall = walls[usize::try_from(lap % 3).unwrap()];
            json!({ "do": "move_note", "note": Uuid::from_u128((n << 64) | u128::from(turn + 1)), "wall": wall })
        };
        let message = json!({ "type": "command", "id": id, "command": command });
        self.pending.insert(self.next, message.clone());
        message
    }

    /// Takes in an answer; a command that was too fast is returned to be sent again.
    fn read(&mut self, message: &Value) -> Option<Value> {
        let id: Uuid = message["id"].as_str()?.parse().ok()?;
        let number = u64::try_from(id.as_u128() & u128::from(u64::MAX)).unwrap();
        match message["type"].as_str()? {
            "accepted" => {
                let version = message["version"].as_u64().unwrap();
                let before = self.accepted.insert(id, version);
                assert!(before.is_none_or(|before| before == version), "{id} was accepted at {before:?} and {version}");
                self.pending.remove(&number);
                None
            }
            "rejected" => {
                assert!(["too_fast", "unavailable"].contains(&message["code"].as_str().unwrap()), "{message}");
                self.pending.get(&number).cloned()
            }
            _ => None,
        }
    }
}

/// Every accepted command is in the log exactly once.
async fn verify(database: &str, workshop: WorkshopId, ledger: &Ledger) {
    let store = store::open(database).await.unwrap();
    let mut commits = Vec::new();
    loop {
        let more = store.commits(workshop, u64::try_from(commits.len()).unwrap(), 1_000).await.unwrap();
        if more.is_empty() {
            break;
        }
        commits.extend(more);
    }
    let versions: Vec<_> = commits.iter().map(|commit| commit.version).collect();
    assert_eq!(versions, (1..=u64::try_from(commits.len()).unwrap()).collect::<Vec<_>>(), "versions have no gaps");
    let by_command: BTreeMap<_, _> = commits.iter().map(|commit| (commit.command.0, commit.version)).collect();
    assert_eq!(by_command.len(), commits.len(), "no command stands twice");
    for (command, version) in &ledger.accepted {
        assert_eq!(by_command.get(command), Some(version), "{command} stands where it was accepted");
    }
    let mut notes = BTreeSet::new();
    for event in commits.iter().flat_map(|commit| &commit.events) {
        if let Event::Walls(WallEvent::NoteAdded { note }) = event {
            assert!(notes.insert(note.id), "note {} was added twice", note.id);
        }
    }
    let sent: BTreeSet<_> = ledger.accepted.keys().filter(|id| id.as_u128() & u128::from(u64::MAX) < 500).collect();
    assert_eq!(notes.len(), sent.len(), "as many notes as were accepted");
    assert!(notes.iter().all(|note: &NoteId| sent.contains(&note.0)));
    store.close().await;
}

fn workshop_id(n: u128) -> WorkshopId {
    WorkshopId(Uuid::from_u128(100 + n))
}

/// A person who is signed in, with open workshops.
async fn set_up(database: &str) {
    let store = store::open(database).await.unwrap();
    let now = sign_in(&*store, PERSON, SECRET).await;
    let team = TeamRow { id: TEAM, name: TeamName::parse("Orders").unwrap(), demo: false, created_at: now };
    store.create_team(team, PERSON).await.unwrap();
    for n in 1..=WORKSHOPS {
        open_workshop(&*store, workshop_id(n), now).await;
    }
    store.close().await;
}

/// Makes an account with a session that lasts, and returns the time at which all of it was made.
async fn sign_in(store: &dyn Store, person: PersonId, secret: &str) -> Timestamp {
    let now = Timestamp(1_800_000_000_000_000);
    let account = AccountRow {
        id: person,
        name: PersonName::parse("Mei").unwrap(),
        email: Some("mei@example.org".into()),
        password_hash: None,
        created_at: now,
    };
    store.create_account(account).await.unwrap();
    let expires_at = now.plus_minutes(60 * 24 * 3_650);
    let session = SessionRow { token_hash: token::hash(secret), account: person, created_at: now, expires_at };
    store.create_session(session).await.unwrap();
    now
}

async fn open_workshop(store: &dyn Store, id: WorkshopId, now: Timestamp) {
    let plan = Plan {
        title: Title::parse("Under load").unwrap(),
        starts_at: now,
        zone: "UTC".into(),
        place: None,
        meeting_link: None,
        minutes: 60,
        reflection_minutes: 15,
    };
    let participant = Participant::new(PERSON, ParticipantKind::Member, true, 1);
    let events = vec![
        Event::Time(TimeEvent::Planned { team: TEAM, plan: plan.clone(), facilitator: PERSON, scribe: None }),
        Event::Time(TimeEvent::Opened { at: now, ends_at: Clock::end(&plan, now), carried: vec![], owed: vec![] }),
        Event::People(PeopleEvent::Joined { participant }),
    ];
    let state = Workshop::replay(&events).unwrap();
    assert_eq!(state.phase, Phase::Open);
    let code = format!("KTR{:03}", id.0.as_u128());
    let projection = Projection::from_workshop(&state, Some(code), None);
    let row = WorkshopRow { id, team: TEAM, version: 1, created_at: now, projection };
    let command = CommandId(Uuid::from_u128(id.0.as_u128() << 32));
    store.create_workshop(row, Commit { version: 1, command, actor: Some(PERSON), at: now, events }).await.unwrap();
}
