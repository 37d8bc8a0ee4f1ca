//! What a connection takes of memory that is open and quiet, and whether memory returns when all are gone.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::bench::Bench;
use crate::crowd::{Crowd, find_largest_crowd, places};
use crate::figures::{Samples, to_float};
use crate::fill::Content;
use crate::report::{Section, Table, Target};
use crate::wire::Contestant;

const WORKSHOPS: usize = 500;
const PEOPLE: usize = 10;
/// As many as wanted, and fewer for a server that does not let all of them in.
const CONNECTIONS: [usize; 2] = [10_000, 4_000];
/// Pings come in every 20.
const SECONDS: u64 = 45;

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    let prepared = bench.prepare(WORKSHOPS, PEOPLE, Content::default())?;
    // Everybody has two pages open.
    let crowds = CONNECTIONS.map(|count| places(WORKSHOPS, PEOPLE).into_iter().cycle().take(count).collect());
    let server = bench.start(Contestant::Readyroom, &prepared)?;
    let places = find_largest_crowd(&server, &prepared.workshops, crowds)?;
    drop(server);
    let count = places.len();
    let [mut each, mut all, mut cores, mut after] = [(); 4].map(|()| Samples::default());
    for _ in 0..bench.repetitions() {
        let server = bench.start(Contestant::Readyroom, &prepared)?;
        let before = to_float(server.resident_kib()?);
        let Crowd { streams, mut reader } =
            Crowd::connect(Contestant::Readyroom, server.addr, &prepared.workshops, &places)?;
        let used = server.cpu_seconds()?;
        let (began, time) = (Instant::now(), bench.time(SECONDS));
        while began.elapsed() < time {
            reader.read_messages(&streams, Duration::from_millis(100), |_, _| {})?;
        }
        ensure!(reader.closed() == 0, "the server closed {} sockets", reader.closed());
        let resident = to_float(server.resident_kib()?);
        each.add((resident - before) / to_float(count as u64));
        all.add(resident / 1024.0);
        cores.add((server.cpu_seconds()? - used) / time.as_secs_f64());
        drop((streams, reader));
        sleep(bench.time(10));
        after.add(to_float(server.resident_kib()?) / 1024.0);
    }
    let mut table = Table::new([
        "idle connections",
        "memory of each, KiB",
        "memory, MiB",
        "10 s after they have gone, MiB",
        "cores in use",
    ]);
    table.row([count.to_string(), each.to_string(), all.to_string(), after.to_string(), cores.to_string()]);
    Ok(Section {
        tables: vec![table],
        targets: vec![Target::at_most("memory of an idle connection", each.median(), 12.0, " KiB")],
        remarks: vec![format!(
            "In {WORKSHOPS} open workshops, whose state is part of the memory.{}",
            if count < CONNECTIONS[0] { " The server does not let 10,000 connections in." } else { "" }
        )],
    })
}
