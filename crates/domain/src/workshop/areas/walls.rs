//! Notes, groups and votes.

mod groups;
mod notes;
mod votes;

use serde::{Deserialize, Serialize};

use super::desk::{Decision, Desk, incomplete};
use super::named::Named;
use super::touches::{RowChange, Subject, TAKEN_BACK, Touches, about};
use crate::id::{GroupId, NoteId, PersonId};
use crate::text::{GroupTitle, NoteText, none_if_blank};
use crate::token::Token;
use crate::workshop::{Group, Note, NoteColour, RoundNumber, Tally, Voting, Wall, Workshop};

/// What people ask: notes, groups and votes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum WallCommand {
    /// Put a note on a wall for somebody without a device.
    AddNoteFor {
        person: PersonId,
        note: NoteId,
        wall: Wall,
        text: NoteText,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<RoundNumber>,
    },
    /// Put a note on a wall; with a secret token, unsigned: then it is not stored who wrote it, or when.
    /// The ids of such a note and of every command with its token are UUIDs of version 4, which carry no time.
    AddNote {
        note: NoteId,
        wall: Wall,
        text: NoteText,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<RoundNumber>,
        /// 32 random bytes as 64 hexadecimal digits. Only its SHA-256 is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Change a note's text. The token of an unsigned note proves its author.
    EditNote {
        note: NoteId,
        text: NoteText,
        revision: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Move a note to another wall; it leaves its group.
    MoveNote {
        note: NoteId,
        wall: Wall,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Give a note another paper.
    ColourNote {
        note: NoteId,
        colour: NoteColour,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Put a note into a group, on the group's wall, or take it out of its group.
    GroupNote {
        note: NoteId,
        group: Option<GroupId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Take a note off.
    RemoveNote {
        note: NoteId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Bring a note back.
    RestoreNote {
        note: NoteId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Put notes into a new group, on the wall of the first.
    MakeGroup {
        group: GroupId,
        #[serde(default, deserialize_with = "none_if_blank", skip_serializing_if = "Option::is_none")]
        title: Option<GroupTitle>,
        notes: Vec<NoteId>,
    },
    /// Change a group's title.
    NameGroup {
        group: GroupId,
        #[serde(default, deserialize_with = "none_if_blank", skip_serializing_if = "Option::is_none")]
        title: Option<GroupTitle>,
        revision: u32,
    },
    /// Move a group with its notes to another wall.
    MoveGroup { group: GroupId, wall: Wall },
    /// Take a group apart.
    RemoveGroup { group: GroupId },
    /// Put a group together again.
    RestoreGroup { group: GroupId },
    /// Set whether new notes are seen by their authors only. The team's next workshops begin like that, too.
    SetPrivacy { private: bool },
    /// Show everybody the private notes of a wall, or of all.
    RevealNotes {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wall: Option<Wall>,
    },
    /// Let everybody vote for so many groups and single notes, 1 to 10; while votes are taken the number can grow.
    OpenVoting { cap: u16 },
    /// Vote for a note, and for the whole group that it is in, or take the vote back. Who voted for what is forgotten when the
    /// votes are shown.
    Vote { note: NoteId, on: bool },
    /// Show what the votes came to.
    RevealVotes,
    /// Call the vote off, and forget the votes.
    CancelVoting,
}

impl WallCommand {
    /// The events that follow, or why none do.
    pub(super) fn decide(self, desk: &Desk<'_>) -> Decision {
        match self {
            Self::AddNoteFor { person, note, wall, text, round } => desk.add_note_for(person, note, wall, text, round),
            Self::AddNote { note, wall, text, round, token } => desk.add_note(note, wall, text, round, token),
            Self::EditNote { note, text, revision, token } => desk.edit_note(note, text, revision, token),
            Self::MoveNote { note, wall, token } => desk.move_note(note, wall, token),
            Self::ColourNote { note, colour, token } => desk.colour_note(note, colour, token),
            Self::GroupNote { note, group, token } => desk.group_note(note, group, token),
            Self::RemoveNote { note, token } => desk.remove_note(note, true, token),
            Self::RestoreNote { note, token } => desk.remove_note(note, false, token),
            Self::MakeGroup { group, title, notes } => desk.make_group(group, title, notes),
            Self::NameGroup { group, title, revision } => desk.name_group(group, title, revision),
            Self::MoveGroup { group, wall } => desk.move_group(group, wall),
            Self::RemoveGroup { group } => desk.remove_group(group, true),
            Self::RestoreGroup { group } => desk.remove_group(group, false),
            Self::SetPrivacy { private } => desk.set_privacy(private),
            Self::RevealNotes { wall } => desk.reveal_notes(wall),
            Self::OpenVoting { cap } => desk.open_voting(cap),
            Self::CancelVoting => desk.cancel_voting(),
            Self::Vote { .. } | Self::RevealVotes => incomplete(),
        }
    }

    /// What it names that has to be looked up.
    pub(super) fn named(&self) -> Named {
        match self {
            Self::AddNote { token, .. }
            | Self::EditNote { token, .. }
            | Self::MoveNote { token, .. }
            | Self::ColourNote { token, .. }
            | Self::GroupNote { token, .. }
            | Self::RemoveNote { token, .. }
            | Self::RestoreNote { token, .. } => Named { token: *token, ..Named::default() },
            Self::AddNoteFor { .. }
            | Self::MakeGroup { .. }
            | Self::NameGroup { .. }
            | Self::MoveGroup { .. }
            | Self::RemoveGroup { .. }
            | Self::RestoreGroup { .. }
            | Self::SetPrivacy { .. }
            | Self::RevealNotes { .. }
            | Self::OpenVoting { .. }
            | Self::Vote { .. }
            | Self::RevealVotes
            | Self::CancelVoting => Named::default(),
        }
    }
}

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
                workshop.notes.change(|note| note.group == Some(group), |note| note.wall = wall);
            }
            Self::GroupRemoved { group, removed } => workshop.group(group, |g| g.removed = removed),
            Self::PrivacySet { private } => {
                workshop.private = if private { Wall::ALL.into() } else { Default::default() };
                workshop.notes.change(|note| note.private && !private, |note| note.private = false);
            }
            Self::NotesRevealed { walls } => {
                workshop.notes.change(|note| walls.contains(&note.wall), |note| note.private = false);
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
            Self::NotesRevealed { .. } | Self::VotingOpened { .. } => about(Subject::Walls),
            Self::NoteAdded { note } => about(Subject::Note(note.id))
                .words(|| Self::NoteAdded { note: Note { text: note_text(), ..note.clone() } }),
            Self::NoteEdited { note, .. } => {
                about(Subject::Note(*note)).words(|| Self::NoteEdited { note: *note, text: note_text() })
            }
            Self::NoteMoved { note, .. }
            | Self::NoteRemoved { note, .. }
            | Self::NoteColoured { note, .. }
            | Self::NoteGrouped { note, .. } => about(Subject::Note(*note)),
            Self::GroupMade { group, notes } => about(Subject::Group(group.id))
                .words(|| Self::GroupMade { group: Group { title: None, ..group.clone() }, notes: notes.clone() }),
            Self::GroupNamed { group, .. } => {
                about(Subject::Group(*group)).words(|| Self::GroupNamed { group: *group, title: None })
            }
            Self::GroupMoved { group, .. } | Self::GroupRemoved { group, .. } => about(Subject::Group(*group)),
            Self::PrivacySet { private } => about(Subject::Walls).rows(RowChange::Privacy(*private)),
            Self::VotesRevealed { .. } | Self::VotingCancelled => about(Subject::Walls).rows(RowChange::VotesForgotten),
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
