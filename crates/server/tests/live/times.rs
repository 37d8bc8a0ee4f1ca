//! The clock as pages see it: postponed, shortened, opened again.

use api::entity::{ClockView, Entity};
use api::live::ServerMessage;
use domain::workshop::{Command, OpeningPart, RoundCommand, RoundNumber, TimeCommand};
use testkit::live::{CommandOutcome, Live};

use crate::scene::{Scene, Stage, World};

/// The workshop's entity on a page that is opened now.
async fn received(scene: &Scene<'_>, page: &str) -> api::entity::WorkshopView {
    let mut page = scene.page(&scene.world.member, page).await;
    let first = page.until(|message| matches!(message, ServerMessage::Snapshot { .. })).await;
    let ServerMessage::Snapshot { entities, .. } = first else { unreachable!("that was waited for") };
    let found = entities.into_iter().find_map(|entity| match entity {
        Entity::Workshop(view) => Some(*view),
        _ => None,
    });
    found.unwrap()
}

async fn clock(scene: &Scene<'_>) -> ClockView {
    received(scene, "face=seat").await.clock.unwrap()
}

async fn desk(scene: &Scene<'_>) -> Live {
    scene.page(&scene.world.facilitator, "face=desk").await
}

#[tokio::test]
async fn every_page_sees_that_reflection_is_postponed() {
    let world = World::new().await;
    let scene = world.scene(Stage::Dealt).await;
    let mut desk = desk(&scene).await;
    let open = Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(2) });
    let before = clock(&scene).await;
    assert_eq!((before.reflection_at.as_str(), before.reflection_minutes), ("2026-11-23T11:10:00Z", 20));
    assert_eq!(before.grace_until, "2026-11-23T11:13:00Z");

    world.app.clock.forward_minutes(71);
    assert_eq!(desk.command(open.clone()).await.0, CommandOutcome::Rejected("reflection_time".into()));
    desk.execute(Command::Time(TimeCommand::ShortenReflection { minutes: 12 })).await;
    let shorter = clock(&scene).await;
    assert_eq!((shorter.reflection_at.as_str(), shorter.reflection_minutes), ("2026-11-23T11:18:00Z", 12));
    assert_eq!(shorter.ends_at, before.ends_at);
    desk.execute(open).await;

    desk.execute(Command::Time(TimeCommand::Extend { minutes: 10 })).await;
    let later = clock(&scene).await;
    assert_eq!(
        (later.reflection_at.as_str(), later.ends_at.as_str()),
        ("2026-11-23T11:28:00Z", "2026-11-23T11:40:00Z")
    );
    desk.execute(Command::Time(TimeCommand::StartReflection)).await;
    let report = world.owner.get(&format!("/api/workshops/{}/report.md", scene.workshop)).await.expect(200);
    assert!(report.text().contains("Reflection was shortened from 20 to 12 minutes."), "{}", report.text());
}

#[tokio::test]
async fn the_room_shows_the_same_part_of_the_opening_as_the_desk() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    let mut desk = desk(&scene).await;
    assert_eq!(received(&scene, "face=room").await.opening, OpeningPart::Arriving);
    desk.execute(Command::Time(TimeCommand::ShowOpening { part: OpeningPart::Rules })).await;
    assert_eq!(received(&scene, "face=room").await.opening, OpeningPart::Rules);
}

#[tokio::test]
async fn a_closed_workshop_shows_until_when_it_can_be_opened_again() {
    let world = World::new().await;
    let scene = world.scene(Stage::Closed).await;
    let closed = clock(&scene).await;
    assert_eq!(closed.reopen_until.as_deref(), Some("2026-11-24T10:00:00Z"));
    world.app.clock.forward_minutes(600);
    desk(&scene).await.execute(Command::Time(TimeCommand::Reopen)).await;
    let again = clock(&scene).await;
    assert_eq!((again.reopened_at.as_deref(), again.reopen_until), (Some("2026-11-23T20:00:00Z"), None));
    assert_eq!(again.ends_at, "2026-11-23T20:20:00Z");
    assert!(received(&scene, "face=room").await.join_code.is_some());
}
