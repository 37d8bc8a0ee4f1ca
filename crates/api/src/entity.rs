//! The entities of a live workshop: what a client keeps in maps by type and id, and replaces as the server sends changes.

mod actions;
mod cards;
mod door;
mod guesses;
mod people;
mod rounds;
mod steps;
mod walls;
mod workshop;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::actions::ActionView;
pub use self::cards::{BriefingView, CardSystem, CardView, EvidenceView, HintView, RunbookRef, TruthView};
pub use self::door::{LobbyView, ScreenView, WaitingView};
pub use self::guesses::GuessView;
pub use self::people::{MemberView, PersonView};
pub use self::rounds::{KnownView, OwnKnownView, RoundView};
pub use self::steps::{AnswerView, StepView};
pub use self::walls::{BallotView, EarlierView, GroupView, NoteView, VotingView, WallView, WallsView};
pub use self::workshop::{ClockView, StageView, SurveyAsked, WorkshopView};

/// One entity of a workshop as one audience may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Entity {
    /// What somebody sees who is not let in yet; there is one, and nothing besides.
    Lobby(LobbyView),
    /// For the desk: somebody who waits to be let in.
    Waiting(WaitingView),
    /// For the desk: a paired room screen.
    Screen(ScreenView),
    /// The workshop itself; there is one.
    Workshop(Box<WorkshopView>),
    /// Somebody in the workshop.
    Person(PersonView),
    /// A member of the team, present or not.
    Member(MemberView),
    /// A dealt card.
    Round(RoundView),
    /// A piece of evidence.
    Evidence(EvidenceView),
    /// A hint that was given.
    Hint(HintView),
    /// What only the facilitator may read of an open card.
    Briefing(BriefingView),
    /// What was behind a card, from its debrief on.
    Truth(TruthView),
    /// A step.
    Step(StepView),
    /// For its author alone: a signed guess at the cause, until everybody sees it.
    Guess(GuessView),
    /// An answer to a question of the debrief.
    Answer(AnswerView),
    /// A sticky note.
    Note(NoteView),
    /// Notes that belong together.
    Group(GroupView),
    /// What one votes for oneself.
    Ballot(BallotView),
    /// For its holder alone: that they know the sealed card in their hand already.
    Known(OwnKnownView),
    /// A commitment.
    Action(ActionView),
}

/// Names an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct EntityKey {
    /// The entity's `type`.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The entity's `id`.
    pub id: String,
}

/// The types of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants are those of Entity, documented there")]
pub enum EntityType {
    Workshop,
    Member,
    Person,
    Lobby,
    Waiting,
    Screen,
    Round,
    Evidence,
    Hint,
    Briefing,
    Truth,
    Step,
    Guess,
    Answer,
    Note,
    Group,
    Ballot,
    Known,
    Action,
}

impl Entity {
    /// The entity's key.
    #[must_use]
    pub fn key(&self) -> EntityKey {
        let (kind, id) = match self {
            Self::Lobby(v) => (EntityType::Lobby, v.id.to_string()),
            Self::Waiting(v) => (EntityType::Waiting, v.id.to_string()),
            Self::Screen(v) => (EntityType::Screen, v.id.to_string()),
            Self::Workshop(v) => (EntityType::Workshop, v.id.to_string()),
            Self::Member(v) => (EntityType::Member, v.id.to_string()),
            Self::Person(v) => (EntityType::Person, v.id.to_string()),
            Self::Round(v) => (EntityType::Round, v.id.clone()),
            Self::Evidence(v) => (EntityType::Evidence, v.id.clone()),
            Self::Hint(v) => (EntityType::Hint, v.id.clone()),
            Self::Briefing(v) => (EntityType::Briefing, v.id.clone()),
            Self::Truth(v) => (EntityType::Truth, v.id.clone()),
            Self::Step(v) => (EntityType::Step, v.id.to_string()),
            Self::Guess(v) => (EntityType::Guess, v.id.to_string()),
            Self::Answer(v) => (EntityType::Answer, v.id.to_string()),
            Self::Note(v) => (EntityType::Note, v.id.to_string()),
            Self::Group(v) => (EntityType::Group, v.id.to_string()),
            Self::Ballot(v) => (EntityType::Ballot, v.id.clone()),
            Self::Known(v) => (EntityType::Known, v.id.clone()),
            Self::Action(v) => (EntityType::Action, v.id.to_string()),
        };
        EntityKey { kind, id }
    }
}
