//! A team's runbooks.

mod reading;

use std::collections::{BTreeMap, BTreeSet};

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::runbook::{
    ChangeRunbook, MergeRunbook, NewRunbook, Runbook, RunbookOrigin, RunbookSummary, runbook_text, runbook_title,
};
use api::time::to_rfc3339;
use documents::runbook::merged;
use domain::id::{PersonId, RunbookId, SystemId, TeamId, WorkshopId};
use domain::runbook::RunbookState;
use store::retention::WorkshopOrigin;
use store::runbooks::{RunbookChange, RunbookHead, RunbookMerge, RunbookRow};

pub(crate) use self::reading::read_runbook;
use crate::error::{Error, Result};
use crate::services::Services;

/// The most runbooks that people write; drafts of workshops come besides.
const MAX_RUNBOOKS: usize = 1_000;

/// Writes a runbook, which is kept at once.
pub(crate) async fn write_runbook(
    services: &Services,
    team: TeamId,
    by: PersonId,
    wanted: NewRunbook,
) -> Result<Runbook> {
    if services.store.runbooks(team).await?.len() >= MAX_RUNBOOKS {
        return Err(Error::Full { reason: RequestReason::RunbooksFull, limit: MAX_RUNBOOKS });
    }
    let now = services.now();
    let head = RunbookHead {
        id: RunbookId(services.new_id()),
        team,
        title: runbook_title(&wanted.title)?,
        state: RunbookState::Kept,
        systems: own_systems(services, team, wanted.systems).await?,
        origins: Vec::new(),
        revision: 0,
        created_at: now,
        updated_at: now,
        updated_by: Some(by),
    };
    let row = RunbookRow { head, text: runbook_text(&wanted.text)? };
    services.store.create_runbook(row.clone()).await?;
    services.hub.team_changed(team).await;
    whole_runbook(services, row).await
}

/// Changes a runbook: its text, its systems, or its status.
pub(crate) async fn change_runbook(
    services: &Services,
    team: TeamId,
    by: PersonId,
    id: RunbookId,
    wanted: ChangeRunbook,
) -> Result<Runbook> {
    let change = RunbookChange {
        title: runbook_title(&wanted.title)?,
        text: runbook_text(&wanted.text)?,
        state: wanted.state,
        systems: own_systems(services, team, wanted.systems).await?,
    };
    let row = services.store.change_runbook(team, id, wanted.revision, change, by, services.now()).await?;
    services.hub.team_changed(team).await;
    whole_runbook(services, row).await
}

/// Adds a runbook to the end of another one, and throws it away. Returns the one that stays.
pub(crate) async fn merge_runbooks(
    services: &Services,
    team: TeamId,
    by: PersonId,
    id: RunbookId,
    wanted: MergeRunbook,
) -> Result<Runbook> {
    let from = services.store.runbook(team, id).await?.ok_or(Error::NotFound)?;
    if wanted.into == id {
        return Err(Invalid::new("into", RequestReason::AnotherRunbook).into());
    }
    let into = services.store.runbook(team, wanted.into).await?.ok_or(Error::NotFound)?;
    let text = merged(&into.text, &from.head.title, &from.text)?;
    let merge = RunbookMerge { from: (id, wanted.revision), into: (wanted.into, wanted.into_revision), text };
    let row = services.store.merge_runbooks(team, merge, by, services.now()).await?;
    services.hub.team_changed(team).await;
    whole_runbook(services, row).await
}

async fn own_systems(services: &Services, team: TeamId, wanted: Vec<SystemId>) -> Result<BTreeSet<SystemId>> {
    let own: BTreeSet<_> = services.store.systems(team).await?.into_iter().map(|system| system.id).collect();
    if wanted.iter().all(|system| own.contains(system)) {
        Ok(wanted.into_iter().collect())
    } else {
        Err(Invalid::new("systems", RequestReason::TeamSystems).into())
    }
}

/// A team's runbooks, by title; deleted ones included.
pub(crate) async fn list_runbooks(services: &Services, team: TeamId) -> Result<Vec<RunbookSummary>> {
    runbook_summaries(services, services.store.runbooks(team).await?).await
}

/// A whole runbook.
pub(crate) async fn describe_runbook(services: &Services, team: TeamId, id: RunbookId) -> Result<Runbook> {
    whole_runbook(services, services.store.runbook(team, id).await?.ok_or(Error::NotFound)?).await
}

/// A stored runbook on the wire.
async fn whole_runbook(services: &Services, row: RunbookRow) -> Result<Runbook> {
    let text = row.text.to_string();
    let summary = runbook_summaries(services, vec![row.head]).await?.pop().ok_or(Error::NotFound)?;
    Ok(Runbook { summary, text })
}

/// Stored runbooks as lists show them.
async fn runbook_summaries(services: &Services, heads: Vec<RunbookHead>) -> Result<Vec<RunbookSummary>> {
    let people: Vec<PersonId> = heads.iter().filter_map(|head| head.updated_by).collect();
    let names = services.store.names(&people).await?;
    let mut workshops: BTreeMap<WorkshopId, WorkshopOrigin> = BTreeMap::new();
    for id in heads.iter().flat_map(|head| &head.origins).map(|origin| origin.workshop).collect::<BTreeSet<_>>() {
        workshops.extend(services.store.origin(id).await?.map(|origin| (id, origin)));
    }
    let origin = |origin: store::runbooks::RunbookOriginRow| RunbookOrigin {
        workshop: origin.workshop,
        workshop_title: workshops.get(&origin.workshop).map(|from| from.title.to_string()).unwrap_or_default(),
        workshop_gone: workshops.get(&origin.workshop).is_none_or(|from| from.gone),
        round: origin.round.0,
        scenario: origin.scenario,
    };
    let summary = |head: RunbookHead| RunbookSummary {
        id: head.id,
        title: head.title.to_string(),
        state: head.state,
        systems: head.systems.into_iter().collect(),
        origins: head.origins.into_iter().map(origin).collect(),
        revision: head.revision,
        updated_at: to_rfc3339(head.updated_at),
        updated_by: head.updated_by.and_then(|by| names.get(&by)).map(ToString::to_string),
    };
    Ok(heads.into_iter().map(summary).collect())
}
