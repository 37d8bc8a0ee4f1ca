//! The disk alone.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;

use crate::figures::{Times, micros};

/// The times of appending 4 KiB and waiting for the disk, one after the other.
pub(crate) fn time_syncs(folder: &Path, count: usize) -> Result<Times> {
    let path = folder.join("syncs");
    let mut file = File::create(&path)?;
    let mut times = Times::default();
    for _ in 0..count {
        let began = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.record(micros(began.elapsed()));
    }
    fs::remove_file(path)?;
    Ok(times)
}
