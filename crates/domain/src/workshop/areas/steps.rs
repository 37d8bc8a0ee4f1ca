//! The steps of an investigation.

mod showing;
mod writing;

use serde::{Deserialize, Serialize};

use super::desk::{Decision, Desk};
use super::named::Named;
use super::touches::{Moment, Subject, TAKEN_BACK, Touches, about};
use crate::id::StepId;
use crate::investigation::Reply;
use crate::picture::PictureHash;
use crate::text::{ColleagueName, ReplyText, StepText};
use crate::time::Timestamp;
use crate::workshop::{RoundNumber, Step, StepContent, StepKind, Workshop};

/// What people ask: steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum StepCommand {
    /// Write a step.
    AddStep { step: StepId, round: RoundNumber, kind: StepKind, text: StepText },
    /// Ask a colleague.
    AskColleague { step: StepId, round: RoundNumber, colleague: ColleagueName, text: StepText },
    /// Answer in a colleague's name.
    AnswerColleague { step: StepId, text: ReplyText },
    /// Change a step.
    EditStep { step: StepId, kind: StepKind, text: StepText, revision: u32 },
    /// Take a step away.
    RemoveStep { step: StepId },
    /// Bring a step back.
    RestoreStep { step: StepId },
    /// Put a step right after another one of its round, or first.
    MoveStep {
        step: StepId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<StepId>,
    },
    /// Give a step a picture by its hash, or take it off.
    SetStepPicture {
        step: StepId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        picture: Option<PictureHash>,
    },
    /// Show a step to everybody, large, until something newer comes.
    ShowStep { step: StepId },
    /// Stop showing it.
    HideStep { step: StepId },
}

impl StepCommand {
    /// The events that follow, or why none do.
    pub(super) fn decide(self, desk: &Desk<'_>) -> Decision {
        match self {
            Self::AddStep { step, round, kind, text } => desk.add_step(step, round, kind, text, None),
            Self::AskColleague { step, round, colleague, text } => desk.ask_colleague(step, round, colleague, text),
            Self::AnswerColleague { step, text } => desk.answer_colleague(step, text),
            Self::EditStep { step, kind, text, revision } => desk.edit_step(step, kind, text, revision),
            Self::RemoveStep { step } => desk.remove_step(step, true),
            Self::RestoreStep { step } => desk.remove_step(step, false),
            Self::MoveStep { step, after } => desk.move_step(step, after),
            Self::SetStepPicture { step, picture } => desk.set_step_picture(step, picture),
            Self::ShowStep { step } => desk.show_step(step),
            Self::HideStep { step } => desk.hide_step(step),
        }
    }

    /// What it names that has to be looked up.
    pub(super) fn named(&self) -> Named {
        match self {
            Self::SetStepPicture { picture, .. } => Named { picture: picture.clone(), ..Named::default() },
            Self::AddStep { .. }
            | Self::AskColleague { .. }
            | Self::AnswerColleague { .. }
            | Self::EditStep { .. }
            | Self::RemoveStep { .. }
            | Self::RestoreStep { .. }
            | Self::MoveStep { .. }
            | Self::ShowStep { .. }
            | Self::HideStep { .. } => Named::default(),
        }
    }
}

/// What happened: the steps of an investigation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum StepEvent {
    /// A step was written, or a colleague was asked.
    StepAdded { step: Step },
    /// A step was changed.
    StepEdited { step: StepId, kind: StepKind, text: StepText },
    /// A step was taken away or brought back.
    StepRemoved { step: StepId, removed: bool },
    /// A step sorts at another moment than its own: somebody moved it, or it gave way.
    StepMoved { step: StepId, sorts_at: Timestamp },
    /// A step got a picture, or lost it.
    StepPictureSet { step: StepId, picture: Option<PictureHash> },
    /// Everybody is shown a step, large.
    StepShown { step: StepId, at: Timestamp },
    /// A step is not shown any more.
    StepHidden { step: StepId },
    /// A colleague answered.
    ColleagueAnswered { step: StepId, text: ReplyText, at: Timestamp },
}

impl StepEvent {
    /// Changes the state.
    pub(super) fn apply(self, workshop: &mut Workshop) {
        match self {
            Self::StepAdded { step } => {
                workshop.steps.insert(step.id, step);
            }
            Self::StepEdited { step, kind, text } => {
                workshop.step(step, |s| (s.content.kind, s.content.text) = (kind, text))
            }
            Self::StepRemoved { step, removed } => workshop.step(step, |s| s.removed = removed),
            Self::StepMoved { step, sorts_at } => {
                // The words are as they were, so an edit of them still fits.
                if let Some(step) = workshop.steps.get_mut(&step) {
                    step.sorts_at = Some(sorts_at);
                }
            }
            Self::StepPictureSet { step, picture } => workshop.step(step, |s| s.content.picture = picture),
            Self::StepShown { step, .. } => workshop.show(step, Some(step)),
            Self::StepHidden { step } => workshop.show(step, None),
            Self::ColleagueAnswered { step, text, at } => {
                workshop.step(step, |s| s.content.reply = Some(Reply { text, at }))
            }
        }
    }

    /// What it touches besides.
    pub(super) fn touches(&self) -> Touches<'_> {
        match self {
            Self::StepAdded { step } => {
                about(Subject::Step(step.id)).moment(Moment::StepAdded { step: step.id }).words(|| {
                    let content = StepContent { text: step_text(), ..step.content.clone() };
                    Self::StepAdded { step: Step { content, ..step.clone() } }
                })
            }
            Self::StepEdited { step, kind, .. } => {
                about(Subject::Step(*step)).words(|| Self::StepEdited { step: *step, kind: *kind, text: step_text() })
            }
            Self::ColleagueAnswered { step, at, .. } => about(Subject::Step(*step)).words(|| Self::ColleagueAnswered {
                step: *step,
                text: reply_text(),
                at: *at,
            }),
            Self::StepPictureSet { step, picture: Some(_) } => {
                about(Subject::Step(*step)).words(|| Self::StepPictureSet { step: *step, picture: None })
            }
            Self::StepPictureSet { step, picture: None } | Self::StepMoved { step, .. } => about(Subject::Step(*step)),
            Self::StepRemoved { step, .. } | Self::StepShown { step, .. } | Self::StepHidden { step } => {
                about(Subject::ShownStep(*step))
            }
        }
    }
}

impl Workshop {
    fn step(&mut self, id: StepId, change: impl FnOnce(&mut Step)) {
        if let Some(step) = self.steps.get_mut(&id) {
            change(step);
            step.revision += 1;
        }
    }

    /// Shows a step of a round, or nothing.
    fn show(&mut self, step: StepId, shown: Option<StepId>) {
        if let Some(round) = self.steps.get(&step).map(|step| step.round) {
            self.round(round, |r| r.shown = shown);
        }
    }
}

fn step_text() -> StepText {
    StepText::parse(TAKEN_BACK).expect("it is short")
}

fn reply_text() -> ReplyText {
    ReplyText::parse(TAKEN_BACK).expect("it is short")
}
