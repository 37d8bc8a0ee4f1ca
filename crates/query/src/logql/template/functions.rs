//! The functions that templates can call.
//!
//! Source: <https://grafana.com/docs/loki/latest/query/template_functions/>.

mod texts;

use std::cmp::Ordering;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::data::Data;
use super::{Context, dates};
use crate::logql::units;
use crate::pattern::Pattern;

/// Bytes that one function may make.
const MOST_BYTES: usize = 1 << 20;

const NAMES: [&str; 82] = [
    "__line__",
    "__timestamp__",
    "add",
    "addf",
    "alignLeft",
    "alignRight",
    "and",
    "b64dec",
    "b64enc",
    "bytes",
    "ceil",
    "contains",
    "count",
    "date",
    "default",
    "div",
    "divf",
    "duration",
    "duration_seconds",
    "eq",
    "float64",
    "floor",
    "fromJson",
    "ge",
    "gt",
    "hasPrefix",
    "hasSuffix",
    "indent",
    "index",
    "int",
    "le",
    "len",
    "lower",
    "lt",
    "max",
    "maxf",
    "min",
    "minf",
    "mod",
    "mul",
    "mulf",
    "ne",
    "nindent",
    "not",
    "or",
    "print",
    "printf",
    "println",
    "regexReplaceAll",
    "regexReplaceAllLiteral",
    "repeat",
    "replace",
    "Replace",
    "round",
    "sub",
    "subf",
    "substr",
    "title",
    "Title",
    "toDate",
    "toDateInZone",
    "ToLower",
    "ToUpper",
    "trim",
    "Trim",
    "trimAll",
    "TrimLeft",
    "trimPrefix",
    "TrimPrefix",
    "TrimRight",
    "trimSuffix",
    "TrimSuffix",
    "TrimSpace",
    "trunc",
    "unixEpoch",
    "unixEpochMillis",
    "unixEpochNanos",
    "unixToTime",
    "upper",
    "urldecode",
    "urlencode",
    "urlquery",
];

pub(super) fn exists(name: &str) -> bool {
    NAMES.contains(&name)
}

/// Calls a function.
///
/// # Errors
///
/// When it lacks arguments or refuses them.
pub(super) fn call(name: &str, arguments: &[Data], context: &Context) -> Result<Data, String> {
    let arguments = Arguments { name, values: arguments };
    match name {
        "__line__" => return Ok(Data::Text(context.line.clone())),
        "__timestamp__" => return Ok(Data::Time(context.time)),
        _ => {}
    }
    let found = [logic, whole_numbers, decimals, texts::trimming, texts::texts, replacing, times, encodings]
        .into_iter()
        .find_map(|group| group(name, &arguments));
    let value = found.unwrap_or_else(|| Err(format!("the function {name:?} is not supported")))?;
    match &value {
        Data::Text(text) if text.len() > MOST_BYTES => Err(format!("{name} makes more than {MOST_BYTES} bytes")),
        _ => Ok(value),
    }
}

struct Arguments<'a> {
    name: &'a str,
    values: &'a [Data],
}

impl Arguments<'_> {
    fn get(&self, index: usize) -> Result<&Data, String> {
        self.values
            .get(index)
            .ok_or_else(|| format!("wrong number of args for {}: got {}", self.name, self.values.len()))
    }

    fn text(&self, index: usize) -> Result<String, String> {
        self.get(index).map(ToString::to_string)
    }

    fn int(&self, index: usize) -> Result<i64, String> {
        self.get(index).map(Data::to_int)
    }

    fn float(&self, index: usize) -> Result<f64, String> {
        self.get(index).map(Data::to_float)
    }

    fn last_text(&self) -> Result<String, String> {
        self.text(self.values.len().saturating_sub(1))
    }

    fn pattern(&self, index: usize) -> Result<Pattern, String> {
        Pattern::anywhere(&self.text(index)?)
    }
}

type Found = Option<Result<Data, String>>;

fn text(text: impl Into<String>) -> Data {
    Data::Text(text.into())
}

fn logic(name: &str, arguments: &Arguments<'_>) -> Found {
    let compare =
        |holds: fn(Ordering) -> bool| Ok(Data::Bool(compare(arguments.get(0)?, arguments.get(1)?).is_some_and(holds)));
    let chosen = |wanted: bool| {
        let decides = arguments.values.iter().find(|value| value.is_true() == wanted);
        decides.or(arguments.values.last()).cloned().ok_or_else(|| "wrong number of args".to_owned())
    };
    Some(match name {
        "and" => chosen(false),
        "or" => chosen(true),
        "not" => arguments.get(0).map(|value| Data::Bool(!value.is_true())),
        "eq" => arguments.get(1).and_then(|_| arguments.get(0)).map(|first| {
            Data::Bool(arguments.values[1..].iter().any(|other| self::compare(first, other) == Some(Ordering::Equal)))
        }),
        "ne" => compare(Ordering::is_ne),
        "lt" => compare(Ordering::is_lt),
        "le" => compare(Ordering::is_le),
        "gt" => compare(Ordering::is_gt),
        "ge" => compare(Ordering::is_ge),
        "default" => arguments
            .get(1)
            .and_then(|value| if value.is_true() { Ok(value.clone()) } else { arguments.get(0).cloned() }),
        "len" => arguments.get(0).map(|value| {
            Data::Int(match value {
                Data::List(elements) => elements.len(),
                Data::Map(entries) => entries.len(),
                other => other.to_string().len(),
            } as i64)
        }),
        "index" => (|| {
            let mut value = arguments.get(0)?.clone();
            for index in &arguments.values[1..] {
                value = match &value {
                    Data::List(elements) => usize::try_from(index.to_int())
                        .ok()
                        .and_then(|index| elements.get(index))
                        .cloned()
                        .ok_or("index out of range")?,
                    other => other.field(&index.to_string()),
                };
            }
            Ok(value)
        })(),
        _ => return None,
    })
}

fn compare(left: &Data, right: &Data) -> Option<Ordering> {
    match (left, right) {
        (Data::Int(_) | Data::Float(_), _) | (_, Data::Int(_) | Data::Float(_)) => {
            left.to_float().partial_cmp(&right.to_float())
        }
        _ => Some(left.to_string().cmp(&right.to_string())),
    }
}

fn whole_numbers(name: &str, arguments: &Arguments<'_>) -> Found {
    let fold = |combine: fn(i64, i64) -> i64| {
        let numbers = arguments.values.iter().map(Data::to_int);
        numbers.reduce(combine).map(Data::Int).ok_or_else(|| format!("wrong number of args for {name}"))
    };
    let divide = |combine: fn(i64, i64) -> Option<i64>| {
        combine(arguments.int(0)?, arguments.int(1)?).map(Data::Int).ok_or_else(|| "division by zero".to_owned())
    };
    Some(match name {
        "add" => fold(i64::wrapping_add),
        "sub" => fold(i64::wrapping_sub),
        "mul" => fold(i64::wrapping_mul),
        "max" => fold(i64::max),
        "min" => fold(i64::min),
        "div" => divide(i64::checked_div),
        "mod" => divide(i64::checked_rem),
        "int" => arguments.int(0).map(Data::Int),
        "count" => arguments
            .pattern(0)
            .and_then(|pattern| Ok(Data::Int(pattern.regex().find_iter(&arguments.text(1)?).count() as i64))),
        _ => return None,
    })
}

fn decimals(name: &str, arguments: &Arguments<'_>) -> Found {
    let fold = |combine: fn(f64, f64) -> f64| {
        let numbers = arguments.values.iter().map(Data::to_float);
        numbers.reduce(combine).map(Data::Float).ok_or_else(|| format!("wrong number of args for {name}"))
    };
    Some(match name {
        "addf" => fold(|left, right| left + right),
        "subf" => fold(|left, right| left - right),
        "mulf" => fold(|left, right| left * right),
        "divf" => fold(|left, right| left / right),
        "maxf" => fold(f64::max),
        "minf" => fold(f64::min),
        "ceil" => arguments.float(0).map(|value| Data::Float(value.ceil())),
        "floor" => arguments.float(0).map(|value| Data::Float(value.floor())),
        "round" => arguments.float(0).map(|value| {
            let factor = 10_f64.powi(arguments.int(1).unwrap_or(0).clamp(-300, 300) as i32);
            Data::Float((value * factor).round() / factor)
        }),
        "float64" => arguments.float(0).map(Data::Float),
        "bytes" => arguments
            .text(0)
            .and_then(|size| units::bytes(&size).map(Data::Float).ok_or_else(|| format!("{size:?} is no size"))),
        "duration" | "duration_seconds" => arguments.text(0).and_then(|duration| {
            units::duration(&duration).map(Data::Float).ok_or_else(|| format!("{duration:?} is no duration"))
        }),
        _ => return None,
    })
}

fn replacing(name: &str, arguments: &Arguments<'_>) -> Found {
    Some(match name {
        "replace" => (|| Ok(text(arguments.text(2)?.replace(&arguments.text(0)?, &arguments.text(1)?))))(),
        "Replace" => (|| {
            let (value, old, new) = (arguments.text(0)?, arguments.text(1)?, arguments.text(2)?);
            Ok(text(match usize::try_from(arguments.int(3)?) {
                Ok(count) => value.replacen(&old, &new, count),
                Err(_) => value.replace(&old, &new),
            }))
        })(),
        "regexReplaceAll" => (|| {
            let (pattern, value, replacement) = (arguments.pattern(0)?, arguments.text(1)?, arguments.text(2)?);
            Ok(text(pattern.regex().replace_all(&value, replacement.as_str())))
        })(),
        "regexReplaceAllLiteral" => (|| {
            let (pattern, value, replacement) = (arguments.pattern(0)?, arguments.text(1)?, arguments.text(2)?);
            Ok(text(pattern.regex().replace_all(&value, regex::NoExpand(&replacement))))
        })(),
        _ => return None,
    })
}

fn times(name: &str, arguments: &Arguments<'_>) -> Found {
    let nanoseconds = |index: usize| {
        arguments.get(index).map(|value| match value {
            Data::Time(nanoseconds) => *nanoseconds,
            other => (other.to_float() * 1e9) as i64,
        })
    };
    let read = |layout: String, value: String| {
        dates::parse(&layout, &value)
            .map(Data::Time)
            .ok_or_else(|| format!("{value:?} is no time of the form {layout:?}"))
    };
    Some(match name {
        "date" => (|| Ok(text(dates::format(nanoseconds(1)?, &arguments.text(0)?))))(),
        "toDate" => (|| read(arguments.text(0)?, arguments.text(1)?))(),
        "toDateInZone" => match arguments.text(1) {
            Ok(zone) if zone != "UTC" => Err(format!("the time zone {zone:?} is not supported, only UTC")),
            _ => (|| read(arguments.text(0)?, arguments.text(2)?))(),
        },
        "unixEpoch" => nanoseconds(0).map(|time| text((time / 1_000_000_000).to_string())),
        "unixEpochMillis" => nanoseconds(0).map(|time| text((time / 1_000_000).to_string())),
        "unixEpochNanos" => nanoseconds(0).map(|time| text(time.to_string())),
        "unixToTime" => arguments.text(0).and_then(|value| unix_time(&value)),
        _ => return None,
    })
}

/// Days, seconds, milliseconds, microseconds or nanoseconds since 1970, by the count of digits.
fn unix_time(value: &str) -> Result<Data, String> {
    let number: i64 = value.parse().map_err(|_| format!("{value:?} is no time"))?;
    let factor = match value.len() {
        5 => 86_400_000_000_000,
        10 => 1_000_000_000,
        13 => 1_000_000,
        16 => 1_000,
        19 => 1,
        _ => return Err(format!("{value:?} is no time")),
    };
    Ok(Data::Time(number.saturating_mul(factor)))
}

fn encodings(name: &str, arguments: &Arguments<'_>) -> Found {
    Some(match name {
        "b64enc" => arguments.text(0).map(|value| text(BASE64.encode(value))),
        "b64dec" => arguments.text(0).and_then(|value| {
            let bytes = BASE64.decode(value.trim()).map_err(|error| error.to_string())?;
            Ok(text(String::from_utf8_lossy(&bytes)))
        }),
        "urlencode" | "urlquery" => arguments.text(0).map(|value| text(encode_url(&value))),
        "urldecode" => arguments.text(0).and_then(|value| {
            decode_url(&value).map(text).ok_or_else(|| format!("{value:?} is not encoded as in a URL"))
        }),
        "fromJson" => {
            arguments.text(0).map(|value| serde_json::from_str(&value).map_or(Data::Missing, Data::from_json))
        }
        _ => return None,
    })
}

fn encode_url(value: &str) -> String {
    let encoded = value.bytes().map(|byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        b' ' => "+".to_owned(),
        _ => format!("%{byte:02X}"),
    });
    encoded.collect()
}

fn decode_url(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = std::str::from_utf8(after.get(..2)?).ok()?;
                bytes.push(u8::from_str_radix(digits, 16).ok()?);
                rest = &after[2..];
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok()
}
