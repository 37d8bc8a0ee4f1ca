//! Reads lines from a file of JSON lines.

use serde_json::Value;

use super::{Line, MemoryLines};
use crate::error::Error;
use crate::labels::Labels;

/// Reads lines such as `{"labels": {"app": "shop"}, "time": "2026-03-01T09:30:00Z", "line": "…"}`. A time is RFC 3339, or a number (or a text with
/// digits) of seconds, milliseconds, microseconds or nanoseconds since 1970, by its size.
///
/// # Errors
///
/// The first line that cannot be read.
pub fn read_lines(text: &str) -> Result<MemoryLines, Error> {
    let mut lines = Vec::new();
    for (index, json) in text.lines().enumerate().filter(|(_, json)| !json.trim().is_empty()) {
        let fail = |message: String| Error::Data { line: index + 1, message };
        let value: Value = serde_json::from_str(json).map_err(|error| fail(error.to_string()))?;
        let labels = value["labels"].as_object().ok_or_else(|| fail("\"labels\" is no object".to_owned()))?;
        let pairs = labels.iter().map(|(name, value)| {
            let value = value.as_str().ok_or_else(|| fail(format!("the label {name:?} is no text")))?;
            if crate::labels::is_label_name(name) {
                Ok((name.as_str(), value))
            } else {
                Err(fail(format!("{name:?} is no label name")))
            }
        });
        let labels = Labels::new(pairs.collect::<Result<Vec<_>, _>>()?);
        let time = read_time(&value["time"]).ok_or_else(|| fail("\"time\" is no time".to_owned()))?;
        let line = value["line"].as_str().ok_or_else(|| fail("\"line\" is no text".to_owned()))?;
        lines.push((labels, Line { time, text: line.to_owned() }));
    }
    Ok(MemoryLines::new(lines))
}

/// Nanoseconds since 1970.
fn read_time(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => match text.parse::<i64>() {
            Ok(number) => scale(number),
            Err(_) => i64::try_from(text.parse::<jiff::Timestamp>().ok()?.as_nanosecond()).ok(),
        },
        Value::Number(number) => match number.as_i64() {
            Some(number) => scale(number),
            None => {
                number.as_f64().filter(|seconds| seconds.abs() < 1e10).map(|seconds| (seconds * 1e9).round() as i64)
            }
        },
        _ => None,
    }
}

fn scale(number: i64) -> Option<i64> {
    number.checked_mul(match number.unsigned_abs() {
        0..100_000_000_000 => 1_000_000_000,
        100_000_000_000..100_000_000_000_000 => 1_000_000,
        100_000_000_000_000..100_000_000_000_000_000 => 1_000,
        _ => 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_many_forms() {
        for time in [
            "1700000000",
            "1700000000000",
            "1700000000000000000",
            "1700000000.0",
            "\"1700000000000000000\"",
            "\"2023-11-14T22:13:20Z\"",
        ] {
            let text = format!("{{\"labels\":{{\"a\":\"b\"}},\"time\":{time},\"line\":\"x\"}}");
            let lines = read_lines(&text).unwrap_or_else(|error| panic!("{time}: {error}"));
            assert_eq!(lines.newest(), Some(1_700_000_000_000_000_000), "{time}");
        }
    }

    #[test]
    fn broken_lines_are_named() {
        let good = "{\"labels\":{\"a\":\"b\"},\"time\":1,\"line\":\"x\"}";
        for broken in [
            "{",
            "{\"labels\":1,\"time\":1,\"line\":\"x\"}",
            "{\"labels\":{\"a\":1},\"time\":1,\"line\":\"x\"}",
            "{\"labels\":{},\"time\":\"soon\",\"line\":\"x\"}",
            "{\"labels\":{},\"time\":1}",
        ] {
            match read_lines(&format!("{good}\n{broken}")) {
                Err(Error::Data { line, .. }) => assert_eq!(line, 2, "{broken}"),
                other => panic!("{broken} gave {other:?}"),
            }
        }
    }
}
