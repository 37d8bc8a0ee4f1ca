//! Drafts, which editors and files make, and the complete scenarios that come of them. Little is required: a card can be
//! written in ten minutes.

use std::collections::BTreeSet;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::flaw::{Field, Flaw, FlawKind, Part, Spot};
use super::limits::{self, CountLimit, TextLimit};
use super::{CardPack, Evidence, EvidenceContent, EvidenceFields, Hint, MINUTES, Origin, Picture, Release, Scenario};
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

    /// The same scenario under another slug.
    #[must_use]
    pub fn with_slug(mut self, slug: String) -> Self {
        self.0.slug = slug;
        self
    }
}

impl Deref for Complete {
    type Target = Scenario;

    fn deref(&self) -> &Scenario {
        &self.0
    }
}

/// A scenario as a team has it. Of a card that was played on paper there may be nothing but its headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// It lacks something, and cannot go into a hat.
    Draft(Draft),
    /// It can go into a hat.
    Complete(Complete),
}

impl Content {
    /// The complete scenario, if it is one.
    #[must_use]
    pub fn complete(&self) -> Option<&Complete> {
        match self {
            Self::Draft(_) => None,
            Self::Complete(complete) => Some(complete),
        }
    }

    /// The scenario, to be stored or shown.
    #[must_use]
    pub fn into_scenario(self) -> Scenario {
        match self {
            Self::Draft(draft) => draft.0,
            Self::Complete(complete) => complete.0,
        }
    }
}

impl Deref for Content {
    type Target = Scenario;

    fn deref(&self) -> &Scenario {
        match self {
            Self::Draft(draft) => &draft.0,
            Self::Complete(complete) => complete,
        }
    }
}

impl From<Draft> for Content {
    /// A draft without flaws is complete.
    fn from(draft: Draft) -> Self {
        match draft.clone().complete() {
            Ok(complete) => Self::Complete(complete),
            Err(_) => Self::Draft(draft),
        }
    }
}

impl From<Complete> for Content {
    fn from(complete: Complete) -> Self {
        Self::Complete(complete)
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
            pack,
        } = self.0;
        if systems.is_empty() {
            found.add(Part::Systems, FlawKind::NoSystem);
        }
        found.count(Part::Systems, &limits::SYSTEMS, systems.len());
        let mut names = BTreeSet::new();
        for (index, system) in systems.iter_mut().enumerate() {
            let spot = Part::Systems.item(index);
            if !names.insert(system.name.clone()) {
                found.add(spot.field(Field::Name), FlawKind::SameSystem(system.name.clone()));
            }
            system.about = found.optional(spot.field(Field::About), &limits::ABOUT, system.about.take());
        }
        let brief = found.text(Part::Brief, &limits::BRIEF, &brief);
        found.count(Part::Evidence, &limits::EVIDENCE, evidence.len());
        let mut ids = BTreeSet::new();
        let mut pieces = Vec::with_capacity(evidence.len());
        for (index, piece) in evidence.into_iter().enumerate() {
            let spot = Part::Evidence.item(index);
            let piece = found.evidence(spot, piece);
            if !ids.insert(piece.id.clone()) {
                found.add(spot.field(Field::Id), FlawKind::SameEvidenceId(piece.id.clone()));
            }
            pieces.push(piece);
        }
        if !MINUTES.contains(&minutes) {
            found.add(Part::Minutes, FlawKind::Minutes);
        }
        let notes = found.text(Part::Notes, &limits::NOTES, &notes);
        let cause = found.text(Part::Cause, &limits::CAUSE, &cause);
        let resolution = found.text(Part::Resolution, &limits::RESOLUTION, &resolution);
        found.count(Part::Hints, &limits::HINTS, hints.len());
        let hints = hints.iter().enumerate().map(|(index, hint)| found.hint(Part::Hints.item(index), hint)).collect();
        found.count(Part::ReferencePath, &limits::REFERENCE_STEPS, reference_path.len());
        let reference_path = found.texts(Part::ReferencePath, &limits::REFERENCE_STEP, &reference_path);
        found.count(Part::Authors, &limits::AUTHORS, authors.len());
        let authors = found.texts(Part::Authors, &limits::AUTHOR, &authors);
        let origin = found.origin(origin);
        let pack = pack.map(|pack| found.pack(pack));
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
            pack,
        }))
    }
}

/// The flaws that were found. What is faulty is replaced by something empty, and the search continues.
#[derive(Default)]
struct Flaws(Vec<Flaw>);

impl Flaws {
    fn none_or(self, complete: Complete) -> Result<Complete, Vec<Flaw>> {
        if self.0.is_empty() { Ok(complete) } else { Err(self.0) }
    }

    fn add(&mut self, spot: impl Into<Spot>, kind: FlawKind) {
        self.0.push(Flaw { spot: spot.into(), kind });
    }

    fn take<T: Default>(&mut self, spot: impl Into<Spot>, result: Result<T, FlawKind>) -> T {
        result.unwrap_or_else(|kind| {
            self.add(spot, kind);
            T::default()
        })
    }

    fn text(&mut self, spot: impl Into<Spot>, limit: &TextLimit, raw: &str) -> String {
        self.take(spot, limit.clean(raw).map_err(FlawKind::Text))
    }

    fn texts(&mut self, part: Part, limit: &TextLimit, raw: &[String]) -> Vec<String> {
        raw.iter().enumerate().map(|(index, text)| self.text(part.item(index), limit, text)).collect()
    }

    fn optional(&mut self, spot: Spot, limit: &TextLimit, raw: Option<String>) -> Option<String> {
        self.take(spot, limit.clean_optional(raw.as_deref()).map_err(FlawKind::Text))
    }

    fn count(&mut self, spot: impl Into<Spot>, limit: &CountLimit, there: usize) {
        if there > *limit.items.end() {
            self.add(spot, FlawKind::TooMany(limit.clone()));
        }
    }

    fn evidence(&mut self, spot: Spot, piece: Evidence) -> Evidence {
        let Evidence { id, offset_s, release, misleading, content } = piece;
        if !limits::is_plain_name(&id, &limits::EVIDENCE_ID_LENGTH) {
            self.add(spot.field(Field::Id), FlawKind::EvidenceId);
        }
        if !limits::OFFSETS_S.contains(&offset_s) {
            self.add(spot.field(Field::Offset), FlawKind::Offset);
        }
        let release = match release {
            Release::Back => Release::Back,
            Release::Asked { ask } => Release::Asked { ask: self.text(spot.field(Field::Ask), &limits::ASK, &ask) },
            Release::After { minutes } => {
                if !limits::RELEASE_MINUTES.contains(&minutes) {
                    self.add(spot.field(Field::Release), FlawKind::ReleaseMinutes);
                }
                Release::After { minutes }
            }
        };
        Evidence { id, offset_s, release, misleading, content: self.content(spot, content) }
    }

    fn content(&mut self, spot: Spot, content: EvidenceContent) -> EvidenceContent {
        let EvidenceFields { kind, title, sender, recipients, body, picture } = content.into_fields();
        let to = spot.field(Field::Recipients);
        self.count(to, &limits::RECIPIENTS, recipients.len());
        let body_limit = TextLimit { may_be_empty: !kind.needs_text(), ..limits::EVIDENCE_BODY };
        let fields = EvidenceFields {
            kind,
            title: self.optional(spot.field(Field::Title), &limits::EVIDENCE_TITLE, title),
            sender: self.optional(spot.field(Field::Sender), &limits::EVIDENCE_SENDER, sender),
            recipients: recipients.iter().map(|name| self.text(to, &limits::RECIPIENT, name)).collect(),
            body: self.text(spot.field(Field::Body), &body_limit, &body),
            picture: picture.map(|Picture { source, alt }| {
                let alt = self.text(spot.field(Field::Alt), &limits::ALT, &alt);
                Picture { source, alt }
            }),
        };
        EvidenceContent::from_fields(fields).expect("the kind, a picture and recipients stay what they were")
    }

    fn hint(&mut self, spot: Spot, hint: &Hint) -> Hint {
        if !limits::HINT_MINUTES.contains(&hint.after_minutes) {
            self.add(spot.field(Field::After), FlawKind::HintMinutes);
        }
        let text = self.text(spot.field(Field::Text), &limits::HINT, &hint.text);
        Hint { after_minutes: hint.after_minutes, text }
    }

    fn pack(&mut self, pack: CardPack) -> CardPack {
        let CardPack { title, version, licence, authors } = pack;
        let spot = Spot::from(Part::Pack);
        self.count(Part::Pack, &limits::PACK_AUTHORS, authors.len());
        CardPack {
            title,
            version: self.optional(spot.field(Field::Version), &limits::PACK_VERSION, version),
            licence: self.text(spot.field(Field::Licence), &limits::LICENCE, &licence),
            authors: self.texts(Part::Pack, &limits::AUTHOR, &authors),
        }
    }

    fn origin(&mut self, origin: Origin) -> Origin {
        let spot = Spot::from(Part::Origin);
        let Origin::Real { organisation, link, date } = origin else { return Origin::MadeUp };
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let organisation = self.optional(spot.field(Field::Organisation), &limits::ORGANISATION, organisation);
        let link = given(link).map(|link| parse_web_link(&link).map(str::to_owned).ok_or(FlawKind::Link)).transpose();
        let date = given(date).map(|date| Day::parse(&date).map(String::from).map_err(FlawKind::Day)).transpose();
        Origin::Real {
            organisation,
            link: self.take(spot.field(Field::Link), link),
            date: self.take(spot.field(Field::Date), date),
        }
    }
}

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
            pack: None,
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
            assert_eq!(flaws.first().map(|flaw| flaw.spot.part.key()), expected);
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
        let reason = "A link starts with https:// or http:// and has no spaces.";
        assert_eq!((flaw.spot, flaw.to_string().as_str()), (Spot::from(Part::Origin).field(Field::Link), reason));
    }

    #[test]
    fn all_flaws_are_found_at_once() {
        let draft = Draft(Scenario {
            brief: String::new(),
            minutes: 99,
            hints: vec![Hint { after_minutes: 61, text: " ".into() }],
            authors: vec!["x".repeat(121)],
            pack: None,
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
            assert_eq!(flaws.iter().map(|flaw| flaw.spot.part).collect::<Vec<_>>(), [part], "{flaws:?}");
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
        let pack = |licence: String, authors| {
            Some(CardPack { title: Title::parse("x").unwrap(), version: None, licence, authors })
        };
        check(Part::Pack, &|s| s.pack = pack(String::new(), Vec::new()));
        check(Part::Pack, &|s| s.pack = pack(long(&limits::LICENCE), Vec::new()));
        check(Part::Pack, &|s| s.pack = pack("x".into(), vec![long(&limits::AUTHOR)]));
        check(Part::Pack, &|s| s.pack = pack("x".into(), vec!["x".into(); limits::PACK_AUTHORS.items.end() + 1]));
        check(Part::Evidence, &|s| s.evidence[0].release = Release::Asked { ask: long(&limits::ASK) });
        check(Part::Evidence, &|s| s.evidence[0].offset_s = limits::OFFSETS_S.start() - 1);
        for kind in EvidenceKind::ALL {
            let picture = || kind.has_picture().then(|| Picture { source: "x".into(), alt: "x".into() });
            let short = || EvidenceFields {
                kind,
                title: None,
                sender: None,
                recipients: Vec::new(),
                body: "x".into(),
                picture: picture(),
            };
            let set = |s: &mut Scenario, fields| s.evidence[0].content = EvidenceContent::from_fields(fields).unwrap();
            check(Part::Evidence, &|s| {
                set(s, EvidenceFields { title: Some(long(&limits::EVIDENCE_TITLE)), ..short() })
            });
            check(Part::Evidence, &|s| {
                set(s, EvidenceFields { sender: Some(long(&limits::EVIDENCE_SENDER)), ..short() })
            });
            if kind.has_recipients() {
                let to = |s: &mut Scenario, recipients| set(s, EvidenceFields { recipients, ..short() });
                check(Part::Evidence, &|s| to(s, vec![long(&limits::RECIPIENT)]));
                check(Part::Evidence, &|s| to(s, vec!["x".into(); limits::RECIPIENTS.items.end() + 1]));
            }
            check(Part::Evidence, &|s| set(s, EvidenceFields { body: long(&limits::EVIDENCE_BODY), ..short() }));
        }
    }
}
