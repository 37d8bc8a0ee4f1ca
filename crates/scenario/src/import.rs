//! Files of other programs as drafts of scenarios: alerts, mails, logs, postmortems, points of a graph.
//!
//! An importer gets the bytes of a file and gives drafts to review; it opens and stores nothing. Times become seconds from the moment
//! at which somebody was called. What would give the cause away goes to the facilitator's side. What does not fit is named in
//! [`Imported::left_out`].

mod alertmanager;
mod clues;
mod graph;
mod json;
mod log;
mod mail;
mod opsgenie;
mod pagerduty;
mod postmortem;
mod sketch;
mod statuspage;
mod times;

use std::ops::RangeInclusive;

use domain::scenario::Draft;

use crate::fault::Fault;

/// The most bytes of a file that is imported, and of what a compressed one holds.
pub const MAX_IMPORT: usize = 32 * 1024 * 1024;

/// The most drafts of one file.
pub const MAX_IMPORTED: usize = 200;

/// A kind of file that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImportKind {
    /// JSON of PagerDuty: incidents, alerts, notes and log entries of the REST API, or webhooks of the versions 1 to 3.
    Pagerduty,
    /// A webhook of Alertmanager, or the list of alerts of its API.
    Alertmanager,
    /// Webhooks of Opsgenie, or alerts of its API.
    Opsgenie,
    /// Webhooks of Statuspage, or incidents of its API.
    Statuspage,
    /// One e-mail (`.eml`).
    Mail,
    /// Many e-mails (`.mbox`); a conversation becomes a draft.
    Mailbox,
    /// A log: plain lines, JSON lines or logfmt, also compressed with gzip.
    Log,
    /// A postmortem in Markdown.
    Postmortem,
    /// Points of a graph as CSV: times and values.
    Graph,
}

impl ImportKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Pagerduty,
        Self::Alertmanager,
        Self::Opsgenie,
        Self::Statuspage,
        Self::Mail,
        Self::Mailbox,
        Self::Log,
        Self::Postmortem,
        Self::Graph,
    ];

    /// Its name on the command line and in the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pagerduty => "pagerduty",
            Self::Alertmanager => "alertmanager",
            Self::Opsgenie => "opsgenie",
            Self::Statuspage => "statuspage",
            Self::Mail => "mail",
            Self::Mailbox => "mailbox",
            Self::Log => "log",
            Self::Postmortem => "postmortem",
            Self::Graph => "graph",
        }
    }
}

/// A file to import.
#[derive(Clone, Debug)]
pub struct ImportFile<'a> {
    /// Its name or path.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// Its kind; recognised when there is none.
    pub kind: Option<ImportKind>,
    /// The lines of a log that are wanted, counted from 1; those around the first error when there are none.
    pub lines: Option<RangeInclusive<usize>>,
}

/// A draft that was made of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// What kind of file it was.
    pub kind: ImportKind,
    /// The draft, to be reviewed. It has no slug.
    pub draft: Draft,
    /// What was cut or left out, because it does not fit on a card.
    pub left_out: Vec<Fault>,
}

/// Makes drafts of a file.
///
/// # Errors
/// The fault for which nothing of the file could be used, with its line where it has one.
pub fn import_file(file: &ImportFile) -> Result<Vec<Imported>, Fault> {
    if file.bytes.len() > MAX_IMPORT {
        return Err(fault(file.name, 0, "The file is larger than 32 MiB", "Cut it to the part that matters"));
    }
    let unpacked;
    let bytes = match log::is_gzip(file.bytes) {
        true => {
            unpacked = log::unpack(file.name, file.bytes)?;
            unpacked.as_slice()
        }
        false => file.bytes,
    };
    let mut file = file.clone();
    file.bytes = bytes;
    let kind = match file.kind.or_else(|| recognise_kind(file.name, bytes)) {
        Some(kind) => kind,
        None => {
            return Err(fault(file.name, 0, "It is not clear what kind of file this is", "Name its kind"));
        }
    };
    let mut drafts = match kind {
        ImportKind::Mail => mail::import_mail(&file),
        ImportKind::Mailbox => mail::import_mailbox(&file),
        ImportKind::Log => log::import_log(file.name, decode(&file)?, file.lines.clone()),
        ImportKind::Postmortem => postmortem::import_postmortem(file.name, decode(&file)?),
        ImportKind::Graph => graph::import_graph(file.name, decode(&file)?),
        ImportKind::Pagerduty => json::values(&file).and_then(|values| pagerduty::import_values(file.name, &values)),
        ImportKind::Alertmanager => {
            json::values(&file).and_then(|values| alertmanager::import_values(file.name, &values))
        }
        ImportKind::Opsgenie => json::values(&file).and_then(|values| opsgenie::import_values(file.name, &values)),
        ImportKind::Statuspage => json::values(&file).and_then(|values| statuspage::import_values(file.name, &values)),
    }?;
    if drafts.len() > MAX_IMPORTED {
        return Err(fault(
            file.name,
            0,
            &format!("The file has more than {MAX_IMPORTED} incidents or conversations"),
            "Cut it to those that you want",
        ));
    }
    drafts.iter_mut().for_each(|imported| imported.kind = kind);
    Ok(drafts)
}

/// The kind of a file, by its name and its beginning.
#[must_use]
pub fn recognise_kind(name: &str, bytes: &[u8]) -> Option<ImportKind> {
    let lower = name.to_lowercase();
    let name = lower.strip_suffix(".gz").unwrap_or(&lower);
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(64 * 1024)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.is_empty() {
        return None;
    }
    if head.starts_with(['{', '['])
        && let Some(value) = json::first_value(bytes)
    {
        let found = [
            (ImportKind::Alertmanager, alertmanager::is_of_kind as fn(&serde_json::Value) -> bool),
            (ImportKind::Opsgenie, opsgenie::is_of_kind),
            (ImportKind::Statuspage, statuspage::is_of_kind),
            (ImportKind::Pagerduty, pagerduty::is_of_kind),
        ];
        if let Some((kind, _)) = found.iter().find(|(_, is_of_kind)| is_of_kind(&value)) {
            return Some(*kind);
        }
        return (ends(&[".log", ".jsonl", ".ndjson"]) || log::looks_like_json_lines(head)).then_some(ImportKind::Log);
    }
    if ends(&[".mbox"]) || mail::looks_like_mailbox(head) {
        Some(ImportKind::Mailbox)
    } else if ends(&[".eml"]) || mail::looks_like_mail(head) {
        Some(ImportKind::Mail)
    } else if ends(&[".md", ".markdown", ".mdown"]) {
        Some(ImportKind::Postmortem)
    } else if ends(&[".csv", ".tsv"]) || graph::looks_like_points(head) {
        Some(ImportKind::Graph)
    } else if ends(&[".log", ".jsonl", ".ndjson"]) || log::looks_like_log(head) {
        Some(ImportKind::Log)
    } else if postmortem::looks_like_postmortem(head) {
        Some(ImportKind::Postmortem)
    } else {
        ends(&[".txt"]).then_some(ImportKind::Log)
    }
}

fn fault(file: &str, line: usize, what: &str, mend: &str) -> Fault {
    let column = usize::from(line > 0);
    Fault { file: file.to_owned(), line, column, what: what.to_owned(), mend: mend.to_owned() }
}

/// The text of a file, without its byte order mark.
fn decode<'a>(file: &ImportFile<'a>) -> Result<&'a str, Fault> {
    match std::str::from_utf8(file.bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}')),
        Err(error) => {
            let line = 1 + file.bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            Err(fault(file.name, line, "The file is not UTF-8 text from here on", "Save it as UTF-8"))
        }
    }
}
