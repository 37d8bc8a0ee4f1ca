//! Strangers and a member do to the server what they can think of, while somebody else is at work. Its memory stays
//! bounded, and the person at work is answered.
//!
//! `READYROOM_ABUSE` sets for how many seconds (5 by default; `make soak` takes 600). Only such a long run, which has the
//! machine to itself, holds the answers to a second.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use uuid::Uuid;

use crate::process::Process;
use crate::{SECRET, TEAM, set_up, workshop_id};

const MEMORY_KIB: u64 = 80 * 1024;
const ANSWERED_WITHIN: Duration = Duration::from_secs(1);
/// A member of a busy team does something this often.
const PAUSE: Duration = Duration::from_millis(100);
const SHORT_RUN_S: u64 = 5;

/// Addresses of this machine, so that the limits of one address do not end the abuse of the others.
const ABUSERS: u8 = 8;

/// What was done, so that a run that abused nothing is not taken for one that was withstood.
#[derive(Default)]
struct Counts {
    methods: AtomicU64,
    silent: AtomicU64,
    sign_ins: AtomicU64,
    uploads: AtomicU64,
    messages: AtomicU64,
}

#[derive(Clone)]
struct Target {
    port: u16,
    until: Instant,
    counts: Arc<Counts>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn abuse_costs_little_memory_and_delays_no_other_client() {
    let seconds: Option<u64> = std::env::var("READYROOM_ABUSE").ok().and_then(|n| n.parse().ok());
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", folder.path().join("readyroom.db").display());
    set_up(&database).await;
    let process = Process::start(&database).await;
    let until = now() + Duration::from_secs(seconds.unwrap_or(SHORT_RUN_S));
    let target = Target { port: process.port, until, counts: Arc::default() };

    let mut abuse = tokio::task::JoinSet::new();
    for n in 0..ABUSERS {
        abuse.spawn(send_odd_methods(target.clone(), abuser(n)));
        abuse.spawn(stay_silent(target.clone(), abuser(n)));
        abuse.spawn(sign_in_wrongly(target.clone(), abuser(n)));
        abuse.spawn(upload(target.clone(), abuser(n)));
    }
    abuse.spawn(flood_with_messages(target.clone()));
    let page = tokio::spawn(work_on_a_page(target.clone()));
    let requests = tokio::spawn(work_by_requests(target.clone()));

    // A short run is one of the tests, whose binary is not optimised and several times as large.
    let measure = if seconds.is_some() { "VmRSS" } else { "RssAnon" };
    let memory_kib = || process.memory_kib(measure);
    let mut most_kib = memory_kib();
    let first_kib = most_kib;
    while now() < until {
        tokio::time::sleep(Duration::from_millis(200)).await;
        most_kib = most_kib.max(memory_kib());
    }
    let (page, requests) = (page.await.unwrap(), requests.await.unwrap());
    while let Some(done) = abuse.join_next().await {
        done.unwrap();
    }
    println!("{measure}: {first_kib} KiB at first, {most_kib} KiB at most, {} KiB at last", memory_kib());
    println!("slowest answers: {:?} of {} commands, {:?} of {} requests", page.0, page.1, requests.0, requests.1);
    for (what, count) in target.counts.all() {
        println!("{what}: {count}");
        assert!(count > 0, "no {what} arrived");
    }
    assert!(page.1 > 0 && requests.1 > 0, "the pages and requests were measured");
    assert!(most_kib < MEMORY_KIB, "the server took {most_kib} KiB");
    if seconds.is_some() {
        assert!(page.0 < ANSWERED_WITHIN && requests.0 < ANSWERED_WITHIN, "somebody waited");
    }
}

impl Counts {
    fn all(&self) -> [(&'static str, u64); 5] {
        let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
        [
            ("odd methods", count(&self.methods)),
            ("silent connections", count(&self.silent)),
            ("sign-ins", count(&self.sign_ins)),
            ("uploads", count(&self.uploads)),
            ("messages of a flood", count(&self.messages)),
        ]
    }
}

#[expect(clippy::disallowed_methods, reason = "the server runs by the machine's clock, and so does its load")]
fn now() -> Instant {
    Instant::now()
}

fn abuser(n: u8) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 1, n + 1)
}

async fn connect(target: &Target, from: Ipv4Addr) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((from, 0)))?;
    socket.connect(SocketAddr::from((Ipv4Addr::LOCALHOST, target.port))).await
}

/// Sends one request and reads the whole answer. `None` when the server closed the connection without one.
async fn exchange(target: &Target, from: Ipv4Addr, head: &str, body: &[u8]) -> Option<Vec<u8>> {
    let mut stream = connect(target, from).await.ok()?;
    let origin = format!("http://127.0.0.1:{}", target.port);
    let length = body.len();
    let head = format!(
        "{head}\r\nHost: 127.0.0.1:{}\r\nOrigin: {origin}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n",
        target.port
    );
    // The server may answer, and close, before it has read everything.
    let _ = stream.write_all(&[head.as_bytes(), body].concat()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    (!answer.is_empty()).then_some(answer)
}

async fn send_odd_methods(target: Target, from: Ipv4Addr) {
    let mut n = 0_usize;
    while now() < target.until {
        n += 1;
        let method = format!("M{n}{}", "X".repeat(n * 97 % 60_000));
        if exchange(&target, from, &format!("{method} /api/me HTTP/1.1"), b"").await.is_some() {
            target.counts.methods.fetch_add(1, Ordering::Relaxed);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Opens connections, sends half a request on each, and leaves them open.
async fn stay_silent(target: Target, from: Ipv4Addr) {
    while now() < target.until {
        let mut open = Vec::new();
        for _ in 0..100 {
            let Ok(mut stream) = connect(&target, from).await else { break };
            let _ = stream.write_all(b"POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n").await;
            open.push(stream);
        }
        target.counts.silent.fetch_add(open.len() as u64, Ordering::Relaxed);
        tokio::time::sleep_until((now() + Duration::from_secs(15)).min(target.until).into()).await;
    }
}

async fn sign_in_wrongly(target: Target, from: Ipv4Addr) {
    let mut n = 0_u64;
    while now() < target.until {
        n += 1;
        let body = json!({ "email": format!("{from}-{n}@example.org"), "password": "not this one" }).to_string();
        let head = "POST /api/session HTTP/1.1\r\nContent-Type: application/json";
        if exchange(&target, from, head, body.as_bytes()).await.is_some() {
            target.counts.sign_ins.fetch_add(1, Ordering::Relaxed);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Sends what is no picture, of 5 MiB, as a stranger and as a member.
async fn upload(target: Target, from: Ipv4Addr) {
    let mut body = vec![0x5a_u8; 5 * 1024 * 1024];
    body[..8].copy_from_slice(b"\x89PNG\r\n\x1a\n");
    let path = format!("POST /api/teams/{}/pictures HTTP/1.1\r\nContent-Type: image/png", TEAM.0);
    let member = format!("{path}\r\nCookie: readyroom_session={SECRET}");
    while now() < target.until {
        for head in [&path, &member] {
            if exchange(&target, from, head, &body).await.is_some() {
                target.counts.uploads.fetch_add(1, Ordering::Relaxed);
            }
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

async fn open_page(
    target: &Target,
    workshop: u128,
) -> tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<TcpStream>> {
    let address = format!("ws://127.0.0.1:{}/api/workshops/{}/live?face=seat", target.port, workshop_id(workshop));
    let mut request = address.into_client_request().unwrap();
    request.headers_mut().insert("cookie", format!("readyroom_session={SECRET}").parse().unwrap());
    request.headers_mut().insert("origin", format!("http://127.0.0.1:{}", target.port).parse().unwrap());
    tokio_tungstenite::connect_async(request).await.unwrap().0
}

/// Sends, as fast as the server takes them, messages that mean nothing, and never reads an answer.
async fn flood_with_messages(target: Target) {
    let noise = json!({ "type": "noise", "words": "n".repeat(8_000) }).to_string();
    while now() < target.until {
        let mut socket = open_page(&target, 2).await;
        while now() < target.until {
            let sent = tokio::time::timeout(Duration::from_secs(1), socket.send(Message::text(noise.clone()))).await;
            if !matches!(sent, Ok(Ok(()))) {
                break;
            }
            target.counts.messages.fetch_add(1, Ordering::Relaxed);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Writes notes on a live page, one after the other. Returns the slowest answer and how many there were.
async fn work_on_a_page(target: Target) -> (Duration, u64) {
    let mut socket = open_page(&target, 1).await;
    let (mut slowest, mut count) = (Duration::ZERO, 0);
    while now() < target.until {
        count += 1;
        let id = Uuid::from_u128((1 << 64) | u128::from(count));
        // As many notes as fit, and from then on each of them moved from wall to wall.
        let wall = ["awesome", "crappy"][usize::try_from(count / 400 % 2).unwrap()];
        let note = Uuid::from_u128((2 << 64) | u128::from(count % 400));
        let command = if count < 400 {
            json!({ "do": "add_note", "note": note, "wall": "crappy", "text": format!("note {count}") })
        } else {
            json!({ "do": "move_note", "note": note, "wall": wall })
        };
        let begun = now();
        let message = json!({ "type": "command", "id": id, "command": command }).to_string();
        socket.send(Message::text(message)).await.unwrap();
        let id = id.to_string();
        loop {
            let Message::Text(text) = socket.next().await.unwrap().unwrap() else { continue };
            if text.contains(&id) && (text.contains("\"accepted\"") || text.contains("\"rejected\"")) {
                break;
            }
        }
        slowest = slowest.max(begun.elapsed());
        tokio::time::sleep(PAUSE).await;
    }
    (slowest, count)
}

/// Looks at the first page and at the team's, one after the other. Returns the slowest answer and how many there were.
async fn work_by_requests(target: Target) -> (Duration, u64) {
    let team = format!("GET /api/teams/{} HTTP/1.1\r\nCookie: readyroom_session={SECRET}", TEAM.0);
    let (mut slowest, mut count) = (Duration::ZERO, 0);
    while now() < target.until {
        for head in ["GET / HTTP/1.1", &team] {
            let begun = now();
            let answer = exchange(&target, Ipv4Addr::LOCALHOST, head, b"").await.expect("the server answers");
            assert!(
                answer.starts_with(b"HTTP/1.1 200"),
                "{}",
                String::from_utf8_lossy(&answer[..answer.len().min(300)])
            );
            slowest = slowest.max(begun.elapsed());
            count += 1;
        }
        tokio::time::sleep(PAUSE).await;
    }
    (slowest, count)
}
