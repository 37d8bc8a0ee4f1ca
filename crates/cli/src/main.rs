//! The binary `readyroom`.

#![expect(clippy::print_stdout, reason = "a command line talks to its terminal")]

mod account;
mod arguments;
mod machine;
mod pages;
mod serve;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use self::arguments::{AccountCommand, Arguments, Command, ScenarioCommand};

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(serve) => machine::runtime().and_then(|runtime| runtime.block_on(serve::serve(serve))),
        Command::Openapi => openapi(),
        Command::Scenario(ScenarioCommand::Check { paths }) => return check(&paths),
        Command::Account(AccountCommand::ResetLink { email, database, public_url }) => machine::runtime()
            .and_then(|runtime| runtime.block_on(account::reset_link(&email, &database, public_url.as_deref()))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("readyroom: {error:#}");
            ExitCode::FAILURE
        }
    }
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
