//! What a command costs in a workshop with few notes, and in one with as many as there may be, at the same rate.

use anyhow::Result;

use crate::bench::Bench;
use crate::figures::{Samples, to_float};
use crate::fill::Content;
use crate::load::{self, Load, LoadResult};
use crate::notes::Act;
use crate::report::{Section, Table, Target};
use crate::wire::Contestant;

const PEOPLE: usize = 10;
const NOTES: [usize; 2] = [30, 1_000];
/// Commands per second, of all people together.
const RATE: f64 = 200.0;

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    let mut prepared = Vec::new();
    for notes in NOTES {
        // Everybody adds one note, which they edit.
        prepared.push(bench.prepare(1, PEOPLE, Content { notes: notes - PEOPLE, ..Content::default() })?);
    }
    let mut figures = NOTES.map(|_| (Samples::default(), Samples::default()));
    for _ in 0..bench.repetitions() {
        for (prepared, (cpu, p50)) in prepared.iter().zip(&mut figures) {
            let (warm_up, measured) = (bench.time(2), bench.time(10));
            let load = Load { rooms: 1, people: PEOPLE, rate: RATE, act: Act::Edit, warm_up, measured };
            let server = bench.start(Contestant::Readyroom, prepared)?;
            let outcome = load::run_load(Contestant::Readyroom, &server, &prepared.workshops, &load)
                .and_then(LoadResult::complete)?;
            cpu.add(outcome.cpu_us_per_delivery() * to_float(PEOPLE as u64 - 1));
            p50.add(outcome.deliveries.percentile_ms(50.0));
        }
    }
    let mut table = Table::new(["notes in the workshop", "CPU per command, µs", "delivery p50, ms"]);
    for (notes, (cpu, p50)) in NOTES.into_iter().zip(&figures) {
        table.row([notes.to_string(), cpu.to_string(), p50.to_string()]);
    }
    let [(few, _), (many, _)] = &figures;
    let growth = many.median() / few.median();
    Ok(Section {
        tables: vec![table],
        targets: vec![Target::at_most("CPU per command with 1,000 notes ÷ with 30", growth, 1.2, "")],
        remarks: vec![format!("{PEOPLE} people edit their own notes, {RATE} times a second together.")],
    })
}
