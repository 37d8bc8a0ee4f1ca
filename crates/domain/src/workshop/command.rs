//! What is asked of a workshop: by people, read from the wire as it stands, and by the server.

mod named;

use serde::{Deserialize, Serialize};

pub use self::named::Named;
use super::{
    Action, ActionStatus, Card, Commitment, DebriefQuestion, Knows, NoteColour, OpeningPart, Outcome, ParticipantKind,
    Plan, RoundNumber, StepKind, Tally, Wall, Whereabouts,
};
use crate::id::{ActionId, AnswerId, GroupId, NoteId, PersonId, ScenarioId, StepId, SystemId};
use crate::picture::PictureHash;
use crate::text::{
    ActionText, AnswerText, ColleagueName, GroupTitle, NoteText, ReasonText, ReplyText, StepText, none_if_blank,
};
use crate::token::Token;

/// The names of the commands that a browser keeps while it has no connection, and sends later. Every other one is given with the
/// others in the room, or not at all.
pub const KEPT_OFFLINE: &[&str] = &[
    "add_note",
    "edit_note",
    "move_note",
    "remove_note",
    "restore_note",
    "colour_note",
    "group_note",
    "make_group",
    "name_group",
    "move_group",
    "remove_group",
    "restore_group",
    "add_step",
    "edit_step",
    "remove_step",
    "restore_step",
    "move_step",
    "set_step_picture",
    "ask_colleague",
    "answer_colleague",
    "add_answer",
    "edit_answer",
    "remove_answer",
    "restore_answer",
    "add_note_from_step",
    "add_note_from_answer",
    "commit_action",
    "spread_note",
    "edit_action",
    "review_action",
    "remove_action",
    "restore_action",
];

/// What can be done in a live workshop.
///
/// The server completes some of it before it is decided on: each of these has its counterpart in [`ServerCommand`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum Command {
    /// Open the doors.
    Open,
    /// Show another part of the opening on the room's screen.
    ShowOpening { part: OpeningPart },
    /// Come in.
    Join,
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
    /// Put one of the team's scenarios into the hat.
    PlaceCard { scenario: ScenarioId },
    /// Take a card out of the hat.
    TakeOutCard { scenario: ScenarioId },
    /// Have guests who come by the code wait before the door, or let them in again.
    SetLobby { on: bool },
    /// Let somebody in who waits, or confirm that a seat is theirs.
    Admit { person: PersonId },
    /// Let everybody in who waits, but for those who say that a seat is theirs.
    AdmitAll,
    /// Send somebody away who waits.
    SendAway { person: PersonId },
    /// Say from where somebody takes part.
    SetWhereabouts { person: PersonId, whereabouts: Whereabouts },
    /// Put a note on a wall for somebody without a device.
    AddNoteFor {
        person: PersonId,
        note: NoteId,
        wall: Wall,
        text: NoteText,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<RoundNumber>,
    },
    /// Let the hat go round.
    PassHat,
    /// Open the card whose turn it is.
    OpenCard { round: RoundNumber },
    /// Put a sealed card back.
    ReturnCard { round: RoundNumber },
    /// Draw a card from the hat while a lap runs, for whoever came late or put theirs back.
    DrawCard { person: PersonId },
    /// Put a sealed card back and draw another one.
    SwapCard { round: RoundNumber },
    /// Swap sealed cards with another round: at once by the facilitator, else when both sides have asked.
    SwapWith { round: RoundNumber, with: RoundNumber },
    /// Take a wish to swap back, or turn it down.
    DropSwap { round: RoundNumber },
    /// Move a sealed card's turn before another's; without one, to the end.
    MoveTurn {
        round: RoundNumber,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<RoundNumber>,
    },
    /// Let somebody hold a card with its holder; a sealed card of their own goes back into the hat.
    AddPartner { round: RoundNumber, person: PersonId },
    /// Let a partner go.
    RemovePartner { round: RoundNumber, person: PersonId },
    /// Let somebody draw with another person from now on; without one, alone again.
    DrawTogether {
        person: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<PersonId>,
    },
    /// Give an open card to somebody present.
    HandRound { round: RoundNumber, to: PersonId },
    /// Give out evidence; without a name, the next piece.
    RevealEvidence {
        round: RoundNumber,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<String>,
    },
    /// Give a hint, by its place from 0.
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
    /// Begin the talk about the open card.
    StartDebrief { round: RoundNumber },
    /// End the round and pass the torch.
    FinishRound { round: RoundNumber, outcome: Outcome },
    /// Say something to a question of the debrief.
    AddAnswer {
        answer: AnswerId,
        round: RoundNumber,
        question: DebriefQuestion,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepId>,
        text: AnswerText,
    },
    /// Change an answer.
    EditAnswer { answer: AnswerId, text: AnswerText, revision: u32 },
    /// Take an answer away.
    RemoveAnswer { answer: AnswerId },
    /// Bring an answer back.
    RestoreAnswer { answer: AnswerId },
    /// Make a note of a step; it remembers its round and the step.
    AddNoteFromStep { note: NoteId, wall: Wall, text: NoteText, step: StepId },
    /// Make a note of an answer; it remembers its round, the question and the step.
    AddNoteFromAnswer { note: NoteId, wall: Wall, text: NoteText, answer: AnswerId },
    /// Put a note on a wall; with a token that nobody else has, unsigned: then nothing is kept of who wrote it, or when.
    /// The ids of such a note and of every command with its token are UUIDs of version 4, which carry no time.
    AddNote {
        note: NoteId,
        wall: Wall,
        text: NoteText,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<RoundNumber>,
        /// 32 random bytes as 64 hexadecimal digits. Only its SHA-256 is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Change a note's text. The token of an unsigned note stands for its author.
    EditNote {
        note: NoteId,
        text: NoteText,
        revision: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Move a note to another wall; it leaves its group.
    MoveNote {
        note: NoteId,
        wall: Wall,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Give a note another paper.
    ColourNote {
        note: NoteId,
        colour: NoteColour,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Put a note into a group, on the group's wall, or take it out of its group.
    GroupNote {
        note: NoteId,
        group: Option<GroupId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Take a note off.
    RemoveNote {
        note: NoteId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Bring a note back.
    RestoreNote {
        note: NoteId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
    },
    /// Put notes into a new group, on the wall of the first.
    MakeGroup {
        group: GroupId,
        #[serde(default, deserialize_with = "none_if_blank", skip_serializing_if = "Option::is_none")]
        title: Option<GroupTitle>,
        notes: Vec<NoteId>,
    },
    /// Change a group's title.
    NameGroup {
        group: GroupId,
        #[serde(default, deserialize_with = "none_if_blank", skip_serializing_if = "Option::is_none")]
        title: Option<GroupTitle>,
        revision: u32,
    },
    /// Move a group with its notes to another wall.
    MoveGroup { group: GroupId, wall: Wall },
    /// Take a group apart.
    RemoveGroup { group: GroupId },
    /// Put a group together again.
    RestoreGroup { group: GroupId },
    /// Say whether new notes are seen by their authors only. The team's next workshops begin like that, too.
    SetPrivacy { private: bool },
    /// Show everybody the private notes of a wall, or of all.
    RevealNotes {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wall: Option<Wall>,
    },
    /// Let everybody vote for so many notes, 1 to 10; while votes are taken the number can grow.
    OpenVoting { cap: u16 },
    /// Vote for a note, or take the vote back. Who voted for what is forgotten when the votes are shown.
    Vote { note: NoteId, on: bool },
    /// Show what the votes came to.
    RevealVotes,
    /// Call the vote off, and forget the votes.
    CancelVoting,
    /// Stop the clock.
    Pause,
    /// Let the clock run again.
    Resume,
    /// Move the end by so many minutes, 1 to 120.
    Extend { minutes: u16 },
    /// Keep so many minutes for reflection: 5 at least, and at most what was planned. The end stays where it is.
    ShortenReflection { minutes: u16 },
    /// Begin reflection; a card still open is parked, sealed ones return to the hat.
    StartReflection,
    /// Go back to the rounds.
    ResumeRounds,
    /// Make a commitment.
    CommitAction {
        action: ActionId,
        #[serde(flatten)]
        commitment: Commitment,
    },
    /// Change a commitment.
    EditAction {
        action: ActionId,
        #[serde(flatten)]
        commitment: Commitment,
        revision: u32,
    },
    /// Make an action of an awesome note for each of these systems, 50 at most.
    SpreadNote { note: NoteId, actions: Vec<Spread> },
    /// Say where a commitment stands, and why if it is dropped.
    ReviewAction {
        action: ActionId,
        status: ActionStatus,
        #[serde(default, deserialize_with = "none_if_blank", skip_serializing_if = "Option::is_none")]
        reason: Option<ReasonText>,
    },
    /// Take a commitment away.
    RemoveAction { action: ActionId },
    /// Bring a commitment back.
    RestoreAction { action: ActionId },
    /// End the workshop.
    Close,
    /// Open a workshop again, to reflect further, within a day of its closing.
    Reopen,
    /// A command that the server made or completed; no message can hold it.
    #[serde(skip)]
    Server(ServerCommand),
}

/// Commands that only the server gives: what a request of its own asks, and what people ask with the facts that no browser has
/// or may choose (the card behind a scenario, the open actions, a seed, who knows which card).
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum ServerCommand {
    /// Change the plan.
    ChangePlan { plan: Plan },
    /// Give somebody without a device a seat.
    Seat { person: PersonId, kind: ParticipantKind, draws: bool },
    /// Say that the seat of somebody without a device is one's own; `kind` is what one is besides.
    ClaimSeat { seat: PersonId, kind: ParticipantKind },
    /// Make a guest's seat one's own; `proven` says that the asking browser holds it.
    TakeSeat { from: PersonId, proven: bool },
    /// [`Command::Open`]; the team's open actions and those owed a turn come from earlier workshops.
    Open { carried: Vec<Action>, owed: Vec<PersonId> },
    /// [`Command::Join`].
    Join { kind: ParticipantKind, draws: bool },
    /// [`Command::PlaceCard`], or a newer wording of the card.
    PlaceCard { card: Card },
    /// [`Command::PassHat`]; everyone takes one sealed card.
    PassHat { seed: [u8; 32], knows: Knows },
    /// [`Command::DrawCard`].
    DrawCard { person: PersonId, seed: [u8; 32], knows: Knows },
    /// [`Command::SwapCard`].
    SwapCard { round: RoundNumber, seed: [u8; 32], knows: Knows },
    /// [`Command::SwapWith`].
    SwapWith { round: RoundNumber, with: RoundNumber, knows: Knows },
    /// [`Command::AddPartner`].
    AddPartner { round: RoundNumber, person: PersonId, knows: Knows },
    /// [`Command::RevealVotes`].
    RevealVotes { tally: Vec<Tally> },
    /// [`Command::Reopen`]; the workshop's actions may have been changed in the team's list meanwhile.
    Reopen { actions: Vec<Action> },
}

impl From<ServerCommand> for Command {
    fn from(command: ServerCommand) -> Self {
        Self::Server(command)
    }
}

/// One of the actions that spread an awesome note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// Its id, made by the client.
    pub action: ActionId,
    /// Where the awesome thing is to come: one of the team's systems.
    pub system: SystemId,
    /// What will be done there.
    pub text: ActionText,
}
