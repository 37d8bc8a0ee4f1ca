//! The words on printed cards.

use domain::scenario::{Difficulty, EvidenceKind, Release, Scenario};

/// The headings of the walls.
pub(super) const POSTERS: [&str; 3] = ["What’s Crappy", "What’s Awesome", "Actions"];

pub(super) fn title(team: &str) -> String {
    format!("Incident cards of {team}")
}

pub(super) fn about(difficulty: Difficulty, minutes: u16) -> String {
    format!("{} · {minutes} minutes", difficulty.word())
}

pub(super) fn kind(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Page => "Page",
        EvidenceKind::Chat => "Chat",
        EvidenceKind::Email => "E-mail",
        EvidenceKind::Log => "Log",
        EvidenceKind::Picture => "Picture",
        EvidenceKind::Tap => "Tap on the shoulder",
        EvidenceKind::Text => "Text",
    }
}

/// Sender, recipients, and when it was sent.
pub(super) fn about_evidence(sender: Option<&str>, recipients: &[String], offset_s: i64) -> String {
    let to = (!recipients.is_empty()).then(|| format!("to {}", recipients.join(", ")));
    let parts = [sender.map(str::to_owned), to, Some(time(offset_s))];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// When something happened, seen from the call.
fn time(offset_s: i64) -> String {
    let minutes = offset_s.unsigned_abs() / 60;
    let length = match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    };
    match offset_s {
        ..=-60 => format!("{length} before the call"),
        60.. => format!("{length} after the call"),
        _ => "at the call".to_owned(),
    }
}

/// When a piece that is not on the back is given out.
pub(super) fn condition(release: &Release) -> Option<String> {
    match release {
        Release::Back => None,
        Release::Asked { ask } => Some(format!("When somebody asks for {ask}")),
        Release::After { minutes } => Some(format!("After {minutes} minutes")),
    }
}

pub(super) fn origin(scenario: &Scenario) -> String {
    match &scenario.pack {
        Some(pack) => format!("{} · {}", pack.title.as_str(), pack.licence),
        None => scenario.authors.join(", "),
    }
}

/// What only the facilitator may read.
pub(super) fn secrets(scenario: &Scenario) -> Vec<(String, Vec<String>)> {
    let hints =
        scenario.hints.iter().map(|hint| format!("After {} minutes: {}", hint.after_minutes, hint.text)).collect();
    let path =
        scenario.reference_path.iter().enumerate().map(|(index, step)| format!("{}. {step}", index + 1)).collect();
    let sections = [
        ("Front", vec![scenario.brief.clone()]),
        ("Cause", vec![scenario.cause.clone()]),
        ("Resolution", vec![scenario.resolution.clone()]),
        ("Notes", vec![scenario.notes.clone()]),
        ("Hints", hints),
        ("What an expert did", path),
    ];
    let filled = sections
        .into_iter()
        .filter(|(_, texts): &(&str, Vec<String>)| texts.iter().any(|text| !text.trim().is_empty()));
    filled.map(|(title, texts)| (title.to_owned(), texts)).collect()
}
