//! What a team supports.

use api::problem::Invalid;
use api::team::{LinkKind, System, SystemLink, WriteSystem};
use api::workshop::http_link;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{SystemId, TeamId};
use domain::text::{Lines, SystemName, clean};
use store::systems::Link;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::TeamMember;
use crate::error::{Error, Result};
use crate::extract::{Json, Path};
use crate::state::AppState;

const MAX_SYSTEMS: usize = 200;
const MAX_LINKS: usize = 12;
const MAX_ABOUT: usize = 300;
const MAX_LINK_NAME: usize = 60;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(replace, delete))
}

/// A team's systems, by name.
#[utoipa::path(get, path = "/api/teams/{team}/systems", tag = "systems", responses((status = 200, body = [System])))]
async fn list(State(app): State<AppState>, member: TeamMember) -> Result<Json<Vec<System>>> {
    let systems = app.store.systems(member.team.id).await?;
    Ok(Json(systems.into_iter().map(system).collect()))
}

/// Adds a system.
#[utoipa::path(
    post, path = "/api/teams/{team}/systems", tag = "systems", request_body = WriteSystem,
    responses((status = 201, body = System))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    Json(wanted): Json<WriteSystem>,
) -> Result<(StatusCode, Json<System>)> {
    if app.store.systems(member.team.id).await?.len() >= MAX_SYSTEMS {
        return Err(Error::Full { what: "systems", limit: MAX_SYSTEMS });
    }
    let id = wanted.id.unwrap_or_else(|| SystemId(app.new_id()));
    let made = parse(id, member.team.id, wanted)?;
    app.store.create_system(made.clone()).await?;
    app.hub.team_changed(member.team.id).await;
    Ok((StatusCode::CREATED, Json(system(made))))
}

/// Changes a system.
#[utoipa::path(
    put, path = "/api/teams/{team}/systems/{system}", tag = "systems", request_body = WriteSystem,
    responses((status = 200, body = System))
)]
async fn replace(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, SystemId)>,
    Json(wanted): Json<WriteSystem>,
) -> Result<Json<System>> {
    let changed = parse(id, member.team.id, wanted)?;
    app.store.update_system(changed.clone()).await?;
    app.hub.team_changed(member.team.id).await;
    Ok(Json(system(changed)))
}

/// Removes a system. Scenarios that name it stay as they are.
#[utoipa::path(delete, path = "/api/teams/{team}/systems/{system}", tag = "systems", responses((status = 204)))]
async fn delete(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, SystemId)>,
) -> Result<StatusCode> {
    app.store.delete_system(member.team.id, id).await?;
    app.hub.team_changed(member.team.id).await;
    Ok(StatusCode::NO_CONTENT)
}

/// A stored system on the wire.
pub(crate) fn system(row: store::systems::System) -> System {
    let link = |link: Link| SystemLink { kind: kind(&link.kind), name: link.name, url: link.url };
    System {
        id: row.id,
        name: row.name.to_string(),
        about: row.about,
        links: row.links.into_iter().map(link).collect(),
    }
}

fn parse(id: SystemId, team: TeamId, wanted: WriteSystem) -> Result<store::systems::System> {
    if wanted.links.len() > MAX_LINKS {
        return Err(Error::Full { what: "links of a system", limit: MAX_LINKS });
    }
    let name = SystemName::parse(&wanted.name).map_err(Invalid::field("name"))?;
    let about = wanted.about.filter(|about| !about.trim().is_empty());
    let about = about.map(|about| clean("What it does", &about, MAX_ABOUT, Lines::Many)).transpose();
    let links = wanted.links.into_iter().map(|link| {
        let name = clean("The link's name", &link.name, MAX_LINK_NAME, Lines::Name).map_err(Invalid::field("links"))?;
        let url = http_link(&link.url).map_err(|invalid| Invalid { field: "links", ..invalid })?;
        Ok(Link { kind: word(link.kind).to_owned(), name, url })
    });
    let links = links.collect::<Result<_>>()?;
    Ok(store::systems::System { id, team, name, about: about.map_err(Invalid::field("about"))?, links })
}

fn word(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Dashboard => "dashboard",
        LinkKind::Logs => "logs",
        LinkKind::Queue => "queue",
        LinkKind::Runbook => "runbook",
        LinkKind::Other => "other",
    }
}

fn kind(word: &str) -> LinkKind {
    match word {
        "dashboard" => LinkKind::Dashboard,
        "logs" => LinkKind::Logs,
        "queue" => LinkKind::Queue,
        "runbook" => LinkKind::Runbook,
        _ => LinkKind::Other,
    }
}
