//! One WebSocket: passes its messages to the room, and the room's messages to it.

use std::time::Duration;

use api::live::{ClientMessage, Connect, ServerMessage, Unread};
use api::refusal::RequestReason;
use api::time::{from_rfc3339, to_rfc3339};
use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message as Frame, Utf8Bytes, WebSocket};
use domain::id::CommandId;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior};

use super::endings::Ending;
use super::outgoing::OutgoingFrame;
use super::room::{ConnectionId, REMOVED, RoomMessage, When};
use super::view::encode;
use super::{ConnectingClient, Hub, Pass};
use crate::error::Error;

/// Messages that may wait for a reader.
const QUEUE: usize = 256;
const PING: Duration = Duration::from_secs(20);
/// Pings after which a client is gone that sends nothing, not even an answer to them.
const UNANSWERED_PINGS: u32 = 3;
const WRITE: Duration = Duration::from_secs(10);
/// How many commands may arrive at once, as after an hour offline, and how fast the allowance refills.
const BURST: u32 = 400;
const REFILL: Duration = Duration::from_millis(50);

/// Close codes beyond the standard's.
const SIGNED_OUT: u16 = 4401;
/// Close reason: the session, seat or screen of the page has ended.
const EXPIRED: &str = "expired";
/// Close reason: its session, seat or screen was revoked while it connected.
const NOT_ADMITTED: &str = "no longer let in";
const GONE: u16 = 4404;
const TOO_SLOW: u16 = 4408;
/// Close code: the stored data of the workshop cannot be read.
const UNREADABLE: u16 = 4500;
/// RFC 6455, "going away": the server stops.
const GOING_AWAY: u16 = 1001;
/// The registry of RFC 6455: the server cannot answer just now.
const TRY_AGAIN: u16 = 1013;

/// Serves one socket until either side has had enough.
pub(crate) async fn serve(hub: &Hub, client: ConnectingClient, connect: Connect, socket: &mut WebSocket) {
    let (queue, mut outgoing) = mpsc::channel(QUEUE);
    let mut ending = hub.shared.endings.expect(client);

    let asked = hub.ask(client.workshop, |reply| RoomMessage::Connect {
        connect: connect.clone(),
        actor: client.actor,
        queue: queue.clone(),
        reply,
    });
    let connection = match asked.await.flatten() {
        Ok(connection) => connection,
        Err(error) => return close_after(&error, hub, socket).await,
    };
    drop(queue);
    let room = hub.room(client.workshop);
    let ends_at = match client.admitted_until(hub).await {
        Ok(Some(ends_at)) => ends_at,
        refused => {
            match refused {
                Err(error) => close_after(&error, hub, socket).await,
                Ok(_) if matches!(client.pass, Pass::Seat(_)) => close(socket, REMOVED, NOT_ADMITTED).await,
                Ok(_) => close(socket, SIGNED_OUT, NOT_ADMITTED).await,
            }
            let _ = room.send(RoomMessage::Disconnect { connection }).await;
            return;
        }
    };
    let connected = Connected { hub, connection, room: &room, ends_at };
    let ended = tokio::select! {
        biased;
        ending = ending.wait() => Some(ending),
        () = connected.run(socket, &mut outgoing) => None,
    };
    // A room that is gone has no connections.
    let _ = room.send(RoomMessage::Disconnect { connection }).await;
    match ended {
        Some(Ending::Revoked) => close(socket, SIGNED_OUT, "signed out").await,
        Some(Ending::Restart) => announce_restart(socket).await,
        None => {}
    }
}

/// A connection that the room knows.
struct Connected<'a> {
    hub: &'a Hub,
    connection: ConnectionId,
    room: &'a mpsc::Sender<RoomMessage>,
    /// When the session, seat or screen of the client ends.
    ends_at: Option<Timestamp>,
}

impl Connected<'_> {
    /// Passes messages both ways until either side has had enough. It may be dropped at any time.
    async fn run(&self, socket: &mut WebSocket, outgoing: &mut mpsc::Receiver<OutgoingFrame>) {
        let mut ping = tokio::time::interval_at(Instant::now() + PING, PING);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut unanswered = 0;
        let mut allowance = Allowance { left: BURST, at: Instant::now() };
        loop {
            let goes_on = tokio::select! {
                message = outgoing.recv() => self.send_waiting(socket, message, outgoing).await,
                frame = socket.next() => {
                    unanswered = 0;
                    match frame {
                        Some(Ok(frame)) => self.take_in(socket, frame, &mut allowance).await,
                        Some(Err(_)) | None => false,
                    }
                }
                _ = ping.tick() => {
                    unanswered += 1;
                    unanswered <= UNANSWERED_PINGS && self.ping(socket).await
                }
            };
            if !goes_on {
                return;
            }
        }
    }

    /// Sends a message of the room, and those that wait behind it, in one write. False: the connection is over.
    async fn send_waiting(
        &self,
        socket: &mut WebSocket,
        first: Option<OutgoingFrame>,
        outgoing: &mut mpsc::Receiver<OutgoingFrame>,
    ) -> bool {
        let mut next = first;
        loop {
            if !self.send(socket, next).await {
                return false;
            }
            match outgoing.try_recv() {
                Ok(waiting) => next = Some(waiting),
                // That the room is gone is noticed by the caller.
                Err(_) => return within_patience(socket.flush()).await,
            }
        }
    }

    /// Puts a message of the room behind what is to be written. False: the connection is over.
    async fn send(&self, socket: &mut WebSocket, message: Option<OutgoingFrame>) -> bool {
        match message {
            Some(OutgoingFrame::Text(_) | OutgoingFrame::Gzip(_)) if self.has_ended() => {
                close(socket, SIGNED_OUT, EXPIRED).await
            }
            Some(OutgoingFrame::Text(text)) => return within_patience(socket.feed(Frame::Text(text))).await,
            Some(OutgoingFrame::Gzip(bytes)) => return within_patience(socket.feed(Frame::Binary(bytes))).await,
            Some(OutgoingFrame::Close(code, reason)) => close(socket, code, reason).await,
            // A room of a server that stops ends, too, and may be the first to do so.
            None if self.hub.shared.endings.is_stopping() => announce_restart(socket).await,
            None => close(socket, TOO_SLOW, "too slow").await,
        }
        false
    }

    /// Takes in what the client sent. False: the connection is over.
    async fn take_in(&self, socket: &mut WebSocket, frame: Frame, allowance: &mut Allowance) -> bool {
        if self.has_ended() {
            close(socket, SIGNED_OUT, EXPIRED).await;
            return false;
        }
        let answer = match frame {
            Frame::Text(text) => receive(self.room, self.connection, &text, allowance).await,
            Frame::Binary(_) => Some(ServerMessage::Malformed { reason: "messages are text".to_owned() }),
            Frame::Close(_) => return false,
            Frame::Ping(_) | Frame::Pong(_) => None,
        };
        match answer {
            Some(answer) => write(socket, Frame::Text(encode(&answer))).await,
            None => true,
        }
    }

    /// Shows the client that the server is there. A page does not see a ping, and its browser answers it unasked: the message
    /// is for the page, the ping for the server. False: the connection is over.
    async fn ping(&self, socket: &mut WebSocket) -> bool {
        if self.has_ended() {
            close(socket, SIGNED_OUT, EXPIRED).await;
            return false;
        }
        let alive = ServerMessage::Alive { now: to_rfc3339(self.hub.shared.clock.now()) };
        within_patience(socket.feed(Frame::Text(encode(&alive)))).await
            && write(socket, Frame::Ping(Bytes::new())).await
    }

    fn has_ended(&self) -> bool {
        self.ends_at.is_some_and(|at| self.hub.shared.clock.now() >= at)
    }
}

/// Closes a connection that could not be opened.
async fn close_after(error: &Error, hub: &Hub, socket: &mut WebSocket) {
    if hub.shared.endings.is_stopping() {
        return announce_restart(socket).await;
    }
    #[expect(clippy::wildcard_enum_match_arm, reason = "any other refusal may be over when the page connects again")]
    let (code, reason) = match error {
        Error::Unreadable => (UNREADABLE, "unreadable"),
        Error::NotFound => (GONE, "gone"),
        _ => (TRY_AGAIN, "try again"),
    };
    close(socket, code, reason).await;
}

/// Asks the client to connect again after the restart.
async fn announce_restart(socket: &mut WebSocket) {
    let restarting = ServerMessage::Restarting { retry_after_ms: 500 };
    write(socket, Frame::Text(encode(&restarting))).await;
    close(socket, GOING_AWAY, "restarting").await;
}

/// Takes in one message. What is answered here never reached the room.
async fn receive(
    room: &mpsc::Sender<RoomMessage>,
    connection: ConnectionId,
    text: &Utf8Bytes,
    allowance: &mut Allowance,
) -> Option<ServerMessage> {
    let (id, command) = match ClientMessage::parse(text) {
        Ok(ClientMessage::Command { id, observed_at, sequence, command }) => {
            let when = When { observed_at: observed_at.as_deref().and_then(from_rfc3339), sequence };
            (id, Ok(RoomMessage::Command { connection, id, when, command: Box::new(command) }))
        }
        Err(Unread::Invalid { id, reason }) => (id, Err(reason)),
        Ok(ClientMessage::Presence { typing }) => {
            // The lane is lossy: a room that is busy does without.
            let _ = room.try_send(RoomMessage::Typing { connection, typing });
            return None;
        }
        Err(Unread::Malformed(reason)) => return Some(ServerMessage::Malformed { reason }),
    };
    if !allowance.take() {
        return Some(rejected(id, "too_fast", RequestReason::TooFast));
    }
    match command {
        Ok(message) => {
            let gone = room.send(message).await.is_err();
            gone.then(|| rejected(id, "unavailable", RequestReason::Reloading))
        }
        Err(reason) => Some(rejected(id, "invalid", RequestReason::Other.refusal().word("detail", reason))),
    }
}

fn rejected(id: CommandId, code: &str, refusal: impl Into<Refusal>) -> ServerMessage {
    let refusal = refusal.into();
    ServerMessage::Rejected { id, code: code.to_owned(), reason: refusal.sentence(), refusal: Some(refusal.into()) }
}

/// How many commands a connection may send now.
struct Allowance {
    left: u32,
    /// When `left` was true.
    at: Instant,
}

impl Allowance {
    /// Takes one; whether there was one.
    fn take(&mut self) -> bool {
        let refills = u32::try_from(self.at.elapsed().as_millis() / REFILL.as_millis()).unwrap_or(BURST).min(BURST);
        self.left = (self.left + refills).min(BURST);
        self.at = if self.left == BURST { Instant::now() } else { self.at + REFILL * refills };
        self.left.checked_sub(1).inspect(|left| self.left = *left).is_some()
    }
}

async fn write(socket: &mut WebSocket, frame: Frame) -> bool {
    within_patience(socket.send(frame)).await
}

async fn within_patience(writing: impl Future<Output = std::result::Result<(), axum::Error>>) -> bool {
    matches!(tokio::time::timeout(WRITE, writing).await, Ok(Ok(())))
}

async fn close(socket: &mut WebSocket, code: u16, reason: &'static str) {
    write(socket, Frame::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
}
