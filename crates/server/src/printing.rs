//! Cards on paper: a team's scenarios as a job of the crate `printing`.

mod words;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use api::printing::{PaperSize, PrintCards, PrintedSides};
use api::problem::Invalid;
use api::refusal::RequestReason;
use domain::id::ScenarioId;
use domain::scenario::{EvidenceKind, Release, Scenario};
use printing::{Card, Evidence, EvidenceStyle, Fonts, Job, Paper, Picture, Sides, Words};
use store::teams::TeamRow;

use crate::computations::{ComputationError, ComputationKey, ComputationKind, ComputationRequest};
use crate::error::{Error, Result};
use crate::pictures::stored_picture;
use crate::services::Services;

/// How many cards one PDF may have.
const MAX_CARDS: usize = 100;
const MAX_SCRIBE_SHEETS: u8 = 20;
const MAX_BLANK_CARDS: u8 = 40;
/// How long a request waits for its PDF.
const DEADLINE: Duration = Duration::from_secs(60);

/// Makes a PDF of cards of a team, off the threads that serve.
pub(crate) async fn print_cards(services: &Services, team: &TeamRow, wanted: PrintCards) -> Result<Arc<Vec<u8>>> {
    check(&wanted)?;
    let mut revisions = Vec::new();
    let mut cards = Vec::new();
    for id in &wanted.cards {
        let row = services.store.scenario(team.id, *id).await?.ok_or(Error::NotFound)?;
        revisions.push(row.revision);
        let pictures = pictures(services, team, &row.content).await?;
        cards.push(card(cards.len() + 1, &row.content, pictures, &link(services, team, *id)));
    }
    let key = ComputationKey::new(ComputationKind::CardsPdf, &(&wanted, &revisions, &team.name))?;
    let job = job(team, &wanted, cards);
    let request = ComputationRequest { key, team: team.id, deadline: DEADLINE };
    let printed = services.computations.compute(request, move |_| {
        let printed = printing::print(&job, &mut Fonts::default(), &mut |_, _| {});
        printed.map(|printed| printed.pdf).map_err(|error| ComputationError::Broken(error.to_string()))
    });
    Ok(printed.await?)
}

fn check(wanted: &PrintCards) -> Result<()> {
    let nothing = wanted.cards.is_empty() && !wanted.posters && wanted.scribe_sheets == 0 && wanted.blank_cards == 0;
    if nothing || wanted.cards.len() > MAX_CARDS {
        return Err(Invalid::new("cards", RequestReason::PrintedCards).into());
    }
    let in_range = (1..=2).contains(&wanted.per_sheet)
        && wanted.scribe_sheets <= MAX_SCRIBE_SHEETS
        && wanted.blank_cards <= MAX_BLANK_CARDS;
    if in_range { Ok(()) } else { Err(Invalid::new("per_sheet", RequestReason::PrintedSheets).into()) }
}

fn link(services: &Services, team: &TeamRow, scenario: ScenarioId) -> String {
    format!("{}/teams/{}/cards/{scenario}", services.public_url, team.id)
}

fn job(team: &TeamRow, wanted: &PrintCards, cards: Vec<Card>) -> Job {
    Job {
        title: words::title(team.name.as_str()),
        language: "en".to_owned(),
        paper: match wanted.paper {
            PaperSize::A4 => Paper::A4,
            PaperSize::Letter => Paper::Letter,
        },
        sides: match wanted.sides {
            PrintedSides::LongEdge => Sides::LongEdge,
            PrintedSides::ShortEdge => Sides::ShortEdge,
            PrintedSides::Fold => Sides::Fold,
            PrintedSides::Strips => Sides::Strips,
        },
        per_sheet: wanted.per_sheet,
        booklet: if wanted.booklet { cards.clone() } else { Vec::new() },
        cards,
        posters: if wanted.posters { words::POSTERS.map(str::to_owned).to_vec() } else { Vec::new() },
        scribe_sheets: wanted.scribe_sheets,
        blank_cards: wanted.blank_cards,
        words: Words::english(),
    }
}

/// The bytes of a scenario's pictures, by their hashes.
async fn pictures(services: &Services, team: &TeamRow, scenario: &Scenario) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut pictures = BTreeMap::new();
    for evidence in &scenario.evidence {
        if let Some(picture) = evidence.content.clone().into_fields().picture {
            let stored = stored_picture(services, team.id, &picture.source).await?;
            pictures.insert(picture.source, stored.bytes);
        }
    }
    Ok(pictures)
}

fn card(number: usize, scenario: &Scenario, pictures: BTreeMap<String, Vec<u8>>, link: &str) -> Card {
    let piece = |evidence: &domain::scenario::Evidence| print_evidence(evidence, &pictures);
    let on_back = |evidence: &&domain::scenario::Evidence| matches!(evidence.release, Release::Back);
    Card {
        number,
        title: scenario.title.as_str().to_owned(),
        systems: scenario.systems.iter().map(|system| system.name.as_str().to_owned()).collect(),
        about: words::about(scenario.difficulty, scenario.minutes),
        brief: scenario.brief.clone(),
        back: scenario.evidence.iter().filter(on_back).map(piece).collect(),
        later: scenario
            .evidence
            .iter()
            .filter_map(|evidence| Some((words::condition(&evidence.release)?, piece(evidence))))
            .collect(),
        link: Some(link.to_owned()),
        origin: words::origin(scenario),
        secrets: words::secrets(scenario),
    }
}

fn print_evidence(evidence: &domain::scenario::Evidence, pictures: &BTreeMap<String, Vec<u8>>) -> Evidence {
    let kind = evidence.content.kind();
    let fields = evidence.content.clone().into_fields();
    Evidence {
        style: if kind == EvidenceKind::Log { EvidenceStyle::Log } else { EvidenceStyle::Text },
        kind: words::kind(kind).to_owned(),
        title: fields.title.unwrap_or_default(),
        about: words::about_evidence(fields.sender.as_deref(), &fields.recipients, evidence.offset_s),
        body: fields.body,
        picture: fields.picture.map(|picture| Picture {
            bytes: pictures.get(&picture.source).cloned().unwrap_or_default(),
            alt: picture.alt,
        }),
    }
}
