//! `sum`, `avg`, `topk` and the other aggregations.

use std::collections::HashMap;

use promql_parser::parser::token::{
    T_AVG, T_BOTTOMK, T_COUNT, T_COUNT_VALUES, T_GROUP, T_MAX, T_MIN, T_QUANTILE, T_STDDEV, T_STDVAR, T_SUM, T_TOPK,
    TokenId,
};
use promql_parser::parser::{AggregateExpr, LabelModifier};

use super::answer::write_number;
use super::column::{ABSENT, Column, Grid, is_absent, merge};
use super::evaluate::Evaluator;
use super::windows::{keeps_infinite_mean, quantile};
use crate::error::Error;
use crate::labels::{Labels, METRIC_NAME, is_label_name};

pub(super) fn evaluate(
    evaluator: &Evaluator<'_>,
    expression: &AggregateExpr,
    grid: Grid,
) -> Result<Vec<Column>, Error> {
    let columns = evaluator.evaluate_vector(&expression.expr, grid)?;
    evaluator.budget.spend(columns.len() * grid.count)?;
    let modifier = expression.modifier.as_ref();
    let parameter = || match &expression.param {
        Some(parameter) => Ok(&**parameter),
        None => Err(Error::Evaluation("an aggregation lacks its parameter".to_owned())),
    };
    match expression.op.id() {
        operation @ (T_TOPK | T_BOTTOMK) => {
            let counts = evaluator.evaluate_scalar(parameter()?, grid)?;
            select_extremes(columns, modifier, &counts, operation == T_TOPK)
        }
        T_QUANTILE => {
            let quantiles = evaluator.evaluate_scalar(parameter()?, grid)?;
            Ok(fold_groups(&columns, modifier, grid, |step, values| quantile(quantiles[step], values)))
        }
        T_COUNT_VALUES => count_values(&columns, modifier, grid, &evaluator.evaluate_text(parameter()?, grid)?),
        T_SUM => Ok(add_groups(&columns, modifier, grid)),
        operation => {
            let fold = fold_function(operation)?;
            Ok(fold_groups(&columns, modifier, grid, |_, values| fold(values)))
        }
    }
}

/// The labels of the group to which a series belongs.
fn group_labels(labels: &Labels, modifier: Option<&LabelModifier>) -> Labels {
    match modifier {
        None => Labels::default(),
        Some(LabelModifier::Include(kept)) => labels.filter(|name| kept.labels.iter().any(|kept| kept == name)),
        Some(LabelModifier::Exclude(dropped)) => {
            labels.filter(|name| name != METRIC_NAME && !dropped.labels.iter().any(|dropped| dropped == name))
        }
    }
}

/// Indices of the columns in each group, groups in the order of their first column.
fn group<'a>(columns: &'a [Column], modifier: Option<&LabelModifier>) -> Vec<(Labels, Vec<&'a Column>)> {
    let mut places: HashMap<Labels, usize> = HashMap::new();
    let mut groups: Vec<(Labels, Vec<&Column>)> = Vec::new();
    for column in columns {
        let labels = group_labels(&column.labels, modifier);
        let place = *places.entry(labels).or_insert_with_key(|labels| {
            groups.push((labels.clone(), Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(column);
    }
    groups
}

/// `sum` by whole columns: the most frequent aggregation, and the cheapest.
fn add_groups(columns: &[Column], modifier: Option<&LabelModifier>, grid: Grid) -> Vec<Column> {
    let sums = group(columns, modifier).into_iter().map(|(labels, members)| {
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
    modifier: Option<&LabelModifier>,
    grid: Grid,
    mut fold: impl FnMut(usize, &mut [f64]) -> f64,
) -> Vec<Column> {
    let mut present = Vec::new();
    let folded = group(columns, modifier).into_iter().map(|(labels, members)| {
        let values = (0..grid.count).map(|step| {
            present.clear();
            present.extend(members.iter().map(|member| member.values[step]).filter(|value| !is_absent(*value)));
            if present.is_empty() { ABSENT } else { fold(step, &mut present) }
        });
        Column { labels, values: values.collect() }
    });
    folded.collect()
}

fn fold_function(operation: TokenId) -> Result<fn(&[f64]) -> f64, Error> {
    Ok(match operation {
        T_AVG => average,
        T_COUNT => |values| values.len() as f64,
        T_GROUP => |_| 1.0,
        T_MAX => |values| {
            values[1..].iter().fold(values[0], |most, value| if most < *value || most.is_nan() { *value } else { most })
        },
        T_MIN => |values| {
            values[1..]
                .iter()
                .fold(values[0], |least, value| if least > *value || least.is_nan() { *value } else { least })
        },
        T_STDVAR => variance,
        T_STDDEV => |values| variance(values).sqrt(),
        _ => return Err(Error::unsupported(0, "this aggregation")),
    })
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
    modifier: Option<&LabelModifier>,
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
            let labels = match modifier {
                Some(LabelModifier::Exclude(_)) => group_labels(&column.labels.with(label, &text), modifier),
                _ => group_labels(&column.labels, modifier).with(label, &text),
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
    columns: Vec<Column>,
    modifier: Option<&LabelModifier>,
    counts: &[f64],
    largest: bool,
) -> Result<Vec<Column>, Error> {
    let mut kept: Vec<Column> = columns
        .iter()
        .map(|column| Column { labels: column.labels.clone(), values: vec![ABSENT; counts.len()] })
        .collect();
    let mut order: Vec<usize> = Vec::new();
    let groups = group_indices(&columns, modifier);
    for (step, count) in counts.iter().enumerate() {
        // The range of 64 bits, as Prometheus tests it.
        if !(*count <= i64::MAX as f64 && *count >= i64::MIN as f64) {
            return Err(Error::Evaluation(format!("Scalar value {} overflows int64", write_number(*count))));
        }
        if *count < 1.0 {
            continue;
        }
        for members in &groups {
            let mut heap = Heap { items: Vec::new(), values: &columns, step, largest };
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

fn group_indices(columns: &[Column], modifier: Option<&LabelModifier>) -> Vec<Vec<usize>> {
    let mut places: HashMap<Labels, usize> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let place = *places.entry(group_labels(&column.labels, modifier)).or_insert_with(|| {
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
