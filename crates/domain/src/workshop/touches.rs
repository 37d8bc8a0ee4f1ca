//! What an event touches besides the state that it changes.
//!
//! [`Event::touches`] describes every event once. What is left of an event whose words are taken back, what a report shows of it,
//! who attends and which rows beside the log change all follow from that description.

use super::{Answer, Event, Group, Note, RoundNumber, Step};
use crate::id::{ActionId, AnswerId, GroupId, NoteId, PersonId, StepId};
use crate::text::{AnswerText, NoteText, ReplyText, StepText};
use crate::time::Timestamp;

/// What stands in the place of words that were taken back.
const TAKEN_BACK: &str = "(taken back)";

/// What one event touches.
#[derive(Clone, Debug, PartialEq)]
pub struct Touches<'a> {
    /// What it is about.
    pub about: About,
    /// The same event with the words and pictures of its author taken back, when it holds any. Actions stay as they are: they
    /// belong to the team.
    pub without_words: Option<Event>,
    /// What it changes in who is there.
    pub attendance: Option<AttendanceChange>,
    /// What a report shows of it.
    pub moment: Option<Moment<'a>>,
    /// What it changes in the rows beside the log.
    pub rows: Option<RowChange>,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A step, or what a colleague answered to it.
    Step(StepId),
    /// An answer to a question of the debrief.
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

/// What an event changes in who is there, and in which part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the events")]
pub enum AttendanceChange {
    /// The first facilitator and scribe are known.
    Planned { facilitator: PersonId, scribe: Option<PersonId> },
    /// Another person facilitates.
    Facilitator(PersonId),
    /// Another person, or nobody, writes the steps.
    Scribe(Option<PersonId>),
    /// The doors were opened.
    Opened,
    /// Somebody came in.
    Joined(PersonId),
    /// Somebody left.
    Left(PersonId),
    /// A seat became somebody else's.
    Moved { from: PersonId, to: PersonId },
}

/// What a report shows of an event, in its timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the events")]
pub enum Moment<'a> {
    Opened { at: Timestamp },
    HatPassed,
    CardOpened { round: RoundNumber, at: Timestamp },
    EvidenceRevealed { round: RoundNumber, evidence: &'a str, at: Timestamp },
    HintGiven { round: RoundNumber, hint: u16, at: Timestamp },
    StepAdded { step: StepId },
    DebriefStarted { round: RoundNumber, at: Timestamp },
    RoundFinished { round: RoundNumber, at: Timestamp },
    Paused { at: Timestamp },
    Resumed { at: Timestamp },
    Extended { ends_at: Timestamp },
    ReflectionShortened { minutes: u16 },
    ReflectionStarted { at: Timestamp },
    RoundsResumed { at: Timestamp },
    Closed { at: Timestamp },
    Reopened { at: Timestamp },
}

/// What an event changes in the rows that are kept beside the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the events")]
pub enum RowChange {
    /// Whether the team's walls begin private.
    Privacy(bool),
    /// The votes are forgotten.
    VotesForgotten,
    /// The votes of a seat are somebody else's.
    SeatMoved { from: PersonId, to: PersonId },
    /// The notes are kept for the team's next workshops.
    NotesKept,
}

impl Event {
    /// What the event touches. The only description of every event: a new one does not compile without it.
    #[must_use]
    pub fn touches(&self) -> Touches<'_> {
        match self {
            Self::Planned { facilitator, scribe, .. } => {
                workshop().attendance(AttendanceChange::Planned { facilitator: *facilitator, scribe: *scribe })
            }
            Self::Opened { at, .. } => {
                workshop().attendance(AttendanceChange::Opened).moment(Moment::Opened { at: *at })
            }
            Self::Joined { participant } => workshop().attendance(AttendanceChange::Joined(participant.person)),
            Self::Left { person } => workshop().attendance(AttendanceChange::Left(*person)),
            Self::FacilitatorChanged { to } => workshop().attendance(AttendanceChange::Facilitator(*to)),
            Self::ScribeChanged { to } => workshop().attendance(AttendanceChange::Scribe(*to)),
            Self::SeatMoved { from, to } => {
                let (from, to) = (*from, to.person);
                workshop().attendance(AttendanceChange::Moved { from, to }).rows(RowChange::SeatMoved { from, to })
            }
            Self::HatPassed { .. } => workshop().moment(Moment::HatPassed),
            Self::CardOpened { round, at } => workshop().moment(Moment::CardOpened { round: *round, at: *at }),
            Self::EvidenceRevealed { round, evidence, at } => {
                workshop().moment(Moment::EvidenceRevealed { round: *round, evidence, at: *at })
            }
            Self::HintGiven { round, hint, at } => {
                workshop().moment(Moment::HintGiven { round: *round, hint: *hint, at: *at })
            }
            Self::DebriefStarted { round, at } => workshop().moment(Moment::DebriefStarted { round: *round, at: *at }),
            Self::RoundFinished { round, at, .. } => {
                workshop().moment(Moment::RoundFinished { round: *round, at: *at })
            }
            Self::PlanChanged { .. }
            | Self::CardPlaced { .. }
            | Self::CardTakenOut { .. }
            | Self::OpeningShown { .. }
            | Self::SeatConfirmed { .. }
            | Self::DrawsSet { .. }
            | Self::LobbySet { .. }
            | Self::WaitingBegan { .. }
            | Self::WaitingEnded { .. }
            | Self::WhereaboutsSet { .. }
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
            | Self::StuckSaid { .. }
            | Self::StuckCleared { .. }
            | Self::NotesRevealed { .. }
            | Self::VotingOpened { .. }
            | Self::TakenFromPaper { .. } => workshop(),
            Self::StepAdded { step } => about(About::Step(step.id))
                .moment(Moment::StepAdded { step: step.id })
                .words(Self::StepAdded { step: Step { text: step_text(), ..step.clone() } }),
            Self::StepEdited { step, kind, .. } => {
                about(About::Step(*step)).words(Self::StepEdited { step: *step, kind: *kind, text: step_text() })
            }
            Self::ColleagueAnswered { step, at, .. } => {
                about(About::Step(*step)).words(Self::ColleagueAnswered { step: *step, text: reply_text(), at: *at })
            }
            Self::StepPictureSet { step, picture: Some(_) } => {
                about(About::Step(*step)).words(Self::StepPictureSet { step: *step, picture: None })
            }
            Self::StepPictureSet { step, picture: None }
            | Self::StepRemoved { step, .. }
            | Self::StepMoved { step, .. }
            | Self::StepShown { step, .. }
            | Self::StepHidden { step } => about(About::Step(*step)),
            Self::AnswerAdded { answer } => about(About::Answer(answer.id))
                .words(Self::AnswerAdded { answer: Answer { text: answer_text(), ..answer.clone() } }),
            Self::AnswerEdited { answer, .. } => {
                about(About::Answer(*answer)).words(Self::AnswerEdited { answer: *answer, text: answer_text() })
            }
            Self::AnswerRemoved { answer, .. } => about(About::Answer(*answer)),
            Self::NoteAdded { note } => {
                about(About::Note(note.id)).words(Self::NoteAdded { note: Note { text: note_text(), ..note.clone() } })
            }
            Self::NoteEdited { note, .. } => {
                about(About::Note(*note)).words(Self::NoteEdited { note: *note, text: note_text() })
            }
            Self::NoteMoved { note, .. }
            | Self::NoteRemoved { note, .. }
            | Self::NoteColoured { note, .. }
            | Self::NoteGrouped { note, .. } => about(About::Note(*note)),
            Self::GroupMade { group, notes } => about(About::Group(group.id))
                .words(Self::GroupMade { group: Group { title: None, ..group.clone() }, notes: notes.clone() }),
            Self::GroupNamed { group, .. } => {
                about(About::Group(*group)).words(Self::GroupNamed { group: *group, title: None })
            }
            Self::GroupMoved { group, .. } | Self::GroupRemoved { group, .. } => about(About::Group(*group)),
            Self::PrivacySet { private } => workshop().rows(RowChange::Privacy(*private)),
            Self::VotesRevealed { .. } | Self::VotingCancelled => workshop().rows(RowChange::VotesForgotten),
            Self::ActionCommitted { action } => about(About::Action(action.id)),
            Self::ActionEdited { action, .. }
            | Self::ActionReviewed { action, .. }
            | Self::ActionRemoved { action, .. } => about(About::Action(*action)),
            Self::Paused { at } => workshop().moment(Moment::Paused { at: *at }),
            Self::Resumed { at } => workshop().moment(Moment::Resumed { at: *at }),
            Self::Extended { ends_at } => workshop().moment(Moment::Extended { ends_at: *ends_at }),
            Self::ReflectionShortened { minutes } => {
                workshop().moment(Moment::ReflectionShortened { minutes: *minutes })
            }
            Self::ReflectionStarted { at } => workshop().moment(Moment::ReflectionStarted { at: *at }),
            Self::RoundsResumed { at } => workshop().moment(Moment::RoundsResumed { at: *at }),
            Self::Closed { at } => workshop().moment(Moment::Closed { at: *at }).rows(RowChange::NotesKept),
            Self::Reopened { at, .. } => workshop().moment(Moment::Reopened { at: *at }),
        }
    }

    /// The same event with the words and pictures of its author taken back; `None` when it holds none.
    #[must_use]
    pub fn without_words(&self) -> Option<Self> {
        self.touches().without_words
    }

    /// The note whose words the event holds.
    #[must_use]
    pub fn note_with_words(&self) -> Option<NoteId> {
        let touches = self.touches();
        match touches.about {
            About::Note(note) => touches.without_words.map(|_| note),
            About::Step(_) | About::Answer(_) | About::Group(_) | About::Action(_) | About::Workshop => None,
        }
    }

    /// The action that the event changes.
    #[must_use]
    pub fn changed_action(&self) -> Option<ActionId> {
        match self.touches().about {
            About::Action(action) => Some(action),
            About::Step(_) | About::Answer(_) | About::Note(_) | About::Group(_) | About::Workshop => None,
        }
    }
}

/// Touches the workshop as a whole.
fn workshop<'a>() -> Touches<'a> {
    about(About::Workshop)
}

fn about<'a>(about: About) -> Touches<'a> {
    Touches { about, without_words: None, attendance: None, moment: None, rows: None }
}

impl<'a> Touches<'a> {
    fn words(self, without_words: Event) -> Self {
        Self { without_words: Some(without_words), ..self }
    }

    fn attendance(self, attendance: AttendanceChange) -> Self {
        Self { attendance: Some(attendance), ..self }
    }

    fn moment(self, moment: Moment<'a>) -> Self {
        Self { moment: Some(moment), ..self }
    }

    fn rows(self, rows: RowChange) -> Self {
        Self { rows: Some(rows), ..self }
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
