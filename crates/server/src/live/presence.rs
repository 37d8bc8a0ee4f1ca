//! The lossy lane: who is connected, and what they are typing into. Never stored.

use std::collections::{BTreeMap, BTreeSet};

use api::live::{Face, PresenceView, ServerMessage, Typing};
use axum::extract::ws::Utf8Bytes;
use domain::id::PersonId;

use super::view::encode;

/// One connection's contribution.
#[derive(Clone, Copy)]
pub(super) struct Present {
    pub(super) person: PersonId,
    pub(super) face: Face,
    pub(super) typing: Option<Typing>,
}

/// The message with the list of connected people.
pub(super) fn message(connections: impl Iterator<Item = Present>) -> Utf8Bytes {
    let mut people: BTreeMap<PersonId, (BTreeSet<Face>, Option<Typing>)> = BTreeMap::new();
    for present in connections {
        let (faces, typing) = people.entry(present.person).or_default();
        faces.insert(present.face);
        *typing = typing.or(present.typing);
    }
    let people = people
        .into_iter()
        .map(|(person, (faces, typing))| PresenceView { person, faces: faces.into_iter().collect(), typing })
        .collect();
    encode(&ServerMessage::Presence { people })
}
