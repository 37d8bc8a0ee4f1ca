//! What one audience was sent: every entity with the version of its last change, and tombstones of those that are gone.

use std::collections::BTreeMap;

use api::entity::{Entity, EntityKey};
use api::live::ServerMessage;
use axum::extract::ws::Utf8Bytes;

/// One audience's entities. Messages are serialised once here, however many connections they go to.
pub(super) struct View {
    entities: BTreeMap<EntityKey, (Entity, u64)>,
    tombstones: BTreeMap<EntityKey, u64>,
    version: u64,
    /// Clients that saw an older version get a snapshot: nothing is known about the changes before it.
    floor: u64,
    snapshot: Option<Utf8Bytes>,
}

impl View {
    /// A view that begins at `version`.
    pub(super) fn new(version: u64, entities: Vec<Entity>) -> Self {
        let entities = entities.into_iter().map(|entity| (entity.key(), (entity, version))).collect();
        Self { entities, tombstones: BTreeMap::new(), version, floor: version + 1, snapshot: None }
    }

    /// Takes over the entities of `version` and returns what changed; without any difference the message has only the new version.
    pub(super) fn advance(&mut self, version: u64, entities: Vec<Entity>) -> Utf8Bytes {
        let (upsert, remove) = self.replace(version, entities);
        self.version = version;
        self.snapshot = None;
        encode(&ServerMessage::Changes { version, upsert, remove })
    }

    /// Takes over what changed around the state, such as a name, at the same version. `None` if nothing did.
    pub(super) fn refresh(&mut self, entities: Vec<Entity>) -> Option<Utf8Bytes> {
        let version = self.version;
        let (upsert, remove) = self.replace(version, entities);
        if upsert.is_empty() && remove.is_empty() {
            return None;
        }
        self.floor = version + 1;
        self.snapshot = None;
        Some(encode(&ServerMessage::Changes { version, upsert, remove }))
    }

    /// The first message of a connection: what changed since the version that it saw, or everything.
    pub(super) fn first(&mut self, since: Option<u64>) -> Utf8Bytes {
        match since {
            Some(since) if since >= self.floor && since <= self.version => {
                let newer = |version: u64| version > since;
                let upsert = self.entities.values().filter(|(_, v)| newer(*v)).map(|(e, _)| e.clone()).collect();
                let remove = self.tombstones.iter().filter(|(_, v)| newer(**v)).map(|(key, _)| key.clone()).collect();
                encode(&ServerMessage::Changes { version: self.version, upsert, remove })
            }
            _ => self
                .snapshot
                .get_or_insert_with(|| {
                    let entities = self.entities.values().map(|(entity, _)| entity.clone()).collect();
                    encode(&ServerMessage::Snapshot { version: self.version, entities })
                })
                .clone(),
        }
    }

    fn replace(&mut self, version: u64, entities: Vec<Entity>) -> (Vec<Entity>, Vec<EntityKey>) {
        let mut gone: Vec<EntityKey> = Vec::new();
        let mut upsert = Vec::new();
        let mut next = BTreeMap::new();
        for entity in entities {
            let key = entity.key();
            match self.entities.remove(&key) {
                Some((before, since)) if before == entity => next.insert(key, (before, since)),
                _ => {
                    upsert.push(entity.clone());
                    self.tombstones.remove(&key);
                    next.insert(key, (entity, version))
                }
            };
        }
        gone.extend(std::mem::replace(&mut self.entities, next).into_keys());
        self.tombstones.extend(gone.iter().map(|key| (key.clone(), version)));
        (upsert, gone)
    }
}

/// Serialises a message.
pub(super) fn encode(message: &ServerMessage) -> Utf8Bytes {
    serde_json::to_string(message).expect("wire types have string keys only").into()
}

#[cfg(test)]
mod tests {
    use api::entity::MemberView;
    use domain::id::PersonId;
    use uuid::Uuid;

    use super::*;

    fn member(id: u128, name: &str) -> Entity {
        Entity::Member(MemberView { id: PersonId(Uuid::from_u128(id)), name: name.into(), responder: true })
    }

    fn decode(message: &Utf8Bytes) -> ServerMessage {
        serde_json::from_str(message).unwrap()
    }

    #[test]
    fn a_client_continues_from_a_known_version() {
        let mut view = View::new(4, vec![member(1, "Mei"), member(2, "Jonas")]);
        view.advance(5, vec![member(1, "Mei T."), member(2, "Jonas")]);
        view.advance(6, vec![member(1, "Mei T."), member(3, "Priya")]);

        let snapshot = ServerMessage::Snapshot { version: 6, entities: vec![member(1, "Mei T."), member(3, "Priya")] };
        assert_eq!(decode(&view.first(None)), snapshot);
        assert_eq!(decode(&view.first(Some(4))), snapshot, "4 was there before this view began");
        assert_eq!(decode(&view.first(Some(9))), snapshot, "9 is not there yet");
        assert_eq!(
            decode(&view.first(Some(5))),
            ServerMessage::Changes { version: 6, upsert: vec![member(3, "Priya")], remove: vec![member(2, "").key()] }
        );
        let nothing = ServerMessage::Changes { version: 6, upsert: vec![], remove: vec![] };
        assert_eq!(decode(&view.first(Some(6))), nothing);
    }

    #[test]
    fn changes_beside_the_log_are_always_sent() {
        let mut view = View::new(1, vec![member(1, "Mei")]);
        view.advance(2, vec![member(1, "Mei")]);
        assert!(view.refresh(vec![member(1, "Mei")]).is_none());
        assert!(view.refresh(vec![member(1, "Mei Tanaka")]).is_some());
        assert!(matches!(decode(&view.first(Some(2))), ServerMessage::Snapshot { .. }));
    }
}
