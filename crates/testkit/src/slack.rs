//! A stand-in for Slack's Web API on loopback: it knows one workspace, remembers each call, and fails on request.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;

/// The token that the stand-in takes.
pub const TOKEN: &str = "xoxb-stand-in-token";
/// The secret that signs its requests.
pub const SECRET: &str = "8f742231b10e8888abcd99ba5e11e85a";
/// The workspace's id.
pub const WORKSPACE: &str = "T0STANDIN";

/// A call of a method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Its name, such as `chat.postMessage`; `hook` for a late answer to a command.
    pub method: String,
    /// What came with it.
    pub with: Value,
    /// Whether it did what it is for.
    pub done: bool,
}

/// How the next call of a method fails or waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// Too many calls: wait for so many seconds.
    Limits(u64),
    /// An error of the API, which has done nothing.
    Refuses(String),
    /// It does what it should, and breaks off in the middle of the answer.
    BreaksOff,
    /// It does what it should, and answers with an error of the server.
    Fails,
    /// It answers once it is released.
    Waits,
}

/// A stand-in that runs until it is dropped.
pub struct SlackStandIn {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<Workspace>,
    serving: tokio::task::JoinHandle<()>,
}

struct Workspace {
    inner: Mutex<Inner>,
    released: watch::Sender<bool>,
    calls: watch::Sender<usize>,
}

#[derive(Default)]
struct Inner {
    calls: Vec<Call>,
    moods: VecDeque<(String, Mood)>,
    people: Vec<(String, Value)>,
    scopes: Option<String>,
}

impl SlackStandIn {
    /// Starts one, on a port of its own, that knows Olive.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        Self::serve(listener)
    }

    /// Serves on a port that somebody has bound.
    ///
    /// # Panics
    /// When the listener has no address.
    pub fn serve(listener: TcpListener) -> Self {
        let address = listener.local_addr().expect("it listens");
        let state = Arc::new(Workspace {
            inner: Mutex::default(),
            released: watch::channel(false).0,
            calls: watch::channel(0).0,
        });
        let router = Router::new()
            .route("/api/{method}", post(call).get(call))
            .route("/api/hooks/{id}", post(hook))
            .route("/control/next", post(control_next))
            .route("/control/calls", get(control_calls))
            .with_state(state.clone());
        let serving = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        let this = Self { address, state, serving };
        this.person("U0OLIVE", json!({ "profile": { "email": "olive@example.com" } }));
        this
    }

    /// Where its API is.
    pub fn api(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// Adds a person, or replaces one.
    pub fn person(&self, id: &str, user: Value) {
        let mut inner = self.state.lock();
        inner.people.retain(|(known, _)| known != id);
        inner.people.push((id.to_owned(), user));
    }

    /// Sets the mood for the next call of a method. Several moods apply in order.
    pub fn next(&self, method: &str, mood: Mood) {
        self.state.lock().moods.push_back((method.to_owned(), mood));
    }

    /// Lets calls that wait go on.
    pub fn release(&self) {
        self.state.released.send_replace(true);
    }

    /// The scopes that the token has from now on.
    pub fn scopes(&self, scopes: &str) {
        self.state.lock().scopes = Some(scopes.to_owned());
    }

    /// The calls so far, of one method.
    pub fn calls(&self, method: &str) -> Vec<Call> {
        self.state.lock().calls.iter().filter(|call| call.method == method).cloned().collect()
    }

    /// The messages that were posted, to whom and what.
    pub fn posted(&self) -> Vec<Value> {
        self.calls("chat.postMessage").into_iter().filter(|call| call.done).map(|call| call.with).collect()
    }

    /// Waits until a method was called so often.
    pub async fn until(&self, method: &str, times: usize) {
        let mut calls = self.state.calls.subscribe();
        while self.calls(method).len() < times {
            calls.changed().await.expect("the stand-in is there");
        }
    }
}

impl Drop for SlackStandIn {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Workspace {
    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().expect("no code panics while it holds this lock")
    }

    fn note(&self, call: Call) {
        self.lock().calls.push(call);
        self.calls.send_modify(|calls| *calls += 1);
    }
}

async fn call(
    State(state): State<Arc<Workspace>>,
    Path(method): Path<String>,
    Query(query): Query<Map<String, Value>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut with = read(&headers, &body);
    with.extend(query);
    let mood = {
        let mut inner = state.lock();
        let place = inner.moods.iter().position(|(of, _)| *of == method);
        place.and_then(|place| inner.moods.remove(place)).map(|(_, mood)| mood)
    };
    let scopes = state.lock().scopes.clone();
    let answer = match &mood {
        Some(Mood::Limits(_)) => Err("ratelimited".to_owned()),
        Some(Mood::Refuses(code)) => Err(code.clone()),
        _ => answer(&state, &method, &headers, &with),
    };
    state.note(Call { method, with: Value::Object(with), done: answer.is_ok() });
    let body = match answer {
        Ok(mut answer) => {
            answer["ok"] = json!(true);
            answer
        }
        Err(code) => json!({ "ok": false, "error": code }),
    };
    let scopes = scopes.unwrap_or_else(|| "chat:write,commands,im:write,users:read,users:read.email".into());
    match mood {
        Some(Mood::Limits(seconds)) => {
            (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], Json(body)).into_response()
        }
        Some(Mood::Fails) => (StatusCode::INTERNAL_SERVER_ERROR, "Oh no").into_response(),
        Some(Mood::BreaksOff) => {
            let pieces = [Ok(Bytes::from_static(b"{\"ok\"")), Err(std::io::Error::other("it breaks off"))];
            Body::from_stream(futures_util::stream::iter(pieces)).into_response()
        }
        Some(Mood::Waits) => {
            let _ = state.released.subscribe().wait_for(|released| *released).await;
            Json(body).into_response()
        }
        _ => ([("x-oauth-scopes", scopes)], Json(body)).into_response(),
    }
}

async fn hook(State(state): State<Arc<Workspace>>, Path(id): Path<String>, Json(with): Json<Value>) -> &'static str {
    state.note(Call { method: format!("hook {id}"), with, done: true });
    "ok"
}

/// The mood of the next call of a method.
#[derive(Deserialize)]
struct Next {
    method: String,
    mood: Mood,
}

async fn control_next(State(state): State<Arc<Workspace>>, Json(next): Json<Next>) {
    state.lock().moods.push_back((next.method, next.mood));
}

async fn control_calls(State(state): State<Arc<Workspace>>) -> Json<Vec<Call>> {
    Json(state.lock().calls.clone())
}

/// What came with a call: JSON, or a form whose blocks are JSON in themselves.
fn read(headers: &HeaderMap, body: &Bytes) -> Map<String, Value> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/json") {
        return serde_json::from_slice(body).unwrap_or_default();
    }
    let text = String::from_utf8_lossy(body);
    let form = format!("/?{text}").parse().ok().and_then(|uri| Query::<Map<String, Value>>::try_from_uri(&uri).ok());
    let mut with = form.map(|Query(with)| with).unwrap_or_default();
    if let Some(Value::String(blocks)) = with.get("blocks") {
        let blocks = serde_json::from_str(blocks).unwrap_or_default();
        with.insert("blocks".into(), blocks);
    }
    with
}

fn answer(
    state: &Workspace,
    method: &str,
    headers: &HeaderMap,
    with: &Map<String, Value>,
) -> std::result::Result<Value, String> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let text = |name: &str| with.get(name).and_then(Value::as_str).unwrap_or_default();
    match bearer.or_else(|| Some(text("token")).filter(|token| !token.is_empty())) {
        None => return Err("not_authed".into()),
        // A person's token, which is no bot's.
        Some(token) if token.starts_with("xoxp-") => {
            return Ok(json!({ "team": "Acme", "team_id": WORKSPACE, "user": "olive", "user_id": "U0OLIVE" }));
        }
        Some(TOKEN) => {}
        Some(_) => return Err("invalid_auth".into()),
    }
    let people = state.lock().people.clone();
    let describe = |(id, user): (String, Value)| {
        let mut user = user;
        user["id"] = json!(id);
        json!({ "user": user })
    };
    match method {
        "auth.test" => Ok(json!({
            "url": "https://acme.slack.com/", "team": "Acme", "user": "readyroom", "team_id": WORKSPACE,
            "user_id": "U0BOT", "bot_id": "B0BOT", "is_enterprise_install": false,
        })),
        "users.lookupByEmail" => {
            let mut found = people.into_iter();
            let found = found.find(|(_, user)| user["profile"]["email"] == text("email"));
            found.map(describe).ok_or("users_not_found".into())
        }
        "users.info" => {
            people.into_iter().find(|(id, _)| *id == text("user")).map(describe).ok_or("user_not_found".into())
        }
        "conversations.open" => {
            let known = people.iter().any(|(id, _)| *id == text("users"));
            let channel = json!({ "channel": { "id": format!("D{}", &text("users").get(1..).unwrap_or_default()) } });
            if known { Ok(channel) } else { Err("user_not_found".into()) }
        }
        "chat.postMessage" => {
            let channel = text("channel");
            let known = |(id, _): &(String, Value)| channel.strip_prefix('D') == id.strip_prefix('U');
            match channel {
                "#quiet" => return Err("not_in_channel".into()),
                "#old" => return Err("is_archived".into()),
                "#support" | "C0SUPPORT" => {}
                _ if people.iter().any(known) => {}
                _ => return Err("channel_not_found".into()),
            }
            if text("text").is_empty() && with.get("blocks").is_none() {
                return Err("no_text".into());
            }
            let number = state.lock().calls.len();
            Ok(
                json!({ "channel": channel, "ts": format!("1795428000.{number:06}"), "message": { "text": text("text") } }),
            )
        }
        _ => Err("unknown_method".into()),
    }
}
