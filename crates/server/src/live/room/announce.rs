//! Sends the audiences what changed. An audience without connections costs nothing: its view catches up when somebody looks.

use std::collections::{BTreeSet, HashMap};

use api::live::Audience;
use api::project::{Part, project_part};

use super::Room;
use crate::live::view::{Rendered, render};

/// The parts that are the same for several audiences, serialised once.
type Shared = HashMap<Part, Rendered>;

impl Room {
    /// Sends the changes of the newest version to every audience. A connection that may see more or less than before gets a new
    /// snapshot instead: it belongs to another audience already when that audience's changes are sent.
    pub(super) fn announce(&mut self, parts: &BTreeSet<Part>) {
        let are_items = parts.iter().copied().all(Part::is_item);
        let mut moved = Vec::new();
        if !are_items {
            moved = self.update_audiences();
            self.send_permissions(&moved);
        }
        let mut shared = Shared::new();
        let version = self.version;
        for audience in self.audiences() {
            if !self.is_watched(audience) {
                self.view(audience).defer(version, parts);
                continue;
            }
            self.catch_up(audience);
            let rendered = self.render(audience, parts, &mut shared);
            let message = self.view(audience).advance(version, &rendered);
            self.broadcast(audience, &message, &moved);
        }
        if !are_items {
            self.refresh_view(Audience::Lobby, parts, &mut shared);
        }
        // The people who are connected and known may have changed.
        self.presence_changed |= !moved.is_empty();
        self.send_private_views(parts);
        moved.into_iter().for_each(|id| self.send_welcome(id, None));
    }

    /// Sends everyone what changed around the state.
    pub(super) fn announce_surroundings(&mut self, parts: &BTreeSet<Part>) {
        let mut shared = Shared::new();
        for audience in [Audience::Lobby].into_iter().chain(self.audiences()) {
            self.refresh_view(audience, parts, &mut shared);
        }
        self.send_private_views(parts);
    }

    /// Looks up which notes are much like earlier ones, where notes may have changed.
    pub(super) fn look_up_earlier_notes(&mut self, parts: &BTreeSet<Part>) {
        let (notes, found) = (&self.workshop.notes, &mut self.around.earlier);
        if parts.contains(&Part::Everything) || parts.contains(&Part::Walls) {
            return self.earlier_notes.look_up(notes.values(), found);
        }
        let changed = parts.iter().filter_map(|part| if let Part::Note(note) = part { notes.get(note) } else { None });
        self.earlier_notes.look_up(changed, found);
    }

    /// Brings an audience's view up to date with what happened while nobody looked.
    pub(super) fn catch_up(&mut self, audience: Audience) {
        if !self.view(audience).is_behind() {
            return;
        }
        let deferred = self.view(audience).take_deferred();
        let rendered = self.render(audience, &deferred, &mut Shared::new());
        self.view(audience).catch_up(&rendered);
    }

    fn refresh_view(&mut self, audience: Audience, parts: &BTreeSet<Part>, shared: &mut Shared) {
        if !self.is_watched(audience) {
            return self.view(audience).defer_around(parts);
        }
        self.catch_up(audience);
        let rendered = self.render(audience, parts, shared);
        if let Some(message) = self.view(audience).refresh(&rendered) {
            self.broadcast(audience, &message, &[]);
        }
    }

    fn is_watched(&self, audience: Audience) -> bool {
        self.connections.values().any(|connection| connection.audience == audience)
    }

    fn render(&self, audience: Audience, parts: &BTreeSet<Part>, shared: &mut Shared) -> Vec<(Part, Rendered)> {
        let around = self.surroundings_for(audience);
        let project = |part| render(project_part(&self.workshop, around, audience, part));
        let mut rendered = |part: Part| {
            if part.is_same_for_all() && Audience::INSIDE.contains(&audience) {
                shared.entry(part).or_insert_with(|| project(part)).clone()
            } else {
                project(part)
            }
        };
        parts.iter().map(|part| (*part, rendered(*part))).collect()
    }
}
