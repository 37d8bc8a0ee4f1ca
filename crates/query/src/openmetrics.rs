//! Reads samples from the OpenMetrics text format.

use std::collections::HashMap;

use crate::error::Error;
use crate::labels::{Labels, METRIC_NAME, is_label_name};
use crate::storage::{Memory, Sample};

/// Reads a whole exposition in which each sample has a timestamp (seconds since 1970). It ends with `# EOF`; exemplars are left out.
///
/// Source: <https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md>.
///
/// # Errors
///
/// The first line that is no sample, or the last one when the end is missing.
pub fn read_metrics(text: &str) -> Result<Memory, Error> {
    let mut series: HashMap<Labels, Vec<Sample>> = HashMap::new();
    // Most lines have the same labels as one before them.
    let mut known: HashMap<&str, Labels> = HashMap::new();
    let mut ended = false;
    let mut count = 0;
    for (index, line) in text.lines().enumerate() {
        count = index + 1;
        let fail = |message: &str| Error::Data { line: index + 1, message: message.to_owned() };
        if ended {
            return Err(fail("there is text after \"# EOF\""));
        }
        if line.starts_with('#') {
            ended = line == "# EOF";
            continue;
        }
        if line.is_empty() {
            return Err(fail("the line is empty"));
        }
        let (name, rest) = split_name(line).map_err(|message| fail(&message))?;
        let labels = match known.get(name) {
            Some(labels) => labels.clone(),
            None => {
                let labels = read_labels(name).map_err(|message| fail(&message))?;
                known.insert(name, labels.clone());
                labels
            }
        };
        let sample = read_sample(rest).map_err(|message| fail(&message))?;
        series.entry(labels).or_default().push(sample);
    }
    if ended {
        Ok(Memory::new(series))
    } else {
        Err(Error::Data { line: count.max(1), message: "the data do not end with \"# EOF\"".to_owned() })
    }
}

/// The series as it is written, and what follows it.
fn split_name(line: &str) -> Result<(&str, &str), String> {
    let mut quoted = false;
    let mut escaped = false;
    let mut braces = false;
    for (index, character) in line.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' if !quoted => braces = true,
            '}' if !quoted => return Ok(line.split_at(index + 1)),
            ' ' if !quoted && !braces => return Ok(line.split_at(index)),
            _ => {}
        }
    }
    Err("expected a value after the series".to_owned())
}

fn read_labels(series: &str) -> Result<Labels, String> {
    let (name, inside) = match series.split_once('{') {
        Some((name, rest)) => (name, rest.strip_suffix('}').ok_or("the labels are not closed")?),
        None => (series, ""),
    };
    let is_name = !name.is_empty() && name.split(':').all(|part| part.is_empty() || is_label_name(&format!("_{part}")));
    if !is_name || name.starts_with(|character: char| character.is_ascii_digit()) {
        return Err(format!("{name:?} is no metric name"));
    }
    let mut pairs = vec![(METRIC_NAME.to_owned(), name.to_owned())];
    let mut rest = inside;
    while !rest.is_empty() {
        let (label, after) = rest.split_once("=\"").ok_or("expected a label with a quoted value")?;
        if !is_label_name(label) {
            return Err(format!("{label:?} is no label name"));
        }
        let (value, after) = read_quoted(after)?;
        pairs.push((label.to_owned(), value));
        rest = match after.strip_prefix(',') {
            Some(after) => after,
            None if after.is_empty() => after,
            None => return Err("expected a comma between labels".to_owned()),
        };
    }
    Ok(Labels::new(pairs))
}

/// A text up to its closing quote, and what follows it.
fn read_quoted(text: &str) -> Result<(String, &str), String> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return Ok((value, &text[index + 1..])),
            '\\' => match characters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, escaped @ ('"' | '\\'))) => value.push(escaped),
                _ => return Err("a backslash escapes only n, \" and \\".to_owned()),
            },
            _ => value.push(character),
        }
    }
    Err("a label's value is not closed".to_owned())
}

/// ` VALUE TIMESTAMP`, perhaps with an exemplar behind.
fn read_sample(rest: &str) -> Result<Sample, String> {
    let rest = rest.split(" # ").next().unwrap_or(rest);
    let mut parts = rest.split_ascii_whitespace();
    let value = parts.next().ok_or("expected a value")?;
    let time = parts.next().ok_or("expected a timestamp")?;
    if parts.next().is_some() {
        return Err("unexpected text after the timestamp".to_owned());
    }
    let value = value.parse::<f64>().map_err(|_| format!("{value:?} is no number"))?;
    let seconds = time
        .parse::<f64>()
        .ok()
        .filter(|seconds| seconds.is_finite())
        .ok_or_else(|| format!("{time:?} is no timestamp"))?;
    // Cut, not rounded, as Prometheus does.
    Ok(Sample { time: (seconds * 1000.0) as i64, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_have_labels_values_and_times() {
        let text = "# TYPE a counter\na_total{path=\"/x\\\"y\",le=\"+Inf\"} 3 1.5\na_total{path=\"/x\\\"y\",le=\"+Inf\"} NaN 2 # {id=\"1\"} 4\nb 7e3 -1\n# EOF\n";
        let memory = read_metrics(text).expect("the text is well formed");
        let [(first, samples), (second, other)] = memory.series() else { panic!("two series") };
        assert_eq!(first.to_string(), "{__name__=\"a_total\", le=\"+Inf\", path=\"/x\\\"y\"}");
        assert_eq!((samples[0].time, samples[0].value, samples[1].time), (1500, 3.0, 2000));
        assert!(samples[1].value.is_nan());
        assert_eq!((second.get(METRIC_NAME), other[0].time, other[0].value), ("b", -1000, 7000.0));
    }

    #[test]
    fn broken_text_is_refused_with_its_line() {
        let cases = [
            ("a 1 2", 1),
            ("a 1\n# EOF", 1),
            ("a 1 2\nb{x=\"1} 2 3\n# EOF", 2),
            ("a x 2\n# EOF", 1),
            ("1a 1 2\n# EOF", 1),
            ("a{b=1} 1 2\n# EOF", 1),
            ("a 1 2\n# EOF\na 1 3", 3),
            ("", 1),
        ];
        for (text, expected) in cases {
            match read_metrics(text) {
                Err(Error::Data { line, .. }) => assert_eq!(line, expected, "{text:?}"),
                other => panic!("{text:?} gave {other:?}"),
            }
        }
    }
}
