//! The answers to the questions of a debrief.

use serde::{Deserialize, Serialize};

use super::touches::{About, TAKEN_BACK, Touches, about};
use crate::id::AnswerId;
use crate::text::AnswerText;
use crate::workshop::{Answer, Workshop};

/// What happened: the answers to the questions of a debrief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum DebriefEvent {
    /// Somebody said something to a question of the debrief.
    AnswerAdded { answer: Answer },
    /// What was said was changed.
    AnswerEdited { answer: AnswerId, text: AnswerText },
    /// What was said was taken away or brought back.
    AnswerRemoved { answer: AnswerId, removed: bool },
}

impl DebriefEvent {
    /// Changes the state.
    pub(super) fn apply(self, workshop: &mut Workshop) {
        match self {
            Self::AnswerAdded { answer } => {
                workshop.answers.insert(answer.id, answer);
            }
            Self::AnswerEdited { answer, text } => workshop.answer(answer, |a| a.text = text),
            Self::AnswerRemoved { answer, removed } => workshop.answer(answer, |a| a.removed = removed),
        }
    }

    /// What it touches besides.
    pub(super) fn touches(&self) -> Touches<'_> {
        match self {
            Self::AnswerAdded { answer } => about(About::Answer(answer.id))
                .words(Self::AnswerAdded { answer: Answer { text: answer_text(), ..answer.clone() } }),
            Self::AnswerEdited { answer, .. } => {
                about(About::Answer(*answer)).words(Self::AnswerEdited { answer: *answer, text: answer_text() })
            }
            Self::AnswerRemoved { answer, .. } => about(About::Answer(*answer)),
        }
    }
}

impl Workshop {
    fn answer(&mut self, id: AnswerId, change: impl FnOnce(&mut Answer)) {
        if let Some(answer) = self.answers.get_mut(&id) {
            change(answer);
            answer.revision += 1;
        }
    }
}

fn answer_text() -> AnswerText {
    AnswerText::parse(TAKEN_BACK).expect("it is short")
}
