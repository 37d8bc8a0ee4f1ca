//! What a query answers, and how Prometheus' HTTP API writes it as JSON.

use crate::json::write_text;
use crate::labels::Labels;

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

fn write_series(series: &Series) -> String {
    let points: Vec<String> = series.points.iter().map(write_point).collect();
    format!("{{\"metric\":{},\"values\":[{}]}}", write_labels(&series.labels), points.join(","))
}

fn write_labels(labels: &Labels) -> String {
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

/// A number as Prometheus writes it: the shortest text that reads back as the same number, with an exponent for very large and very small ones.
pub fn write_number(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let text = format!("{value:e}");
        let (number, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, digits) = exponent.strip_prefix('-').map_or(("+", exponent), |digits| ("-", digits));
        return format!("{number}e{sign}{digits:0>2}");
    }
    format!("{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_prometheus_writes_them() {
        let cases = [
            (1.0, "1"),
            (0.1, "0.1"),
            (-0.0, "-0"),
            (1e21, "1e+21"),
            (1e20, "100000000000000000000"),
            (1.5e-7, "1.5e-07"),
            (1e-6, "0.000001"),
        ];
        for (value, expected) in cases {
            assert_eq!(write_number(value), expected);
        }
    }

    #[test]
    fn times_are_seconds() {
        for (time, expected) in [(0, "0"), (1_500, "1.5"), (1_700_000_000_123, "1700000000.123"), (-250, "-0.25")] {
            assert_eq!(write_time(time), expected);
        }
    }
}
