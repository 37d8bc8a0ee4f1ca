//! The installation's key, in a file beside the database.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, anyhow};
use server::Vault;

const FILE: &str = "secret.key";

/// Reads the key in a data folder; the first time it makes one that only this user can read.
pub(crate) fn open(folder: &Path) -> anyhow::Result<Vault> {
    std::fs::create_dir_all(folder).with_context(|| format!("the folder {} could not be made", folder.display()))?;
    let file = folder.join(FILE);
    let place = || format!("the key in {}", file.display());
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file) {
        Ok(mut made) => {
            let mut key = [0; 32];
            getrandom::fill(&mut key).context("the system has no random numbers")?;
            made.write_all(&key).and_then(|()| made.sync_all()).with_context(place)?;
            Ok(Vault::new(key))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let bytes = std::fs::read(&file).with_context(place)?;
            let key = bytes.try_into().map_err(|_| {
                anyhow!("{} is damaged: it has 32 bytes. Bring it back from a copy, or delete it and enter the secrets of other services again", place())
            })?;
            Ok(Vault::new(key))
        }
        Err(error) => Err(error).with_context(place),
    }
}
