//! Scenarios as files, and the pack that ships with the product.

use std::collections::BTreeSet;

use api::problem::FileFault;
use api::scenario::{Added, ScenarioDetail};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::{ScenarioId, TeamId};
use domain::scenario::{Scenario, is_free_file_name};
use scenario::Fault;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{add, free_slug, ready, room_for, summaries};
use crate::auth::TeamMember;
use crate::error::{Error, Result};
use crate::extract::{Body, Json, Path};
use crate::pictures::{file_name, from_hex};
use crate::starter;
use crate::state::{App, AppState};
use crate::throttle::Attempt;

const YAML: &[&str] = &["application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"];

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(upload))
        .layer(DefaultBodyLimit::max(scenario::MAX_FILE))
        .routes(routes!(download))
        .routes(routes!(add_starter))
}

/// Adds a scenario from a file of at most 2 MiB. A refusal names every fault with its line.
#[utoipa::path(
    post, path = "/api/teams/{team}/scenarios/upload", tag = "scenarios",
    request_body(content = String, content_type = "application/yaml"),
    responses((status = 201, body = ScenarioDetail))
)]
async fn upload(
    State(app): State<AppState>,
    member: TeamMember,
    headers: HeaderMap,
    Body(bytes): Body,
) -> Result<(StatusCode, Json<ScenarioDetail>)> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !YAML.contains(&kind.split(';').next().unwrap_or_default().trim()) {
        return Err(Error::WrongMediaType("application/yaml"));
    }
    app.throttle.attempt(Attempt::Upload, &member.account.id.to_string(), app.now())?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Error::Malformed("The file is not text in UTF-8.".into()))?;
    let file =
        scenario::read("upload", text).map_err(|faults| Error::Faults(faults.into_iter().map(fault).collect()))?;
    let content = ready(&app, member.team.id, by_hash(file.scenario)).await?;
    Ok((StatusCode::CREATED, Json(add(&app, &member, content).await?)))
}

/// A scenario as a file.
#[utoipa::path(
    get, path = "/api/teams/{team}/scenarios/{scenario}/yaml", tag = "scenarios",
    responses((status = 200, body = String, content_type = "text/yaml"))
)]
async fn download(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ScenarioId)>,
) -> Result<Response> {
    let row = app.store.scenario(member.team.id, id).await?.ok_or(Error::NotFound)?;
    let content = as_filed(&app, member.team.id, row.content, &BTreeSet::new()).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/yaml; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.yaml\"", content.slug)),
    ];
    Ok((headers, scenario::write(&content)).into_response())
}

/// Adds the starter pack's scenarios and systems, but for those that the team has already.
#[utoipa::path(
    post, path = "/api/teams/{team}/packs/starter", tag = "scenarios", responses((status = 201, body = Added))
)]
async fn add_starter(State(app): State<AppState>, member: TeamMember) -> Result<(StatusCode, Json<Added>)> {
    let team = member.team.id;
    room_for(&app, team, app.starter.scenarios()).await?;
    let outcome = starter::add(&app, team).await?;
    app.hub.team_changed(team).await;
    let added = summaries(&app, team, |row| outcome.added.contains(&row.id)).await?;
    Ok((StatusCode::CREATED, Json(Added { added, there_already: outcome.there_already })))
}

fn fault(fault: Fault) -> FileFault {
    FileFault { line: fault.line, column: fault.column, what: fault.what, mend: fault.mend }
}

/// A file names a picture of the team by its hash and an ending.
fn by_hash(mut content: Scenario) -> Scenario {
    for picture in content.evidence.iter_mut().filter_map(|piece| piece.picture.as_mut()) {
        if let Some((hash, _)) = picture.source.rsplit_once('.') {
            picture.source = hash.to_owned();
        }
    }
    content
}

/// The scenario as files name it: its pictures with an ending, and itself by a slug that is free among `taken` and that a
/// file can have on every system. Cards of earlier versions may be called otherwise.
pub(crate) async fn as_filed(
    app: &App,
    team: TeamId,
    mut content: Scenario,
    taken: &BTreeSet<String>,
) -> Result<Scenario> {
    if !is_free_file_name(&content.slug) {
        content.slug = free_slug(&format!("card-{}", content.slug), |slug| taken.contains(slug));
    }
    for picture in content.evidence.iter_mut().filter_map(|piece| piece.picture.as_mut()) {
        let Some(hash) = from_hex(&picture.source) else { continue };
        if let Some(stored) = app.store.picture(team, hash).await? {
            picture.source = file_name(&hash, &stored.media_type);
        }
    }
    Ok(content)
}
