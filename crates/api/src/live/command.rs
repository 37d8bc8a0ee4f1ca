//! What a client can ask for.

use domain::id::{ActionId, AnswerId, GroupId, NoteId, PersonId, ScenarioId, StepId, SystemId};
use domain::workshop::{
    ActionStatus, DebriefQuestion, Level, NoteColour, OpeningPart, Outcome, Priority, StepKind, Wall, Whereabouts,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What can be done in a live workshop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the entities, documented there")]
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
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<u32>,
    },
    /// Let the hat go round.
    PassHat,
    /// Open the card whose turn it is.
    OpenCard { round: u32 },
    /// Put a sealed card back.
    ReturnCard { round: u32 },
    /// Draw a card from the hat while a lap runs, for whoever came late or put theirs back.
    DrawCard { person: PersonId },
    /// Put a sealed card back and draw another one.
    SwapCard { round: u32 },
    /// Swap sealed cards with another round: at once by the facilitator, else when both sides have asked.
    SwapWith { round: u32, with: u32 },
    /// Take a wish to swap back, or turn it down.
    DropSwap { round: u32 },
    /// Move a sealed card's turn before another's; without one, to the end.
    MoveTurn {
        round: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<u32>,
    },
    /// Let somebody hold a card with its holder; a sealed card of their own goes back into the hat.
    AddPartner { round: u32, person: PersonId },
    /// Let a partner go.
    RemovePartner { round: u32, person: PersonId },
    /// Let somebody draw with another person from now on; without one, alone again.
    DrawTogether {
        person: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<PersonId>,
    },
    /// Give an open card to somebody present.
    HandRound { round: u32, to: PersonId },
    /// Give out evidence; without a name, the next piece.
    RevealEvidence {
        round: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<String>,
    },
    /// Give a hint, by its place from 0.
    GiveHint { round: u32, hint: u16 },
    /// Ask for help, quietly.
    SayStuck { round: u32 },
    /// Note that help came.
    ClearStuck { round: u32 },
    /// Write a step.
    AddStep { step: StepId, round: u32, kind: StepKind, text: String },
    /// Ask a colleague.
    AskColleague { step: StepId, round: u32, colleague: String, text: String },
    /// Answer in a colleague's name.
    AnswerColleague { step: StepId, text: String },
    /// Change a step.
    EditStep { step: StepId, kind: StepKind, text: String, revision: u32 },
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
        picture: Option<String>,
    },
    /// Show a step to everybody, large, until something newer comes.
    ShowStep { step: StepId },
    /// Stop showing it.
    HideStep { step: StepId },
    /// Begin the talk about the open card.
    StartDebrief { round: u32 },
    /// End the round and pass the torch.
    FinishRound { round: u32, outcome: Outcome },
    /// Say something to a question of the debrief.
    AddAnswer {
        answer: AnswerId,
        round: u32,
        question: DebriefQuestion,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepId>,
        text: String,
    },
    /// Change an answer.
    EditAnswer { answer: AnswerId, text: String, revision: u32 },
    /// Take an answer away.
    RemoveAnswer { answer: AnswerId },
    /// Bring an answer back.
    RestoreAnswer { answer: AnswerId },
    /// Make a note of a step; it remembers its round and the step.
    AddNoteFromStep { note: NoteId, wall: Wall, text: String, step: StepId },
    /// Make a note of an answer; it remembers its round, the question and the step.
    AddNoteFromAnswer { note: NoteId, wall: Wall, text: String, answer: AnswerId },
    /// Put a note on a wall; with a token that nobody else has, unsigned: then nothing is kept of who wrote it, or when.
    /// The ids of such a note and of every command with its token are UUIDs of version 4, which carry no time.
    AddNote {
        note: NoteId,
        wall: Wall,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<u32>,
        /// 32 random bytes as 64 hexadecimal digits. Only its SHA-256 is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// Change a note's text. The token of an unsigned note stands for its author.
    EditNote {
        note: NoteId,
        text: String,
        revision: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// Move a note to another wall; it leaves its group.
    MoveNote {
        note: NoteId,
        wall: Wall,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// Give a note another paper.
    ColourNote {
        note: NoteId,
        colour: NoteColour,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// Put a note into a group, on the group's wall, or take it out of its group.
    GroupNote {
        note: NoteId,
        group: Option<GroupId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// Take a note off.
    RemoveNote {
        note: NoteId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// Bring a note back.
    RestoreNote {
        note: NoteId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// Put notes into a new group, on the wall of the first.
    MakeGroup {
        group: GroupId,
        /// 1 to 60 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        notes: Vec<NoteId>,
    },
    /// Change a group's title.
    NameGroup {
        group: GroupId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
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
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<PersonId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<String>,
        priority: Priority,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        impact: Option<Level>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effort: Option<Level>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        system: Option<SystemId>,
        notes: Vec<NoteId>,
    },
    /// Change a commitment.
    EditAction {
        action: ActionId,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<PersonId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<String>,
        priority: Priority,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        impact: Option<Level>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effort: Option<Level>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        system: Option<SystemId>,
        notes: Vec<NoteId>,
        revision: u32,
    },
    /// Make an action of an awesome note for each of these systems, 50 at most.
    SpreadNote { note: NoteId, actions: Vec<Spread> },
    /// Say where a commitment stands, and why if it is dropped.
    ReviewAction {
        action: ActionId,
        status: ActionStatus,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Take a commitment away.
    RemoveAction { action: ActionId },
    /// Bring a commitment back.
    RestoreAction { action: ActionId },
    /// End the workshop.
    Close,
    /// Open a workshop again, to reflect further, within a day of its closing.
    Reopen,
}

/// One of the actions that spread an awesome note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// Its id, made by the client.
    pub action: ActionId,
    /// Where the awesome thing is to come: one of the team's systems.
    pub system: SystemId,
    /// What will be done there, 1 to 280 characters.
    pub text: String,
}
