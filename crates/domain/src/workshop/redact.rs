//! Taking back what somebody wrote: the log stays true about what happened, and says no more what was said.

use super::{Answer, Event, Group, Note, Step};
use crate::text::{AnswerText, NoteText, ReplyText, StepText};

/// What stands in the place of words that were taken back.
const TAKEN_BACK: &str = "(taken back)";

impl Event {
    /// The same event with the words and pictures of whoever caused it taken back; `None` when it holds none. Actions stay as they
    /// are: they are the team's.
    #[must_use]
    pub fn without_words(&self) -> Option<Self> {
        Some(match self.clone() {
            Self::StepAdded { step } => Self::StepAdded { step: Step { text: step_text(), ..step } },
            Self::StepEdited { step, kind, .. } => Self::StepEdited { step, kind, text: step_text() },
            Self::ColleagueAnswered { step, at, .. } => Self::ColleagueAnswered { step, text: reply_text(), at },
            Self::NoteAdded { note } => Self::NoteAdded { note: Note { text: note_text(), ..note } },
            Self::NoteEdited { note, .. } => Self::NoteEdited { note, text: note_text() },
            Self::StepPictureSet { step, picture: Some(_) } => Self::StepPictureSet { step, picture: None },
            Self::AnswerAdded { answer } => Self::AnswerAdded { answer: Answer { text: answer_text(), ..answer } },
            Self::AnswerEdited { answer, .. } => Self::AnswerEdited { answer, text: answer_text() },
            Self::GroupMade { group, notes } => Self::GroupMade { group: Group { title: None, ..group }, notes },
            Self::GroupNamed { group, .. } => Self::GroupNamed { group, title: None },
            _ => return None,
        })
    }
}

fn step_text() -> StepText {
    StepText::parse(TAKEN_BACK).expect("it is short")
}

fn reply_text() -> ReplyText {
    ReplyText::parse(TAKEN_BACK).expect("it is short")
}

fn answer_text() -> AnswerText {
    AnswerText::parse(TAKEN_BACK).expect("it is short")
}

fn note_text() -> NoteText {
    NoteText::parse(TAKEN_BACK).expect("it is short")
}
