//! Reading a scenario file: its keys make a draft, and each flaw that the domain finds in the draft is reported with its place in
//! the file. Only what is of the file alone is judged here: whether a key is there, and whether a value has the form of its key.

use std::collections::BTreeMap;
use std::path::Path;

use domain::scenario::{
    CardPack, Complete, Difficulty, Draft, Evidence, EvidenceContent, EvidenceFields, EvidenceKind, Field, Flaw,
    FlawKind, Hint, MINUTES, Origin, Part, Picture, Release, Scenario, ScenarioSystem, Spot, limits,
};
use domain::text::{SystemName, Title};

use crate::fault::{Fault, Faults, Place, quoted};
use crate::fields::{Fields, Value};
use crate::forms::{Form, List, PictureName, Recipient, ScenarioId, Text, wrong_minutes, wrong_offset};
use crate::keys::{Entry, EvidenceKeys, HintKeys, Need, OriginKeys, PackKeys, ScenarioKeys, SystemKeys};
use crate::tree;

/// The version of the format that this crate reads and writes.
pub(crate) const VERSION: &str = "1";

/// What a scenario file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioFile {
    /// The scenario. The `source` of its pictures is the name of a file beside it.
    pub scenario: Complete,
}

/// Reads the text of a scenario file.
///
/// `file_name` may be a path; its last part without `.yaml` must be the scenario's id. A name without that ending, such as
/// "upload", allows every id. No file is opened: whether pictures
/// are beside the file is checked by [`read_pack`](crate::read_pack) and [`check_paths`](crate::check_paths).
///
/// # Errors
/// Every fault of the file, in the order of its lines.
pub fn read_scenario(file_name: &str, text: &str) -> Result<ScenarioFile, Vec<Fault>> {
    let faults = Faults::new(file_name);
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
    let Some(root) = tree::parse(text, faults) else { return Found::default() };
    let root = Value::root(&root, faults);
    if !is_known_version(root, "readyroom") {
        return Found::default();
    }
    let Some((keys, _)) = ScenarioKeys::take(root) else { return Found::default() };
    let mut reader = Reader::default();
    let draft = reader.draft(&keys, file_name);
    let scenario = reader.complete(draft, faults);
    Found { scenario, systems: reader.systems, pictures: reader.pictures }
}

/// False for a version that this crate does not know: the rest of the file cannot be judged then.
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
    let id = ScenarioId::read_value(value)?;
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

/// Makes a draft of the keys of a file. A value that cannot be read is replaced by one without a place.
#[derive(Default)]
struct Reader<'t> {
    /// Where in the file the parts of the draft stand; the only way from a flaw to its line.
    places: BTreeMap<Spot, Value<'t>>,
    systems: Vec<(SystemName, Place)>,
    pictures: Vec<(String, Place)>,
}

impl<'t> Reader<'t> {
    /// The complete scenario of a file without faults. Each flaw of its draft is a fault at its place; one of a value that
    /// could not be read has none, and is not reported beside the fault that it has already.
    fn complete(&self, draft: Draft, faults: &Faults) -> Option<Complete> {
        let flaws = match draft.complete() {
            Ok(complete) => return (faults.count() == 0).then_some(complete),
            Err(flaws) => flaws,
        };
        for flaw in &flaws {
            if let Some(value) = self.places.get(&flaw.spot) {
                report(flaw, *value);
            }
        }
        if let (0, Some(flaw)) = (faults.count(), flaws.first()) {
            let what = flaw.to_string();
            faults.add(Place::default(), what.trim_end_matches('.'), format!("Change {}", flaw.spot.part.key()));
        }
        None
    }

    fn draft(&mut self, keys: &ScenarioKeys<'t>, file_name: &str) -> Draft {
        Draft(Scenario {
            slug: keys.id.value.and_then(|value| id(value, file_name)).unwrap_or_default(),
            title: keys.title.read_value().unwrap_or_else(|| Title::parse("-").expect("a hyphen is a title")),
            systems: self.list(Part::Systems, &keys.systems, Self::system),
            difficulty: keys.difficulty.read_value().unwrap_or(Difficulty::Easy),
            brief: self.read_entry(Part::Brief, &keys.brief).unwrap_or_default(),
            evidence: self.list(Part::Evidence, &keys.evidence, Self::evidence),
            minutes: self.read_entry(Part::Minutes, &keys.minutes).unwrap_or(*MINUTES.start()),
            notes: self.read_entry(Part::Notes, &keys.notes).unwrap_or_default(),
            hints: self.list(Part::Hints, &keys.hints, Self::hint),
            reference_path: self.list(Part::ReferencePath, &keys.reference_path, Self::text),
            cause: self.read_entry(Part::Cause, &keys.cause).unwrap_or_default(),
            resolution: self.read_entry(Part::Resolution, &keys.resolution).unwrap_or_default(),
            origin: keys.origin.value.and_then(|value| self.origin(value)).unwrap_or(Origin::MadeUp),
            authors: self.list(Part::Authors, &keys.authors, Self::text),
            pack: keys.pack.value.and_then(|value| self.pack(value)),
        })
    }

    /// Reads a value and keeps its place.
    fn read_entry<F: Form, const NEEDED: bool>(
        &mut self,
        spot: impl Into<Spot>,
        entry: &Entry<'t, F, NEEDED>,
    ) -> Option<F::Read> {
        self.value::<F>(spot, entry.value?)
    }

    fn value<F: Form>(&mut self, spot: impl Into<Spot>, value: Value<'t>) -> Option<F::Read> {
        let read = F::read_value(value)?;
        self.places.insert(spot.into(), value);
        Some(read)
    }

    /// Reads every item of a list and keeps its place; a list that the file breaks off may well have had more items.
    fn list<F, T>(
        &mut self,
        part: Part,
        entry: &Need<'t, List<F>>,
        read: impl Fn(&mut Self, Spot, Value<'t>) -> T,
    ) -> Vec<T> {
        let Some((items, complete)) = entry.value.and_then(Value::items) else { return Vec::new() };
        if complete {
            self.places.extend(entry.value.map(|value| (part.into(), value)));
        }
        items.into_iter().enumerate().map(|(index, item)| read(self, part.item(index), item)).collect()
    }

    fn text(&mut self, spot: Spot, item: Value<'t>) -> String {
        self.value::<Text>(spot, item).unwrap_or_default()
    }

    fn system(&mut self, spot: Spot, item: Value<'t>) -> ScenarioSystem {
        let unnamed = || SystemName::parse("-").expect("a hyphen is a name");
        let Some((keys, _)) = SystemKeys::take(item) else { return ScenarioSystem { name: unnamed(), about: None } };
        let name = self.read_entry(spot.field(Field::Name), &keys.name);
        self.systems.extend(name.clone().zip(keys.name.value.map(|value| value.place)));
        ScenarioSystem {
            name: name.unwrap_or_else(unnamed),
            about: self.read_entry(spot.field(Field::About), &keys.about),
        }
    }

    fn hint(&mut self, spot: Spot, item: Value<'t>) -> Hint {
        let Some((keys, _)) = HintKeys::take(item) else { return Hint { after_minutes: 0, text: String::new() } };
        Hint {
            after_minutes: self.read_entry(spot.field(Field::After), &keys.after).unwrap_or_default(),
            text: self.read_entry(spot.field(Field::Text), &keys.text).unwrap_or_default(),
        }
    }

    fn origin(&mut self, value: Value<'t>) -> Option<Origin> {
        let (keys, _) = OriginKeys::take(value)?;
        let spot = Spot::from(Part::Origin);
        if !keys.kind.value?.choice(&[("real", true), ("made_up", false)])? {
            let (incident, mend) = ("a real incident", "Remove it, or write kind: real");
            keys.organisation.refuse(incident, mend);
            keys.link.refuse(incident, mend);
            keys.date.refuse(incident, mend);
            return None;
        }
        Some(Origin::Real {
            organisation: self.read_entry(spot.field(Field::Organisation), &keys.organisation),
            link: self.read_entry(spot.field(Field::Link), &keys.link),
            date: self.read_entry(spot.field(Field::Date), &keys.date),
        })
    }

    fn pack(&mut self, value: Value<'t>) -> Option<CardPack> {
        let (keys, _) = PackKeys::take(value)?;
        let spot = Spot::from(Part::Pack);
        Some(CardPack {
            title: keys.title.read_value()?,
            version: self.read_entry(spot.field(Field::Version), &keys.version),
            licence: self.read_entry(spot.field(Field::Licence), &keys.licence).unwrap_or_default(),
            authors: self.list(Part::Pack, &keys.authors, Self::text),
        })
    }

    fn evidence(&mut self, spot: Spot, item: Value<'t>) -> Evidence {
        let Some((keys, fields)) = EvidenceKeys::take(item) else {
            let content = EvidenceContent::Text { title: None, sender: None, text: String::new() };
            return Evidence { id: String::new(), offset_s: 0, release: Release::Back, misleading: false, content };
        };
        Evidence {
            id: self.read_entry(spot.field(Field::Id), &keys.id).unwrap_or_default(),
            offset_s: self.read_entry(spot.field(Field::Offset), &keys.at).unwrap_or_default(),
            release: self.release(spot, &keys, &fields),
            misleading: keys.misleading.read_value().unwrap_or_default(),
            content: self.content(spot, &keys, &fields),
        }
    }

    fn release(&mut self, spot: Spot, keys: &EvidenceKeys<'t>, fields: &Fields<'t>) -> Release {
        let Some(release) = self.read_entry(spot.field(Field::Release), &keys.release) else { return Release::Back };
        if let Release::Asked { .. } = release {
            let ask = keys.ask.needed(fields).and_then(|ask| self.value::<Text>(spot.field(Field::Ask), ask));
            return Release::Asked { ask: ask.unwrap_or_default() };
        }
        keys.ask.refuse("release: asked", "Remove it, or write release: asked");
        release
    }

    fn content(&mut self, spot: Spot, keys: &EvidenceKeys<'t>, fields: &Fields<'t>) -> EvidenceContent {
        let known = keys.kind.read_value();
        let kind = known.unwrap_or(EvidenceKind::Text);
        let body = match known {
            Some(kind) if kind.needs_text() => keys.body.needed(fields),
            Some(_) => keys.body.value.filter(|body| body.not_blank().is_some()),
            None => keys.body.value,
        };
        if known.is_some_and(|kind| !kind.has_picture()) {
            let mend = "Remove it, or write kind: picture";
            keys.picture.refuse("kind: picture", mend);
            keys.alt.refuse("kind: picture", mend);
        }
        if known.is_some_and(|kind| !kind.has_recipients()) {
            keys.recipients.refuse("kind: email", "Remove it, or write kind: email");
        }
        let content = EvidenceFields {
            kind,
            title: self.read_entry(spot.field(Field::Title), &keys.title),
            sender: self.read_entry(spot.field(Field::Sender), &keys.sender),
            recipients: if kind.has_recipients() { self.recipients(spot, keys) } else { Vec::new() },
            body: body.and_then(|body| self.value::<Text>(spot.field(Field::Body), body)).unwrap_or_default(),
            picture: kind.has_picture().then(|| self.picture(spot, keys, fields)),
        };
        EvidenceContent::from_fields(content).expect("the kind has what is there")
    }

    fn recipients(&mut self, spot: Spot, keys: &EvidenceKeys<'t>) -> Vec<String> {
        let Some((items, true)) = keys.recipients.value.and_then(Value::items) else { return Vec::new() };
        let named: Option<Vec<String>> = items.into_iter().map(Recipient::read_value).collect();
        if let (Some(_), Some(value)) = (&named, keys.recipients.value) {
            self.places.insert(spot.field(Field::Recipients), value);
        }
        named.unwrap_or_default()
    }

    fn picture(&mut self, spot: Spot, keys: &EvidenceKeys<'t>, fields: &Fields<'t>) -> Picture {
        let value = keys.picture.needed(fields);
        let source = value.and_then(PictureName::read_value);
        self.pictures.extend(source.clone().zip(value.map(|value| value.place)));
        let alt = keys.alt.needed(fields).and_then(|alt| self.value::<Text>(spot.field(Field::Alt), alt));
        Picture { source: source.unwrap_or_default(), alt: alt.unwrap_or_default() }
    }
}

/// Names a flaw of the draft at its value, with what mends it in a file.
fn report(flaw: &Flaw, value: Value) {
    match &flaw.kind {
        FlawKind::Text(error) => value.refused(error),
        FlawKind::NoSystem => value.wrong_count(&limits::SYSTEMS.items),
        FlawKind::TooMany(limit) => value.wrong_count(&limit.items),
        FlawKind::Minutes => value.outside(&MINUTES),
        FlawKind::SameSystem(name) => {
            value.fault(format!("The system {} is named twice", quoted(name.as_str())), "Keep one of the two");
        }
        FlawKind::EvidenceId => value.wrong_name(&limits::EVIDENCE_ID_LENGTH),
        FlawKind::SameEvidenceId(id) => {
            value.fault(format!("Another piece of evidence is called {id}, too"), "Give each an id of its own");
        }
        FlawKind::Offset => wrong_offset(value),
        FlawKind::ReleaseMinutes => wrong_minutes(value, &limits::RELEASE_MINUTES),
        FlawKind::HintMinutes => wrong_minutes(value, &limits::HINT_MINUTES),
        FlawKind::Link => value.fault(
            format!("{} is not the address of a web page", quoted(value.raw())),
            "Write the whole address, beginning with https://",
        ),
        FlawKind::Day(_) => {
            value.fault(format!("{} is not a day", quoted(value.raw())), "Write it as YYYY-MM-DD, such as 2020-07-07")
        }
    }
}

#[cfg(test)]
mod tests;
