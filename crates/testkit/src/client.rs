//! A browser as the server sees it: cookies, an origin, an address.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;

use api::account::Me;
use api::workshop::Joined;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::id::{PersonId, TeamId};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::net::TcpStream;

/// The browser of a person.
#[derive(Debug)]
pub struct Client {
    pub(crate) address: SocketAddr,
    /// The value that a proxy would write into `X-Forwarded-For`.
    pub(crate) from: String,
    cookies: Mutex<BTreeMap<String, String>>,
    person: Option<PersonId>,
    team: Option<TeamId>,
}

/// What the server answered.
#[derive(Clone, Debug)]
pub struct HttpAnswer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// A request's body and its kind.
pub type Body = Option<(&'static str, Vec<u8>)>;

impl Client {
    pub(crate) fn new(address: SocketAddr, from: String) -> Self {
        Self { address, from, cookies: Mutex::default(), person: None, team: None }
    }

    /// A browser on a server that runs as a process of its own.
    #[must_use]
    pub fn of_process(address: SocketAddr) -> Self {
        Self::new(address, address.ip().to_string())
    }

    pub(crate) fn twin(&self, from: String) -> Self {
        let cookies = Mutex::new(self.jar().clone());
        Self { address: self.address, from, cookies, person: self.person, team: self.team }
    }

    /// Sets the account and the team of this browser.
    pub fn set_account(&mut self, me: Me) {
        self.person = me.account.map(|account| account.id);
        self.team = me.teams.first().map(|team| team.id);
    }

    /// Remembers a guest's seat.
    pub fn set_seat(&mut self, joined: Joined) {
        self.person = Some(joined.person);
    }

    /// Who this is.
    ///
    /// # Panics
    /// When no person is set.
    pub fn person(&self) -> PersonId {
        self.person.expect("somebody uses this browser")
    }

    /// Their first team.
    ///
    /// # Panics
    /// When there is none.
    pub fn team(&self) -> TeamId {
        self.team.expect("they have a team")
    }

    /// Sets a cookie by hand.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.jar().insert(name.to_owned(), value.to_owned());
    }

    /// The cookies as they are sent.
    pub fn cookies(&self) -> String {
        self.jar().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// GET.
    pub async fn get(&self, path: &str) -> HttpAnswer {
        self.send(Method::GET, path, None).await
    }

    /// POST with JSON.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> HttpAnswer {
        self.send(Method::POST, path, Some(("application/json", wire(body)))).await
    }

    /// PUT with JSON.
    pub async fn put(&self, path: &str, body: &impl Serialize) -> HttpAnswer {
        self.send(Method::PUT, path, Some(("application/json", wire(body)))).await
    }

    /// PATCH with JSON.
    pub async fn patch(&self, path: &str, body: &impl Serialize) -> HttpAnswer {
        self.send(Method::PATCH, path, Some(("application/json", wire(body)))).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> HttpAnswer {
        self.send(Method::DELETE, path, None).await
    }

    /// Any request, from a page of the server.
    pub async fn send(&self, method: Method, path: &str, body: Body) -> HttpAnswer {
        let origin = format!("http://{}", self.address);
        self.send_with(method, path, body, &[("origin", &origin)]).await
    }

    /// Any request, with these headers besides cookies and address.
    pub async fn send_with(&self, method: Method, path: &str, body: Body, headers: &[(&str, &str)]) -> HttpAnswer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.address.to_string())
            .header(header::CONNECTION, "close")
            .header("x-forwarded-for", &self.from);
        let cookies = self.cookies();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (kind, bytes) = body.unzip();
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let request = request.body(Full::new(Bytes::from(bytes.unwrap_or_default()))).expect("the request is sound");
        let stream = TcpStream::connect(self.address).await.expect("the server listens");
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("it speaks HTTP");
        let connection = tokio::spawn(connection);
        let response = sender.send_request(request).await.expect("it answers");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("the answer is whole").to_bytes();
        connection.abort();
        self.store_cookies(&parts.headers);
        HttpAnswer { status: parts.status, headers: parts.headers, body }
    }

    fn store_cookies(&self, headers: &HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("cookies are ASCII");
            let (name, rest) = text.split_once('=').expect("a cookie has a name");
            let value = rest.split(';').next().unwrap_or_default();
            if value.is_empty() {
                self.jar().remove(name);
            } else {
                self.set_cookie(name, value);
            }
        }
    }

    fn jar(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.cookies.lock().expect("no code panics while it holds this lock")
    }
}

impl HttpAnswer {
    /// Checks the status.
    ///
    /// # Panics
    /// When it is another one; the message has the body.
    #[track_caller]
    #[must_use]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    /// The body as one of the wire types.
    ///
    /// # Panics
    /// When it is something else.
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The stable code of a problem, or nothing.
    pub fn code(&self) -> String {
        let problem: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        problem["code"].as_str().unwrap_or_default().to_owned()
    }

    /// A header's text, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

fn wire(body: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(body).expect("the body is plain data")
}
