//! The rows that are written when a workshop closes, besides its log: for held, paper and made-up workshops.

use api::project::ProjectionContext;
use documents::runbook::{self, RoundDraft};
use domain::id::RunbookId;
use domain::workshop::{Note, Workshop};
use store::runbooks::RunbookDraft;
use store::walls::KeptNote;
use uuid::Uuid;

/// Drafts of runbooks, made from the steps of its rounds.
pub(crate) fn runbook_drafts(
    workshop: &Workshop,
    around: &ProjectionContext,
    new_id: impl Fn() -> Uuid,
) -> Vec<RunbookDraft> {
    let draft = |RoundDraft { round, scenario, title, text, systems }| {
        let id = RunbookId(new_id());
        RunbookDraft { id, round, scenario, title, text, systems }
    };
    runbook::drafts(workshop, around).into_iter().map(draft).collect()
}

/// The notes with which those of later workshops are compared.
pub(crate) fn kept_notes(workshop: &Workshop) -> Vec<KeptNote> {
    workshop.shown_notes().map(|note| kept(workshop, note)).collect()
}

fn kept(workshop: &Workshop, note: &Note) -> KeptNote {
    let round = note.round.and_then(|round| workshop.rounds.get(&round));
    let (question, scenario) = (note.question, round.map(|round| round.scenario));
    KeptNote { note: note.id, wall: note.wall, text: note.text.clone(), question, scenario }
}
