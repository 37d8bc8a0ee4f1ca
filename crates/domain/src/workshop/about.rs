//! What an event is about. The list names every event, so that a new one has to be put somewhere.

use super::Event;
use crate::id::{ActionId, AnswerId, GroupId, NoteId, StepId};

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A step, or what a colleague answered to it.
    Step(StepId),
    /// What was said to a question of the debrief.
    Answer(AnswerId),
    /// A note on a wall.
    Note(NoteId),
    /// A group of notes.
    Group(GroupId),
    /// A commitment.
    Action(ActionId),
    /// The workshop, its people, cards or walls as a whole.
    Workshop,
}

impl Event {
    /// What the event is about.
    #[must_use]
    pub fn about(&self) -> About {
        match self {
            Self::StepAdded { step } => About::Step(step.id),
            Self::StepEdited { step, .. }
            | Self::StepRemoved { step, .. }
            | Self::StepMoved { step, .. }
            | Self::StepPictureSet { step, .. }
            | Self::StepShown { step, .. }
            | Self::StepHidden { step }
            | Self::ColleagueAnswered { step, .. } => About::Step(*step),
            Self::AnswerAdded { answer } => About::Answer(answer.id),
            Self::AnswerEdited { answer, .. } | Self::AnswerRemoved { answer, .. } => About::Answer(*answer),
            Self::NoteAdded { note } => About::Note(note.id),
            Self::NoteEdited { note, .. }
            | Self::NoteMoved { note, .. }
            | Self::NoteRemoved { note, .. }
            | Self::NoteColoured { note, .. }
            | Self::NoteGrouped { note, .. } => About::Note(*note),
            Self::GroupMade { group, .. } => About::Group(group.id),
            Self::GroupNamed { group, .. } | Self::GroupMoved { group, .. } | Self::GroupRemoved { group, .. } => {
                About::Group(*group)
            }
            Self::ActionCommitted { action } => About::Action(action.id),
            Self::ActionEdited { action, .. }
            | Self::ActionReviewed { action, .. }
            | Self::ActionRemoved { action, .. } => About::Action(*action),
            Self::Planned { .. }
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
            | Self::DebriefStarted { .. }
            | Self::RoundFinished { .. }
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
            | Self::Closed { .. }
            | Self::Reopened { .. }
            | Self::TakenFromPaper { .. } => About::Workshop,
        }
    }

    /// The note whose words the event holds.
    #[must_use]
    pub fn note_with_words(&self) -> Option<NoteId> {
        match self.about() {
            About::Note(note) => self.without_words().map(|_| note),
            About::Step(_) | About::Answer(_) | About::Group(_) | About::Action(_) | About::Workshop => None,
        }
    }

    /// The action that the event changes.
    #[must_use]
    pub fn changed_action(&self) -> Option<ActionId> {
        match self.about() {
            About::Action(action) => Some(action),
            About::Step(_) | About::Answer(_) | About::Note(_) | About::Group(_) | About::Workshop => None,
        }
    }
}
