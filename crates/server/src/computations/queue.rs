//! A queue: in order of arrival within a team, and teams take turns.

use std::collections::VecDeque;

use domain::id::TeamId;

/// A queue for each team that has something in it, in the order of their turns.
pub(super) struct FairQueue<T>(VecDeque<(TeamId, VecDeque<T>)>);

impl<T> Default for FairQueue<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T> FairQueue<T> {
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|(_, waiting)| waiting.len()).sum()
    }

    pub(super) fn team_len(&self, team: TeamId) -> usize {
        self.0.iter().find(|(of, _)| *of == team).map_or(0, |(_, waiting)| waiting.len())
    }

    pub(super) fn push(&mut self, team: TeamId, item: T) {
        match self.0.iter_mut().find(|(of, _)| *of == team) {
            Some((_, waiting)) => waiting.push_back(item),
            None => self.0.push_back((team, VecDeque::from([item]))),
        }
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        let (team, mut waiting) = self.0.pop_front()?;
        let item = waiting.pop_front();
        if !waiting.is_empty() {
            self.0.push_back((team, waiting));
        }
        item
    }

    pub(super) fn remove(&mut self, team: TeamId, is_unwanted: impl Fn(&T) -> bool) {
        if let Some((_, waiting)) = self.0.iter_mut().find(|(of, _)| *of == team) {
            waiting.retain(|item| !is_unwanted(item));
        }
        self.0.retain(|(_, waiting)| !waiting.is_empty());
    }
}
