//! Messages: each sent once, tried again, given up; webhooks, unsubscribing, forgotten passwords.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use api::delivery::{Delivery as Page, MyMessages, Tried, Webhook};
use async_trait::async_trait;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::{Router, routing::post};
use domain::id::{PersonId, TeamId};
use domain::messages::Channel;
use domain::messages::Topic;
use serde_json::{Value, json};
use server::delivery::guard::SystemLookup;
use server::delivery::{DeliveryConfig, Handover, Letter, Sent, Sink, Webhooks, tick};
use server::outbox::{Notice, outgoing};
use server::{Services, outbox};
use store::outbox::OutgoingRow;
use testkit::app::{Database, TestApp};
use testkit::client::Client;

/// Remembers each message, and answers with the given results.
#[derive(Default)]
pub(crate) struct Recorder {
    letters: Mutex<Vec<(OutgoingRow, Letter)>>,
    answers: Mutex<VecDeque<Sent>>,
}

impl Recorder {
    pub(crate) fn answering(answers: impl IntoIterator<Item = Sent>) -> Arc<Self> {
        Arc::new(Self { letters: Mutex::default(), answers: Mutex::new(answers.into_iter().collect()) })
    }

    pub(crate) fn titles(&self) -> Vec<String> {
        self.letters.lock().unwrap().iter().map(|(_, letter)| letter.title.clone()).collect()
    }
}

#[async_trait]
impl Sink for Recorder {
    async fn send(&self, _: &Services, outgoing: &OutgoingRow, letter: &Letter, _: &Handover<'_>) -> Sent {
        self.letters.lock().unwrap().push((outgoing.clone(), letter.clone()));
        self.answers.lock().unwrap().pop_front().unwrap_or(Sent::Delivered(String::new()))
    }

    fn is_idempotent(&self) -> bool {
        false
    }
}

pub(crate) async fn with_mail(mail: &Arc<Recorder>) -> (TestApp, Client) {
    let app = TestApp::start_with(Database::Sqlite, DeliveryConfig::default().with(Channel::Mail, mail.clone())).await;
    let owner = app.owner().await;
    (app, owner)
}

async fn enqueue(app: &TestApp, team: TeamId, to: PersonId, notice: Notice) {
    let row = outgoing(&app.app, notice, Some(team), Some(to), Channel::Mail, "", app.app.now());
    app.app.store.enqueue(vec![row]).await.unwrap();
}

fn later(problem: &str) -> Sent {
    Sent::Later { problem: problem.into(), after: None }
}

async fn page(owner: &Client) -> Page {
    owner.get(&format!("/api/teams/{}/delivery", owner.team())).await.expect(200).json()
}

#[tokio::test]
async fn a_message_is_tried_again_and_sent_once() {
    let long = std::time::Duration::from_secs(600);
    let slow = Sent::Later { problem: "busy".into(), after: Some(long) };
    let mail = Recorder::answering([later("450"), slow]);
    let (app, owner) = with_mail(&mail).await;
    for _ in 0..2 {
        enqueue(&app, owner.team(), owner.person(), Notice::Test).await;
    }
    let after = async |seconds: i64| {
        app.clock.forward_seconds(seconds);
        tick(&app.app, &app.app.delivery).await.unwrap();
        mail.titles().len()
    };
    assert_eq!(after(0).await, 1);
    assert_eq!(after(29).await, 1);
    assert_eq!(after(16).await, 2);
    assert_eq!(after(300).await, 2, "it asked to be left alone for longer");
    assert_eq!(after(300).await, 3);
    assert_eq!(after(100_000).await, 3);
    let lately = page(&owner).await.lately;
    assert_eq!((lately[0].sent, lately[0].waiting, lately[0].stuck), (1, 0, 0));
    let metrics = app.app.metrics.text();
    assert!(metrics.contains(r#"deliveries_total{channel="mail",outcome="again"} 2"#), "{metrics}");
}

#[tokio::test]
async fn failed_messages_are_listed_and_can_be_sent_again_or_forgotten() {
    let mail = Recorder::answering([Sent::Refused("550 no such user".into()), Sent::Unknown("gone".into())]);
    let (app, owner) = with_mail(&mail).await;
    let ben = app.member(&owner, "Ben").await;
    for to in [&owner, &ben] {
        enqueue(&app, owner.team(), to.person(), Notice::Test).await;
    }
    tick(&app.app, &app.app.delivery).await.unwrap();
    let stuck = page(&owner).await.stuck;
    assert_eq!(stuck.len(), 2);
    assert_eq!(stuck.iter().filter(|message| message.doubtful).count(), 1);
    assert!(stuck.iter().any(|message| message.problem == "550 no such user"));
    app.clock.forward_minutes(60 * 24);
    tick(&app.app, &app.app.delivery).await.unwrap();
    assert_eq!(mail.titles().len(), 2, "a message that may have arrived is not sent again automatically");

    let path = |n: usize| format!("/api/teams/{}/delivery/{}", owner.team(), stuck[n].id);
    let _ = owner.post(&(path(0) + "/again"), &()).await.expect(204);
    let _ = owner.delete(&path(1)).await.expect(204);
    let _ = owner.delete(&path(1)).await.expect(404);
    tick(&app.app, &app.app.delivery).await.unwrap();
    assert_eq!(mail.titles().len(), 3);
    assert_eq!(page(&owner).await.stuck.len(), 0);
}

#[tokio::test]
async fn after_a_crash_nothing_is_sent_twice() {
    let mail = Arc::new(Recorder::default());
    let (app, owner) = with_mail(&mail).await;
    let ben = app.member(&owner, "Ben").await;
    for to in [&owner, &ben] {
        enqueue(&app, owner.team(), to.person(), Notice::Test).await;
    }
    // A process takes both and is killed after it began to hand over one of them.
    let (store, now) = (&app.app.store, app.app.now());
    let taken = store.take_outgoing(Channel::Mail, now, now.plus_minutes(3), 2, 2).await.unwrap();
    let handed = taken.iter().find(|taken| taken.outgoing.account == Some(ben.person())).unwrap();
    assert!(store.hand_over(handed.outgoing.id, 1, now).await.unwrap());
    tick(&app.app, &app.app.delivery).await.unwrap();
    assert_eq!((page(&owner).await.stuck.len(), mail.titles().len()), (0, 0), "it may still be at it");
    app.clock.forward_minutes(4);
    for _ in 0..2 {
        tick(&app.app, &app.app.delivery).await.unwrap();
    }
    let sent: Vec<_> = mail.letters.lock().unwrap().iter().map(|(outgoing, _)| outgoing.account).collect();
    assert_eq!(sent, [Some(owner.person())], "what was not handed over is sent by itself, once");
    let stuck = page(&owner).await.stuck;
    assert_eq!(stuck.iter().map(|one| (one.to.as_deref(), one.doubtful)).collect::<Vec<_>>(), [(Some("Ben"), true)]);
}

#[tokio::test]
async fn former_members_get_no_messages() {
    let mail = Arc::new(Recorder::default());
    let (app, owner) = with_mail(&mail).await;
    let ben = app.member(&owner, "Ben").await;
    assert_eq!(outbox::channels(&app.app, owner.team(), ben.person()).await.unwrap(), [Channel::Mail]);
    enqueue(&app, owner.team(), ben.person(), Notice::Test).await;
    let _ = owner.delete(&format!("/api/teams/{}/members/{}", owner.team(), ben.person())).await.expect(204);
    tick(&app.app, &app.app.delivery).await.unwrap();
    assert_eq!(mail.titles(), Vec::<String>::new());
    assert_eq!(page(&owner).await.stuck.len(), 0);
}

#[tokio::test]
async fn people_choose_the_messages_that_they_get() {
    let mail = Arc::new(Recorder::default());
    let (app, owner) = with_mail(&mail).await;
    let mine: MyMessages = owner.get("/api/account/messages").await.expect(200).json();
    assert!(mine.mail && mine.unwanted.is_empty());
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    enqueue(&app, owner.team(), owner.person(), Notice::WorkshopReminder { workshop }).await;
    let row = app.app.store.workshop(workshop).await.unwrap().unwrap();
    let ahead = row.projection.plan.starts_at.since(app.app.now()) / 1_000_000;
    app.clock.forward_seconds((ahead - 3_600).max(0));
    let wanted = json!({ "topic": "workshops", "wanted": false });
    let mine: MyMessages = owner.put("/api/account/messages", &wanted).await.expect(200).json();
    assert_eq!(mine.unwanted, [Topic::Workshops]);
    tick(&app.app, &app.app.delivery).await.unwrap();
    assert_eq!(mail.titles(), Vec::<String>::new());
}

#[tokio::test]
async fn a_forgotten_password_request_has_the_same_answer_for_every_address() {
    let mail = Arc::new(Recorder::default());
    let (app, _) = with_mail(&mail).await;
    let ask = async |email: &str| {
        let answer = app.client().post("/api/password-reset-request", &json!({ "email": email })).await.expect(202);
        // It is put into the outbox after the answer.
        for _ in 0..50 {
            tokio::task::yield_now().await;
            app.app.store.ping().await.unwrap();
        }
        answer.text()
    };
    assert_eq!(ask("nobody@example.com").await, ask("OLIVE@example.com").await);
    let _ = ask("olive@example.com").await;
    tick(&app.app, &app.app.delivery).await.unwrap();
    assert_eq!(mail.titles(), ["A new password for Readyroom"], "once in five minutes");
    let url = mail.letters.lock().unwrap()[0].1.button.clone().unwrap().url;
    let row = mail.letters.lock().unwrap()[0].0.clone();
    let token = url.rsplit('/').next().unwrap().to_owned();
    assert!(!row.notice.contains(&token) && !row.key.contains(&token), "no secret lies in the outbox");
    let reset = json!({ "token": token, "password": "another long password" });
    let _ = app.client().post("/api/password-reset", &reset).await.expect(201);
}

type Calls = Arc<Mutex<Vec<(HeaderMap, String)>>>;

/// A service that answers with these statuses, one after the other, then with 200.
async fn service(statuses: &[u16]) -> (String, Calls) {
    let calls = Calls::default();
    let statuses = Arc::new(Mutex::new(statuses.iter().copied().collect::<VecDeque<_>>()));
    let heard = calls.clone();
    let router = Router::new().route(
        "/hook",
        post(move |headers: HeaderMap, body: String| {
            heard.lock().unwrap().push((headers, body));
            let status = statuses.lock().unwrap().pop_front().unwrap_or(200);
            let location = [("location", "http://127.0.0.1:1/"), ("retry-after", "120")];
            async move { (StatusCode::from_u16(status).unwrap(), location, "as you say") }
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, calls)
}

async fn with_webhooks(private: bool) -> (TestApp, Client) {
    let sink = Arc::new(Webhooks::new(Arc::new(SystemLookup), private));
    let delivery =
        DeliveryConfig { private_webhooks: private, ..DeliveryConfig::default() }.with(Channel::Webhook, sink);
    let app = TestApp::start_with(Database::Sqlite, delivery).await;
    let owner = app.owner().await;
    (app, owner)
}

#[tokio::test]
async fn webhook_events_are_signed_and_have_a_stable_id() {
    let (app, owner) = with_webhooks(true).await;
    let (url, calls) = service(&[503, 200, 302, 410]).await;
    let path = format!("/api/teams/{}/webhook", owner.team());
    let made: Webhook = owner.put(&path, &json!({ "url": url })).await.expect(200).json();
    let secret = made.secret.unwrap();
    let kept: Webhook = owner.put(&path, &json!({ "url": url })).await.expect(200).json();
    assert_eq!(kept.secret, None, "it is shown once");
    assert_eq!(outbox::team_channels(&app.app, owner.team()).await.unwrap(), [Channel::Webhook]);

    let post = |n: &str| outgoing(&app.app, Notice::Test, Some(owner.team()), None, Channel::Webhook, n, app.app.now());
    app.app.store.enqueue(vec![post("1")]).await.unwrap();
    for _ in 0..2 {
        tick(&app.app, &app.app.delivery).await.unwrap();
        app.clock.forward_seconds(121);
    }
    let heard = calls.lock().unwrap().clone();
    assert_eq!(heard.len(), 2, "tried again once it wanted to be");
    assert_eq!(heard[0].1, heard[1].1, "the same event");
    let event: Value = serde_json::from_str(&heard[0].1).unwrap();
    assert_eq!(
        (event["type"].as_str(), event["id"].as_str()),
        (Some("test"), heard[0].0["idempotency-key"].to_str().ok())
    );
    let signed = heard[1].0["readyroom-signature"].to_str().unwrap();
    let (time, mac) = signed.trim_start_matches("t=").split_once(",v1=").unwrap();
    assert_eq!(mac, hmac_by_openssl(&secret, &format!("{time}.{}", heard[1].1)));

    // What leads elsewhere is not followed, and what is gone is not tried again.
    for _ in 0..2 {
        let test = format!("/api/teams/{}/delivery/test", owner.team());
        let tried: Tried = owner.post(&test, &json!({ "channel": "webhook" })).await.expect(200).json();
        assert!(!tried.arrived, "{tried:?}");
    }
    assert_eq!(calls.lock().unwrap().len(), 4);
    let _ = owner.delete(&path).await.expect(204);
    assert!(page(&owner).await.webhook.is_none());
}

/// Another program's idea of the same.
fn hmac_by_openssl(secret: &str, text: &str) -> String {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut command = Command::new("openssl");
    command.args(["dgst", "-sha256", "-hmac", secret]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap().split_whitespace().last().unwrap().to_owned()
}

#[tokio::test]
async fn a_webhook_cannot_reach_private_networks() {
    let (app, owner) = with_webhooks(false).await;
    let path = format!("/api/teams/{}/webhook", owner.team());
    for url in
        ["http://hooks.example/", "https://127.0.0.1/", "https://169.254.169.254/latest", "https://[::1]/", "nothing"]
    {
        assert_eq!(owner.put(&path, &json!({ "url": url })).await.expect(422).code(), "invalid", "{url}");
    }
    // A name that resolves to a private address is detected when it is called.
    let _ = owner.put(&path, &json!({ "url": "https://localhost:8443/" })).await.expect(200);
    let test = format!("/api/teams/{}/delivery/test", owner.team());
    let tried: Tried = owner.post(&test, &json!({ "channel": "webhook" })).await.expect(200).json();
    assert!(!tried.arrived && tried.said.contains("private network"), "{tried:?}");
    drop(app);
}

#[tokio::test]
async fn a_post_unsubscribes_and_a_get_does_not() {
    let mail = Arc::new(Recorder::default());
    let (app, owner) = with_mail(&mail).await;
    let account = owner.person().0;
    let proof = app.app.vault.token("unsubscribe", &[account.as_bytes(), b"actions"]);
    let path = format!("/api/unsubscribe/{}.actions.{proof}", account.simple());
    // A mail program has no cookies and names no origin.
    let scanner = app.client();
    let looked = scanner.send_with(Method::GET, &path, None, &[]).await.expect(303);
    assert!(looked.header("location").starts_with("/unsubscribe/"));
    let muted_topics = async || owner.get("/api/account/messages").await.expect(200).json::<MyMessages>().unwanted;
    assert_eq!(muted_topics().await, []);
    let form = Some(("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click".to_vec()));
    for _ in 0..2 {
        let _ = scanner.send_with(Method::POST, &path, form.clone(), &[]).await.expect(204);
    }
    assert_eq!(muted_topics().await, [Topic::Actions]);
    let forged = path.replace(".actions.", ".survey.");
    let _ = scanner.send_with(Method::POST, &forged, form.clone(), &[]).await.expect(404);
    assert_eq!(muted_topics().await, [Topic::Actions]);
    // The servers of one mail provider press for many people.
    for _ in 0..30 {
        let _ = scanner.send_with(Method::POST, &path, form.clone(), &[]).await.expect(204);
    }
}

#[tokio::test]
async fn a_result_message_matches_the_page_and_shows_nothing_below_the_threshold() {
    let mail = Arc::new(Recorder::default());
    let (app, owner) = with_mail(&mail).await;
    let fine = crate::trend::round(&app, owner.team(), 30, [0, 1, 2, 3, 1]);
    // It is marked as published, and has too few ballots.
    let few = crate::trend::round(&app, owner.team(), 8, [0, 0, 0, 0, 4]);
    for round in [fine, few] {
        app.app.store.record_survey_round(round.clone()).await.unwrap();
        enqueue(&app, owner.team(), owner.person(), Notice::SurveyResult { round: round.id }).await;
        tick(&app.app, &app.app.delivery).await.unwrap();
    }
    let letters: Vec<Letter> = mail.letters.lock().unwrap().iter().map(|(_, letter)| letter.clone()).collect();
    let paragraph = &letters[0].paragraphs[0];
    assert!(paragraph.contains("the middle answer is 4 of 5") && paragraph.contains("7 of 7 answered"), "{paragraph}");
    assert_eq!(letters[0].event.data["histogram"], json!([0, 1, 2, 3, 1]));
    assert_eq!(letters[0].event.data["said"], json!(paragraph));
    assert_eq!((letters.len(), &letters[1].event.data["histogram"]), (2, &Value::Null));
    assert!(!letters[1].paragraphs[0].contains("middle answer"), "{:?}", letters[1].paragraphs);
}
