//! The walls: what everybody sees of them, and what one person alone does.

use std::collections::BTreeSet;

use domain::id::{GroupId, NoteId, PersonId};
use domain::text::NoteText;
use domain::time::Timestamp;
use domain::workshop::{Group, Note, Wall, Workshop};

use super::{ProjectionContext, count, guess_view};
use crate::entity::{
    BallotView, EarlierView, Entity, GroupView, NoteView, OwnKnownView, VotingView, WallView, WallsView,
};
use crate::live::Face;
use crate::time::to_rfc3339;

/// Notes of a team's earlier workshops that are much like a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// In how many workshops.
    pub workshops: u32,
    /// The latest wording.
    pub text: NoteText,
    /// The title of that workshop.
    pub title: String,
    /// When that workshop was closed.
    pub at: Timestamp,
}

/// What one person sees besides what everybody does: their own private notes, guesses and votes, and that they know
/// the card in their hand. A projector shows none of it,
/// whoever has opened it.
#[must_use]
pub fn own(workshop: &Workshop, around: &ProjectionContext, person: PersonId, face: Face) -> Vec<Entity> {
    if face == Face::Room {
        return Vec::new();
    }
    let notes = workshop.private_notes().filter(|note| note.author == Some(person));
    let mut entities: Vec<_> = notes.map(|note| Entity::Note(note_view(workshop, around, note))).collect();
    let guesses = workshop.private_guesses().filter(|guess| guess.by == Some(person));
    entities.extend(guesses.map(|guess| Entity::Guess(guess_view(guess))));
    let sealed = workshop.sealed_of(person);
    let known = sealed.into_iter().flat_map(|round| round.known.iter().map(move |known| (round, known)));
    entities.extend(
        known
            .filter(|(_, known)| known.person == person)
            .map(|(round, known)| Entity::Known(OwnKnownView { id: round.number.0.to_string(), why: known.why })),
    );
    if workshop.open_voting().is_some() {
        let notes: Vec<_> = around.ballots.notes_voted_by(workshop, person).collect();
        if !notes.is_empty() {
            entities.push(Entity::Ballot(BallotView { id: "mine".into(), notes }));
        }
    }
    entities
}

/// What everybody sees on the walls.
pub(super) fn shown(workshop: &Workshop, around: &ProjectionContext) -> Vec<Entity> {
    let mut entities: Vec<_> =
        workshop.shown_notes().map(|note| Entity::Note(note_view(workshop, around, note))).collect();
    let inhabited: BTreeSet<_> =
        workshop.notes.values().filter(|note| !note.removed).filter_map(|note| note.group).collect();
    let groups = workshop.groups.values().filter(|group| inhabited.contains(&group.id));
    entities.extend(groups.filter(|group| !group.removed).map(group_view));
    entities
}

/// A note, when everybody sees it.
pub(super) fn note(workshop: &Workshop, around: &ProjectionContext, id: NoteId) -> Option<Entity> {
    let note = workshop.notes.get(&id).filter(|note| !note.removed && !note.private)?;
    Some(Entity::Note(note_view(workshop, around, note)))
}

/// A group, while a note is in it.
pub(super) fn group(workshop: &Workshop, id: GroupId) -> Option<Entity> {
    let group = workshop.groups.get(&id).filter(|group| !group.removed)?;
    workshop.notes_in(id).next().map(|_| group_view(group))
}

fn group_view(group: &Group) -> Entity {
    Entity::Group(GroupView {
        id: group.id,
        wall: group.wall,
        title: group.title.as_ref().map(ToString::to_string),
        revision: group.revision,
    })
}

fn note_view(workshop: &Workshop, around: &ProjectionContext, note: &Note) -> NoteView {
    let counted = workshop.voting.as_ref().filter(|voting| !voting.open);
    NoteView {
        id: note.id,
        wall: note.wall,
        text: note.text.to_string(),
        author: note.author,
        round: note.round.map(|round| round.0),
        question: note.question,
        step: note.step,
        at: to_rfc3339(note.at),
        sequence: note.written().sequence,
        colour: note.colour,
        group: workshop.group_of(note).map(|group| group.id),
        private: note.private,
        can_group: note.can_group(),
        can_spread: note.can_spread(),
        can_get_votes: workshop.can_get_votes(note),
        votes: counted.map(|voting| voting.tally.get(&note.id).copied().unwrap_or(0)),
        earlier: around.earlier.get(&note.id).map(|earlier| EarlierView {
            workshops: earlier.workshops,
            text: earlier.text.to_string(),
            title: earlier.title.clone(),
            at: to_rfc3339(earlier.at),
        }),
        revision: note.revision,
    }
}

pub(super) fn walls(workshop: &Workshop, around: &ProjectionContext) -> WallsView {
    let view = |wall: Wall| WallView {
        name: around.wall_names.get(&wall).map(ToString::to_string),
        private: workshop.private.contains(&wall),
        hidden: count(workshop.private_notes().filter(|note| note.wall == wall).count()),
    };
    WallsView { crappy: view(Wall::Crappy), awesome: view(Wall::Awesome), actions: view(Wall::Actions) }
}

pub(super) fn voting(workshop: &Workshop, around: &ProjectionContext) -> Option<VotingView> {
    let voting = workshop.voting.as_ref()?;
    let voters = if voting.open { count(around.ballots.voters(workshop)) } else { 0 };
    Some(VotingView { cap: voting.cap, open: voting.open, voters })
}
