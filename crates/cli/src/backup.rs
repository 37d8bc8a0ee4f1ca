//! `readyroom backup` and `readyroom restore`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use store::archive::{self, Contents};

use crate::arguments::DatabaseArguments;
use crate::serve::{database_file, lock};

/// Copies everything into one file, while the server serves or not.
pub(crate) async fn backup(file: &Path, force: bool, database: &DatabaseArguments) -> anyhow::Result<()> {
    if file.exists() && !force {
        bail!("{} is there already. Choose another name, or replace it with --force", file.display());
    }
    let address = address(database);
    if database.database_url.is_none() && !database_file(&database.data).exists() {
        bail!("there is no database in {}. Name its folder with --data", database.data.display());
    }
    // Under its name only when it is whole, so that a backup that broke off leaves an earlier one alone.
    let making = with_suffix(file, ".part");
    remove(&making)?;
    let made = archive::backup(&address, &making).await;
    if made.is_err() {
        remove(&making)?;
    }
    let contents = made.map_err(explain).with_context(|| format!("no backup could be made in {}", file.display()))?;
    std::fs::rename(&making, file).with_context(|| format!("{} could not be named", file.display()))?;
    println!("Backed up {} to {}.", describe(contents), file.display());
    Ok(())
}

/// Brings a backup into a database that holds nothing yet; with `replace` what an SQLite database holds is set aside.
pub(crate) async fn restore(file: &Path, replace: bool, database: &DatabaseArguments) -> anyhow::Result<()> {
    let address = address(database);
    // No server may be about to write there.
    let _lock = match database.database_url {
        Some(_) => None,
        None => Some(lock(&database.data)?),
    };
    // Before anything is moved.
    archive::contents(file).await.map_err(explain).with_context(|| format!("{} cannot be used", file.display()))?;
    let aside = match database.database_url {
        None if replace => move_aside(&database_file(&database.data))?,
        _ => None,
    };
    let restored = archive::restore(file, &address).await;
    let contents = restored.map_err(explain).context("the backup could not be restored")?;
    println!("Restored {} from {}.", describe(contents), file.display());
    if let Some(aside) = aside {
        println!("What was there before is kept in {}.", aside.display());
    }
    Ok(())
}

fn address(database: &DatabaseArguments) -> String {
    let file = || format!("sqlite:{}", database_file(&database.data).display());
    database.database_url.clone().unwrap_or_else(file)
}

/// Renames a database with all that SQLite keeps beside it, and returns its new name.
fn move_aside(file: &Path) -> anyhow::Result<Option<PathBuf>> {
    if !file.exists() {
        return Ok(None);
    }
    let free = (1..).map(|n| with_suffix(file, &format!(".replaced-{n}"))).find(|name| !name.exists());
    let aside = free.expect("there are always more numbers");
    for part in ["", "-wal", "-shm"] {
        let from = with_suffix(file, part);
        if from.exists() {
            std::fs::rename(&from, with_suffix(&aside, part))
                .with_context(|| format!("{} could not be set aside", from.display()))?;
        }
    }
    Ok(Some(aside))
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name: OsString = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn remove(file: &Path) -> anyhow::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} could not be removed", file.display()))
        }
        _ => Ok(()),
    }
}

fn describe(contents: Contents) -> String {
    let Contents { teams, accounts, workshops, commits, .. } = contents;
    let count = |n: i64, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    format!(
        "{}, {} and {} ({} in their logs)",
        count(teams, "team"),
        count(accounts, "account"),
        count(workshops, "workshop"),
        count(commits, "change")
    )
}

fn explain(error: store::Error) -> anyhow::Error {
    match error {
        store::Error::Conflict(_) => anyhow!(
            "there is data already. Restore into an empty folder or database, or set an SQLite database aside with --replace"
        ),
        store::Error::NewerSchema { found, known } => anyhow!(
            "it was written by a newer version of Readyroom (its schema is {found}, this version knows up to {known}). \
             Use that version"
        ),
        error => error.into(),
    }
}
