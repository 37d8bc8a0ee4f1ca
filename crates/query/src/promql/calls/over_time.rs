//! Functions of the samples in a window.

use super::{ABSENT, Arguments, Column, is_absent};
use crate::error::Error;
use crate::numbers::{quantile, write_number};
use crate::promql::windows::{self, Ranges, Window, over_windows};
use crate::vectors::column::require_distinct;

/// What a function needs besides a window: the numbers of its other arguments at the point in time.
type Function = fn(&Window<'_>, &[f64]) -> Option<f64>;

/// A function of windows: what it computes, and whether its result keeps the metric's name.
pub(super) struct OverTime {
    compute: Function,
    keeps_name: bool,
}

/// The function of windows that has this name.
pub(super) fn function(name: &str) -> Option<OverTime> {
    let compute: Function = match name {
        "avg_over_time" => |window, _| Some(windows::average(window.samples)),
        "changes" => |window, _| Some(windows::count_changes(window.samples)),
        "count_over_time" => |window, _| Some(window.samples.len() as f64),
        "delta" => |window, _| windows::extrapolated(window, false, false),
        "deriv" => |window, _| {
            (window.samples.len() > 1).then(|| windows::regression(window.samples, window.samples[0].time).0)
        },
        "holt_winters" => |window, factors| windows::holt_winters(window.samples, factors[0], factors[1]),
        "idelta" => |window, _| windows::instant_change(window, false),
        "increase" => |window, _| windows::extrapolated(window, true, false),
        "irate" => |window, _| windows::instant_change(window, true),
        "last_over_time" => |window, _| window.samples.last().map(|sample| sample.value),
        "max_over_time" => |window, _| Some(windows::largest(window.samples)),
        "min_over_time" => |window, _| Some(windows::smallest(window.samples)),
        "predict_linear" => |window, seconds| {
            let (slope, now) = (window.samples.len() > 1).then(|| windows::regression(window.samples, window.time))?;
            Some(slope * seconds[0] + now)
        },
        "present_over_time" => |_, _| Some(1.0),
        "quantile_over_time" => |window, quantiles| {
            let mut values: Vec<f64> = window.samples.iter().map(|sample| sample.value).collect();
            Some(quantile(quantiles[0], &mut values))
        },
        "rate" => |window, _| windows::extrapolated(window, true, true),
        "resets" => |window, _| Some(windows::count_resets(window.samples)),
        "stddev_over_time" => |window, _| Some(windows::variance(window.samples).sqrt()),
        "stdvar_over_time" => |window, _| Some(windows::variance(window.samples)),
        "sum_over_time" => |window, _| Some(windows::sum(window.samples)),
        _ => return None,
    };
    Some(OverTime { compute, keeps_name: name == "last_over_time" })
}

pub(super) fn evaluate(call: &Arguments<'_, '_>, function: OverTime) -> Result<Vec<Column>, Error> {
    // quantile_over_time has its number before the range, the others behind it.
    let range_index = usize::from(call.name == "quantile_over_time");
    let numbers: Vec<Vec<f64>> = (0..call.arguments.len())
        .filter(|index| *index != range_index)
        .map(|index| call.scalar(index))
        .collect::<Result<_, _>>()?;
    let Ranges { series, shift, range } = call.ranges(range_index)?;
    let (mut shift, mut last) = (*shift, i64::MAX);
    if call.name == "predict_linear" && shift.is_fixed() {
        // Prometheus 2.42 moves the window along over samples that end at the time of `@`, until none is left.
        last = shift.apply(call.grid.start);
        shift = shift.unfixed(call.grid.start);
    }
    if call.name == "holt_winters" && !series.is_empty() {
        check_factors(&numbers)?;
    }
    let mut columns = Vec::with_capacity(series.len());
    let mut at_step = vec![0.0; numbers.len()];
    for (labels, samples) in series {
        let samples = &samples[..samples.partition_point(|sample| sample.time <= last)];
        let values = over_windows(samples, call.grid, shift, *range, call.budget, |window| {
            at_step.iter_mut().zip(&numbers).for_each(|(number, all)| *number = all[window.index]);
            (function.compute)(window, &at_step)
        })?;
        let labels = if function.keeps_name { labels.clone() } else { labels.without_name() };
        columns.push(Column { labels, values });
    }
    require_distinct(columns)
}

fn check_factors(numbers: &[Vec<f64>]) -> Result<(), Error> {
    for (name, short, factors) in [("smoothing", "sf", &numbers[0]), ("trend", "tf", &numbers[1])] {
        if let Some(wrong) = factors.iter().find(|factor| !(**factor > 0.0 && **factor < 1.0)) {
            return Err(Error::Evaluation(format!(
                "invalid {name} factor. Expected: 0 < {short} < 1, got: {}",
                write_number(*wrong)
            )));
        }
    }
    Ok(())
}

/// 1 wherever no series has a sample in its window.
pub(super) fn absent(call: &Arguments<'_, '_>) -> Result<Vec<Column>, Error> {
    let Ranges { series, shift, range } = call.ranges(0)?;
    let mut values = vec![1.0; call.grid.count];
    for (_, samples) in series {
        let present = over_windows(samples, call.grid, *shift, *range, call.budget, |_| Some(1.0))?;
        values
            .iter_mut()
            .zip(present)
            .filter(|(_, present)| !is_absent(*present))
            .for_each(|(missing, _)| *missing = ABSENT);
    }
    let column = Column { labels: super::labels::of_absent(call.argument(0)?.expression), values };
    Ok(if column.is_empty() { Vec::new() } else { vec![column] })
}
