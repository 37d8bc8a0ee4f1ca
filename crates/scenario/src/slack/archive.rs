//! The zip of an export: its files by their path, each read within limits. Nothing is unpacked to a disk.

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::result::ZipError;

use super::fault;
use crate::fault::Fault;

/// The most files of an export.
const MAX_FILES: u64 = 300_000;
/// The most bytes of one file of an export, unpacked.
const MAX_FILE: u64 = 64 * 1024 * 1024;
/// The most bytes of a path.
const MAX_PATH: usize = 1_000;

/// An opened zip.
pub(super) struct Archive<R> {
    zip: ZipArchive<R>,
    name: String,
    /// The number of each file, by its path below the top folder.
    files: BTreeMap<String, usize>,
}

impl<R: Read + Seek> Archive<R> {
    pub(super) fn open(mut reader: R, name: &str) -> Result<Self, Fault> {
        if count_files(&mut reader).unwrap_or(0) > MAX_FILES {
            return Err(fault(name, &format!("The zip has more than {MAX_FILES} files"), "Export fewer days"));
        }
        let zip = ZipArchive::new(reader).map_err(|error| unreadable(name, "The zip", &error))?;
        let mut files = BTreeMap::new();
        for index in 0..zip.len() {
            let Some(Ok(path)) = zip.name_for_index(index) else {
                return Err(fault(name, "A path in the zip cannot be read", "Use the zip as Slack wrote it"));
            };
            if path.ends_with('/') {
                continue;
            }
            check_path(&path).map_err(|what| fault(name, &what, "Use the zip as Slack wrote it"))?;
            files.insert(path.into_owned(), index);
        }
        let mut archive = Self { zip, name: name.to_owned(), files };
        archive.strip_top_folder();
        Ok(archive)
    }

    /// Who makes a zip of an unpacked export has all of it in one folder.
    fn strip_top_folder(&mut self) {
        self.files.retain(|path, _| !path.starts_with("__MACOSX/") && !path.ends_with(".DS_Store"));
        if self.files.contains_key("users.json") || self.files.contains_key("channels.json") {
            return;
        }
        let Some(top) =
            self.files.keys().next().and_then(|path| path.split_once('/')).map(|(top, _)| format!("{top}/"))
        else {
            return;
        };
        // A folder that holds nothing but days is a channel.
        let holds_export = self.files.keys().any(|path| {
            path.matches('/').count() > 1 || path.ends_with("/users.json") || path.ends_with("/channels.json")
        });
        if holds_export && self.files.keys().all(|path| path.starts_with(&top)) {
            self.files = std::mem::take(&mut self.files)
                .into_iter()
                .map(|(path, n)| (path[top.len()..].to_owned(), n))
                .collect();
        }
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Reads a file into `bytes`, which is used again for every file.
    pub(super) fn read(&mut self, path: &str, bytes: &mut Vec<u8>) -> Result<(), Fault> {
        bytes.clear();
        let Some(&index) = self.files.get(path) else {
            return Err(fault(&self.name, &format!("There is no file {path} in the zip"), "Name one that is there"));
        };
        let file = self.zip.by_index(index).map_err(|error| unreadable(&self.name, path, &error))?;
        file.take(MAX_FILE + 1).read_to_end(bytes).map_err(|error| {
            let what = format!("{path} cannot be unpacked ({error})");
            fault(&self.name, &what, "Load the export down once more: it is cut off or damaged")
        })?;
        if bytes.len() as u64 > MAX_FILE {
            let what = format!("{path} unpacks to more than {} MiB", MAX_FILE / 1024 / 1024);
            return Err(fault(&self.name, &what, "No day of a channel is so long: use the zip as Slack wrote it"));
        }
        Ok(())
    }
}

/// How many files the end of the zip says there are, before any is looked at (APPNOTE 4.3.16 and 4.3.14).
fn count_files<R: Read + Seek>(reader: &mut R) -> Option<u64> {
    let length = reader.seek(SeekFrom::End(0)).ok()?;
    let tail_length = length.min(66_000);
    reader.seek(SeekFrom::Start(length - tail_length)).ok()?;
    let mut tail = Vec::new();
    reader.by_ref().take(tail_length).read_to_end(&mut tail).ok()?;
    reader.seek(SeekFrom::Start(0)).ok()?;
    let end = tail.windows(4).rposition(|bytes| bytes == b"PK\x05\x06")?;
    let count = u64::from(u16::from_le_bytes(tail.get(end + 10..end + 12)?.try_into().ok()?));
    if count < 0xffff {
        return Some(count);
    }
    let large = tail.windows(4).rposition(|bytes| bytes == b"PK\x06\x06")?;
    Some(u64::from_le_bytes(tail.get(large + 32..large + 40)?.try_into().ok()?))
}

fn check_path(path: &str) -> Result<(), String> {
    let shown: String = path.chars().filter(|c| !c.is_control()).take(80).collect();
    if path.len() > MAX_PATH {
        return Err(format!("A path in the zip is longer than {MAX_PATH} bytes"));
    }
    let leaves = path.starts_with('/') || path.split(['/', '\\']).any(|part| part == "..") || path.contains(":\\");
    if leaves {
        return Err(format!("The path \"{shown}\" leads out of the zip"));
    }
    if path.contains('\0') {
        return Err(format!("The path \"{shown}\" has a zero byte"));
    }
    Ok(())
}

fn unreadable(name: &str, what: &str, error: &ZipError) -> Fault {
    if let ZipError::UnsupportedArchive(why) = error {
        let what = format!("{what} cannot be read: {why}");
        return fault(name, &what, "Use the zip as Slack wrote it, without a password");
    }
    let what = format!("{what} is no whole zip ({error})");
    fault(name, &what, "Load the export down once more: it is cut off, damaged or something else")
}
