//! The title of a postmortem.

use super::super::{clues, times};
use super::headings::{Section, classify};
use super::sections::Sections;

/// The title of a postmortem: that of its front matter, its first heading, or its first symptom.
pub(super) fn find_title(front: Option<String>, sections: &Sections, name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let labels = ["title", "incident", "incident title", "issue", "name", "incident name"];
    let named = front.into_iter();
    let named = named.chain(sections.titles.iter().cloned()).chain(sections.label(&labels).map(str::to_owned));
    let mut named = named.map(|title| without_kind(&title)).filter(|title| !is_general(title));
    named.next().unwrap_or_else(|| {
        let stem = without_kind(&stem.replace(['-', '_'], " "));
        let is_named =
            !is_general(&stem) && !stem.eq_ignore_ascii_case("readme") && stem.split_whitespace().count() > 1;
        if is_named { stem } else { title_of_symptom(sections).unwrap_or(stem) }
    })
}

/// The first symptom as a title.
fn title_of_symptom(sections: &Sections) -> Option<String> {
    let text = [Section::Summary, Section::Impact, Section::Other].map(|section| sections.text(section)).join("\n");
    let sentences = clues::sentences(&text);
    let whole = |sentence: &&&str| sentence.split_whitespace().count() >= 4 && !without_label(sentence).is_empty();
    let is_symptom = |sentence: &&&str| clues::is_symptom(sentence) && !clues::names_cause(sentence);
    let symptom = sentences.iter().filter(whole).find(is_symptom);
    let sentence = without_cause(without_label(symptom.or(sentences.iter().find(whole))?));
    // "On Monday, the site was down": without the time.
    let begins = ["On ", "At ", "From ", "For ", "Between ", "Since ", "During ", "In "]
        .iter()
        .any(|word| sentence.starts_with(word));
    let comma = sentence.match_indices(", ").find(|(at, _)| sentence[at + 2..].starts_with(char::is_lowercase));
    let short = comma.filter(|(at, _)| begins && *at < 80).map_or(sentence, |(at, _)| &sentence[at + 2..]);
    let mut title = String::new();
    for word in short.trim_end_matches('.').split_whitespace() {
        if title.chars().count() + word.chars().count() > 90 {
            break;
        }
        title.push_str(if title.is_empty() { "" } else { " " });
        title.push_str(word);
    }
    let mut characters = title.chars();
    Some(characters.next()?.to_uppercase().chain(characters).collect())
}

/// Words that name the document, not the incident.
const KINDS: [&str; 18] = [
    "incident date",
    "date",
    "incident postmortem",
    "incident post-mortem",
    "incident post mortem",
    "postmortem report",
    "post-mortem report",
    "postmortem",
    "post-mortem",
    "post mortem",
    "incident report",
    "root cause analysis",
    "incident review",
    "outage report",
    "incident summary",
    "incident",
    "rca",
    "report",
];

/// A title without "Postmortem:" and the like in front of it or behind it.
fn without_kind(title: &str) -> String {
    let marks = |c: char| {
        c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '|' | '#' | '*' | '_' | '(' | '[' | ']' | ',')
    };
    let mut title = title
        .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '"' | '`' | '\'' | '!' | '?' | '%'))
        .trim();
    for kind in KINDS {
        if let Some(rest) =
            title.get(..kind.len()).filter(|start| start.eq_ignore_ascii_case(kind)).map(|_| &title[kind.len()..])
            && (rest.is_empty() || rest.starts_with(marks))
        {
            title = rest.trim_start_matches(marks);
        }
        let from = title.len().saturating_sub(kind.len());
        if let Some(rest) = title.get(from..).filter(|end| end.eq_ignore_ascii_case(kind)).map(|_| &title[..from])
            && rest.ends_with(marks)
        {
            title = rest.trim_end_matches(marks);
        }
    }
    let day = times::find_time(title).filter(|found| found.day.is_some()).map_or(0, |found| found.length);
    let rest = title[day..].trim_start_matches(marks);
    if rest.is_empty() { title.to_owned() } else { rest.to_owned() }
}

/// Whether a title says nothing about the incident: it is empty, a number or a day.
fn is_general(title: &str) -> bool {
    let length = times::find_time(title).map_or(0, |found| found.length);
    let rest = title.get(length..).unwrap_or_default();
    rest.chars().filter(|c| c.is_alphabetic()).count() < 3
        || rest.split_whitespace().count() < 2
        || classify(title).is_some() && title.split_whitespace().count() <= 2
}

/// A sentence without a mark or label in front of it; nothing of one that tells how long it lasted.
pub(super) fn without_label(sentence: &str) -> &str {
    let plain = sentence.trim_start_matches(['-', '•', '*', ' ']);
    match plain.split_once(": ") {
        Some((label, _)) if label.eq_ignore_ascii_case("duration") => "",
        Some((label, rest)) if classify(label).is_some() && label.split_whitespace().count() < 4 => rest,
        _ => plain,
    }
}

/// The beginning of a sentence, up to the words that name its cause.
pub(super) fn without_cause(sentence: &str) -> &str {
    let lower = sentence.to_lowercase();
    let joins = [
        " because",
        " due to",
        " caused by",
        " as a result of",
        " after a",
        " after we",
        " triggered by",
        " owing to",
        " since a",
        " resulting from",
        " following a",
    ];
    let end = joins.iter().filter_map(|join| lower.find(join)).min();
    match end.filter(|end| sentence.is_char_boundary(*end) && lower.len() == sentence.len()) {
        Some(end) if sentence[..end].split_whitespace().count() >= 3 => sentence[..end].trim_end_matches([',', ' ']),
        _ => sentence,
    }
}
