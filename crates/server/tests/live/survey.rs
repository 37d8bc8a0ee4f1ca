//! The monthly question, asked in the room at the end of a workshop.

use api::entity::Entity;
use api::live::ServerMessage;
use api::survey_setup::OpenRound;
use serde_json::json;
use testkit::survey::ballot;

use crate::scene::{Stage, World};

#[tokio::test]
async fn the_room_stops_asking_when_everybody_has_answered() {
    let world = World::new().await;
    let scene = world.scene(Stage::Reflecting).await;
    let mut page = scene.page(&world.member, "face=room").await;
    let ask = format!("/api/workshops/{}/survey", scene.workshop);
    let round: OpenRound = world.facilitator.post(&ask, &json!({})).await.expect(201).json();
    let _ = page.until(|message| asks(message) == Some(true)).await;

    let people = [&world.owner, &world.facilitator, &world.scribe, &world.investigator, &world.member, &world.third];
    assert_eq!(round.invited, 6);
    for person in people {
        let ballot = ballot(person, round.id, 4, None).await;
        let _ = world.app.client().send_ballot(round.id, &ballot.bytes()).await.expect(202);
    }
    let around = &world.app.app.hub.state(scene.workshop).await.unwrap().around;
    assert_eq!(around.survey, None, "the last ballot closed the round");
    let _ = page.until(|message| asks(message) == Some(false)).await;
}

/// Whether the room asks the question, if a message shows it.
fn asks(message: &ServerMessage) -> Option<bool> {
    let (ServerMessage::Snapshot { entities, .. } | ServerMessage::Changes { upsert: entities, .. }) = message else {
        return None;
    };
    entities.iter().find_map(|entity| match entity {
        Entity::Workshop(workshop) => Some(workshop.survey.is_some()),
        _ => None,
    })
}
