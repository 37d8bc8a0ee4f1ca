//! The floor: the least that any server must do that passes notes on after they are on disk. It has no rules, no permissions
//! and no state but who is in which room.
//!
//! One thread reads and writes sockets with epoll. Another commits what waits, at most as much at once as Readyroom does, and
//! with the same statements. Messages have the bytes of Readyroom's.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use anyhow::{Context, Result};
use memchr::memmem;
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token, Waker};

use crate::frame::{self, apply_mask, first_frame, write_server_frame};
use crate::sqlite::Log;

/// As in the store's writer.
const BATCH: usize = 128;
const LISTENER: Token = Token(usize::MAX);
const COMMITTED: Token = Token(usize::MAX - 1);
/// The answer to the one key that the generator sends (RFC 6455, section 1.3).
const UPGRADED: &[u8] = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
    Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/// A note on its way to the disk and back.
struct Job {
    socket: usize,
    room: usize,
    command: String,
    note: String,
    text: String,
    version: i64,
}

/// Serves until it is killed.
pub(crate) fn serve(listen: SocketAddr, data: &Path) -> Result<()> {
    let poll = Poll::new()?;
    let waker = Arc::new(Waker::new(poll.registry(), COMMITTED)?);
    let (jobs, waiting) = channel();
    let (done, committed) = channel();
    let data = data.to_owned();
    thread::spawn(move || commit_all(&data, &waiting, &done, &waker));
    let mut listener = TcpListener::bind(listen)?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    let mut floor = Floor { poll, jobs, sockets: Vec::new(), rooms: BTreeMap::new() };
    let mut events = Events::with_capacity(1_024);
    loop {
        match floor.poll.poll(&mut events, None) {
            Err(error) if error.kind() != ErrorKind::Interrupted => return Err(error.into()),
            _ => {}
        }
        for event in &events {
            match event.token() {
                LISTENER => floor.accept(&listener)?,
                COMMITTED => floor.announce(&committed),
                Token(at) => floor.read_commands(at)?,
            }
        }
    }
}

/// The thread with the database: commits what waits, and passes it back.
fn commit_all(data: &Path, waiting: &Receiver<Job>, done: &Sender<Vec<Job>>, waker: &Waker) -> Result<()> {
    let mut log = Log::create(&data.join("floor.db"))?;
    while let Ok(first) = waiting.recv() {
        let mut batch: Vec<_> = std::iter::once(first).chain(waiting.try_iter().take(BATCH - 1)).collect();
        let mut transaction = log.begin()?;
        for job in &mut batch {
            job.version = transaction.append(job.room, job.command.as_bytes(), &stored(job))?;
        }
        transaction.commit()?;
        done.send(batch)?;
        waker.wake()?;
    }
    Ok(())
}

/// As Readyroom's log stores the note.
fn stored(Job { note, text, .. }: &Job) -> String {
    format!(
        r#"[{{"type":"note_added","note":{{"id":"{note}","wall":"crappy","text":"{text}","author":"{note}","round":null,"at":1796069202894801,"sequence":1796069202894,"revision":0,"removed":false}}}}]"#
    )
}

struct Floor {
    poll: Poll,
    jobs: Sender<Job>,
    sockets: Vec<Socket>,
    /// The sockets in each room.
    rooms: BTreeMap<usize, Vec<usize>>,
}

struct Socket {
    stream: TcpStream,
    inbox: Vec<u8>,
    outbox: Vec<u8>,
    room: Option<usize>,
}

impl Floor {
    fn accept(&mut self, listener: &TcpListener) -> Result<()> {
        loop {
            let mut stream = match listener.accept() {
                Ok((stream, _)) => stream,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            stream.set_nodelay(true)?;
            self.poll.registry().register(&mut stream, Token(self.sockets.len()), Interest::READABLE)?;
            self.sockets.push(Socket { stream, inbox: Vec::new(), outbox: Vec::new(), room: None });
        }
    }

    fn read_commands(&mut self, at: usize) -> Result<()> {
        let mut piece = [0; 16_384];
        let socket = &mut self.sockets[at];
        loop {
            match socket.stream.read(&mut piece) {
                Ok(length) if length == piece.len() => socket.inbox.extend_from_slice(&piece),
                Ok(length) => break socket.inbox.extend_from_slice(&piece[..length]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                // The generator has hung up.
                Err(_) => return Ok(()),
            }
        }
        match socket.room {
            Some(room) => self.take_notes(at, room),
            None => self.join(at),
        }
    }

    fn join(&mut self, at: usize) -> Result<()> {
        let socket = &mut self.sockets[at];
        let Some(end) = memmem::find(&socket.inbox, b"\r\n\r\n") else { return Ok(()) };
        let head = String::from_utf8_lossy(&socket.inbox[..end]).into_owned();
        let room = head.strip_prefix("GET /?room=").and_then(|rest| rest.split(' ').next()).context("no room")?;
        let room: usize = room.parse()?;
        socket.inbox.drain(..end + 4);
        socket.room = Some(room);
        socket.outbox.extend_from_slice(UPGRADED);
        self.rooms.entry(room).or_default().push(at);
        self.write(at);
        Ok(())
    }

    fn take_notes(&mut self, at: usize, room: usize) -> Result<()> {
        let socket = &mut self.sockets[at];
        let mut taken = 0;
        while let Some(frame) = first_frame(&socket.inbox[taken..]) {
            let payload = &mut socket.inbox[taken + frame.start..taken + frame.end];
            apply_mask(payload, frame.mask.unwrap_or_default());
            if frame.opcode == frame::TEXT {
                let message = std::str::from_utf8(payload)?;
                let value = |key: &str| value_of(message, key).with_context(|| format!("no {key} in {message}"));
                let (command, note, text) = (value(r#","id":""#)?, value(r#""note":""#)?, value(r#""text":""#)?);
                self.jobs.send(Job { socket: at, room, command, note, text, version: 0 })?;
            }
            taken += frame.end;
        }
        socket.inbox.drain(..taken);
        Ok(())
    }

    /// Sends everybody in a room what is on disk, and then its sender the answer. Each socket is written to once.
    fn announce(&mut self, committed: &Receiver<Vec<Job>>) {
        let mut written_to = Vec::new();
        for job in committed.try_iter().flatten() {
            let mut frame = Vec::new();
            write_server_frame(&mut frame, frame::TEXT, changes(&job).as_bytes());
            for at in self.rooms.get(&job.room).into_iter().flatten() {
                self.sockets[*at].outbox.extend_from_slice(&frame);
                written_to.push(*at);
            }
            let accepted = format!(r#"{{"type":"accepted","id":"{}","version":{}}}"#, job.command, job.version);
            write_server_frame(&mut self.sockets[job.socket].outbox, frame::TEXT, accepted.as_bytes());
        }
        written_to.sort_unstable();
        written_to.dedup();
        written_to.into_iter().for_each(|at| self.write(at));
    }

    fn write(&mut self, at: usize) {
        let Socket { stream, outbox, .. } = &mut self.sockets[at];
        // A reader that is too slow is not what is measured, and one that is gone does not matter.
        let _ = stream.write_all(outbox);
        outbox.clear();
    }
}

/// As Readyroom sends the note.
fn changes(Job { note, text, version, .. }: &Job) -> String {
    format!(
        r#"{{"type":"changes","version":{version},"upsert":[{{"type":"note","id":"{note}","wall":"crappy","text":"{text}","author":"{note}","at":"2026-11-30T20:09:28.926995Z","sequence":1796069368926,"colour":"plain","revision":0}}],"remove":[]}}"#
    )
}

/// The text behind a key. The generator writes no escapes.
fn value_of(message: &str, key: &str) -> Option<String> {
    let start = message.find(key)? + key.len();
    let rest = message.get(start..)?;
    Some(rest[..rest.find('"')?].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_in_a_command() {
        let message =
            crate::readyroom::command("a-b", &serde_json::json!({ "do": "add_note", "text": "Hi", "note": "c-d" }));
        assert_eq!(value_of(&message, r#""text":""#).unwrap(), "Hi");
        assert_eq!(value_of(&message, r#""id":""#).unwrap(), "a-b");
    }
}
