//! Who may do what in a live workshop: every command, given by everybody over a socket of their own.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use api::live::{Command, Spread};
use axum::http::Method;
use domain::id::{ActionId, AnswerId, GroupId, NoteId, PersonId, StepId};
use domain::workshop::{
    ActionStatus, DebriefQuestion, NoteColour, OpeningPart, Outcome, Priority, StepKind, Wall, Whereabouts,
};
use futures_util::future::join_all;
use testkit::client::Client;
use testkit::live::{Outcome as Answer, new_id};

use crate::scene::{Scene, Stage, World};

const ROLES: [&str; 6] = ["owner", "facilitator", "scribe", "investigator", "member", "guest"];

/// What is done, about what, where the workshop stands, the command, and what comes of it for each of [`ROLES`].
struct Row(&'static str, &'static str, Stage, fn(&Scene, PersonId) -> Command, [&'static str; 6]);

/// It is done.
const Y: &str = "accepted";
/// They may not.
const N: &str = "not_allowed";
/// They have not come in.
const J: &str = "not_joined";
/// Not while the workshop stands where it does.
const W: &str = "wrong_phase";
/// They have no seat, and so not even a socket.
const X: &str = "401";

use Stage::{Closed, Dealt, Debriefing, Doors, Investigating, Open, Planned, Reflecting};

const FACILITATOR_OR_OWNER: [&str; 6] = [Y, Y, N, N, N, N];
const FACILITATOR: [&str; 6] = [N, Y, N, N, N, N];
const HOLDER: [&str; 6] = [N, Y, N, Y, N, N];
const WRITER: [&str; 6] = [N, Y, Y, Y, N, N];
const SCRIBES: [&str; 6] = [N, Y, Y, N, N, N];
const MEMBERS: [&str; 6] = [Y, Y, Y, Y, Y, N];
const ALL: [&str; 6] = [Y; 6];

const TABLE: &[Row] = &[
    Row("open", "", Planned, |_, _| Command::Open, [Y, Y, N, N, N, X]),
    Row("open", "again", Open, |_, _| Command::Open, [W, W, N, N, N, N]),
    Row("join", "", Doors, |_, _| Command::Join, ALL),
    Row("join", "before the doors are open", Planned, |_, _| Command::Join, [W, W, W, W, W, X]),
    Row("show_opening", "", Open, |_, _| Command::ShowOpening { part: OpeningPart::Rules }, FACILITATOR),
    Row("leave", "", Investigating, |_, _| Command::Leave, [Y, "rule", Y, Y, Y, Y]),
    Row("remove_person", "", Open, |s, _| Command::RemovePerson { person: s.world.third.person() }, FACILITATOR),
    Row("confirm_seat", "", Open, |s, _| Command::ConfirmSeat { guest: s.claimant }, FACILITATOR),
    Row("set_draws", "their own", Open, |_, me| Command::SetDraws { person: me, draws: true }, ALL),
    Row("set_draws", "others'", Open, |s, _| set_draws(s.world.third.person()), FACILITATOR),
    Row("hand_over_facilitator", "", Investigating, |s, _| hand_over(s), FACILITATOR_OR_OWNER),
    Row("hand_over_facilitator", "", Planned, |s, _| hand_over(s), [Y, Y, N, N, N, X]),
    Row("hand_over_scribe", "", Investigating, |_, _| Command::HandOverScribe { to: None }, [Y, Y, Y, N, N, N]),
    Row("set_lobby", "", Open, |_, _| Command::SetLobby { on: true }, FACILITATOR_OR_OWNER),
    Row("admit", "nobody waits", Open, |s, _| Command::Admit { person: s.claimant }, [N, "not_found", N, N, N, N]),
    Row("admit_all", "", Open, |_, _| Command::AdmitAll, FACILITATOR),
    Row("send_away", "nobody waits", Open, |s, _| send_away(s), [N, "not_found", N, N, N, N]),
    Row("set_whereabouts", "their own", Open, |_, me| whereabouts(me), ALL),
    Row("set_whereabouts", "others'", Open, |s, _| whereabouts(s.world.third.person()), FACILITATOR),
    Row("add_note_for", "who has a device", Open, |s, _| add_note_for(s), [N, "rule", N, N, N, N]),
    Row("place_card", "", Open, |s, _| Command::PlaceCard { scenario: s.world.cards[4] }, FACILITATOR_OR_OWNER),
    Row("place_card", "", Planned, |s, _| Command::PlaceCard { scenario: s.world.cards[4] }, [Y, Y, N, N, N, X]),
    Row("take_out_card", "", Open, |s, _| Command::TakeOutCard { scenario: s.world.cards[0] }, FACILITATOR_OR_OWNER),
    Row("pass_hat", "", Open, |_, _| Command::PassHat, FACILITATOR),
    Row("open_card", "whose turn it is", Dealt, |_, _| Command::OpenCard { round: 2 }, HOLDER),
    Row("open_card", "before its turn", Dealt, |_, _| Command::OpenCard { round: 3 }, [N, "rule", N, N, N, N]),
    Row("return_card", "", Dealt, |_, _| Command::ReturnCard { round: 2 }, HOLDER),
    Row(
        "draw_card",
        "their own",
        Dealt,
        |_, me| Command::DrawCard { person: me },
        ["rule", Y, "rule", "rule", "rule", "rule"],
    ),
    Row(
        "draw_card",
        "for others",
        Dealt,
        |s, _| Command::DrawCard { person: s.world.third.person() },
        [N, "rule", N, N, N, N],
    ),
    Row("swap_card", "", Dealt, |_, _| Command::SwapCard { round: 2 }, HOLDER),
    Row("swap_with", "", Dealt, |_, _| Command::SwapWith { round: 2, with: 3 }, HOLDER),
    Row("drop_swap", "", Dealt, |_, _| Command::DropSwap { round: 2 }, HOLDER),
    Row("move_turn", "", Dealt, |_, _| Command::MoveTurn { round: 3, before: Some(2) }, FACILITATOR),
    Row("add_partner", "", Investigating, |s, _| add_partner(s), HOLDER),
    Row("remove_partner", "", Investigating, |s, _| remove_partner(s), HOLDER),
    Row("draw_together", "", Open, |s, _| draw_together(s), FACILITATOR),
    Row(
        "hand_round",
        "",
        Investigating,
        |s, _| Command::HandRound { round: 2, to: s.world.third.person() },
        FACILITATOR,
    ),
    Row("return_card", "Thea's", Investigating, |_, _| Command::ReturnCard { round: 3 }, FACILITATOR),
    Row("reveal_evidence", "the next", Investigating, |_, _| reveal(None), HOLDER),
    Row("reveal_evidence", "of the back", Investigating, |_, _| reveal(Some("graph")), HOLDER),
    Row("reveal_evidence", "to be asked for", Investigating, |_, _| reveal(Some("letters")), FACILITATOR),
    Row("reveal_evidence", "before its time", Investigating, |_, _| reveal(Some("call")), FACILITATOR),
    Row("give_hint", "", Investigating, |_, _| Command::GiveHint { round: 2, hint: 0 }, FACILITATOR),
    Row("say_stuck", "", Investigating, |_, _| Command::SayStuck { round: 2 }, [N, N, N, Y, N, N]),
    Row("clear_stuck", "", Investigating, |_, _| Command::ClearStuck { round: 2 }, HOLDER),
    Row("add_step", "", Investigating, |_, _| add_step(), WRITER),
    Row("add_step", "without having come in", Doors, |_, _| add_step(), [W; 6]),
    Row("ask_colleague", "", Investigating, |_, _| ask_colleague(), WRITER),
    Row("answer_colleague", "", Investigating, |s, _| answer(s.question), FACILITATOR),
    Row("edit_step", "", Investigating, |s, _| edit_step(s.steps[0]), WRITER),
    Row("remove_step", "", Investigating, |s, _| Command::RemoveStep { step: s.steps[0] }, WRITER),
    Row("restore_step", "", Investigating, |s, _| Command::RestoreStep { step: s.steps[1] }, WRITER),
    Row("move_step", "", Investigating, |s, _| Command::MoveStep { step: s.steps[0], after: None }, WRITER),
    Row("set_step_picture", "off", Investigating, |s, _| no_picture(s.steps[0]), WRITER),
    Row("set_step_picture", "that is not there", Investigating, |s, _| lost_picture(s.steps[0]), ["not_found"; 6]),
    Row("show_step", "", Investigating, |s, _| Command::ShowStep { step: s.steps[0] }, WRITER),
    Row("hide_step", "", Investigating, |s, _| Command::HideStep { step: s.steps[0] }, WRITER),
    Row("add_answer", "", Debriefing, |_, _| add_answer(), ALL),
    Row("add_answer", "before the debrief", Investigating, |_, _| add_answer(), ["rule"; 6]),
    Row("add_answer", "without having come in", Doors, |_, _| add_answer(), [J; 6]),
    Row("edit_answer", "the scribe's", Debriefing, |s, _| edit_answer(s.answers[0]), [N, Y, Y, N, N, N]),
    Row("remove_answer", "the scribe's", Debriefing, |s, _| Command::RemoveAnswer { answer: s.answers[0] }, SCRIBES),
    Row("restore_answer", "the scribe's", Debriefing, |s, _| Command::RestoreAnswer { answer: s.answers[1] }, SCRIBES),
    Row("add_note_from_step", "", Investigating, |s, _| note_from_step(s.steps[0]), ALL),
    Row("add_note_from_answer", "", Debriefing, |s, _| note_from_answer(s.answers[0]), ALL),
    Row("start_debrief", "", Investigating, |_, _| Command::StartDebrief { round: 2 }, HOLDER),
    Row("finish_round", "", Debriefing, |_, _| finish(2), HOLDER),
    Row("finish_round", "Thea's", Debriefing, |_, _| finish(3), [N, "rule", N, N, N, N]),
    Row("add_note", "", Investigating, |_, _| add_note(), ALL),
    Row("add_note", "without having come in", Doors, |_, _| add_note(), [J; 6]),
    Row("edit_note", "the member's", Open, |s, _| edit_note(s.notes[0]), [N, Y, N, N, Y, N]),
    Row("edit_note", "the guest's", Open, |s, _| edit_note(s.guest_notes[0]), [N, Y, N, N, N, Y]),
    Row("move_note", "the member's", Open, |s, _| move_note(s.notes[0]), [N, Y, N, N, Y, N]),
    Row("move_note", "the guest's", Open, |s, _| move_note(s.guest_notes[0]), [N, Y, N, N, N, Y]),
    Row(
        "remove_note",
        "the member's",
        Open,
        |s, _| Command::RemoveNote { note: s.notes[0], token: None },
        [N, Y, N, N, Y, N],
    ),
    Row(
        "remove_note",
        "the guest's",
        Open,
        |s, _| Command::RemoveNote { note: s.guest_notes[0], token: None },
        [N, Y, N, N, N, Y],
    ),
    Row(
        "restore_note",
        "the member's",
        Open,
        |s, _| Command::RestoreNote { note: s.notes[1], token: None },
        [N, Y, N, N, Y, N],
    ),
    Row("restore_note", "the guest's", Open, |s, _| restore_note(s.guest_notes[1]), [N, Y, N, N, N, Y]),
    Row("move_note", "the member's, in reflection", Reflecting, |s, _| move_note(s.notes[0]), MEMBERS),
    Row("colour_note", "the member's", Open, |s, _| colour_note(s.notes[0]), [N, Y, N, N, Y, N]),
    Row("colour_note", "the guest's, in reflection", Reflecting, |s, _| colour_note(s.guest_notes[0]), ALL),
    Row("group_note", "the member's", Open, |s, _| group_note(s.notes[0], s.group), [N, Y, N, N, Y, N]),
    Row("group_note", "the member's, in reflection", Reflecting, |s, _| group_note(s.notes[0], s.group), MEMBERS),
    Row("make_group", "", Open, |s, _| make_group(s.notes[0]), FACILITATOR),
    Row("make_group", "in reflection", Reflecting, |s, _| make_group(s.notes[0]), MEMBERS),
    Row("name_group", "in reflection", Reflecting, |s, _| name_group(s.group), MEMBERS),
    Row("move_group", "in reflection", Reflecting, |s, _| move_group(s.group), MEMBERS),
    Row("remove_group", "", Open, |s, _| Command::RemoveGroup { group: s.group }, FACILITATOR),
    Row("remove_group", "in reflection", Reflecting, |s, _| Command::RemoveGroup { group: s.group }, MEMBERS),
    Row("restore_group", "in reflection", Reflecting, |s, _| Command::RestoreGroup { group: s.group }, MEMBERS),
    Row("set_privacy", "", Planned, |_, _| Command::SetPrivacy { private: true }, [Y, Y, N, N, N, X]),
    Row("set_privacy", "", Open, |_, _| Command::SetPrivacy { private: true }, FACILITATOR_OR_OWNER),
    Row("reveal_notes", "", Open, |_, _| Command::RevealNotes { wall: None }, FACILITATOR),
    Row("open_voting", "", Open, |_, _| Command::OpenVoting { cap: 3 }, FACILITATOR),
    Row("vote", "", Reflecting, |s, _| Command::Vote { note: s.notes[0], on: true }, ALL),
    Row("vote", "before the vote", Open, |s, _| Command::Vote { note: s.notes[0], on: true }, ["rule"; 6]),
    Row("reveal_votes", "", Reflecting, |_, _| Command::RevealVotes, FACILITATOR),
    Row("cancel_voting", "", Reflecting, |_, _| Command::CancelVoting, FACILITATOR),
    Row("pause", "", Investigating, |_, _| Command::Pause, FACILITATOR),
    Row("resume", "", Investigating, |_, _| Command::Resume, FACILITATOR),
    Row("extend", "", Investigating, |_, _| Command::Extend { minutes: 10 }, FACILITATOR),
    Row("shorten_reflection", "", Investigating, |_, _| Command::ShortenReflection { minutes: 10 }, FACILITATOR),
    Row("start_reflection", "", Investigating, |_, _| Command::StartReflection, FACILITATOR),
    Row("resume_rounds", "", Reflecting, |_, _| Command::ResumeRounds, FACILITATOR),
    Row("commit_action", "", Reflecting, |_, _| commit_action(), MEMBERS),
    Row("commit_action", "before reflection", Open, |_, _| commit_action(), [W, W, W, W, W, N]),
    Row("spread_note", "", Reflecting, |s, _| spread(s), MEMBERS),
    Row("spread_note", "before reflection", Open, |s, _| spread(s), [W, W, W, W, W, N]),
    Row("edit_action", "", Reflecting, |s, _| edit_action(s.actions[0]), MEMBERS),
    Row("review_action", "", Reflecting, |s, _| review(s.actions[0]), MEMBERS),
    Row("remove_action", "", Reflecting, |s, _| Command::RemoveAction { action: s.actions[0] }, MEMBERS),
    Row("restore_action", "", Reflecting, |s, _| Command::RestoreAction { action: s.actions[1] }, MEMBERS),
    Row("close", "", Reflecting, |_, _| Command::Close, FACILITATOR),
    Row("close", "before reflection", Investigating, |_, _| Command::Close, [N, W, N, N, N, N]),
    Row("reopen", "", Closed, |_, _| Command::Reopen, FACILITATOR),
    Row("reopen", "before it is closed", Reflecting, |_, _| Command::Reopen, [N, W, N, N, N, N]),
];

#[tokio::test]
async fn everybody_may_what_the_table_says() {
    let world = World::new().await;
    let mut table = String::new();
    let mut wrong = 0;
    for row in TABLE {
        let Row(name, about, stage, _, expected) = row;
        let _ = write!(table, "{:24}{about:24}{stage:?}:", name);
        let answers = join_all(ROLES.map(|role| call(&world, row, role))).await;
        for ((role, expected), answer) in ROLES.into_iter().zip(expected).zip(answers) {
            let _ = write!(table, " {role} {answer}");
            if answer != *expected {
                let _ = write!(table, " (NOT {expected})");
                wrong += 1;
            }
        }
        table.push('\n');
    }
    assert_eq!(wrong, 0, "who may do what:\n{table}");
}

#[test]
fn every_command_has_a_row() {
    let openapi = serde_json::to_value(server::openapi()).unwrap();
    let variants = openapi["components"]["schemas"]["Command"]["oneOf"].as_array().unwrap();
    let name = |variant: &serde_json::Value| variant["properties"]["do"]["enum"][0].as_str().unwrap().to_owned();
    let commands: BTreeSet<String> = variants.iter().map(name).collect();
    let rows: BTreeSet<String> = TABLE.iter().map(|row| row.0.to_owned()).collect();
    assert!(commands.len() > 30, "{commands:?}");
    assert_eq!(commands, rows, "commands of the description and rows of the table");
}

/// Whoever has no seat gets no socket, on any face.
#[tokio::test]
async fn strangers_cannot_connect() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let stranger = world.app.member(&world.owner, "Otto").await;
    let left = format!("/api/teams/{}/members/{}", world.owner.team(), stranger.person());
    let _ = stranger.send(Method::DELETE, &left, None).await.expect(204);
    let _ = stranger.post("/api/teams", &serde_json::json!({ "name": "Elsewhere" })).await.expect(201);
    let elsewhere = world.scene(Stage::Doors).await;
    let check = async |who: &str, client: &Client, status: u16| {
        for face in ["room", "desk", "bench", "sheet", "seat"] {
            let query = format!("face={face}&since=1&audience=desk");
            let refused = scene.try_page(client, &query).await.err();
            assert_eq!(refused, Some(status), "{who} on {face}");
        }
    };
    check("someone of another team", &stranger, 404).await;
    check("a guest of another workshop", elsewhere.guest(), 401).await;
    check("nobody", &world.app.client(), 401).await;
    for query in ["", "face=cellar", "face=seat&since=-1"] {
        assert_eq!(scene.try_page(&world.member, query).await.err(), Some(400), "{query:?}");
    }
}

/// Gives a row's command as somebody, and checks that a refusal changes nothing.
async fn call(world: &World, row: &Row, role: &str) -> String {
    let Row(name, _, stage, command, _) = row;
    let scene = world.scene(*stage).await;
    let nobody = world.app.client();
    let who = match role {
        "owner" => &world.owner,
        "facilitator" => &world.facilitator,
        "scribe" => &world.scribe,
        "investigator" => &world.investigator,
        "member" => &world.member,
        _ => scene.guest.as_ref().unwrap_or(&nobody),
    };
    let mut page = match scene.try_page(who, "face=seat").await {
        Ok(page) => page,
        Err(status) => return status.to_string(),
    };
    let command = command(&scene, who.person());
    assert_eq!(serde_json::to_value(&command).unwrap()["do"], *name, "the row's command is another one");
    let before = scene.state().await;
    match page.command(command).await.0 {
        Answer::Accepted(_) => Y.to_owned(),
        Answer::Rejected(code) => {
            assert_eq!(scene.state().await, before, "{name}: a refusal changes nothing");
            code
        }
    }
}

fn set_draws(person: PersonId) -> Command {
    Command::SetDraws { person, draws: false }
}

fn send_away(scene: &Scene) -> Command {
    Command::SendAway { person: scene.claimant }
}

fn whereabouts(person: PersonId) -> Command {
    Command::SetWhereabouts { person, whereabouts: Whereabouts::Remote }
}

fn add_note_for(scene: &Scene) -> Command {
    let (person, note) = (scene.world.third.person(), NoteId(new_id()));
    Command::AddNoteFor { person, note, wall: Wall::Awesome, text: "said aloud".into(), round: None }
}

fn hand_over(scene: &Scene) -> Command {
    Command::HandOverFacilitator { to: scene.world.member.person() }
}

fn reveal(evidence: Option<&str>) -> Command {
    Command::RevealEvidence { round: 2, evidence: evidence.map(str::to_owned) }
}

fn add_step() -> Command {
    Command::AddStep { step: StepId(new_id()), round: 2, kind: StepKind::Did, text: "restarted it".into() }
}

fn ask_colleague() -> Command {
    Command::AskColleague { step: StepId(new_id()), round: 2, colleague: "Renee".into(), text: "Since when?".into() }
}

fn answer(step: StepId) -> Command {
    Command::AnswerColleague { step, text: "Since Monday".into() }
}

fn edit_step(step: StepId) -> Command {
    Command::EditStep { step, kind: StepKind::Found, text: "found it".into(), revision: 0 }
}

fn no_picture(step: StepId) -> Command {
    Command::SetStepPicture { step, picture: None }
}

fn lost_picture(step: StepId) -> Command {
    Command::SetStepPicture { step, picture: Some("0f".repeat(32)) }
}

fn add_answer() -> Command {
    let question = DebriefQuestion::Alarm;
    Command::AddAnswer { answer: AnswerId(new_id()), round: 2, question, step: None, text: "None came".into() }
}

fn edit_answer(answer: AnswerId) -> Command {
    Command::EditAnswer { answer, text: "said better".into(), revision: 0 }
}

fn note_from_step(step: StepId) -> Command {
    Command::AddNoteFromStep { note: NoteId(new_id()), wall: Wall::Crappy, text: "four minutes".into(), step }
}

fn note_from_answer(answer: AnswerId) -> Command {
    Command::AddNoteFromAnswer { note: NoteId(new_id()), wall: Wall::Actions, text: "index it".into(), answer }
}

fn add_partner(scene: &Scene) -> Command {
    Command::AddPartner { round: 2, person: scene.world.third.person() }
}

fn remove_partner(scene: &Scene) -> Command {
    Command::RemovePartner { round: 2, person: scene.world.third.person() }
}

fn draw_together(scene: &Scene) -> Command {
    Command::DrawTogether { person: scene.world.third.person(), with: Some(scene.world.facilitator.person()) }
}

fn finish(round: u32) -> Command {
    Command::FinishRound { round, outcome: Outcome::Parked }
}

fn add_note() -> Command {
    Command::AddNote { note: NoteId(new_id()), wall: Wall::Awesome, text: "a new one".into(), round: None, token: None }
}

fn edit_note(note: NoteId) -> Command {
    Command::EditNote { note, text: "said better".into(), revision: 0, token: None }
}

fn move_note(note: NoteId) -> Command {
    Command::MoveNote { note, wall: Wall::Actions, token: None }
}

fn colour_note(note: NoteId) -> Command {
    Command::ColourNote { note, colour: NoteColour::Deep, token: None }
}

fn group_note(note: NoteId, group: GroupId) -> Command {
    Command::GroupNote { note, group: Some(group), token: None }
}

fn make_group(note: NoteId) -> Command {
    Command::MakeGroup { group: GroupId(new_id()), title: None, notes: vec![note] }
}

fn name_group(group: GroupId) -> Command {
    Command::NameGroup { group, title: Some("Alarms".into()), revision: 0 }
}

fn move_group(group: GroupId) -> Command {
    Command::MoveGroup { group, wall: Wall::Awesome }
}

fn restore_note(note: NoteId) -> Command {
    Command::RestoreNote { note, token: None }
}

fn commit_action() -> Command {
    Command::CommitAction {
        action: ActionId(new_id()),
        text: "Alert on the queue's age".into(),
        owner: None,
        due: None,
        priority: Priority::High,
        impact: None,
        effort: None,
        system: None,
        notes: vec![],
    }
}

fn edit_action(action: ActionId) -> Command {
    Command::EditAction {
        action,
        text: "Link every runbook".into(),
        owner: None,
        due: None,
        priority: Priority::Low,
        impact: None,
        effort: None,
        system: None,
        notes: vec![],
        revision: 0,
    }
}

fn spread(scene: &Scene) -> Command {
    let spread = Spread { action: ActionId(new_id()), system: scene.world.system, text: "Replay there, too".into() };
    Command::SpreadNote { note: scene.praise, actions: vec![spread] }
}

fn review(action: ActionId) -> Command {
    Command::ReviewAction { action, status: ActionStatus::Done, reason: None }
}
