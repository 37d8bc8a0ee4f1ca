//! How long one person waits until their command is accepted.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;

use crate::bench::Bench;
use crate::client::Socket;
use crate::figures::{Samples, Times, micros};
use crate::fill::Content;
use crate::notes::{mix, run_number, text, uuid};
use crate::readyroom::{is_changes, submit};
use crate::report::{Section, Table, Target};
use crate::wire::Contestant;

const COMMANDS: usize = 300;
/// How long a client's system may hold back the acknowledgement of what it received, in milliseconds.
const DELAYED_ACK_MS: u64 = 40;

#[derive(Clone, Copy)]
enum Before {
    /// Nothing but the answer to the person's last command.
    Answer,
    /// A change by another person, less than 40 ms ago.
    Change,
}

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    let prepared = bench.prepare(1, 2, Content::default())?;
    let cases = [
        (Before::Answer, "one command after the other"),
        (Before::Change, "within 40 ms after a change by another person"),
    ];
    let mut figures = cases.map(|_| (Samples::default(), Samples::default()));
    for _ in 0..bench.repetitions() {
        for ((before, _), (p50, p99)) in cases.iter().zip(&mut figures) {
            let server = bench.start(Contestant::Readyroom, &prepared)?;
            let connect = |person| Contestant::Readyroom.connect(server.addr, &prepared.workshops, 0, person);
            let times = time_answers(&mut connect(0)?, &mut connect(1)?, *before, bench.count(COMMANDS))?;
            p50.add(times.percentile_ms(50.0));
            p99.add(times.percentile_ms(99.0));
        }
    }
    let mut section = Section::default();
    let mut table = Table::new(["one person's answer", "p50, ms", "p99, ms"]);
    for ((_, name), (p50, p99)) in cases.into_iter().zip(&figures) {
        table.row([name.to_owned(), p50.to_string(), p99.to_string()]);
        section.targets.push(Target::at_most(format!("answer p50, {name}"), p50.median(), 1.0, " ms"));
    }
    section.tables.push(table);
    Ok(section)
}

fn time_answers(person: &mut Socket, other: &mut Socket, before: Before, count: usize) -> Result<Times> {
    let (run, mut times) = (run_number(), Times::default());
    let mut numbers = 0..;
    let mut add_note = |socket: &mut Socket| {
        let number = numbers.next().unwrap_or_default();
        let note = uuid(run ^ 0xaaaa, number);
        let command = json!({ "do": "add_note", "note": note, "wall": "crappy", "text": text(0) });
        submit(socket, &uuid(run, number), &command)
    };
    for index in 0..count {
        let pause = Duration::from_millis(mix(index as u64) % DELAYED_ACK_MS);
        if matches!(before, Before::Change) {
            add_note(other)?;
            person.wait_for(is_changes)?;
        }
        sleep(pause);
        let began = Instant::now();
        add_note(person)?;
        times.record(micros(began.elapsed()));
    }
    Ok(times)
}
