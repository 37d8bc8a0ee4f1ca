//! The first symptom of a postmortem: what somebody saw, without what caused it.

use super::super::clues;
use super::headings::Section;
use super::sections::Sections;
use super::timeline::Entry;
use super::title::{without_cause, without_label};

/// Words with which a sentence continues the one before it, or thinks about it.
const CONTINUING: [&str; 14] = [
    "This",
    "But",
    "It ",
    "That",
    "These",
    "Further",
    "However",
    "They",
    "And ",
    "So ",
    "As a result",
    "Thus",
    "Suspect",
    "Since ",
];

/// Words behind which a sentence names the effect.
const EFFECTS: [&str; 10] = [
    " causing ",
    " caused ",
    " causes ",
    " cause ",
    " resulting in ",
    " resulted in ",
    " leading to ",
    " led to ",
    " meant that ",
    " preventing ",
];

/// What users saw, and what was seen when somebody was called.
pub(super) fn find_symptom(sections: &Sections, entries: &[Entry], called: Option<usize>) -> Option<String> {
    let summary = sections.text(Section::Summary);
    let impact = sections.text(Section::Impact);
    let rest = [Section::Detection, Section::Other, Section::CauseAndResolution]
        .map(|section| sections.text(section))
        .join("\n");
    let plain =
        |sentence: &&str| clues::is_symptom(sentence) && !clues::reveals(sentence) && !clues::names_cause(sentence);
    let begins_anew = |sentence: &&str| !CONTINUING.iter().any(|word| sentence.starts_with(word));
    // The first sentences tell what was seen; "it was discovered" gives nothing away there.
    let is_first = |sentence: &&str| {
        clues::is_symptom(sentence)
            && !clues::names_cause(sentence)
            && !clues::reveals(&sentence.replace("it was discovered that", ""))
            && begins_anew(sentence)
    };
    let account = if summary.is_empty() { &rest } else { &summary };
    let first = sentences(&impact).chain(sentences(account).take(5)).find(is_first);
    let first_line = |index: usize| without_cause(entries[index].text.lines().next().unwrap_or_default());
    let is_seen = |text: &&str| {
        let reported = clues::is_alarm(text) || clues::is_report(text);
        !clues::reveals(text) && (reported || (first.is_none() && clues::is_symptom(text)))
    };
    let seen = called.and_then(|index| sentences(&entries[index].text).find(is_seen));
    if first.is_some() || seen.is_some() {
        let lines = first.into_iter().chain(seen).map(|line| line.trim_end_matches([':', ' ']));
        let mut lines: Vec<&str> = lines.collect();
        lines.dedup();
        return Some(lines.join("\n"));
    }
    let all = || sentences(&impact).chain(sentences(&summary)).chain(sentences(&rest));
    let statements = || all().chain((0..entries.len()).map(first_line));
    all()
        .find(plain)
        .map(str::to_owned)
        .or_else(|| statements().filter_map(effect).find(|effect| clues::is_symptom(effect)))
        .or_else(|| statements().find_map(effect))
        .or_else(|| statements().find(plain).map(str::to_owned))
        .or_else(|| all().find(|sentence| clues::is_symptom(sentence)).map(str::to_owned))
        .or_else(|| all().next().map(str::to_owned))
        .or_else(|| called.map(|index| entries[index].text.clone()))
}

/// Whole sentences, without their causes.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let sentences = clues::sentences(text).into_iter().map(|sentence| without_cause(without_label(sentence)));
    sentences.filter(|sentence| sentence.split_whitespace().count() >= 4)
}

/// The effect of a sentence that names a cause.
fn effect(sentence: &str) -> Option<String> {
    let place = EFFECTS.iter().filter_map(|word| Some((sentence.rfind(word)?, word.len()))).max()?;
    let effect = sentence[place.0 + place.1..].trim();
    let mut characters = effect.chars();
    let capital: String = characters.next()?.to_uppercase().chain(characters).collect();
    (effect.split_whitespace().count() >= 4).then_some(capital)
}
