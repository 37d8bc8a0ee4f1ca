//! A team's walls.

use std::collections::BTreeMap;

use api::problem::Invalid;
use api::walls::TeamWalls;
use axum::extract::State;
use domain::text::WallName;
use domain::workshop::Wall;
use store::walls::WallSettings;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::{TeamMember, TeamOwner};
use crate::routes::extract::Json;
use crate::state::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(walls, put_walls))
}

/// What a team calls its walls, and how its workshops begin.
#[utoipa::path(get, path = "/api/teams/{team}/walls", tag = "teams", responses((status = 200, body = TeamWalls)))]
async fn walls(State(app): State<AppState>, member: TeamMember) -> Result<Json<TeamWalls>> {
    Ok(Json(view(&app.store.wall_settings(member.team.id).await?)))
}

/// Settles what a team calls its walls, and how its workshops begin. Workshops under way have the new names at once.
#[utoipa::path(
    put, path = "/api/teams/{team}/walls", tag = "teams", request_body = TeamWalls,
    responses((status = 200, body = TeamWalls))
)]
async fn put_walls(
    State(app): State<AppState>,
    TeamOwner(member): TeamOwner,
    Json(wanted): Json<TeamWalls>,
) -> Result<Json<TeamWalls>> {
    let settings = read(wanted)?;
    app.store.put_wall_settings(member.team.id, settings.clone()).await?;
    app.hub.team_changed(member.team.id).await;
    Ok(Json(view(&settings)))
}

fn read(wanted: TeamWalls) -> Result<WallSettings> {
    let named = [
        (Wall::Crappy, "crappy", wanted.crappy),
        (Wall::Awesome, "awesome", wanted.awesome),
        (Wall::Actions, "actions", wanted.actions),
    ];
    let mut names = BTreeMap::new();
    for (wall, field, name) in named {
        if let Some(name) = name.filter(|name| !name.trim().is_empty()) {
            names.insert(wall, WallName::parse(&name).map_err(Invalid::field(field))?);
        }
    }
    Ok(WallSettings { names, private: wanted.private })
}

fn view(settings: &WallSettings) -> TeamWalls {
    let name = |wall| settings.names.get(&wall).map(ToString::to_string);
    TeamWalls {
        crappy: name(Wall::Crappy),
        awesome: name(Wall::Awesome),
        actions: name(Wall::Actions),
        private: settings.private,
    }
}
