//! The questions of the debrief, and notes that are made with one tap.

use crate::id::{AnswerId, NoteId, StepId};
use crate::text::{AnswerText, NoteText};
use crate::workshop::areas::desk::{AFTER_DRAW, Decision, Desk, nothing, one};
use crate::workshop::{
    Answer, DebriefEvent, DebriefQuestion, Event, MAX_ANSWERS, NoteSource, Reason, Rejection, Round, RoundNumber,
    RoundState, Wall, WallEvent, Written,
};

impl Desk<'_> {
    pub(super) fn add_answer(
        &self,
        id: AnswerId,
        number: RoundNumber,
        question: DebriefQuestion,
        step: Option<StepId>,
        text: AnswerText,
    ) -> Decision {
        self.joined()?;
        let round = self.talked_about(number)?;
        if self.workshop.answers.contains_key(&id) {
            return Err(Rejection::IdInUse);
        }
        if self.workshop.answers.len() >= MAX_ANSWERS {
            return Err(Rejection::Full { what: Reason::AnswersFull, limit: MAX_ANSWERS });
        }
        if let Some(step) = step
            && self.find_step(step)?.round != number
        {
            return Err(Rejection::Rule(Reason::StepOfOtherCard));
        }
        let by = self.context.actor.person;
        let begun_at = round.investigation.concluded_at.or(round.investigation.done_at).unwrap_or(self.context.at());
        let own = self.workshop.answers.values().filter(|answer| answer.round == number && answer.by == by);
        let Written { sequence, at } = self.written(begun_at, own.map(Answer::written));
        let sequence = Some(sequence);
        let answer = Answer { id, round: number, question, step, text, at, sequence, by, revision: 0, removed: false };
        one(DebriefEvent::AnswerAdded { answer })
    }

    pub(super) fn edit_answer(&self, id: AnswerId, text: AnswerText, revision: u32) -> Decision {
        let answer = self.own_answer(id)?;
        if answer.text == text {
            return nothing();
        }
        if answer.revision != revision || answer.removed {
            return Err(Rejection::Changed);
        }
        one(DebriefEvent::AnswerEdited { answer: id, text })
    }

    pub(super) fn remove_answer(&self, id: AnswerId, removed: bool) -> Decision {
        let answer = self.own_answer(id)?;
        if answer.removed == removed { nothing() } else { one(DebriefEvent::AnswerRemoved { answer: id, removed }) }
    }

    pub(super) fn add_note_from(&self, id: NoteId, wall: Wall, text: NoteText, source: NoteSource) -> Decision {
        let person = self.context.actor.person;
        let (round, question, step, author) = match source {
            NoteSource::Step(step) => (self.find_step(step)?.round, None, Some(step), person),
            NoteSource::Answer(answer) => {
                let answer = self.find_answer(answer)?;
                (answer.round, Some(answer.question), answer.step, answer.by)
            }
        };
        let mut events = self.add_note(id, wall, text, Some(round), None)?;
        for event in &mut events {
            if let Event::Walls(WallEvent::NoteAdded { note }) = event {
                (note.question, note.step) = (question, step);
                if author != person {
                    // The words are those of the answer, which everybody has read.
                    (note.author, note.put_by) = (Some(author), Some(person));
                    (note.sequence, note.private) = (None, false);
                }
            }
        }
        Ok(events)
    }

    fn find_answer(&self, id: AnswerId) -> Result<&Answer, Rejection> {
        self.workshop.answers.get(&id).ok_or(Rejection::NotFound(Reason::AnswerMissing))
    }

    /// An answer that this person may change: its writer's own, or any for the facilitator.
    fn own_answer(&self, id: AnswerId) -> Result<&Answer, Rejection> {
        self.joined()?;
        let answer = self.find_answer(id)?;
        self.talked_about(answer.round)?;
        if self.own_or_all().includes(answer.by == self.context.actor.person) {
            Ok(answer)
        } else {
            Err(Rejection::NotAllowed(Reason::NotAuthorOfAnswer))
        }
    }

    /// A round whose card is being talked about, or was.
    fn talked_about(&self, number: RoundNumber) -> Result<&Round, Rejection> {
        self.phase(AFTER_DRAW)?;
        let round = self.find_round(number)?;
        if matches!(round.state, RoundState::Debriefing | RoundState::Done) {
            Ok(round)
        } else {
            Err(Rejection::Rule(Reason::DebriefNotBegun))
        }
    }
}
