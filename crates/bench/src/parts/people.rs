//! 5,000 people in 500 workshops, each with one command every ten seconds.

use anyhow::Result;

use crate::bench::Bench;
use crate::crowd::{find_largest_crowd, places};
use crate::figures::{Samples, to_float};
use crate::fill::Content;
use crate::load::{self, Load, LoadResult};
use crate::notes::Act;
use crate::report::{Section, Table, Target};
use crate::wire::Contestant;

/// As many as wanted, and fewer for a server that does not let all of them in.
const WORKSHOPS: [usize; 2] = [500, 400];
const PEOPLE: usize = 10;

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    let prepared = bench.prepare(WORKSHOPS[0], PEOPLE, Content::default())?;
    let [mut p50, mut p99, mut cores, mut memory] = [(); 4].map(|()| Samples::default());
    let crowds = WORKSHOPS.map(|workshops| places(workshops, PEOPLE));
    let let_in =
        find_largest_crowd(&bench.start(Contestant::Readyroom, &prepared)?, &prepared.workshops, crowds)?.len();
    let rooms = let_in / PEOPLE;
    for _ in 0..bench.repetitions() {
        let (warm_up, measured) = (bench.time(5), bench.time(20));
        let load = Load { rooms, people: PEOPLE, rate: 1.0, act: Act::Add, warm_up, measured };
        let server = bench.start(Contestant::Readyroom, &prepared)?;
        let outcome = load::run_load(Contestant::Readyroom, &server, &prepared.workshops, &load)
            .and_then(LoadResult::complete)?;
        p50.add(outcome.deliveries.percentile_ms(50.0));
        p99.add(outcome.deliveries.percentile_ms(99.0));
        cores.add(outcome.cpu_seconds / measured.as_secs_f64());
        memory.add(to_float(outcome.resident_kib) / 1024.0);
    }
    let mut table = Table::new(["people", "p50, ms", "p99, ms", "cores in use", "memory, MiB"]);
    table.row([let_in.to_string(), p50.to_string(), p99.to_string(), cores.to_string(), memory.to_string()]);
    let measured = if rooms == WORKSHOPS[0] { memory.median() } else { f64::NAN };
    Ok(Section {
        tables: vec![table],
        targets: vec![Target::at_most("memory with 5,000 people", measured, 150.0, " MiB")],
        remarks: (rooms < WORKSHOPS[0])
            .then(|| "The server does not let 5,000 people in.".to_owned())
            .into_iter()
            .collect(),
    })
}
