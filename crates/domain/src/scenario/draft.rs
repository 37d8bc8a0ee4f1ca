//! Drafts, which editors and files make, and the complete scenarios that come of them. Little is required: a card can be
//! written in ten minutes.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::limits::{self, CountLimit, TextLimit};
use super::{
    Evidence, EvidenceContent, EvidenceFields, Hint, MAX_EVIDENCE_ID, MAX_WAIT_MINUTES, MINUTES, Origin, Picture,
    Release, Scenario,
};
use crate::link::parse_web_link;
use crate::time::Day;

/// A scenario that somebody writes. Nothing of it is checked but what its types check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Draft(pub Scenario);

/// A scenario whose texts are clean and within their limits: it can be saved, drawn and written to a file. The slug is as it
/// was in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complete(Scenario);

/// What keeps a draft from being complete.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Flaw {
    /// Where it is.
    pub part: Part,
    /// What is wrong, for a person: a whole sentence.
    pub reason: String,
}

/// A part of a scenario, under the name that it has in forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The systems that the incident touches.
    Systems,
    /// The front of the card.
    Brief,
    /// The evidence.
    Evidence,
    /// How long an investigation should take.
    Minutes,
    /// The facilitator's notes.
    Notes,
    /// What was wrong.
    Cause,
    /// What ended it.
    Resolution,
    /// The hints.
    Hints,
    /// The steps that an expert took.
    ReferencePath,
    /// Who wrote the card.
    Authors,
    /// Where the incident comes from.
    Origin,
}

impl Part {
    /// The key of the part in files and the API.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Systems => "systems",
            Self::Brief => "brief",
            Self::Evidence => "evidence",
            Self::Minutes => "minutes",
            Self::Notes => "notes",
            Self::Cause => "cause",
            Self::Resolution => "resolution",
            Self::Hints => "hints",
            Self::ReferencePath => "reference_path",
            Self::Authors => "authors",
            Self::Origin => "origin",
        }
    }
}

impl Complete {
    /// The scenario, to be stored.
    #[must_use]
    pub fn into_scenario(self) -> Scenario {
        self.0
    }

    /// The scenario, to be changed.
    #[must_use]
    pub fn into_draft(self) -> Draft {
        Draft(self.0)
    }
}

impl Deref for Complete {
    type Target = Scenario;

    fn deref(&self) -> &Scenario {
        &self.0
    }
}

impl Draft {
    /// Cleans every text and checks every limit.
    ///
    /// # Errors
    /// All flaws, in the order of the parts.
    pub fn complete(self) -> Result<Complete, Vec<Flaw>> {
        let mut found = Flaws::default();
        let Scenario {
            slug,
            title,
            mut systems,
            difficulty,
            brief,
            evidence,
            minutes,
            notes,
            hints,
            reference_path,
            cause,
            resolution,
            origin,
            authors,
        } = self.0;
        if systems.is_empty() {
            found.add(Part::Systems, "Name at least one system.");
        }
        found.count(Part::Systems, &limits::SYSTEMS, systems.len());
        let mut names = BTreeSet::new();
        for system in &mut systems {
            if !names.insert(system.name.clone()) {
                found.add(Part::Systems, format!("The system {} is named twice.", system.name));
            }
            system.about = found.optional(Part::Systems, &limits::ABOUT, system.about.take());
        }
        let brief = found.text(Part::Brief, &limits::BRIEF, &brief);
        found.count(Part::Evidence, &limits::EVIDENCE, evidence.len());
        let mut ids = BTreeSet::new();
        let mut pieces = Vec::with_capacity(evidence.len());
        for piece in evidence {
            let piece = found.evidence(piece);
            if !ids.insert(piece.id.clone()) {
                found.add(Part::Evidence, format!("Two pieces of evidence are called {}.", piece.id));
            }
            pieces.push(piece);
        }
        if !MINUTES.contains(&minutes) {
            let reason = format!("An investigation takes {} to {} minutes.", MINUTES.start(), MINUTES.end());
            found.add(Part::Minutes, reason);
        }
        let notes = found.text(Part::Notes, &limits::NOTES, &notes);
        let cause = found.text(Part::Cause, &limits::CAUSE, &cause);
        let resolution = found.text(Part::Resolution, &limits::RESOLUTION, &resolution);
        found.count(Part::Hints, &limits::HINTS, hints.len());
        let hints = hints.into_iter().map(|hint| found.hint(&hint)).collect();
        found.count(Part::ReferencePath, &limits::REFERENCE_STEPS, reference_path.len());
        let reference_path = found.texts(Part::ReferencePath, &limits::REFERENCE_STEP, &reference_path);
        found.count(Part::Authors, &limits::AUTHORS, authors.len());
        let authors = found.texts(Part::Authors, &limits::AUTHOR, &authors);
        let origin = found.origin(origin);
        found.none_or(Complete(Scenario {
            slug,
            title,
            systems,
            difficulty,
            brief,
            evidence: pieces,
            minutes,
            notes,
            hints,
            reference_path,
            cause,
            resolution,
            origin,
            authors,
        }))
    }
}

/// The flaws that were found. What is faulty is replaced by something empty, and the search goes on.
#[derive(Default)]
struct Flaws(Vec<Flaw>);

impl Flaws {
    fn none_or(self, complete: Complete) -> Result<Complete, Vec<Flaw>> {
        if self.0.is_empty() { Ok(complete) } else { Err(self.0) }
    }

    fn add(&mut self, part: Part, reason: impl Into<String>) {
        self.0.push(Flaw { part, reason: reason.into() });
    }

    fn take<T: Default>(&mut self, part: Part, result: Result<T, impl fmt::Display>) -> T {
        result.unwrap_or_else(|error| {
            self.add(part, format!("{error}."));
            T::default()
        })
    }

    fn text(&mut self, part: Part, limit: &TextLimit, raw: &str) -> String {
        self.take(part, limit.clean(raw))
    }

    fn texts(&mut self, part: Part, limit: &TextLimit, raw: &[String]) -> Vec<String> {
        raw.iter().map(|text| self.text(part, limit, text)).collect()
    }

    fn optional(&mut self, part: Part, limit: &TextLimit, raw: Option<String>) -> Option<String> {
        self.take(part, limit.clean_optional(raw.as_deref()))
    }

    fn count(&mut self, part: Part, limit: &CountLimit, there: usize) {
        if there > *limit.items.end() {
            self.add(part, format!("There is room for {} {}.", limit.items.end(), limit.name));
        }
    }

    fn evidence(&mut self, piece: Evidence) -> Evidence {
        const PART: Part = Part::Evidence;
        let Evidence { id, offset_s, release, misleading, content } = piece;
        if !limits::is_plain_name(&id, &limits::EVIDENCE_ID_LENGTH) {
            let reason =
                format!("A piece of evidence is called by up to {MAX_EVIDENCE_ID} small letters, digits and hyphens.");
            self.add(PART, reason);
        }
        if !limits::OFFSETS_S.contains(&offset_s) {
            self.add(PART, "Evidence is at most a year before or after the call.");
        }
        let release = match release {
            Release::Back => Release::Back,
            Release::Asked { ask } => Release::Asked { ask: self.text(PART, &limits::ASK, &ask) },
            Release::After { minutes } => {
                if !limits::RELEASE_MINUTES.contains(&minutes) {
                    self.add(PART, format!("Evidence arrives after 1 to {MAX_WAIT_MINUTES} minutes."));
                }
                Release::After { minutes }
            }
        };
        Evidence { id, offset_s, release, misleading, content: self.content(content) }
    }

    fn content(&mut self, content: EvidenceContent) -> EvidenceContent {
        const PART: Part = Part::Evidence;
        let EvidenceFields { kind, title, sender, body, picture } = content.into_fields();
        let body_limit = TextLimit { may_be_empty: !kind.needs_text(), ..limits::EVIDENCE_BODY };
        let fields = EvidenceFields {
            kind,
            title: self.optional(PART, &limits::EVIDENCE_TITLE, title),
            sender: self.optional(PART, &limits::EVIDENCE_SENDER, sender),
            body: self.text(PART, &body_limit, &body),
            picture: picture
                .map(|Picture { source, alt }| Picture { source, alt: self.text(PART, &limits::ALT, &alt) }),
        };
        EvidenceContent::from_fields(fields).expect("a picture stays where one was")
    }

    fn hint(&mut self, hint: &Hint) -> Hint {
        if !limits::HINT_MINUTES.contains(&hint.after_minutes) {
            self.add(Part::Hints, format!("A hint makes sense after at most {MAX_WAIT_MINUTES} minutes."));
        }
        Hint { after_minutes: hint.after_minutes, text: self.text(Part::Hints, &limits::HINT, &hint.text) }
    }

    fn origin(&mut self, origin: Origin) -> Origin {
        const PART: Part = Part::Origin;
        let Origin::Real { organisation, link, date } = origin else { return Origin::MadeUp };
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let organisation = self.optional(PART, &limits::ORGANISATION, organisation);
        let link = given(link).map(|link| parse_web_link(&link).map(str::to_owned).ok_or(NO_LINK)).transpose();
        let date = given(date).map(|date| Day::parse(&date).map(String::from)).transpose();
        Origin::Real { organisation, link: self.take(PART, link), date: self.take(PART, date) }
    }
}

const NO_LINK: &str = "A link begins with https:// or http:// and holds no spaces";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Difficulty, EvidenceKind, ScenarioSystem};
    use crate::text::{SystemName, Title};

    fn scenario() -> Scenario {
        Scenario {
            slug: String::new(),
            title: Title::parse("Résumés stall").unwrap(),
            systems: vec![ScenarioSystem { name: SystemName::parse("parser").unwrap(), about: None }],
            difficulty: Difficulty::Easy,
            brief: "Nothing moves.".into(),
            evidence: vec![Evidence {
                id: "page".into(),
                offset_s: -60,
                release: Release::Back,
                misleading: false,
                content: EvidenceContent::Page { title: None, sender: None, text: "queue depth 4,100".into() },
            }],
            minutes: 10,
            notes: String::new(),
            hints: Vec::new(),
            reference_path: Vec::new(),
            cause: String::new(),
            resolution: String::new(),
            origin: Origin::MadeUp,
            authors: Vec::new(),
        }
    }

    fn page(text: &str) -> EvidenceContent {
        EvidenceContent::Page { title: None, sender: None, text: text.into() }
    }

    fn picture(alt: &str) -> EvidenceContent {
        let picture = Picture { source: "x".into(), alt: alt.into() };
        EvidenceContent::Picture { title: None, sender: None, picture, caption: String::new() }
    }

    #[test]
    fn little_is_required_and_everything_is_bounded() {
        let check = |change: fn(&mut Scenario), expected: Option<&str>| {
            let mut scenario = scenario();
            change(&mut scenario);
            let flaws = Draft(scenario).complete().err().unwrap_or_default();
            assert_eq!(flaws.first().map(|flaw| flaw.part.key()), expected);
        };
        check(|_| {}, None);
        check(|s| s.systems.clear(), Some("systems"));
        check(|s| s.systems.push(s.systems[0].clone()), Some("systems"));
        check(|s| s.brief = " ".into(), Some("brief"));
        check(|s| s.brief = "x".repeat(901), Some("brief"));
        check(|s| s.minutes = 4, Some("minutes"));
        check(|s| s.cause = "x".repeat(6_001), Some("cause"));
        check(|s| s.evidence[0].id = "No Id".into(), Some("evidence"));
        check(|s| s.evidence[0].content = page("\n "), Some("evidence"));
        check(|s| s.evidence.push(s.evidence[0].clone()), Some("evidence"));
        check(|s| s.evidence[0].content = picture("It grows"), None);
        check(|s| s.evidence[0].content = picture(" "), Some("evidence"));
        check(|s| s.evidence[0].offset_s = i64::MIN, Some("evidence"));
        check(|s| s.evidence[0].release = Release::After { minutes: 0 }, Some("evidence"));
        let real = |link: &str| Origin::Real { organisation: None, link: Some(link.into()), date: None };
        let linked = |link: &str| Draft(Scenario { origin: real(link), ..scenario() }).complete();
        assert!(linked("https://example.com/post").is_ok());
        let flaw = linked("javascript:alert(1)").unwrap_err().remove(0);
        let reason = "A link begins with https:// or http:// and holds no spaces.";
        assert_eq!((flaw.part, flaw.reason.as_str()), (Part::Origin, reason));
    }

    #[test]
    fn all_flaws_are_found_at_once() {
        let draft = Draft(Scenario {
            brief: String::new(),
            minutes: 99,
            hints: vec![Hint { after_minutes: 61, text: " ".into() }],
            authors: vec!["x".repeat(121)],
            ..scenario()
        });
        let found: Vec<String> = draft.complete().unwrap_err().iter().map(Flaw::to_string).collect();
        assert_eq!(
            found,
            [
                "The brief is empty.",
                "An investigation takes 5 to 60 minutes.",
                "A hint makes sense after at most 60 minutes.",
                "A hint is empty.",
                "An author's name has 121 characters; 120 fit.",
            ]
        );
    }

    #[test]
    fn one_more_than_fits_is_refused_in_every_part() {
        let long = |limit: &TextLimit| "x".repeat(limit.characters + 1);
        let check = |part: Part, change: &dyn Fn(&mut Scenario)| {
            let mut scenario = scenario();
            change(&mut scenario);
            let flaws = Draft(scenario).complete().unwrap_err();
            assert_eq!(flaws.iter().map(|flaw| flaw.part).collect::<Vec<_>>(), [part], "{flaws:?}");
        };
        check(Part::Systems, &|s| s.systems[0].about = Some(long(&limits::ABOUT)));
        check(Part::Brief, &|s| s.brief = long(&limits::BRIEF));
        check(Part::Minutes, &|s| s.minutes = MINUTES.end() + 1);
        check(Part::Notes, &|s| s.notes = long(&limits::NOTES));
        check(Part::Cause, &|s| s.cause = long(&limits::CAUSE));
        check(Part::Resolution, &|s| s.resolution = long(&limits::RESOLUTION));
        check(Part::Hints, &|s| s.hints = vec![Hint { after_minutes: 1, text: long(&limits::HINT) }]);
        let hint = || Hint { after_minutes: *limits::HINT_MINUTES.end(), text: "x".into() };
        check(Part::Hints, &|s| s.hints = vec![hint(); limits::HINTS.items.end() + 1]);
        check(Part::ReferencePath, &|s| s.reference_path = vec![long(&limits::REFERENCE_STEP)]);
        check(Part::ReferencePath, &|s| s.reference_path = vec!["x".into(); limits::REFERENCE_STEPS.items.end() + 1]);
        check(Part::Authors, &|s| s.authors = vec!["x".into(); limits::AUTHORS.items.end() + 1]);
        let organisation = || Some(long(&limits::ORGANISATION));
        check(Part::Origin, &|s| s.origin = Origin::Real { organisation: organisation(), link: None, date: None });
        check(Part::Evidence, &|s| s.evidence[0].release = Release::Asked { ask: long(&limits::ASK) });
        check(Part::Evidence, &|s| s.evidence[0].offset_s = limits::OFFSETS_S.start() - 1);
        for kind in EvidenceKind::ALL {
            let picture = || kind.has_picture().then(|| Picture { source: "x".into(), alt: "x".into() });
            let short = || EvidenceFields { kind, title: None, sender: None, body: "x".into(), picture: picture() };
            let set = |s: &mut Scenario, fields| s.evidence[0].content = EvidenceContent::from_fields(fields).unwrap();
            check(Part::Evidence, &|s| {
                set(s, EvidenceFields { title: Some(long(&limits::EVIDENCE_TITLE)), ..short() })
            });
            check(Part::Evidence, &|s| {
                set(s, EvidenceFields { sender: Some(long(&limits::EVIDENCE_SENDER)), ..short() })
            });
            check(Part::Evidence, &|s| set(s, EvidenceFields { body: long(&limits::EVIDENCE_BODY), ..short() }));
        }
    }
}
