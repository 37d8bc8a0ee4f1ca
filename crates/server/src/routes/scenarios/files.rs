//! Scenarios as files, and the pack that ships with the product.

use std::collections::BTreeMap;

use api::problem::FileFault;
use api::refusal::RequestReason;
use api::scenario::{AddStarterCards, AddStarterPack, Added, ScenarioDetail, StarterPack};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::{ScenarioId, TeamId};
use domain::scenario::Complete;
use scenario::Fault;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path, RawBody};
use crate::scenarios::{
    add, add_starter_cards, add_starter_pack, by_hash, complete, room_for, scenario_file, summaries,
};
use crate::state::AppState;
use crate::throttle::Attempt;

const YAML: &[&str] = &["application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"];

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(upload))
        .layer(DefaultBodyLimit::max(scenario::MAX_FILE))
        .routes(routes!(download))
        .routes(routes!(look_at_starter, add_starter))
        .routes(routes!(add_cards_of_starter))
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
    RawBody(bytes): RawBody,
) -> Result<(StatusCode, Json<ScenarioDetail>)> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !YAML.contains(&kind.split(';').next().unwrap_or_default().trim()) {
        return Err(Error::WrongMediaType("application/yaml"));
    }
    app.throttle.attempt(Attempt::Upload, &member.account.id.to_string(), app.now())?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Error::CannotRead(RequestReason::FileNotText))?;
    let file = scenario::read_scenario("upload", text)
        .map_err(|faults| Error::Faults(faults.into_iter().map(fault).collect()))?;
    let content = complete(&app, member.team.id, by_hash(file.scenario.into_draft())).await?;
    Ok((StatusCode::CREATED, Json(add(&app, member.team.id, member.account.id, content).await?)))
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
    let (slug, text) = scenario_file(&app, member.team.id, id).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/yaml; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{slug}.yaml\"")),
    ];
    Ok((headers, text).into_response())
}

/// What the starter pack is.
#[utoipa::path(
    get, path = "/api/teams/{team}/packs/starter", tag = "scenarios", responses((status = 200, body = StarterPack))
)]
async fn look_at_starter(State(app): State<AppState>, member: TeamMember) -> Json<StarterPack> {
    let _ = member;
    Json(app.starter.describe())
}

/// Adds the starter pack's scenarios and systems, but for those that the team has already. Without a body none of its systems
/// becomes one of the team's own.
#[utoipa::path(
    post, path = "/api/teams/{team}/packs/starter", tag = "scenarios", request_body = Option<AddStarterPack>,
    responses((status = 201, body = Added))
)]
async fn add_starter(
    State(app): State<AppState>,
    member: TeamMember,
    RawBody(bytes): RawBody,
) -> Result<(StatusCode, Json<Added>)> {
    let team = member.team.id;
    let bytes = if bytes.is_empty() { b"null".to_vec() } else { bytes };
    let wanted: Option<AddStarterPack> =
        serde_json::from_slice(&bytes).map_err(|error| Error::Malformed(error.to_string()))?;
    room_for(&app, team, app.starter.scenarios()).await?;
    let outcome = add_starter_pack(&app, &app.starter, team, &wanted.unwrap_or_default().systems).await?;
    app.hub.team_changed(team).await;
    let added = summaries(&app, team, |row| outcome.added.contains(&row.id)).await?;
    Ok((StatusCode::CREATED, Json(Added { added, there_already: outcome.there_already })))
}

/// Adds some cards of the starter pack by their headlines, with their systems, but for those that the team has already. One
/// that the pack does not have is left out.
#[utoipa::path(
    post, path = "/api/teams/{team}/packs/starter/cards", tag = "scenarios", request_body = AddStarterCards,
    responses((status = 201, body = Added))
)]
async fn add_cards_of_starter(
    State(app): State<AppState>,
    member: TeamMember,
    Json(wanted): Json<AddStarterCards>,
) -> Result<(StatusCode, Json<Added>)> {
    let team = member.team.id;
    room_for(&app, team, wanted.titles.len().min(app.starter.scenarios())).await?;
    let is_wanted = |card: &Complete| wanted.titles.iter().any(|title| title == card.title.as_str());
    let outcome = add_starter_cards(&app, &app.starter, team, &BTreeMap::new(), is_wanted).await?;
    app.hub.team_changed(team).await;
    let added = summaries(&app, team, |row| outcome.added.contains(&row.id)).await?;
    Ok((StatusCode::CREATED, Json(Added { added, there_already: outcome.there_already })))
}

fn fault(fault: Fault) -> FileFault {
    FileFault { line: fault.line, column: fault.column, what: fault.what, mend: fault.mend }
}
