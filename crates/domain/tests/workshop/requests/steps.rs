//! What is written down of a card: steps, guesses, and the answers of its debrief.

use domain::id::{AnswerId, GuessId, NoteId, StepId};
use domain::picture::PictureHash;
use domain::text::{AnswerText, ColleagueName, GuessText, NoteText, ReplyText, StepText};
use domain::workshop::{Command, DebriefCommand, DebriefQuestion, NoteSource, StepCommand, StepKind};
use proptest::prelude::*;
use uuid::Uuid;

use super::{round, small, token, wall};

pub(super) fn about_texts() -> impl Strategy<Value = Command> {
    let step = |n| StepId(Uuid::from_u128(n));
    let step_text = || StepText::parse("looked at the queue").unwrap();
    prop_oneof![
        (small(), round()).prop_map(move |(n, round)| Command::Steps(StepCommand::AddStep {
            step: step(n),
            round,
            kind: StepKind::Found,
            text: step_text()
        })),
        (small(), round()).prop_map(move |(n, round)| Command::Steps(StepCommand::AskColleague {
            step: step(n),
            round,
            colleague: ColleagueName::parse("Renee").unwrap(),
            text: step_text(),
        })),
        small().prop_map(move |n| Command::Steps(StepCommand::AnswerColleague {
            step: step(n),
            text: ReplyText::parse("Monday").unwrap()
        })),
        (small(), 0..3_u32).prop_map(move |(n, revision)| Command::Steps(StepCommand::EditStep {
            step: step(n),
            kind: StepKind::Did,
            text: step_text(),
            revision
        })),
        small().prop_map(move |n| Command::Steps(StepCommand::RemoveStep { step: step(n) })),
        small().prop_map(move |n| Command::Steps(StepCommand::RestoreStep { step: step(n) })),
    ]
}

pub(super) fn about_guesses() -> impl Strategy<Value = Command> {
    let guess = |n| GuessId(Uuid::from_u128(n));
    let text = |n: u128| GuessText::parse(&format!("guess {n}")).unwrap();
    prop_oneof![
        3 => (small(), round(), small(), token()).prop_map(move |(n, round, m, token)| {
            Command::Debrief(DebriefCommand::WriteGuess { guess: guess(n), round, text: text(m), token })
        }),
        1 => (small(), token())
            .prop_map(move |(n, token)| Command::Debrief(DebriefCommand::WithdrawGuess { guess: guess(n), token })),
    ]
}

/// What is done with steps besides their words, and the questions of the debrief.
pub(super) fn about_the_talk() -> impl Strategy<Value = Command> {
    let step = |n| StepId(Uuid::from_u128(n));
    let answer = |n| AnswerId(Uuid::from_u128(n));
    let text = |n: u128| AnswerText::parse(&format!("answer {n}")).unwrap();
    let question = (0..5_usize).prop_map(|n| DebriefQuestion::ALL[n]);
    let source = (small(), any::<bool>())
        .prop_map(move |(n, is_step)| if is_step { NoteSource::Step(step(n)) } else { NoteSource::Answer(answer(n)) });
    prop_oneof![
        (small(), proptest::option::of(small())).prop_map(move |(n, after)| Command::Steps(StepCommand::MoveStep {
            step: step(n),
            after: after.map(step)
        })),
        (small(), any::<bool>()).prop_map(move |(n, has)| Command::Steps(StepCommand::SetStepPicture {
            step: step(n),
            picture: has.then(|| PictureHash::parse(&"0".repeat(64)).unwrap()),
        })),
        small().prop_map(move |n| Command::Steps(StepCommand::ShowStep { step: step(n) })),
        small().prop_map(move |n| Command::Steps(StepCommand::HideStep { step: step(n) })),
        (small(), round(), question, proptest::option::of(small())).prop_map(move |(n, round, question, about)| {
            Command::Debrief(DebriefCommand::AddAnswer {
                answer: answer(n),
                round,
                question,
                step: about.map(step),
                text: text(n),
            })
        }),
        (small(), small(), 0..3_u32).prop_map(move |(n, m, revision)| Command::Debrief(DebriefCommand::EditAnswer {
            answer: answer(n),
            text: text(m),
            revision
        })),
        small().prop_map(move |n| Command::Debrief(DebriefCommand::RemoveAnswer { answer: answer(n) })),
        small().prop_map(move |n| Command::Debrief(DebriefCommand::RestoreAnswer { answer: answer(n) })),
        (small(), wall(), source).prop_map(|(n, wall, source)| {
            let (note, text) = (NoteId(Uuid::from_u128(n)), NoteText::parse("from there").unwrap());
            match source {
                NoteSource::Step(step) => Command::Debrief(DebriefCommand::AddNoteFromStep { note, wall, text, step }),
                NoteSource::Answer(answer) => {
                    Command::Debrief(DebriefCommand::AddNoteFromAnswer { note, wall, text, answer })
                }
            }
        }),
    ]
}
