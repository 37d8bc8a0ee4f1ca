//! Workshops: all of them in a list, the closed ones whole.

use std::collections::BTreeSet;

use api::time::to_rfc3339;
use documents::report;
use domain::workshop::{DebriefEvent, Event, Phase, WallEvent, Workshop};
use serde_json::json;
use store::Page;
use store::teams::TeamRow;
use store::workshops::WorkshopRow;
use zip::CompressionMethod;

use super::archive::Archive;
use crate::error::Result;
use crate::rows::from_hex;
use crate::services::Services;
use crate::workshops::workshop_report;

const PAGE: u32 = 100;
/// How many commits of a log are read at once.
const COMMITS: u32 = 500;

pub(super) async fn add(services: &Services, team: &TeamRow, archive: &mut Archive) -> Result<()> {
    let mut list = Vec::new();
    let mut after = None;
    loop {
        let rows = services.store.workshops(team.id, Page { after, limit: PAGE }).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        for row in &rows {
            let known = &row.projection;
            let folder = (known.phase == Phase::Closed).then(|| format!("workshops/{}", row.id));
            list.push(json!({
                "id": row.id,
                "plan": known.plan,
                "phase": known.phase,
                "created_at": to_rfc3339(row.created_at),
                "closed_at": known.closed_at.map(to_rfc3339),
                "folder": folder,
            }));
            if let Some(folder) = folder {
                closed(services, row, &folder, archive).await?;
            }
        }
    }
    archive.add_json("workshops.json", &list).await
}

async fn closed(services: &Services, row: &WorkshopRow, folder: &str, archive: &mut Archive) -> Result<()> {
    let report = workshop_report(services, row, None).await?;
    archive.add(&format!("{folder}/report.md"), report::to_markdown(&report)).await?;
    archive.add_json(&format!("{folder}/report.json"), &report).await?;
    for hash in report.pictures().collect::<BTreeSet<_>>() {
        let Some(key) = from_hex(hash) else { continue };
        if let Some(stored) = services.store.picture(row.team, key).await? {
            let ending = if stored.media_type == "image/jpeg" { "jpg" } else { "png" };
            archive.add_picture(&format!("{folder}/pictures/{hash}.{ending}"), stored.bytes).await?;
        }
    }
    log(services, row, folder, archive).await
}

/// The log. The ids of commands are left out: they are made by clients and contain the time.
async fn log(services: &Services, row: &WorkshopRow, folder: &str, archive: &mut Archive) -> Result<()> {
    let state = services.hub.state(row.id).await?;
    archive.begin(&format!("{folder}/log.jsonl"), CompressionMethod::Deflated).await?;
    let mut version = 0;
    loop {
        let commits = services.store.commits(row.id, version, COMMITS).await?;
        let Some(last) = commits.last() else { break };
        version = last.version;
        let mut lines = String::new();
        for commit in commits {
            let events: Vec<_> = commit.events.into_iter().map(|event| hide_private(event, &state.workshop)).collect();
            let line = json!({
                "version": commit.version, "at": to_rfc3339(commit.at), "actor": commit.actor, "events": events,
            });
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
        archive.more(lines).await?;
    }
    Ok(())
}

/// An event without the token of an unsigned note or guess, and without the words of those that only their authors have seen.
fn hide_private(event: Event, workshop: &Workshop) -> Event {
    let mut event = if is_unseen(&event, workshop) { event.without_words().unwrap_or(event) } else { event };
    if let Event::Walls(WallEvent::NoteAdded { note }) = &mut event {
        note.token = None;
    }
    if let Event::Debrief(DebriefEvent::GuessWritten { guess }) = &mut event {
        guess.token = None;
    }
    event
}

/// Whether an event is about a note that is private, or about a guess that was replaced, withdrawn or not shown yet.
fn is_unseen(event: &Event, workshop: &Workshop) -> bool {
    if let Event::Debrief(DebriefEvent::GuessWritten { guess }) = event {
        return !workshop.guesses.get(&guess.id).is_some_and(|last| last == guess && workshop.shows_guess(last));
    }
    let note = event.note_with_words().and_then(|note| workshop.notes.get(&note));
    note.is_some_and(|note| note.private)
}
