//! Who may still do what, and see what, as time goes on: guests after the close, room screens, owners who are ones no more or were
//! removed. A command of the table has a row here, too.

use std::collections::BTreeSet;

use axum::http::Method;
use domain::workshop::{Clock, Command, TimeCommand};
use serde_json::json;
use testkit::client::Client;
use testkit::live::{Live, Outcome};

use crate::scene::{Scene, Stage, World};
use crate::table::TABLE;
use crate::visitors::{paired, screen_page};

/// A command, and what comes of it when a guest gives it on the day after the close.
struct Row(&'static str, &'static str);

const GONE: Option<u16> = Some(4403);
const SIGNED_OUT: Option<u16> = Some(4401);

#[tokio::test]
async fn guests_may_do_nothing_after_the_close() {
    let world = World::new().await;
    let scene = world.scene(Stage::Closed).await;
    let mut page = scene.page(scene.guest(), "face=seat").await;
    let before = scene.state().await;
    let mut wrong = Vec::new();
    for name in commands() {
        let answer = give(&mut page, &scene, scene.guest(), name).await;
        if ROWS.iter().find(|row| row.0 == name).is_none_or(|row| row.1 != answer) {
            wrong.push(format!("Row({name:?}, {answer:?}),"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(scene.state().await, before);
    world.app.clock.forward_minutes(Clock::VISITORS_AFTER);
    assert_eq!(page.end().await.1, GONE);
}

#[test]
fn every_command_states_it() {
    assert_eq!(commands(), ROWS.iter().map(|row| row.0).collect());
}

#[tokio::test]
async fn a_screen_may_do_nothing_before_and_after_the_close() {
    let world = World::new().await;
    let scene = world.scene(Stage::Reflecting).await;
    let screen = paired(&scene).await;
    let mut page = screen_page(&scene, &screen).await.unwrap();
    for _ in 0..2 {
        for name in commands() {
            assert_eq!(give(&mut page, &scene, &world.member, name).await, "not_allowed", "{name}");
        }
        if scene.state().await.phase != domain::workshop::Phase::Closed {
            scene.does(&world.facilitator, [Command::Time(TimeCommand::Close)]).await;
        }
    }
    world.app.clock.forward_minutes(Clock::VISITORS_AFTER);
    assert_eq!(page.end().await.1, GONE);
    assert_eq!(screen_page(&scene, &screen).await.err(), Some(404));
}

/// Who was an owner gets what their role gets on a new page, and nothing on any page once they are removed; in whatever stage.
#[tokio::test]
async fn former_owners_are_what_they_are_now() {
    for stage in [Stage::Open, Stage::Closed] {
        let world = World::new().await;
        let scene = world.scene(stage).await;
        let path = format!("/api/teams/{}/members/{}", world.owner.team(), world.member.person());
        let _ = world.owner.patch(&path, &json!({ "role": "owner" })).await.expect(200);
        let mut page = scene.page(&world.member, "face=seat").await;
        let lobby = if stage == Stage::Open { "accepted" } else { "wrong_phase" };
        assert_eq!(give(&mut page, &scene, &world.member, "set_lobby").await, lobby);
        let _ = world.owner.patch(&path, &json!({ "role": "member" })).await.expect(200);
        assert_eq!(page.end().await.1, SIGNED_OUT, "{stage:?}");
        let mut page = scene.page(&world.member, "face=seat").await;
        assert_eq!(give(&mut page, &scene, &world.member, "set_lobby").await, "not_allowed");
        let _ = world.owner.send(Method::DELETE, &path, None).await.expect(204);
        assert_eq!(page.end().await.1, SIGNED_OUT, "{stage:?}");
        for face in ["room", "desk", "bench", "sheet", "seat"] {
            assert_eq!(scene.try_page(&world.member, &format!("face={face}")).await.err(), Some(404), "{stage:?}");
        }
    }
}

/// The names of all commands.
fn commands() -> BTreeSet<&'static str> {
    TABLE.iter().map(|row| row.0).collect()
}

/// Gives a command as the table does, and returns its outcome in a word.
async fn give(page: &mut Live, scene: &Scene<'_>, who: &Client, name: &str) -> String {
    let row = TABLE.iter().find(|row| row.0 == name).unwrap();
    match page.command((row.3)(scene, who.person())).await.0 {
        Outcome::Accepted(_) => "accepted".into(),
        Outcome::Rejected(code) => code,
    }
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row("open", "not_allowed"),
    Row("join", "wrong_phase"),
    Row("show_opening", "not_allowed"),
    Row("leave", "wrong_phase"),
    Row("remove_person", "not_allowed"),
    Row("confirm_seat", "not_allowed"),
    Row("set_draws", "wrong_phase"),
    Row("hand_over_facilitator", "not_allowed"),
    Row("hand_over_scribe", "not_allowed"),
    Row("set_lobby", "not_allowed"),
    Row("admit", "not_allowed"),
    Row("admit_all", "not_allowed"),
    Row("send_away", "not_allowed"),
    Row("set_whereabouts", "wrong_phase"),
    Row("add_note_for", "not_allowed"),
    Row("place_card", "not_allowed"),
    Row("take_out_card", "not_allowed"),
    Row("pass_hat", "not_allowed"),
    Row("open_card", "not_allowed"),
    Row("return_card", "not_allowed"),
    Row("draw_card", "wrong_phase"),
    Row("swap_card", "not_allowed"),
    Row("swap_with", "not_allowed"),
    Row("drop_swap", "not_allowed"),
    Row("move_turn", "not_allowed"),
    Row("add_partner", "not_allowed"),
    Row("remove_partner", "not_allowed"),
    Row("draw_together", "not_allowed"),
    Row("hand_round", "not_allowed"),
    Row("reveal_evidence", "wrong_phase"),
    Row("give_hint", "not_allowed"),
    Row("say_stuck", "wrong_phase"),
    Row("clear_stuck", "wrong_phase"),
    Row("add_step", "wrong_phase"),
    Row("ask_colleague", "wrong_phase"),
    Row("answer_colleague", "not_allowed"),
    Row("edit_step", "wrong_phase"),
    Row("remove_step", "wrong_phase"),
    Row("restore_step", "wrong_phase"),
    Row("move_step", "wrong_phase"),
    Row("set_step_picture", "wrong_phase"),
    Row("show_step", "wrong_phase"),
    Row("hide_step", "wrong_phase"),
    Row("add_answer", "wrong_phase"),
    Row("edit_answer", "wrong_phase"),
    Row("remove_answer", "wrong_phase"),
    Row("restore_answer", "wrong_phase"),
    Row("add_note_from_step", "wrong_phase"),
    Row("add_note_from_answer", "wrong_phase"),
    Row("start_debrief", "not_allowed"),
    Row("finish_round", "not_allowed"),
    Row("add_note", "wrong_phase"),
    Row("edit_note", "wrong_phase"),
    Row("move_note", "wrong_phase"),
    Row("remove_note", "wrong_phase"),
    Row("restore_note", "wrong_phase"),
    Row("colour_note", "wrong_phase"),
    Row("group_note", "wrong_phase"),
    Row("make_group", "wrong_phase"),
    Row("name_group", "wrong_phase"),
    Row("move_group", "wrong_phase"),
    Row("remove_group", "wrong_phase"),
    Row("restore_group", "wrong_phase"),
    Row("set_privacy", "not_allowed"),
    Row("reveal_notes", "not_allowed"),
    Row("open_voting", "not_allowed"),
    Row("vote", "wrong_phase"),
    Row("reveal_votes", "not_allowed"),
    Row("cancel_voting", "not_allowed"),
    Row("pause", "not_allowed"),
    Row("resume", "not_allowed"),
    Row("extend", "not_allowed"),
    Row("shorten_reflection", "not_allowed"),
    Row("start_reflection", "not_allowed"),
    Row("resume_rounds", "not_allowed"),
    Row("commit_action", "not_allowed"),
    Row("spread_note", "not_allowed"),
    Row("edit_action", "not_allowed"),
    Row("review_action", "not_allowed"),
    Row("remove_action", "not_allowed"),
    Row("restore_action", "not_allowed"),
    Row("close", "not_allowed"),
    Row("reopen", "not_allowed"),
];
