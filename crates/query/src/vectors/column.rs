//! Values of an expression over all points in time of a query.

use std::collections::HashMap;

use crate::error::Error;
use crate::labels::Labels;
use crate::storage::{STALE, is_stale};

/// Stands in a column where a series has no value. Storage has the same mark for the end of a series, so that it can never be a value.
pub(crate) const ABSENT: f64 = STALE;

pub(crate) fn is_absent(value: f64) -> bool {
    is_stale(value)
}

/// Points in time at equal distances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grid {
    /// The first one, in milliseconds since 1970.
    pub(crate) start: i64,
    /// Milliseconds between two of them; at least 1.
    pub(crate) step: i64,
    /// How many there are.
    pub(crate) count: usize,
}

impl Grid {
    /// All points from `start` to `end`, both included.
    pub(crate) fn between(start: i64, end: i64, step: i64) -> Self {
        let count = if end < start { 0 } else { (end.saturating_sub(start) / step) as usize + 1 };
        Self { start, step, count }
    }

    pub(crate) fn time(&self, index: usize) -> i64 {
        self.start + self.step * index as i64
    }

    pub(crate) fn end(&self) -> i64 {
        self.time(self.count.saturating_sub(1))
    }

    pub(crate) fn times(self) -> impl Iterator<Item = i64> {
        (0..self.count).map(move |index| self.time(index))
    }
}

/// One series of a result: a value or [`ABSENT`] for each point in time.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) labels: Labels,
    pub(crate) values: Vec<f64>,
}

impl Column {
    /// The same labels with other values.
    pub(crate) fn map(mut self, mut compute: impl FnMut(usize, f64) -> f64) -> Self {
        for (index, value) in self.values.iter_mut().enumerate() {
            if !is_absent(*value) {
                *value = compute(index, *value);
            }
        }
        self
    }

    pub(crate) fn without_name(self) -> Self {
        Self { labels: self.labels.without_name(), values: self.values }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.values.iter().all(|value| is_absent(*value))
    }
}

/// What an expression evaluates to.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Scalar(Vec<f64>),
    Vector(Vec<Column>),
    Text(String),
}

const REPEATED: &str = "vector cannot contain metrics with the same labelset";

/// Joins columns with the same labels that have no value at the same time, and drops empty ones.
///
/// # Errors
///
/// When two series with the same labels have values at the same time.
pub(crate) fn merge(columns: Vec<Column>) -> Result<Vec<Column>, Error> {
    let mut places: HashMap<Labels, usize> = HashMap::with_capacity(columns.len());
    let mut merged: Vec<Column> = Vec::with_capacity(columns.len());
    for column in columns {
        if column.is_empty() {
            continue;
        }
        match places.get(&column.labels) {
            None => {
                places.insert(column.labels.clone(), merged.len());
                merged.push(column);
            }
            Some(&place) => {
                for (kept, added) in merged[place].values.iter_mut().zip(column.values) {
                    match (is_absent(*kept), is_absent(added)) {
                        (_, true) => {}
                        (true, false) => *kept = added,
                        (false, false) => return Err(Error::Evaluation(REPEATED.to_owned())),
                    }
                }
            }
        }
    }
    Ok(merged)
}

/// Drops empty columns.
///
/// # Errors
///
/// When two series have the same labels, at whatever times.
pub(crate) fn require_distinct(columns: Vec<Column>) -> Result<Vec<Column>, Error> {
    let mut seen = std::collections::HashSet::with_capacity(columns.len());
    let filled: Vec<Column> = columns.into_iter().filter(|column| !column.is_empty()).collect();
    if filled.iter().all(|column| seen.insert(column.labels.clone())) {
        Ok(filled)
    } else {
        Err(Error::Evaluation(REPEATED.to_owned()))
    }
}
