//! `readyroom query`: expressions over a file.

use std::io::Write as _;

use anyhow::{Context as _, anyhow};
use jiff::{SignedDuration, Timestamp};
use query::openmetrics;
use query::promql::{Answer, Settings, query_instant, query_range};
use query::storage::Memory;

use crate::arguments::QueryCommand;

/// Reads the file, evaluates the expression and prints the answer. What has no answer is printed as JSON too, and fails.
pub(crate) fn query(command: QueryCommand) -> anyhow::Result<()> {
    let QueryCommand::Promql { openmetrics, at, from, to, step, subquery_step, expression } = command;
    let text =
        std::fs::read_to_string(&openmetrics).with_context(|| format!("cannot read {}", openmetrics.display()))?;
    let memory = openmetrics::read(&text).with_context(|| format!("cannot read {}", openmetrics.display()))?;
    let settings = Settings { subquery_step_ms: read_duration(&subquery_step)?, ..Settings::default() };
    let answer = match (from, to, step) {
        (Some(from), Some(to), Some(step)) => {
            query_range(&memory, &expression, read_time(&from)?, read_time(&to)?, read_duration(&step)?, &settings)
        }
        _ => query_instant(
            &memory,
            &expression,
            at.as_deref().map_or_else(|| Ok(newest(&memory)), read_time)?,
            &settings,
        ),
    };
    print(answer)
}

fn print(answer: Result<Answer, query::error::Error>) -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    match answer {
        Ok(answer) => {
            // A reader that has seen enough, such as `head`, is no failure.
            let _ = writeln!(out, "{}", answer.to_json());
            Ok(())
        }
        Err(error) => {
            let _ = writeln!(out, "{}", error.to_json());
            Err(error.into())
        }
    }
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
