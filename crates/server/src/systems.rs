//! The systems that a team supports.

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::team::{LinkKind, System, WriteSystem};
use api::workshop::http_link;
use domain::id::{SystemId, TeamId};
use domain::text::{Lines, SystemName, clean};
use store::systems::SystemLinkRow;

use crate::error::{Error, Result};
use crate::rows::wire_system;
use crate::services::Services;

/// The most systems of a team.
const MAX_SYSTEMS: usize = 200;
/// The most links of a system.
pub(crate) const MAX_LINKS: usize = 12;
/// The most characters of what a system does.
pub(crate) const MAX_ABOUT: usize = 300;
/// The most characters of the name of a link.
pub(crate) const MAX_LINK_NAME: usize = 60;

/// The most characters of a pack's title.
const MAX_PACK_TITLE: usize = 120;

/// A team's systems, by name.
pub(crate) async fn list_systems(services: &Services, team: TeamId) -> Result<Vec<System>> {
    Ok(services.store.systems(team).await?.into_iter().map(wire_system).collect())
}

/// Adds a system to a team.
pub(crate) async fn create_system(services: &Services, team: TeamId, wanted: WriteSystem) -> Result<System> {
    if services.store.systems(team).await?.len() >= MAX_SYSTEMS {
        return Err(Error::Full { reason: RequestReason::SystemsFull, limit: MAX_SYSTEMS });
    }
    let id = wanted.id.unwrap_or_else(|| SystemId(services.new_id()));
    let made = parse_system(id, team, wanted)?;
    services.store.create_system(made.clone()).await?;
    services.hub.team_changed(team).await;
    Ok(wire_system(made))
}

/// Changes a system.
pub(crate) async fn change_system(
    services: &Services,
    team: TeamId,
    id: SystemId,
    wanted: WriteSystem,
) -> Result<System> {
    let changed = parse_system(id, team, wanted)?;
    services.store.update_system(changed.clone()).await?;
    services.hub.team_changed(team).await;
    Ok(wire_system(changed))
}

/// Removes a system. Scenarios that name it stay as they are.
pub(crate) async fn delete_system(services: &Services, team: TeamId, id: SystemId) -> Result<()> {
    services.store.delete_system(team, id).await?;
    services.hub.team_changed(team).await;
    Ok(())
}

/// Parses the description of a system.
fn parse_system(id: SystemId, team: TeamId, wanted: WriteSystem) -> Result<store::systems::SystemRow> {
    if wanted.links.len() > MAX_LINKS {
        return Err(Error::Full { reason: RequestReason::SystemLinksFull, limit: MAX_LINKS });
    }
    let name = SystemName::parse(&wanted.name).map_err(Invalid::field("name"))?;
    let about = wanted.about.filter(|about| !about.trim().is_empty());
    let about = about.map(|about| clean("What it does", &about, MAX_ABOUT, Lines::Many)).transpose();
    let links = wanted.links.into_iter().map(|link| {
        let name = clean("The link's name", &link.name, MAX_LINK_NAME, Lines::Name).map_err(Invalid::field("links"))?;
        let url = http_link(&link.url).map_err(|invalid| Invalid { field: "links", ..invalid })?;
        Ok(SystemLinkRow { kind: word(link.kind).to_owned(), name, url })
    });
    let links = links.collect::<Result<Vec<_>>>()?;
    // Only what the team can look at has links.
    let pack = wanted.pack.filter(|_| links.is_empty());
    let pack = pack.map(|title| clean("The pack's title", &title, MAX_PACK_TITLE, Lines::Name)).transpose();
    let (about, pack) = (about.map_err(Invalid::field("about"))?, pack.map_err(Invalid::field("pack"))?);
    Ok(store::systems::SystemRow { id, team, name, about, links, pack })
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
