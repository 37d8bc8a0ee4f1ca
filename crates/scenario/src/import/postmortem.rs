//! Postmortems in Markdown, with front matter or without.
//!
//! Evidence comes from the timeline. What gives the cause or the cure away becomes a step of the reference path; cause, resolution
//! and lessons stay on the facilitator's side. The front is the first symptom.

mod blocks;
mod headings;
mod sections;
mod symptom;
mod timeline;
mod title;

use domain::scenario::EvidenceContent;

use self::blocks::{Block, read_blocks};
use self::headings::{Section, classify, is_section_line};
use self::sections::Sections;
use self::symptom::find_symptom;
use self::timeline::{Entry, read_entries};
use self::title::find_title;
use super::sketch::Sketch;
use super::{Imported, clues, fault, times};
use crate::fault::Fault;

/// Whether a text has headings, one of which is a part of a postmortem.
pub(super) fn looks_like_postmortem(head: &str) -> bool {
    let blocks = read_blocks(head);
    let parts = blocks.iter().filter(|block| match block {
        Block::Heading { text, .. } => classify(text).is_some(),
        Block::Paragraph(text) => text.lines().any(is_section_line),
        Block::Item(_) | Block::Row(_) | Block::Code(_) => false,
    });
    parts.count() >= 2
}

/// Makes one draft of a postmortem.
pub(super) fn import_postmortem(file: &str, text: &str) -> Result<Vec<Imported>, Fault> {
    let (front, body) = split_front_matter(text);
    let blocks = read_blocks(body);
    if blocks.is_empty() {
        return Err(fault(file, 1, "There is no text in the file", "Write or export the postmortem as Markdown"));
    }
    let sections = Sections::sort(blocks);
    let front = Front(front);
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let mut sketch =
        Sketch { title: find_title(front.value(&["title", "name"]), &sections, name), ..Sketch::default() };
    let day = day(&front, &sections, name);
    sketch.date = day.and_then(times::format_day);
    sketch.link = front.value(&["link", "url", "source", "permalink"]);
    sketch.organisation = front.value(&["company", "organisation", "organization"]);
    name_systems(&mut sketch, &front, &sections);
    let entries = entries(&sections, day);
    let called = called_at(&entries);
    sketch.called_at_s = called.and_then(|index| entries[index].at_s);
    sketch.brief = find_symptom(&sections, &entries, called).unwrap_or_else(|| sketch.title.clone());
    (sketch.cause, sketch.resolution) = cause_and_resolution(&front, &sections, &entries);
    for entry in &entries {
        add_entry(&mut sketch, entry);
    }
    sketch.notes = notes(&sections);
    Ok(vec![sketch.finish(file)])
}

/// The lines `key: value` between two lines `---` at the beginning.
struct Front<'t>(Vec<(&'t str, String)>);

impl Front<'_> {
    fn value(&self, keys: &[&str]) -> Option<String> {
        let of =
            |key: &&str| self.0.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value.clone());
        keys.iter().find_map(of).filter(|value| !value.trim().is_empty())
    }
}

fn split_front_matter(text: &str) -> (Vec<(&str, String)>, &str) {
    let mark = if text.starts_with("+++") { "+++" } else { "---" };
    let Some(rest) = text.strip_prefix(mark) else { return (Vec::new(), text) };
    let Some((front, body)) = rest.split_once(&format!("\n{mark}")) else { return (Vec::new(), text) };
    let mut fields: Vec<(&str, String)> = Vec::new();
    for line in front.lines() {
        let bare = |value: &str| value.trim().trim_matches(['"', '\'', '[', ']']).trim().to_owned();
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if let Some((_, value)) = fields.last_mut() {
                value.push_str(if value.is_empty() { "" } else { ", " });
                value.push_str(&bare(item));
            }
        } else if let Some((key, value)) =
            line.split_once([':', '=']).filter(|(key, _)| !key.starts_with([' ', '\t', '#']))
        {
            fields.push((key.trim(), bare(value).trim_start_matches(['|', '>']).to_owned()));
        } else if let Some((_, value)) = fields.last_mut().filter(|_| line.starts_with(' ')) {
            value.push_str(if value.is_empty() { "" } else { " " });
            value.push_str(line.trim());
        }
    }
    (fields, body)
}

fn day(front: &Front, sections: &Sections, name: &str) -> Option<i64> {
    let texts = [
        front.value(&[
            "date",
            "incident_date",
            "incident-date",
            "incident_start_time",
            "start",
            "starttime",
            "created",
        ]),
        sections
            .label(&[
                "date",
                "incident date",
                "date of incident",
                "date and time",
                "start",
                "started",
                "date/time",
                "when",
            ])
            .map(str::to_owned),
        sections.titles.first().cloned(),
        Some(name.to_owned()),
        Some(sections.text(Section::Other)),
        Some(sections.text(Section::Summary)),
        Some(sections.text(Section::Timeline)),
    ];
    texts.into_iter().flatten().find_map(|text| times::find_day(&text))
}

fn name_systems(sketch: &mut Sketch, front: &Front, sections: &Sections) {
    let keys = [
        "services",
        "service",
        "systems",
        "system",
        "services_affected",
        "affected_services",
        "components",
        "affected services",
        "affected systems",
        "affected service",
        "services affected",
        "systems affected",
        "affected components",
        "product",
        "services impacted",
    ];
    let text = front.value(&keys).or_else(|| sections.label(&keys).map(str::to_owned)).unwrap_or_default();
    for name in text.split([',', ';', '\n']).map(|name| name.trim_matches(|c: char| !c.is_alphanumeric() && c != ')')) {
        if name.chars().count() <= 60 {
            sketch.add_system(name);
        }
    }
}

/// The entries of the timeline; without one, those of the whole text.
fn entries(sections: &Sections, day: Option<i64>) -> Vec<Entry> {
    let entries = read_entries(sections.blocks(Section::Timeline), day);
    let timed = |entries: &[Entry]| entries.iter().filter(|entry| entry.at_s.is_some()).count();
    if timed(&entries) > 0 {
        return entries;
    }
    let others: Vec<Block> = sections.all().cloned().collect();
    // Only lines that begin with a time count here.
    let others: Vec<Entry> = read_entries(&others, day);
    let others: Vec<Entry> = others
        .into_iter()
        .map(|entry| Entry { text: entry.text.lines().next().unwrap_or_default().to_owned(), ..entry })
        .collect();
    if timed(&others) >= 2 { others } else { entries }
}

/// The entry with which somebody was called: an alarm or a report, else a symptom, else the first.
fn called_at(entries: &[Entry]) -> Option<usize> {
    let first = |of: &dyn Fn(&str) -> bool| entries.iter().position(|entry| entry.at_s.is_some() && of(&entry.text));
    first(&|text| (clues::is_alarm(text) || clues::is_report(text)) && !clues::names_cure(text))
        .or_else(|| first(&|text| clues::is_symptom(text) && !clues::names_cure(text)))
        .or_else(|| first(&|_| true))
}

fn cause_and_resolution(front: &Front, sections: &Sections, entries: &[Entry]) -> (String, String) {
    let mut cause = sections.text(Section::Cause);
    let mut resolution = sections.text(Section::Resolution);
    let both = sections.text(Section::CauseAndResolution);
    if !both.is_empty() {
        // What was done follows what was wrong.
        let sentences = clues::sentences(&both);
        let is_cure = |sentence: &&str| clues::names_cure(sentence) && !clues::names_certain_cause(sentence);
        let place = sentences.iter().skip(1).position(is_cure).map(|place| place + 1);
        let (causes, cures) = place.map_or((both.clone(), both.clone()), |place| {
            (sentences[..place].join("\n"), sentences[place..].join("\n"))
        });
        if cause.is_empty() {
            cause = causes;
        }
        if resolution.is_empty() {
            resolution = cures;
        }
    }
    let texts = [Section::Summary, Section::Other, Section::Impact, Section::Detection, Section::Lessons];
    let texts: Vec<String> = texts.iter().map(|section| sections.text(*section)).collect();
    let events: Vec<String> = entries.iter().map(|entry| entry.text.clone()).collect();
    let account = [texts.as_slice(), events.as_slice()].concat();
    let factors = sections.text(Section::Factors);
    if cause.is_empty() {
        let summary = sections.text(Section::Summary);
        let certain = first_sentences(std::slice::from_ref(&summary), clues::names_certain_cause);
        // What contributed is understood beside the whole summary only.
        let certain = Some(certain).filter(|_| factors.is_empty()).unwrap_or_default();
        let others = [Section::Other, Section::Impact, Section::Detection, Section::Lessons, Section::Actions]
            .map(|section| sections.text(section));
        let others = first_sentences(&others, clues::names_certain_cause);
        let whole = [summary, others].join("\n").trim().to_owned();
        let found = [certain, whole, first_sentences(&account, clues::names_cause)];
        let mut found = found.into_iter();
        let found = || found.find(|text| !text.is_empty()).unwrap_or_default();
        cause = front.value(&["root_cause", "cause", "root_cause_summary"]).unwrap_or_else(found);
    }
    if !factors.is_empty() {
        cause = format!("{cause}\n\nWhat contributed:\n{factors}").trim().to_owned();
    }
    if resolution.is_empty() {
        resolution = cure(&sections.text(Section::Summary), &events);
    }
    if resolution.is_empty() {
        resolution = first_sentences(&account, clues::names_cure);
    }
    if resolution.is_empty() {
        resolution = entries.last().map(|entry| entry.text.clone()).unwrap_or_default();
    }
    (cause, resolution)
}

/// What ended the incident, as the summary and the end of the timeline tell it.
fn cure(summary: &str, events: &[String]) -> String {
    let sentences = clues::sentences(summary).into_iter().filter(|sentence| clues::names_cure(sentence)).take(2);
    let all = events.iter().flat_map(|text| clues::sentences(text));
    let done: Vec<&str> = all.filter(|sentence| clues::names_cure(sentence) || clues::names_remedy(sentence)).collect();
    let last = done[done.len().saturating_sub(3)..].iter().copied();
    sentences.chain(last).collect::<Vec<_>>().join("\n")
}

/// The first three sentences of which something is true.
fn first_sentences(texts: &[String], is_wanted: fn(&str) -> bool) -> String {
    let found = texts.iter().flat_map(|text| clues::sentences(text)).filter(|sentence| is_wanted(sentence));
    found.take(3).map(|sentence| sentence.trim_start_matches(['-', ' '])).collect::<Vec<_>>().join("\n")
}

/// What was observed becomes evidence, what gives the cause or the cure away a step.
fn add_entry(sketch: &mut Sketch, entry: &Entry) {
    let sentences = clues::sentences(&entry.text);
    // A short entry tells one thing; of a long one the rest may be shown.
    let all = sentences.len() <= 3 && clues::reveals(&entry.text);
    let (revealing, observed): (Vec<&str>, Vec<&str>) =
        sentences.into_iter().partition(|sentence| all || clues::reveals(sentence));
    if !revealing.is_empty() {
        sketch.steps.push((entry.at_s, revealing.join(" ")));
    }
    if observed.is_empty() {
        return;
    }
    let text = observed.join("\n");
    let content = if clues::is_alarm(&text) {
        EvidenceContent::Page { title: None, sender: None, text }
    } else if clues::is_report(&text) {
        EvidenceContent::Chat { sender: None, title: None, message: text }
    } else {
        EvidenceContent::Text { title: None, sender: None, text }
    };
    sketch.add(entry.at_s, content);
}

/// What stays for the facilitator beside cause and resolution.
fn notes(sections: &Sections) -> Vec<String> {
    let parts = [
        ("Summary", Section::Summary),
        ("Impact", Section::Impact),
        ("Detection", Section::Detection),
        ("Lessons", Section::Lessons),
        ("Actions", Section::Actions),
    ];
    let texts = parts.iter().map(|(name, section)| (name, sections.text(*section)));
    texts.filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("{name}\n{text}")).collect()
}
