//! Notes in workshops, before anything is measured.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::notes::{browser_id, own_note, run_number, text, uuid};
use crate::readyroom::{self, Workshop};
use crate::workshops::{Workshops, in_parallel};

/// What there is before a measurement.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Content {
    /// In every workshop.
    pub(crate) notes: usize,
    /// How often notes were edited in every workshop.
    pub(crate) edits: usize,
    /// Whether every workshop is over.
    pub(crate) closed: bool,
}

/// As many commands as are under way at once: below the allowance of a connection, and what a queue of messages holds.
const WINDOW: usize = 50;

/// Fills every workshop. Its people take turns.
pub(crate) fn fill(addr: SocketAddr, at: &Workshops, content: Content) -> Result<()> {
    if content.notes > 0 {
        in_parallel(&at.open, |workshop| fill_one(addr, workshop, content))?;
    }
    if content.closed { close(addr, at) } else { Ok(()) }
}

fn fill_one(addr: SocketAddr, workshop: &Workshop, Content { notes, edits, .. }: Content) -> Result<()> {
    const WALLS: [&str; 3] = ["crappy", "awesome", "actions"];
    let (run, people) = (run_number(), workshop.seats.len());
    let note_id = |number: usize| browser_id(run, number as u64);
    for person in 0..people {
        let own: Vec<usize> = (person..notes).step_by(people).collect();
        let add = own.iter().map(|&number| {
            let wall = WALLS[number % WALLS.len()];
            json!({ "do": "add_note", "note": note_id(number), "wall": wall, "text": text(number) })
        });
        let edit = (person..edits).step_by(people).enumerate().map(|(turn, number)| {
            let (note, revision) = (note_id(own[turn % own.len()]), turn / own.len());
            json!({ "do": "edit_note", "note": note, "text": text(notes + number), "revision": revision })
        });
        let commands: Vec<(String, Value)> = add
            .chain(edit)
            .enumerate()
            .map(|(index, command)| (uuid(run, (person * 10_000 + index) as u64), command))
            .collect();
        let seat = &workshop.seats[person];
        let mut socket = readyroom::join(addr, &workshop.id, seat)?;
        commands.chunks(WINDOW).try_for_each(|some| readyroom::submit_all(&mut socket, some))?;
    }
    Ok(())
}

/// Ends every workshop.
fn close(addr: SocketAddr, at: &Workshops) -> Result<()> {
    in_parallel(&at.open, |workshop| {
        let desk = workshop.seats.first().context("a workshop has a facilitator")?;
        let mut socket = readyroom::join(addr, &workshop.id, desk)?;
        let run = run_number();
        readyroom::submit(&mut socket, &uuid(run, 1), &json!({ "do": "start_reflection" }))?;
        readyroom::submit(&mut socket, &uuid(run, 2), &json!({ "do": "close" }))
    })?;
    Ok(())
}

/// Everybody adds the note that they will edit in a run.
pub(crate) fn add_own_notes(addr: SocketAddr, at: &Workshops, rooms: usize, people: usize, run: u64) -> Result<()> {
    let numbers: Vec<usize> = (0..rooms).collect();
    in_parallel(&numbers, |&room| {
        for person in 0..people {
            let (workshop, seat) = (&at.open[room], &at.open[room].seats[person]);
            let mut socket = readyroom::join(addr, &workshop.id, seat)?;
            let note = own_note(run, room, person);
            let command = json!({ "do": "add_note", "note": note, "wall": "crappy", "text": "A note" });
            readyroom::submit(&mut socket, &uuid(run ^ 0x3333, (room * 1_000 + person) as u64), &command)?;
        }
        Ok(())
    })?;
    Ok(())
}
