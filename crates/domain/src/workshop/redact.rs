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
            // Named one by one, so that whoever adds an event has to say whether it holds words.
            Self::StepPictureSet { picture: None, .. }
            | Self::Planned { .. }
            | Self::PlanChanged { .. }
            | Self::CardPlaced { .. }
            | Self::CardTakenOut { .. }
            | Self::Opened { .. }
            | Self::OpeningShown { .. }
            | Self::Joined { .. }
            | Self::Left { .. }
            | Self::SeatConfirmed { .. }
            | Self::DrawsSet { .. }
            | Self::FacilitatorChanged { .. }
            | Self::ScribeChanged { .. }
            | Self::LobbySet { .. }
            | Self::WaitingBegan { .. }
            | Self::WaitingEnded { .. }
            | Self::WhereaboutsSet { .. }
            | Self::SeatMoved { .. }
            | Self::HatPassed { .. }
            | Self::CardOpened { .. }
            | Self::CardReturned { .. }
            | Self::CardDrawn { .. }
            | Self::CardSwapped { .. }
            | Self::SwapWished { .. }
            | Self::CardsSwapped { .. }
            | Self::TurnsOrdered { .. }
            | Self::PartnerAdded { .. }
            | Self::PartnerRemoved { .. }
            | Self::DrawsTogether { .. }
            | Self::RoundHanded { .. }
            | Self::EvidenceRevealed { .. }
            | Self::HintGiven { .. }
            | Self::StuckSaid { .. }
            | Self::StuckCleared { .. }
            | Self::StepRemoved { .. }
            | Self::StepMoved { .. }
            | Self::StepShown { .. }
            | Self::StepHidden { .. }
            | Self::DebriefStarted { .. }
            | Self::AnswerRemoved { .. }
            | Self::RoundFinished { .. }
            | Self::NoteMoved { .. }
            | Self::NoteRemoved { .. }
            | Self::NoteColoured { .. }
            | Self::NoteGrouped { .. }
            | Self::GroupMoved { .. }
            | Self::GroupRemoved { .. }
            | Self::PrivacySet { .. }
            | Self::NotesRevealed { .. }
            | Self::VotingOpened { .. }
            | Self::VotesRevealed { .. }
            | Self::VotingCancelled
            | Self::Paused { .. }
            | Self::Resumed { .. }
            | Self::Extended { .. }
            | Self::ReflectionShortened { .. }
            | Self::ReflectionStarted { .. }
            | Self::RoundsResumed { .. }
            | Self::ActionCommitted { .. }
            | Self::ActionEdited { .. }
            | Self::ActionReviewed { .. }
            | Self::ActionRemoved { .. }
            | Self::Closed { .. }
            | Self::Reopened { .. }
            | Self::TakenFromPaper { .. } => return None,
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
