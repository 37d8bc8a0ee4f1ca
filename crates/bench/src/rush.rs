//! The closed loop: every sender sends its next command as soon as the last one was accepted.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use mio::net::TcpStream;

use crate::crowd::{Crowd, places, write_all};
use crate::figures::{Times, micros, to_float};
use crate::fill::add_own_notes;
use crate::notes::{Act, Note, notes_in, run_number};
use crate::readyroom::is_rejected;
use crate::server::Server;
use crate::wire::Contestant;
use crate::workshops::Workshops;

/// Readyroom allows a connection 400 commands at once, and 20 more each second: a rush ends before that is felt.
const COMMANDS: u32 = 380;
/// The first commands of each sender are not measured.
const WARM_UP: u32 = 40;
const LONGEST: Duration = Duration::from_secs(15);

/// What a rush has shown, without its warm-up.
#[derive(Debug, Default)]
pub(crate) struct RushResult {
    pub(crate) commands: u64,
    /// All commands, with those of the warm-up and before it.
    pub(crate) all: u64,
    pub(crate) seconds: f64,
    /// Notes that came to other people.
    pub(crate) deliveries: u64,
    /// Messages with such notes.
    pub(crate) frames: u64,
    pub(crate) cpu_seconds: f64,
    pub(crate) answers: Times,
    /// How many commands each transaction had.
    pub(crate) batches: Vec<usize>,
}

impl RushResult {
    pub(crate) fn commands_per_second(&self) -> f64 {
        to_float(self.commands) / self.seconds
    }

    pub(crate) fn deliveries_per_second(&self) -> f64 {
        to_float(self.deliveries) / self.seconds
    }

    pub(crate) fn cpu_us_per_command(&self) -> f64 {
        self.cpu_seconds * 1e6 / to_float(self.commands)
    }
}

struct Sender {
    at: Instant,
    sent: u32,
}

/// Runs a rush: `people` people in each room edit their notes. `count_transactions` is asked after every answer.
pub(crate) fn run_rush(
    server: &Server,
    at: &Workshops,
    rooms: usize,
    people: usize,
    mut count_transactions: impl FnMut() -> Result<u32>,
) -> Result<RushResult> {
    let run = run_number();
    add_own_notes(server.addr, at, rooms, people, run)?;
    let places = places(rooms, people);
    let Crowd { streams, mut reader } = Crowd::connect(Contestant::Readyroom, server.addr, at, &places)?;
    let mut senders: Vec<_> = places.iter().map(|_| Sender { at: Instant::now(), sent: 0 }).collect();
    let send = |socket: usize, sender: &mut Sender, stream: &TcpStream| {
        let (room, person) = (places[socket].room, places[socket].person);
        let index = sender.sent as usize * places.len() + socket;
        let note = Note { run, index, room, person, earlier: sender.sent, act: Act::Edit };
        *sender = Sender { at: Instant::now(), sent: sender.sent + 1 };
        write_all(stream, &Contestant::Readyroom.encode(&note))
    };
    for (socket, sender) in senders.iter_mut().enumerate() {
        send(socket, sender, &streams[socket])?;
    }
    let mut outcome = RushResult { all: senders.len() as u64, ..RushResult::default() };
    let mut batches = Batches::default();
    let (began, warm_up) = (Instant::now(), u64::from(1 + WARM_UP) * senders.len() as u64);
    let (mut start, mut before) = (None, 0.0);
    while senders.iter().all(|sender| sender.sent < COMMANDS) {
        ensure!(began.elapsed() < LONGEST || start.is_some(), "the warm-up took {} s", LONGEST.as_secs());
        if began.elapsed() > LONGEST {
            break;
        }
        let (mut answered, mut refused) = (Vec::new(), None);
        reader.read_messages(&streams, Duration::from_millis(100), |socket, message| {
            if Contestant::Readyroom.find_confirmed(message).is_some() {
                answered.push(socket);
            } else if is_rejected(message) {
                refused = Some(String::from_utf8_lossy(message).into_owned());
            } else if start.is_some() {
                let before = outcome.deliveries;
                notes_in(message, |index| outcome.deliveries += u64::from(index % places.len() != socket));
                outcome.frames += u64::from(outcome.deliveries > before);
            }
        })?;
        ensure!(refused.is_none(), "a command was refused: {}", refused.unwrap_or_default());
        ensure!(reader.closed() == 0, "the server closed {} sockets", reader.closed());
        outcome.all += answered.len() as u64;
        batches.add(answered.len(), count_transactions()?);
        if start.is_some() {
            outcome.commands += answered.len() as u64;
            answered.iter().for_each(|socket| outcome.answers.record(micros(senders[*socket].at.elapsed())));
        } else if outcome.all >= warm_up {
            (start, before) = (Some(Instant::now()), server.cpu_seconds()?);
            batches = Batches { last: batches.last, ..Batches::default() };
        }
        for socket in answered {
            send(socket, &mut senders[socket], &streams[socket])?;
        }
    }
    let start = start.context("the rush ended in its warm-up")?;
    outcome.seconds = start.elapsed().as_secs_f64();
    outcome.cpu_seconds = server.cpu_seconds()? - before;
    outcome.batches = batches.sizes;
    Ok(outcome)
}

/// The sizes of transactions, from how many commands were accepted while the count of transactions rose.
#[derive(Default)]
struct Batches {
    last: Option<u32>,
    /// Accepted since the count has risen.
    accepted: usize,
    sizes: Vec<usize>,
}

impl Batches {
    fn add(&mut self, accepted: usize, transactions: u32) {
        self.accepted += accepted;
        let risen = self.last.map_or(0, |last| transactions.wrapping_sub(last)) as usize;
        self.last = Some(transactions);
        // Each transaction has at least one of the commands that were accepted.
        let risen = risen.min(self.accepted);
        for number in 0..risen {
            let (share, rest) = (self.accepted / risen, self.accepted % risen);
            self.sizes.push(share + usize::from(number < rest));
        }
        if risen > 0 {
            self.accepted = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_what_was_accepted_while_the_count_rose() {
        let mut batches = Batches::default();
        for (accepted, transactions) in [(0, 7), (2, 7), (1, 8), (5, 10), (1, 20), (0, 20)] {
            batches.add(accepted, transactions);
        }
        assert_eq!(batches.sizes, [3, 3, 2, 1]);
    }
}
