//! Permissions over time: guests after the close, room screens, former owners and removed members.

use std::collections::BTreeSet;

use axum::http::Method;
use domain::workshop::{Clock, Command, TimeCommand};
use serde_json::json;
use testkit::client::Client;
use testkit::live::{CommandOutcome, Live};

use crate::scene::{Scene, Stage, World};
use crate::table::{ABOVE, Row, TABLE};
use crate::visitors::{paired, screen_page};

const GONE: Option<u16> = Some(4403);
const SIGNED_OUT: Option<u16> = Some(4401);

#[tokio::test]
async fn guests_cannot_act_after_the_close() {
    let world = World::new().await;
    let scene = world.scene(Stage::Closed).await;
    let mut page = scene.page(scene.guest(), "face=seat").await;
    let before = scene.state().await;
    let mut wrong = Vec::new();
    for row in commands() {
        let answer = give(&mut page, &scene, scene.guest(), row.0).await;
        if answer != row.5 {
            wrong.push(format!("{}: {answer}", row.0));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(scene.state().await, before);
    world.app.clock.forward_minutes(Clock::VISITORS_AFTER);
    assert_eq!(page.end().await.1, GONE);
}

#[test]
fn every_command_states_its_later_permissions_once() {
    let mut seen = BTreeSet::new();
    for row in TABLE {
        assert_eq!(seen.insert(row.0), row.5 != ABOVE, "{}", row.0);
    }
}

#[tokio::test]
async fn a_screen_cannot_act_before_or_after_the_close() {
    let world = World::new().await;
    let scene = world.scene(Stage::Reflecting).await;
    let screen = paired(&scene).await;
    let mut page = screen_page(&scene, &screen).await.unwrap();
    for _ in 0..2 {
        for row in commands() {
            assert_eq!(give(&mut page, &scene, &world.member, row.0).await, "not_allowed", "{}", row.0);
        }
        if scene.state().await.phase != domain::workshop::Phase::Closed {
            scene.execute(&world.facilitator, [Command::Time(TimeCommand::Close)]).await;
        }
    }
    world.app.clock.forward_minutes(Clock::VISITORS_AFTER);
    assert_eq!(page.end().await.1, GONE);
    assert_eq!(screen_page(&scene, &screen).await.err(), Some(404));
}

/// In every stage, a former owner has the rights of their current role on a new page, and none once they are removed.
#[tokio::test]
async fn former_owners_have_only_their_current_role() {
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

/// The first row of each command.
fn commands() -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(|row| row.5 != ABOVE)
}

/// Sends a command as the table does, and returns its outcome in a word.
async fn give(page: &mut Live, scene: &Scene<'_>, who: &Client, name: &str) -> String {
    let row = TABLE.iter().find(|row| row.0 == name).unwrap();
    match page.command((row.3)(scene, who.person())).await.0 {
        CommandOutcome::Accepted(_) => "accepted".into(),
        CommandOutcome::Rejected(code) => code,
    }
}
