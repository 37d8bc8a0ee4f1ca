//! The review of a draft: every finding beside what replaces it. Until it is confirmed, each can be rejected and more can be
//! selected; afterwards nothing knows the originals any more.

use std::ops::Range;

use domain::scenario::{Draft, EvidenceContent, Origin, Release, SLUG_LENGTH};
use domain::text::{SystemName, Title};

use super::{Finding, Known, Redactor, replace};

/// A text of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedText {
    /// Where it is, by the keys of scenario files: `evidence[2].body`.
    pub place: String,
    /// The text as it came.
    pub text: String,
}

/// A finding, and whether it will be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedFinding {
    /// Its text's number, counted from 0.
    pub text: usize,
    /// What was found.
    pub finding: Finding,
    /// Whether it will be replaced.
    pub accepted: bool,
}

/// A draft whose originals are still there.
pub struct Review {
    draft: Draft,
    texts: Vec<ReviewedText>,
    findings: Vec<ReviewedFinding>,
    redactor: Redactor,
}

impl Review {
    /// Finds what must go of all texts of the draft. Everything found is accepted at first.
    #[must_use]
    pub fn new(mut draft: Draft, known: &Known) -> Self {
        let mut texts = Vec::new();
        for_each_text(&mut draft, &mut |place, text| {
            texts.push(ReviewedText { place, text: text.to_owned() });
            None
        });
        let mut redactor = Redactor::new(known);
        let found = redactor.find(&texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>());
        let findings = found.into_iter().enumerate().flat_map(|(text, findings)| {
            findings.into_iter().map(move |finding| ReviewedFinding { text, finding, accepted: true })
        });
        let findings = findings.collect();
        Self { draft, texts, findings, redactor }
    }

    /// The texts, in the order of a scenario file.
    #[must_use]
    pub fn texts(&self) -> &[ReviewedText] {
        &self.texts
    }

    /// The findings, in the order of their places.
    #[must_use]
    pub fn findings(&self) -> &[ReviewedFinding] {
        &self.findings
    }

    /// Accepts or rejects a finding.
    pub fn decide(&mut self, finding: usize, accepted: bool) {
        if let Some(finding) = self.findings.get_mut(finding) {
            finding.accepted = accepted;
        }
    }

    /// Adds a stretch of a text, and every other place where the same words stand, and replaces what was found within.
    pub fn select(&mut self, text: usize, range: Range<usize>) {
        let Some(value) = self.texts.get(text).and_then(|text| text.text.get(range)).map(str::to_owned) else { return };
        if value.trim().is_empty() {
            return;
        }
        for (index, other) in self.texts.iter().enumerate() {
            for (start, _) in other.text.match_indices(&value) {
                let range = start..start + value.len();
                let overlaps = |finding: &ReviewedFinding| {
                    finding.text == index
                        && finding.finding.range.start < range.end
                        && range.start < finding.finding.range.end
                };
                let wider = |finding: &ReviewedFinding| {
                    let found = &finding.finding.range;
                    found.start < range.start || range.end < found.end
                };
                if self.findings.iter().any(|finding| overlaps(finding) && wider(finding) && finding.accepted) {
                    continue;
                }
                self.findings.retain(|finding| !overlaps(finding));
                let finding = self.redactor.select(&other.text, range);
                self.findings.push(ReviewedFinding { text: index, finding, accepted: true });
            }
        }
        self.findings.sort_by_key(|finding| (finding.text, finding.finding.range.start));
    }

    /// The draft as it would be now.
    #[must_use]
    pub fn preview(&self) -> Draft {
        let mut draft = self.draft.clone();
        let mut index = 0;
        for_each_text(&mut draft, &mut |_, text| {
            let accepted = self.findings.iter().filter(|finding| finding.text == index && finding.accepted);
            let changed = replace(text, accepted.map(|finding| &finding.finding));
            index += 1;
            Some(changed)
        });
        draft
    }

    /// The draft with every accepted finding replaced; one without an id gets that of its title. The originals and what
    /// replaced them are gone.
    #[must_use]
    pub fn confirm(self) -> Draft {
        let mut draft = self.preview();
        if draft.0.slug.is_empty() {
            let slug = as_slug(draft.0.title.as_str());
            draft.0.slug = if SLUG_LENGTH.contains(&slug.len()) { slug } else { "imported".to_owned() };
        }
        draft
    }
}

/// Calls `change` with the place of each text of a draft and the text, and puts what it returns in its place.
fn for_each_text(draft: &mut Draft, change: &mut dyn FnMut(String, &str) -> Option<String>) {
    let scenario = &mut draft.0;
    if let Some(changed) = change("id".into(), &scenario.slug) {
        scenario.slug = as_slug(&changed);
    }
    if let Some(title) =
        change("title".into(), scenario.title.as_str()).and_then(|changed| shortened(&changed, Title::parse))
    {
        scenario.title = title;
    }
    for (index, system) in scenario.systems.iter_mut().enumerate() {
        let changed = change(format!("systems[{index}].name"), system.name.as_str());
        if let Some(name) = changed.and_then(|changed| shortened(&changed, SystemName::parse)) {
            system.name = name;
        }
        change_optional(&mut system.about, || format!("systems[{index}].about"), change);
    }
    change_text(&mut scenario.brief, || "brief".into(), change);
    for (index, piece) in scenario.evidence.iter_mut().enumerate() {
        change_evidence(&mut piece.content, index, change);
        if let Release::Asked { ask } = &mut piece.release {
            change_text(ask, || format!("evidence[{index}].ask"), change);
        }
    }
    change_text(&mut scenario.notes, || "notes".into(), change);
    for (index, hint) in scenario.hints.iter_mut().enumerate() {
        change_text(&mut hint.text, || format!("hints[{index}].text"), change);
    }
    change_list(&mut scenario.reference_path, "reference_path", change);
    change_text(&mut scenario.cause, || "cause".into(), change);
    change_text(&mut scenario.resolution, || "resolution".into(), change);
    if let Origin::Real { organisation, link, date: _ } = &mut scenario.origin {
        change_optional(organisation, || "origin.organisation".into(), change);
        change_optional(link, || "origin.link".into(), change);
    }
    change_list(&mut scenario.authors, "authors", change);
}

type Change<'c> = dyn FnMut(String, &str) -> Option<String> + 'c;

fn change_text(text: &mut String, place: impl FnOnce() -> String, change: &mut Change<'_>) {
    if let Some(changed) = change(place(), text) {
        *text = changed;
    }
}

fn change_optional(text: &mut Option<String>, place: impl FnOnce() -> String, change: &mut Change<'_>) {
    if let Some(text) = text {
        change_text(text, place, change);
    }
}

fn change_list(list: &mut [String], name: &str, change: &mut Change<'_>) {
    for (index, text) in list.iter_mut().enumerate() {
        change_text(text, || format!("{name}[{index}]"), change);
    }
}

fn change_evidence(content: &mut EvidenceContent, index: usize, change: &mut Change<'_>) {
    let place = |field: &str| format!("evidence[{index}].{field}");
    let (title, sender) = match content {
        EvidenceContent::Page { title, sender, .. }
        | EvidenceContent::Chat { title, sender, .. }
        | EvidenceContent::Email { subject: title, sender, .. }
        | EvidenceContent::Log { title, sender, .. }
        | EvidenceContent::Picture { title, sender, .. }
        | EvidenceContent::Tap { title, sender, .. }
        | EvidenceContent::Text { title, sender, .. } => (title, sender),
    };
    change_optional(title, || place("title"), change);
    change_optional(sender, || place("sender"), change);
    match content {
        EvidenceContent::Email { recipients, body, .. } => {
            change_list(recipients, &place("recipients"), change);
            change_text(body, || place("body"), change);
        }
        EvidenceContent::Log { lines, .. } => {
            // A key may go over several lines.
            if let Some(changed) = change(place("body"), &lines.join("\n")) {
                *lines = changed.split('\n').map(str::to_owned).collect();
            }
        }
        EvidenceContent::Picture { picture, caption, .. } => {
            change_text(caption, || place("body"), change);
            change_text(&mut picture.alt, || place("alt"), change);
        }
        EvidenceContent::Page { text, .. }
        | EvidenceContent::Chat { message: text, .. }
        | EvidenceContent::Tap { speech: text, .. }
        | EvidenceContent::Text { text, .. } => change_text(text, || place("body"), change),
    }
}

/// Parses a text that may have become too long, without what is too much.
fn shortened<T, E>(text: &str, parse: impl Fn(&str) -> Result<T, E>) -> Option<T> {
    let mut characters: Vec<char> = text.chars().collect();
    while !characters.is_empty() {
        if let Ok(parsed) = parse(&characters.iter().collect::<String>()) {
            return Some(parsed);
        }
        characters.pop();
    }
    None
}

/// A slug of what is left of one: lower-case words joined by hyphens.
fn as_slug(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let mut slug = words.join("-");
    slug.truncate(*SLUG_LENGTH.end());
    slug.trim_end_matches('-').to_owned()
}
