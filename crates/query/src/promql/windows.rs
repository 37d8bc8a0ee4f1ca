//! Functions over the samples of a window: `rate`, `*_over_time` and their like.

use std::borrow::Cow;

use super::selectors::Shift;
use crate::error::Error;
use crate::labels::Labels;
use crate::limits::Budget;
use crate::numbers::keeps_infinite_mean;
use crate::storage::Sample;
use crate::vectors::column::{ABSENT, Grid};

/// The samples of a range selector or a subquery, series by series.
pub(super) struct Ranges<'a> {
    pub(super) series: Vec<(Labels, Cow<'a, [Sample]>)>,
    pub(super) shift: Shift,
    /// Length of the window, in milliseconds.
    pub(super) range: i64,
}

/// The samples of one series from `start` to `end`, both included (milliseconds since 1970). There is at least one.
pub(crate) struct Window<'a> {
    pub(crate) samples: &'a [Sample],
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// The point in time for which the window is evaluated.
    pub(crate) time: i64,
    /// Which point of the grid that is.
    pub(crate) index: usize,
}

/// One value for each point in time from the window of `range` milliseconds before it. Windows without samples have none. `samples` are sorted and
/// hold no stale markers.
pub(super) fn over_windows(
    samples: &[Sample],
    grid: Grid,
    shift: Shift,
    range: i64,
    budget: &Budget<'_>,
    mut compute: impl FnMut(&Window<'_>) -> Option<f64>,
) -> Result<Vec<f64>, Error> {
    let (mut first, mut after) = (0, 0);
    let mut values = Vec::with_capacity(grid.count);
    let mut used = 0;
    for (index, time) in grid.times().enumerate() {
        let end = shift.apply(time);
        let start = end.saturating_sub(range);
        while after < samples.len() && samples[after].time <= end {
            after += 1;
        }
        while first < after && samples[first].time < start {
            first += 1;
        }
        used += after - first;
        if used > 1 << 16 {
            budget.spend(used)?;
            used = 0;
        }
        let window = Window { samples: &samples[first..after], start, end, time, index };
        values.push(if window.samples.is_empty() { None } else { compute(&window) }.unwrap_or(ABSENT));
    }
    budget.spend(used)?;
    Ok(values)
}

/// A sum that keeps what rounding loses (Neumaier's variant of Kahan's algorithm), with infinities as Prometheus 2.42 treats them.
#[derive(Default, Clone, Copy)]
struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() { (self.sum - sum) + value } else { (value - sum) + self.sum };
        self.sum = sum;
    }

    fn total(self) -> f64 {
        self.sum + self.lost
    }

    fn finite_total(self) -> f64 {
        if self.sum.is_infinite() { self.sum } else { self.total() }
    }
}

/// `rate`, `increase` and `delta`: the change over the window, extrapolated to its ends.
///
/// Source: <https://prometheus.io/docs/prometheus/2.42/querying/functions/#rate>.
pub(crate) fn extrapolated(window: &Window<'_>, is_counter: bool, is_rate: bool) -> Option<f64> {
    let samples = window.samples;
    let (first, last) = (samples.first()?, samples.last()?);
    if samples.len() < 2 {
        return None;
    }
    let mut change = last.value - first.value;
    if is_counter {
        for pair in samples.windows(2) {
            if pair[1].value < pair[0].value {
                change += pair[0].value;
            }
        }
    }
    let sampled = (last.time - first.time) as f64 / 1000.0;
    let average = sampled / (samples.len() - 1) as f64;
    let mut to_start = (first.time - window.start) as f64 / 1000.0;
    let to_end = (window.end - last.time) as f64 / 1000.0;
    if is_counter && change > 0.0 && first.value >= 0.0 {
        // A counter was not below zero: do not extrapolate beyond that.
        to_start = to_start.min(sampled * (first.value / change));
    }
    let threshold = average * 1.1;
    let extrapolate = |distance: f64| if distance < threshold { distance } else { average / 2.0 };
    let mut factor = (sampled + extrapolate(to_start) + extrapolate(to_end)) / sampled;
    if is_rate {
        factor /= (window.end - window.start) as f64 / 1000.0;
    }
    Some(change * factor)
}

/// `irate` and `idelta`: between the last two samples.
pub(super) fn instant_change(window: &Window<'_>, is_rate: bool) -> Option<f64> {
    let [.., before, last] = window.samples else { return None };
    let change = if is_rate && last.value < before.value { last.value } else { last.value - before.value };
    let seconds = (last.time - before.time) as f64 / 1000.0;
    if seconds == 0.0 {
        return None;
    }
    Some(if is_rate { change / seconds } else { change })
}

pub(super) fn sum(samples: &[Sample]) -> f64 {
    let mut sum = Sum::default();
    samples.iter().for_each(|sample| sum.add(sample.value));
    sum.finite_total()
}

pub(super) fn average(samples: &[Sample]) -> f64 {
    let mut mean = Sum::default();
    let mut count = 0.0;
    for sample in samples {
        count += 1.0;
        if keeps_infinite_mean(mean.sum, sample.value) {
            continue;
        }
        mean.add(sample.value / count - mean.sum / count);
    }
    mean.finite_total()
}

pub(super) fn variance(samples: &[Sample]) -> f64 {
    let (mut mean, mut squares, mut count) = (Sum::default(), Sum::default(), 0.0);
    for sample in samples {
        count += 1.0;
        let delta = sample.value - mean.total();
        mean.add(delta / count);
        squares.add(delta * (sample.value - mean.total()));
    }
    squares.total() / count
}

pub(super) fn largest(samples: &[Sample]) -> f64 {
    samples
        .iter()
        .skip(1)
        .fold(samples[0].value, |most, sample| if sample.value > most || most.is_nan() { sample.value } else { most })
}

pub(super) fn smallest(samples: &[Sample]) -> f64 {
    samples.iter().skip(1).fold(samples[0].value, |least, sample| {
        if sample.value < least || least.is_nan() { sample.value } else { least }
    })
}

pub(super) fn count_changes(samples: &[Sample]) -> f64 {
    let differs =
        |pair: &&[Sample]| pair[1].value != pair[0].value && !(pair[1].value.is_nan() && pair[0].value.is_nan());
    samples.windows(2).filter(differs).count() as f64
}

pub(super) fn count_resets(samples: &[Sample]) -> f64 {
    samples.windows(2).filter(|pair| pair[1].value < pair[0].value).count() as f64
}

/// Slope (per second) and value at `time` of the straight line through the samples (least squares).
pub(super) fn regression(samples: &[Sample], time: i64) -> (f64, f64) {
    let first = samples[0].value;
    if samples.iter().all(|sample| sample.value == first) {
        return if first.is_infinite() { (f64::NAN, f64::NAN) } else { (0.0, first) };
    }
    let (mut x_sum, mut y_sum, mut xy_sum, mut xx_sum) =
        (Sum::default(), Sum::default(), Sum::default(), Sum::default());
    for sample in samples {
        let x = (sample.time - time) as f64 / 1000.0;
        x_sum.add(x);
        y_sum.add(sample.value);
        xy_sum.add(x * sample.value);
        xx_sum.add(x * x);
    }
    let count = samples.len() as f64;
    let (x, y) = (x_sum.total(), y_sum.total());
    let covariance = xy_sum.total() - x * y / count;
    let variance = xx_sum.total() - x * x / count;
    let slope = covariance / variance;
    (slope, y / count - slope * x / count)
}

/// Double exponential smoothing with a factor for the level and one for the trend.
pub(super) fn holt_winters(samples: &[Sample], level_factor: f64, trend_factor: f64) -> Option<f64> {
    let [first, second, ..] = samples else { return None };
    let (mut before, mut level) = (0.0, first.value);
    let mut trend = second.value - first.value;
    for (index, sample) in samples.iter().enumerate().skip(1) {
        if index > 1 {
            trend = trend_factor * (level - before) + (1.0 - trend_factor) * trend;
        }
        let smoothed = level_factor * sample.value + (1.0 - level_factor) * (level + trend);
        (before, level) = (level, smoothed);
    }
    Some(level)
}
