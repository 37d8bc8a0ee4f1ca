//! `readyroom query`: expressions over a file.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use jiff::{SignedDuration, Timestamp};
use query::error::Error;
use query::limits::Limits;
use query::logql::{self, Direction, LineLimit, MemoryLines, Span};
use query::openmetrics;
use query::promql::{Settings, query_instant, query_range};
use query::storage::Memory;

use crate::arguments::{LineOrder, QueryCommand, SpanArguments};

/// Reads the file, evaluates the expression and prints the answer. What has no answer is printed as JSON too, and fails.
pub(crate) fn query(command: QueryCommand) -> anyhow::Result<()> {
    match command {
        QueryCommand::Promql { openmetrics, span, subquery_step, expression } => {
            let memory = read(&openmetrics, openmetrics::read_metrics)?;
            let settings = Settings { subquery_step_ms: read_duration(&subquery_step)?, ..Settings::default() };
            let answer = match read_span(&span)? {
                Some((from, to, step)) => query_range(&memory, &expression, from, to, step, &settings),
                None => query_instant(
                    &memory,
                    &expression,
                    span.at.as_deref().map_or_else(|| Ok(newest(&memory)), read_time)?,
                    &settings,
                ),
            };
            print(answer.map(|answer| answer.to_json()))
        }
        QueryCommand::Logql { lines, span, limit, direction, expression } => {
            let lines = read(&lines, logql::read_lines)?;
            let limits = Limits::default();
            let limit = LineLimit {
                lines: limit,
                direction: if direction == LineOrder::Forward { Direction::Forward } else { Direction::Backward },
            };
            let span = span_of_lines(&lines, &span, &expression, &limits)?;
            print(logql::query(&lines, &expression, span, limit, &limits).map(|answer| answer.to_json()))
        }
    }
}

fn read<T>(path: &Path, parse: fn(&str) -> Result<T, Error>) -> anyhow::Result<T> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&text).with_context(|| format!("cannot read {}", path.display()))
}

fn print(answer: Result<String, Error>) -> anyhow::Result<()> {
    let json = answer.as_ref().map_or_else(Error::to_json, Clone::clone);
    // A reader that has seen enough, such as `head`, is no failure.
    let _ = writeln!(std::io::stdout(), "{json}");
    answer.map(|_| ()).map_err(Into::into)
}

/// Start, end and step in milliseconds, when the query is about a range of time.
fn read_span(span: &SpanArguments) -> anyhow::Result<Option<(i64, i64, i64)>> {
    let (Some(from), Some(to)) = (&span.from, &span.to) else { return Ok(None) };
    Ok(Some((read_time(from)?, read_time(to)?, read_duration(&span.step)?)))
}

/// Without a time, a query for lines is about all of them, and one for numbers about the newest time.
fn span_of_lines(
    lines: &MemoryLines,
    span: &SpanArguments,
    expression: &str,
    limits: &Limits<'_>,
) -> anyhow::Result<Span> {
    const MILLISECOND: i64 = 1_000_000;
    if let Some((from, to, step)) = read_span(span)? {
        return Ok(Span::Over { from: from * MILLISECOND, to: to * MILLISECOND, step: step * MILLISECOND });
    }
    if let Some(at) = &span.at {
        return Ok(Span::At(read_time(at)? * MILLISECOND));
    }
    let newest = lines.newest().unwrap_or_default();
    if logql::asks_for_lines(expression, limits).unwrap_or(false) {
        return Ok(Span::Over { from: lines.oldest().unwrap_or_default(), to: newest + 1, step: MILLISECOND });
    }
    Ok(Span::At(newest))
}

/// The time of the newest sample, in milliseconds since 1970.
fn newest(memory: &Memory) -> i64 {
    memory.series().iter().filter_map(|(_, samples)| samples.last()).map(|sample| sample.time).max().unwrap_or_default()
}

/// Milliseconds since 1970, from seconds or RFC 3339.
fn read_time(text: &str) -> anyhow::Result<i64> {
    if let Some(seconds) = text.parse::<f64>().ok().filter(|seconds| seconds.abs() < 1e12) {
        return Ok((seconds * 1000.0).round() as i64);
    }
    let time: Timestamp = text
        .parse()
        .map_err(|_| anyhow!("{text:?} is no time: write seconds since 1970, or such as 2026-03-01T09:30:00Z"))?;
    Ok(time.as_millisecond())
}

/// Milliseconds, from seconds or a duration such as `5m`.
fn read_duration(text: &str) -> anyhow::Result<i64> {
    let wrong = || anyhow!("{text:?} is no duration: write seconds, or such as 30s, 5m or 1h");
    let milliseconds = match text.parse::<f64>() {
        Ok(seconds) => (seconds * 1000.0).round() as i64,
        Err(_) => i64::try_from(text.parse::<SignedDuration>().map_err(|_| wrong())?.as_millis())?,
    };
    if (1..=i64::MAX / 4).contains(&milliseconds) { Ok(milliseconds) } else { Err(wrong()) }
}
