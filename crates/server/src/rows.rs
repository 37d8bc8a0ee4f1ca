//! Stored rows and keys on the wire, as rooms and operations both need them.

use api::team::{LinkKind, System, SystemLink};
use store::systems::SystemLinkRow;

/// A stored system on the wire.
pub(crate) fn wire_system(row: store::systems::SystemRow) -> System {
    let link = |link: SystemLinkRow| SystemLink { kind: kind(&link.kind), name: link.name, url: link.url };
    System {
        id: row.id,
        name: row.name.to_string(),
        about: row.about,
        links: row.links.into_iter().map(link).collect(),
        pack: row.pack,
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

/// A hash as addresses write it: 64 digits in lower-case hexadecimal.
pub(crate) fn hex(hash: &store::Sha256) -> String {
    hex::encode(hash)
}

/// Reads a hash from an address.
pub(crate) fn from_hex(text: &str) -> Option<store::Sha256> {
    let mut hash = [0; 32];
    // One picture has one address: digits in upper case are none.
    hex::decode_to_slice(text, &mut hash).ok().filter(|()| !text.bytes().any(|byte| byte.is_ascii_uppercase()))?;
    Some(hash)
}
