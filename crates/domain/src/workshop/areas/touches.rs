//! What an event touches besides the state that it changes.
//!
//! Every area describes each of its events once. What is left of an event whose words are taken back, what a report shows of it,
//! who attends and which rows beside the log change all follow from that description.

use super::Event;
use crate::id::{ActionId, AnswerId, GroupId, GuessId, NoteId, PersonId, StepId};
use crate::time::Timestamp;
use crate::workshop::RoundNumber;

/// The text that replaces deleted words.
pub(super) const TAKEN_BACK: &str = "(taken back)";

/// What one event touches.
pub struct Touches<'a> {
    /// What it is about.
    pub about: Subject,
    /// The same event with the words and pictures of its author taken back, when it holds any. Actions stay as they are: they
    /// belong to the team.
    pub without_words: Option<WithoutWords<'a>>,
    /// What it changes in who is there.
    pub attendance: Option<AttendanceChange>,
    /// What a report shows of it.
    pub moment: Option<Moment<'a>>,
    /// What it changes in the rows beside the log.
    pub rows: Option<RowChange>,
}

/// Makes an event without the words of its author; most readers of [`Touches`] do not need it.
pub type WithoutWords<'a> = Box<dyn FnOnce() -> Event + 'a>;

/// What an event is about. Only this, and what follows from it, can look different once it has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A step, or what a colleague answered to it.
    Step(StepId),
    /// An answer to a question of the debrief.
    Answer(AnswerId),
    /// A guess at the cause.
    Guess(GuessId),
    /// A note on a wall.
    Note(NoteId),
    /// A group of notes.
    Group(GroupId),
    /// A commitment.
    Action(ActionId),
    /// A step, and whether its round shows it to everybody.
    ShownStep(StepId),
    /// A dealt card.
    Round(RoundNumber),
    /// All dealt cards, and the cards in the hat.
    Rounds,
    /// The people, and those who wait before the door.
    People,
    /// All notes and groups, and the votes on them.
    Walls,
    /// The plan, the phase, the times and the roles, and nothing of the above.
    Workshop,
    /// All of it.
    Everything,
}

impl Subject {
    /// Whether it is one thing, whose change affects neither who may see what nor what lists show of the workshop.
    #[must_use]
    pub fn is_item(self) -> bool {
        match self {
            Self::Step(_) | Self::ShownStep(_) | Self::Answer(_) | Self::Note(_) | Self::Group(_) => true,
            Self::Guess(_) | Self::Action(_) | Self::Round(_) => true,
            Self::Rounds | Self::People | Self::Walls | Self::Workshop | Self::Everything => false,
        }
    }
}

/// What an event changes in who is there, and in which part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the events")]
pub enum AttendanceChange {
    /// The first facilitator and scribe are known.
    Planned { facilitator: PersonId, scribe: Option<PersonId> },
    /// Another person facilitates.
    Facilitator(PersonId),
    /// Another person, or no person, writes the steps.
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
    /// The same event with the words and pictures of its author taken back; `None` when it holds none.
    #[must_use]
    pub fn without_words(&self) -> Option<Self> {
        self.touches().without_words.map(|event| event())
    }

    /// The note whose words the event holds.
    #[must_use]
    pub fn note_with_words(&self) -> Option<NoteId> {
        let touches = self.touches();
        if let Subject::Note(note) = touches.about { touches.without_words.map(|_| note) } else { None }
    }

    /// The action that the event changes.
    #[must_use]
    pub fn changed_action(&self) -> Option<ActionId> {
        if let Subject::Action(action) = self.touches().about { Some(action) } else { None }
    }
}

pub(super) fn about<'a>(about: Subject) -> Touches<'a> {
    Touches { about, without_words: None, attendance: None, moment: None, rows: None }
}

impl<'a> Touches<'a> {
    pub(super) fn words<E: Into<Event>>(self, without_words: impl FnOnce() -> E + 'a) -> Self {
        Self { without_words: Some(Box::new(|| without_words().into())), ..self }
    }

    pub(super) fn attendance(self, attendance: AttendanceChange) -> Self {
        Self { attendance: Some(attendance), ..self }
    }

    pub(super) fn moment(self, moment: Moment<'a>) -> Self {
        Self { moment: Some(moment), ..self }
    }

    pub(super) fn rows(self, rows: RowChange) -> Self {
        Self { rows: Some(rows), ..self }
    }
}
