//! Teams, their members and systems.

use api::account::Me;
use api::team::{Member, System, Team};
use domain::team::Role;
use serde_json::json;
use testkit::app::TestApp;

use crate::world::outsider;

#[tokio::test]
async fn the_home_of_a_team_shows_its_counts() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    let path = format!("/api/teams/{}", owner.team());
    let members = format!("{path}/members/{}", member.person());
    let changed: Member = owner.patch(&members, &json!({ "responder": false })).await.expect(200).json();
    assert_eq!((changed.role, changed.responder), (Role::Member, false));
    app.cards(&owner).await;
    let home: Team = member.get(&path).await.expect(200).json();
    assert_eq!((home.role, home.cards, home.cards_wanted, home.open_actions), (Role::Member, 19, 2, 0));
    assert_eq!(home.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Mona", "Olive"]);
    assert!(home.next_workshop.is_none());
}

#[tokio::test]
async fn a_team_keeps_an_owner() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    let people = format!("/api/teams/{}/members", owner.team());
    let (mine, theirs) = (format!("{people}/{}", owner.person()), format!("{people}/{}", member.person()));
    assert_eq!(owner.delete(&mine).await.expect(409).code(), "last_owner");
    assert_eq!(owner.patch(&mine, &json!({ "role": "member" })).await.expect(409).code(), "last_owner");
    let _ = owner.patch(&theirs, &json!({ "role": "owner" })).await.expect(200);
    let _ = owner.delete(&mine).await.expect(204);
    let _ = owner.get(&format!("/api/teams/{}", member.team())).await.expect(404);
    assert!(owner.get("/api/me").await.json::<Me>().account.is_some(), "the account stays");
}

#[tokio::test]
async fn an_account_has_many_teams() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let made: Team = owner.post("/api/teams", &json!({ "name": " Search \n team " })).await.expect(201).json();
    assert_eq!((made.name.as_str(), made.role), ("Search   team", Role::Owner));
    let me: Me = owner.get("/api/me").await.json();
    assert_eq!(me.teams.iter().map(|team| team.name.as_str()).collect::<Vec<_>>(), ["Payments", "Search   team"]);
    let _ = owner.delete(&format!("/api/teams/{}", made.id)).await.expect(204);
    assert_eq!(owner.get("/api/me").await.json::<Me>().teams.len(), 1);
}

#[tokio::test]
async fn system_names_are_unique_in_a_team() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let systems = format!("/api/teams/{}/systems", owner.team());
    let link = json!({ "kind": "queue", "name": "Console", "url": "https://mq.example/q?a=1#b" });
    let wanted = json!({ "name": "invoice-events", "about": "  ", "links": [link] });
    let made: System = owner.post(&systems, &wanted).await.expect(201).json();
    assert_eq!((made.about.as_deref(), made.links.len()), (None, 1));
    let again = owner.post(&systems, &json!({ "name": "Invoice-Events", "links": [] })).await;
    assert_eq!(again.expect(409).code(), "name_in_use");
    let changed = json!({ "name": "invoice-events", "about": "Feeds the ledger.", "links": [] });
    let _ = owner.put(&format!("{systems}/{}", made.id), &changed).await.expect(200);
    let all: Vec<System> = owner.get(&systems).await.json();
    assert_eq!(all[0].about.as_deref(), Some("Feeds the ledger."));
}

/// Other teams cannot find out whether a team has a system with an id.
#[tokio::test]
async fn the_id_of_another_team_s_system_is_answered_like_an_unknown_id() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let other = outsider(&app, &owner).await;
    let wanted = |id, name: &str| json!({ "id": id, "name": name, "links": [] });
    let path = |client: &testkit::client::Client| format!("/api/teams/{}/systems", client.team());
    let id = testkit::live::new_id();
    let _ = owner.post(&path(&owner), &wanted(id, "queue")).await.expect(201);
    assert_eq!(owner.post(&path(&owner), &wanted(id, "mail")).await.expect(409).code(), "id_in_use");
    let made: System = other.post(&path(&other), &wanted(id, "queue")).await.expect(201).json();
    assert_eq!(made.id.0, id);
    let _ = other.delete(&format!("{}/{id}", path(&other))).await.expect(204);
    let left: Vec<System> = owner.get(&path(&owner)).await.expect(200).json();
    assert_eq!(left.iter().map(|system| system.id.0).collect::<Vec<_>>(), [id]);
}
