//! The open-loop load: notes are sent when they are due, however long the server takes for earlier ones.
//!
//! One thread sends, another reads. A delivery is one note at one of the other people in its room; its time counts from the
//! moment at which the note was due.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use mio::net::TcpStream;

use crate::crowd::{Crowd, Reader, places, write_all};
use crate::figures::{Times, micros, to_float};
use crate::fill;
use crate::notes::{Act, Note, mix, notes_in, run_number};
use crate::server::Server;
use crate::wire::Contestant;
use crate::workshops::Workshops;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) rooms: usize,
    pub(crate) people: usize,
    /// Notes for each room and second.
    pub(crate) rate: f64,
    pub(crate) act: Act,
    /// What is sent during the warm-up is not measured.
    pub(crate) warm_up: Duration,
    pub(crate) measured: Duration,
}

/// What a load has shown.
#[derive(Debug)]
pub(crate) struct LoadResult {
    /// From the moment at which a note was due to each of the other people.
    pub(crate) deliveries: Times,
    /// Until its sender knows that a note was accepted, where the protocol has that.
    pub(crate) answers: Times,
    expected: u64,
    pub(crate) cpu_seconds: f64,
    pub(crate) resident_kib: u64,
    /// How late the generator itself was.
    pub(crate) lag: Times,
    closed: usize,
}

impl LoadResult {
    pub(crate) fn cpu_us_per_delivery(&self) -> f64 {
        self.cpu_seconds * 1e6 / to_float(self.deliveries.count())
    }

    /// Whether everybody got everything.
    pub(crate) fn is_complete(&self) -> bool {
        self.closed == 0 && self.deliveries.count() == self.expected
    }

    /// Fails when somebody missed something.
    pub(crate) fn complete(self) -> Result<Self> {
        let count = self.deliveries.count();
        ensure!(self.closed == 0, "the server closed {} sockets", self.closed);
        ensure!(count == self.expected, "{count} of {} deliveries arrived", self.expected);
        Ok(self)
    }
}

/// A note and the microsecond at which it is due.
struct Due {
    at: u64,
    note: Note,
}

/// How long late deliveries are waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Puts a load on a server.
pub(crate) fn run_load(contestant: Contestant, server: &Server, at: &Workshops, load: &Load) -> Result<LoadResult> {
    let schedule = schedule(load, run_number());
    let first = schedule.partition_point(|due| due.at < micros(load.warm_up));
    let run = schedule.first().map_or(0, |due| due.note.run);
    if contestant == Contestant::Readyroom && load.act == Act::Edit {
        fill::add_own_notes(server.addr, at, load.rooms, load.people, run)?;
    }
    let Crowd { streams, mut reader } = Crowd::connect(contestant, server.addr, at, &places(load.rooms, load.people))?;
    let sending = Sending { contestant, server, streams: &streams, load, schedule: &schedule, first };
    let ended = AtomicBool::new(false);
    let start = Instant::now() + Duration::from_millis(200);
    let (sent, received) = thread::scope(|scope| {
        let sender = scope.spawn(|| {
            let sent = sending.run(start);
            ended.store(true, Ordering::Release);
            sent
        });
        let received = sending.read_deliveries(&mut reader, start, &ended);
        (sender.join().expect("sending does not panic"), received)
    });
    let ((cpu_seconds, lag), (deliveries, answers)) = (sent?, received?);
    let expected = ((schedule.len() - first) * (load.people - 1)) as u64;
    let resident_kib = server.resident_kib()?;
    Ok(LoadResult { deliveries, answers, expected, cpu_seconds, resident_kib, lag, closed: reader.closed() })
}

struct Sending<'a> {
    contestant: Contestant,
    server: &'a Server,
    streams: &'a [TcpStream],
    load: &'a Load,
    schedule: &'a [Due],
    /// The first that is measured.
    first: usize,
}

impl Sending<'_> {
    /// Sends everything in time; the server's CPU time while it is measured, and how late the generator was.
    fn run(&self, start: Instant) -> Result<(f64, Times)> {
        let mut lag = Times::default();
        let mut before = self.server.cpu_seconds()?;
        for (index, due) in self.schedule.iter().enumerate() {
            sleep_until(start + Duration::from_micros(due.at));
            if index == self.first {
                before = self.server.cpu_seconds()?;
            }
            let socket = due.note.room * self.load.people + due.note.person;
            write_all(&self.streams[socket], &self.contestant.encode(&due.note))?;
            if index >= self.first {
                lag.record(micros(start.elapsed()).saturating_sub(due.at));
            }
        }
        sleep_until(start + self.load.warm_up + self.load.measured);
        Ok((self.server.cpu_seconds()? - before, lag))
    }

    /// Reads until everything has arrived, or nothing more is to be expected: the times of deliveries and of answers.
    fn read_deliveries(&self, reader: &mut Reader, start: Instant, ended: &AtomicBool) -> Result<(Times, Times)> {
        let (mut times, mut answers) = (Times::default(), Times::default());
        let people = self.load.people;
        let expected = ((self.schedule.len() - self.first) * (people - 1)) as u64;
        let end = start + self.load.warm_up + self.load.measured + PATIENCE;
        while Instant::now() < end && !(ended.load(Ordering::Acquire) && times.count() >= expected) {
            reader.read_messages(self.streams, Duration::from_millis(20), |socket, message| {
                let now = micros(start.elapsed());
                let confirmed = self.contestant.find_confirmed(message).filter(|index| *index >= self.first);
                if let Some(due) = confirmed.and_then(|index| self.schedule.get(index)) {
                    answers.record(now.saturating_sub(due.at));
                }
                notes_in(message, |index| {
                    let due = self.schedule.get(index).filter(|_| index >= self.first);
                    if let Some(due) = due.filter(|due| due.note.person != socket % people) {
                        times.record(now.saturating_sub(due.at));
                    }
                });
            })?;
        }
        Ok((times, answers))
    }
}

/// Who sends when: each room in a new order every time, at a moment within its slot; in a room one person after the other.
fn schedule(load: &Load, run: u64) -> Vec<Due> {
    let mut seed = 1;
    let mut random = move || {
        seed = mix(seed);
        to_float(seed >> 11) / to_float(1 << 53)
    };
    let slot = 1e6 / (load.rate * to_float(load.rooms as u64));
    let mut rooms: Vec<usize> = (0..load.rooms).collect();
    let mut turns = vec![0; load.rooms];
    let mut schedule = Vec::new();
    loop {
        rooms.sort_by_cached_key(|_| whole(random() * 1e9));
        for &room in &rooms {
            let index = schedule.len();
            let at = whole((to_float(index as u64) + random()) * slot);
            if at >= micros(load.warm_up + load.measured) {
                return schedule;
            }
            let turn: usize = turns[room];
            turns[room] += 1;
            let earlier = u32::try_from(turn / load.people).expect("nobody sends so much");
            let person = (turn + room) % load.people;
            schedule.push(Due { at, note: Note { run, index, room, person, earlier, act: load.act } });
        }
    }
}

pub(crate) fn sleep_until(moment: Instant) {
    thread::sleep(moment.saturating_duration_since(Instant::now()));
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is positive and far below 2^53")]
fn whole(value: f64) -> u64 {
    value as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_keeps_the_rate_of_every_room_and_the_turns_of_its_people() {
        let second = Duration::from_secs(1);
        let load = Load { rooms: 7, people: 3, rate: 10.0, act: Act::Add, warm_up: second, measured: 2 * second };
        let schedule = schedule(&load, 1);
        assert_eq!(schedule.len(), 7 * 10 * 3);
        assert!(schedule.is_sorted_by_key(|due| due.at));
        for room in 0..7 {
            let notes: Vec<_> = schedule.iter().map(|due| due.note).filter(|note| note.room == room).collect();
            assert_eq!(notes.len(), 30);
            assert!(notes.iter().all(|note| notes.iter().filter(|it| it.person == note.person).count() == 10));
            assert_eq!(notes.iter().map(|note| note.earlier).max(), Some(9));
        }
    }
}
