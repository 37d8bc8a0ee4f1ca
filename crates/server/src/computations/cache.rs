//! A cache of finished results: the most recently used ones that fit.

use std::collections::VecDeque;

/// Results with their keys and sizes, the one that was used last at the end. They are few: a search is a walk.
pub(super) struct ResultCache<K, V>(VecDeque<(K, V, usize)>);

/// The most results in the cache, however small they are.
const MOST: usize = 256;

impl<K, V> Default for ResultCache<K, V> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<K: PartialEq, V: Clone> ResultCache<K, V> {
    pub(super) fn get(&mut self, key: &K) -> Option<V> {
        let place = self.0.iter().position(|(of, ..)| of == key)?;
        let found = self.0.remove(place)?;
        let value = found.1.clone();
        self.0.push_back(found);
        Some(value)
    }

    /// Keeps a result, and forgets older ones until all take `room` bytes at most.
    pub(super) fn insert(&mut self, key: K, value: V, size: usize, room: usize) {
        if size > room {
            return;
        }
        self.0.push_back((key, value, size));
        while self.0.len() > MOST || self.0.iter().map(|(.., size)| size).sum::<usize>() > room {
            self.0.pop_front();
        }
    }
}
