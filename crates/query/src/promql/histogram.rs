//! `histogram_quantile` over classic histograms.

use std::collections::HashMap;

use crate::labels::Labels;
use crate::vectors::column::{ABSENT, Column, Grid, is_absent};

const BOUND: &str = "le";

#[derive(Clone, Copy)]
struct Bucket {
    /// Its upper bound, included.
    bound: f64,
    /// Observations up to the bound.
    count: f64,
}

/// The quantiles of the histograms to which the buckets belong.
///
/// Source: <https://prometheus.io/docs/prometheus/2.42/querying/functions/#histogram_quantile>.
pub(super) fn quantiles(quantiles: &[f64], columns: &[Column], grid: Grid) -> Vec<Column> {
    let histograms = group_buckets(columns).into_iter().map(|(labels, members)| {
        let mut buckets: Vec<Bucket> = Vec::with_capacity(members.len());
        let values = (0..grid.count).map(|step| {
            buckets.clear();
            let present = members.iter().filter(|(_, column)| !is_absent(column.values[step]));
            buckets.extend(present.map(|(bound, column)| Bucket { bound: *bound, count: column.values[step] }));
            if buckets.is_empty() { ABSENT } else { quantile(quantiles[step], &mut buckets) }
        });
        Column { labels: labels.without_name(), values: values.collect() }
    });
    histograms.collect()
}

/// Columns with their bounds, sorted by them, for each histogram.
fn group_buckets(columns: &[Column]) -> Vec<(Labels, Vec<(f64, &Column)>)> {
    let mut places: HashMap<Labels, usize> = HashMap::new();
    let mut histograms: Vec<(Labels, Vec<(f64, &Column)>)> = Vec::new();
    for column in columns {
        let Some(bound) = parse_bound(column.labels.get(BOUND)) else { continue };
        let labels = column.labels.filter(|name| name != BOUND);
        let place = *places.entry(labels).or_insert_with_key(|labels| {
            histograms.push((labels.clone(), Vec::new()));
            histograms.len() - 1
        });
        histograms[place].1.push((bound, column));
    }
    for (_, buckets) in &mut histograms {
        buckets.sort_by(|(left, _), (right, _)| left.total_cmp(right));
    }
    histograms
}

/// A bound as Go reads a number.
fn parse_bound(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// Interpolates within the bucket in which the quantile lies. `buckets` are sorted by bound and not empty.
fn quantile(q: f64, buckets: &mut Vec<Bucket>) -> f64 {
    if q.is_nan() {
        return f64::NAN;
    }
    if q < 0.0 {
        return f64::NEG_INFINITY;
    }
    if q > 1.0 {
        return f64::INFINITY;
    }
    if buckets.last().is_none_or(|last| last.bound != f64::INFINITY) {
        return f64::NAN;
    }
    join_equal_bounds(buckets);
    make_monotonic(buckets);
    let last = buckets.len() - 1;
    if last == 0 {
        return f64::NAN;
    }
    let observations = buckets[last].count;
    if observations == 0.0 {
        return f64::NAN;
    }
    let mut rank = q * observations;
    let found = buckets[..last].partition_point(|bucket| bucket.count < rank || bucket.count.is_nan() || rank.is_nan());
    if found == last {
        return buckets[last - 1].bound;
    }
    if found == 0 && buckets[0].bound <= 0.0 {
        return buckets[0].bound;
    }
    let Bucket { bound: end, mut count } = buckets[found];
    let mut start = 0.0;
    if found > 0 {
        let before = buckets[found - 1];
        start = before.bound;
        count -= before.count;
        rank -= before.count;
    }
    start + (end - start) * (rank / count)
}

fn join_equal_bounds(buckets: &mut Vec<Bucket>) {
    buckets.dedup_by(|next, kept| {
        let is_same = next.bound == kept.bound;
        if is_same {
            kept.count += next.count;
        }
        is_same
    });
}

/// Counts of different buckets can be scraped or computed at slightly different times; a bucket never counts less than the ones below it.
fn make_monotonic(buckets: &mut [Bucket]) {
    let mut most = buckets[0].count;
    for bucket in &mut buckets[1..] {
        if bucket.count > most {
            most = bucket.count;
        } else if bucket.count < most {
            bucket.count = most;
        }
    }
}
