//! Many sockets in one epoll loop.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

use crate::frame::{self, client_frame, first_frame};
use crate::server::Server;
use crate::wire::Contestant;
use crate::workshops::{Workshops, in_parallel};

const WRITES_WITHIN: Duration = Duration::from_secs(5);

/// Who holds a socket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) room: usize,
    pub(crate) person: usize,
}

/// The places of all people in all rooms, room by room.
pub(crate) fn places(rooms: usize, people: usize) -> Vec<Place> {
    (0..rooms).flat_map(|room| (0..people).map(move |person| Place { room, person })).collect()
}

/// Open sockets: `streams` can be written to while `reader` reads.
pub(crate) struct Crowd {
    pub(crate) streams: Vec<TcpStream>,
    pub(crate) reader: Reader,
}

impl Crowd {
    /// Connects everybody, in the order of `places`.
    pub(crate) fn connect(contestant: Contestant, addr: SocketAddr, at: &Workshops, places: &[Place]) -> Result<Self> {
        let sockets = in_parallel(places, |place| contestant.connect(addr, at, place.room, place.person))?;
        let poll = Poll::new()?;
        let (mut streams, mut inboxes) = (Vec::new(), Vec::new());
        for socket in sockets {
            socket.stream.set_nonblocking(true)?;
            let mut stream = TcpStream::from_std(socket.stream);
            poll.registry().register(&mut stream, Token(streams.len()), Interest::READABLE)?;
            streams.push(stream);
            inboxes.push(socket.rest);
        }
        let piece = vec![0; 256 * 1024];
        let reader =
            Reader { contestant, poll, events: Events::with_capacity(1_024), inboxes, piece, closed: BTreeSet::new() };
        Ok(Self { streams, reader })
    }
}

/// Finds the first of these crowds that the server lets in completely; the largest comes first. Fails when it lets in none.
pub(crate) fn find_largest_crowd(
    server: &Server,
    at: &Workshops,
    crowds: impl IntoIterator<Item = Vec<Place>>,
) -> Result<Vec<Place>> {
    let mut refused = None;
    for places in crowds {
        match Crowd::connect(Contestant::Readyroom, server.addr, at, &places) {
            Ok(_) => return Ok(places),
            Err(error) => refused = Some(error),
        }
    }
    Err(refused.context("nobody was to be let in")?)
}

pub(crate) struct Reader {
    contestant: Contestant,
    poll: Poll,
    events: Events,
    /// What has arrived of each socket's next message.
    inboxes: Vec<Vec<u8>>,
    piece: Vec<u8>,
    closed: BTreeSet<usize>,
}

impl Reader {
    /// Waits for messages, at most for `wait`, and calls `each` with the number of the socket and the message.
    pub(crate) fn read_messages(
        &mut self,
        streams: &[TcpStream],
        wait: Duration,
        mut each: impl FnMut(usize, &[u8]),
    ) -> Result<()> {
        match self.poll.poll(&mut self.events, Some(wait)) {
            Err(error) if error.kind() != ErrorKind::Interrupted => return Err(error.into()),
            _ => {}
        }
        let ready: Vec<usize> = self.events.iter().map(|event| event.token().0).collect();
        for at in ready {
            if !self.receive(at, &streams[at]) {
                self.closed.insert(at);
            }
            self.take_messages(at, &streams[at], &mut each)?;
        }
        Ok(())
    }

    /// How many sockets the server has closed.
    pub(crate) fn closed(&self) -> usize {
        self.closed.len()
    }

    /// Reads until nothing more is there. False: the socket is closed.
    fn receive(&mut self, at: usize, mut stream: &TcpStream) -> bool {
        loop {
            match stream.read(&mut self.piece) {
                Ok(0) => return false,
                Ok(length) => {
                    self.inboxes[at].extend_from_slice(&self.piece[..length]);
                    // A short read has emptied the socket: epoll reports what comes later.
                    if length < self.piece.len() {
                        return true;
                    }
                }
                Err(error) => return error.kind() == ErrorKind::WouldBlock,
            }
        }
    }

    fn take_messages(&mut self, at: usize, stream: &TcpStream, each: &mut impl FnMut(usize, &[u8])) -> Result<()> {
        let mut taken = 0;
        while let Some(frame) = first_frame(&self.inboxes[at][taken..]) {
            let message = &self.inboxes[at][taken + frame.start..taken + frame.end];
            match frame.opcode {
                frame::TEXT | frame::BINARY => match self.contestant.keep_alive(message) {
                    Some(answer) => write_all(stream, &answer)?,
                    None => each(at, message),
                },
                frame::PING => write_all(stream, &client_frame(frame::PONG, message))?,
                _ => {}
            }
            taken += frame.end;
        }
        self.inboxes[at].drain(..taken);
        Ok(())
    }
}

/// Writes everything; frames are so small that the socket takes them at once, unless the server has stopped reading.
pub(crate) fn write_all(mut stream: &TcpStream, mut bytes: &[u8]) -> Result<()> {
    let mut blocked_since = None;
    while !bytes.is_empty() {
        match stream.write(bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                let since = *blocked_since.get_or_insert_with(Instant::now);
                ensure!(since.elapsed() < WRITES_WITHIN, "the server has stopped reading");
                thread::sleep(Duration::from_micros(200));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
