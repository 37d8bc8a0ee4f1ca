//! Readyroom's live protocol, as far as it is needed here: only this file changes with it.

use std::net::SocketAddr;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::client::Socket;
use crate::frame::TEXT;

/// A person's place in a workshop.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    pub(crate) cookie: String,
    /// The person's address.
    pub(crate) from: String,
    pub(crate) face: &'static str,
}

#[derive(Clone, Debug)]
pub(crate) struct Workshop {
    pub(crate) id: String,
    pub(crate) seats: Vec<Seat>,
}

/// Opens a page's socket, and gets the workshop as it is.
pub(crate) fn join(addr: SocketAddr, workshop: &str, seat: &Seat) -> Result<Socket> {
    Ok(join_with_snapshot(addr, workshop, seat)?.0)
}

/// The same, with the size of the first snapshot in bytes, as it came over the wire.
pub(crate) fn join_with_snapshot(addr: SocketAddr, workshop: &str, seat: &Seat) -> Result<(Socket, usize)> {
    let path = format!("/api/workshops/{workshop}/live?face={}&gzip=true", seat.face);
    let mut socket = Socket::open(addr, &path, &seat.cookie, &seat.from)?;
    let snapshot = socket.wait_for(is_snapshot)?;
    Ok((socket, snapshot.len()))
}

/// A snapshot as text, or compressed: no other message is.
fn is_snapshot(message: &[u8]) -> bool {
    const GZIP: &[u8] = &[0x1f, 0x8b];
    message.starts_with(GZIP) || message.starts_with(br#"{"type":"snapshot""#)
}

/// The message with which a page sends a command.
pub(crate) fn command(id: &str, command: &Value) -> String {
    json!({ "type": "command", "id": id, "command": command }).to_string()
}

/// Sends a command, and waits until it is accepted.
pub(crate) fn submit(socket: &mut Socket, id: &str, what: &Value) -> Result<()> {
    submit_all(socket, &[(id.to_owned(), what.clone())])
}

/// Sends commands with their ids one behind the other, and waits until all are accepted.
pub(crate) fn submit_all(socket: &mut Socket, commands: &[(String, Value)]) -> Result<()> {
    for (id, what) in commands {
        socket.send(TEXT, command(id, what).as_bytes())?;
    }
    for _ in commands {
        let answer = socket.wait_for(|message| message.starts_with(ACCEPTED) || is_rejected(message))?;
        if is_rejected(&answer) {
            bail!("a command was refused: {}", String::from_utf8_lossy(&answer));
        }
    }
    Ok(())
}

/// Whether a message has changes of the workshop.
pub(crate) fn is_changes(message: &[u8]) -> bool {
    message.starts_with(br#"{"type":"changes""#)
}

const ACCEPTED: &[u8] = br#"{"type":"accepted","id":""#;

pub(crate) fn is_rejected(message: &[u8]) -> bool {
    message.starts_with(br#"{"type":"rejected""#)
}

/// The number in the id of the command that a message accepts.
pub(crate) fn find_accepted(message: &[u8]) -> Option<usize> {
    const NUMBER: std::ops::Range<usize> = 24..36;
    let id = message.strip_prefix(ACCEPTED)?.get(NUMBER)?;
    usize::from_str_radix(std::str::from_utf8(id).ok()?, 16).ok()
}
