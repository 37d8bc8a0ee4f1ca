//! What a room does for its walls beyond the log: votes, and similar notes of earlier workshops.

use std::collections::BTreeMap;

use api::project::{Earlier, Part};
use domain::id::{NoteId, PersonId, TeamId, WorkshopId};
use domain::similar::{Gist, Memory};
use domain::text::NoteText;
use domain::workshop::{Actor, Ballots, Event, Note, Reason, Rejection, RowChange, Standing, Wall, Workshop};
use store::Store;
use store::walls::{EarlierNote, MovedVotes, WallEffects};

use super::Room;
use crate::error::Result;
use crate::live::closing_rows::kept_notes;

/// The most notes of earlier workshops that new ones are compared with, the latest first.
const EARLIER_NOTES: u32 = 3_000;

/// The notes of the team's earlier workshops, and what was found among them. Each wording is looked up once, however many
/// connections there are.
pub(super) struct EarlierNotes {
    notes: BTreeMap<Wall, (Vec<EarlierNote>, Memory)>,
    looked_up: BTreeMap<NoteId, (Wall, NoteText)>,
}

impl EarlierNotes {
    /// Reads the notes of a team's workshops but this one.
    pub(super) async fn load(store: &dyn Store, team: TeamId, workshop: WorkshopId) -> Result<Self> {
        let mut walls: BTreeMap<Wall, Vec<EarlierNote>> = BTreeMap::new();
        for note in store.earlier_notes(team, EARLIER_NOTES).await? {
            if note.workshop != workshop {
                walls.entry(note.wall).or_default().push(note);
            }
        }
        let indexed = |notes: Vec<EarlierNote>| {
            let memory = notes.iter().map(|note| Gist::new(note.text.as_str())).collect();
            (notes, memory)
        };
        let notes = walls.into_iter().map(|(wall, notes)| (wall, indexed(notes))).collect();
        Ok(Self { notes, looked_up: BTreeMap::new() })
    }

    /// Brings what was found up to date with these notes.
    pub(super) fn look_up<'a>(&mut self, notes: impl Iterator<Item = &'a Note>, found: &mut BTreeMap<NoteId, Earlier>) {
        if self.notes.is_empty() {
            return;
        }
        for note in notes {
            let known = self.looked_up.get(&note.id);
            if known.is_some_and(|(wall, text)| (wall, text) == (&note.wall, &note.text)) {
                continue;
            }
            self.looked_up.insert(note.id, (note.wall, note.text.clone()));
            match self.find(note.wall, &note.text) {
                Some(earlier) => found.insert(note.id, earlier),
                None => found.remove(&note.id),
            };
        }
    }

    fn find(&self, wall: Wall, text: &NoteText) -> Option<Earlier> {
        let (notes, memory) = self.notes.get(&wall)?;
        let like: Vec<&EarlierNote> =
            memory.like(&Gist::new(text.as_str())).into_iter().map(|place| &notes[place]).collect();
        let latest = like.first()?;
        let mut workshops: Vec<WorkshopId> = like.iter().map(|note| note.workshop).collect();
        workshops.sort_unstable();
        workshops.dedup();
        Some(Earlier {
            workshops: u32::try_from(workshops.len()).unwrap_or(u32::MAX),
            text: latest.text.clone(),
            title: latest.title.to_string(),
            at: latest.closed_at,
        })
    }
}

impl Room {
    /// Takes or takes back a vote. It is kept beside the log, so it makes no version.
    pub(super) async fn vote(&mut self, actor: Actor, note: NoteId, on: bool) -> Result<u64> {
        let answer = match actor.standing {
            Standing::Screen => Err(Rejection::NotAllowed(Reason::ScreenOnlyShows).into()),
            Standing::Guest | Standing::Member | Standing::Owner | Standing::Server => {
                self.try_vote(actor.person, note, on).await
            }
        };
        self.count_answer(&answer);
        answer
    }

    async fn try_vote(&mut self, person: PersonId, note: NoteId, on: bool) -> Result<u64> {
        let changes = self.around.ballots.changes(&self.workshop, person, note, on)?;
        for note in &changes {
            self.hub.shared.store.put_vote(self.id, person, *note, on).await?;
            self.around.ballots.set(person, *note, on);
        }
        if !changes.is_empty() {
            self.announce_surroundings(&[Part::Workshop, Part::Own(person)].into());
        }
        Ok(self.version)
    }
}

/// What a commit changes about walls besides the log, and the votes afterwards if it changes them.
pub(super) fn effects(next: &Workshop, events: &[Event], before: &Ballots) -> (WallEffects, Option<Ballots>) {
    let mut effects = WallEffects::default();
    let mut ballots = None;
    for event in events {
        match event.touches().rows {
            Some(RowChange::Privacy(private)) => effects.private = Some(private),
            Some(RowChange::VotesForgotten) => {
                effects.forget_votes = true;
                ballots = Some(Ballots::default());
            }
            Some(RowChange::SeatMoved { from, to }) => {
                let notes = ballots.get_or_insert_with(|| before.clone()).move_seat(next, from, to);
                effects.moved.push(MovedVotes { from, to, notes });
            }
            Some(RowChange::NotesKept) => effects.kept = Some(kept_notes(next)),
            None => {}
        }
    }
    (effects, ballots)
}
