//! Functions that cut, pad and format texts.

use super::{Arguments, Data, Found, MOST_BYTES, text};

pub(super) fn trimming(name: &str, arguments: &Arguments<'_>) -> Found {
    let trimmed = |value: usize, characters: usize, trim: fn(&str, &[char]) -> String| {
        let characters: Vec<char> = arguments.text(characters)?.chars().collect();
        Ok(text(trim(&arguments.text(value)?, &characters)))
    };
    Some(match name {
        "trim" | "TrimSpace" => arguments.last_text().map(|value| text(value.trim())),
        "Trim" => trimmed(0, 1, |value, characters| value.trim_matches(characters).to_owned()),
        "trimAll" => trimmed(1, 0, |value, characters| value.trim_matches(characters).to_owned()),
        "TrimLeft" => trimmed(0, 1, |value, characters| value.trim_start_matches(characters).to_owned()),
        "TrimRight" => trimmed(0, 1, |value, characters| value.trim_end_matches(characters).to_owned()),
        "TrimPrefix" => (|| Ok(text(without_prefix(&arguments.text(0)?, &arguments.text(1)?))))(),
        "trimPrefix" => (|| Ok(text(without_prefix(&arguments.text(1)?, &arguments.text(0)?))))(),
        "TrimSuffix" => (|| Ok(text(without_suffix(&arguments.text(0)?, &arguments.text(1)?))))(),
        "trimSuffix" => (|| Ok(text(without_suffix(&arguments.text(1)?, &arguments.text(0)?))))(),
        _ => return None,
    })
}

fn without_prefix(text: &str, prefix: &str) -> String {
    text.strip_prefix(prefix).unwrap_or(text).to_owned()
}

fn without_suffix(text: &str, suffix: &str) -> String {
    text.strip_suffix(suffix).unwrap_or(text).to_owned()
}

pub(super) fn texts(name: &str, arguments: &Arguments<'_>) -> Found {
    Some(match name {
        "lower" | "ToLower" => arguments.text(0).map(|value| text(value.to_lowercase())),
        "upper" | "ToUpper" => arguments.text(0).map(|value| text(value.to_uppercase())),
        "title" | "Title" => arguments.text(0).map(|value| text(title(&value))),
        "trunc" => arguments.int(0).and_then(|length| Ok(text(truncate(&arguments.text(1)?, length)))),
        "substr" => (|| Ok(text(substring(&arguments.text(2)?, arguments.int(0)?, arguments.int(1)?))))(),
        "contains" => (|| Ok(Data::Bool(arguments.text(1)?.contains(&arguments.text(0)?))))(),
        "hasPrefix" => (|| Ok(Data::Bool(arguments.text(1)?.starts_with(&arguments.text(0)?))))(),
        "hasSuffix" => (|| Ok(Data::Bool(arguments.text(1)?.ends_with(&arguments.text(0)?))))(),
        "indent" => (|| indent(&arguments.text(1)?, arguments.int(0)?).map(text))(),
        "nindent" => {
            (|| indent(&arguments.text(1)?, arguments.int(0)?).map(|indented| text(format!("\n{indented}"))))()
        }
        "repeat" => (|| repeat(&arguments.text(1)?, arguments.int(0)?).map(text))(),
        "alignLeft" => (|| align(&arguments.text(1)?, arguments.int(0)?, false).map(text))(),
        "alignRight" => (|| align(&arguments.text(1)?, arguments.int(0)?, true).map(text))(),
        "print" => Ok(text(arguments.values.iter().map(ToString::to_string).collect::<String>())),
        "println" => {
            Ok(text(format!("{}\n", arguments.values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))))
        }
        "printf" => arguments.text(0).and_then(|format| print_formatted(&format, &arguments.values[1..])).map(text),
        _ => return None,
    })
}

fn title(value: &str) -> String {
    let mut starts_word = true;
    let titled = value.chars().map(|character| {
        let first = std::mem::replace(&mut starts_word, !character.is_alphanumeric() && character != '\'');
        if first { character.to_uppercase().collect::<String>() } else { character.to_string() }
    });
    titled.collect()
}

/// The first characters; with a negative length the last ones.
fn truncate(value: &str, length: i64) -> String {
    let count = usize::try_from(length.unsigned_abs()).unwrap_or(usize::MAX);
    if length >= 0 {
        value.chars().take(count).collect()
    } else {
        value.chars().skip(value.chars().count().saturating_sub(count)).collect()
    }
}

fn substring(value: &str, start: i64, end: i64) -> String {
    let length = value.chars().count() as i64;
    let (start, end) = (start.max(0), if end < 0 || end > length { length } else { end });
    value.chars().skip(start as usize).take((end - start).max(0) as usize).collect()
}

fn repeat(value: &str, count: i64) -> Result<String, String> {
    let count = usize::try_from(count).unwrap_or(0);
    if value.len().saturating_mul(count) > MOST_BYTES {
        Err(format!("repeat makes more than {MOST_BYTES} bytes"))
    } else {
        Ok(value.repeat(count))
    }
}

fn indent(value: &str, spaces: i64) -> Result<String, String> {
    let padding = repeat(" ", spaces)?;
    if padding.len().saturating_mul(value.lines().count()) > MOST_BYTES {
        return Err(format!("indent makes more than {MOST_BYTES} bytes"));
    }
    Ok(format!("{padding}{}", value.replace('\n', &format!("\n{padding}"))))
}

/// Exactly this many characters: padded or cut on the other side.
fn align(value: &str, width: i64, right: bool) -> Result<String, String> {
    let Ok(width) = usize::try_from(width) else { return Ok(value.to_owned()) };
    let length = value.chars().count();
    if length >= width {
        return Ok(if right {
            value.chars().skip(length - width).collect()
        } else {
            value.chars().take(width).collect()
        });
    }
    let padding = repeat(" ", (width - length) as i64)?;
    Ok(if right { padding + value } else { value.to_owned() + &padding })
}

/// `%s`, `%d`, `%f`, `%v`, `%q`, `%x`, `%t`, with width and precision.
fn print_formatted(format: &str, values: &[Data]) -> Result<String, String> {
    let mut out = String::new();
    let mut values = values.iter();
    let mut rest = format;
    while let Some(place) = rest.find('%') {
        out.push_str(&rest[..place]);
        rest = &rest[place + 1..];
        let Some(end) = rest.find(|character: char| character.is_alphabetic() || character == '%') else {
            return Err("a format ends with %".to_owned());
        };
        let (flags, verb) = (&rest[..end], rest[end..].chars().next().unwrap_or('%'));
        rest = &rest[end + verb.len_utf8()..];
        if verb == '%' {
            out.push('%');
            continue;
        }
        let (width, precision) = flags.split_once('.').unwrap_or((flags, ""));
        let precision: Option<usize> = precision.parse().ok().filter(|places| *places <= 100);
        let value = match (values.next(), verb) {
            (None, verb) => format!("%!{verb}(MISSING)"),
            (Some(value), 's' | 'v') => {
                precision.map_or_else(|| value.to_string(), |length| truncate(&value.to_string(), length as i64))
            }
            (Some(value), 'q') => format!("{:?}", value.to_string()),
            (Some(value), 'd') => value.to_int().to_string(),
            (Some(value), 'x') => format!("{:x}", value.to_int()),
            (Some(value), 'f') => format!("{:.*}", precision.unwrap_or(6), value.to_float()),
            (Some(value), 't') => value.is_true().to_string(),
            (Some(_), verb) => return Err(format!("printf does not know %{verb}")),
        };
        let digits = width.trim_start_matches(['-', '+', '0', ' ']);
        let width = digits.parse().unwrap_or(0_i64);
        let missing = repeat(if width_is_zero(flags) { "0" } else { " " }, width - value.chars().count() as i64)?;
        out.push_str(&if flags.starts_with('-') { value + &missing } else { missing + &value });
    }
    out.push_str(rest);
    Ok(out)
}

fn width_is_zero(flags: &str) -> bool {
    flags.starts_with('0')
}
