//! What a team supports.

use api::problem::Invalid;
use api::team::{LinkKind, System, SystemLink, WriteSystem};
use api::workshop::http_link;
use domain::id::{SystemId, TeamId};
use domain::text::{Lines, SystemName, clean};
use store::systems::Link;

use crate::error::{Error, Result};

/// The most links of a system.
pub(crate) const MAX_LINKS: usize = 12;
/// The most characters of what a system does.
pub(crate) const MAX_ABOUT: usize = 300;
/// The most characters of the name of a link.
pub(crate) const MAX_LINK_NAME: usize = 60;

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

/// Reads what somebody wrote of a system.
pub(crate) fn parse_system(id: SystemId, team: TeamId, wanted: WriteSystem) -> Result<store::systems::System> {
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
