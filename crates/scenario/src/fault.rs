//! What is wrong with a file, and how to mend it.

use std::cell::RefCell;
use std::fmt::{self, Write as _};

use crate::invisible;

/// The most faults of one file that are reported.
const MOST: usize = 100;

/// Something wrong with a file. It displays as `path:line:column: what. mend.`
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The file, as it was named to the reader.
    pub file: String,
    /// The line, counted from 1; 0 when the fault is in no particular line.
    pub line: usize,
    /// The character in that line, counted from 1; 0 when there is no particular line.
    pub column: usize,
    /// What is wrong: a sentence without its full stop.
    pub what: String,
    /// How to mend it: a sentence without its full stop.
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        let stop = if self.mend.ends_with('?') { "" } else { "." };
        write!(f, ": {}. {}{stop}", self.what, self.mend)
    }
}

/// A place in a file; line and column count from 1, and 0 means the file as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Collects the faults of one file.
pub(crate) struct Faults<'f> {
    file: &'f str,
    found: RefCell<Vec<Fault>>,
}

impl<'f> Faults<'f> {
    pub(crate) fn new(file: &'f str) -> Self {
        Self { file, found: RefCell::default() }
    }

    /// How many were found so far.
    pub(crate) fn count(&self) -> usize {
        self.found.borrow().len()
    }

    pub(crate) fn add(&self, place: Place, what: impl Into<String>, mend: impl Into<String>) {
        let (what, mend) = (what.into(), mend.into());
        self.found.borrow_mut().push(Fault {
            file: self.file.to_owned(),
            line: place.line,
            column: place.column,
            what,
            mend,
        });
    }

    /// The faults in the order of their lines; past the hundredth they are only counted.
    pub(crate) fn into_sorted(self) -> Vec<Fault> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|fault| (fault.line, fault.column));
        if found.len() > MOST {
            let more = found.len() - MOST;
            found.truncate(MOST);
            found.push(Fault {
                file: self.file.to_owned(),
                line: 0,
                column: 0,
                what: format!("There are {more} more faults"),
                mend: "Mend those above first, then check again".to_owned(),
            });
        }
        found
    }
}

/// Text of a file as a fault quotes it: one line, shortened, in quotation marks. Invisible characters are named.
pub(crate) fn quoted(text: &str) -> String {
    let mut short = String::new();
    for c in text.chars().take(40) {
        match c {
            c if c.is_control() => short.push(' '),
            c if invisible::name(c).is_some() => {
                let _ = write!(short, "<U+{:04X}>", u32::from(c));
            }
            c => short.push(c),
        }
    }
    if text.chars().nth(40).is_some() {
        short.push('…');
    }
    format!("\"{short}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_read_like_a_compiler_s() {
        let faults = Faults::new("a.yaml");
        faults.add(Place { line: 7, column: 3 }, "There is no key \"titel\" here", "Did you mean \"title\"?");
        faults.add(Place::default(), "The file is empty", "Write a scenario into it");
        let lines: Vec<String> = faults.into_sorted().iter().map(Fault::to_string).collect();
        assert_eq!(
            lines,
            [
                "a.yaml: The file is empty. Write a scenario into it.",
                "a.yaml:7:3: There is no key \"titel\" here. Did you mean \"title\"?"
            ]
        );
    }

    #[test]
    fn a_hundred_faults_are_enough() {
        let faults = Faults::new("a.yaml");
        (0..250).for_each(|line| faults.add(Place { line, column: 1 }, "wrong", "mend it"));
        let found = faults.into_sorted();
        assert_eq!(found.len(), 101);
        assert_eq!(found[100].what, "There are 150 more faults");
    }

    #[test]
    fn quotes_are_short_and_of_one_line() {
        assert_eq!(quoted("a\nb"), "\"a b\"");
        assert_eq!(quoted("page\u{200b}"), "\"page<U+200B>\"");
        assert_eq!(quoted(&"é".repeat(41)), format!("\"{}…\"", "é".repeat(40)));
    }
}
