//! The hat on a real server: what it avoids, what the store keeps for the next draw, and who sees it.

use api::entity::{Entity, KnownView, RoundView};
use api::live::ServerMessage;
use domain::id::ScenarioId;
use domain::workshop::{Command, Familiarity, HatCommand, RoundCommand, RoundNumber, RoundState, TimeCommand};
use serde_json::json;

use crate::scene::{Scene, Stage, World};

/// The rounds in messages.
fn rounds(messages: &[ServerMessage]) -> Vec<RoundView> {
    let entities = messages.iter().flat_map(|message| match message {
        ServerMessage::Changes { upsert: entities, .. } | ServerMessage::Snapshot { entities, .. } => &entities[..],
        _ => &[],
    });
    let rounds = entities.filter_map(|entity| match entity {
        Entity::Round(round) => Some(round.clone()),
        _ => None,
    });
    rounds.collect()
}

/// The hat goes round, asked for on the facilitator's desk.
async fn pass(scene: &Scene<'_>) -> Vec<RoundView> {
    let mut desk = scene.page(&scene.world.facilitator, "face=desk").await;
    let (_, messages) = desk.command(Command::Hat(HatCommand::PassHat)).await;
    rounds(&messages)
}

async fn handled(world: &World, card: ScenarioId, people: &serde_json::Value) {
    let path = format!("/api/teams/{}/scenarios/{card}/handlers", world.owner.team());
    let _ = world.owner.put(&path, &json!({ "people": people })).await.expect(200);
}

#[tokio::test]
async fn a_draw_avoids_people_who_wrote_handled_or_practised_a_card() {
    let world = World::new().await;
    let first = world.scene(Stage::Closed).await;
    let played = first.state().await;
    let done: Vec<_> = played.rounds.values().filter(|round| round.state == RoundState::Done).collect();
    assert_eq!(done.len(), 2);

    let knows = world.app.app.store.knows(world.owner.team()).await.unwrap();
    for round in &done {
        assert_eq!(knows.why(round.scenario, round.investigator), Some(Familiarity::Practised));
        assert_eq!(knows.why(round.scenario, world.owner.person()), Some(Familiarity::Wrote));
        assert_eq!(knows.why(round.scenario, world.third.person()), None);
    }
    let other = world.cards.iter().find(|card| done.iter().all(|round| round.scenario != **card)).unwrap();
    handled(&world, *other, &json!([world.third.person()])).await;
    for _ in 0..6 {
        let scene = world.scene(Stage::Open).await;
        assert!(pass(&scene).await.iter().all(|round| round.known.is_empty()));
        let state = scene.state().await;
        for round in state.rounds.values() {
            let known = done.iter().any(|d| (d.scenario, d.investigator) == (round.scenario, round.investigator));
            assert!(!known && (round.scenario, round.investigator) != (*other, world.third.person()), "{round:?}");
        }
    }
}

#[tokio::test]
async fn the_desk_and_the_holder_see_that_a_known_card_was_unavoidable() {
    let world = World::new().await;
    let scene = world.scene(Stage::Open).await;
    for card in &world.cards {
        handled(&world, *card, &json!([world.third.person(), world.investigator.person()])).await;
    }
    let mut seat = scene.page(&world.member, "face=seat").await;
    let mut thea = scene.page(&world.third, "face=seat").await;
    let passed = pass(&scene).await;
    let known: Vec<_> = passed.into_iter().flat_map(|round| round.known).collect();
    let why = Familiarity::Handled;
    let expected = [&world.investigator, &world.third].map(|who| KnownView { person: who.person(), why });
    assert_eq!(known, expected);

    let messages = seat.until(|message| !rounds(std::slice::from_ref(message)).is_empty()).await;
    assert!(rounds(&[messages]).iter().all(|round| round.known.is_empty()), "a seat does not see it");
    let own = |message: &ServerMessage| {
        let ServerMessage::Own { entities } = message else { return false };
        entities.iter().any(|entity| matches!(entity, Entity::Known(known) if (&*known.id, known.why) == ("3", why)))
    };
    let _ = thea.until(own).await;
    let nothing = Command::Hat(HatCommand::DropSwap { round: RoundNumber(9) });
    let (_, messages) = seat.command(nothing).await;
    assert!(!messages.iter().any(own), "only the holder sees their own");
}

#[tokio::test]
async fn people_who_share_a_card_share_its_rights_and_its_turn() {
    let world = World::new().await;
    let scene = world.scene(Stage::Dealt).await;
    let mut ines = scene.page(&world.investigator, "face=seat").await;
    ines.execute(Command::Hat(HatCommand::AddPartner { round: RoundNumber(2), person: world.third.person() })).await;
    let mut thea = scene.page(&world.third, "face=bench").await;
    thea.execute(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(2) })).await;
    thea.execute(Command::Rounds(RoundCommand::RevealEvidence { round: RoundNumber(2), evidence: None })).await;
    thea.execute(Command::Rounds(RoundCommand::SayStuck { round: RoundNumber(2) })).await;
    scene
        .execute(&world.facilitator, [Command::Time(TimeCommand::StartReflection), Command::Time(TimeCommand::Close)])
        .await;
    let state = scene.state().await;
    assert!(state.without_turn().is_empty(), "both had their turn: {:?}", state.without_turn());
    let knows = world.app.app.store.knows(world.owner.team()).await.unwrap();
    let card = state.rounds.values().find(|round| round.is_held_by(world.third.person())).unwrap().scenario;
    assert_eq!(knows.why(card, world.third.person()), Some(Familiarity::Practised));
}
