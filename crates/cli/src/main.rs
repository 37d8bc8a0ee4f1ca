//! The binary `readyroom`.

#![expect(clippy::print_stdout, reason = "a command line talks to its terminal")]

mod account;
mod arguments;
mod backup;
mod healthy;
mod import;
mod machine;
mod pages;
mod query;
mod sending;
mod serve;
mod tls;
mod vault;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

use self::arguments::{AccountCommand, Arguments, CliCommand, ScenarioCommand};

/// Gives memory back: what sign-ins and pictures needed does not stay with the process ([`machine::give_memory_back`]).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        CliCommand::Serve(serve) => machine::give_memory_back().and_then(|()| wait_for(serve::serve(serve))),
        CliCommand::Healthy { listen } => healthy::healthy(listen),
        CliCommand::Openapi => openapi(),
        CliCommand::Backup { file, force, database } => wait_for(backup::backup(&file, force, &database)),
        CliCommand::Restore { file, replace, database } => wait_for(backup::restore(&file, replace, &database)),
        CliCommand::Scenario(ScenarioCommand::Check { paths }) => return check(&paths),
        CliCommand::Query(command) => query::query(command),
        CliCommand::Import(arguments) => import::import(&arguments),
        CliCommand::Account(AccountCommand::ResetLink { email, database, public_url }) => {
            wait_for(account::reset_link(&email, &database, public_url.as_deref()))
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("readyroom: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn wait_for(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    machine::runtime()?.block_on(work)
}

fn openapi() -> anyhow::Result<()> {
    let text = server::openapi().to_pretty_json()?;
    // A reader that has seen enough, such as `head`, is no failure.
    let _ = writeln!(std::io::stdout(), "{text}");
    Ok(())
}

fn check(paths: &[std::path::PathBuf]) -> ExitCode {
    let report = scenario::check_paths(paths);
    println!("{report}");
    if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
