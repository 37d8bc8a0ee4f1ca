//! A team's runbooks.

mod reading;

use std::collections::{BTreeMap, BTreeSet};

use api::problem::Invalid;
use api::runbook::{
    ChangeRunbook, MergeRunbook, NewRunbook, Runbook, RunbookOrigin, RunbookState, RunbookSummary, runbook_text,
    runbook_title,
};
use api::time::to_rfc3339;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use domain::id::{PersonId, RunbookId, SystemId, TeamId, WorkshopId};
use store::retention::Origin;
use store::runbooks::{Merge, RunbookChange, RunbookHead, RunbookRow};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};

/// The most runbooks that people write; drafts of workshops come besides.
const MAX_RUNBOOKS: usize = 1_000;
/// The largest request: 20 000 characters of four bytes, and what JSON adds to them.
const MAX_BODY: usize = 256 * 1024;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, change))
        .routes(routes!(merge))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .merge(reading::router())
}

/// A team's runbooks, by title; those that were thrown away stand among them.
#[utoipa::path(
    get, path = "/api/teams/{team}/runbooks", tag = "runbooks", responses((status = 200, body = [RunbookSummary]))
)]
async fn list(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<RunbookSummary>>> {
    let heads = app.store.runbooks(member.team.id).await?;
    Ok(Json(summaries(&app, heads).await?))
}

/// Writes a runbook, which is kept at once.
#[utoipa::path(
    post, path = "/api/teams/{team}/runbooks", tag = "runbooks", request_body = NewRunbook,
    responses((status = 201, body = Runbook))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    Json(wanted): Json<NewRunbook>,
) -> Result<(StatusCode, Json<Runbook>)> {
    let team = member.team.id;
    if app.store.runbooks(team).await?.len() >= MAX_RUNBOOKS {
        return Err(Error::Full { what: "runbooks", limit: MAX_RUNBOOKS });
    }
    let now = app.now();
    let head = RunbookHead {
        id: RunbookId(app.new_id()),
        team,
        title: runbook_title(&wanted.title)?,
        state: store::runbooks::RunbookState::Kept,
        systems: own_systems(&app, team, wanted.systems).await?,
        origins: Vec::new(),
        revision: 0,
        created_at: now,
        updated_at: now,
        updated_by: Some(member.account.id),
    };
    let row = RunbookRow { head, text: runbook_text(&wanted.text)? };
    app.store.create_runbook(row.clone()).await?;
    app.hub.team_changed(team).await;
    Ok((StatusCode::CREATED, Json(whole(&app, row).await?)))
}

/// A whole runbook.
#[utoipa::path(
    get, path = "/api/teams/{team}/runbooks/{runbook}", tag = "runbooks", responses((status = 200, body = Runbook))
)]
async fn get(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, RunbookId)>,
) -> Result<Json<Runbook>> {
    let row = app.store.runbook(member.team.id, id).await?.ok_or(Error::NotFound)?;
    Ok(Json(whole(&app, row).await?))
}

/// Changes a runbook: its words, its systems, or where it stands.
#[utoipa::path(
    put, path = "/api/teams/{team}/runbooks/{runbook}", tag = "runbooks", request_body = ChangeRunbook,
    responses((status = 200, body = Runbook))
)]
async fn change(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, RunbookId)>,
    Json(wanted): Json<ChangeRunbook>,
) -> Result<Json<Runbook>> {
    let team = member.team.id;
    let change = RunbookChange {
        title: runbook_title(&wanted.title)?,
        text: runbook_text(&wanted.text)?,
        state: match wanted.state {
            RunbookState::Draft => store::runbooks::RunbookState::Draft,
            RunbookState::Kept => store::runbooks::RunbookState::Kept,
            RunbookState::Archived => store::runbooks::RunbookState::Archived,
        },
        systems: own_systems(&app, team, wanted.systems).await?,
    };
    let by = member.account.id;
    let row = app.store.change_runbook(team, id, wanted.revision, change, by, app.now()).await?;
    app.hub.team_changed(team).await;
    Ok(Json(whole(&app, row).await?))
}

/// Adds a runbook to the end of another one, and throws it away; answers the one that stays.
#[utoipa::path(
    post, path = "/api/teams/{team}/runbooks/{runbook}/merge", tag = "runbooks", request_body = MergeRunbook,
    responses((status = 200, body = Runbook))
)]
async fn merge(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, RunbookId)>,
    Json(wanted): Json<MergeRunbook>,
) -> Result<Json<Runbook>> {
    let team = member.team.id;
    let from = app.store.runbook(team, id).await?.ok_or(Error::NotFound)?;
    if wanted.into == id {
        return Err(Invalid { field: "into", reason: "Choose another runbook.".into() }.into());
    }
    let into = app.store.runbook(team, wanted.into).await?.ok_or(Error::NotFound)?;
    let text = documents::runbook::merged(&into.text, &from.head.title, &from.text)?;
    let merge = Merge { from: (id, wanted.revision), into: (wanted.into, wanted.into_revision), text };
    let row = app.store.merge_runbooks(team, merge, member.account.id, app.now()).await?;
    app.hub.team_changed(team).await;
    Ok(Json(whole(&app, row).await?))
}

async fn own_systems(app: &App, team: TeamId, wanted: Vec<SystemId>) -> Result<BTreeSet<SystemId>> {
    let own: BTreeSet<_> = app.store.systems(team).await?.into_iter().map(|system| system.id).collect();
    if wanted.iter().all(|system| own.contains(system)) {
        Ok(wanted.into_iter().collect())
    } else {
        Err(Invalid { field: "systems", reason: "Choose among the team's systems.".into() }.into())
    }
}

async fn whole(app: &App, row: RunbookRow) -> Result<Runbook> {
    let text = row.text.to_string();
    let summary = summaries(app, vec![row.head]).await?.pop().ok_or(Error::NotFound)?;
    Ok(Runbook { summary, text })
}

async fn summaries(app: &App, heads: Vec<RunbookHead>) -> Result<Vec<RunbookSummary>> {
    let people: Vec<PersonId> = heads.iter().filter_map(|head| head.updated_by).collect();
    let names = app.store.names(&people).await?;
    let mut workshops: BTreeMap<WorkshopId, Origin> = BTreeMap::new();
    for id in heads.iter().flat_map(|head| &head.origins).map(|origin| origin.workshop).collect::<BTreeSet<_>>() {
        workshops.extend(app.store.origin(id).await?.map(|origin| (id, origin)));
    }
    let origin = |origin: store::runbooks::RunbookOrigin| RunbookOrigin {
        workshop: origin.workshop,
        workshop_title: workshops.get(&origin.workshop).map(|from| from.title.to_string()).unwrap_or_default(),
        workshop_gone: workshops.get(&origin.workshop).is_none_or(|from| from.gone),
        round: origin.round.0,
        scenario: origin.scenario,
    };
    let summary = |head: RunbookHead| RunbookSummary {
        id: head.id,
        title: head.title.to_string(),
        state: match head.state {
            store::runbooks::RunbookState::Draft => RunbookState::Draft,
            store::runbooks::RunbookState::Kept => RunbookState::Kept,
            store::runbooks::RunbookState::Archived => RunbookState::Archived,
        },
        systems: head.systems.into_iter().collect(),
        origins: head.origins.into_iter().map(origin).collect(),
        revision: head.revision,
        updated_at: to_rfc3339(head.updated_at),
        updated_by: head.updated_by.and_then(|by| names.get(&by)).map(ToString::to_string),
    };
    Ok(heads.into_iter().map(summary).collect())
}
