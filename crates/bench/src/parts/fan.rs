//! 100 rooms of 10 people: what a delivered note costs, and how long it takes, at two rates.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use crate::bench::Bench;
use crate::figures::{Samples, Times, number, to_float};
use crate::fill::Content;
use crate::load::{self, Load};
use crate::notes::Act;
use crate::report::{Section, Table, Target};
use crate::wire::Contestant;
use crate::{disk, progress, sqlite};

const ROOMS: usize = 100;
const PEOPLE: usize = 10;
/// Notes for each room and second.
const RATES: [f64; 2] = [1.0, 10.0];

/// The figures of one contestant at one rate.
#[derive(Default)]
struct Figures {
    cpu: Samples,
    p50: Samples,
    p99: Samples,
    /// The deliveries of all repetitions.
    all: Times,
    answer: Samples,
    memory: Samples,
    /// Of the generator: by how much it was late.
    lag: Samples,
}

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    let prepared = bench.prepare(ROOMS, PEOPLE, Content::default())?;
    let mut figures: BTreeMap<(usize, Contestant), Figures> = BTreeMap::new();
    let (mut insert_p50, mut sync_p50, mut sync_p99) = (Samples::default(), Samples::default(), Samples::default());
    for repetition in 0..bench.repetitions() {
        for (at, rate) in RATES.into_iter().enumerate() {
            for contestant in Contestant::ALL {
                let (warm_up, measured) = (bench.time(3), bench.time(10));
                let load = Load { rooms: ROOMS, people: PEOPLE, rate, act: Act::Add, warm_up, measured };
                let server = bench.start(contestant, &prepared)?;
                let outcome = load::run_load(contestant, &server, &prepared.workshops, &load)
                    .and_then(load::LoadResult::complete)
                    .with_context(|| format!("{} at {rate} notes for each room and second", contestant.name()))?;
                drop(server);
                let it = figures.entry((at, contestant)).or_default();
                it.cpu.add(outcome.cpu_us_per_delivery());
                it.p50.add(outcome.deliveries.percentile_ms(50.0));
                it.p99.add(outcome.deliveries.percentile_ms(99.0));
                it.all.merge(&outcome.deliveries);
                if outcome.answers.count() > 0 {
                    it.answer.add(outcome.answers.percentile_ms(50.0));
                }
                it.memory.add(to_float(outcome.resident_kib) / 1024.0);
                it.lag.add(outcome.lag.percentile_ms(99.0));
                progress(&format!(
                    "  {repetition} {rate}/s {}: {} µs",
                    contestant.name(),
                    number(outcome.cpu_us_per_delivery())
                ));
            }
        }
        insert_p50.add(sqlite::time_single_inserts(bench.folder(), 1_000)?.percentile_ms(50.0));
        let syncs = disk::time_syncs(bench.folder(), 1_000)?;
        sync_p50.add(syncs.percentile_ms(50.0));
        sync_p99.add(syncs.percentile_ms(99.0));
    }
    let mut section = Section::default();
    for (at, rate) in RATES.into_iter().enumerate() {
        let figures_for =
            |contestant| figures.get(&(at, contestant)).expect("every contestant was measured at every rate");
        section.tables.push(build_table(rate, figures_for));
        let target =
            |what: &str, figure, bound, unit| Target::at_most(format!("{what}, at {rate}/s"), figure, bound, unit);
        let cpu = |contestant| figures_for(contestant).cpu.median();
        let ours = figures_for(Contestant::Readyroom);
        let best = |samples: fn(&Figures) -> &Samples| {
            Contestant::PEERS.into_iter().map(|peer| samples(figures_for(peer)).median()).fold(f64::INFINITY, f64::min)
        };
        section.targets.extend([
            target("CPU per delivery ÷ ws", ours.cpu.median() / cpu(Contestant::Ws), 1.0, ""),
            target("CPU per delivery ÷ floor", ours.cpu.median() / cpu(Contestant::Floor), 1.3, ""),
            target("CPU per delivery ÷ socket.io (ambition)", ours.cpu.median() / cpu(Contestant::SocketIo), 0.5, ""),
            target("fan-out p50", ours.p50.median(), best(|it| &it.p50) + insert_p50.median() + 0.1, " ms"),
            target("fan-out p99", ours.p99.median(), best(|it| &it.p99) + sync_p99.median() + 1.0, " ms"),
        ]);
    }
    section.remarks.push(format!(
        "Raw SQLite, one insert per transaction: p50 {insert_p50} ms. The disk, 4 KiB and fdatasync: p50 {sync_p50} ms, p99 {sync_p99} ms. \
         Only Readyroom and the floor write to disk."
    ));
    Ok(section)
}

fn build_table<'a>(rate: f64, figures_for: impl Fn(Contestant) -> &'a Figures) -> Table {
    let first = format!("at {rate} per room and second");
    let mut table = Table::new([
        first.as_str(),
        "CPU per delivery, µs",
        "Readyroom ÷ it",
        "p50, ms",
        "p99, ms",
        "p99.9 of all, ms",
        "answer p50, ms",
        "memory, MiB",
        "generator's lag p99, ms",
    ]);
    let ours = figures_for(Contestant::Readyroom).cpu.median();
    for contestant in Contestant::ALL {
        let Figures { cpu, p50, p99, all, answer, memory, lag } = figures_for(contestant);
        let ratio = number(ours / cpu.median());
        table.row([
            contestant.name().to_owned(),
            cpu.to_string(),
            ratio,
            p50.to_string(),
            p99.to_string(),
            number(all.percentile_ms(99.9)),
            answer.to_string(),
            memory.to_string(),
            lag.to_string(),
        ]);
    }
    table
}
