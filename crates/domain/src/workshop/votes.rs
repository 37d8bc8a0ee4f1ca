//! Votes on notes. Who voted for what never enters the log: it is kept beside it until the votes are counted, and the log
//! gets the counts alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Note, Reason, Rejection, Workshop};
use crate::entries::Entries;
use crate::id::{NoteId, PersonId};

/// A vote on the notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voting {
    /// How many notes each person may vote for.
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

/// How many votes a note has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The note.
    pub note: NoteId,
    /// Its votes.
    pub votes: u32,
}

/// Who votes for what while a vote is open: at most once for a note.
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

    /// Whether a person may vote for a note, or take the vote back. An error gives the reason; `false` means that it is so already.
    pub fn check(&self, workshop: &Workshop, person: PersonId, note: NoteId, on: bool) -> Result<bool, Rejection> {
        if !workshop.people.get(&person).is_some_and(|p| p.present) {
            return Err(Rejection::NotJoined);
        }
        if !workshop.phase.is_under_way() {
            return Err(Rejection::WrongPhase(workshop.phase));
        }
        let voting = workshop.open_voting().ok_or(Rejection::Rule(Reason::NoVote))?;
        let there = self.0.get(&person).is_some_and(|notes| notes.contains(&note));
        if there == on {
            return Ok(false);
        }
        if on {
            shown(workshop, note).ok_or(Rejection::NotFound(Reason::NoteMissing))?;
            if self.notes_voted_by(workshop, person).count() >= usize::from(voting.cap) {
                return Err(Rejection::Rule(Reason::NoVotesLeft));
            }
        }
        Ok(true)
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
            if self.notes_voted_by(workshop, to).count() < cap {
                self.set(to, note, true);
            }
        }
        self.0.get(&to).into_iter().flatten().copied().collect()
    }

    /// The votes of each note that has any.
    #[must_use]
    pub fn tally(&self, workshop: &Workshop) -> Vec<Tally> {
        let mut counts: BTreeMap<NoteId, u32> = BTreeMap::new();
        for note in self.0.keys().flat_map(|person| self.notes_voted_by(workshop, *person)) {
            *counts.entry(note).or_default() += 1;
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
