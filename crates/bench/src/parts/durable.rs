//! How many commands a second are on disk and accepted, and how many the database alone commits in the same batches.

use std::path::PathBuf;

use anyhow::Result;

use crate::bench::{Bench, Prepared};
use crate::figures::{Samples, number, to_float};
use crate::fill::Content;
use crate::report::{Section, Table, Target};
use crate::rush::{self, RushResult};
use crate::wire::Contestant;
use crate::workshops::Workshops;
use crate::{postgres, progress, sqlite};

const WORKSHOPS: usize = 100;
const SENDERS: usize = 50;

#[derive(Default)]
struct Figures {
    commands: Samples,
    cpu: Samples,
    deliveries: Samples,
    /// Notes in a message.
    notes: Samples,
    batch: Samples,
    raw: Samples,
    ratio: Samples,
    p50: Samples,
    p99: Samples,
}

impl Figures {
    fn add(&mut self, outcome: &RushResult, raw: f64) {
        self.commands.add(outcome.commands_per_second());
        self.cpu.add(outcome.cpu_us_per_command());
        self.deliveries.add(outcome.deliveries_per_second());
        if outcome.frames > 0 {
            self.notes.add(to_float(outcome.deliveries) / to_float(outcome.frames));
        }
        self.batch.add(to_float(outcome.batches.iter().sum::<usize>() as u64) / to_float(outcome.batches.len() as u64));
        self.raw.add(raw);
        self.ratio.add(outcome.commands_per_second() / raw);
        self.p50.add(outcome.answers.percentile_ms(50.0));
        self.p99.add(outcome.answers.percentile_ms(99.0));
    }
}

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    let many = bench.prepare(WORKSHOPS, 1, Content::default())?;
    let one = bench.prepare(1, SENDERS, Content::default())?;
    let postgres = OnPostgres::start(bench)?;
    let names = [
        "SQLite, 100 workshops with one sender each",
        "PostgreSQL, 100 workshops with one sender each",
        "SQLite, one workshop with 50 senders",
    ];
    let mut figures = names.map(|_| Figures::default());
    for repetition in 0..bench.repetitions() {
        let [on_sqlite, on_postgres, in_one] = &mut figures;
        let (outcome, raw) = rush_on_sqlite(bench, &many, WORKSHOPS, 1)?;
        on_sqlite.add(&outcome, raw);
        let (outcome, raw) = postgres.rush(bench)?;
        on_postgres.add(&outcome, raw);
        let (outcome, raw) = rush_on_sqlite(bench, &one, 1, SENDERS)?;
        in_one.add(&outcome, raw);
        progress(&format!("  {repetition}"));
    }
    let mut table = Table::new([
        "database, senders",
        "commands/s",
        "CPU per command, µs",
        "answer p50, ms",
        "answer p99, ms",
        "deliveries/s",
        "notes in a message",
        "commands in a transaction",
        "raw, the same batches, commands/s",
        "Readyroom ÷ raw",
    ]);
    for (name, it) in names.into_iter().zip(&figures) {
        table.row([
            name.to_owned(),
            it.commands.to_string(),
            it.cpu.to_string(),
            it.p50.to_string(),
            it.p99.to_string(),
            number(it.deliveries.median()),
            it.notes.to_string(),
            it.batch.to_string(),
            it.raw.to_string(),
            it.ratio.to_string(),
        ]);
    }
    let targets = names.iter().zip(&figures).take(2);
    Ok(Section {
        tables: vec![table],
        targets: targets
            .map(|(name, it)| Target::at_least(format!("durable commands ÷ raw: {name}"), it.ratio.median(), 0.8, ""))
            .collect(),
        remarks: vec![
            "Raw: the update and the insert of each command, in transactions with as many commands and with rows of the sizes that Readyroom \
             wrote in that run, and nothing else; on PostgreSQL over 10 connections, as many as Readyroom has, with one statement for each transaction."
                .to_owned(),
        ],
    })
}

/// Readyroom's rush, and the rate of raw SQLite.
fn rush_on_sqlite(bench: &Bench, prepared: &Prepared, rooms: usize, people: usize) -> Result<(RushResult, f64)> {
    let server = bench.start(Contestant::Readyroom, prepared)?;
    let database = bench.folder().join("run/readyroom.db");
    let outcome =
        rush::run_rush(&server, &prepared.workshops, rooms, people, || sqlite::count_transactions(&database))?;
    let sizes = sqlite::latest_row_sizes(&database, outcome.commands)?;
    server.stop()?;
    let raw = sqlite::replay(bench.folder(), &outcome.batches, &sizes, rooms)?;
    Ok((outcome, raw))
}

/// A Readyroom that keeps everything in PostgreSQL.
struct OnPostgres {
    cluster: postgres::Cluster,
    runtime: tokio::runtime::Runtime,
    data: PathBuf,
    workshops: Workshops,
}

impl OnPostgres {
    fn start(bench: &Bench) -> Result<Self> {
        let cluster = postgres::Cluster::start(bench.folder(), bench.cores())?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let data = bench.folder().join("data-postgres");
        let server = bench.start_on_postgres(&cluster.url, &data)?;
        let workshops = Workshops::set_up(server.addr, &server.wait_for_output("/setup/")?, WORKSHOPS, 1)?;
        server.stop()?;
        Ok(Self { cluster, runtime, data, workshops })
    }

    /// Readyroom's rush, and the rate of raw PostgreSQL.
    fn rush(&self, bench: &Bench) -> Result<(RushResult, f64)> {
        let url = &self.cluster.url;
        let count = || self.runtime.block_on(postgres::count_transactions(url));
        let server = bench.start_on_postgres(url, &self.data)?;
        let before = count()?;
        // Asking after every answer would take too much: all transactions count as equally large.
        let mut outcome = rush::run_rush(&server, &self.workshops, WORKSHOPS, 1, || Ok(0))?;
        let transactions = count()? - before;
        let sizes = self.runtime.block_on(postgres::latest_row_sizes(url, outcome.commands))?;
        server.stop()?;
        outcome.batches = split_equally(outcome.commands, outcome.all, transactions);
        let raw = self.runtime.block_on(postgres::replay(url, &outcome.batches, &sizes))?;
        Ok((outcome, raw))
    }
}

/// Splits commands into batches of the average size of `transactions` transactions, which had `all` commands together.
fn split_equally(commands: u64, all: u64, transactions: u64) -> Vec<usize> {
    let count = (commands * transactions / all.max(1)).clamp(1, commands.max(1));
    let end = |number: u64| commands * number / count;
    (0..count).map(|number| usize::try_from(end(number + 1) - end(number)).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_have_the_size_on_average() {
        assert_eq!(split_equally(4, 40, 40), [1, 1, 1, 1]);
        assert_eq!(split_equally(10, 50, 20), [2, 3, 2, 3]);
        assert_eq!(split_equally(3, 9, 10), [1, 1, 1]);
    }
}
