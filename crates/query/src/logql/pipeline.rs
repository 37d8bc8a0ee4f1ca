//! What happens to each line of a stream.

use std::borrow::Cow;

use super::entry::{ERROR, ERROR_DETAILS, Entry};
use super::extract;
use super::syntax::{LabelFilter, LineCondition, LineFilter, NewLabel, Stage, Unit, Unwrap};
use super::template::Context;
use super::units;
use crate::storage::Condition;

const LABEL_FILTER_ERROR: &str = "LabelFilterErr";
const TEMPLATE_ERROR: &str = "TemplateFormatErr";
const EXTRACTION_ERROR: &str = "SampleExtractionErr";

/// Sends a line through all stages; `false` drops it.
pub(super) fn process(stages: &[Stage], entry: &mut Entry<'_>) -> bool {
    stages.iter().all(|stage| process_stage(stage, entry))
}

fn process_stage(stage: &Stage, entry: &mut Entry<'_>) -> bool {
    match stage {
        Stage::Lines(filter) => return keeps_line(filter, &entry.line),
        Stage::Labels(filter) => return keeps_labels(filter, entry),
        Stage::Json(paths) if paths.is_empty() => extract::json(entry),
        Stage::Json(paths) => extract::json_paths(entry, paths),
        Stage::Logfmt { wanted, strict, keep_empty } => extract::logfmt(entry, wanted, *strict, *keep_empty),
        Stage::Regexp(pattern) => extract::regexp(entry, pattern),
        Stage::Pattern(pattern) => extract::pattern(entry, pattern),
        Stage::Unpack => extract::unpack(entry),
        Stage::LineFormat(template) => match template.render(&Context::new(entry)) {
            Ok(line) => entry.line = line.into(),
            Err(error) => entry.fail(TEMPLATE_ERROR, error),
        },
        Stage::LabelFormat(labels) => labels.iter().for_each(|(name, source)| format_label(entry, name, source)),
        Stage::Decolorize => {
            if entry.line.contains('\u{1b}') {
                entry.line = decolorize(&entry.line).into_owned().into();
            }
        }
        Stage::Drop(labels) => {
            for (name, condition) in labels {
                let holds =
                    condition.as_ref().is_none_or(|condition| condition.holds(entry.get(name).unwrap_or_default()));
                if holds {
                    entry.remove(name);
                }
            }
        }
        Stage::Keep(labels) => {
            for name in entry.names() {
                let is_kept = |(kept, condition): &(String, Option<Condition>)| {
                    *kept == name
                        && condition
                            .as_ref()
                            .is_none_or(|condition| condition.holds(entry.get(&name).unwrap_or_default()))
                };
                if name != ERROR && name != ERROR_DETAILS && !labels.iter().any(is_kept) {
                    entry.remove(&name);
                }
            }
        }
    }
    true
}

pub(super) fn keeps_line(filter: &LineFilter, line: &str) -> bool {
    let holds = |condition: &LineCondition| match condition {
        LineCondition::Contains(text) => line.contains(text.as_str()),
        LineCondition::Matches(pattern) => pattern.is_match(line),
        LineCondition::Pattern(pattern) => pattern.is_match(line),
        LineCondition::Address(addresses) => addresses.is_in(line),
    };
    filter.any.iter().any(holds) == filter.wanted
}

fn keeps_labels(filter: &LabelFilter, entry: &mut Entry<'_>) -> bool {
    match filter {
        LabelFilter::Text(matcher) => matcher.condition.holds(entry.get(&matcher.name).unwrap_or_default()),
        // Both sides, so that an error of either one is seen.
        LabelFilter::And(left, right) => keeps_labels(left, entry) && keeps_labels(right, entry),
        LabelFilter::Or(left, right) => keeps_labels(left, entry) || keeps_labels(right, entry),
        _ if entry.has_failed() => true,
        LabelFilter::Address { label, wanted, addresses } => {
            entry.get(label).is_some_and(|value| addresses.contains(value) == *wanted)
        }
        LabelFilter::Number { label, comparison, value, unit } => {
            let Some(text) = entry.get(label) else { return false };
            match read_number(text, *unit) {
                Some(number) => comparison.holds(number, *value),
                None => {
                    let details = format!("{text:?} cannot be compared with a {}", unit_name(*unit));
                    entry.fail(LABEL_FILTER_ERROR, details);
                    true
                }
            }
        }
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Number => "number",
        Unit::Duration => "duration",
        Unit::Bytes => "size",
    }
}

/// The number in a label's value: seconds for durations.
fn read_number(text: &str, unit: Unit) -> Option<f64> {
    match unit {
        Unit::Number => text.parse().ok(),
        Unit::Duration => units::duration(text),
        Unit::Bytes => units::bytes(text),
    }
}

fn format_label(entry: &mut Entry<'_>, name: &str, source: &NewLabel) {
    match source {
        NewLabel::Rename(from) => {
            if let Some(value) = entry.get(from).map(str::to_owned) {
                entry.set(name, value);
                entry.remove(from);
            }
        }
        NewLabel::Template(template) => match template.render(&Context::new(entry)) {
            Ok(value) => entry.set(name, value),
            Err(error) => entry.fail(TEMPLATE_ERROR, error),
        },
    }
}

/// The number of a line, taken from a label, which is removed. `None` drops the line; one that cannot be read is marked as failed.
pub(super) fn unwrap_number(unwrap: &Unwrap, entry: &mut Entry<'_>) -> Option<f64> {
    let text = entry.get(&unwrap.label)?.to_owned();
    let number = match read_number(&text, unwrap.unit) {
        Some(number) => {
            entry.remove(&unwrap.label);
            number
        }
        None => {
            entry.fail(EXTRACTION_ERROR, format!("{text:?} is no {}", unit_name(unwrap.unit)));
            0.0
        }
    };
    unwrap.filters.iter().all(|filter| keeps_labels(filter, entry)).then_some(number)
}

/// A text without the sequences that colour it on a terminal.
pub(super) fn decolorize(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("\u{1b}[") {
        out.push_str(&rest[..start]);
        let sequence = &rest[start + 2..];
        match sequence.find(|character: char| !character.is_ascii_digit() && character != ';') {
            Some(end) if sequence[end..].starts_with(|character: char| character.is_ascii_alphabetic()) => {
                rest = &sequence[end + 1..]
            }
            _ => {
                out.push_str("\u{1b}[");
                rest = sequence;
            }
        }
    }
    if out.is_empty() && rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}
