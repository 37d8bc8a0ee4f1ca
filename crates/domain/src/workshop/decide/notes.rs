//! The walls.

use super::{Decision, Desk, nothing, one};
use crate::id::NoteId;
use crate::text::NoteText;
use crate::workshop::{Event, MAX_NOTES, Note, Phase, Rejection, RoundNumber, Wall};

impl Desk<'_> {
    pub(super) fn add_note(&self, id: NoteId, wall: Wall, text: NoteText, round: Option<RoundNumber>) -> Decision {
        self.wall_in_use()?;
        if self.workshop.notes.contains_key(&id) {
            return Err(Rejection::IdInUse);
        }
        if self.workshop.notes.len() >= MAX_NOTES {
            return Err(Rejection::Full { what: "notes", limit: MAX_NOTES });
        }
        if let Some(number) = round
            && self.find_round(number)?.opened_at.is_none()
        {
            return Err(Rejection::Rule("This card is still sealed."));
        }
        let opened_at = self.workshop.clock.as_ref().map_or(self.context.now, |clock| clock.opened_at);
        let at = self.context.at().max(opened_at);
        let author = self.context.actor.person;
        let (question, step) = (None, None);
        let note = Note { id, wall, text, author, round, question, step, at, revision: 0, removed: false };
        one(Event::NoteAdded { note })
    }

    pub(super) fn edit_note(&self, id: NoteId, text: NoteText, revision: u32) -> Decision {
        let note = self.own_note(id)?;
        if note.text == text {
            return nothing();
        }
        if note.revision != revision || note.removed {
            return Err(Rejection::Changed);
        }
        one(Event::NoteEdited { note: id, text })
    }

    pub(super) fn move_note(&self, id: NoteId, wall: Wall) -> Decision {
        let note = self.own_note(id)?;
        if note.removed {
            return Err(Rejection::Changed);
        }
        if note.wall == wall { nothing() } else { one(Event::NoteMoved { note: id, wall }) }
    }

    pub(super) fn remove_note(&self, id: NoteId, removed: bool) -> Decision {
        let note = self.own_note(id)?;
        if note.removed == removed { nothing() } else { one(Event::NoteRemoved { note: id, removed }) }
    }

    fn wall_in_use(&self) -> Result<(), Rejection> {
        self.joined()?;
        self.phase(&[Phase::Open, Phase::Running, Phase::Reflecting])
    }

    /// A note that this person may change: its author's own, or any for the facilitator.
    fn own_note(&self, id: NoteId) -> Result<&Note, Rejection> {
        self.wall_in_use()?;
        let note = self.workshop.notes.get(&id).ok_or(Rejection::NotFound("This note"))?;
        if note.author == self.context.actor.person || self.is_facilitator() {
            Ok(note)
        } else {
            Err(Rejection::NotAllowed("A note is changed by its author or by the facilitator."))
        }
    }
}
