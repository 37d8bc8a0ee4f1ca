//! What a page with 300 notes costs a browser: the time of its main thread for a remote change, and for each frame of a drag
//! and a scroll.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::client::Socket;
use crate::figures::Samples;
use crate::fill::{Content, add_own_notes};
use crate::load::run_number;
use crate::readyroom::{join, submit};
use crate::report::{Section, Table, Target};
use crate::wire::{Act, Contestant, Note, uuid};

const SCRIPT: &str = "bench/browser.mjs";
const PEOPLE: usize = 3;
const NOTES: usize = 300;
const CHANGES: usize = 40;
const BETWEEN: Duration = Duration::from_millis(100);

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    // Everybody adds a note of their own.
    let prepared = bench.prepare(1, PEOPLE, Content { notes: NOTES - PEOPLE, ..Content::default() })?;
    let workshop = prepared.workshops.open.first().context("a workshop was opened")?;
    let [desk, .., guest] = workshop.seats.as_slice() else { anyhow::bail!("too few people") };
    let names = ["a remote change", "a frame while scrolling", "a frame while dragging a note"];
    let mut figures = names.map(|_| (Samples::default(), Samples::default()));
    for _ in 0..bench.repetitions() {
        let run = run_number();
        let server = bench.start(Contestant::Readyroom, &prepared)?;
        add_own_notes(server.addr, &prepared.workshops, 1, PEOPLE, run)?;
        let mut desk = join(server.addr, &workshop.id, desk)?;
        submit(&mut desk, &uuid(run, 1), &json!({ "do": "start_reflection" }))?;
        let url = format!("http://{}/workshops/{}/seat", server.addr, workshop.id);
        let mut browser = Browser::start(&url, &guest.cookie)?;
        browser.wait_for("changes")?;
        change_notes(&mut desk, run)?;
        browser.write(&CHANGES.to_string())?;
        let result = browser.result()?;
        let [change, scroll, drag] = &mut figures;
        change.0.add(result["change"].as_f64().context("no figure for changes")?);
        for (key, (p50, p95)) in [("scroll", scroll), ("drag", drag)] {
            p50.add(result[key]["p50"].as_f64().context("no frames")?);
            p95.add(result[key]["p95"].as_f64().context("no frames")?);
        }
    }
    let mut table = Table::new(["main thread of a page with 300 notes", "median, ms", "95 of 100 below, ms"]);
    for (name, (p50, p95)) in names.into_iter().zip(&figures) {
        table.row([name.to_owned(), p50.to_string(), p95.to_string()]);
    }
    let [change, scroll, drag] = &figures;
    Ok(Section {
        tables: vec![table],
        targets: vec![
            Target::at_most("main thread for a remote change", change.0.median(), 4.0, " ms"),
            Target::at_most("main thread for a frame while scrolling, 95 of 100", scroll.1.median(), 8.0, " ms"),
            Target::at_most("main thread for a frame while dragging, 95 of 100", drag.1.median(), 8.0, " ms"),
        ],
        remarks: vec![format!(
            "Chromium without a graphics card, on the generator's cores. For a remote change the mean of {CHANGES}, without what the page does anyway."
        )],
    })
}

/// The facilitator edits their note again and again.
fn change_notes(desk: &mut Socket, run: u64) -> Result<()> {
    for index in 0..CHANGES {
        sleep(BETWEEN);
        let earlier = u32::try_from(index)?;
        let note = Note { run, index, room: 0, person: 0, earlier, act: Act::Edit };
        submit(desk, &uuid(run ^ 0x7777, index as u64), &note.command())?;
    }
    // The page shows the last one, too.
    sleep(BETWEEN * 3);
    Ok(())
}

/// The program with the browser; it ends with this value.
struct Browser {
    child: Child,
    output: BufReader<std::process::ChildStdout>,
}

impl Browser {
    fn start(url: &str, cookie: &str) -> Result<Self> {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "timeout", "180", "node", SCRIPT, url, cookie, &NOTES.to_string()]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("setpriv is not installed")?;
        let output = BufReader::new(child.stdout.take().context("its output was asked for")?);
        Ok(Self { child, output })
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        anyhow::ensure!(self.output.read_line(&mut line)? > 0, "{SCRIPT} has ended");
        Ok(line.trim().to_owned())
    }

    fn wait_for(&mut self, wanted: &str) -> Result<()> {
        while self.line()? != wanted {}
        Ok(())
    }

    fn write(&mut self, line: &str) -> Result<()> {
        let input = self.child.stdin.as_mut().context("its input was asked for")?;
        Ok(writeln!(input, "{line}")?)
    }

    fn result(&mut self) -> Result<Value> {
        let line = self.line()?;
        serde_json::from_str(&line).with_context(|| format!("{SCRIPT} printed {line}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A program that has ended already cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
