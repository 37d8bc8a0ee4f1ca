//! Votes on notes and groups. A vote names a note; while that is in a group, it counts for the group. Who voted for what never enters the log: it is kept beside it until the votes are counted, and the log
//! gets the counts alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Note, Reason, Rejection, Workshop};
use crate::entries::Entries;
use crate::id::{GroupId, NoteId, PersonId};

/// A vote on the notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voting {
    /// How many groups and single notes each person may vote for.
    pub cap: u16,
    /// Whether votes are taken; afterwards they have been counted.
    pub open: bool,
    /// The votes of each note that has any, once they are counted.
    pub tally: Entries<NoteId, u32>,
}

impl Voting {
    /// The most votes that a person may have.
    pub const MAX_CAP: u16 = 10;
}

/// What a vote counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum VoteTarget {
    /// A note in no group.
    Note(NoteId),
    /// All notes of a group.
    Group(GroupId),
}

/// How many votes a note has. The votes of a group are the sum of its notes'.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The note.
    pub note: NoteId,
    /// Its votes.
    pub votes: u32,
}

/// Who votes for what while a vote is open: at most once for a group or a note in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballots(BTreeMap<PersonId, BTreeSet<NoteId>>);

impl Ballots {
    /// The notes for which a person votes, those that are off the wall by now left out.
    pub fn notes_voted_by<'a>(&'a self, workshop: &'a Workshop, person: PersonId) -> impl Iterator<Item = NoteId> + 'a {
        let seated = workshop.people.contains_key(&person);
        let notes = self.0.get(&person).filter(|_| seated).into_iter().flatten().copied();
        notes.filter(|note| shown(workshop, *note).is_some())
    }

    /// How many people vote for something.
    #[must_use]
    pub fn voters(&self, workshop: &Workshop) -> usize {
        self.0.keys().filter(|person| self.notes_voted_by(workshop, **person).next().is_some()).count()
    }

    /// For which notes a vote has to be put in, or taken out, so that a person votes for a note and its group, or does not. None
    /// means that it is so already.
    pub fn changes(
        &self,
        workshop: &Workshop,
        person: PersonId,
        note: NoteId,
        on: bool,
    ) -> Result<Vec<NoteId>, Rejection> {
        if !workshop.people.get(&person).is_some_and(|p| p.present) {
            return Err(Rejection::NotJoined);
        }
        if !workshop.phase.is_under_way() {
            return Err(Rejection::WrongPhase(workshop.phase));
        }
        let voting = workshop.open_voting().ok_or(Rejection::Rule(Reason::NoVote))?;
        let target = target(workshop, note);
        let mut there = self.0.get(&person).cloned().unwrap_or_default();
        there.retain(|other| *other == note || self::target(workshop, *other) == target);
        if !on {
            return Ok(there.into_iter().collect());
        }
        let shown = shown(workshop, note).is_some();
        if there.iter().any(|other| self::shown(workshop, *other).is_some()) {
            return Ok(Vec::new());
        }
        if !shown {
            return Err(Rejection::NotFound(Reason::NoteMissing));
        }
        if self.targets_voted_by(workshop, person).len() >= usize::from(voting.cap) {
            return Err(Rejection::Rule(Reason::NoVotesLeft));
        }
        Ok(vec![note])
    }

    /// What a person votes for, each time with one of their notes. What is over the cap because a group was taken apart is void.
    fn targets_voted_by(&self, workshop: &Workshop, person: PersonId) -> BTreeMap<VoteTarget, NoteId> {
        let mut targets = BTreeMap::new();
        for note in self.notes_voted_by(workshop, person) {
            targets.entry(target(workshop, note)).or_insert(note);
        }
        targets
    }

    /// Puts a vote in or takes it out, without asking whether that may be.
    pub fn set(&mut self, person: PersonId, note: NoteId, on: bool) {
        let notes = self.0.entry(person).or_default();
        if on {
            notes.insert(note);
        } else {
            notes.remove(&note);
        }
    }

    /// Gives the votes of a seat to its present holder, and returns all of theirs. Of somebody who voted from two seats,
    /// what is over the cap is void.
    pub fn move_seat(&mut self, workshop: &Workshop, from: PersonId, to: PersonId) -> Vec<NoteId> {
        let cap = workshop.voting.as_ref().map_or(0, |voting| voting.cap.into());
        for note in self.0.remove(&from).unwrap_or_default() {
            if self.targets_voted_by(workshop, to).len() < cap {
                self.set(to, note, true);
            }
        }
        self.0.get(&to).into_iter().flatten().copied().collect()
    }

    /// The votes of each note that has any. A person's vote for a group is one vote for one of its notes.
    #[must_use]
    pub fn tally(&self, workshop: &Workshop) -> Vec<Tally> {
        let cap = workshop.voting.as_ref().map_or(0, |voting| voting.cap.into());
        let mut counts: BTreeMap<NoteId, u32> = BTreeMap::new();
        for person in self.0.keys() {
            for note in self.targets_voted_by(workshop, *person).into_values().take(cap) {
                *counts.entry(note).or_default() += 1;
            }
        }
        counts.into_iter().map(|(note, votes)| Tally { note, votes }).collect()
    }
}

impl FromIterator<(PersonId, NoteId)> for Ballots {
    fn from_iter<T: IntoIterator<Item = (PersonId, NoteId)>>(votes: T) -> Self {
        let mut ballots = Self::default();
        votes.into_iter().for_each(|(person, note)| ballots.set(person, note, true));
        ballots
    }
}

fn target(workshop: &Workshop, note: NoteId) -> VoteTarget {
    let group = workshop.notes.get(&note).and_then(|note| workshop.group_of(note));
    group.map_or(VoteTarget::Note(note), |group| VoteTarget::Group(group.id))
}

fn shown(workshop: &Workshop, note: NoteId) -> Option<&Note> {
    workshop.notes.get(&note).filter(|note| note.is_shown())
}

impl Workshop {
    /// The vote that is under way.
    #[must_use]
    pub fn open_voting(&self) -> Option<&Voting> {
        self.voting.as_ref().filter(|voting| voting.open)
    }

    /// Whether a note can get votes now.
    #[must_use]
    pub fn can_get_votes(&self, note: &Note) -> bool {
        self.open_voting().is_some() && note.is_shown()
    }
}
