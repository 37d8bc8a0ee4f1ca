//! Clients that are slow, silent or many, and unexpected requests.

use std::time::Duration;

use axum::http::Method;
use domain::id::TeamId;
use domain::workshop::TimeCommand;
use server::connections::ConnectionLimits;
use testkit::app::{Settings, TestApp};
use testkit::client::Client;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SOON: Duration = Duration::from_millis(50);
const CLOSE: &str = "Connection: close\r\n";
const NEVER: Duration = Duration::from_secs(3_600);

/// No limits except those that a test sets.
fn patient() -> ConnectionLimits {
    ConnectionLimits {
        from_one_address: 1_000,
        at_once: 1_000,
        handshake: NEVER,
        head: NEVER,
        body_piece: NEVER,
        body: NEVER,
        write: NEVER,
    }
}

/// Sends bytes and reads until the server closes the connection.
async fn exchange(app: &TestApp, sent: &str) -> String {
    let mut stream = TcpStream::connect(app.address).await.unwrap();
    // The server may close before it has read everything.
    let _ = stream.write_all(sent.as_bytes()).await;
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

#[tokio::test]
async fn values_from_clients_never_become_metric_labels() {
    let app = TestApp::start().await;
    let invented = "A".repeat(8_000);
    for path in ["/api/me", "/api/nothing", "/nothing"] {
        let method = Method::from_bytes(invented.as_bytes()).unwrap();
        let _ = app.client().send(method, path, None).await;
    }
    let _ = app.client().get(&format!("/{invented}")).await;
    let text = app.app.metrics.text();
    assert!(text.contains(r#"method="other""#), "{text}");
    assert!(!text.contains("AAAA"), "a stranger's word is in the metrics");
}

#[tokio::test]
async fn request_headers_have_a_deadline() {
    let app = TestApp::start_within(ConnectionLimits { head: SOON, ..patient() }).await;
    assert_eq!(exchange(&app, "").await, "", "without a word");
    assert_eq!(exchange(&app, "GET /healthz HTTP/1.1\r\nHost: a").await, "", "half a head");
    let answer = exchange(&app, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "idle after an answer: {answer}");
    let answer = exchange(&app, &format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "x".repeat(200_000))).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "a head without end: {answer}");
}

#[tokio::test]
async fn request_bodies_have_a_deadline() {
    let sign_in = "POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    for limits in [ConnectionLimits { body_piece: SOON, ..patient() }, ConnectionLimits { body: SOON, ..patient() }] {
        let app = TestApp::start_within(limits).await;
        for rest in ["Content-Length: 50\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"] {
            let answer = exchange(&app, &format!("{sign_in}{rest}")).await;
            assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("too_slow"), "{rest}: {answer}");
        }
    }
}

#[tokio::test]
async fn reading_a_response_has_a_deadline() {
    let app = TestApp::start_within(ConnectionLimits { write: SOON, ..patient() }).await;
    let mut stream = TcpStream::connect(app.address).await.unwrap();
    // Far more answers than fit into the buffers between the two, none of which is read.
    let request = "GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000);
    let ended = async { while stream.write_all(request.as_bytes()).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(60), ended).await.unwrap();
}

#[tokio::test]
async fn connections_of_one_address_are_limited_and_others_still_connect() {
    let app = TestApp::start_within(ConnectionLimits { from_one_address: 3, ..patient() }).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(app.address).await.unwrap();
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
        stream.read_u8().await.unwrap();
        open.push(stream);
    }
    assert_eq!(exchange(&app, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").await, "", "the fourth is closed");
    open.clear();
    // The server hears of it a moment later.
    while !exchange(&app, "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.contains("200 OK") {}
}

#[tokio::test]
async fn requests_of_one_client_behind_a_proxy_are_limited() {
    let limits = ConnectionLimits { from_one_address: 2, ..patient() };
    let app = TestApp::start_as(Settings { limits, trust_proxy: true, ..Settings::default() }).await;
    let owner = app.owner().await;
    let one = "X-Forwarded-For: 198.51.100.7, 192.0.2.1\r\n";
    let ask =
        async |header: &str| exchange(&app, &format!("GET /api/me HTTP/1.1\r\nHost: a\r\n{header}{CLOSE}\r\n")).await;
    let mut uploads = Vec::new();
    for _ in 0..2 {
        let mut upload = begin_upload_with(&app, owner.team(), &owner, one).await;
        assert!(next(&mut upload).await.starts_with("HTTP/1.1 100"), "it is under way");
        uploads.push(upload);
    }
    let refused = ask(one).await;
    assert!(refused.starts_with("HTTP/1.1 429") && refused.contains("retry-after: 5"), "{refused}");
    // What a client writes into the header itself does not count, nor do others behind the same proxy.
    let refused = ask("X-Forwarded-For: 203.0.113.5, 192.0.2.1\r\n").await;
    assert!(refused.starts_with("HTTP/1.1 429"), "{refused}");
    let answer = ask("X-Forwarded-For: 192.0.2.1, 192.0.2.2\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    // Its place is free again once an upload has ended.
    drop(uploads);
    while !ask(one).await.starts_with("HTTP/1.1 200") {}
}

#[tokio::test]
async fn live_pages_of_one_client_behind_a_proxy_are_limited() {
    let limits = ConnectionLimits { from_one_address: 2, ..patient() };
    let app = TestApp::start_as(Settings { limits, trust_proxy: true, ..Settings::default() }).await;
    let owner = app.owner().await;
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    let origin = format!("http://{}", app.address);
    let open = async |client: &Client| client.try_live(workshop, "face=desk", &origin).await;
    let one = app.twin_behind(&owner, "198.51.100.7, 192.0.2.1");
    let same = app.twin_behind(&owner, "203.0.113.5, 192.0.2.1");
    let other = app.twin_behind(&owner, "192.0.2.1, 192.0.2.2");
    let first = open(&one).await.unwrap();
    let second = open(&one).await.unwrap();
    // What a client writes into the header itself does not count, nor whether it asks for a page or a live connection.
    for client in [&one, &same] {
        assert_eq!(open(client).await.err(), Some(429));
        let _ = client.get("/api/me").await.expect(429);
    }
    // Another client of the same proxy has places of its own.
    let mut third = open(&other).await.unwrap();
    let _fourth = open(&other).await.unwrap();
    assert_eq!(open(&other).await.err(), Some(429));

    // A place is free again once its page has gone, and others go on meanwhile.
    drop(first);
    let fifth = loop {
        match open(&same).await {
            Ok(page) => break page,
            Err(status) => assert_eq!(status, 429),
        }
    };
    assert_eq!(open(&one).await.err(), Some(429));
    third.execute(TimeCommand::Open.into()).await;
    drop((second, fifth));
    while one.get("/api/me").await.status != 200 {}
}

#[tokio::test]
async fn a_live_page_outlives_the_deadlines_of_requests() {
    let app = TestApp::start_within(ConnectionLimits { head: SOON, body: SOON, body_piece: SOON, ..patient() }).await;
    let owner = app.owner().await;
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    let mut page = owner.live(workshop, "desk").await;
    // A connection without a request ends after the deadline; the page, which is older, is still there.
    assert_eq!(exchange(&app, "").await, "");
    page.execute(TimeCommand::Open.into()).await;
}

#[tokio::test]
async fn uploads_wait_unread_in_a_bounded_queue() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut first = Vec::new();
    for _ in 0..2 {
        let mut upload = begin_upload(&app, owner.team(), &owner).await;
        assert!(next(&mut upload).await.starts_with("HTTP/1.1 100"), "its body is read now");
        first.push(upload);
    }
    let mut waiting = Vec::new();
    for _ in 0..33 {
        waiting.push(begin_upload(&app, owner.team(), &owner).await);
    }
    // All but one wait without a word; who knows in which order they came.
    let (answer, place, _) =
        futures_util::future::select_all(waiting.iter_mut().map(|upload| Box::pin(next(upload)))).await;
    assert!(
        answer.starts_with("HTTP/1.1 503") && answer.contains("retry-after") && answer.contains("busy"),
        "{answer}"
    );
    waiting.remove(place);
    // What needs no upload goes on.
    let _ = owner.get("/api/me").await.expect(200);
    // One has finished, and the next has its turn.
    first[0].write_all(&[b'x'; LARGE]).await.unwrap();
    let answer = next(&mut first[0]).await;
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    let (answer, ..) = futures_util::future::select_all(waiting.iter_mut().map(|upload| Box::pin(next(upload)))).await;
    assert!(answer.starts_with("HTTP/1.1 100"), "{answer}");
    // Strangers have no turn: nothing of theirs is read.
    let mut stranger = begin_upload(&app, owner.team(), &app.client()).await;
    let answer = next(&mut stranger).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
}

/// More than what is read without a turn.
const LARGE: usize = 100_000;

async fn begin_upload(app: &TestApp, team: TeamId, by: &Client) -> TcpStream {
    begin_upload_with(app, team, by, "").await
}

async fn begin_upload_with(app: &TestApp, team: TeamId, by: &Client, header: &str) -> TcpStream {
    let mut stream = TcpStream::connect(app.address).await.unwrap();
    let head = format!(
        "POST /api/teams/{}/scenarios/upload HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Type: application/yaml\r\n\
         {header}Content-Length: {LARGE}\r\nExpect: 100-continue\r\n\r\n",
        team,
        app.address,
        by.cookies()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

/// What comes next of an answer.
async fn next(stream: &mut TcpStream) -> String {
    let mut bytes = vec![0; 4_096];
    let read = stream.read(&mut bytes).await.unwrap_or(0);
    String::from_utf8_lossy(&bytes[..read]).into_owned()
}
