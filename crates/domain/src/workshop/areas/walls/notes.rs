//! Single notes. What only sorts them belongs to `groups`, too.

use crate::id::{GroupId, NoteId, PersonId};
use crate::text::NoteText;
use crate::token::Token;
use crate::workshop::areas::desk::{Decision, Desk, UNDER_WAY, nothing, one};
use crate::workshop::{
    Actor, Context, MAX_NOTES, Note, NoteColour, Reason, Rejection, RoundNumber, Scope, Standing, Wall, WallEvent,
};

impl Desk<'_> {
    pub(in crate::workshop::areas) fn add_note(
        &self,
        id: NoteId,
        wall: Wall,
        text: NoteText,
        round: Option<RoundNumber>,
        token: Option<Token>,
    ) -> Decision {
        self.wall_in_use()?;
        if self.workshop.notes.contains_key(&id) {
            return Err(Rejection::IdInUse);
        }
        if self.workshop.notes.len() >= MAX_NOTES {
            return Err(Rejection::Full { what: Reason::NotesFull, limit: MAX_NOTES });
        }
        if let Some(number) = round
            && self.find_round(number)?.investigation.opened_at.is_none()
        {
            return Err(Rejection::Rule(Reason::CardSealed));
        }
        let opened_at = self.workshop.clock.as_ref().map_or(self.context.now, |clock| clock.opened_at);
        // The time of an unsigned note would reveal its author to anyone who saw somebody write.
        let (author, at, sequence) = match token {
            Some(_) => (None, opened_at, None),
            None => {
                let person = self.context.actor.person;
                let own = self.workshop.notes.values().filter(|note| note.author == Some(person));
                let written = self.written(opened_at, own.map(Note::written));
                (Some(person), written.at, Some(written.sequence))
            }
        };
        let private = self.workshop.private.contains(&wall);
        let colour = NoteColour::Plain;
        let note = Note {
            id,
            wall,
            text,
            author,
            put_by: None,
            token: token.map(|token| token.hash()),
            round,
            question: None,
            step: None,
            at,
            sequence,
            colour,
            group: None,
            private,
            revision: 0,
            removed: false,
        };
        one(WallEvent::NoteAdded { note })
    }

    /// The facilitator writes a note for somebody without a device.
    pub(super) fn add_note_for(
        &self,
        person: PersonId,
        note: NoteId,
        wall: Wall,
        text: NoteText,
        round: Option<RoundNumber>,
    ) -> Decision {
        self.facilitator()?;
        if !self.participant(person)?.without_device {
            return Err(Rejection::Rule(Reason::HasDevice));
        }
        // The number is one of what the facilitator wrote.
        let context = Context { actor: Actor { person, standing: Standing::Guest }, sequence: None, ..*self.context };
        Desk { workshop: self.workshop, context: &context }.add_note(note, wall, text, round, None)
    }

    pub(super) fn edit_note(&self, id: NoteId, text: NoteText, revision: u32, token: Option<Token>) -> Decision {
        let note = self.own_note(id, token)?;
        if note.text == text {
            return nothing();
        }
        if note.revision != revision || note.removed {
            return Err(Rejection::Changed);
        }
        one(WallEvent::NoteEdited { note: id, text })
    }

    pub(super) fn move_note(&self, id: NoteId, wall: Wall, token: Option<Token>) -> Decision {
        let note = self.arranged_note(id, token)?;
        if note.wall == wall { nothing() } else { one(WallEvent::NoteMoved { note: id, wall }) }
    }

    pub(super) fn colour_note(&self, id: NoteId, colour: NoteColour, token: Option<Token>) -> Decision {
        let note = self.arranged_note(id, token)?;
        if note.colour == colour { nothing() } else { one(WallEvent::NoteColoured { note: id, colour }) }
    }

    pub(super) fn group_note(&self, id: NoteId, group: Option<GroupId>, token: Option<Token>) -> Decision {
        let note = self.arranged_note(id, token)?;
        if let Some(group) = group {
            self.find_group(group)?;
            public(note)?;
        }
        if note.group == group { nothing() } else { one(WallEvent::NoteGrouped { note: id, group }) }
    }

    pub(super) fn remove_note(&self, id: NoteId, removed: bool, token: Option<Token>) -> Decision {
        // Who put up somebody else's answer may take it back.
        let put = self.workshop.notes.get(&id).is_some_and(|note| note.put_by == Some(self.context.actor.person));
        let note = if put { self.seen_note(id)? } else { self.own_note(id, token)? };
        if note.removed == removed { nothing() } else { one(WallEvent::NoteRemoved { note: id, removed }) }
    }

    pub(in crate::workshop::areas) fn wall_in_use(&self) -> Result<(), Rejection> {
        self.joined()?;
        self.phase(UNDER_WAY)
    }

    /// A note whose place and paper this person may change: one's own, or any for those who arrange the walls.
    fn arranged_note(&self, id: NoteId, token: Option<Token>) -> Result<&Note, Rejection> {
        let note = match token {
            None if self.arranging_scope() == Scope::All => self.seen_note(id)?,
            _ => self.own_note(id, token)?,
        };
        if note.removed { Err(Rejection::Changed) } else { Ok(note) }
    }

    /// A note whose words this person may change: its author's own, or any for the facilitator. A person with a token
    /// counts as the author of that note only.
    fn own_note(&self, id: NoteId, token: Option<Token>) -> Result<&Note, Rejection> {
        let note = match token {
            Some(_) => {
                self.wall_in_use()?;
                self.workshop.notes.get(&id).ok_or(Rejection::NotFound(Reason::NoteMissing))?
            }
            None => self.seen_note(id)?,
        };
        let own = match token {
            Some(token) => note.token == Some(token.hash()),
            None => self.own_or_all().includes(note.author == Some(self.context.actor.person)),
        };
        if own { Ok(note) } else { Err(Rejection::NotAllowed(Reason::NotAuthorOfNote)) }
    }

    /// A note that this person may see.
    pub(in crate::workshop::areas) fn seen_note(&self, id: NoteId) -> Result<&Note, Rejection> {
        self.wall_in_use()?;
        let seen = |note: &&Note| !note.private || note.author == Some(self.context.actor.person);
        self.workshop.notes.get(&id).filter(seen).ok_or(Rejection::NotFound(Reason::NoteMissing))
    }
}

/// Refuses what would show others that there is a private note.
pub(super) fn public(note: &Note) -> Result<(), Rejection> {
    if note.can_group() { Ok(()) } else { Err(Rejection::Rule(Reason::PrivateNoteGrouped)) }
}
