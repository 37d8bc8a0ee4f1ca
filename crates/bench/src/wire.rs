//! The servers that are measured side by side, and how each takes a note and passes it on.

use std::net::SocketAddr;

use anyhow::{Context, Result};

use crate::client::Socket;
use crate::frame::{BINARY, TEXT, client_frame};
use crate::notes::{Note, uuid};
use crate::workshops::Workshops;
use crate::{readyroom, yjs};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Contestant {
    Readyroom,
    /// The least that any server with these frames and commits must do: `floor.rs`.
    Floor,
    Ws,
    SocketIo,
    Hocuspocus,
    YWebsocket,
}

impl Contestant {
    pub(crate) const ALL: [Self; 6] =
        [Self::Readyroom, Self::Floor, Self::Ws, Self::SocketIo, Self::Hocuspocus, Self::YWebsocket];
    /// Servers of others, all of which keep everything in memory only.
    pub(crate) const PEERS: [Self; 4] = [Self::Ws, Self::SocketIo, Self::Hocuspocus, Self::YWebsocket];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Readyroom => "Readyroom",
            Self::Floor => "floor",
            Self::Ws => "ws",
            Self::SocketIo => "socket.io",
            Self::Hocuspocus => "Hocuspocus",
            Self::YWebsocket => "y-websocket",
        }
    }

    /// The program in `bench/peers/`.
    pub(crate) fn script(self) -> Option<&'static str> {
        match self {
            Self::Readyroom | Self::Floor => None,
            Self::Ws => Some("ws.mjs"),
            Self::SocketIo => Some("socket-io.mjs"),
            Self::Hocuspocus => Some("hocuspocus.mjs"),
            Self::YWebsocket => Some("y-websocket.mjs"),
        }
    }

    /// Opens a socket in a room, which is ready for notes when this returns.
    pub(crate) fn connect(self, addr: SocketAddr, at: &Workshops, room: usize, person: usize) -> Result<Socket> {
        match self {
            Self::Readyroom => {
                let workshop = at.open.get(room).context("no such workshop")?;
                let seat = workshop.seats.get(person).context("no such seat")?;
                readyroom::join(addr, &workshop.id, seat)
            }
            Self::Floor | Self::Ws => Socket::open(addr, &format!("/?room={room}"), "", ""),
            Self::SocketIo => {
                let mut socket = Socket::open(addr, "/socket.io/?EIO=4&transport=websocket", "", "")?;
                socket.wait_for(|message| message.starts_with(b"0{"))?;
                socket.send(TEXT, b"40")?;
                socket.wait_for(|message| message.starts_with(b"40{"))?;
                socket.send(TEXT, format!("420[\"join\",\"{room}\"]").as_bytes())?;
                socket.wait_for(|message| message.starts_with(b"430["))?;
                Ok(socket)
            }
            Self::Hocuspocus => {
                let mut socket = Socket::open(addr, "/", "", "")?;
                let name = yjs::document_name(room);
                socket.send(BINARY, &[name.as_slice(), yjs::AUTHENTICATE].concat())?;
                socket.send(BINARY, &[name.as_slice(), yjs::ASK_FOR_ALL].concat())?;
                socket.wait_for(|message| message.strip_prefix(name.as_slice()).is_some_and(yjs::is_whole_document))?;
                Ok(socket)
            }
            Self::YWebsocket => {
                let mut socket = Socket::open(addr, &format!("/{room}"), "", "")?;
                socket.send(BINARY, yjs::ASK_FOR_ALL)?;
                socket.wait_for(yjs::is_whole_document)?;
                Ok(socket)
            }
        }
    }

    /// The frame with which a person sends a note.
    pub(crate) fn encode(self, note: &Note) -> Vec<u8> {
        let id = uuid(note.run, note.index as u64);
        match self {
            Self::Readyroom | Self::Floor | Self::Ws => {
                client_frame(TEXT, readyroom::command(&id, &note.command()).as_bytes())
            }
            Self::SocketIo => {
                let command = readyroom::command(&id, &note.command());
                client_frame(TEXT, format!("42{}[\"command\",{command}]", note.index).as_bytes())
            }
            Self::Hocuspocus => client_frame(BINARY, &[yjs::document_name(note.room), yjs::update(note)].concat()),
            Self::YWebsocket => client_frame(BINARY, &yjs::update(note)),
        }
    }

    /// The number of the note that a message confirms to its sender. The Yjs servers confirm nothing.
    pub(crate) fn find_confirmed(self, message: &[u8]) -> Option<usize> {
        match self {
            Self::Readyroom | Self::Floor | Self::Ws => readyroom::find_accepted(message),
            Self::SocketIo => {
                let digits = message.strip_prefix(b"43")?;
                let end = digits.iter().position(|byte| !byte.is_ascii_digit())?;
                std::str::from_utf8(&digits[..end]).ok()?.parse().ok()
            }
            Self::Hocuspocus | Self::YWebsocket => None,
        }
    }

    /// What a client must answer at once to stay connected.
    pub(crate) fn keep_alive(self, message: &[u8]) -> Option<Vec<u8>> {
        (self == Self::SocketIo && message == b"2").then(|| client_frame(TEXT, b"3"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{apply_mask, first_frame};
    use crate::notes::{Act, notes_in};

    fn note(index: usize) -> Note {
        Note { run: 7, index, room: 3, person: 2, earlier: 0, act: Act::Add }
    }

    #[test]
    fn confirmations_name_their_note() {
        let accepted = format!(r#"{{"type":"accepted","id":"{}","version":9}}"#, uuid(7, 4_711));
        assert_eq!(Contestant::Readyroom.find_confirmed(accepted.as_bytes()), Some(4_711));
        assert_eq!(Contestant::SocketIo.find_confirmed(br#"4317[{"version":9}]"#), Some(17));
        assert_eq!(Contestant::Ws.find_confirmed(b"{\"type\":\"changes\"}"), None);
    }

    #[test]
    fn every_frame_has_the_note() {
        for contestant in Contestant::ALL {
            let mut bytes = contestant.encode(&note(77));
            let frame = first_frame(&bytes).unwrap();
            let payload = &mut bytes[frame.start..frame.end];
            apply_mask(payload, frame.mask.unwrap());
            let mut found = None;
            notes_in(payload, |number| found = Some(number));
            assert_eq!(found, Some(77), "{contestant:?}");
        }
    }
}
