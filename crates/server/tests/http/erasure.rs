//! Somebody deletes their account.

use api::live::ServerMessage;
use domain::id::NoteId;
use domain::workshop::{Command, PeopleCommand, Wall, WallCommand};
use serde_json::json;
use testkit::app::TestApp;
use testkit::live::{new_id, typed};

const ERASE: &str = "/api/account/erasure";
const PASSWORD: &str = "correct horse battery";

#[tokio::test]
async fn an_erased_person_is_signed_out_and_has_no_name() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    let cards = app.cards(&owner).await;
    let workshop = app.planned(&owner, owner.person(), None, &cards).await;
    let mut desk = app.open(&owner, workshop).await;
    let mut seat = member.live(workshop, "seat").await;
    seat.execute(Command::People(PeopleCommand::Join)).await;
    let text = typed("The alarm names no queue");
    let note = NoteId(new_id());
    seat.execute(Command::Walls(WallCommand::AddNote { note, wall: Wall::Crappy, text, round: None, token: None }))
        .await;

    let wrong = member.post(ERASE, &json!({ "password": "something else" })).await.expect(422);
    assert!(wrong.text().contains("password"), "{}", wrong.text());
    let gone = member.post(ERASE, &json!({ "password": PASSWORD, "words_too": true })).await;
    assert!(gone.expect(204).header("set-cookie").contains("Max-Age=0"));
    assert_eq!(member.get(&format!("/api/teams/{}", owner.team())).await.status.as_u16(), 401);

    let taken_back = |message: &ServerMessage| {
        let text = serde_json::to_string(message).unwrap();
        assert!(!text.contains("Mona") || !text.contains("(taken back)"), "{text}");
        text.contains("(taken back)")
    };
    let _ = desk.until(taken_back).await;
    let sign_in =
        app.client().post("/api/session", &json!({ "email": "mona@example.com", "password": PASSWORD })).await;
    assert_eq!(sign_in.status.as_u16(), 401);
}

#[tokio::test]
async fn the_last_owner_cannot_be_erased_before_handing_over() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    let refused = owner.post(ERASE, &json!({ "password": PASSWORD })).await.expect(409);
    assert_eq!(refused.code(), "last_owner");
    let path = format!("/api/teams/{}/members/{}", owner.team(), member.person());
    let _ = owner.patch(&path, &json!({ "role": "owner" })).await.expect(200);
    let _ = owner.post(ERASE, &json!({ "password": PASSWORD })).await.expect(204);
    let _ = member.get(&format!("/api/teams/{}", owner.team())).await.expect(200);
}
