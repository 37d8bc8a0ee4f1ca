//! The parts of a postmortem: which heading begins which, in the words that people use.

/// A part of a postmortem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Summary,
    Impact,
    Detection,
    Timeline,
    Cause,
    /// What contributed to the cause.
    Factors,
    Resolution,
    CauseAndResolution,
    Lessons,
    Actions,
    /// Under a heading that names none of them, or under none.
    Other,
}

const TIMELINE: &[&str] = &[
    "timeline",
    "time line",
    "chronolog",
    "sequence of events",
    "incident log",
    "event log",
    "course of events",
    "key events",
    "events",
];
const LESSONS: &[&str] = &[
    "lesson",
    "went well",
    "went wrong",
    "went poorly",
    "went badly",
    "got lucky",
    "takeaway",
    "learned",
    "learnt",
    "gone better",
    "been better",
    "what worked",
    "didn't work",
    "retrospective",
    "go well",
    "go wrong",
    "did well",
    "learning",
    "reflection",
];
const DONE: &[&str] = &["actions taken", "action taken", "immediate action", "what we did", "steps taken"];
const ACTIONS: &[&str] = &[
    "action",
    "follow-up",
    "follow up",
    "followup",
    "next step",
    "preventat",
    "preventi",
    "prevent",
    "corrective",
    "improvement",
    "todo",
    "to do",
    "recommendation",
    "future",
    "tasks",
    "moving forward",
    "are we doing",
    "we are doing",
    "recurrence",
    "backlog",
];
const CAUSE: &[&str] = &[
    "cause",
    "trigger",
    "why did",
    "why it",
    "whys",
    "diagnosis",
    "analysis",
    "fault",
    "technical detail",
    "technical background",
    "the problem",
    "explanation",
    "conclusion",
    "finding",
    "vulnerability",
    "reason",
];
const RESOLUTION: &[&str] = &[
    "resolution",
    "resolve",
    "recovery",
    "mitigat",
    "remediation",
    "fix",
    "solution",
    "response",
    "workaround",
    "restor",
    "repair",
];
const DETECTION: &[&str] = &["detect", "discover", "find out", "noticed"];
const IMPACT: &[&str] =
    &["impact", "effect", "affected", "symptom", "scope", "consequence", "damage", "severity", "user experience"];
const SUMMARY: &[&str] = &[
    "summary",
    "overview",
    "tl;dr",
    "tldr",
    "description",
    "abstract",
    "background",
    "what happened",
    "introduction",
    "synopsis",
    "context",
    "issue",
    "problem",
    "incident details",
    "leadup",
    "lead-up",
    "details",
];

/// Labels of durations and dates, which name no part.
const NUMBERS: &[&str] = &[
    "time to",
    "duration",
    "mean time",
    "date",
    "start time",
    "end time",
    "detection time",
    "time of",
    "resolution time",
];

/// Which part a heading begins.
pub(super) fn classify(heading: &str) -> Option<Section> {
    let lower = heading.to_lowercase();
    let plain = lower
        .trim_matches(|c: char| !c.is_alphanumeric())
        .trim_start_matches(|c: char| c.is_ascii_digit() || ".) ".contains(c));
    let is_number = NUMBERS.iter().any(|word| plain.starts_with(word));
    if plain.is_empty() || is_number || plain.split_whitespace().count() > 8 {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let section = if has(TIMELINE) {
        Section::Timeline
    } else if has(LESSONS) {
        Section::Lessons
    } else if has(DONE) {
        Section::Resolution
    } else if has(CAUSE) && has(RESOLUTION) {
        Section::CauseAndResolution
    } else if plain.contains("contributing") {
        Section::Factors
    } else if has(CAUSE) {
        Section::Cause
    } else if has(ACTIONS) {
        Section::Actions
    } else if has(RESOLUTION) {
        Section::Resolution
    } else if has(DETECTION) {
        Section::Detection
    } else if has(IMPACT) {
        Section::Impact
    } else if has(SUMMARY) {
        Section::Summary
    } else {
        return None;
    };
    Some(section)
}

/// Whether a line is the name of a part, with a colon behind it, or with capitals as headings have them.
pub(super) fn is_section_line(line: &str) -> bool {
    let line = line.trim().trim_matches(['*', '_']);
    let name = line.trim_end_matches([':', ' ', '*']);
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| word.chars().count() < 4 || word.starts_with(|c: char| !c.is_lowercase());
    let first = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_ascii());
    let is_short =
        !words.is_empty() && words.len() <= 6 && !name.ends_with(['.', '!', ',', ';']) && !name.contains(':');
    let looks = line.ends_with(':') || (words.len() <= 5 && words.iter().all(capital)) || words.len() == 1;
    first && is_short && looks && classify(name).is_some()
}

/// Whether what stands before a colon may be a label: a few words that begin with a capital.
pub(super) fn is_label(text: &str) -> bool {
    let text = text.trim();
    let first = text.chars().find(|c| c.is_alphanumeric());
    let ends_well = !text.ends_with(|c: char| c.is_ascii_digit());
    first.is_some_and(char::is_uppercase)
        && ends_well
        && text.split_whitespace().count() <= 5
        && text.chars().count() <= 50
}
