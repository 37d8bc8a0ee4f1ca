//! Points of a graph as CSV: a column of times and one or more of values, as Grafana and spreadsheets write them. Each column becomes
//! a piece of evidence: a graph of bars, drawn with text.

use domain::scenario::EvidenceContent;

use super::sketch::Sketch;
use super::times::{self, DAY_S};
use super::{Imported, fault};
use crate::fault::Fault;
use crate::span::format_offset;

/// The rows of a drawn graph, and the characters of its longest bar.
const ROWS: usize = 24;
const BAR: usize = 24;
/// The most columns of values.
const MAX_SERIES: usize = 6;

struct Points {
    /// The name of each column of values.
    names: Vec<String>,
    /// A time in seconds, with the value of each column.
    rows: Vec<(i64, Vec<Option<f64>>)>,
}

/// Whether a text begins with rows of a time and numbers.
pub(super) fn looks_like_points(head: &str) -> bool {
    let separator = separator_of(head);
    let rows: Vec<&str> = head.lines().skip(1).take(3).collect();
    !rows.is_empty()
        && rows.iter().all(|row| {
            let mut cells = row.split(char::from(separator));
            let time = cells.next().and_then(time_of);
            let values: Vec<&str> = cells.collect();
            time.is_some()
                && !values.is_empty()
                && values.iter().all(|cell| cell.trim().is_empty() || number(cell).is_some())
        })
}

/// Makes one draft of a file of points. The last point is the moment of the call.
pub(super) fn import_graph(file: &str, text: &str) -> Result<Vec<Imported>, Fault> {
    let points = read_points(file, text)?;
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let mut sketch = Sketch { title: name.replace(['_', '-'], " "), ..Sketch::default() };
    let called = points.rows.last().map(|(at_s, _)| *at_s).unwrap_or_default();
    sketch.called_at_s = Some(called);
    for (index, series) in points.names.iter().enumerate().take(MAX_SERIES) {
        let values: Vec<(i64, f64)> = points
            .rows
            .iter()
            .filter_map(|(at_s, values)| Some((at_s - called, values.get(index).copied().flatten()?)))
            .collect();
        if !values.is_empty() {
            let title = Some(series.clone());
            sketch.add(Some(called), EvidenceContent::Text { title, sender: None, text: draw(&values) });
        }
    }
    if sketch.pieces.is_empty() {
        return Err(fault(file, 1, "No column of the file has numbers", "Take a column of times and one of values"));
    }
    let mut imported = sketch.finish(file);
    if points.names.len() > MAX_SERIES {
        let what = format!(
            "The file has {} columns of values; those after the first {MAX_SERIES} were left out",
            points.names.len()
        );
        imported.left_out.push(fault(file, 1, &what, "Keep the columns that matter"));
    }
    Ok(vec![imported])
}

fn read_points(file: &str, text: &str) -> Result<Points, Fault> {
    let body = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')).map_or(text, |(_, rest)| rest);
    let skipped = if body.len() < text.len() { 1 } else { 0 };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator_of(body))
        .trim(csv::Trim::All)
        .from_reader(body.as_bytes());
    let mut points = Points { names: Vec::new(), rows: Vec::new() };
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            fault(
                file,
                usize::try_from(line).unwrap_or(0) + skipped,
                "This row cannot be read",
                "Save the file as CSV again",
            )
        })?;
        let line = skipped + record.position().map_or(0, |place| usize::try_from(place.line()).unwrap_or(0));
        let cells: Vec<&str> = record.iter().collect();
        let Some(at_s) = cells.first().and_then(|cell| time_of(cell)) else {
            if points.names.is_empty() && points.rows.is_empty() && cells.len() > 1 {
                points.names = cells[1..].iter().map(|name| (*name).to_owned()).collect();
                continue;
            }
            let what = format!("\"{}\" is not a time", super::sketch::cut(cells.first().unwrap_or(&""), 40));
            return Err(fault(file, line, &what, "Put times into the first column, such as 2026-11-03 10:00"));
        };
        let mut values = Vec::new();
        for cell in &cells[1..] {
            match number(cell) {
                Some(value) => values.push(Some(value)),
                None if is_gap(cell) => values.push(None),
                None => {
                    let what = format!("\"{}\" is not a number", super::sketch::cut(cell, 40));
                    return Err(fault(file, line, &what, "Put numbers into the columns behind the first"));
                }
            }
        }
        points.rows.push((at_s, values));
    }
    let widest = points.rows.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
    for index in points.names.len()..widest {
        points.names.push(if widest == 1 { "Value".to_owned() } else { format!("Value {}", index + 1) });
    }
    for name in points.names.iter_mut().filter(|name| name.is_empty()) {
        "Value".clone_into(name);
    }
    points.rows.sort_by_key(|(at_s, _)| *at_s);
    if points.rows.is_empty() {
        return Err(fault(file, 0, "There are no points in the file", "Take a column of times and one of values"));
    }
    Ok(points)
}

/// The highest value of each span of time as a bar.
fn draw(values: &[(i64, f64)]) -> String {
    let (first, last) = (values[0].0, values[values.len() - 1].0);
    let rows = i64::try_from(ROWS.min(values.len())).expect("it is small");
    let width = (last - first).max(1);
    let mut spans: Vec<Option<(i64, f64)>> = vec![None; ROWS.min(values.len())];
    for (at_s, value) in values {
        let place = usize::try_from((at_s - first).saturating_mul(rows - 1) / width).unwrap_or(0);
        let span = &mut spans[place.min(ROWS - 1)];
        if span.is_none_or(|(_, known)| *value > known) {
            *span = Some((*at_s, *value));
        }
    }
    let spans: Vec<(i64, f64)> = spans.into_iter().flatten().collect();
    let highest = spans.iter().map(|(_, value)| *value).fold(f64::MIN, f64::max);
    let lines: Vec<(String, String, f64)> =
        spans.iter().map(|(at_s, value)| (format_offset(*at_s), format_number(*value), *value)).collect();
    let times = lines.iter().map(|(time, ..)| time.len()).max().unwrap_or(0);
    let numbers = lines.iter().map(|(_, number, _)| number.len()).max().unwrap_or(0);
    let bar = |value: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "it is at most BAR"
        )]
        let length = if highest > 0.0 && value > 0.0 { (value / highest * BAR as f64).round() as usize } else { 0 };
        "█".repeat(length)
    };
    let drawn = lines.iter().map(|(time, number, value)| {
        format!("{time:>times$}  {number:>numbers$}  {}", bar(*value)).trim_end().to_owned()
    });
    drawn.collect::<Vec<_>>().join("\n")
}

fn format_number(value: f64) -> String {
    let text = if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") };
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn separator_of(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    [b';', b'\t', b','].into_iter().find(|mark| first.contains(char::from(*mark))).unwrap_or(b',')
}

/// A time with a day, a time of day, or seconds or milliseconds since 1970; in seconds.
fn time_of(cell: &str) -> Option<i64> {
    let cell = cell.trim().trim_matches('"');
    if let Ok(number) = cell.parse::<i64>() {
        return match number {
            100_000_000_000.. => Some(number / 1_000),
            100_000_000.. => Some(number),
            _ => None,
        };
    }
    let found = times::find_time(cell).filter(|found| cell[found.length..].trim().is_empty());
    times::parse_stamp(cell).or_else(|| {
        let found = found?;
        found.second.map(|second| found.day.unwrap_or(0) * DAY_S + second).or(found.day.map(|day| day * DAY_S))
    })
}

/// A number, with a unit behind it or without, as Grafana writes it.
fn number(cell: &str) -> Option<f64> {
    let cell = cell.trim().trim_matches('"');
    let plain = cell.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, '%' | '/' | ' '));
    let begins = plain.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    cell.parse::<f64>().or_else(|_| plain.parse()).ok().filter(|value: &f64| value.is_finite() && begins)
}

/// What stands where there is no value.
fn is_gap(cell: &str) -> bool {
    matches!(cell.trim().to_lowercase().as_str(), "" | "nan" | "null" | "undefined" | "-" | "n/a")
}
