//! Groups of notes. The facilitator arranges the walls at any time, members and the scribe during reflection.

use super::notes::public;
use crate::id::{GroupId, NoteId};
use crate::text::GroupTitle;
use crate::workshop::areas::desk::{Decision, Desk, at_most_50_notes, nothing, one};
use crate::workshop::{Group, MAX_GROUPS, Phase, Reason, Rejection, Scope, Wall, WallEvent};

impl Desk<'_> {
    pub(super) fn make_group(&self, id: GroupId, title: Option<GroupTitle>, notes: Vec<NoteId>) -> Decision {
        at_most_50_notes(&notes)?;
        self.arranger()?;
        if self.workshop.groups.contains_key(&id) {
            return Err(Rejection::IdInUse);
        }
        if self.workshop.groups.len() >= MAX_GROUPS {
            return Err(Rejection::Full { what: Reason::GroupsFull, limit: MAX_GROUPS });
        }
        let mut wall = None;
        for id in &notes {
            let note = self.seen_note(*id)?;
            public(note)?;
            if note.removed {
                return Err(Rejection::Changed);
            }
            wall = wall.or(Some(note.wall));
        }
        let wall = wall.ok_or(Rejection::Rule(Reason::GroupOfNothing))?;
        one(WallEvent::GroupMade { group: Group { id, wall, title, revision: 0, removed: false }, notes })
    }

    pub(super) fn name_group(&self, id: GroupId, title: Option<GroupTitle>, revision: u32) -> Decision {
        self.arranger()?;
        let group = self.find_group(id)?;
        if group.title == title {
            return nothing();
        }
        if group.revision != revision {
            return Err(Rejection::Changed);
        }
        one(WallEvent::GroupNamed { group: id, title })
    }

    pub(super) fn move_group(&self, id: GroupId, wall: Wall) -> Decision {
        self.arranger()?;
        let group = self.find_group(id)?;
        if group.wall == wall { nothing() } else { one(WallEvent::GroupMoved { group: id, wall }) }
    }

    pub(super) fn remove_group(&self, id: GroupId, removed: bool) -> Decision {
        self.arranger()?;
        let group = self.workshop.groups.get(&id).ok_or(Rejection::NotFound(Reason::GroupMissing))?;
        if group.removed == removed { nothing() } else { one(WallEvent::GroupRemoved { group: id, removed }) }
    }

    pub(super) fn find_group(&self, id: GroupId) -> Result<&Group, Rejection> {
        self.workshop.groups.get(&id).filter(|group| !group.removed).ok_or(Rejection::NotFound(Reason::GroupMissing))
    }

    /// Whose notes this person moves, colours and groups.
    pub(in crate::workshop::areas) fn arranging_scope(&self) -> Scope {
        let sorts = self.workshop.phase == Phase::Reflecting && self.committer().is_ok();
        if sorts { Scope::All } else { self.own_or_all() }
    }

    fn arranger(&self) -> Result<(), Rejection> {
        self.wall_in_use()?;
        match self.arranging_scope() {
            Scope::All => Ok(()),
            Scope::None | Scope::Own => Err(Rejection::NotAllowed(Reason::MayNotGroup)),
        }
    }
}
