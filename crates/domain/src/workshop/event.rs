//! What happened in a workshop. Stored events are a contract: a variant is never changed, only joined by a newer one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Action, ActionStatus, Answer, Card, Commitment, Deal, Familiarity, Group, Note, NoteColour, OpeningPart, Outcome,
    Participant, Plan, RoundNumber, Step, StepKind, Tally, Waiting, Wall, Whereabouts,
};
use crate::id::{ActionId, AnswerId, GroupId, NoteId, PersonId, ScenarioId, StepId, TeamId};
use crate::picture::PictureHash;
use crate::text::{AnswerText, GroupTitle, NoteText, ReasonText, ReplyText, StepText};
use crate::time::Timestamp;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum Event {
    /// The log's first event.
    Planned { team: TeamId, plan: Plan, facilitator: PersonId, scribe: Option<PersonId> },
    /// The plan was changed.
    PlanChanged { plan: Plan },
    /// A card went into the hat, or a newer wording took its place.
    CardPlaced { card: Card },
    /// A card was taken out before the workshop.
    CardTakenOut { scenario: ScenarioId },
    /// The doors were opened.
    Opened { at: Timestamp, ends_at: Timestamp, carried: Vec<Action>, owed: Vec<PersonId> },
    /// Another part of the opening is on the room's screen.
    OpeningShown { part: OpeningPart },
    /// Somebody came in, or came back.
    Joined { participant: Participant },
    /// Somebody left, or was asked to.
    Left { person: PersonId },
    /// The facilitator confirmed who a guest is.
    SeatConfirmed { guest: PersonId },
    /// Somebody does or does not draw cards.
    DrawsSet { person: PersonId, draws: bool },
    /// Another person facilitates.
    FacilitatorChanged { to: PersonId },
    /// Another person, or nobody, writes the steps.
    ScribeChanged { to: Option<PersonId> },
    /// Guests wait before the door from now on, or no longer.
    LobbySet { on: bool },
    /// Somebody came to the door.
    WaitingBegan { waiting: Waiting },
    /// Somebody waits no longer: they went, or were sent away. Whoever is let in [joins](Event::Joined).
    WaitingEnded { person: PersonId },
    /// Somebody said from where they take part.
    WhereaboutsSet { person: PersonId, whereabouts: Whereabouts },
    /// A seat became somebody else's, with all that was done from it: of a guest, or of somebody without a device.
    SeatMoved { from: PersonId, to: Participant },
    /// The hat went round. The seed stays on the server until the workshop is closed.
    HatPassed { lap: u32, seed: String, deals: Vec<Deal> },
    /// A sealed card was opened.
    CardOpened { round: RoundNumber, at: Timestamp },
    /// A card went back into the hat unplayed.
    CardReturned { round: RoundNumber },
    /// Somebody drew a card while a lap runs.
    CardDrawn { seed: String, deal: Deal },
    /// A sealed card went back and another one took its place.
    CardSwapped { seed: String, deal: Deal },
    /// A round's holder wants to swap with another's, or does not any more.
    SwapWished { round: RoundNumber, with: Option<RoundNumber> },
    /// Two rounds have each other's sealed card.
    CardsSwapped { deals: Vec<Deal> },
    /// Sealed cards have their turns in this order.
    TurnsOrdered { order: Vec<RoundNumber> },
    /// Somebody holds a card with its holder.
    PartnerAdded {
        round: RoundNumber,
        person: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Familiarity>,
    },
    /// A partner holds it no longer.
    PartnerRemoved { round: RoundNumber, person: PersonId },
    /// Somebody draws with another person, or alone again.
    DrawsTogether { person: PersonId, with: Option<PersonId> },
    /// A card was given to somebody else.
    RoundHanded { round: RoundNumber, to: PersonId },
    /// A piece of evidence was given out.
    EvidenceRevealed { round: RoundNumber, evidence: String, at: Timestamp },
    /// A hint was given.
    HintGiven { round: RoundNumber, hint: u16, at: Timestamp },
    /// The investigator wants help.
    StuckSaid { round: RoundNumber, at: Timestamp },
    /// Help came.
    StuckCleared { round: RoundNumber },
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
    /// The talk about a card began.
    DebriefStarted { round: RoundNumber, at: Timestamp },
    /// Somebody said something to a question of the debrief.
    AnswerAdded { answer: Answer },
    /// What was said was changed.
    AnswerEdited { answer: AnswerId, text: AnswerText },
    /// What was said was taken away or brought back.
    AnswerRemoved { answer: AnswerId, removed: bool },
    /// A round was over.
    RoundFinished { round: RoundNumber, outcome: Outcome, at: Timestamp },
    /// A note was put on a wall.
    NoteAdded { note: Note },
    /// A note's text was changed.
    NoteEdited { note: NoteId, text: NoteText },
    /// A note was moved to another wall.
    NoteMoved { note: NoteId, wall: Wall },
    /// A note was taken off or brought back.
    NoteRemoved { note: NoteId, removed: bool },
    /// A note got another paper.
    NoteColoured { note: NoteId, colour: NoteColour },
    /// A note went into a group, or out of its group.
    NoteGrouped { note: NoteId, group: Option<GroupId> },
    /// Notes were put into a new group.
    GroupMade { group: Group, notes: Vec<NoteId> },
    /// A group's title was changed.
    GroupNamed { group: GroupId, title: Option<GroupTitle> },
    /// A group was moved to another wall with its notes.
    GroupMoved { group: GroupId, wall: Wall },
    /// A group was taken apart, or put together again.
    GroupRemoved { group: GroupId, removed: bool },
    /// New notes are, or are not, seen by their authors only.
    PrivacySet { private: bool },
    /// Everybody sees the private notes of these walls, and those that come.
    NotesRevealed { walls: Vec<Wall> },
    /// Votes are taken; those that were counted before are void.
    VotingOpened { cap: u16 },
    /// The votes were counted. Who gave them is not kept.
    VotesRevealed { tally: Vec<Tally> },
    /// The vote was called off.
    VotingCancelled,
    /// The clock was stopped.
    Paused { at: Timestamp },
    /// The clock runs again, its deadlines moved by the pause.
    Resumed { at: Timestamp },
    /// The workshop's end was moved.
    Extended { ends_at: Timestamp },
    /// The time kept for reflection was made shorter, or as long as planned again; the end stays where it is.
    ReflectionShortened { minutes: u16 },
    /// Reflection began.
    ReflectionStarted { at: Timestamp },
    /// Reflection was called off again.
    RoundsResumed { at: Timestamp },
    /// A commitment was made.
    ActionCommitted { action: Action },
    /// A commitment was changed.
    ActionEdited {
        action: ActionId,
        #[serde(flatten)]
        commitment: Commitment,
    },
    /// A commitment was looked at: done, still open, or dropped.
    ActionReviewed {
        action: ActionId,
        status: ActionStatus,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<ReasonText>,
    },
    /// A commitment was taken away or brought back.
    ActionRemoved { action: ActionId, removed: bool },
    /// The workshop was closed.
    Closed { at: Timestamp },
    /// A closed workshop was opened again, to reflect until another end; with its actions as they stood then.
    Reopened { at: Timestamp, ends_at: Timestamp, actions: Vec<Action> },
    /// The log was written from paper, afterwards: of the times of its steps only these are known.
    TakenFromPaper { timed: BTreeSet<StepId> },
}
