//! Reading JSON of which little is certain.

use serde_json::Value;

use super::times;
use super::{ImportFile, decode, fault};
use crate::fault::Fault;

/// Every value of a file: one, several one after another, or the items of one list.
pub(super) fn values(file: &ImportFile) -> Result<Vec<Value>, Fault> {
    let text = decode(file)?;
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(Value::Array(items)) => values.extend(items),
            Ok(value) => values.push(value),
            Err(error) => {
                let what = format!("The file is not JSON from here on: {}", without_place(&error.to_string()));
                let mut fault = fault(file.name, error.line(), &what, "Export it again, and do not change it by hand");
                fault.column = error.column();
                return Err(fault);
            }
        }
    }
    Ok(values)
}

/// The words of an error without its "at line 1 column 2".
fn without_place(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

/// The first value of a file; of a list its first item.
pub(super) fn first_value(bytes: &[u8]) -> Option<Value> {
    let value = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>().next()?.ok()?;
    if value.is_array() { value.get(0).cloned() } else { Some(value) }
}

pub(super) fn at<'v>(value: &'v Value, path: &[&str]) -> &'v Value {
    path.iter().fold(value, |value, key| &value[*key])
}

/// A text that is not empty.
pub(super) fn text<'v>(value: &'v Value, path: &[&str]) -> Option<&'v str> {
    at(value, path).as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// A list, or nothing.
pub(super) fn list<'v>(value: &'v Value, path: &[&str]) -> &'v [Value] {
    at(value, path).as_array().map_or(&[], Vec::as_slice)
}

/// A time as text, or as seconds, milliseconds, microseconds or nanoseconds since 1970; in seconds.
pub(super) fn time(value: &Value, path: &[&str]) -> Option<i64> {
    match at(value, path) {
        Value::String(text) => times::parse_stamp(text),
        Value::Number(number) => number.as_i64().map(|number| match number {
            100_000_000_000_000_000.. => number / 1_000_000_000,
            100_000_000_000_000.. => number / 1_000_000,
            100_000_000_000.. => number / 1_000,
            _ => number,
        }),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// What is inside a value, as lines `key: value`; deeper keys are joined by points.
pub(super) fn lines(value: &Value) -> String {
    let mut lines = Vec::new();
    collect(value, "", 0, &mut lines);
    lines.join("\n")
}

fn collect(value: &Value, name: &str, depth: usize, lines: &mut Vec<String>) {
    let line = |text: &str| if name.is_empty() { text.to_owned() } else { format!("{name}: {text}") };
    let inner = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Null => {}
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) => lines.push(line(text.trim())),
        Value::Bool(_) | Value::Number(_) => lines.push(line(&value.to_string())),
        Value::Object(fields) if depth < 4 => {
            fields.iter().for_each(|(key, value)| collect(value, &inner(key), depth + 1, lines));
        }
        Value::Array(items) if depth < 4 && items.iter().all(|item| item.is_string() || item.is_number()) => {
            let items: Vec<String> =
                items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect();
            if !items.is_empty() {
                lines.push(line(&items.join(", ")));
            }
        }
        Value::Array(items) if depth < 4 => items.iter().for_each(|item| collect(item, name, depth + 1, lines)),
        Value::Array(_) | Value::Object(_) => lines.push(line(&value.to_string())),
    }
}
