//! The flags that pages get, compared with what the server answers to the commands.

use api::live::{LivePermissions, ServerMessage};
use domain::id::{CommandId, NoteId, PersonId};
use domain::scenario::Release;
use domain::workshop::{
    ActionCommand, Command, DebriefCommand, HatCommand, ParticipantKind, PeopleCommand, Permissions, RoundCommand,
    RoundNumber, Scope, ServerCommand, StepCommand, TimeCommand, WallCommand, Workshop,
};
use serde_json::json;
use testkit::client::Client;
use testkit::live::{Live, new_id};

use crate::protocol::add_note;
use crate::scene::{Scene, Stage, World};

/// What a page's flags say of a command.
#[derive(Clone, Copy)]
pub(crate) enum Flag {
    /// It may, or may not, be sent now.
    Now(bool),
    /// It belongs to the desk, which this person has or has not; the phase is another question.
    Desk(bool),
    /// The pages show nothing of it by a flag.
    Nothing,
}

impl Flag {
    /// Whether the answer of the server is another one than the flag says.
    pub(crate) fn contradicts(self, answer: &str) -> bool {
        let forbidden = matches!(answer, "not_allowed" | "not_joined");
        match self {
            Self::Now(true) => forbidden || answer == "wrong_phase",
            Self::Desk(true) => forbidden,
            Self::Now(false) | Self::Desk(false) => answer == "accepted",
            Self::Nothing => false,
        }
    }
}

/// The flag for a command about what is there.
pub(crate) fn flag_for(command: &Command, may: LivePermissions, state: &Workshop, me: PersonId) -> Flag {
    let may = may.commands;
    let desk = Flag::Desk(may.facilitate);
    match command {
        Command::Time(TimeCommand::Open) => Flag::Now(may.open),
        Command::Time(TimeCommand::Reopen) => Flag::Now(may.reopen),
        Command::Time(_) => desk,
        Command::People(command) => flag_for_people(command, may, me),
        Command::Hat(command) => flag_for_hat(command, may, state, me),
        Command::Rounds(command) => flag_for_round(command, may, state, me),
        Command::Steps(command) => flag_for_step(command, may, state, me),
        Command::Debrief(DebriefCommand::AddAnswer { .. }) => Flag::Now(may.answers != Scope::None),
        Command::Debrief(
            DebriefCommand::EditAnswer { answer, .. }
            | DebriefCommand::RemoveAnswer { answer }
            | DebriefCommand::RestoreAnswer { answer },
        ) => Flag::Now(may.answers.includes(state.answers[answer].by == me)),
        Command::Debrief(DebriefCommand::WriteGuess { .. }) => Flag::Now(may.guess),
        // Everybody may withdraw their own until they see the cause.
        Command::Debrief(DebriefCommand::WithdrawGuess { .. }) => Flag::Nothing,
        Command::Debrief(DebriefCommand::AddNoteFromStep { .. } | DebriefCommand::AddNoteFromAnswer { .. }) => {
            Flag::Now(may.notes != Scope::None)
        }
        Command::Walls(command) => flag_for_wall(command, may, state, me),
        Command::Actions(ActionCommand::CommitAction { .. } | ActionCommand::SpreadNote { .. }) => {
            Flag::Now(may.commit)
        }
        Command::Actions(_) => Flag::Now(may.review),
        Command::Server(_) => Flag::Nothing,
    }
}

fn flag_for_people(command: &PeopleCommand, may: Permissions, me: PersonId) -> Flag {
    match command {
        PeopleCommand::Join => Flag::Now(may.join),
        PeopleCommand::SetDraws { person, .. } | PeopleCommand::SetWhereabouts { person, .. } if *person == me => {
            Flag::Now(may.place_self)
        }
        PeopleCommand::HandOverFacilitator { to } if *to == me => Flag::Now(may.take_over),
        PeopleCommand::HandOverScribe { .. } => Flag::Now(may.hand_over_scribe),
        // Owners may do these, too, but pages offer them only at the desk.
        PeopleCommand::HandOverFacilitator { .. } | PeopleCommand::SetLobby { .. } => Flag::Nothing,
        PeopleCommand::Leave => Flag::Nothing,
        PeopleCommand::RemovePerson { .. }
        | PeopleCommand::ConfirmSeat { .. }
        | PeopleCommand::SetDraws { .. }
        | PeopleCommand::SetWhereabouts { .. }
        | PeopleCommand::Admit { .. }
        | PeopleCommand::AdmitAll
        | PeopleCommand::SendAway { .. } => Flag::Desk(may.facilitate),
    }
}

fn is_held(state: &Workshop, number: RoundNumber, me: PersonId) -> bool {
    state.rounds.get(&number).is_some_and(|round| round.is_held_by(me))
}

fn flag_for_hat(command: &HatCommand, may: Permissions, state: &Workshop, me: PersonId) -> Flag {
    match command {
        // Owners may do these, too, but pages offer them only at the desk.
        HatCommand::PlaceCard { .. } | HatCommand::TakeOutCard { .. } => Flag::Nothing,
        HatCommand::DrawCard { person } if *person == me => Flag::Now(may.draw || may.facilitate),
        HatCommand::ReturnCard { round }
        | HatCommand::SwapCard { round }
        | HatCommand::SwapWith { round, .. }
        | HatCommand::DropSwap { round }
        | HatCommand::AddPartner { round, .. }
        | HatCommand::RemovePartner { round, .. } => Flag::Now(may.rounds.includes(is_held(state, *round, me))),
        HatCommand::OfferHat
        | HatCommand::PassHat
        | HatCommand::DrawCard { .. }
        | HatCommand::MoveTurn { .. }
        | HatCommand::DrawTogether { .. }
        | HatCommand::HandRound { .. } => Flag::Desk(may.facilitate),
    }
}

fn flag_for_round(command: &RoundCommand, may: Permissions, state: &Workshop, me: PersonId) -> Flag {
    match command {
        RoundCommand::OpenCard { round } => {
            let opens = state.openable_round().is_some_and(|next| next.number == *round);
            Flag::Now(opens && may.rounds.includes(is_held(state, *round, me)))
        }
        RoundCommand::RevealEvidence { round, evidence } => {
            let card = &state.cards[&state.rounds[round].scenario];
            let is_hidden = |id: &String| card.evidence.iter().any(|one| one.id == *id && one.release != Release::Back);
            if evidence.as_ref().is_some_and(is_hidden) {
                Flag::Desk(may.facilitate)
            } else {
                Flag::Now(may.rounds.includes(is_held(state, *round, me)))
            }
        }
        RoundCommand::ShowLarge { round, .. } => Flag::Now(may.steps.includes(is_held(state, *round, me))),
        RoundCommand::GiveHint { .. } => Flag::Desk(may.facilitate),
        // Only its holders are stuck with a card.
        RoundCommand::SayStuck { .. } => Flag::Nothing,
        RoundCommand::ClearStuck { round }
        | RoundCommand::StartDebrief { round }
        | RoundCommand::FinishRound { round, .. } => Flag::Now(may.rounds.includes(is_held(state, *round, me))),
    }
}

fn flag_for_step(command: &StepCommand, may: Permissions, state: &Workshop, me: PersonId) -> Flag {
    let round = match command {
        StepCommand::AddStep { round, .. } | StepCommand::AskColleague { round, .. } => *round,
        StepCommand::AnswerColleague { .. } => return Flag::Desk(may.facilitate),
        StepCommand::EditStep { step, .. }
        | StepCommand::RemoveStep { step }
        | StepCommand::RestoreStep { step }
        | StepCommand::MoveStep { step, .. }
        | StepCommand::SetStepPicture { step, .. }
        | StepCommand::ShowStep { step }
        | StepCommand::HideStep { step } => state.steps[step].round,
    };
    Flag::Now(may.steps.includes(is_held(state, round, me)))
}

fn flag_for_wall(command: &WallCommand, may: Permissions, state: &Workshop, me: PersonId) -> Flag {
    let is_own = |id: &NoteId| state.notes.get(id).is_some_and(|note| note.author == Some(me));
    match command {
        WallCommand::AddNote { .. } | WallCommand::Vote { .. } => Flag::Now(may.notes != Scope::None),
        WallCommand::EditNote { note, .. }
        | WallCommand::RemoveNote { note, .. }
        | WallCommand::RestoreNote { note, .. } => Flag::Now(may.notes.includes(is_own(note))),
        WallCommand::MoveNote { note, .. }
        | WallCommand::ColourNote { note, .. }
        | WallCommand::GroupNote { note, .. } => Flag::Now(may.arrange.includes(is_own(note))),
        WallCommand::MakeGroup { .. }
        | WallCommand::NameGroup { .. }
        | WallCommand::MoveGroup { .. }
        | WallCommand::RemoveGroup { .. }
        | WallCommand::RestoreGroup { .. } => Flag::Now(may.arrange == Scope::All),
        // Owners may do this, too, but pages offer it only at the desk.
        WallCommand::SetPrivacy { .. } => Flag::Nothing,
        WallCommand::AddNoteFor { .. }
        | WallCommand::RevealNotes { .. }
        | WallCommand::OpenVoting { .. }
        | WallCommand::RevealVotes
        | WallCommand::CancelVoting => Flag::Desk(may.facilitate),
    }
}

/// The flags in the first message of a page.
pub(crate) async fn welcome(page: &mut Live) -> LivePermissions {
    match page.next().await {
        Some(ServerMessage::Welcome { may, .. }) => may,
        other => panic!("the welcome comes first, not {other:?}"),
    }
}

/// The people of a scene by their roles.
fn people<'a>(scene: &'a Scene<'_>) -> [(&'static str, &'a Client); 6] {
    let world = scene.world;
    [
        ("owner", &world.owner),
        ("facilitator", &world.facilitator),
        ("scribe", &world.scribe),
        ("investigator", &world.investigator),
        ("member", &world.member),
        ("guest", scene.guest()),
    ]
}

#[tokio::test]
async fn a_page_gets_new_flags_before_the_change_that_brings_them() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let mut page = scene.page(&world.member, "face=seat").await;
    let before = welcome(&mut page).await;
    assert!(before.commands.review && !before.commands.commit, "{before:?}");
    scene.execute(&world.facilitator, [add_note(NoteId(new_id()), "changes no flag")]).await;
    scene.execute(&world.facilitator, [Command::Time(TimeCommand::Pause)]).await;
    scene.execute(&world.facilitator, [Command::Time(TimeCommand::StartReflection)]).await;
    let mut order = Vec::new();
    let after = loop {
        match page.next().await.unwrap() {
            ServerMessage::May { may } => break may,
            ServerMessage::Changes { version, .. } => order.push(version),
            _ => {}
        }
    };
    assert_eq!(order.len(), 2, "the note and the pause came without new flags");
    let ServerMessage::Changes { version, .. } = page.until(|m| matches!(m, ServerMessage::Changes { .. })).await
    else {
        unreachable!("it is a change")
    };
    assert_eq!(version, order[1] + 1);
    assert!(after.commands.commit && after.commands.arrange == Scope::All, "{after:?}");
}

#[tokio::test]
async fn people_before_the_door_and_screens_get_no_flag() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    scene.execute(&world.facilitator, [Command::People(PeopleCommand::SetLobby { on: true })]).await;
    let code = world.app.join_code(scene.workshop).await;
    let late = world.app.guest(&code, "Lara").await;
    let mut page = scene.page(&late, "face=seat").await;
    assert_eq!(welcome(&mut page).await, LivePermissions::default());
    let screen = crate::visitors::paired(&scene).await;
    let mut page = crate::visitors::screen_page(&scene, &screen).await.unwrap();
    assert_eq!(welcome(&mut page).await, LivePermissions::default());
}

/// What is not a row of the table of commands: asking the monthly question, taking a guest's seat, and taking the desk over.
#[tokio::test]
async fn the_other_flags_match_the_answers() {
    let world = World::new().await;
    let mut wrong = Vec::new();
    for stage in [Stage::Doors, Stage::Investigating, Stage::Reflecting, Stage::Closed] {
        for place in 0..6 {
            let scene = world.scene(stage).await;
            let (role, who) = people(&scene)[place];
            let mut page = scene.page(who, "face=seat").await;
            let may = welcome(&mut page).await;
            let mut check = |what: &str, flag: bool, done: bool| {
                if flag != done {
                    wrong.push(format!("{what}, {stage:?}, {role}"));
                }
            };
            let asked = who.post(&format!("/api/workshops/{}/survey", scene.workshop), &json!({})).await;
            let refused = matches!(asked.status.as_u16(), 401 | 403 | 404) || asked.text().contains("too_early");
            check("ask_survey", may.ask_survey, !refused);

            let guest = PersonId(new_id());
            let seat = ServerCommand::Seat { person: guest, kind: ParticipantKind::Guest, draws: false };
            let _ = scene.submit(scene.actor(&world.facilitator), CommandId(new_id()), vec![seat.into()]).await;
            let before = scene.state().await.facilitator;
            let _ = page.command(PeopleCommand::HandOverFacilitator { to: who.person() }.into()).await;
            check("take_over", may.commands.take_over, scene.state().await.facilitator != before);

            let take = ServerCommand::TakeSeat { from: guest, proven: true };
            let taken = scene.submit(scene.actor(who), CommandId(new_id()), vec![take.into()]).await;
            check("take_seat", may.commands.take_seat, taken.is_ok());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
