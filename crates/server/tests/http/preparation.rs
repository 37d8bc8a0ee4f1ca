//! What is missing before a workshop, and its invitation.

use api::preparation::{AgendaView, CancelledWorkshop, CheckView, Preparation};
use api::workshop::WorkshopDetail;
use domain::id::WorkshopId;
use domain::preparation::Item;
use serde_json::json;
use testkit::app::TestApp;
use testkit::client::Client;
use testkit::workshops::plan;

async fn prepared(who: &Client, workshop: WorkshopId) -> Preparation {
    who.get(&format!("/api/workshops/{workshop}/preparation")).await.expect(200).json()
}

fn check(prepared: &Preparation, item: Item) -> &CheckView {
    prepared.checks.iter().find(|check| check.item == item).unwrap()
}

#[tokio::test]
async fn items_are_ticked_automatically_when_their_condition_holds() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    let cards = app.cards(&owner).await;
    let workshop = app.planned(&owner, owner.person(), None, &cards[..1]).await;

    let before = prepared(&member, workshop).await;
    assert!(!before.workshop.may.change);
    assert_eq!((before.cards_wanted, before.workshop.cards), (4, 1));
    for item in [Item::Scribe, Item::Place, Item::Cards, Item::Dealable, Item::RoomScreen] {
        assert!(!check(&before, item).done, "{item:?}");
    }
    assert_eq!(check(&before, Item::Cards).missing, 3);
    // The owner added the cards, and facilitates: they demonstrate one, and then none is left.
    assert_eq!(check(&before, Item::Dealable).names.len(), 1);
    assert!(check(&before, Item::Length).done);
    assert_eq!(check(&before, Item::Actions).missing, 0);
    assert!(!check(&before, Item::Links).names.is_empty() || check(&before, Item::Links).done);

    let mut better = plan();
    better.place = Some("Room 3".into());
    let wanted = json!({ "plan": better, "facilitator": owner.person(), "scribe": member.person(), "cards": cards });
    let _ = owner.put(&format!("/api/workshops/{workshop}"), &wanted).await.expect(200);
    let after = prepared(&owner, workshop).await;
    assert!(after.workshop.may.change);
    for item in [Item::Scribe, Item::Place, Item::Cards, Item::Dealable] {
        assert!(check(&after, item).done, "{item:?}: {:?}", check(&after, item));
    }
}

#[tokio::test]
async fn people_tick_the_other_items() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    let path = format!("/api/workshops/{workshop}/preparation");
    let tick = async |item: &str, done: bool, status: u16| {
        let answer = owner.put(&path, &json!({ "item": item, "done": done })).await;
        answer.expect(status)
    };
    let ticked: Preparation = tick("room_screen", true, 200).await.json();
    assert!(check(&ticked, Item::RoomScreen).done && check(&ticked, Item::RoomScreen).by_hand);
    assert!(check(&prepared(&owner, workshop).await, Item::RoomScreen).done);
    let taken: Preparation = tick("room_screen", false, 200).await.json();
    assert!(!check(&taken, Item::RoomScreen).done);
    assert_eq!(tick("scribe", true, 422).await.code(), "invalid");
}

#[tokio::test]
async fn the_agenda_is_computed_in_one_place() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let cards = app.cards(&owner).await;
    let workshop = app.planned(&owner, owner.person(), None, &cards).await;
    let wanted = json!({ "minutes": 90, "reflection_minutes": 20, "cards": cards });
    let path = format!("/api/teams/{}/agenda", owner.team());
    let agenda: AgendaView = owner.post(&path, &wanted).await.expect(200).json();
    assert_eq!(agenda, prepared(&owner, workshop).await.agenda);
    assert_eq!(agenda.opening + agenda.fits * (agenda.card + 4) + agenda.spare + agenda.reflection, 90);
}

#[tokio::test]
async fn an_invitation_follows_the_plan_until_it_is_cancelled() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let outsider = app.client();
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    let path = format!("/api/workshops/{workshop}/invitation.ics");
    let has = async |wanted: &[&str]| {
        let answer = owner.get(&path).await.expect(200);
        assert!(answer.header("content-type").starts_with("text/calendar"), "{}", answer.header("content-type"));
        let text = answer.text();
        for line in wanted {
            assert!(text.contains(&format!("{line}\r\n")), "{line} is not in {text}");
        }
    };
    let uid = format!("UID:workshop-{workshop}@readyroom");
    has(&["METHOD:PUBLISH", &uid, "SEQUENCE:0", "DTSTART;TZID=Europe/Vienna:20261123T110000", "DURATION:PT90M"]).await;
    let mut later = plan();
    later.starts_at = "2026-11-24T10:00:00Z".into();
    let wanted = json!({ "plan": later, "facilitator": owner.person(), "cards": [] });
    let _: WorkshopDetail = owner.put(&format!("/api/workshops/{workshop}"), &wanted).await.expect(200).json();
    has(&["METHOD:PUBLISH", &uid, "SEQUENCE:1", "DTSTART;TZID=Europe/Vienna:20261124T110000"]).await;
    // The same plan again is no change.
    let _ = owner.put(&format!("/api/workshops/{workshop}"), &wanted).await.expect(200);
    has(&["SEQUENCE:1"]).await;

    let _ = owner.delete(&format!("/api/workshops/{workshop}")).await.expect(204);
    has(&["METHOD:PUBLISH", &uid, "SEQUENCE:2", "STATUS:CANCELLED"]).await;
    let listed: Vec<CancelledWorkshop> =
        owner.get(&format!("/api/teams/{}/cancelled-workshops", owner.team())).await.expect(200).json();
    assert_eq!(listed.iter().map(|gone| gone.id).collect::<Vec<_>>(), [workshop]);
    let _ = outsider.get(&path).await.expect(401);
}
