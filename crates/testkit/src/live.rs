//! A live page as the server sees it.

use std::sync::atomic::{AtomicU64, Ordering};

use api::live::{ClientMessage, ServerMessage};
use domain::id::{CommandId, WorkshopId};
use domain::workshop::Command;
use flate2::read::GzDecoder;
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Error, Message};
use uuid::Uuid;

use crate::client::Client;

/// An open live page.
#[derive(Debug)]
pub struct Live {
    socket: WebSocketStream<TcpStream>,
    received: usize,
}

/// The outcome of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandOutcome {
    /// It is on disk, at this version.
    Accepted(u64),
    /// It was refused, with this code.
    Rejected(String),
}

impl Client {
    /// Opens a face of a workshop.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn live(&self, workshop: WorkshopId, face: &str) -> Live {
        let origin = format!("http://{}", self.address);
        self.try_live(workshop, &format!("face={face}"), &origin).await.expect("the server lets this page in")
    }

    /// Tries to open the live protocol with any question and origin; the error is the HTTP status.
    pub async fn try_live(&self, workshop: WorkshopId, query: &str, origin: &str) -> Result<Live, u16> {
        self.try_live_at(&format!("/api/workshops/{workshop}/live?{query}"), origin).await
    }

    /// Tries to open the live protocol at any path; the error is the HTTP status.
    pub async fn try_live_at(&self, path: &str, origin: &str) -> Result<Live, u16> {
        let address = format!("ws://{}{path}", self.address);
        let mut request = address.into_client_request().expect("the address is sound");
        let headers = request.headers_mut();
        headers.insert("origin", origin.parse().expect("the origin is ASCII"));
        headers.insert("x-forwarded-for", self.from.parse().expect("addresses are ASCII"));
        let cookies = self.cookies();
        if !cookies.is_empty() {
            headers.insert("cookie", cookies.parse().expect("cookies are ASCII"));
        }
        let stream = TcpStream::connect(self.address).await.expect("the server listens");
        match tokio_tungstenite::client_async(request, stream).await {
            Ok((socket, _)) => Ok(Live { socket, received: 0 }),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }
}

impl Live {
    /// Sends a command under a new id and returns its outcome, and the messages received before.
    pub async fn command(&mut self, command: Command) -> (CommandOutcome, Vec<ServerMessage>) {
        self.command_as(CommandId(new_id()), command).await
    }

    /// Sends a command under an id.
    pub async fn command_as(&mut self, id: CommandId, command: Command) -> (CommandOutcome, Vec<ServerMessage>) {
        self.send(&ClientMessage::Command { id, observed_at: None, sequence: None, command }).await;
        let mut before = Vec::new();
        loop {
            match self.next().await.expect("the server answers every command") {
                ServerMessage::Accepted { id: of, version } if of == id => {
                    return (CommandOutcome::Accepted(version), before);
                }
                ServerMessage::Rejected { id: of, code, .. } if of == id => {
                    return (CommandOutcome::Rejected(code), before);
                }
                other => before.push(other),
            }
        }
    }

    /// Sends a message.
    pub async fn send(&mut self, message: &ClientMessage) {
        self.send_text(&serde_json::to_string(message).expect("messages are plain data")).await;
    }

    /// Sends any text.
    pub async fn send_text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.expect("the connection is open");
    }

    /// Sends bytes that are no text.
    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        self.socket.send(Message::binary(bytes.to_vec())).await.expect("the connection is open");
    }

    /// Sends bytes as a text message.
    pub async fn send_invalid_text(&mut self, bytes: &[u8]) {
        let frame = Frame::message(bytes.to_vec(), OpCode::Data(Data::Text), true);
        self.socket.send(Message::Frame(frame)).await.expect("the connection is open");
    }

    /// Reads to the end: the messages until then, and the close code of the server, if there is one.
    pub async fn end(&mut self) -> (Vec<ServerMessage>, Option<u16>) {
        let mut messages = Vec::new();
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => messages.push(serde_json::from_str(&text).expect("it is a message")),
                Some(Ok(Message::Close(frame))) => return (messages, frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return (messages, None),
            }
        }
    }

    /// The next message; nothing when the server has closed the connection.
    ///
    /// # Panics
    /// When the server sends an invalid message.
    pub async fn next(&mut self) -> Option<ServerMessage> {
        loop {
            let message = self.socket.next().await?;
            self.received += message.as_ref().map_or(0, Message::len);
            match message {
                Ok(Message::Text(text)) => return Some(serde_json::from_str(&text).expect("it is a message")),
                Ok(Message::Binary(bytes)) => {
                    return Some(serde_json::from_reader(GzDecoder::new(&bytes[..])).expect("it is a message"));
                }
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// The bytes of all messages so far, as they were sent.
    #[must_use]
    pub fn received(&self) -> usize {
        self.received
    }

    /// Reads until the first message for which `wanted` is true.
    ///
    /// # Panics
    /// When the connection ends before.
    pub async fn until(&mut self, wanted: impl Fn(&ServerMessage) -> bool) -> ServerMessage {
        loop {
            let message = self.next().await.expect("the connection is open");
            if wanted(&message) {
                return message;
            }
        }
    }
}

/// An id that is unique in this process.
#[must_use]
pub fn new_id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let mut random = [7; 10];
    random[2..].copy_from_slice(&number);
    uuid::Builder::from_unix_timestamp_millis(1_795_428_000_000, &random).into_uuid()
}

/// A text of any kind that the domain takes.
///
/// # Panics
/// When it is refused.
#[must_use]
pub fn typed<T: TryFrom<String, Error: std::fmt::Debug>>(text: &str) -> T {
    T::try_from(text.to_owned()).expect("it is within the rules")
}
