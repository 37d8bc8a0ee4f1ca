//! The entities of a live workshop: what a client keeps in maps by type and id, and replaces as it is told to.

mod door;
mod walls;

use domain::id::{
    ActionId, AnswerId, NoteId, PersonId, RunbookId, StepId, SurveyRoundId, SystemId, TeamId, WorkshopId,
};
use domain::scenario::{Difficulty, EvidenceKind, Origin};
use domain::workshop::{
    ActionStatus, DebriefQuestion, Familiarity, Level, OpeningPart, Outcome, Phase, Priority, RoundState, StepKind,
    Whereabouts,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::door::{LobbyView, ScreenView, WaitingView};
pub use self::walls::{BallotView, EarlierView, GroupView, NoteView, VotingView, WallView, WallsView};
use crate::team::SystemLink;
use crate::workshop::Plan;

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
    /// What was said to a question of the debrief.
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

/// The monthly question, asked in the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SurveyAsked {
    /// The round.
    pub round: SurveyRoundId,
    /// When it closes, RFC 3339.
    pub closes_at: String,
    /// The words by which its key is known.
    pub key_words: Vec<String>,
}

/// The workshop itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkshopView {
    /// Its id.
    pub id: WorkshopId,
    /// Whose it is.
    pub team: TeamId,
    /// The team's name.
    pub team_name: String,
    /// It was made by the demonstration: the server plays the other people.
    pub demo: bool,
    /// What was planned.
    pub plan: Plan,
    /// Where it stands.
    pub phase: Phase,
    /// Which part of the opening is on the room's screen.
    pub opening: OpeningPart,
    /// Its deadlines, once it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockView>,
    /// Who runs it.
    pub facilitator: PersonId,
    /// Who writes the steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scribe: Option<PersonId>,
    /// How often the hat went round.
    pub lap: u32,
    /// How many cards are in the hat.
    pub hat: u32,
    /// How many cards the workshop has.
    pub cards: u32,
    /// The number of the round whose card is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_round: Option<u32>,
    /// The number of the round whose turn comes next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_round: Option<u32>,
    /// The code with which guests join, six characters, while the workshop is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_code: Option<String>,
    /// Members who draw but have had no turn: they go first next time.
    pub without_turn: Vec<PersonId>,
    /// Guests who come by the code wait until they are let in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lobby: bool,
    /// The monthly question, while it is asked at the end of this workshop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveyAsked>,
    /// The number of the facilitator's own first round, once it is over: its steps are the example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<u32>,
    /// Its walls.
    pub walls: WallsView,
    /// The vote on the notes, once there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voting: Option<VotingView>,
}

/// Deadlines on the server's clock, RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClockView {
    /// When the doors were opened.
    pub opened_at: String,
    /// When the time kept for reflection begins. While the clock is paused it moves with the time.
    pub reflection_at: String,
    /// How many minutes are kept for it: fewer than planned where it was shortened.
    pub reflection_minutes: u16,
    /// Until when a card that is open at that moment may go on. While the clock is paused it moves with the time.
    pub grace_until: String,
    /// When it ends. While the clock is paused it moves with the time.
    pub ends_at: String,
    /// Since when the clock has been stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_at: Option<String>,
    /// When reflection began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reflecting_since: Option<String>,
    /// When it was opened again after it had been closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened_at: Option<String>,
    /// Until when its facilitator can open it again; only while it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopen_until: Option<String>,
}

/// Somebody in the workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonView {
    /// Their id.
    pub id: PersonId,
    /// The name that others see.
    pub name: String,
    /// They have no account.
    pub guest: bool,
    /// The member who they are or say they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<PersonId>,
    /// The facilitator has still to confirm that they are that member.
    pub unconfirmed: bool,
    /// They take a card when the hat goes round.
    pub draws: bool,
    /// With whom they draw one card, who holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draws_with: Option<PersonId>,
    /// They are in the workshop now; somebody who left stays in what they did.
    pub present: bool,
    /// Place in the order of joining, from 1.
    pub seat: u32,
    /// From where they take part, once they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whereabouts: Option<Whereabouts>,
    /// They have no device with them: the facilitator acts for them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_device: bool,
}

/// A member of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MemberView {
    /// The account.
    pub id: PersonId,
    /// The name that others see.
    pub name: String,
    /// They draw cards as a rule.
    pub responder: bool,
}

/// A dealt card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RoundView {
    /// Its number as a text.
    pub id: String,
    /// Its place in the order of dealing, from 1; commands name a round by it.
    pub number: u32,
    /// Its place in the order of turns, from 1.
    pub turn: u32,
    /// The lap of the hat in which it was dealt, from 1.
    pub lap: u32,
    /// Who holds it.
    pub investigator: PersonId,
    /// Who investigates with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<PersonId>,
    /// For the desk: which of them know the card already, because there was no other way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<KnownView>,
    /// The number of the round with whose holder this one's wants to swap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swap_with: Option<u32>,
    /// Where it stands.
    pub state: RoundState,
    /// The card's front, from the moment it is opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardView>,
    /// When the card was opened, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<String>,
    /// When the talk about it began, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debrief_at: Option<String>,
    /// When it was over, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<String>,
    /// How the incident ended; of the card, never of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// How many pieces of evidence on the back of the card are still to be turned over.
    pub back_left: u32,
    /// The step that everybody is shown large.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<StepId>,
    /// For how many seconds the clock stood still while the card was investigated.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub paused_s: i64,
    /// Since when the investigator has wanted help, RFC 3339; for them and the desk only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stuck_since: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// A card that one holds though one knows it already: there was no other way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnKnownView {
    /// The round's number as a text.
    pub id: String,
    /// From where.
    pub why: Familiarity,
}

/// Somebody who holds a card that they know already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KnownView {
    /// Who.
    pub person: PersonId,
    /// From where.
    pub why: Familiarity,
}

/// The front of an open card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CardView {
    /// Its headline.
    pub title: String,
    /// What is read out.
    pub brief: String,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// How long an investigation should take.
    pub minutes: u16,
    /// The systems it touches, with the team's links.
    pub systems: Vec<CardSystem>,
}

/// A system that a card touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CardSystem {
    /// The team's system of that name, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<SystemId>,
    /// Its name.
    pub name: String,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Where to look.
    pub links: Vec<SystemLink>,
    /// The team's runbooks for it, but for those that came from this very card.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runbooks: Vec<RunbookRef>,
}

/// A runbook to open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunbookRef {
    /// Its id.
    pub id: RunbookId,
    /// Its headline.
    pub title: String,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EvidenceView {
    /// `round/evidence`.
    pub id: String,
    /// The round's number.
    pub round: u32,
    /// Its name within the scenario, as `reveal_evidence` wants it.
    pub evidence: String,
    /// Its place on the card, from 0.
    pub place: u32,
    /// What it is.
    pub kind: EvidenceKind,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who or what sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// When it was sent, in seconds relative to the moment at which the responder is called; negative is before.
    pub offset_s: i64,
    /// Its text; in a log the lines that begin with `> ` are marked.
    pub body: String,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureView>,
    /// When it was given out, RFC 3339; the desk sees what is still hidden, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed_at: Option<String>,
    /// For the desk: how it is given out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<domain::scenario::Release>,
    /// For the desk: true, but it points away from the cause.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub misleading: bool,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PictureView {
    /// Where it is, relative to this server.
    pub url: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}

/// A hint that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HintView {
    /// `round/place`.
    pub id: String,
    /// The round's number.
    pub round: u32,
    /// Its place, from 0.
    pub place: u16,
    /// What it says.
    pub text: String,
    /// When it was given, RFC 3339.
    pub given_at: String,
}

/// What only the facilitator may read of an open card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BriefingView {
    /// The round's number as a text.
    pub id: String,
    /// The round's number.
    pub round: u32,
    /// What the facilitator should know and may tell.
    pub notes: String,
    /// All hints, in the order in which they help.
    pub hints: Vec<domain::scenario::Hint>,
    /// The steps that an expert took.
    pub reference_path: Vec<String>,
    /// What was wrong.
    pub cause: String,
    /// What ended it.
    pub resolution: String,
}

/// What was behind a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TruthView {
    /// The round's number as a text.
    pub id: String,
    /// The round's number.
    pub round: u32,
    /// What was wrong.
    pub cause: String,
    /// What ended it, and what should follow.
    pub resolution: String,
    /// The steps that an expert took.
    pub reference_path: Vec<String>,
    /// Where the incident comes from.
    pub origin: Origin,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepView {
    /// Its id.
    pub id: StepId,
    /// The round's number.
    pub round: u32,
    /// What was done.
    pub kind: StepKind,
    /// What the scribe wrote, or the question.
    pub text: String,
    /// Who was asked, when it is a question to a colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colleague: Option<String>,
    /// The colleague's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// A picture of what was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureView>,
    /// When it happened, RFC 3339.
    pub at: String,
    /// Steps of a round stand in the order of this number, for equal ones of their ids.
    pub order: i64,
    /// Who wrote it down.
    pub by: PersonId,
    /// How often it was changed.
    pub revision: u32,
}

/// What was said to a question of the debrief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerView {
    /// Its id.
    pub id: AnswerId,
    /// The round's number.
    pub round: u32,
    /// What was asked.
    pub question: DebriefQuestion,
    /// The step that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// What was said.
    pub text: String,
    /// When it was written down, RFC 3339.
    pub at: String,
    /// Who wrote it down.
    pub by: PersonId,
    /// How often it was changed.
    pub revision: u32,
}

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActionView {
    /// Its id.
    pub id: ActionId,
    /// What will be done.
    pub text: String,
    /// The member who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// The day by which, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How much it matters.
    pub priority: Priority,
    /// What it would bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Level>,
    /// What it would cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Level>,
    /// The team's system that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemId>,
    /// That system's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_name: Option<String>,
    /// Where it stands.
    pub status: ActionStatus,
    /// Why it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The notes that it came from.
    pub notes: Vec<NoteId>,
    /// It came from an earlier workshop.
    pub carried: bool,
    /// How often it was changed.
    pub revision: u32,
}
