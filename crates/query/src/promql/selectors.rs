//! What a selector reads: conditions, and times moved by `@` and `offset`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use promql_parser::label::{MatchOp, Matcher as ParsedMatcher};
use promql_parser::parser::{AtModifier, Offset, VectorSelector};

use crate::error::Error;
use crate::labels::METRIC_NAME;
use crate::pattern::Pattern;
use crate::storage::{Condition, Matcher, Sample, is_stale};
use crate::vectors::column::{ABSENT, Column, Grid};

/// The conditions of a selector, its metric name among them.
pub(super) fn matchers(selector: &VectorSelector) -> Result<Vec<Matcher>, Error> {
    let name = selector
        .name
        .iter()
        .map(|name| Ok(Matcher { name: METRIC_NAME.to_owned(), condition: Condition::Equal(name.clone()) }));
    name.chain(selector.matchers.matchers.iter().map(matcher)).collect()
}

fn matcher(parsed: &ParsedMatcher) -> Result<Matcher, Error> {
    let pattern = || Pattern::whole(&parsed.value).map_err(|message| Error::Syntax { place: None, message });
    let condition = match &parsed.op {
        MatchOp::Equal => Condition::Equal(parsed.value.clone()),
        MatchOp::NotEqual => Condition::NotEqual(parsed.value.clone()),
        MatchOp::Re(_) => Condition::Matches(pattern()?),
        MatchOp::NotRe(_) => Condition::MatchesNot(pattern()?),
    };
    Ok(Matcher { name: parsed.name.clone(), condition })
}

/// How `@` and `offset` move the time at which a selector or a subquery looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shift {
    /// The time of `@`, in milliseconds since 1970.
    fixed: Option<i64>,
    /// Milliseconds into the past.
    offset: i64,
}

impl Shift {
    /// `start` and `end` are those of the whole query.
    pub(super) fn new(at: Option<&AtModifier>, offset: Option<&Offset>, start: i64, end: i64) -> Self {
        let fixed = at.map(|at| match at {
            AtModifier::Start => start,
            AtModifier::End => end,
            AtModifier::At(time) => since_1970(*time),
        });
        let offset = match offset {
            None => 0,
            Some(Offset::Pos(duration)) => milliseconds(*duration),
            Some(Offset::Neg(duration)) => -milliseconds(*duration),
        };
        Self { fixed, offset }
    }

    /// Where to look for a value at `time`.
    pub(super) fn apply(&self, time: i64) -> i64 {
        self.fixed.unwrap_or(time).saturating_sub(self.offset)
    }

    /// The same time at `start`, and from there on moving along.
    pub(super) fn unfixed(self, start: i64) -> Self {
        Self { fixed: None, offset: start.saturating_sub(self.apply(start)) }
    }

    /// Whether it looks at the same time for all points.
    pub(super) fn is_fixed(&self) -> bool {
        self.fixed.is_some()
    }
}

pub(super) fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 4).min(i64::MAX / 4)
}

fn since_1970(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => milliseconds(after),
        Err(before) => -milliseconds(before.duration()),
    }
}

/// The newest sample at each point in time, unless it is older than `look_back` or ends the series. `read` takes from it what the column keeps.
pub(super) fn newest(
    samples: &[Sample],
    grid: Grid,
    shift: Shift,
    look_back: i64,
    read: fn(&Sample) -> f64,
) -> Vec<f64> {
    let value_at = |end: usize, time: i64| match samples[..end].last() {
        Some(sample) if sample.time >= time.saturating_sub(look_back) && !is_stale(sample.value) => read(sample),
        _ => ABSENT,
    };
    if shift.is_fixed() {
        let time = shift.apply(grid.start);
        return vec![value_at(samples.partition_point(|sample| sample.time <= time), time); grid.count];
    }
    let mut end = 0;
    let mut values = Vec::with_capacity(grid.count);
    for time in grid.times() {
        let time = shift.apply(time);
        while end < samples.len() && samples[end].time <= time {
            end += 1;
        }
        values.push(value_at(end, time));
    }
    values
}

/// The samples of a column, without those that are absent.
pub(super) fn samples_from(column: &Column, grid: Grid) -> Vec<Sample> {
    let points = grid.times().zip(&column.values);
    points
        .filter(|(_, value)| !crate::vectors::column::is_absent(**value))
        .map(|(time, value)| Sample { time, value: *value })
        .collect()
}
