//! Measures the release binary of Readyroom, and other servers beside it with the same load: `make bench`.
//!
//! docs/performance.md describes what is measured, and has the latest results.

#![expect(clippy::disallowed_methods, reason = "this measures time")]

mod bench;
mod client;
mod copies;
mod crowd;
mod disk;
mod figures;
mod fill;
mod floor;
mod frame;
mod load;
mod machine;
mod notes;
mod parts;
mod postgres;
mod readyroom;
mod report;
mod rush;
mod server;
mod sqlite;
mod wire;
mod workshops;
mod yjs;

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand};

use crate::bench::{Bench, Options};
use crate::parts::{PARTS, Part};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure, and print tables
    Run {
        #[command(flatten)]
        options: Options,
        /// Only these parts
        #[arg(long = "part", value_delimiter = ' ')]
        parts: Vec<String>,
        /// A Markdown file that gets the results, between its marks for each part
        #[arg(long)]
        markdown: Option<PathBuf>,
    },
    /// Serve as the floor: the least that any server with these frames and commits must do
    Floor {
        #[arg(long)]
        listen: SocketAddr,
        #[arg(long)]
        data: PathBuf,
    },
}

fn main() -> ExitCode {
    match execute(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            progress(&format!("bench: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> Result<()> {
    match command {
        Command::Floor { listen, data } => floor::serve(listen, &data),
        Command::Run { options, parts, markdown } => {
            let chosen: Vec<&Part> =
                PARTS.iter().filter(|part| parts.is_empty() || parts.iter().any(|name| name == part.name)).collect();
            let names: Vec<_> = PARTS.iter().map(|part| part.name).collect();
            ensure!(
                chosen.len() == if parts.is_empty() { names.len() } else { parts.len() },
                "parts are: {}",
                names.join(", ")
            );
            run(options, &chosen, markdown)
        }
    }
}

/// Measures every part, also after one that failed.
fn run(options: Options, parts: &[&Part], markdown: Option<PathBuf>) -> Result<()> {
    machine::raise_file_limit();
    machine::pin_this_process(&options.generator_cores)?;
    let cores = format!("servers on cores {}, generator on cores {}", options.server_cores, options.generator_cores);
    let quick = if options.quick { " Quick: measured once and briefly." } else { "" };
    let bench = Bench::new(options)?;
    let mut failed = Vec::new();
    for part in parts {
        let began = Instant::now();
        progress(&format!("{}: {}", part.name, part.title));
        match (part.measure)(&bench) {
            Ok(section) => {
                let (date, machine, load) = (today()?, machine::describe(), machine::load_average());
                let seconds = began.elapsed().as_secs();
                let text = format!(
                    "{date}, {machine}; {cores}; {} repetitions in {seconds} s, load average at the end {load}.{quick}\n\n{section}",
                    bench.repetitions(),
                );
                print(&format!("\n## {}\n\n{text}", part.title));
                if let Some(file) = &markdown {
                    report::write_between_marks(file, part.name, &text)?;
                }
            }
            Err(error) => {
                progress(&format!("{} could not be measured: {error:#}", part.name));
                failed.push(part.name);
            }
        }
    }
    // What is left of a failure may show its reason.
    ensure!(failed.is_empty(), "could not be measured: {}", failed.join(", "));
    bench.clean_up()
}

fn today() -> Result<String> {
    let output = std::process::Command::new("date").args(["--utc", "+%Y-%m-%d"]).output().context("no date")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Results go to standard output.
fn print(text: &str) {
    // Nobody reads it any more: the measurement goes on, for the file.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// What is under way goes to standard error.
pub(crate) fn progress(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
