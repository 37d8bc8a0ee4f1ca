//! What a query answers, and how Loki's HTTP API writes it as JSON.

use super::Line;
use crate::json::write_text;
use crate::labels::Labels;
use crate::promql;

/// Lines with the same labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    /// The labels after the pipeline.
    pub labels: Labels,
    /// The lines, in the direction that was asked for.
    pub lines: Vec<Line>,
}

/// What a query answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Log lines, by their labels.
    Streams(Vec<Stream>),
    /// Numbers.
    Metric(promql::Answer),
}

impl Answer {
    /// The JSON of Loki's HTTP API, with `status` and `data`.
    ///
    /// Source: <https://grafana.com/docs/loki/latest/reference/loki-http-api/#query-logs-within-a-range-of-time>.
    pub fn to_json(&self) -> String {
        match self {
            Self::Metric(answer) => answer.to_json(),
            Self::Streams(streams) => {
                let streams: Vec<String> = streams.iter().map(write_stream).collect();
                format!(
                    "{{\"status\":\"success\",\"data\":{{\"resultType\":\"streams\",\"result\":[{}]}}}}",
                    streams.join(",")
                )
            }
        }
    }
}

fn write_stream(stream: &Stream) -> String {
    let lines: Vec<String> =
        stream.lines.iter().map(|line| format!("[\"{}\",{}]", line.time, write_text(&line.text))).collect();
    format!("{{\"stream\":{},\"values\":[{}]}}", promql::answer::write_labels(&stream.labels), lines.join(","))
}
