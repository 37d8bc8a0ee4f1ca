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
use crate::notes::{Act, Note, run_number, uuid};
use crate::readyroom::{join, submit};
use crate::report::{Section, Table, Target};
use crate::wire::Contestant;

const SCRIPT: &str = "bench/browser.mjs";
const PEOPLE: usize = 3;
const NOTES: usize = 300;
/// A small laptop and a phone.
const WINDOWS: [[&str; 2]; 2] = [["1280", "720"], ["390", "844"]];
const CHANGES: usize = 40;
const BETWEEN: Duration = Duration::from_millis(100);

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    // Everybody adds a note of their own.
    let prepared = bench.prepare(1, PEOPLE, Content { notes: NOTES - PEOPLE, ..Content::default() })?;
    let workshop = prepared.workshops.open.first().context("a workshop was opened")?;
    let [desk, .., guest] = workshop.seats.as_slice() else { anyhow::bail!("too few people") };
    let mut figures = WINDOWS.map(|_| Figures::default());
    for _ in 0..bench.repetitions() {
        for (window, figures) in WINDOWS.iter().zip(&mut figures) {
            let run = run_number();
            let server = bench.start(Contestant::Readyroom, &prepared)?;
            add_own_notes(server.addr, &prepared.workshops, 1, PEOPLE, run)?;
            let mut desk = join(server.addr, &workshop.id, desk)?;
            submit(&mut desk, &uuid(run, 1), &json!({ "do": "start_reflection" }))?;
            let url = format!("http://{}/workshops/{}/seat", server.addr, workshop.id);
            let mut browser = Browser::start(&url, &guest.cookie, window)?;
            browser.wait_for("changes")?;
            change_notes(&mut desk, run)?;
            browser.write(&CHANGES.to_string())?;
            figures.add(&browser.result()?)?;
        }
    }
    let mut section = Section::default();
    let mut table = Table::new(["main thread of a page with 300 notes", "median, ms", "95 of 100 below, ms"]);
    for ([width, _], Figures { change, scroll, drag }) in WINDOWS.iter().zip(&figures) {
        table.row([format!("a remote change, {width} px"), change.to_string(), "–".to_owned()]);
        section.targets.push(Target::at_most(format!("a remote change, {width} px"), change.median(), 4.0, " ms"));
        for (name, (p50, p95)) in [("a frame while scrolling", scroll), ("a frame while dragging a note", drag)] {
            let name = format!("{name}, {width} px");
            table.row([name.clone(), p50.to_string(), p95.to_string()]);
            section.targets.push(Target::at_most(format!("{name}, 95 of 100"), p95.median(), 8.0, " ms"));
        }
    }
    section.tables.push(table);
    section.remarks.push(format!(
        "Chromium without a graphics card, on the generator's cores. For a remote change the mean of {CHANGES} edits of a note on the screen, without what the page does anyway."
    ));
    Ok(section)
}

/// What was measured in windows of one size.
#[derive(Default)]
struct Figures {
    change: Samples,
    /// The median of all frames, and what 95 of 100 are below.
    scroll: (Samples, Samples),
    drag: (Samples, Samples),
}

impl Figures {
    fn add(&mut self, result: &Value) -> Result<()> {
        self.change.add(result["change"].as_f64().context("no figure for changes")?);
        for (key, (p50, p95)) in [("scroll", &mut self.scroll), ("drag", &mut self.drag)] {
            p50.add(result[key]["p50"].as_f64().context("no frames")?);
            p95.add(result[key]["p95"].as_f64().context("no frames")?);
        }
        Ok(())
    }
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
    fn start(url: &str, cookie: &str, [width, height]: &[&str; 2]) -> Result<Self> {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "timeout", "180", "node", SCRIPT, url, cookie]);
        command.args([&NOTES.to_string(), *width, *height]);
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
