//! How long a page waits for a workshop when it joins, and how much comes over the wire.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::bench::Bench;
use crate::figures::{Samples, Times, micros, to_float};
use crate::fill::Content;
use crate::readyroom::{join, join_with_snapshot};
use crate::report::{Section, Table, Target};
use crate::wire::Contestant;

const PEOPLE: usize = 20;
/// Notes and edits: with what was before, 300 notes come of 2,000 events.
const CONTENTS: [(usize, usize); 2] = [(300, 1_678), (1_000, 1_000)];
const JOINS: usize = 50;

#[derive(Default)]
struct Figures {
    cold: Samples,
    warm: Samples,
    kib: Samples,
}

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    let mut prepared = Vec::new();
    for (notes, edits) in CONTENTS {
        prepared.push(bench.prepare(1, PEOPLE, Content { notes, edits, ..Content::default() })?);
    }
    let mut figures = CONTENTS.map(|_| Figures::default());
    for _ in 0..bench.repetitions() {
        for (prepared, it) in prepared.iter().zip(&mut figures) {
            let server = bench.start(Contestant::Readyroom, prepared)?;
            let workshop = prepared.workshops.open.first().context("a workshop was opened")?;
            let began = Instant::now();
            // Stays, so that the workshop stays in memory.
            let (_first, length) = join_with_snapshot(server.addr, &workshop.id, &workshop.seats[1])?;
            it.cold.add(began.elapsed().as_secs_f64() * 1e3);
            it.kib.add(to_float(length as u64) / 1024.0);
            let mut times = Times::default();
            for _ in 0..bench.count(JOINS) {
                let began = Instant::now();
                join(server.addr, &workshop.id, &workshop.seats[2])?;
                times.record(micros(began.elapsed()));
            }
            it.warm.add(times.percentile_ms(50.0));
        }
    }
    let mut table = Table::new(["notes in the workshop", "cold, ms", "warm p50, ms", "on the wire, KiB"]);
    for ((notes, _), it) in CONTENTS.into_iter().zip(&figures) {
        table.row([notes.to_string(), it.cold.to_string(), it.warm.to_string(), it.kib.to_string()]);
    }
    let [it, _] = &figures;
    Ok(Section {
        tables: vec![table],
        targets: vec![
            Target::at_most("first snapshot of 300 notes, warm", it.warm.median(), 1.0, " ms"),
            Target::at_most("first snapshot of 300 notes, cold", it.cold.median(), 20.0, " ms"),
            Target::at_most("first snapshot of 300 notes, on the wire", it.kib.median(), 10.0, " KiB"),
        ],
        remarks: vec![
            "From the beginning of the connection until the whole snapshot has arrived. Cold: the first after a start of the server, which reads the \
             log; warm: somebody else is there."
                .to_owned(),
        ],
    })
}
