//! A draft while an importer makes it: any length, absolute times. Finishing it fits it on a card.

use std::cell::RefCell;
use std::collections::BTreeSet;

use domain::scenario::limits::TextLimit;
use domain::scenario::{
    Difficulty, Draft, Evidence, EvidenceContent, MAX_EVIDENCE, MAX_EVIDENCE_ID, MAX_OFFSET_S, MAX_REFERENCE_STEPS,
    MAX_SYSTEMS, MAX_WAIT_MINUTES, Origin, Release, Scenario, limits,
};
use domain::text::{SystemName, Title, clean};

use super::{ImportKind, Imported, fault};
use crate::fault::Fault;
use crate::span::format_offset;

/// The minutes that an imported card is planned for.
const PLANNED_MINUTES: u16 = 15;

/// The systems that are remembered; a card has fewer.
const MAX_NAMED_SYSTEMS: usize = 40;

/// Evidence that arrives later than this must be asked for: the investigation is over by then.
const LATEST_ARRIVAL_S: i64 = 15 * 60;

/// A piece of evidence with its time, in seconds since 1970.
pub(super) struct Piece {
    pub(super) at_s: Option<i64>,
    pub(super) content: EvidenceContent,
}

/// What an importer has found so far.
#[derive(Default)]
pub(super) struct Sketch {
    pub(super) title: String,
    pub(super) systems: Vec<String>,
    pub(super) brief: String,
    pub(super) pieces: Vec<Piece>,
    /// When somebody was called; the time of the first piece if nothing says it.
    pub(super) called_at_s: Option<i64>,
    /// What the facilitator should know: paragraphs.
    pub(super) notes: Vec<String>,
    /// What the responders did, with its time.
    pub(super) steps: Vec<(Option<i64>, String)>,
    pub(super) cause: String,
    pub(super) resolution: String,
    pub(super) organisation: Option<String>,
    pub(super) link: Option<String>,
    /// The day of the incident, `YYYY-MM-DD`.
    pub(super) date: Option<String>,
}

impl Sketch {
    pub(super) fn add(&mut self, at_s: Option<i64>, content: EvidenceContent) {
        self.pieces.push(Piece { at_s, content });
    }

    /// Names a system, once.
    pub(super) fn add_system(&mut self, name: &str) {
        let name = name.trim();
        if !name.is_empty()
            && self.systems.len() < MAX_NAMED_SYSTEMS
            && !self.systems.iter().any(|known| known.eq_ignore_ascii_case(name))
        {
            self.systems.push(name.to_owned());
        }
    }

    /// The draft of what was found.
    pub(super) fn finish(mut self, file: &str) -> Imported {
        let fitting = Fitting { file, left_out: RefCell::default() };
        self.pieces.sort_by_key(|piece| piece.at_s.unwrap_or(i64::MIN));
        let first = self.pieces.iter().find_map(|piece| piece.at_s);
        let called_at_s = self.called_at_s.or(first);
        let offset = |at_s: Option<i64>| match (at_s, called_at_s) {
            (Some(at_s), Some(called)) => at_s.saturating_sub(called).clamp(-MAX_OFFSET_S, MAX_OFFSET_S),
            _ => 0,
        };
        let evidence = fitting.evidence(self.pieces, offset);
        self.steps.sort_by_key(|(at_s, _)| at_s.unwrap_or(i64::MIN));
        let steps: Vec<String> = self
            .steps
            .iter()
            .map(|(at_s, text)| match at_s {
                Some(_) => format!("{} {text}", format_offset(offset(*at_s))),
                None => text.clone(),
            })
            .collect();
        let steps = fitting.first(MAX_REFERENCE_STEPS, "steps", steps);
        let systems: Vec<SystemName> =
            self.systems.iter().filter_map(|name| SystemName::parse(&cut(name, SystemName::LIMIT)).ok()).collect();
        let day = |date: String| domain::time::Day::parse(&date).is_ok().then_some(date);
        let scenario = Scenario {
            slug: String::new(),
            title: fitting.title(&self.title),
            systems: fitting
                .first(MAX_SYSTEMS, "systems", systems)
                .into_iter()
                .map(|name| domain::scenario::ScenarioSystem { name, about: None })
                .collect(),
            difficulty: Difficulty::Medium,
            brief: fitting.text(&limits::BRIEF, &self.brief),
            evidence,
            minutes: PLANNED_MINUTES,
            notes: fitting.text(&limits::NOTES, &self.notes.join("\n\n")),
            hints: Vec::new(),
            reference_path: steps
                .iter()
                .map(|step| fitting.text(&limits::REFERENCE_STEP, step))
                .filter(|step| !step.is_empty())
                .collect(),
            cause: fitting.text(&limits::CAUSE, &self.cause),
            resolution: fitting.text(&limits::RESOLUTION, &self.resolution),
            origin: Origin::Real {
                organisation: self.organisation.map(|name| fitting.text(&limits::ORGANISATION, &name)),
                link: self.link.filter(|link| domain::link::parse_web_link(link).is_some()),
                date: self.date.and_then(day),
            },
            authors: Vec::new(),
            pack: None,
        };
        // The caller of the importer knows the kind.
        Imported { kind: ImportKind::Log, draft: Draft(scenario), left_out: fitting.left_out.into_inner() }
    }
}

/// Fits texts and lists to a card, and remembers what did not fit.
struct Fitting<'f> {
    file: &'f str,
    left_out: RefCell<Vec<Fault>>,
}

impl Fitting<'_> {
    fn leave_out(&self, what: &str, mend: &str) {
        self.left_out.borrow_mut().push(fault(self.file, 0, what, mend));
    }

    fn text(&self, limit: &TextLimit, raw: &str) -> String {
        let text = clean(limit.name, raw, usize::MAX, limit.lines).unwrap_or_default();
        if text.chars().count() > limit.characters {
            let what = format!("{} is longer than {} characters, and was cut", limit.name, limit.characters);
            self.leave_out(&what, "Shorten it in the editor");
        }
        cut(&text, limit.characters)
    }

    fn title(&self, raw: &str) -> Title {
        let title = Title::parse(&cut(raw.trim(), Title::LIMIT)).ok();
        title
            .or_else(|| Title::parse(self.file).ok())
            .unwrap_or_else(|| Title::parse("Imported").expect("it is a title"))
    }

    /// The first items of a list.
    fn first<T>(&self, most: usize, name: &str, mut items: Vec<T>) -> Vec<T> {
        if items.len() > most {
            let what = format!("There are {} {name}, and a card has {most}; the last were left out", items.len());
            self.leave_out(&what, "Choose in the editor which ones matter");
            items.truncate(most);
        }
        items
    }

    /// Pieces past the last place become lines of the last piece.
    fn evidence(&self, mut pieces: Vec<Piece>, offset: impl Fn(Option<i64>) -> i64) -> Vec<Evidence> {
        if pieces.len() > MAX_EVIDENCE {
            let rest = pieces.split_off(MAX_EVIDENCE - 1);
            let lines: Vec<String> = rest.iter().map(|piece| line(offset(piece.at_s), &piece.content)).collect();
            self.leave_out(
                &format!(
                    "There are {} pieces of evidence; the last {} are one now",
                    pieces.len() + rest.len(),
                    rest.len()
                ),
                "Choose in the editor which ones matter",
            );
            let content = EvidenceContent::Text {
                title: Some("What came later".to_owned()),
                sender: None,
                text: lines.join("\n"),
            };
            pieces.push(Piece { at_s: rest[0].at_s, content });
        }
        let mut ids = BTreeSet::new();
        pieces
            .into_iter()
            .map(|piece| {
                let content = self.content(piece.content);
                let offset_s = offset(piece.at_s);
                let release = release(offset_s, &content);
                Evidence { id: free_id(&content, &mut ids), offset_s, release, misleading: false, content }
            })
            .collect()
    }

    fn content(&self, content: EvidenceContent) -> EvidenceContent {
        let mut fields = content.into_fields();
        let one = |limit: &TextLimit, text: Option<String>| {
            text.map(|text| {
                cut(&clean(limit.name, &text, usize::MAX, limit.lines).unwrap_or_default(), limit.characters)
            })
            .filter(|text| !text.is_empty())
        };
        fields.title = one(&limits::EVIDENCE_TITLE, fields.title);
        fields.sender = one(&limits::EVIDENCE_SENDER, fields.sender);
        let recipients = fields.recipients.into_iter().filter_map(|name| one(&limits::RECIPIENT, Some(name))).collect();
        fields.recipients = self.first(domain::scenario::MAX_RECIPIENTS, "recipients", recipients);
        fields.body = self.text(&limits::EVIDENCE_BODY, &fields.body);
        EvidenceContent::from_fields(fields).expect("the kind is the same as before")
    }
}

/// Evidence from before the call is on the back; what came soon after arrives by itself; the rest must be asked for.
fn release(offset_s: i64, content: &EvidenceContent) -> Release {
    if offset_s <= 0 {
        return Release::Back;
    }
    if offset_s <= LATEST_ARRIVAL_S {
        let minutes = u16::try_from(offset_s.div_euclid(60).max(1)).unwrap_or(MAX_WAIT_MINUTES);
        return Release::After { minutes: minutes.min(MAX_WAIT_MINUTES) };
    }
    let ask = content.title().or(content.first_line()).unwrap_or("what happened later");
    Release::Asked { ask: cut(ask, limits::ASK.characters) }
}

fn line(offset_s: i64, content: &EvidenceContent) -> String {
    let sender = content.sender().map(|sender| format!("{sender}: ")).unwrap_or_default();
    let title = content.title().unwrap_or_default();
    let first = content.first_line().unwrap_or_default();
    let text =
        if title.is_empty() || first.starts_with(title) { first.to_owned() } else { format!("{title}. {first}") };
    format!("{} {sender}{text}", format_offset(offset_s))
}

/// An id from the headline, else from the kind.
fn free_id(content: &EvidenceContent, taken: &mut BTreeSet<String>) -> String {
    let words = |text: &str| -> String {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).take(5);
        words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
    };
    let mut base = words(content.title().or(content.first_line()).unwrap_or_default());
    base.truncate(MAX_EVIDENCE_ID - 4);
    let base = match base.trim_end_matches('-') {
        "" => content.kind().word(),
        base => base,
    };
    let mut numbered = (2..).map(|number| format!("{base}-{number}"));
    let mut id = base.to_owned();
    while !taken.insert(id.clone()) {
        id = numbered.next().expect("there is no end of numbers");
    }
    id
}

/// The beginning of a text, with an ellipsis where something is missing.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let short: String = text.chars().take(most - 1).collect();
    format!("{}…", short.trim_end())
}
