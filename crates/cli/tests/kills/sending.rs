//! The server is killed while it sends many messages: by mail, where the receiver cannot recognise duplicates, and to a webhook,
//! which can. In the end every message has arrived, no mail was automatically sent twice, and duplicates have the same id.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use domain::id::{OutgoingId, PersonId, TeamId};
use domain::messages::Channel;
use domain::text::TeamName;
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::Store;
use store::outbox::{OutgoingRow, OutgoingState};
use store::teams::TeamRow;
use testkit::client::Client;
use testkit::mail::MailStandIn;
use testkit::postgres::{Cluster, Durability};
use testkit::raw;
use tokio::sync::watch;
use uuid::Uuid;

use crate::process::Process;

const SECRET: &str = "a-session-of-the-sending-test";
const PERSON: PersonId = PersonId(Uuid::from_u128(7));
/// Each has at most four messages of a channel under way.
const TEAMS: u128 = 4;
const KILLS: usize = 3;
/// So many messages of a channel, and so many of a channel in each life before the last.
const MESSAGES: usize = 240;
const A_LIFE: usize = 40;
/// The most that are under way at a time.
const MAILS_AT_ONCE: usize = 8;
const POSTS_AT_ONCE: usize = 16;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_loses_no_message() {
    let data = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", data.path().join("readyroom.db").display());
    // Only one server uses the folder: at the start it knows that the former sender has stopped.
    survive(data.path(), &database, &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_loses_no_message() {
    let cluster = Cluster::start(Durability::Relaxed);
    let database = cluster.database().await;
    let data = tempfile::tempdir().unwrap();
    survive(data.path(), &database, &["--database-url", &database]).await;
}

async fn survive(data: &Path, database: &str, more: &[&str]) {
    let (mail, hook) = (MailStandIn::start().await, Hook::start().await);
    let smtp = format!("smtp://{}", mail.address);
    let flags = ["--smtp-url", &smtp, "--mail-from", "ready@example.com", "--dangerous-smtp-without-tls"];
    set_up(database).await;
    let process = Process::start_with(data, &[more, &["--allow-private-webhooks"]].concat());
    hook.announce(process.port).await;
    process.kill();
    // An address that stays: it stands in what is sent.
    let outside = ["--allow-private-webhooks", "--public-url", "https://ready.example"];
    let start = || Process::start_with(data, &[more, &flags, &outside].concat());
    let sent = fill(database).await;

    for life in 1..=KILLS {
        let process = start();
        let (mails, events) = (mail.ids().len(), hook.posted().len());
        // In the middle of both at first, then, as events go out faster, in the middle of mail.
        match life {
            1 => hook.until(events + A_LIFE).await,
            _ => mail.until(mails + A_LIFE).await,
        }
        process.kill();
        if !more.is_empty() {
            raw::end_leases(database).await;
        }
    }
    let process = start();
    let store = store::open(database).await.unwrap();
    settled(&*store).await;

    let posted = hook.posted();
    let ids: BTreeSet<_> = posted.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, sent[&Channel::Webhook], "every event arrived by itself");
    let again = posted.len() - ids.len();
    assert!(again <= KILLS * POSTS_AT_ONCE, "{again} came twice");
    let bodies: BTreeSet<_> = posted.into_iter().collect();
    assert_eq!(bodies.len(), ids.len(), "what came twice is the same, byte by byte");

    let arrived = received(&mail);
    let mut doubtful = BTreeSet::new();
    for team in 1..=TEAMS {
        for stuck in store.stuck_outgoing(team_id(team), 200).await.unwrap() {
            assert_eq!(stuck.state, OutgoingState::Doubtful, "{stuck:?}");
            doubtful.insert(stuck.outgoing.id);
        }
    }
    assert_eq!(arrived.len(), mail.ids().len(), "no mail came twice");
    assert!(doubtful.len() <= KILLS * MAILS_AT_ONCE, "{} are listed", doubtful.len());
    let unheard: BTreeSet<_> = sent[&Channel::Mail].difference(&arrived).copied().collect();
    assert!(unheard.is_subset(&doubtful), "what did not arrive is listed");

    // A person sends all of those again, without a look at whether they had arrived.
    for team in 1..=TEAMS {
        for stuck in store.stuck_outgoing(team_id(team), 200).await.unwrap() {
            store.send_again(team_id(team), vec![stuck.outgoing.id], stuck.ended_at).await.unwrap();
        }
    }
    settled(&*store).await;
    process.kill();
    assert_eq!(received(&mail), sent[&Channel::Mail], "then every mail has arrived");
    let twice = mail.ids().len() - MESSAGES;
    assert_eq!(twice, doubtful.len() - unheard.len(), "with the same Message-ID as before");
    println!(
        "{KILLS} kills, {MESSAGES} messages by each channel: {again} events came twice by themselves; {} mails were listed, of which \
         {twice} had arrived; {} connections",
        doubtful.len(),
        mail.connections()
    );
}

/// The ids of what the mail server has.
fn received(mail: &MailStandIn) -> BTreeSet<OutgoingId> {
    let id = |message: &String| message.trim_start_matches('<').split('@').next().unwrap().parse().map(OutgoingId);
    mail.ids().iter().map(|message| id(message).unwrap()).collect()
}

/// Waits until nothing is on its way.
async fn settled(store: &dyn Store) {
    loop {
        let mut left = 0;
        for team in 1..=TEAMS {
            let counts = store.outgoing_counts(team_id(team), Timestamp(0), &[]).await.unwrap();
            let on_its_way = |state| matches!(state, OutgoingState::Waiting | OutgoingState::Sending);
            left += counts.iter().filter(|((_, state), _)| on_its_way(*state)).map(|(_, count)| count).sum::<u32>();
        }
        if left == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Puts messages of both channels into the outbox.
async fn fill(database: &str) -> BTreeMap<Channel, BTreeSet<OutgoingId>> {
    let store = store::open(database).await.unwrap();
    let mut sent = BTreeMap::new();
    for channel in [Channel::Mail, Channel::Webhook] {
        let message = |n: usize| OutgoingRow {
            id: OutgoingId(Uuid::from_u128((channel as u128) << 64 | n as u128)),
            team: Some(team_id(1 + n as u128 % TEAMS)),
            account: (channel == Channel::Mail).then_some(PERSON),
            channel,
            notice: json!({ "kind": "test" }).to_string(),
            key: format!("kill/{}/{n}", channel.as_str()),
            due_at: Timestamp(0),
        };
        let messages: Vec<_> = (0..MESSAGES).map(message).collect();
        sent.insert(channel, messages.iter().map(|message| message.id).collect());
        store.enqueue(messages).await.unwrap();
    }
    store.close().await;
    sent
}

/// Somebody who is signed in, with teams.
async fn set_up(database: &str) {
    let store = store::open(database).await.unwrap();
    let now = crate::sign_in(&*store, PERSON, SECRET).await;
    for n in 1..=TEAMS {
        let name = TeamName::parse(&format!("Team {n}")).unwrap();
        store.create_team(TeamRow { id: team_id(n), name, demo: false, created_at: now }, PERSON).await.unwrap();
    }
    store.close().await;
}

fn team_id(n: u128) -> TeamId {
    TeamId(Uuid::from_u128(100 + n))
}

/// A service that remembers the events that it receives.
struct Hook {
    url: String,
    heard: Arc<Mutex<Vec<(OutgoingId, String)>>>,
    count: watch::Sender<usize>,
}

impl Hook {
    async fn start() -> Self {
        let heard: Arc<Mutex<Vec<(OutgoingId, String)>>> = Arc::default();
        let count = watch::channel(0).0;
        let (kept, counted) = (heard.clone(), count.clone());
        let hear = move |body: String| {
            let event: Value = serde_json::from_str(&body).unwrap();
            kept.lock().unwrap().push((OutgoingId(event["id"].as_str().unwrap().parse().unwrap()), body));
            counted.send_modify(|count| *count += 1);
            async {}
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/hook", post(hear))).await });
        Self { url, heard, count }
    }

    /// Has every team's events posted here.
    async fn announce(&self, port: u16) {
        let client = Client::of_process(SocketAddr::from(([127, 0, 0, 1], port)));
        client.set_cookie("readyroom_session", SECRET);
        for n in 1..=TEAMS {
            let path = format!("/api/teams/{}/webhook", team_id(n));
            let _ = client.put(&path, &json!({ "url": self.url })).await.expect(200);
        }
    }

    fn posted(&self) -> Vec<(OutgoingId, String)> {
        self.heard.lock().unwrap().clone()
    }

    /// Waits until it has heard so many.
    async fn until(&self, events: usize) {
        self.count.subscribe().wait_for(|count| *count >= events).await.unwrap();
    }
}
