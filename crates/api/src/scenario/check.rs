//! Bounds of a scenario that comes from the card editor. Little is required: a card can be written in ten minutes.

use std::collections::BTreeSet;

use domain::scenario::{
    Evidence, EvidenceContent, Hint, MAX_AUTHORS, MAX_BRIEF, MAX_EVIDENCE, MAX_EVIDENCE_ID, MAX_HINTS, MAX_LINE,
    MAX_OFFSET_S, MAX_REFERENCE_STEPS, MAX_SENTENCE, MAX_SYSTEMS, MAX_TEXT, MAX_WAIT_MINUTES, MINUTES, Origin, Release,
    Scenario,
};
use domain::text::{Lines, clean};
use domain::time::Day;

use crate::problem::Invalid;
use crate::workshop::http_link;

/// Cleans the texts of a scenario and checks its limits. The slug is left as it is.
pub fn checked(raw: Scenario) -> Result<Scenario, Invalid> {
    let mut scenario = raw;
    if scenario.systems.is_empty() {
        return Err(invalid("systems", "Name at least one system.".into()));
    }
    few("systems", "systems", scenario.systems.len(), MAX_SYSTEMS)?;
    let mut names = BTreeSet::new();
    for system in &mut scenario.systems {
        if !names.insert(system.name.clone()) {
            return Err(invalid("systems", format!("The system {} is named twice.", system.name)));
        }
        system.about = optional("systems", "What the system does", system.about.take(), MAX_SENTENCE)?;
    }
    scenario.brief = needed("brief", "The brief", &scenario.brief, MAX_BRIEF, Lines::Many)?;
    few("evidence", "pieces of evidence", scenario.evidence.len(), MAX_EVIDENCE)?;
    let mut ids = BTreeSet::new();
    for piece in &mut scenario.evidence {
        evidence(piece)?;
        if !ids.insert(piece.id.clone()) {
            return Err(invalid("evidence", format!("Two pieces of evidence are called {}.", piece.id)));
        }
    }
    if !MINUTES.contains(&scenario.minutes) {
        let reason = format!("An investigation takes {} to {} minutes.", MINUTES.start(), MINUTES.end());
        return Err(invalid("minutes", reason));
    }
    scenario.notes = maybe_empty("notes", "The notes", &scenario.notes, MAX_TEXT)?;
    scenario.cause = maybe_empty("cause", "The cause", &scenario.cause, MAX_TEXT)?;
    scenario.resolution = maybe_empty("resolution", "The resolution", &scenario.resolution, MAX_TEXT)?;
    few("hints", "hints", scenario.hints.len(), MAX_HINTS)?;
    scenario.hints.iter_mut().try_for_each(hint)?;
    few("reference_path", "steps of the reference path", scenario.reference_path.len(), MAX_REFERENCE_STEPS)?;
    for step in &mut scenario.reference_path {
        *step = needed("reference_path", "A step of the reference path", step, MAX_SENTENCE, Lines::One)?;
    }
    few("authors", "authors", scenario.authors.len(), MAX_AUTHORS)?;
    for author in &mut scenario.authors {
        *author = needed("authors", "An author's name", author, MAX_LINE, Lines::One)?;
    }
    scenario.origin = origin(scenario.origin)?;
    Ok(scenario)
}

fn evidence(piece: &mut Evidence) -> Result<(), Invalid> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if piece.id.is_empty() || piece.id.len() > MAX_EVIDENCE_ID || !piece.id.bytes().all(plain) {
        let reason =
            format!("A piece of evidence is called by up to {MAX_EVIDENCE_ID} small letters, digits and hyphens.");
        return Err(invalid("evidence", reason));
    }
    piece.content = content(piece.content.clone())?;
    if piece.offset_s.saturating_abs() > MAX_OFFSET_S {
        return Err(invalid("evidence", "Evidence is at most a year before or after the call.".into()));
    }
    match &mut piece.release {
        Release::Back => {}
        Release::Asked { ask } => {
            *ask = needed("evidence", "What must be asked for", ask, MAX_SENTENCE, Lines::One)?;
        }
        Release::After { minutes } if (1..=MAX_WAIT_MINUTES).contains(minutes) => {}
        Release::After { .. } => {
            return Err(invalid("evidence", format!("Evidence arrives after 1 to {MAX_WAIT_MINUTES} minutes.")));
        }
    }
    Ok(())
}

fn content(content: EvidenceContent) -> Result<EvidenceContent, Invalid> {
    let mut fields = content.into_fields();
    fields.title = optional("evidence", "The evidence's title", fields.title, MAX_LINE)?;
    fields.sender = optional("evidence", "The evidence's sender", fields.sender, MAX_LINE)?;
    fields.body = if fields.kind.needs_text() {
        needed("evidence", "The evidence", &fields.body, MAX_TEXT, Lines::Many)?
    } else {
        maybe_empty("evidence", "The evidence", &fields.body, MAX_TEXT)?
    };
    if let Some(picture) = &mut fields.picture {
        picture.alt = needed("evidence", "What the picture shows", &picture.alt, MAX_SENTENCE, Lines::One)?;
    }
    EvidenceContent::from_fields(fields).map_err(|error| invalid("evidence", format!("{error}.")))
}

fn hint(hint: &mut Hint) -> Result<(), Invalid> {
    if hint.after_minutes > MAX_WAIT_MINUTES {
        return Err(invalid("hints", format!("A hint makes sense after at most {MAX_WAIT_MINUTES} minutes.")));
    }
    hint.text = needed("hints", "A hint", &hint.text, MAX_SENTENCE, Lines::Many)?;
    Ok(())
}

fn origin(origin: Origin) -> Result<Origin, Invalid> {
    let Origin::Real { organisation, link, date } = origin else { return Ok(Origin::MadeUp) };
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    Ok(Origin::Real {
        organisation: optional("origin", "The organisation", organisation, MAX_LINE)?,
        link: given(link).map(|link| http_link(&link)).transpose().map_err(Invalid::field("origin"))?,
        date: given(date)
            .map(|date| Day::parse(&date))
            .transpose()
            .map_err(Invalid::field("origin"))?
            .map(String::from),
    })
}

fn few(field: &'static str, what: &str, there: usize, limit: usize) -> Result<(), Invalid> {
    if there <= limit { Ok(()) } else { Err(invalid(field, format!("There is room for {limit} {what}."))) }
}

fn needed(field: &'static str, what: &'static str, raw: &str, limit: usize, lines: Lines) -> Result<String, Invalid> {
    clean(what, raw, limit, lines).map_err(Invalid::field(field))
}

fn maybe_empty(field: &'static str, what: &'static str, raw: &str, limit: usize) -> Result<String, Invalid> {
    if raw.trim().is_empty() { Ok(String::new()) } else { needed(field, what, raw, limit, Lines::Many) }
}

fn optional(
    field: &'static str,
    what: &'static str,
    raw: Option<String>,
    limit: usize,
) -> Result<Option<String>, Invalid> {
    let given = raw.filter(|text| !text.trim().is_empty());
    given.map(|text| needed(field, what, &text, limit, Lines::One)).transpose()
}

fn invalid(field: &'static str, reason: String) -> Invalid {
    Invalid { field, reason }
}

#[cfg(test)]
mod tests {
    use domain::scenario::{Difficulty, Picture, ScenarioSystem};
    use domain::text::{SystemName, Title};

    use super::*;

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
            assert_eq!(checked(scenario).err().map(|invalid| invalid.field), expected);
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
        assert!(origin(real("https://example.com/post")).is_ok());
        assert!(origin(real("javascript:alert(1)")).is_err());
    }
}
