//! The parts of the benchmark: one file each.

mod answer;
mod browser;
mod durable;
mod fan;
mod growth;
mod http;
mod idle;
mod limit;
mod people;
mod snapshot;
mod start;

use anyhow::Result;

use crate::bench::Bench;
use crate::report::Section;

pub(crate) struct Part {
    /// As `make bench PART=…` names it.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) measure: fn(&Bench) -> Result<Section>,
}

pub(crate) const PARTS: &[Part] = &[
    Part { name: "fan", title: "Notes to everybody in the room", measure: fan::measure },
    Part { name: "limit", title: "The highest rate", measure: limit::measure },
    Part { name: "answer", title: "One person's answer", measure: answer::measure },
    Part { name: "durable", title: "Durable commands", measure: durable::measure },
    Part { name: "growth", title: "A command in a large workshop", measure: growth::measure },
    Part { name: "people", title: "5,000 people", measure: people::measure },
    Part { name: "idle", title: "Idle connections", measure: idle::measure },
    Part { name: "snapshot", title: "The first snapshot", measure: snapshot::measure },
    Part { name: "start", title: "The start", measure: start::measure },
    Part { name: "http", title: "Pages and documents over HTTP", measure: http::measure },
    Part { name: "browser", title: "A page with 300 notes", measure: browser::measure },
];
