//! What a command costs in a workshop with few notes, and in one with as many as there may be.

use anyhow::Result;

use crate::bench::Bench;
use crate::figures::{Samples, number};
use crate::fill::Content;
use crate::report::{Section, Table, Target};
use crate::rush;
use crate::wire::Contestant;

/// Everybody sends and reads.
const PEOPLE: usize = 10;
const NOTES: [usize; 2] = [30, 1_000];

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    // Everybody adds one note that they edit.
    let prepared = NOTES.map(|notes| bench.prepare(1, PEOPLE, Content { notes: notes - PEOPLE, ..Content::default() }));
    let [few, many] = prepared;
    let prepared = [few?, many?];
    let mut figures = NOTES.map(|_| (Samples::default(), Samples::default()));
    for _ in 0..bench.repetitions() {
        for (prepared, (cpu, rate)) in prepared.iter().zip(&mut figures) {
            let server = bench.start(Contestant::Readyroom, prepared)?;
            let outcome = rush::run(&server, &prepared.workshops, 1, PEOPLE, || Ok(0))?;
            cpu.add(outcome.cpu_us_per_command());
            rate.add(outcome.commands_per_second());
        }
    }
    let mut table = Table::new(["notes in the workshop", "CPU per command, µs", "commands/s"]);
    for (notes, (cpu, rate)) in NOTES.into_iter().zip(&figures) {
        table.row([notes.to_string(), cpu.to_string(), rate.to_string()]);
    }
    let [(few, _), (many, _)] = &figures;
    let growth = many.median() / few.median();
    Ok(Section {
        tables: vec![table],
        targets: vec![Target::at_most("CPU per command with 1,000 notes ÷ with 30", growth, 1.2, "")],
        remarks: vec![format!(
            "{PEOPLE} people edit their own notes, each as soon as the last change was accepted. Growth: {}.",
            number(growth)
        )],
    })
}
