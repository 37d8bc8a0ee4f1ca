//! The guesses at the cause before a debrief, and the answers to its questions.

mod answers;
mod guesses;

use serde::{Deserialize, Serialize};

use super::desk::{Decision, Desk};
use super::named::Named;
use super::touches::{Subject, TAKEN_BACK, Touches, about};
use crate::id::{AnswerId, GuessId, NoteId, StepId};
use crate::text::{AnswerText, GuessText, NoteText};
use crate::token::Token;
use crate::workshop::{Answer, DebriefQuestion, Guess, NoteSource, RoundNumber, Wall, Workshop};

/// What people ask: guesses before the debrief, and answers in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum DebriefCommand {
    /// Guess what is behind the open card, or write one's guess again. Nobody else sees it until everybody sees the cause; each
    /// person has one. With a secret token it is unsigned: then it is not stored who wrote it, or when.
    /// The ids of such a guess and of every command with its token are UUIDs of version 4, which carry no time.
    WriteGuess {
        guess: GuessId,
        round: RoundNumber,
        text: GuessText,
        /// 32 random bytes as 64 hexadecimal digits. Only its SHA-256 is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Withdraw one's guess, until everybody sees the cause.
    WithdrawGuess {
        guess: GuessId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Answer a question of the debrief.
    AddAnswer {
        answer: AnswerId,
        round: RoundNumber,
        question: DebriefQuestion,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepId>,
        text: AnswerText,
    },
    /// Change an answer.
    EditAnswer { answer: AnswerId, text: AnswerText, revision: u32 },
    /// Take an answer away.
    RemoveAnswer { answer: AnswerId },
    /// Bring an answer back.
    RestoreAnswer { answer: AnswerId },
    /// Make a note of a step; it remembers its round and the step.
    AddNoteFromStep { note: NoteId, wall: Wall, text: NoteText, step: StepId },
    /// Make a note of an answer; it remembers its round, the question and the step.
    AddNoteFromAnswer { note: NoteId, wall: Wall, text: NoteText, answer: AnswerId },
}

impl DebriefCommand {
    /// The events that follow, or why none do.
    pub(super) fn decide(self, desk: &Desk<'_>) -> Decision {
        match self {
            Self::WriteGuess { guess, round, text, token } => desk.write_guess(guess, round, text, token),
            Self::WithdrawGuess { guess, token } => desk.withdraw_guess(guess, token),
            Self::AddAnswer { answer, round, question, step, text } => {
                desk.add_answer(answer, round, question, step, text)
            }
            Self::EditAnswer { answer, text, revision } => desk.edit_answer(answer, text, revision),
            Self::RemoveAnswer { answer } => desk.remove_answer(answer, true),
            Self::RestoreAnswer { answer } => desk.remove_answer(answer, false),
            Self::AddNoteFromStep { note, wall, text, step } => {
                desk.add_note_from(note, wall, text, NoteSource::Step(step))
            }
            Self::AddNoteFromAnswer { note, wall, text, answer } => {
                desk.add_note_from(note, wall, text, NoteSource::Answer(answer))
            }
        }
    }

    /// What it names that has to be looked up.
    pub(super) fn named(&self) -> Named {
        match self {
            Self::WriteGuess { token, .. } | Self::WithdrawGuess { token, .. } => {
                Named { token: *token, ..Named::default() }
            }
            Self::AddAnswer { .. }
            | Self::EditAnswer { .. }
            | Self::RemoveAnswer { .. }
            | Self::RestoreAnswer { .. }
            | Self::AddNoteFromStep { .. }
            | Self::AddNoteFromAnswer { .. } => Named::default(),
        }
    }
}

/// What happened: guesses, and the answers to the questions of a debrief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum DebriefEvent {
    /// Somebody guessed at the cause, or wrote their guess again.
    GuessWritten { guess: Guess },
    /// Somebody withdrew their guess.
    GuessWithdrawn { guess: GuessId },
    /// Somebody answered a question of the debrief.
    AnswerAdded { answer: Answer },
    /// An answer was changed.
    AnswerEdited { answer: AnswerId, text: AnswerText },
    /// An answer was removed or restored.
    AnswerRemoved { answer: AnswerId, removed: bool },
}

impl DebriefEvent {
    /// Changes the state.
    pub(super) fn apply(self, workshop: &mut Workshop) {
        match self {
            Self::GuessWritten { guess } => {
                workshop.guesses.insert(guess.id, guess);
            }
            Self::GuessWithdrawn { guess } => {
                workshop.guesses.remove(&guess);
            }
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
            Self::GuessWritten { guess } => about(Subject::Guess(guess.id))
                .words(|| Self::GuessWritten { guess: Guess { text: guess_text(), ..guess.clone() } }),
            Self::GuessWithdrawn { guess } => about(Subject::Guess(*guess)),
            Self::AnswerAdded { answer } => about(Subject::Answer(answer.id))
                .words(|| Self::AnswerAdded { answer: Answer { text: answer_text(), ..answer.clone() } }),
            Self::AnswerEdited { answer, .. } => {
                about(Subject::Answer(*answer)).words(|| Self::AnswerEdited { answer: *answer, text: answer_text() })
            }
            Self::AnswerRemoved { answer, .. } => about(Subject::Answer(*answer)),
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

fn guess_text() -> GuessText {
    GuessText::parse(TAKEN_BACK).expect("it is short")
}

fn answer_text() -> AnswerText {
    AnswerText::parse(TAKEN_BACK).expect("it is short")
}
