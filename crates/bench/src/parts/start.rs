//! How long a server with many closed workshops takes to start.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::bench::{Bench, Prepared};
use crate::client::Request;
use crate::copies;
use crate::figures::{Samples, number, to_float};
use crate::fill::Content;
use crate::report::{Section, Table};
use crate::wire::Contestant;
use crate::workshops::copy_folder;

const WORKSHOPS: usize = 10_000;
const PEOPLE: usize = 5;
const NOTES: usize = 30;

#[derive(Default)]
struct Figures {
    ready: Samples,
    cpu: Samples,
    memory: Samples,
}

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    let one = bench.prepare(1, PEOPLE, Content { notes: NOTES, closed: true, ..Content::default() })?;
    let data = copy_folder(&one.data, &bench.folder().join("data-many"))?;
    let counts = [1, bench.count(WORKSHOPS)];
    copies::add_copies(&data.join("readyroom.db"), counts[1] - counts[0])?;
    let many = Prepared { data, workshops: one.workshops.clone() };
    let mut figures = counts.map(|_| Figures::default());
    for _ in 0..bench.repetitions() {
        for (prepared, it) in [&one, &many].into_iter().zip(&mut figures) {
            let server = bench.start(Contestant::Readyroom, prepared)?;
            let listens = Instant::now();
            Request::get("/readyz", "").send(server.addr)?.expect(200)?;
            it.ready.add((server.started_in + listens.elapsed()).as_secs_f64() * 1e3);
            // What it does right after its start belongs to it.
            sleep(Duration::from_secs(2));
            it.cpu.add(server.cpu_seconds()? * 1e3);
            it.memory.add(to_float(server.resident_kib()?) / 1024.0);
        }
    }
    let mut table = Table::new(["closed workshops", "until it answers, ms", "CPU in the first 2 s, ms", "memory, MiB"]);
    for (count, it) in counts.into_iter().zip(&figures) {
        table.row([count.to_string(), it.ready.to_string(), it.cpu.to_string(), it.memory.to_string()]);
    }
    let [few, many] = &figures;
    let growth = number(many.ready.median() / few.ready.median());
    Ok(Section {
        tables: vec![table],
        targets: Vec::new(),
        remarks: vec![format!("With {} times as many workshops a start takes {growth} times as long.", counts[1])],
    })
}
