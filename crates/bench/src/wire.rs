//! The servers that are measured side by side, and how each takes a note and passes it on.
//!
//! A note has 80 characters. It begins with its number, which is found again in what the others get, whatever the protocol.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use memchr::memmem;
use serde_json::{Value, json};

use crate::client::Socket;
use crate::frame::{BINARY, TEXT, client_frame};
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
    pub(crate) fn confirmed(self, message: &[u8]) -> Option<usize> {
        match self {
            Self::Readyroom | Self::Floor | Self::Ws => readyroom::accepted(message),
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

/// A note that a person sends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Note {
    /// Tells the ids of one run from those of another.
    pub(crate) run: u64,
    /// Its number in this run.
    pub(crate) index: usize,
    pub(crate) room: usize,
    pub(crate) person: usize,
    /// How many the person has sent before.
    pub(crate) earlier: u32,
    pub(crate) act: Act,
}

/// What people do with their notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Add one: the workshop grows.
    Add,
    /// Change the text of their own, which they added before the run: the workshop keeps its size.
    Edit,
}

impl Note {
    pub(crate) fn command(&self) -> Value {
        match self.act {
            Act::Add => {
                json!({ "do": "add_note", "note": self.id(), "wall": "crappy", "text": text(self.index) })
            }
            Act::Edit => json!({ "do": "edit_note", "note": own_note(self.run, self.room, self.person),
                "text": text(self.index), "revision": self.earlier }),
        }
    }

    pub(crate) fn id(&self) -> String {
        browser_id(self.run, self.index as u64)
    }
}

/// The id of the note that a person edits.
pub(crate) fn own_note(run: u64, room: usize, person: usize) -> String {
    browser_id(!run, (room * 1_000 + person) as u64)
}

const MARK: &[u8] = b"@@";
const DIGITS: usize = 8;

/// The 80 characters of a note: its mark and words, of which no two notes have the same.
pub(crate) fn text(index: usize) -> String {
    const WORDS: &str = "we nobody knew that the alarm for a full queue was set too late and it woke everybody but one of us \
        because runbook link dashboard showed old graph after deploy last week someone changed retry limit without telling \
        support so customers waited while logs said nothing about certificate disk cache shard replica token next time \
        please write down who owns this service what to check first how long restart takes";
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut text = format!("@@{index:0DIGITS$x}");
    let mut seed = index as u64;
    while text.len() < 80 {
        seed = mix(seed);
        text.push(' ');
        text += words[(seed >> 32) as usize % words.len()];
    }
    text.truncate(80);
    text
}

/// SplitMix64: the next of a sequence that looks random.
pub(crate) fn mix(seed: u64) -> u64 {
    let mut value = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Calls `each` with the number of every note in a message.
pub(crate) fn notes_in(message: &[u8], mut each: impl FnMut(usize)) {
    for at in memmem::find_iter(message, MARK) {
        let digits = message.get(at + MARK.len()..at + MARK.len() + DIGITS);
        let number = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(number) = number.and_then(|digits| usize::from_str_radix(digits, 16).ok()) {
            each(number);
        }
    }
}

/// An id in the form of a UUID of version 4, with the number in its last 12 digits.
pub(crate) fn uuid(run: u64, number: u64) -> String {
    format!("{:08x}-{:04x}-4000-8000-{:012x}", (run >> 16) & 0xffff_ffff, run & 0xffff, number & 0xffff_ffff_ffff)
}

/// An id as a browser makes one for a note, a UUID of version 7: a time and 74 bits that look random.
pub(crate) fn browser_id(run: u64, number: u64) -> String {
    const TIME: u64 = 0x019a_df3c_0000;
    let time = (TIME + number) & 0xffff_ffff_ffff;
    let high = mix(run ^ mix(number));
    let low = mix(high) & 0xffff_ffff_ffff;
    let (three, four) = (high & 0xfff, 0x8000 | (high >> 16) & 0x3fff);
    format!("{:08x}-{:04x}-7{three:03x}-{four:04x}-{low:012x}", time >> 16, time & 0xffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(index: usize) -> Note {
        Note { run: 7, index, room: 3, person: 2, earlier: 0, act: Act::Add }
    }

    #[test]
    fn notes_have_80_characters_and_their_number() {
        for index in [0, 1, 99_999] {
            assert_eq!(text(index).len(), 80);
            let mut found = Vec::new();
            notes_in(format!("[{},{}]", text(index), text(5)).as_bytes(), |number| found.push(number));
            assert_eq!(found, [index, 5]);
        }
    }

    #[test]
    fn ids_of_browsers_are_uuids_and_differ() {
        let ids: std::collections::BTreeSet<_> = (0..1_000).map(|number| browser_id(7, number)).collect();
        assert_eq!(ids.len(), 1_000);
        assert!(ids.iter().all(|id| uuid::Uuid::parse_str(id).is_ok_and(|id| id.get_version_num() == 7)));
    }

    #[test]
    fn confirmations_name_their_note() {
        let accepted = format!(r#"{{"type":"accepted","id":"{}","version":9}}"#, uuid(7, 4_711));
        assert_eq!(Contestant::Readyroom.confirmed(accepted.as_bytes()), Some(4_711));
        assert_eq!(Contestant::SocketIo.confirmed(br#"4317[{"version":9}]"#), Some(17));
        assert_eq!(Contestant::Ws.confirmed(b"{\"type\":\"changes\"}"), None);
    }

    #[test]
    fn every_frame_has_the_note() {
        for contestant in Contestant::ALL {
            let bytes = contestant.encode(&note(77));
            let frame = crate::frame::first_frame(&bytes).unwrap();
            let mask = frame.mask.unwrap();
            let payload: Vec<u8> =
                bytes[frame.start..frame.end].iter().zip(mask.iter().cycle()).map(|(a, b)| a ^ b).collect();
            let mut found = None;
            notes_in(&payload, |number| found = Some(number));
            assert_eq!(found, Some(77), "{contestant:?}");
        }
    }
}
