//! A team's names for its walls, and their settings at the start of a workshop.

use std::collections::BTreeMap;

use api::problem::Invalid;
use api::walls::TeamWalls;
use domain::id::TeamId;
use domain::text::WallName;
use domain::workshop::Wall;
use store::walls::WallSettings;

use crate::error::Result;
use crate::services::Services;

/// A team's names for its walls, and their settings at the start of a workshop.
pub(crate) async fn team_walls(services: &Services, team: TeamId) -> Result<TeamWalls> {
    Ok(wire_walls(&services.store.wall_settings(team).await?))
}

/// Sets what a team calls its walls, and how its workshops begin. Workshops under way have the new names at once.
pub(crate) async fn set_team_walls(services: &Services, team: TeamId, wanted: TeamWalls) -> Result<TeamWalls> {
    let settings = parse_walls(wanted)?;
    services.store.put_wall_settings(team, settings.clone()).await?;
    services.hub.team_changed(team).await;
    Ok(wire_walls(&settings))
}

fn parse_walls(wanted: TeamWalls) -> Result<WallSettings> {
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

fn wire_walls(settings: &WallSettings) -> TeamWalls {
    let name = |wall| settings.names.get(&wall).map(ToString::to_string);
    TeamWalls {
        crappy: name(Wall::Crappy),
        awesome: name(Wall::Awesome),
        actions: name(Wall::Actions),
        private: settings.private,
    }
}
