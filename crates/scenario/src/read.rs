//! Reading a scenario file: from the positioned tree to the domain's [`Scenario`], with every fault told.

mod evidence;

use std::ops::RangeInclusive;
use std::path::Path;

use domain::link::parse_web_link;
use domain::scenario::{
    Complete, Difficulty, Draft, Hint, MINUTES, Origin, SLUG_LENGTH, Scenario, ScenarioSystem, limits,
};
use domain::text::{SystemName, Title};
use domain::time::Day;

use crate::fault::{Fault, Faults, Place, quoted};
use crate::fields::{Fields, Key, Value};
use crate::{span, tree};

/// The version of the format that this crate reads and writes.
pub(crate) const VERSION: &str = "1";

const SCENARIO: &[Key] = &[
    Key("readyroom", "the version of the format, 1"),
    Key("id", "the file's name without .yaml"),
    Key("title", "the headline on the card, at most 120 characters"),
    Key("difficulty", "easy, medium or hard"),
    Key("minutes", "how long an investigation should take, 5 to 60"),
    Key("systems", "a list of the 1 to 8 systems that the incident touches, each with its name"),
    Key("brief", "the front of the card, symptoms only, at most 900 characters"),
    Key("evidence", "a list of at most 20 pieces of evidence"),
    Key("notes", "what the facilitator should know and may tell; \"\" when there is nothing"),
    Key("hints", "a list of nudges, each with after and text; [] when there are none"),
    Key("reference_path", "a list of the steps that an expert took, at most 20"),
    Key("cause", "what was wrong"),
    Key("resolution", "what ended it, and what should follow"),
    Key("origin", "where the incident comes from, with kind: real or kind: made_up"),
    Key("authors", "a list of who wrote the card"),
];
const SYSTEM: &[Key] = &[Key("name", "the system's name"), Key("about", "what it does, in one sentence")];
const HINT: &[Key] =
    &[Key("after", "the minutes of investigation after which it makes sense, such as 4m"), Key("text", "what to say")];
const ORIGIN: &[Key] = &[
    Key("kind", "real or made_up"),
    Key("organisation", "whose incident it was"),
    Key("link", "the address of the published account"),
    Key("date", "the day of the incident, YYYY-MM-DD"),
];

/// What a scenario file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioFile {
    /// The scenario. The `source` of its pictures is the name of a file beside it.
    pub scenario: Complete,
}

/// Reads the text of a scenario file.
///
/// `file_name` may be a path; its last part without `.yaml` must be the scenario's id. A name without that ending, such as
/// "upload", goes with every id. No file is opened: whether pictures
/// lie beside the file is for [`read_pack`](crate::read_pack) and [`check_paths`](crate::check_paths) to say.
///
/// # Errors
/// Every fault of the file, in the order of its lines.
pub fn read(file_name: &str, text: &str) -> Result<ScenarioFile, Vec<Fault>> {
    let faults = Faults::of(file_name);
    let found = walk(file_name, text, &faults);
    match found.scenario {
        Some(scenario) if faults.count() == 0 => Ok(ScenarioFile { scenario }),
        _ => Err(faults.into_sorted()),
    }
}

/// What was found in a scenario file, faulty or not; the places are for faults that only its folder can show.
#[derive(Default)]
pub(crate) struct Found {
    /// Nothing when the file has faults.
    pub(crate) scenario: Option<Complete>,
    pub(crate) systems: Vec<(SystemName, Place)>,
    pub(crate) pictures: Vec<(String, Place)>,
}

pub(crate) fn walk(file_name: &str, text: &str, faults: &Faults) -> Found {
    let mut found = Found::default();
    let Some(root) = tree::parse(text, faults) else { return found };
    let root = Value::root(&root, faults);
    if is_known_version(root, "readyroom")
        && let Some(fields) = root.fields(SCENARIO)
    {
        let read = scenario(file_name, &fields, &mut found);
        found.scenario = read.filter(|_| faults.count() == 0).and_then(|read| complete(read, faults));
    }
    found
}

/// The scenario of a file without faults. The reader keeps the same limits, so nothing is refused here that it did not name.
fn complete(read: Scenario, faults: &Faults) -> Option<Complete> {
    let flaws = match Draft(read).complete() {
        Ok(complete) => return Some(complete),
        Err(flaws) => flaws,
    };
    for flaw in flaws {
        let what = flaw.reason.trim_end_matches('.').to_owned();
        faults.add(Place::default(), what, format!("Change {}", flaw.part.key()));
    }
    None
}

fn scenario(file_name: &str, fields: &Fields, found: &mut Found) -> Option<Scenario> {
    fields.need("readyroom");
    let slug = fields.need("id").and_then(|value| id(value, file_name));
    let title = fields.need("title").and_then(|value| value.parsed(Title::parse));
    let difficulty =
        fields.need("difficulty").and_then(|value| value.choice(&Difficulty::ALL.map(|one| (one.word(), one))));
    let minutes = fields.need("minutes").and_then(|value| value.number(MINUTES));
    let systems = fields.need("systems").and_then(|value| systems(value, found));
    let brief = fields.need("brief").and_then(|value| value.text(&limits::BRIEF));
    let evidence = fields.need("evidence").and_then(|value| {
        let mut known = Vec::new();
        value.each(limits::EVIDENCE.items, |item| evidence::read(item, &mut known, found))
    });
    let text = |key, limit| fields.need(key).and_then(|value| value.text(limit));
    let notes = text("notes", &limits::NOTES);
    let cause = text("cause", &limits::CAUSE);
    let resolution = text("resolution", &limits::RESOLUTION);
    let hints = fields.need("hints").and_then(hints);
    let reference_path = fields
        .need("reference_path")
        .and_then(|value| value.each(limits::REFERENCE_STEPS.items, |step| step.text(&limits::REFERENCE_STEP)));
    let origin = fields.need("origin").and_then(origin);
    let authors = fields
        .need("authors")
        .and_then(|value| value.each(limits::AUTHORS.items, |author| author.text(&limits::AUTHOR)));
    Some(Scenario {
        slug: slug?,
        title: title?,
        systems: systems?,
        difficulty: difficulty?,
        brief: brief?,
        evidence: evidence?,
        minutes: minutes?,
        notes: notes?,
        hints: hints?,
        reference_path: reference_path?,
        cause: cause?,
        resolution: resolution?,
        origin: origin?,
        authors: authors?,
    })
}

/// False for a version that this crate does not know: what else stands in the file cannot be judged then.
pub(crate) fn is_known_version(root: Value, key: &str) -> bool {
    let Some(value) = root.peek(key) else { return true };
    let Some(version) = value.word() else { return false };
    if version != VERSION {
        value.fault(
            format!("This is version {} of the format, which this Readyroom does not know", quoted(version)),
            format!("Write version {VERSION}, or use a newer Readyroom"),
        );
    }
    version == VERSION
}

fn id(value: Value, file_name: &str) -> Option<String> {
    let id = value.slug(SLUG_LENGTH)?;
    let name = Path::new(file_name).file_name().and_then(|name| name.to_str()).unwrap_or(file_name);
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    if stem.is_none_or(|stem| stem == id) {
        return Some(id);
    }
    value.fault(
        format!("The id is {id}, but the file is {}", quoted(name)),
        format!("Name the file {id}.yaml, or change the id"),
    );
    None
}

fn systems(value: Value, found: &mut Found) -> Option<Vec<ScenarioSystem>> {
    value.each(limits::SYSTEMS.items, |item| {
        let fields = item.fields(SYSTEM)?;
        let name = fields.need("name").and_then(|value| {
            let name = value.parsed(SystemName::parse)?;
            if found.systems.iter().any(|(known, _)| *known == name) {
                value.fault(format!("The system {} is named twice", quoted(name.as_str())), "Keep one of the two");
                return None;
            }
            found.systems.push((name.clone(), value.place));
            Some(name)
        });
        let about = optional(fields.get("about"), |value| value.text(&limits::ABOUT));
        Some(ScenarioSystem { name: name?, about: about? })
    })
}

fn hints(value: Value) -> Option<Vec<Hint>> {
    value.each(limits::HINTS.items, |item| {
        let fields = item.fields(HINT)?;
        let after_minutes = fields.need("after").and_then(|value| minutes(value, value.word()?, &limits::HINT_MINUTES));
        let text = fields.need("text").and_then(|value| value.text(&limits::HINT));
        Some(Hint { after_minutes: after_minutes?, text: text? })
    })
}

fn origin(value: Value) -> Option<Origin> {
    let fields = value.fields(ORIGIN)?;
    if !fields.need("kind")?.choice(&[("real", true), ("made_up", false)])? {
        for key in ["organisation", "link", "date"] {
            fields.refuse(key, &format!("\"{key}\" belongs to a real incident"), "Remove it, or write kind: real");
        }
        return Some(Origin::MadeUp);
    }
    let organisation = optional(fields.get("organisation"), |value| value.text(&limits::ORGANISATION));
    let link = optional(fields.get("link"), link);
    let date = optional(fields.get("date"), |value| {
        let text = value.string()?;
        let day = Day::parse(text).ok();
        if day.is_none() {
            value.fault(format!("{} is not a day", quoted(text)), "Write it as YYYY-MM-DD, such as 2020-07-07");
        }
        day.map(String::from)
    });
    Some(Origin::Real { organisation: organisation?, link: link?, date: date? })
}

fn link(value: Value) -> Option<String> {
    let text = value.string()?;
    let link = parse_web_link(text).map(str::to_owned);
    if link.is_none() {
        value.fault(
            format!("{} is not the address of a web page", quoted(text)),
            "Write the whole address, beginning with https://",
        );
    }
    link
}

/// Reads an optional value: `Some(None)` when it is not there, nothing when it is faulty.
fn optional<'t, T>(value: Option<Value<'t>>, read: impl FnOnce(Value<'t>) -> Option<T>) -> Option<Option<T>> {
    value.map_or(Some(None), |value| read(value).map(Some))
}

/// Reads whole minutes such as `4m`.
fn minutes(value: Value, text: &str, range: &RangeInclusive<u16>) -> Option<u16> {
    let found = span::parse_minutes(text).filter(|minutes| range.contains(minutes));
    if found.is_none() {
        value.fault(
            format!("{} is not a time of the investigation", quoted(text)),
            format!("Write whole minutes from {}m to {}m, such as 4m", range.start(), range.end()),
        );
    }
    found
}

#[cfg(test)]
mod tests;
