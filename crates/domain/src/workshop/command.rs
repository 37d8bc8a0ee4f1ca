//! What people ask of a workshop.

use super::{
    Action, ActionStatus, Card, DebriefQuestion, Knows, Level, NoteColour, NoteSource, OpeningPart, Outcome,
    ParticipantKind, Plan, Priority, RoundNumber, StepKind, Tally, Wall, Whereabouts,
};
use crate::id::{ActionId, AnswerId, GroupId, NoteId, PersonId, ScenarioId, StepId, SystemId};
use crate::picture::PictureHash;
use crate::text::{ActionText, AnswerText, ColleagueName, GroupTitle, NoteText, ReasonText, ReplyText, StepText};
use crate::time::{Day, Timestamp};
use crate::token::TokenHash;

/// One request. The server fills in what only it knows: the card behind a scenario, the open actions, a seed.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum Command {
    /// Change the plan.
    ChangePlan { plan: Plan },
    /// Put a card into the hat, or a newer wording of it.
    PlaceCard { card: Card },
    /// Take a card out of the hat.
    TakeOutCard { scenario: ScenarioId },
    /// Open the doors; the team's open actions and those owed a turn come from earlier workshops.
    Open { carried: Vec<Action>, owed: Vec<PersonId> },
    /// Show another part of the opening on the room's screen.
    ShowOpening { part: OpeningPart },
    /// Come in.
    Join { kind: ParticipantKind, draws: bool },
    /// Leave.
    Leave,
    /// Ask somebody to leave.
    RemovePerson { person: PersonId },
    /// Confirm who a guest is.
    ConfirmSeat { guest: PersonId },
    /// Say whether somebody draws cards.
    SetDraws { person: PersonId, draws: bool },
    /// Let another member facilitate.
    HandOverFacilitator { to: PersonId },
    /// Let another person, or nobody, write the steps.
    HandOverScribe { to: Option<PersonId> },
    /// Have guests who come by the code wait before the door, or let them in again.
    SetLobby { on: bool },
    /// Let somebody in who waits.
    Admit { person: PersonId },
    /// Let everybody in who waits, but for those who say that a seat is theirs.
    AdmitAll,
    /// Send somebody away who waits.
    SendAway { person: PersonId },
    /// Say from where somebody takes part.
    SetWhereabouts { person: PersonId, whereabouts: Whereabouts },
    /// Give somebody without a device a seat.
    Seat { person: PersonId, kind: ParticipantKind, draws: bool },
    /// Say that the seat of somebody without a device is one's own; `kind` is what one is besides.
    ClaimSeat { seat: PersonId, kind: ParticipantKind },
    /// Make a guest's seat one's own; `proven` says that the asking browser holds it.
    TakeSeat { from: PersonId, proven: bool },
    /// Put a note on a wall for somebody without a device.
    AddNoteFor { person: PersonId, note: NoteId, wall: Wall, text: NoteText, round: Option<RoundNumber> },
    /// Let the hat go round; everyone takes one sealed card.
    PassHat { seed: [u8; 32], knows: Knows },
    /// Open the card whose turn it is.
    OpenCard { round: RoundNumber },
    /// Put a sealed card back into the hat. It needs no reason.
    ReturnCard { round: RoundNumber },
    /// Draw a card from the hat while a lap runs: for whoever came late, or put theirs back.
    DrawCard { person: PersonId, seed: [u8; 32], knows: Knows },
    /// Put a sealed card back and draw another one.
    SwapCard { round: RoundNumber, seed: [u8; 32], knows: Knows },
    /// Swap sealed cards between two rounds: at once by the facilitator, else when both sides have asked.
    SwapWith { round: RoundNumber, with: RoundNumber, knows: Knows },
    /// Take a wish to swap back, or turn it down.
    DropSwap { round: RoundNumber },
    /// Move a sealed card's turn before another's, or to the end.
    MoveTurn { round: RoundNumber, before: Option<RoundNumber> },
    /// Let somebody hold a card together with its holder.
    AddPartner { round: RoundNumber, person: PersonId, knows: Knows },
    /// Let a partner go.
    RemovePartner { round: RoundNumber, person: PersonId },
    /// Let somebody draw together with another person from now on, or alone again.
    DrawTogether { person: PersonId, with: Option<PersonId> },
    /// Give an open card to somebody present.
    HandRound { round: RoundNumber, to: PersonId },
    /// Give out a piece of evidence; without a name, the next that may be shown.
    RevealEvidence { round: RoundNumber, evidence: Option<String> },
    /// Give a hint.
    GiveHint { round: RoundNumber, hint: u16 },
    /// Ask for help, quietly.
    SayStuck { round: RoundNumber },
    /// Note that help came.
    ClearStuck { round: RoundNumber },
    /// Write a step.
    AddStep { step: StepId, round: RoundNumber, kind: StepKind, text: StepText },
    /// Ask a colleague.
    AskColleague { step: StepId, round: RoundNumber, colleague: ColleagueName, text: StepText },
    /// Answer in a colleague's name.
    AnswerColleague { step: StepId, text: ReplyText },
    /// Change a step; `revision` is the one that was edited.
    EditStep { step: StepId, kind: StepKind, text: StepText, revision: u32 },
    /// Take a step away.
    RemoveStep { step: StepId },
    /// Bring a step back.
    RestoreStep { step: StepId },
    /// Put a step right after another one of its round, or first.
    MoveStep { step: StepId, after: Option<StepId> },
    /// Give a step a picture, or take it off.
    SetStepPicture { step: StepId, picture: Option<PictureHash> },
    /// Show a step to everybody, large.
    ShowStep { step: StepId },
    /// Stop showing it.
    HideStep { step: StepId },
    /// Say something to a question of the debrief.
    AddAnswer {
        answer: AnswerId,
        round: RoundNumber,
        question: DebriefQuestion,
        step: Option<StepId>,
        text: AnswerText,
    },
    /// Change an answer; `revision` is the one that was edited.
    EditAnswer { answer: AnswerId, text: AnswerText, revision: u32 },
    /// Take an answer away.
    RemoveAnswer { answer: AnswerId },
    /// Bring an answer back.
    RestoreAnswer { answer: AnswerId },
    /// Begin the talk about the open card.
    StartDebrief { round: RoundNumber },
    /// End the round and pass the torch.
    FinishRound { round: RoundNumber, outcome: Outcome },
    /// Make a note of a step or of an answer; it remembers where it came from.
    AddNoteFrom { note: NoteId, wall: Wall, text: NoteText, source: NoteSource },
    /// Put a note on a wall; with a token, unsigned.
    AddNote { note: NoteId, wall: Wall, text: NoteText, round: Option<RoundNumber>, token: Option<TokenHash> },
    /// Change a note's text; `revision` is the one that was edited. A token proves that an unsigned note is one's own.
    EditNote { note: NoteId, text: NoteText, revision: u32, token: Option<TokenHash> },
    /// Move a note to another wall; it leaves its group.
    MoveNote { note: NoteId, wall: Wall, token: Option<TokenHash> },
    /// Give a note another paper.
    ColourNote { note: NoteId, colour: NoteColour, token: Option<TokenHash> },
    /// Put a note into a group, on the group's wall, or take it out of its group.
    GroupNote { note: NoteId, group: Option<GroupId>, token: Option<TokenHash> },
    /// Take a note off.
    RemoveNote { note: NoteId, token: Option<TokenHash> },
    /// Bring a note back.
    RestoreNote { note: NoteId, token: Option<TokenHash> },
    /// Put notes into a new group, on the wall of the first.
    MakeGroup { group: GroupId, title: Option<GroupTitle>, notes: Vec<NoteId> },
    /// Change a group's title; `revision` is the one that was edited.
    NameGroup { group: GroupId, title: Option<GroupTitle>, revision: u32 },
    /// Move a group with its notes to another wall.
    MoveGroup { group: GroupId, wall: Wall },
    /// Take a group apart.
    RemoveGroup { group: GroupId },
    /// Put a group together again.
    RestoreGroup { group: GroupId },
    /// Say whether new notes are seen by their authors only. Only reveals show those that are.
    SetPrivacy { private: bool },
    /// Show everybody the private notes of a wall, or of all.
    RevealNotes { wall: Option<Wall> },
    /// Let everybody vote for so many notes, or for more than before.
    OpenVoting { cap: u16 },
    /// Show what the votes came to. The server counts them.
    RevealVotes { tally: Vec<Tally> },
    /// Call the vote off, and forget the votes.
    CancelVoting,
    /// Stop the clock.
    Pause,
    /// Let the clock run again.
    Resume,
    /// Move the end by so many minutes, 1 to 120.
    Extend { minutes: u16 },
    /// Keep so many minutes for reflection: 5 at least, and at most what was planned.
    ShortenReflection { minutes: u16 },
    /// Begin reflection; a card still open is parked, sealed ones return to the hat.
    StartReflection,
    /// Go back to the rounds.
    ResumeRounds,
    /// Make a commitment.
    CommitAction {
        action: ActionId,
        text: ActionText,
        owner: Option<PersonId>,
        due: Option<Day>,
        priority: Priority,
        impact: Option<Level>,
        effort: Option<Level>,
        system: Option<SystemId>,
        notes: Vec<NoteId>,
    },
    /// Change a commitment; `revision` is the one that was edited.
    EditAction {
        action: ActionId,
        text: ActionText,
        owner: Option<PersonId>,
        due: Option<Day>,
        priority: Priority,
        impact: Option<Level>,
        effort: Option<Level>,
        system: Option<SystemId>,
        notes: Vec<NoteId>,
        revision: u32,
    },
    /// Make an action of an awesome note for each of these systems.
    SpreadNote { note: NoteId, actions: Vec<Spread> },
    /// Say where a commitment stands, and why if it is dropped.
    ReviewAction { action: ActionId, status: ActionStatus, reason: Option<ReasonText> },
    /// Take a commitment away.
    RemoveAction { action: ActionId },
    /// Bring a commitment back.
    RestoreAction { action: ActionId },
    /// End the workshop.
    Close,
    /// Open a closed workshop again, to reflect further; its actions may have been changed in the team's list meanwhile.
    Reopen { actions: Vec<Action> },
}

impl Command {
    /// Whether this is done with the token of an unsigned note: then nothing may be kept of who did it, or when.
    #[must_use]
    pub fn is_unsigned(&self) -> bool {
        match self {
            Self::AddNote { token, .. }
            | Self::EditNote { token, .. }
            | Self::MoveNote { token, .. }
            | Self::ColourNote { token, .. }
            | Self::GroupNote { token, .. }
            | Self::RemoveNote { token, .. }
            | Self::RestoreNote { token, .. } => token.is_some(),
            Self::ChangePlan { .. }
            | Self::PlaceCard { .. }
            | Self::TakeOutCard { .. }
            | Self::Open { .. }
            | Self::ShowOpening { .. }
            | Self::Join { .. }
            | Self::Leave
            | Self::RemovePerson { .. }
            | Self::ConfirmSeat { .. }
            | Self::SetDraws { .. }
            | Self::HandOverFacilitator { .. }
            | Self::HandOverScribe { .. }
            | Self::SetLobby { .. }
            | Self::Admit { .. }
            | Self::AdmitAll
            | Self::SendAway { .. }
            | Self::SetWhereabouts { .. }
            | Self::Seat { .. }
            | Self::ClaimSeat { .. }
            | Self::TakeSeat { .. }
            | Self::AddNoteFor { .. }
            | Self::PassHat { .. }
            | Self::OpenCard { .. }
            | Self::ReturnCard { .. }
            | Self::DrawCard { .. }
            | Self::SwapCard { .. }
            | Self::SwapWith { .. }
            | Self::DropSwap { .. }
            | Self::MoveTurn { .. }
            | Self::AddPartner { .. }
            | Self::RemovePartner { .. }
            | Self::DrawTogether { .. }
            | Self::HandRound { .. }
            | Self::RevealEvidence { .. }
            | Self::GiveHint { .. }
            | Self::SayStuck { .. }
            | Self::ClearStuck { .. }
            | Self::AddStep { .. }
            | Self::AskColleague { .. }
            | Self::AnswerColleague { .. }
            | Self::EditStep { .. }
            | Self::RemoveStep { .. }
            | Self::RestoreStep { .. }
            | Self::MoveStep { .. }
            | Self::SetStepPicture { .. }
            | Self::ShowStep { .. }
            | Self::HideStep { .. }
            | Self::AddAnswer { .. }
            | Self::EditAnswer { .. }
            | Self::RemoveAnswer { .. }
            | Self::RestoreAnswer { .. }
            | Self::StartDebrief { .. }
            | Self::FinishRound { .. }
            | Self::AddNoteFrom { .. }
            | Self::MakeGroup { .. }
            | Self::NameGroup { .. }
            | Self::MoveGroup { .. }
            | Self::RemoveGroup { .. }
            | Self::RestoreGroup { .. }
            | Self::SetPrivacy { .. }
            | Self::RevealNotes { .. }
            | Self::OpenVoting { .. }
            | Self::RevealVotes { .. }
            | Self::CancelVoting
            | Self::Pause
            | Self::Resume
            | Self::Extend { .. }
            | Self::ShortenReflection { .. }
            | Self::StartReflection
            | Self::ResumeRounds
            | Self::CommitAction { .. }
            | Self::EditAction { .. }
            | Self::SpreadNote { .. }
            | Self::ReviewAction { .. }
            | Self::RemoveAction { .. }
            | Self::RestoreAction { .. }
            | Self::Close
            | Self::Reopen { .. } => false,
        }
    }
}

/// One of the actions that spread an awesome note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Its id, made by the client.
    pub action: ActionId,
    /// Where the awesome thing is to come.
    pub system: SystemId,
    /// What will be done there.
    pub text: ActionText,
}

/// What a decision may know besides the state.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The server's time.
    pub now: Timestamp,
    /// When it happened according to the client, for what was typed while offline.
    pub observed_at: Option<Timestamp>,
    /// The number that the client gave it among what its person writes; see `written.rs`.
    pub sequence: Option<u64>,
    /// Who asks.
    pub actor: Actor,
}

impl Context {
    /// When it happened: what the client says, but not in the future and at most four hours ago.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.observed_at.map_or(self.now, |at| at.clamp(self.now.plus_minutes(-240), self.now))
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// What they are to the team.
    pub standing: Standing,
}

/// What a person is to the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A paired room screen. It shows, and does nothing.
    Screen,
    /// Somebody without an account who holds a seat.
    Guest,
    /// A member of the team.
    Member,
    /// A member who owns the team.
    Owner,
    /// The server itself, for what time brings.
    Server,
}
