//! A sorted map whose copies share what they have in common.
//!
//! A copy of a whole workshop is made with every command. It costs the same however much the workshop holds, and so does a
//! change of one entry.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Index;
use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Entries by their ids, in the order of these.
#[derive(Clone)]
pub struct Entries<K, V>(OrdMap<K, Arc<V>>);

impl<K: Ord, V> Default for Entries<K, V> {
    fn default() -> Self {
        Self(OrdMap::new())
    }
}

impl<K: Ord, V> Entries<K, V> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is an entry.
    pub fn contains_key(&self, key: &K) -> bool {
        self.0.contains_key(key)
    }

    /// An entry.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.0.get(key).map(|value| &**value)
    }

    /// All entries with their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, &**value))
    }

    /// All keys.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.0.keys()
    }

    /// All entries.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.0.values().map(|value| &**value)
    }
}

impl<K: Ord + Clone, V> Entries<K, V> {
    /// Adds an entry, or puts it in another's place.
    pub fn insert(&mut self, key: K, value: V) {
        self.0.insert(key, Arc::new(value));
    }

    /// Removes an entry; whether it was there.
    pub fn remove(&mut self, key: &K) -> bool {
        self.0.remove(key).is_some()
    }

    /// Removes all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl<K: Ord + Clone, V: Clone> Entries<K, V> {
    /// An entry to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.0.get_mut(key).map(Arc::make_mut)
    }

    /// Changes every entry for which `is_meant` holds.
    pub fn change(&mut self, is_meant: impl Fn(&V) -> bool, mut change: impl FnMut(&mut V)) {
        let meant: Vec<K> = self.iter().filter(|(_, value)| is_meant(value)).map(|(key, _)| key.clone()).collect();
        for key in meant {
            self.get_mut(&key).into_iter().for_each(&mut change);
        }
    }
}

impl<K: Ord, V> Index<&K> for Entries<K, V> {
    type Output = V;

    fn index(&self, key: &K) -> &V {
        self.get(key).expect("the entry is there")
    }
}

impl<K: Ord + Clone, V> Extend<(K, V)> for Entries<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        entries.into_iter().for_each(|(key, value)| self.insert(key, value));
    }
}

impl<K: Ord + Clone, V> FromIterator<(K, V)> for Entries<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut all = Self::default();
        all.extend(entries);
        all
    }
}

impl<K: Ord, V: PartialEq> PartialEq for Entries<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<K: Ord, V: Eq> Eq for Entries<K, V> {}

impl<K: Ord + fmt::Debug, V: fmt::Debug> fmt::Debug for Entries<K, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Ord + Serialize, V: Serialize> Serialize for Entries<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, K: Ord + Clone + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Entries<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(Self::from_iter)
    }
}
