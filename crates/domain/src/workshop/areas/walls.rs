//! Notes, groups and votes.

use serde::{Deserialize, Serialize};

use super::touches::{About, RowChange, TAKEN_BACK, Touches, about, workshop};
use crate::id::{GroupId, NoteId};
use crate::text::{GroupTitle, NoteText};
use crate::workshop::{Group, Note, NoteColour, Tally, Voting, Wall, Workshop};

/// What happened: notes, groups and votes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum WallEvent {
    /// A note was put on a wall.
    NoteAdded { note: Note },
    /// A note's text was changed.
    NoteEdited { note: NoteId, text: NoteText },
    /// A note was moved to another wall.
    NoteMoved { note: NoteId, wall: Wall },
    /// A note was taken off or brought back.
    NoteRemoved { note: NoteId, removed: bool },
    /// A note got another paper.
    NoteColoured { note: NoteId, colour: NoteColour },
    /// A note went into a group, or out of its group.
    NoteGrouped { note: NoteId, group: Option<GroupId> },
    /// Notes were put into a new group.
    GroupMade { group: Group, notes: Vec<NoteId> },
    /// A group's title was changed.
    GroupNamed { group: GroupId, title: Option<GroupTitle> },
    /// A group was moved to another wall with its notes.
    GroupMoved { group: GroupId, wall: Wall },
    /// A group was taken apart, or put together again.
    GroupRemoved { group: GroupId, removed: bool },
    /// New notes are, or are not, seen by their authors only.
    PrivacySet { private: bool },
    /// Everybody sees the private notes of these walls, and those that come.
    NotesRevealed { walls: Vec<Wall> },
    /// Votes are taken; those that were counted before are void.
    VotingOpened { cap: u16 },
    /// The votes were counted. Who gave them is not kept.
    VotesRevealed { tally: Vec<Tally> },
    /// The vote was called off.
    VotingCancelled,
}

impl WallEvent {
    /// Changes the state.
    pub(super) fn apply(self, workshop: &mut Workshop) {
        match self {
            Self::NoteAdded { note } => {
                workshop.notes.insert(note.id, note);
            }
            Self::NoteEdited { note, text } => workshop.note(note, |n| n.text = text),
            Self::NoteMoved { note, wall } => {
                let private = workshop.private.contains(&wall);
                workshop.note(note, |n| (n.wall, n.group, n.private) = (wall, None, n.private && private));
            }
            Self::NoteRemoved { note, removed } => workshop.note(note, |n| n.removed = removed),
            Self::NoteColoured { note, colour } => workshop.note(note, |n| n.colour = colour),
            Self::NoteGrouped { note, group } => {
                let wall = group.and_then(|id| workshop.groups.get(&id)).map(|group| group.wall);
                workshop.note(note, |n| (n.wall, n.group) = (wall.unwrap_or(n.wall), group));
            }
            Self::GroupMade { group, notes } => {
                for note in notes {
                    workshop.note(note, |n| (n.wall, n.group) = (group.wall, Some(group.id)));
                }
                workshop.groups.insert(group.id, group);
            }
            Self::GroupNamed { group, title } => workshop.group(group, |g| g.title = title),
            Self::GroupMoved { group, wall } => {
                workshop.group(group, |g| g.wall = wall);
                let inside = |note: &&mut Note| note.group == Some(group);
                workshop.notes.values_mut().filter(inside).for_each(|note| note.wall = wall);
            }
            Self::GroupRemoved { group, removed } => workshop.group(group, |g| g.removed = removed),
            Self::PrivacySet { private } => {
                workshop.private = if private { Wall::ALL.into() } else { Default::default() };
                workshop.notes.values_mut().for_each(|note| note.private &= private);
            }
            Self::NotesRevealed { walls } => {
                for note in workshop.notes.values_mut().filter(|note| walls.contains(&note.wall)) {
                    note.private = false;
                }
                workshop.private.retain(|wall| !walls.contains(wall));
            }
            Self::VotingOpened { cap } => {
                workshop.voting = Some(Voting { cap, open: true, tally: Default::default() });
            }
            Self::VotesRevealed { tally } => {
                if let Some(voting) = &mut workshop.voting {
                    voting.open = false;
                    voting.tally = tally.into_iter().map(|tally| (tally.note, tally.votes)).collect();
                }
            }
            Self::VotingCancelled => workshop.voting = None,
        }
    }

    /// What it touches besides.
    pub(super) fn touches(&self) -> Touches<'_> {
        match self {
            Self::NotesRevealed { .. } | Self::VotingOpened { .. } => workshop(),
            Self::NoteAdded { note } => {
                about(About::Note(note.id)).words(Self::NoteAdded { note: Note { text: note_text(), ..note.clone() } })
            }
            Self::NoteEdited { note, .. } => {
                about(About::Note(*note)).words(Self::NoteEdited { note: *note, text: note_text() })
            }
            Self::NoteMoved { note, .. }
            | Self::NoteRemoved { note, .. }
            | Self::NoteColoured { note, .. }
            | Self::NoteGrouped { note, .. } => about(About::Note(*note)),
            Self::GroupMade { group, notes } => about(About::Group(group.id))
                .words(Self::GroupMade { group: Group { title: None, ..group.clone() }, notes: notes.clone() }),
            Self::GroupNamed { group, .. } => {
                about(About::Group(*group)).words(Self::GroupNamed { group: *group, title: None })
            }
            Self::GroupMoved { group, .. } | Self::GroupRemoved { group, .. } => about(About::Group(*group)),
            Self::PrivacySet { private } => workshop().rows(RowChange::Privacy(*private)),
            Self::VotesRevealed { .. } | Self::VotingCancelled => workshop().rows(RowChange::VotesForgotten),
        }
    }
}

impl Workshop {
    fn note(&mut self, id: NoteId, change: impl FnOnce(&mut Note)) {
        if let Some(note) = self.notes.get_mut(&id) {
            change(note);
            note.revision += 1;
        }
    }

    fn group(&mut self, id: GroupId, change: impl FnOnce(&mut Group)) {
        if let Some(group) = self.groups.get_mut(&id) {
            change(group);
            group.revision += 1;
        }
    }
}

fn note_text() -> NoteText {
    NoteText::parse(TAKEN_BACK).expect("it is short")
}
