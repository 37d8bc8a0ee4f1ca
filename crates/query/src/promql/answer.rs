//! What a query answers, and how Prometheus' HTTP API writes it as JSON.

use crate::error::Error;
use crate::json::write_text;
use crate::labels::Labels;
use crate::numbers::write_number;
use crate::vectors::column::{Column, Grid, Value, is_absent};

/// A value at a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Milliseconds since 1970.
    pub time: i64,
    /// The value.
    pub value: f64,
}

/// A series with its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What names it.
    pub labels: Labels,
    /// Its values, sorted by time.
    pub points: Vec<Point>,
}

/// What a query answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// A number.
    Scalar(Point),
    /// A text.
    Text {
        /// Milliseconds since 1970.
        time: i64,
        /// The text.
        text: String,
    },
    /// One value for each series, in the order of the evaluation.
    Vector(Vec<(Labels, Point)>),
    /// Many values for each series, sorted by labels.
    Matrix(Vec<Series>),
}

impl Answer {
    /// The JSON of Prometheus' HTTP API, with `status` and `data`.
    ///
    /// Source: <https://prometheus.io/docs/prometheus/2.42/querying/api/#expression-query-result-formats>.
    pub fn to_json(&self) -> String {
        let (kind, result) = match self {
            Self::Scalar(point) => ("scalar", write_point(point)),
            Self::Text { time, text } => ("string", format!("[{},{}]", write_time(*time), write_text(text))),
            Self::Vector(samples) => {
                let samples: Vec<String> = samples
                    .iter()
                    .map(|(labels, point)| {
                        format!("{{\"metric\":{},\"value\":{}}}", write_labels(labels), write_point(point))
                    })
                    .collect();
                ("vector", format!("[{}]", samples.join(",")))
            }
            Self::Matrix(series) => {
                ("matrix", format!("[{}]", series.iter().map(write_series).collect::<Vec<_>>().join(",")))
            }
        };
        format!("{{\"status\":\"success\",\"data\":{{\"resultType\":\"{kind}\",\"result\":{result}}}}}")
    }
}

/// The answer for a single time (milliseconds since 1970).
pub(crate) fn from_columns_at(value: Value, time: i64) -> Answer {
    match value {
        Value::Scalar(values) => Answer::Scalar(Point { time, value: values[0] }),
        Value::Text(text) => Answer::Text { time, text },
        Value::Vector(columns) => {
            let present = columns.into_iter().filter(|column| !is_absent(column.values[0]));
            Answer::Vector(present.map(|column| (column.labels, Point { time, value: column.values[0] })).collect())
        }
    }
}

/// The answer for many times, sorted by labels.
///
/// # Errors
///
/// When the value is a text.
pub(crate) fn from_columns_over(value: Value, grid: Grid) -> Result<Answer, Error> {
    let columns = match value {
        Value::Scalar(values) => vec![Column { labels: Labels::default(), values }],
        Value::Vector(columns) => columns,
        Value::Text(_) => return Err(wrong_type("string")),
    };
    let filled = columns.into_iter().filter(|column| !column.is_empty());
    let mut series: Vec<Series> = filled
        .map(|column| {
            let points = grid.times().zip(&column.values).filter(|(_, value)| !is_absent(**value));
            Series {
                points: points.map(|(time, value)| Point { time, value: *value }).collect(),
                labels: column.labels,
            }
        })
        .collect();
    series.sort_by(|left, right| left.labels.cmp(&right.labels));
    Ok(Answer::Matrix(series))
}

pub(crate) fn wrong_type(found: &str) -> Error {
    Error::Evaluation(format!("invalid expression type \"{found}\" for range query, must be Scalar or instant Vector"))
}

fn write_series(series: &Series) -> String {
    let points: Vec<String> = series.points.iter().map(write_point).collect();
    format!("{{\"metric\":{},\"values\":[{}]}}", write_labels(&series.labels), points.join(","))
}

pub(crate) fn write_labels(labels: &Labels) -> String {
    let pairs: Vec<String> =
        labels.iter().map(|(name, value)| format!("{}:{}", write_text(name), write_text(value))).collect();
    format!("{{{}}}", pairs.join(","))
}

fn write_point(point: &Point) -> String {
    format!("[{},\"{}\"]", write_time(point.time), write_number(point.value))
}

/// Seconds, with as many of three decimals as needed.
fn write_time(time: i64) -> String {
    let sign = if time < 0 { "-" } else { "" };
    let (seconds, rest) = (time.unsigned_abs() / 1000, time.unsigned_abs() % 1000);
    if rest == 0 {
        return format!("{sign}{seconds}");
    }
    let decimals = format!("{rest:03}");
    format!("{sign}{seconds}.{}", decimals.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_seconds() {
        for (time, expected) in [(0, "0"), (1_500, "1.5"), (1_700_000_000_123, "1700000000.123"), (-250, "-0.25")] {
            assert_eq!(write_time(time), expected);
        }
    }
}
