//! Checking files and folders on disk: the only place of this crate that opens files.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::fault::{Fault, Faults, Place};
use crate::pack::{self, PACK_FILE, is_yaml};
use crate::picture::MAX_PICTURE;
use crate::tree::MAX_FILE;

/// What [`check_paths`] found. It displays as one line for each fault and a last one that counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// How many scenario files were looked at.
    pub scenarios: usize,
    /// All that is wrong with them and with their packs.
    pub faults: Vec<Fault>,
}

impl fmt::Display for CheckReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.faults.iter().try_for_each(|fault| writeln!(f, "{fault}"))?;
        let s = |count: usize| if count == 1 { "" } else { "s" };
        let (scenarios, faults) = (self.scenarios, self.faults.len());
        write!(f, "{scenarios} scenario{}, {faults} fault{}", s(scenarios), s(faults))
    }
}

/// Checks scenario files and folders of them, in the order given.
///
/// A folder is searched with its subfolders for `*.yaml`; one that has a `pack.yaml` is checked as a pack, and naming the
/// `pack.yaml` itself checks its folder. What cannot be read is a fault, too.
#[must_use]
pub fn check_paths(paths: &[PathBuf]) -> CheckReport {
    let mut report = CheckReport::default();
    for path in paths {
        if path.is_dir() {
            report.check_folder(path);
        } else if path.file_name() == Some(OsStr::new(PACK_FILE)) && path.is_file() {
            report.check_pack(path.parent().unwrap_or(Path::new("")));
        } else if is_yaml(&path.to_string_lossy()) && path.is_file() {
            report.check_file(path);
        } else if path.exists() {
            report.add(path, "This is not a scenario file", "Name files that end in .yaml, or folders of them");
        } else {
            report.add(path, "There is no such file or folder", "Mend the path; it begins at the folder you are in");
        }
    }
    report
}

impl CheckReport {
    fn add(&mut self, path: &Path, what: &str, mend: &str) {
        let name = path.to_string_lossy();
        let faults = Faults::new(&name);
        faults.add(Place::default(), what, mend);
        self.faults.extend(faults.into_sorted());
    }

    fn add_unreadable(&mut self, path: &Path, error: &io::Error) {
        self.add(path, &format!("This cannot be read: {error}"), "See that it is there and that you may read it");
    }

    fn check_folder(&mut self, folder: &Path) {
        let before = (self.scenarios, self.faults.len());
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            let inside = match list(&folder) {
                Ok(inside) => inside,
                Err(error) => {
                    self.add_unreadable(&folder, &error);
                    continue;
                }
            };
            let is_pack = inside.files.iter().any(|file| file.ends_with(PACK_FILE));
            if is_pack {
                self.check_pack(&folder);
            } else {
                let files = inside.files.iter().filter(|file| is_yaml(&file.to_string_lossy()));
                files.for_each(|file| self.check_file(file));
            }
            open.extend(inside.folders.into_iter().rev());
        }
        if before == (self.scenarios, self.faults.len()) {
            self.add(
                folder,
                "There is no scenario file in this folder",
                "Name a folder that has files ending in .yaml",
            );
        }
    }

    fn check_file(&mut self, path: &Path) {
        self.scenarios += 1;
        let bytes = match read_limited(path, MAX_FILE) {
            Ok(bytes) => bytes,
            Err(error) => return self.add_unreadable(path, &error),
        };
        let name = path.to_string_lossy();
        let faults = Faults::new(&name);
        let beside = |picture: &str| read_limited(&path.with_file_name(picture), MAX_PICTURE).ok().map(Cow::Owned);
        let _ = pack::read_beside(&name, &bytes, beside, None, &faults);
        self.faults.extend(faults.into_sorted());
    }

    fn check_pack(&mut self, folder: &Path) {
        let mut files = Vec::new();
        let inside = match list(folder) {
            Ok(inside) => inside.files,
            Err(error) => return self.add_unreadable(folder, &error),
        };
        for path in inside {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let limit = if is_yaml(&name) { MAX_FILE } else { MAX_PICTURE };
            match read_limited(&path, limit) {
                Ok(bytes) => files.push((name, bytes)),
                Err(error) => self.add_unreadable(&path, &error),
            }
        }
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let survey = pack::survey(&files);
        self.scenarios += survey.scenarios;
        self.faults.extend(survey.faults.into_iter().map(|fault| {
            let file = folder.join(&fault.file).to_string_lossy().into_owned();
            Fault { file, ..fault }
        }));
    }
}

/// What a folder holds, sorted; hidden files and folders are passed over, and links to folders not followed.
struct Inside {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

fn list(folder: &Path) -> io::Result<Inside> {
    let mut inside = Inside { files: Vec::new(), folders: Vec::new() };
    for entry in fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })? {
        let entry = entry?;
        let name = entry.file_name();
        let path = folder.join(&name);
        if name.to_string_lossy().starts_with('.') {
            continue;
        } else if entry.file_type()?.is_dir() {
            inside.folders.push(path);
        } else if path.is_file() {
            inside.files.push(path);
        }
    }
    inside.files.sort();
    inside.folders.sort();
    Ok(inside)
}

/// Reads no more of a file than is needed to know that it is too large.
fn read_limited(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{GOOD, ODD};

    /// The report on `path` within a folder of these files, without the name of that folder.
    fn report(files: &[(&str, &str)], path: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let report = check_paths(&[folder.path().join(path)]).to_string();
        report.replace(&format!("{}/", folder.path().display()), "").replace(&folder.path().display().to_string(), "")
    }

    #[test]
    fn files_and_folders_are_checked() {
        let files = [
            ("a/resumes-stall.yaml", GOOD),
            ("a/queue-depth.png", "\u{89}PNG"),
            ("b/deeper/hard-words.yaml", ODD),
            ("b/.hidden/x.yaml", "["),
            ("b/notes.txt", "["),
        ];
        assert_eq!(report(&files, "b"), "1 scenario, 0 faults");
        assert_eq!(report(&files, "b/deeper/hard-words.yaml"), "1 scenario, 0 faults");
        assert_eq!(
            report(&files, ""),
            "a/resumes-stall.yaml:50:14: queue-depth.png is neither PNG nor JPEG. Save the picture as PNG or JPEG.\n\
             2 scenarios, 1 fault"
        );
    }

    #[test]
    fn packs_are_checked_as_a_whole() {
        let head = "readyroom_pack: 1\ntitle: T\nabout: A\nlicence: MIT\nscenarios: [hard-words]\n\
                    systems: [{ name: '404', about: x }, { name: 'no: really', about: x }]\n";
        let mut files = vec![("pack/pack.yaml", head), ("pack/hard-words.yaml", ODD)];
        assert_eq!(report(&files, ""), "1 scenario, 0 faults");
        assert_eq!(report(&files, "pack/pack.yaml"), "1 scenario, 0 faults");
        files.push(("pack/zero.yaml", "readyroom: 2\n"));
        assert_eq!(
            report(&files, "pack"),
            "pack/zero.yaml: The pack does not list this file. Add its id to scenarios in pack.yaml, or move the file elsewhere.\n\
             pack/zero.yaml:1:12: This is version \"2\" of the format, which this Readyroom does not know. Write version 1, or use a newer Readyroom.\n\
             2 scenarios, 2 faults"
        );
    }

    #[test]
    fn a_missing_file_is_reported() {
        assert_eq!(
            report(&[], "none.yaml"),
            "none.yaml: There is no such file or folder. Mend the path; it begins at the folder you are in.\n0 scenarios, 1 fault"
        );
        assert_eq!(
            report(&[("notes.txt", "")], "notes.txt"),
            "notes.txt: This is not a scenario file. Name files that end in .yaml, or folders of them.\n0 scenarios, 1 fault"
        );
        assert_eq!(
            report(&[("a/notes.txt", "")], "a"),
            "a: There is no scenario file in this folder. Name a folder that has files ending in .yaml.\n0 scenarios, 1 fault"
        );
    }

    #[test]
    fn an_oversize_file_is_not_read_to_its_end() {
        let large = "#".repeat(MAX_FILE * 2);
        assert_eq!(
            report(&[("a.yaml", &large)], "a.yaml"),
            "a.yaml: The file is larger than 2 MiB. Shorten its texts; pictures go into files of their own.\n1 scenario, 1 fault"
        );
    }
}
