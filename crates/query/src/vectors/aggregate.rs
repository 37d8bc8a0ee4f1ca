//! `sum`, `avg`, `topk` and the other aggregations.

use std::collections::HashMap;

use super::LabelChoice;
use super::column::{ABSENT, Column, Grid, is_absent, merge};
use crate::error::Error;
use crate::labels::{Labels, is_label_name};
use crate::numbers::{keeps_infinite_mean, quantile, write_number};

/// An aggregation, with its parameter for each point in time.
pub(crate) enum Aggregation {
    Average,
    Count,
    /// How often each value occurs, under a label of this name.
    CountValues(String),
    Group,
    Largest,
    Smallest,
    Quantile(Vec<f64>),
    StandardDeviation,
    Sum,
    /// This many of the largest.
    Top(Vec<f64>),
    /// This many of the smallest.
    Bottom(Vec<f64>),
    Variance,
}

/// Aggregates the columns of each group.
pub(crate) fn aggregate(
    aggregation: &Aggregation,
    columns: Vec<Column>,
    grouping: Option<&LabelChoice>,
    grid: Grid,
) -> Result<Vec<Column>, Error> {
    let fold: fn(&[f64]) -> f64 = match aggregation {
        Aggregation::Top(counts) => return select_extremes(&columns, grouping, counts, true),
        Aggregation::Bottom(counts) => return select_extremes(&columns, grouping, counts, false),
        Aggregation::Quantile(quantiles) => {
            return Ok(fold_groups(&columns, grouping, grid, |step, values| quantile(quantiles[step], values)));
        }
        Aggregation::CountValues(label) => return count_values(&columns, grouping, grid, label),
        Aggregation::Sum => return Ok(add_groups(&columns, grouping, grid)),
        Aggregation::Average => average,
        Aggregation::Count => |values| values.len() as f64,
        Aggregation::Group => |_| 1.0,
        Aggregation::Largest => |values| {
            values[1..].iter().fold(values[0], |most, value| if most < *value || most.is_nan() { *value } else { most })
        },
        Aggregation::Smallest => |values| {
            values[1..]
                .iter()
                .fold(values[0], |least, value| if least > *value || least.is_nan() { *value } else { least })
        },
        Aggregation::Variance => variance,
        Aggregation::StandardDeviation => |values| variance(values).sqrt(),
    };
    Ok(fold_groups(&columns, grouping, grid, |_, values| fold(values)))
}

/// The labels of the group to which a series belongs.
fn group_labels(labels: &Labels, grouping: Option<&LabelChoice>) -> Labels {
    grouping.map_or_else(Labels::default, |grouping| grouping.choose(labels))
}

/// Indices of the columns in each group, groups in the order of their first column.
fn group<'a>(columns: &'a [Column], grouping: Option<&LabelChoice>) -> Vec<(Labels, Vec<&'a Column>)> {
    let mut places: HashMap<Labels, usize> = HashMap::new();
    let mut groups: Vec<(Labels, Vec<&Column>)> = Vec::new();
    for column in columns {
        let labels = group_labels(&column.labels, grouping);
        let place = *places.entry(labels).or_insert_with_key(|labels| {
            groups.push((labels.clone(), Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(column);
    }
    groups
}

/// `sum` by whole columns: the most frequent aggregation, and the cheapest.
fn add_groups(columns: &[Column], grouping: Option<&LabelChoice>, grid: Grid) -> Vec<Column> {
    let sums = group(columns, grouping).into_iter().map(|(labels, members)| {
        let mut values = vec![ABSENT; grid.count];
        for member in members {
            for (sum, value) in values.iter_mut().zip(&member.values) {
                if !is_absent(*value) {
                    *sum = if is_absent(*sum) { *value } else { *sum + *value };
                }
            }
        }
        Column { labels, values }
    });
    sums.collect()
}

/// Computes one number from the values of each group at each point in time.
fn fold_groups(
    columns: &[Column],
    grouping: Option<&LabelChoice>,
    grid: Grid,
    mut fold: impl FnMut(usize, &mut [f64]) -> f64,
) -> Vec<Column> {
    let mut present = Vec::new();
    let folded = group(columns, grouping).into_iter().map(|(labels, members)| {
        let values = (0..grid.count).map(|step| {
            present.clear();
            present.extend(members.iter().map(|member| member.values[step]).filter(|value| !is_absent(*value)));
            if present.is_empty() { ABSENT } else { fold(step, &mut present) }
        });
        Column { labels, values: values.collect() }
    });
    folded.collect()
}

fn average(values: &[f64]) -> f64 {
    let mut mean = values[0];
    for (index, value) in values.iter().enumerate().skip(1) {
        let count = (index + 1) as f64;
        if !keeps_infinite_mean(mean, *value) {
            mean += value / count - mean / count;
        }
    }
    mean
}

/// Welford's algorithm, which begins with the first value.
fn variance(values: &[f64]) -> f64 {
    let (mut mean, mut squares) = (values[0], 0.0);
    for (index, value) in values.iter().enumerate().skip(1) {
        let delta = value - mean;
        mean += delta / (index + 1) as f64;
        squares += delta * (value - mean);
    }
    squares / values.len() as f64
}

/// Counts how often each value occurs; the value becomes a label.
fn count_values(
    columns: &[Column],
    grouping: Option<&LabelChoice>,
    grid: Grid,
    label: &str,
) -> Result<Vec<Column>, Error> {
    if !is_label_name(label) {
        return Err(Error::Evaluation(format!("invalid label name {label:?}")));
    }
    let mut places: HashMap<Labels, usize> = HashMap::new();
    let mut counted: Vec<Column> = Vec::new();
    for column in columns {
        // The value replaces a label of that name before the series are put into groups.
        for (step, value) in column.values.iter().enumerate().filter(|(_, value)| !is_absent(**value)) {
            let text = if value.is_finite() { format!("{value}") } else { write_number(*value) };
            let labels = match grouping {
                Some(LabelChoice::Except(_)) => group_labels(&column.labels.with(label, &text), grouping),
                _ => group_labels(&column.labels, grouping).with(label, &text),
            };
            let place = *places.entry(labels).or_insert_with_key(|labels| {
                counted.push(Column { labels: labels.clone(), values: vec![ABSENT; grid.count] });
                counted.len() - 1
            });
            let count = &mut counted[place].values[step];
            *count = if is_absent(*count) { 1.0 } else { *count + 1.0 };
        }
    }
    Ok(counted)
}

/// `topk` and `bottomk`: the series with the largest or smallest values of each group, at each point in time.
fn select_extremes(
    columns: &[Column],
    grouping: Option<&LabelChoice>,
    counts: &[f64],
    largest: bool,
) -> Result<Vec<Column>, Error> {
    let mut kept: Vec<Column> = columns
        .iter()
        .map(|column| Column { labels: column.labels.clone(), values: vec![ABSENT; counts.len()] })
        .collect();
    let mut order: Vec<usize> = Vec::new();
    let groups = group_indices(columns, grouping);
    for (step, count) in counts.iter().enumerate() {
        // The range of 64 bits, as Prometheus tests it.
        if !(*count <= i64::MAX as f64 && *count >= i64::MIN as f64) {
            return Err(Error::Evaluation(format!("Scalar value {} overflows int64", write_number(*count))));
        }
        if *count < 1.0 {
            continue;
        }
        for members in &groups {
            let mut heap = Heap { items: Vec::new(), values: columns, step, largest };
            members
                .iter()
                .filter(|member| !is_absent(columns[**member].values[step]))
                .for_each(|member| heap.offer(*member, *count as usize));
            let selected = heap.into_sorted();
            for member in &selected {
                kept[*member].values[step] = columns[*member].values[step];
            }
            if counts.len() == 1 {
                order.extend(selected);
            }
        }
    }
    // At a single point in time the order of the answer means something.
    if counts.len() == 1 { Ok(order.into_iter().map(|index| kept[index].clone()).collect()) } else { merge(kept) }
}

fn group_indices(columns: &[Column], grouping: Option<&LabelChoice>) -> Vec<Vec<usize>> {
    let mut places: HashMap<Labels, usize> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let place = *places.entry(group_labels(&column.labels, grouping)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(index);
    }
    groups
}

/// A binary heap with the element first that is replaced next. Among equal values its order decides which series stay, so that it works as the
/// heap of Go's standard library does, which Prometheus uses.
struct Heap<'a> {
    items: Vec<usize>,
    values: &'a [Column],
    step: usize,
    largest: bool,
}

impl Heap<'_> {
    fn value(&self, item: usize) -> f64 {
        self.values[item].values[self.step]
    }

    /// Whether the first item is replaced before the second one. Not-a-number goes first.
    fn is_less(&self, left: usize, right: usize) -> bool {
        let (left, right) = (self.value(left), self.value(right));
        left.is_nan() || if self.largest { left < right } else { left > right }
    }

    fn offer(&mut self, item: usize, most: usize) {
        if self.items.len() == most {
            let first = self.value(self.items[0]);
            let is_better = if self.largest { first < self.value(item) } else { first > self.value(item) };
            if !is_better && !first.is_nan() {
                return;
            }
            self.items.swap_remove(0);
            self.move_down();
        }
        self.items.push(item);
        self.move_up(self.items.len() - 1);
    }

    fn move_up(&mut self, mut place: usize) {
        while place > 0 {
            let parent = (place - 1) / 2;
            if !self.is_less(self.items[place], self.items[parent]) {
                break;
            }
            self.items.swap(place, parent);
            place = parent;
        }
    }

    fn move_down(&mut self) {
        let mut place = 0;
        loop {
            let left = 2 * place + 1;
            if left >= self.items.len() {
                break;
            }
            let right = left + 1;
            let child = if right < self.items.len() && self.is_less(self.items[right], self.items[left]) {
                right
            } else {
                left
            };
            if !self.is_less(self.items[child], self.items[place]) {
                break;
            }
            self.items.swap(place, child);
            place = child;
        }
    }

    /// Best first.
    fn into_sorted(self) -> Vec<usize> {
        let mut sorted = self.items.clone();
        sorted.sort_by(|left, right| match (self.is_less(*right, *left), self.is_less(*left, *right)) {
            (true, false) => std::cmp::Ordering::Less,
            (false, true) => std::cmp::Ordering::Greater,
            _ => std::cmp::Ordering::Equal,
        });
        sorted
    }
}
