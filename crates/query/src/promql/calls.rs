//! Function calls.

mod labels;
mod numbers;
mod over_time;

use promql_parser::parser::Expr;

use super::dates::{self, Part};
use super::histogram;
use super::windows::Ranges;
use crate::error::Error;
use crate::labels::Labels;
use crate::limits::Budget;
use crate::numbers::order_nan_first;
use crate::vectors::column::{ABSENT, Column, Grid, Value, is_absent, merge};

/// An argument of a call: as it is written, and its value.
pub(super) struct Argument<'e, 'a> {
    pub(super) expression: &'e Expr,
    pub(super) value: ArgumentValue<'a>,
}

pub(super) enum ArgumentValue<'a> {
    Value(Value),
    Ranges(Ranges<'a>),
}

/// Calls a function.
pub(super) fn compute(
    name: &'static str,
    arguments: Vec<Argument<'_, '_>>,
    grid: Grid,
    budget: &Budget<'_>,
) -> Result<Value, Error> {
    let call = Arguments { name, arguments, grid, budget };
    if let Some(function) = over_time::function(call.name) {
        return over_time::evaluate(&call, function).map(Value::Vector);
    }
    if let Some(function) = numbers::function(call.name) {
        return call.map_first(|_, value| function(value));
    }
    if let Some(part) = date_part(call.name) {
        let columns = if call.arguments.is_empty() { vec![unnamed(call.seconds())] } else { call.vector(0)? };
        return merge(
            columns.into_iter().map(|column| column.map(|_, value| dates::part(part, value)).without_name()).collect(),
        )
        .map(Value::Vector);
    }
    match call.name {
        "absent" => absent(&call),
        "absent_over_time" => over_time::absent(&call).map(Value::Vector),
        "clamp" | "clamp_min" | "clamp_max" => numbers::clamp(&call),
        "histogram_count" | "histogram_fraction" | "histogram_sum" => Ok(Value::Vector(Vec::new())),
        "histogram_quantile" => {
            merge(histogram::quantiles(&call.scalar(0)?, &call.vector(1)?, grid)).map(Value::Vector)
        }
        "label_join" => labels::join(&call),
        "label_replace" => labels::replace(&call),
        "pi" => Ok(Value::Scalar(vec![std::f64::consts::PI; grid.count])),
        "round" => numbers::round(&call),
        "scalar" => only_element(&call),
        "sort" => sort(&call, false),
        "sort_desc" => sort(&call, true),
        "time" => Ok(Value::Scalar(call.seconds())),
        "timestamp" => timestamps(&call),
        "vector" => Ok(Value::Vector(vec![unnamed(call.scalar(0)?)])),
        name => Err(Error::unsupported(0, format!("the function {name:?}"))),
    }
}

/// A call with its arguments.
struct Arguments<'e, 'a> {
    name: &'static str,
    arguments: Vec<Argument<'e, 'a>>,
    grid: Grid,
    budget: &'e Budget<'e>,
}

impl Arguments<'_, '_> {
    fn argument(&self, index: usize) -> Result<&Argument<'_, '_>, Error> {
        self.arguments.get(index).ok_or_else(|| Error::Evaluation(format!("{} lacks an argument", self.name)))
    }

    fn vector(&self, index: usize) -> Result<Vec<Column>, Error> {
        match &self.argument(index)?.value {
            ArgumentValue::Value(Value::Vector(columns)) => {
                self.budget.spend(columns.len() * self.grid.count)?;
                Ok(columns.clone())
            }
            _ => Err(Error::Evaluation("expected an instant vector".to_owned())),
        }
    }

    /// One number for each point in time.
    fn scalar(&self, index: usize) -> Result<Vec<f64>, Error> {
        match &self.argument(index)?.value {
            ArgumentValue::Value(Value::Scalar(numbers)) => Ok(numbers.clone()),
            _ => Err(Error::Evaluation("expected a scalar".to_owned())),
        }
    }

    fn text(&self, index: usize) -> Result<String, Error> {
        match &self.argument(index)?.value {
            ArgumentValue::Value(Value::Text(text)) => Ok(text.clone()),
            _ => Err(Error::Evaluation("expected a string".to_owned())),
        }
    }

    fn ranges(&self, index: usize) -> Result<&Ranges<'_>, Error> {
        match &self.argument(index)?.value {
            ArgumentValue::Ranges(ranges) => Ok(ranges),
            ArgumentValue::Value(_) => Err(Error::Evaluation("expected a range vector".to_owned())),
        }
    }

    /// Seconds since 1970 for each point in time.
    fn seconds(&self) -> Vec<f64> {
        self.grid.times().map(|time| time as f64 / 1000.0).collect()
    }

    /// Computes each value of the first argument; names are dropped.
    fn map_first(&self, compute: impl Fn(usize, f64) -> f64) -> Result<Value, Error> {
        merge(self.vector(0)?.into_iter().map(|column| column.map(&compute).without_name()).collect())
            .map(Value::Vector)
    }
}

fn unnamed(values: Vec<f64>) -> Column {
    Column { labels: Labels::default(), values }
}

fn date_part(name: &str) -> Option<Part> {
    Some(match name {
        "minute" => Part::Minute,
        "hour" => Part::Hour,
        "day_of_week" => Part::DayOfWeek,
        "day_of_month" => Part::DayOfMonth,
        "day_of_year" => Part::DayOfYear,
        "days_in_month" => Part::DaysInMonth,
        "month" => Part::Month,
        "year" => Part::Year,
        _ => return None,
    })
}

/// 1 wherever the argument has no series.
fn absent(call: &Arguments<'_, '_>) -> Result<Value, Error> {
    let columns = call.vector(0)?;
    let is_missing = |step: usize| columns.iter().all(|column| is_absent(column.values[step]));
    let values = (0..call.grid.count).map(|step| if is_missing(step) { 1.0 } else { ABSENT }).collect();
    merge(vec![Column { labels: labels::of_absent(call.argument(0)?.expression), values }]).map(Value::Vector)
}

/// The value of the only series; not a number where there is none or more than one.
fn only_element(call: &Arguments<'_, '_>) -> Result<Value, Error> {
    let columns = call.vector(0)?;
    let at = |step: usize| {
        let mut present = columns.iter().map(|column| column.values[step]).filter(|value| !is_absent(*value));
        match (present.next(), present.next()) {
            (Some(value), None) => value,
            _ => f64::NAN,
        }
    };
    Ok(Value::Scalar((0..call.grid.count).map(at).collect()))
}

/// By the values at a single point in time, with not-a-number last; a range of time has no order.
fn sort(call: &Arguments<'_, '_>, descending: bool) -> Result<Value, Error> {
    let mut columns = call.vector(0)?;
    if call.grid.count == 1 {
        columns.sort_by(|left, right| {
            let (left, right) = (left.values[0], right.values[0]);
            match (left.is_nan(), right.is_nan()) {
                (false, false) if descending => order_nan_first(right, left),
                (false, false) => order_nan_first(left, right),
                (left, right) => left.cmp(&right),
            }
        });
    }
    Ok(Value::Vector(columns))
}

/// The times of the samples that a selector finds; of other expressions the time for which they are evaluated. In seconds.
fn timestamps(call: &Arguments<'_, '_>) -> Result<Value, Error> {
    if matches!(call.argument(0)?.expression, Expr::VectorSelector(_)) {
        // Its values are times already.
        return call.map_first(|_, time| time);
    }
    let seconds = call.seconds();
    call.map_first(|step, _| seconds[step])
}
