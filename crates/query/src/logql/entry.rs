//! A line on its way through a pipeline.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::labels::Labels;

/// Which error a stage has met. The line stays, so that a later filter may decide about it.
pub(super) const ERROR: &str = "__error__";
/// What exactly went wrong.
pub(super) const ERROR_DETAILS: &str = "__error_details__";
/// What is appended to the name of an extracted label that the stream has already.
const EXTRACTED: &str = "_extracted";

/// A line with its labels.
pub(super) struct Entry<'a> {
    /// Nanoseconds since 1970.
    pub(super) time: i64,
    pub(super) line: Cow<'a, str>,
    stream: &'a Labels,
    /// Labels that differ from those of the stream; `None` where one was removed.
    changed: BTreeMap<String, Option<String>>,
}

impl<'a> Entry<'a> {
    pub(super) fn new(time: i64, line: &'a str, stream: &'a Labels) -> Self {
        Self { time, line: Cow::Borrowed(line), stream, changed: BTreeMap::new() }
    }

    /// The value of a label, if it has one.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        match self.changed.get(name) {
            Some(value) => value.as_deref(),
            None => Some(self.stream.get(name)).filter(|value| !value.is_empty()),
        }
    }

    /// Sets a label, also one of the stream.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.changed.insert(name.to_owned(), Some(value.into()));
    }

    /// Sets a label that was found in the line. One that the stream has already keeps its value, and the found one gets another name.
    pub(super) fn set_extracted(&mut self, name: &str, value: impl Into<String>) {
        if self.stream.get(name).is_empty() {
            self.set(name, value)
        } else {
            self.set(&format!("{name}{EXTRACTED}"), value)
        }
    }

    pub(super) fn remove(&mut self, name: &str) {
        if self.get(name).is_some() {
            self.changed.insert(name.to_owned(), None);
        }
    }

    pub(super) fn fail(&mut self, error: &str, details: impl Into<String>) {
        self.set(ERROR, error);
        self.set(ERROR_DETAILS, details);
    }

    pub(super) fn has_failed(&self) -> bool {
        self.get(ERROR).is_some()
    }

    /// The labels as they are now.
    pub(super) fn labels(&self) -> Labels {
        if self.changed.is_empty() {
            return self.stream.clone();
        }
        let kept = self
            .stream
            .iter()
            .filter(|(name, _)| !self.changed.contains_key(*name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let changed = self.changed.iter().filter_map(|(name, value)| Some((name.clone(), value.clone()?)));
        Labels::new(kept.chain(changed))
    }

    /// Names of all labels.
    pub(super) fn names(&self) -> Vec<String> {
        self.labels().iter().map(|(name, _)| name.to_owned()).collect()
    }
}
