//! Evaluates a query: lines through their pipeline, and numbers over windows of them.

use std::collections::{BTreeMap, HashMap};

use super::answer::Stream as AnswerStream;
use super::entry::{ERROR, Entry};
use super::pipeline;
use super::syntax::{LogQuery, Metric, RangeAggregation, RangeOperation, VectorOperation};
use super::{Direction, Line, LogStorage};
use crate::error::Error;
use crate::labels::Labels;
use crate::limits::Budget;
use crate::numbers::{order_nan_first, quantile};
use crate::promql::windows::{Window, extrapolated};
use crate::storage::{Condition, Matcher, Sample};
use crate::vectors::aggregate::{Aggregation, aggregate};
use crate::vectors::binary::combine;
use crate::vectors::column::{ABSENT, Column, Grid, Value, merge};

const NANOSECONDS: i64 = 1_000_000;

pub(super) struct Evaluator<'a> {
    pub(super) storage: &'a dyn LogStorage,
    pub(super) budget: Budget<'a>,
}

impl Evaluator<'_> {
    /// The lines of a query from `from` on and before `to` (nanoseconds since 1970), at most `most` of them.
    pub(super) fn lines(
        &self,
        query: &LogQuery,
        from: i64,
        to: i64,
        most: usize,
        direction: Direction,
    ) -> Result<Vec<AnswerStream>, Error> {
        let mut found: Vec<(Labels, Line)> = Vec::new();
        for stream in self.storage.select(&query.matchers, from, to.saturating_sub(1))? {
            self.budget.spend(stream.lines.len())?;
            for line in stream.lines.iter().filter(|line| from <= line.time && line.time < to) {
                let mut entry = Entry::new(line.time, &line.text, &stream.labels);
                if pipeline::process(&query.stages, &mut entry) {
                    found.push((entry.labels(), Line { time: line.time, text: entry.line.into_owned() }));
                }
            }
        }
        match direction {
            Direction::Forward => found.sort_by_key(|(_, line)| line.time),
            Direction::Backward => found.sort_by_key(|(_, line)| std::cmp::Reverse(line.time)),
        }
        found.truncate(most);
        let mut streams: BTreeMap<Labels, Vec<Line>> = BTreeMap::new();
        for (labels, line) in found {
            streams.entry(labels).or_default().push(line);
        }
        Ok(streams.into_iter().map(|(labels, lines)| AnswerStream { labels, lines }).collect())
    }

    pub(super) fn metric(&self, metric: &Metric, grid: Grid) -> Result<Value, Error> {
        self.budget.spend(grid.count)?;
        Ok(match metric {
            Metric::Number(number) => Value::Scalar(vec![*number; grid.count]),
            Metric::Vector(number) => {
                Value::Vector(vec![Column { labels: Labels::default(), values: vec![*number; grid.count] }])
            }
            Metric::Range(aggregation) => Value::Vector(self.range(aggregation, grid)?),
            Metric::Binary { operator, matching, left, right } => {
                let (left, right) = (self.metric(left, grid)?, self.metric(right, grid)?);
                combine(*operator, left, right, matching, grid, &self.budget)?
            }
            Metric::Vectors { operation, parameter, grouping, inner } => {
                let columns = self.vector(inner, grid)?;
                self.budget.spend(columns.len() * grid.count)?;
                let counts = || vec![parameter.unwrap_or(1.0); grid.count];
                let aggregation = match operation {
                    VectorOperation::Sort | VectorOperation::SortDescending => {
                        return Ok(Value::Vector(sort(columns, grid, *operation == VectorOperation::SortDescending)));
                    }
                    VectorOperation::Sum => Aggregation::Sum,
                    VectorOperation::Average => Aggregation::Average,
                    VectorOperation::Count => Aggregation::Count,
                    VectorOperation::Largest => Aggregation::Largest,
                    VectorOperation::Smallest => Aggregation::Smallest,
                    VectorOperation::StandardDeviation => Aggregation::StandardDeviation,
                    VectorOperation::Variance => Aggregation::Variance,
                    VectorOperation::Top => Aggregation::Top(counts()),
                    VectorOperation::Bottom => Aggregation::Bottom(counts()),
                };
                Value::Vector(aggregate(&aggregation, columns, grouping.as_ref(), grid)?)
            }
            Metric::LabelReplace { inner, destination, replacement, source, pattern } => {
                let replaced = self.vector(inner, grid)?.into_iter().map(|column| {
                    let labels = match pattern.regex().captures(column.labels.get(source)) {
                        None => column.labels,
                        Some(captures) => {
                            let mut value = String::new();
                            captures.expand(replacement, &mut value);
                            column.labels.with(destination, &value)
                        }
                    };
                    Column { labels, values: column.values }
                });
                Value::Vector(merge(replaced.collect())?)
            }
        })
    }

    fn vector(&self, metric: &Metric, grid: Grid) -> Result<Vec<Column>, Error> {
        match self.metric(metric, grid)? {
            Value::Vector(columns) => Ok(columns),
            Value::Scalar(_) | Value::Text(_) => Err(Error::Evaluation("expected a vector, got a number".to_owned())),
        }
    }

    fn range(&self, aggregation: &RangeAggregation, grid: Grid) -> Result<Vec<Column>, Error> {
        let at = |time: i64| time.saturating_mul(NANOSECONDS).saturating_sub(aggregation.offset);
        let (first, last) = (at(grid.start).saturating_sub(aggregation.range), at(grid.end()));
        let mut series = self.samples(aggregation, first, last)?;
        if aggregation.operation == RangeOperation::Absent {
            return Ok(absent(aggregation, &series, grid, at));
        }
        let mut columns = Vec::with_capacity(series.len());
        for (labels, samples) in &mut series {
            samples.sort_by_key(|(time, _)| *time);
            let mut values = Vec::with_capacity(grid.count);
            let (mut begin, mut end) = (0, 0);
            let mut used = 0;
            for time in grid.times() {
                let until = at(time);
                let after = until.saturating_sub(aggregation.range);
                while end < samples.len() && samples[end].0 <= until {
                    end += 1;
                }
                while begin < end && samples[begin].0 <= after {
                    begin += 1;
                }
                used += end - begin;
                let window = &samples[begin..end];
                values.push(if window.is_empty() {
                    ABSENT
                } else {
                    compute(aggregation, window, after, until).unwrap_or(ABSENT)
                });
            }
            self.budget.spend(used)?;
            columns.push(Column { labels: labels.clone(), values });
        }
        merge(columns)
    }

    /// The numbers of all lines after `first` and up to `last` (nanoseconds since 1970), by the labels of the result.
    fn samples(
        &self,
        aggregation: &RangeAggregation,
        first: i64,
        last: i64,
    ) -> Result<BTreeMap<Labels, Vec<(i64, f64)>>, Error> {
        let mut series: BTreeMap<Labels, Vec<(i64, f64)>> = BTreeMap::new();
        for stream in self.storage.select(&aggregation.query.matchers, first, last)? {
            self.budget.spend(stream.lines.len())?;
            for line in stream.lines.iter().filter(|line| first < line.time && line.time <= last) {
                let mut entry = Entry::new(line.time, &line.text, &stream.labels);
                if !pipeline::process(&aggregation.query.stages, &mut entry) {
                    continue;
                }
                let Some(number) = number(aggregation, &mut entry) else { continue };
                if let Some(error) = entry.get(ERROR) {
                    return Err(Error::Evaluation(format!(
                        "pipeline error: '{error}' for series: '{}'. Use a label filter to intentionally skip this error. (e.g | __error__!=\"{error}\"). To skip \
                         all potential errors you can match empty errors.(e.g __error__=\"\")",
                        entry.labels()
                    )));
                }
                let labels = entry.labels();
                let labels =
                    aggregation.grouping.as_ref().map_or_else(|| labels.clone(), |grouping| grouping.choose(&labels));
                series.entry(labels).or_default().push((line.time, number));
            }
        }
        Ok(series)
    }
}

/// What a line counts: the number that is unwrapped, its bytes, or 1.
fn number(aggregation: &RangeAggregation, entry: &mut Entry<'_>) -> Option<f64> {
    match (&aggregation.unwrap, aggregation.operation) {
        (Some(unwrap), _) => pipeline::unwrap_number(unwrap, entry),
        (None, RangeOperation::Bytes | RangeOperation::BytesRate) => Some(entry.line.len() as f64),
        (None, _) => Some(1.0),
    }
}

fn compute(aggregation: &RangeAggregation, window: &[(i64, f64)], after: i64, until: i64) -> Option<f64> {
    let values = || window.iter().map(|(_, value)| *value);
    let seconds = aggregation.range as f64 / 1e9;
    let sum = || values().sum::<f64>();
    Some(match aggregation.operation {
        RangeOperation::Absent => return None,
        RangeOperation::Count => window.len() as f64,
        RangeOperation::Sum | RangeOperation::Bytes => sum(),
        RangeOperation::Rate | RangeOperation::BytesRate => sum() / seconds,
        RangeOperation::RateCounter => {
            let milliseconds = |nanoseconds: i64| nanoseconds / NANOSECONDS;
            let samples: Vec<Sample> =
                window.iter().map(|(time, value)| Sample { time: milliseconds(*time), value: *value }).collect();
            let window = Window {
                samples: &samples,
                start: milliseconds(after),
                end: milliseconds(until),
                time: milliseconds(until),
                index: 0,
            };
            return extrapolated(&window, true, true);
        }
        RangeOperation::Average => {
            let mut mean = 0.0;
            for (index, value) in values().enumerate() {
                mean += (value - mean) / (index + 1) as f64;
            }
            mean
        }
        RangeOperation::First => window.first()?.1,
        RangeOperation::Last => window.last()?.1,
        RangeOperation::Largest => {
            values().fold(f64::NAN, |most, value| if value > most || most.is_nan() { value } else { most })
        }
        RangeOperation::Smallest => {
            values().fold(f64::NAN, |least, value| if value < least || least.is_nan() { value } else { least })
        }
        RangeOperation::Quantile => quantile(aggregation.parameter.unwrap_or(0.5), &mut values().collect::<Vec<_>>()),
        RangeOperation::Variance => variance(values()),
        RangeOperation::StandardDeviation => variance(values()).sqrt(),
    })
}

fn variance(values: impl Iterator<Item = f64>) -> f64 {
    let (mut mean, mut squares, mut count) = (0.0, 0.0, 0.0);
    for value in values {
        count += 1.0;
        let delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
    }
    squares / count
}

/// 1 wherever no line is in the window, with the labels that the selector states as equal.
fn absent(
    aggregation: &RangeAggregation,
    series: &BTreeMap<Labels, Vec<(i64, f64)>>,
    grid: Grid,
    at: impl Fn(i64) -> i64,
) -> Vec<Column> {
    let mut times: Vec<i64> = series.values().flatten().map(|(time, _)| *time).collect();
    times.sort_unstable();
    let values = grid.times().map(|time| {
        let until = at(time);
        let first = times.partition_point(|time| *time <= until.saturating_sub(aggregation.range));
        if times.get(first).is_some_and(|time| *time <= until) { ABSENT } else { 1.0 }
    });
    let column = Column { labels: stated_labels(&aggregation.query.matchers), values: values.collect() };
    if column.is_empty() { Vec::new() } else { vec![column] }
}

fn stated_labels(matchers: &[Matcher]) -> Labels {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    matchers.iter().for_each(|matcher| *counts.entry(&matcher.name).or_default() += 1);
    let stated = matchers.iter().filter_map(|matcher| match &matcher.condition {
        Condition::Equal(value) if counts[matcher.name.as_str()] == 1 => Some((matcher.name.as_str(), value.as_str())),
        _ => None,
    });
    Labels::new(stated)
}

fn sort(mut columns: Vec<Column>, grid: Grid, descending: bool) -> Vec<Column> {
    if grid.count == 1 {
        columns.sort_by(|left, right| {
            let order = order_nan_first(left.values[0], right.values[0]);
            if descending { order.reverse() } else { order }
        });
    }
    columns
}
