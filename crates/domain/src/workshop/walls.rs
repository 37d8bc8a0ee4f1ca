//! The walls, their sticky notes, and the groups that notes are put into.

use serde::{Deserialize, Serialize};

use super::{DebriefQuestion, RoundNumber, Workshop};
use crate::id::{GroupId, NoteId, PersonId, StepId};
use crate::text::{GroupTitle, NoteText};
use crate::time::Timestamp;
use crate::token::TokenHash;

/// The most notes in a workshop.
pub const MAX_NOTES: usize = 1_000;
/// The most groups in a workshop.
pub const MAX_GROUPS: usize = 200;

/// A sticky note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id, made by the client.
    pub id: NoteId,
    /// Where it sticks.
    pub wall: Wall,
    /// Its text.
    pub text: NoteText,
    /// Who wrote it; none for an unsigned one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<PersonId>,
    /// Who put it up, where that is not its author: it came from somebody else's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_by: Option<PersonId>,
    /// With which token an unsigned one is changed: its author's browser has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenHash>,
    /// The round that was in progress, if any.
    pub round: Option<RoundNumber>,
    /// The question of the debrief that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<DebriefQuestion>,
    /// The step that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// When it was written; when the doors were opened, for an unsigned one.
    pub at: Timestamp,
    /// Its number among what its author wrote; none for an unsigned one, whose number would reveal when it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
    /// Its paper.
    #[serde(default, skip_serializing_if = "NoteColour::is_plain")]
    pub colour: NoteColour,
    /// The group that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Seen by its author only, until its wall is revealed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// How often it was changed.
    pub revision: u32,
    /// Taken off; it can be brought back.
    pub removed: bool,
}

impl Note {
    /// A signed note that everybody sees, about no round.
    #[must_use]
    pub fn signed(id: NoteId, wall: Wall, text: NoteText, author: PersonId, at: Timestamp) -> Self {
        Self {
            id,
            wall,
            text,
            author: Some(author),
            put_by: None,
            token: None,
            round: None,
            question: None,
            step: None,
            at,
            sequence: None,
            colour: NoteColour::Plain,
            group: None,
            private: false,
            revision: 0,
            removed: false,
        }
    }

    /// Whether it sticks on a wall and everybody may see it.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        !self.removed && !self.private
    }

    /// Whether it can be in a group: others would see there that a private note exists.
    #[must_use]
    pub fn can_group(&self) -> bool {
        !self.private
    }

    /// Whether it can be spread to other systems.
    #[must_use]
    pub fn can_spread(&self) -> bool {
        self.wall == Wall::Awesome && self.is_shown()
    }
}

/// A wall for sticky notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Wall {
    /// What's Crappy.
    Crappy,
    /// What's Awesome.
    Awesome,
    /// Proposals for actions.
    Actions,
}

impl Wall {
    /// All three, in their order on screen.
    pub const ALL: [Self; 3] = [Self::Crappy, Self::Awesome, Self::Actions];
}

/// The paper of a note: a shade of its wall's own colour, or white.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NoteColour {
    /// The wall's colour.
    #[default]
    Plain,
    /// A lighter shade of it.
    Light,
    /// A deeper shade of it.
    Deep,
    /// White.
    White,
}

impl NoteColour {
    fn is_plain(&self) -> bool {
        *self == Self::Plain
    }
}

/// Notes that belong together, on one wall. A group is there as long as a note is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its id, made by the client.
    pub id: GroupId,
    /// Where its notes stick.
    pub wall: Wall,
    /// What its notes have in common.
    pub title: Option<GroupTitle>,
    /// How often it was changed.
    pub revision: u32,
    /// Taken apart; it can be put together again.
    pub removed: bool,
}

impl Workshop {
    /// The notes that stick on the walls and that everybody may see.
    pub fn shown_notes(&self) -> impl Iterator<Item = &Note> {
        self.notes.values().filter(|note| note.is_shown())
    }

    /// The notes that stick on the walls and that only their authors may see.
    pub fn private_notes(&self) -> impl Iterator<Item = &Note> {
        self.notes.values().filter(|note| !note.removed && note.private)
    }

    /// The group that a note is in, unless that was taken apart.
    #[must_use]
    pub fn group_of(&self, note: &Note) -> Option<&Group> {
        self.groups.get(&note.group?).filter(|group| !group.removed)
    }

    /// The notes of a group that stick on its wall.
    pub fn notes_in(&self, group: GroupId) -> impl Iterator<Item = &Note> {
        self.notes.values().filter(move |note| note.group == Some(group) && !note.removed)
    }
}
