//! What one audience was sent: every entity with the version of its last change, and tombstones of those that are gone.
//!
//! Entities are kept serialised, so that what did not change costs nothing, and what is the same for several audiences is
//! serialised once for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use api::entity::{Entity, EntityKey};
use api::live::ServerMessage;
use api::project::Part;
use axum::body::Bytes;
use axum::extract::ws::Utf8Bytes;

use super::outgoing::OutgoingFrame;
use crate::compressed::compress;

/// The entities of one part of a workshop, serialised.
pub(super) type Rendered = Arc<BTreeMap<EntityKey, Arc<str>>>;

/// Serialises the entities of a part.
pub(super) fn render(entities: Vec<Entity>) -> Rendered {
    let json = |entity: &Entity| serde_json::to_string(entity).expect("wire types have string keys only").into();
    Arc::new(entities.into_iter().map(|entity| (entity.key(), json(&entity))).collect())
}

/// Builds the message that has everything.
fn encode_snapshot(version: u64, entities: &BTreeMap<EntityKey, Sent>) -> String {
    let entities = join(entities.values().map(|sent| &*sent.json));
    format!(r#"{{"type":"snapshot","version":{version},"entities":[{entities}]}}"#)
}

/// One audience's entities. Messages are put together once here, however many connections they go to.
pub(super) struct View {
    entities: BTreeMap<EntityKey, Sent>,
    tombstones: BTreeMap<EntityKey, u64>,
    version: u64,
    /// Clients that saw an older version get a snapshot: nothing is known about the changes before it.
    floor: u64,
    /// The snapshot of this version, compressed, once it was asked for.
    snapshot: Option<Bytes>,
    /// What may have changed since somebody looked last.
    pending: BTreeSet<Part>,
}

/// An entity as it was sent.
struct Sent {
    json: Arc<str>,
    version: u64,
}

/// The differences of two versions.
#[derive(Default)]
struct Difference {
    upsert: Vec<Arc<str>>,
    remove: Vec<EntityKey>,
}

/// More parts than this that wait for somebody to look are taken together.
const MOST_PENDING: usize = 64;

impl View {
    /// A view that begins at `version`. Nobody has looked yet.
    pub(super) fn new(version: u64) -> Self {
        Self {
            entities: BTreeMap::new(),
            tombstones: BTreeMap::new(),
            version,
            floor: version + 1,
            snapshot: None,
            pending: [Part::Everything].into(),
        }
    }

    /// Notes that parts may have changed with `version`, while nobody looks.
    pub(super) fn defer(&mut self, version: u64, parts: &BTreeSet<Part>) {
        self.pending.extend(parts);
        if self.pending.contains(&Part::Everything) || self.pending.len() > MOST_PENDING {
            self.pending = [Part::Everything].into();
        }
        self.version = version;
    }

    /// Notes that parts may have changed around the state, at the same version, while nobody looks.
    pub(super) fn defer_around(&mut self, parts: &BTreeSet<Part>) {
        self.defer(self.version, parts);
        self.floor = self.version + 1;
    }

    /// Whether it waits for somebody to look.
    pub(super) fn is_behind(&self) -> bool {
        !self.pending.is_empty()
    }

    /// The parts that were deferred, to be given to [`Self::catch_up`].
    pub(super) fn take_deferred(&mut self) -> BTreeSet<Part> {
        std::mem::take(&mut self.pending)
    }

    /// Takes over what was deferred.
    pub(super) fn catch_up(&mut self, parts: &[(Part, Rendered)]) {
        self.replace_all(parts);
        self.snapshot = None;
    }

    /// Takes over the parts that changed with `version` and returns what did; without any difference the message has only the
    /// new version.
    pub(super) fn advance(&mut self, version: u64, parts: &[(Part, Rendered)]) -> Utf8Bytes {
        self.version = version;
        self.snapshot = None;
        let difference = self.replace_all(parts);
        encode_changes(version, &difference)
    }

    /// Takes over what changed around the state, such as a name, at the same version. `None` if nothing did.
    pub(super) fn refresh(&mut self, parts: &[(Part, Rendered)]) -> Option<Utf8Bytes> {
        let difference = self.replace_all(parts);
        if difference.upsert.is_empty() && difference.remove.is_empty() {
            return None;
        }
        self.floor = self.version + 1;
        self.snapshot = None;
        Some(encode_changes(self.version, &difference))
    }

    /// The first message of a connection: what changed since the version that it saw, or everything.
    pub(super) fn first(&mut self, since: Option<u64>, gzip: bool) -> OutgoingFrame {
        match since {
            Some(since) if since >= self.floor && since <= self.version => {
                let newer = self.entities.values().filter(|sent| sent.version > since);
                let gone = self.tombstones.iter().filter(|(_, version)| **version > since);
                let difference = Difference {
                    upsert: newer.map(|sent| sent.json.clone()).collect(),
                    remove: gone.map(|(key, _)| key.clone()).collect(),
                };
                OutgoingFrame::Text(encode_changes(self.version, &difference))
            }
            _ if gzip => {
                let (version, entities) = (self.version, &self.entities);
                let snapshot =
                    self.snapshot.get_or_insert_with(|| compress(encode_snapshot(version, entities).as_bytes()));
                OutgoingFrame::Gzip(snapshot.clone())
            }
            _ => OutgoingFrame::Text(encode_snapshot(self.version, &self.entities).into()),
        }
    }

    fn replace_all(&mut self, parts: &[(Part, Rendered)]) -> Difference {
        let mut all = Difference::default();
        for (part, now) in parts {
            let Difference { upsert, remove } = self.replace(*part, now);
            all.upsert.extend(upsert);
            all.remove.extend(remove);
        }
        all
    }

    /// Puts a part in the place of what it was.
    fn replace(&mut self, part: Part, now: &Rendered) -> Difference {
        let mut difference = Difference::default();
        for (first, end) in part.keys().ranges() {
            let before = self.entities.range(first..end).map(|(key, _)| key);
            difference.remove.extend(before.filter(|key| !now.contains_key(key)).cloned());
        }
        for key in &difference.remove {
            self.entities.remove(key);
            self.tombstones.insert(key.clone(), self.version);
        }
        for (key, json) in now.iter() {
            if self.entities.get(key).is_none_or(|sent| sent.json != *json) {
                difference.upsert.push(json.clone());
                self.tombstones.remove(key);
                self.entities.insert(key.clone(), Sent { json: json.clone(), version: self.version });
            }
        }
        difference
    }
}

/// Serialises a message.
pub(super) fn encode(message: &ServerMessage) -> Utf8Bytes {
    serde_json::to_string(message).expect("wire types have string keys only").into()
}

/// [`ServerMessage::Changes`] of entities that are serialised already.
fn encode_changes(version: u64, difference: &Difference) -> Utf8Bytes {
    let upsert = join(difference.upsert.iter().map(|json| &**json));
    let remove = serde_json::to_string(&difference.remove).expect("keys are plain objects");
    format!(r#"{{"type":"changes","version":{version},"upsert":[{upsert}],"remove":{remove}}}"#).into()
}

fn join<'a>(json: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for json in json {
        if !joined.is_empty() {
            joined.push(',');
        }
        joined.push_str(json);
    }
    joined
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use api::entity::MemberView;
    use domain::id::PersonId;
    use flate2::read::GzDecoder;
    use uuid::Uuid;

    use super::*;

    fn member(id: u128, name: &str) -> Entity {
        Entity::Member(MemberView { id: PersonId(Uuid::from_u128(id)), name: name.into(), responder: true })
    }

    fn members<const N: usize>(names: [(u128, &str); N]) -> [(Part, Rendered); 1] {
        [(Part::Members, render(names.map(|(id, name)| member(id, name)).into()))]
    }

    fn view_at<const N: usize>(version: u64, names: [(u128, &str); N]) -> View {
        let mut view = View::new(version);
        view.take_deferred();
        view.catch_up(&members(names));
        view
    }

    /// The first message of a client, which is the same text whether it is compressed or not.
    fn first(view: &mut View, since: Option<u64>) -> ServerMessage {
        let text = match (view.first(since, false), view.first(since, true)) {
            (OutgoingFrame::Text(text), OutgoingFrame::Gzip(bytes)) => {
                let mut decompressed = String::new();
                GzDecoder::new(&bytes[..]).read_to_string(&mut decompressed).unwrap();
                assert_eq!(decompressed, text.as_str());
                text
            }
            (OutgoingFrame::Text(text), OutgoingFrame::Text(same)) => {
                assert_eq!(text, same);
                text
            }
            _ => panic!("a first message has a text"),
        };
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_client_continues_from_a_known_version() {
        let mut view = view_at(4, [(1, "Mei"), (2, "Jonas")]);
        view.advance(5, &members([(1, "Mei T."), (2, "Jonas")]));
        view.advance(6, &members([(1, "Mei T."), (3, "Priya")]));

        let snapshot = ServerMessage::Snapshot { version: 6, entities: vec![member(1, "Mei T."), member(3, "Priya")] };
        assert_eq!(first(&mut view, None), snapshot);
        assert_eq!(first(&mut view, Some(4)), snapshot, "4 was there before this view began");
        assert_eq!(first(&mut view, Some(9)), snapshot, "9 is not there yet");
        assert_eq!(
            first(&mut view, Some(5)),
            ServerMessage::Changes { version: 6, upsert: vec![member(3, "Priya")], remove: vec![member(2, "").key()] }
        );
        let nothing = ServerMessage::Changes { version: 6, upsert: vec![], remove: vec![] };
        assert_eq!(first(&mut view, Some(6)), nothing);
    }

    #[test]
    fn changes_beside_the_log_are_always_sent() {
        let mut view = view_at(1, [(1, "Mei")]);
        view.advance(2, &members([(1, "Mei")]));
        assert!(view.refresh(&members([(1, "Mei")])).is_none());
        assert!(view.refresh(&members([(1, "Mei Tanaka")])).is_some());
        assert!(matches!(first(&mut view, Some(2)), ServerMessage::Snapshot { .. }));
    }

    #[test]
    fn what_happened_while_nobody_looked_is_sent_to_who_comes_back() {
        let mut view = view_at(4, [(1, "Mei"), (2, "Jonas")]);
        view.advance(5, &members([(1, "Mei"), (2, "Jonas")]));
        view.defer(6, &[Part::Members].into());
        view.defer(7, &[Part::Members].into());
        assert!(view.is_behind());
        assert_eq!(view.take_deferred(), [Part::Members].into());
        view.catch_up(&members([(1, "Mei T.")]));
        let missed =
            ServerMessage::Changes { version: 7, upsert: vec![member(1, "Mei T.")], remove: vec![member(2, "").key()] };
        assert_eq!(first(&mut view, Some(5)), missed);

        view.defer_around(&[Part::Members].into());
        assert!(matches!(first(&mut view, Some(7)), ServerMessage::Snapshot { .. }));
    }
}
