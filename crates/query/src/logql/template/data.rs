//! Values in a template.

use std::fmt;

use serde_json::Value;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Data {
    /// What a missing label or key is: prints nothing.
    Missing,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Data>),
    Map(Vec<(String, Data)>),
    /// Nanoseconds since 1970.
    Time(i64),
}

impl Data {
    /// What `if` makes of it: empty and zero are false.
    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Missing => false,
            Self::Bool(value) => *value,
            Self::Int(value) => *value != 0,
            Self::Float(value) => *value != 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::List(elements) => !elements.is_empty(),
            Self::Map(entries) => !entries.is_empty(),
            Self::Time(_) => true,
        }
    }

    pub(super) fn field(&self, name: &str) -> Self {
        match self {
            Self::Map(entries) => {
                entries.iter().find(|(key, _)| key == name).map_or(Self::Missing, |(_, value)| value.clone())
            }
            _ => Self::Missing,
        }
    }

    /// What `range` goes over: places or keys, with their values.
    pub(super) fn elements(self) -> Vec<(Self, Self)> {
        match self {
            Self::List(elements) => {
                elements.into_iter().enumerate().map(|(place, value)| (Self::Int(place as i64), value)).collect()
            }
            Self::Map(entries) => entries.into_iter().map(|(key, value)| (Self::Text(key), value)).collect(),
            _ => Vec::new(),
        }
    }

    /// As a whole number; texts are read, what is no number is 0.
    pub(super) fn to_int(&self) -> i64 {
        match self {
            Self::Int(value) => *value,
            Self::Text(text) => {
                text.trim().parse().unwrap_or_else(|_| text.trim().parse::<f64>().map_or(0, |value| value as i64))
            }
            _ => self.to_float() as i64,
        }
    }

    /// As a number; texts are read, what is no number is 0.
    pub(super) fn to_float(&self) -> f64 {
        match self {
            Self::Int(value) => *value as f64,
            Self::Float(value) => *value,
            Self::Bool(value) => f64::from(u8::from(*value)),
            Self::Text(text) => text.trim().parse().unwrap_or(0.0),
            Self::Time(nanoseconds) => *nanoseconds as f64 / 1e9,
            Self::Missing | Self::List(_) | Self::Map(_) => 0.0,
        }
    }

    pub(super) fn from_json(value: Value) -> Self {
        match value {
            Value::Null => Self::Missing,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) => Self::Float(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => Self::Text(text),
            Value::Array(elements) => Self::List(elements.into_iter().map(Self::from_json).collect()),
            Value::Object(entries) => {
                let mut entries: Vec<_> =
                    entries.into_iter().map(|(key, value)| (key, Self::from_json(value))).collect();
                entries.sort_by(|(left, _), (right, _)| left.cmp(right));
                Self::Map(entries)
            }
        }
    }
}

/// As Go prints values with `%v`.
impl fmt::Display for Data {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Int(value) => write!(formatter, "{value}"),
            Self::Float(value) => formatter.write_str(&crate::numbers::write_number(*value)),
            Self::Text(text) => formatter.write_str(text),
            Self::List(elements) => write_list(formatter, "[", elements.iter().map(ToString::to_string)),
            Self::Map(entries) => {
                write_list(formatter, "map[", entries.iter().map(|(key, value)| format!("{key}:{value}")))
            }
            Self::Time(nanoseconds) => {
                formatter.write_str(&super::dates::format(*nanoseconds, "2006-01-02 15:04:05.999999999 -0700 MST"))
            }
        }
    }
}

fn write_list(formatter: &mut fmt::Formatter<'_>, open: &str, items: impl Iterator<Item = String>) -> fmt::Result {
    write!(formatter, "{open}{}]", items.collect::<Vec<_>>().join(" "))
}
