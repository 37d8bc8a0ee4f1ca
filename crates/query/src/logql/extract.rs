//! Parsers: labels from the text of a line.
//!
//! Source: <https://grafana.com/docs/loki/latest/query/log_queries/#parser-expression>.

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::entry::Entry;
use super::json_path::{JsonPath, Step};
use super::line_pattern::LinePattern;
use crate::pattern::Pattern;

const JSON_ERROR: &str = "JSONParserErr";
const LOGFMT_ERROR: &str = "LogfmtParserErr";
/// How deep objects may lie in each other.
const MOST_DEPTH: usize = 64;
/// The key under which a packed line keeps its text.
const PACKED_LINE: &str = "_entry";

/// `| json`: all keys, nested ones joined by `_`; lists are left out.
pub(super) fn json(entry: &mut Entry<'_>) {
    let mut found = Vec::new();
    match flatten(&entry.line, "", 0, &mut found) {
        Ok(()) => found.iter().for_each(|(name, value)| entry.set_extracted(name, value.as_str())),
        Err(error) => entry.fail(JSON_ERROR, error),
    }
}

fn flatten(text: &str, prefix: &str, depth: usize, found: &mut Vec<(String, String)>) -> Result<(), String> {
    if depth > MOST_DEPTH {
        return Err(format!("objects are nested more than {MOST_DEPTH} deep"));
    }
    for (key, value) in members(text)? {
        let name = label_name(&key, prefix);
        match kind(value) {
            Kind::Object => flatten(value, &name, depth + 1, found)?,
            Kind::Text => found.push((name, unquote(value)?)),
            Kind::Plain => found.push((name, value.to_owned())),
            Kind::List | Kind::Null => {}
        }
    }
    Ok(())
}

/// `| json a="x.y"`: only these values; what is missing gives no label.
pub(super) fn json_paths(entry: &mut Entry<'_>, wanted: &[(String, JsonPath)]) {
    let found: Result<Vec<(&str, String)>, String> = (|| {
        members(&entry.line)?;
        let mut found = Vec::new();
        for (name, path) in wanted {
            let value = follow(&entry.line, &path.0);
            found.push((
                name.as_str(),
                value
                    .map(|value| if kind(value) == Kind::Text { unquote(value) } else { Ok(value.to_owned()) })
                    .transpose()?
                    .unwrap_or_default(),
            ));
        }
        Ok(found)
    })();
    match found {
        Ok(found) => found.into_iter().for_each(|(name, value)| entry.set_extracted(name, value)),
        Err(error) => entry.fail(JSON_ERROR, error),
    }
}

fn follow<'t>(text: &'t str, path: &[Step]) -> Option<&'t str> {
    let Some((step, rest)) = path.split_first() else { return (kind(text) != Kind::Null).then_some(text) };
    let next = match step {
        Step::Key(wanted) => members(text).ok()?.into_iter().find(|(key, _)| key == wanted)?.1,
        Step::Index(index) => serde_json::from_str::<Vec<&RawValue>>(text).ok()?.get(*index)?.get(),
    };
    follow(next, rest)
}

/// `| unpack`: the labels that Promtail packed into the line, and its text.
pub(super) fn unpack(entry: &mut Entry<'_>) {
    if entry.line.is_empty() {
        return;
    }
    let packed: Result<Vec<(String, String)>, String> = members(&entry.line).and_then(|members| {
        let texts = members.into_iter().filter(|(_, value)| kind(value) == Kind::Text);
        texts.map(|(key, value)| Ok((key, unquote(value)?))).collect()
    });
    match packed {
        Ok(packed) => {
            for (name, value) in packed {
                if name == PACKED_LINE { entry.line = value.into() } else { entry.set_extracted(&name, value) }
            }
        }
        Err(error) => entry.fail(JSON_ERROR, error),
    }
}

/// Keys and values of an object, values as they are written.
fn members(text: &str) -> Result<Vec<(String, &str)>, String> {
    struct Members;

    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(String, &'de str)>;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
                members.push((key, value.get()));
            }
            Ok(members)
        }
    }

    let mut deserializer = serde_json::Deserializer::from_str(text);
    let members = deserializer.deserialize_map(Members).map_err(|error| error.to_string())?;
    deserializer.end().map_err(|error| error.to_string())?;
    Ok(members)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Object,
    List,
    Text,
    Null,
    /// A number, `true` or `false`.
    Plain,
}

fn kind(value: &str) -> Kind {
    match value.as_bytes().first() {
        Some(b'{') => Kind::Object,
        Some(b'[') => Kind::List,
        Some(b'"') => Kind::Text,
        Some(b'n') => Kind::Null,
        _ => Kind::Plain,
    }
}

fn unquote(value: &str) -> Result<String, String> {
    serde_json::from_str(value).map_err(|error| error.to_string())
}

/// A key as the name of a label: what is no letter, digit or `_` becomes `_`.
fn label_name(key: &str, prefix: &str) -> String {
    let mut name = String::with_capacity(prefix.len() + key.len() + 1);
    if !prefix.is_empty() {
        name.push_str(prefix);
        name.push('_');
    } else if key.starts_with(|character: char| character.is_ascii_digit()) {
        name.push('_');
    }
    name.extend(key.trim().chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '_' }));
    name
}

/// `| logfmt`: pairs such as `level=info msg="a text"`. With `wanted`, only these keys, under these names.
pub(super) fn logfmt(entry: &mut Entry<'_>, wanted: &[(String, String)], strict: bool, keep_empty: bool) {
    let mut found = Vec::new();
    let error = pairs(&entry.line, |key, value| found.push((key.to_owned(), value)));
    if let Some(error) = error.filter(|_| strict) {
        entry.fail(LOGFMT_ERROR, error);
        return;
    }
    if wanted.is_empty() {
        for (key, value) in found {
            let name = label_name(&key, "");
            if keep_empty || !value.is_empty() {
                entry.set_extracted(&name, value);
            }
        }
        return;
    }
    for (name, key) in wanted {
        let value = found.iter().find(|(found, _)| found == key).map(|(_, value)| value.clone()).unwrap_or_default();
        if keep_empty || !value.is_empty() {
            entry.set_extracted(name, value);
        }
    }
}

/// Goes over all pairs, skipping what is none; returns the first thing that was skipped.
fn pairs(line: &str, mut found: impl FnMut(&str, String)) -> Option<String> {
    let mut error = None;
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let key_end = rest
            .find(|character: char| character == '=' || character == '"' || character.is_whitespace())
            .unwrap_or(rest.len());
        let key = &rest[..key_end];
        let after = &rest[key_end..];
        let is_key = !key.is_empty();
        rest = match after.strip_prefix('=') {
            Some(after) if is_key => {
                let (value, after) = value(after);
                match value {
                    Ok(value) => found(key, value),
                    Err(reason) => drop(error.get_or_insert(reason)),
                }
                after
            }
            None if is_key && !after.starts_with('"') => {
                found(key, String::new());
                after
            }
            _ => {
                error.get_or_insert_with(|| {
                    format!(
                        "unexpected {:?} at position {}",
                        after.chars().next().unwrap_or(' '),
                        line.len() - after.len() + 1
                    )
                });
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                &after[end..]
            }
        };
        rest = rest.trim_start();
    }
    error
}

/// A value, quoted or not, and what follows it.
fn value(text: &str) -> (Result<String, String>, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let value = &text[..end];
        let result = if value.contains(['"', '=']) {
            Err(format!("unexpected character in the value {value:?}"))
        } else {
            Ok(value.to_owned())
        };
        return (result, &text[end..]);
    };
    let mut escaped = false;
    for (index, character) in quoted.char_indices() {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if character == '"' {
            let whole = &text[..index + 2];
            return (unquote(whole).or_else(|_| Ok(quoted[..index].to_owned())), &quoted[index + 1..]);
        }
    }
    (Err("unterminated quoted value".to_owned()), "")
}

/// `| regexp`: what the named groups match.
pub(super) fn regexp(entry: &mut Entry<'_>, pattern: &Pattern) {
    let found: Vec<(String, String)> = match pattern.regex().captures(&entry.line) {
        None => return,
        Some(captures) => {
            let names = pattern.regex().capture_names().flatten();
            names
                .map(|name| {
                    (name.to_owned(), captures.name(name).map(|found| found.as_str().to_owned()).unwrap_or_default())
                })
                .collect()
        }
    };
    found.into_iter().for_each(|(name, value)| entry.set_extracted(&name, value));
}

/// `| pattern`: what lies between its literals.
pub(super) fn pattern(entry: &mut Entry<'_>, pattern: &LinePattern) {
    let found: Vec<(String, String)> =
        pattern.captures(&entry.line).into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    found.into_iter().for_each(|(name, value)| entry.set_extracted(&name, value));
}
