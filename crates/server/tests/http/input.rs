//! Bad input: refused, or shown as the text that it is.

use api::scenario::{ScenarioDetail, StoredPicture};
use api::team::{System, Team};
use axum::http::Method;
use domain::text::Title;
use serde_json::{Value, json};
use testkit::app::{Database, TestApp};
use testkit::client::Client;
use testkit::workshops::plan;

use crate::world::{content, png};

const HTML: &str = "<img src=x onerror=alert(1)>";

async fn raw(client: &Client, path: &str, body: &[u8]) -> (u16, String) {
    let answer = client.send(Method::POST, path, Some(("application/json", body.to_vec()))).await;
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.text());
    (answer.status.as_u16(), answer.code())
}

#[tokio::test]
async fn unreadable_requests_are_refused() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let check = async |body: &[u8], status: u16, code: &str| {
        assert_eq!(
            raw(&owner, "/api/teams", body).await,
            (status, code.to_owned()),
            "{}",
            String::from_utf8_lossy(body)
        );
    };
    check(b"", 400, "malformed").await;
    check(b"{", 400, "malformed").await;
    check(b"[]", 400, "malformed").await;
    check(b"{}", 400, "malformed").await;
    check(br#"{"name":7}"#, 400, "malformed").await;
    check(b"{\"name\":\"\xff\xfe\"}", 400, "malformed").await;
    check(&[b"[".repeat(10_000), b"]".repeat(10_000)].concat(), 400, "malformed").await;
    check(br#"{"name":"  \u0000 "}"#, 422, "invalid").await;
    check(format!(r#"{{"name":"{}"}}"#, "x".repeat(61)).as_bytes(), 422, "invalid").await;
    check(format!(r#"{{"name":"{}"}}"#, "x".repeat(70_000)).as_bytes(), 413, "too_large").await;
}

#[tokio::test]
async fn nul_characters_are_refused_on_sqlite() {
    no_nul_comes_to_a_database(Database::Sqlite).await;
}

#[tokio::test]
async fn nul_characters_are_refused_on_postgres() {
    no_nul_comes_to_a_database(Database::Postgres).await;
}

/// SQLite would take it, PostgreSQL fails: the answer is the same.
async fn no_nul_comes_to_a_database(database: Database) {
    let app = TestApp::start_on(database).await;
    let owner = app.owner().await;
    let sign_in = br#"{"email":"olive\u0000@example.com","password":"correct horse battery"}"#;
    assert_eq!(raw(&app.client(), "/api/session", sign_in).await, (422, "invalid".into()));
    let reset = br#"{"email":"olive@example.com\u0000"}"#;
    assert_eq!(raw(&app.client(), "/api/password-reset-request", reset).await, (422, "invalid".into()));
    for path in ["/api/join/%00", "/api/invitations/a%00b", "/api/calendars/%00"] {
        let _ = app.client().get(path).await.expect(404);
    }
    let team = format!("/api/teams/{}", owner.team());
    let _ = owner.get(&format!("{team}/pictures/%00")).await.expect(404);
    assert_eq!(owner.get(&format!("{team}/actions?text=a%00b")).await.expect(400).code(), "malformed");

    // Slack's bodies choose a row before their signature is looked at.
    let form = async |body: &[u8]| {
        let body = Some(("application/x-www-form-urlencoded", body.to_vec()));
        app.client().send(Method::POST, "/api/slack/commands", body).await.expect(400).code()
    };
    assert_eq!(form(b"team_id=T0%00&user_id=U0&text=help").await, "malformed");
    assert_eq!(form(b"team_id=T0\0&user_id=U0&text=help").await, "malformed");
    let event = br#"{"type":"event_callback","team_id":"T\u0000"}"#;
    assert_eq!(raw(&app.client(), "/api/slack/events", event).await, (400, "malformed".into()));
}

#[tokio::test]
async fn ids_of_other_teams_are_not_found() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mona = app.member(&owner, "Mona").await;
    let elsewhere: Team = mona.post("/api/teams", &json!({ "name": "Elsewhere" })).await.expect(201).json();
    let team = owner.team();
    let card = json!({ "content": content() });
    let foreign: ScenarioDetail =
        mona.post(&format!("/api/teams/{}/scenarios", elsewhere.id), &card).await.expect(201).json();
    let system = json!({ "name": "elsewhere-api", "links": [] });
    let foreign_system: System =
        mona.post(&format!("/api/teams/{}/systems", elsewhere.id), &system).await.expect(201).json();

    let _ = owner.get(&format!("/api/teams/{team}/scenarios/{}", foreign.id)).await.expect(404);
    let _ = owner.delete(&format!("/api/teams/{team}/scenarios/{}", foreign.id)).await.expect(404);
    let _ = owner.put(&format!("/api/teams/{team}/systems/{}", foreign_system.id), &system).await.expect(404);
    let _ = owner.delete(&format!("/api/teams/{team}/systems/{}", foreign_system.id)).await.expect(404);
    let stolen = json!({ "plan": plan(), "facilitator": owner.person(), "cards": [foreign.id] });
    let refused = owner.post(&format!("/api/teams/{team}/workshops"), &stolen).await.expect(422);
    assert_eq!(refused.json::<Value>()["field"], "cards");
    let stranger = json!({ "plan": plan(), "facilitator": foreign.id.0, "cards": [] });
    let refused = owner.post(&format!("/api/teams/{team}/workshops"), &stranger).await.expect(422);
    assert_eq!(refused.json::<Value>()["field"], "facilitator");
    for path in ["/api/teams/x", "/api/workshops/1", "/api/teams/00000000-0000-0000-0000-000000000000"] {
        assert_eq!(owner.get(path).await.expect(404).code(), "not_found", "{path}");
    }
}

#[tokio::test]
async fn html_in_every_field_stays_text() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let team = format!("/api/teams/{}", owner.team());
    let renamed: Team = owner.patch(&team, &json!({ "name": HTML })).await.expect(200).json();
    assert_eq!(renamed.name, HTML);
    let _ = owner.patch("/api/account", &json!({ "name": HTML })).await.expect(200);

    let link = json!({ "kind": "logs", "name": HTML, "url": "https://logs.example/" });
    let system = json!({ "name": HTML, "about": HTML, "links": [link] });
    let system = owner.post(&format!("{team}/systems"), &system).await.expect(201);
    assert_eq!(system.header("content-type"), "application/json");
    assert_eq!(system.json::<System>().about.unwrap(), HTML);

    let mut card = content();
    card.title = Title::parse(HTML).unwrap();
    (card.brief, card.notes, card.cause, card.resolution) = (HTML.into(), HTML.into(), HTML.into(), HTML.into());
    let made: ScenarioDetail =
        owner.post(&format!("{team}/scenarios"), &json!({ "content": card })).await.expect(201).json();
    assert_eq!((made.content.title.as_str(), made.content.cause.as_str()), (HTML, HTML));
    let yaml = owner.get(&format!("{team}/scenarios/{}/yaml", made.id)).await.expect(200);
    assert_eq!(yaml.header("content-type"), "text/yaml; charset=utf-8");
    assert!(yaml.header("content-disposition").starts_with("attachment"), "{:?}", yaml.headers);
    assert_eq!(yaml.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn only_web_links_are_kept() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let systems = format!("/api/teams/{}/systems", owner.team());
    for url in ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://", ""] {
        let link = json!({ "kind": "other", "name": "here", "url": url });
        let refused = owner.post(&systems, &json!({ "name": "a", "links": [link] })).await.expect(422);
        assert_eq!(refused.json::<Value>()["field"], "links", "{url}");
    }
    let mut plan = plan();
    plan.meeting_link = Some("javascript:alert(1)".into());
    let wanted = json!({ "plan": plan, "facilitator": owner.person(), "cards": [] });
    let _ = owner.post(&format!("/api/teams/{}/workshops", owner.team()), &wanted).await.expect(422);
}

#[tokio::test]
async fn pictures_are_encoded_again_and_bounded() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let pictures = format!("/api/teams/{}/pictures", owner.team());
    let send =
        async |kind: &'static str, bytes: Vec<u8>| owner.send(Method::POST, &pictures, Some((kind, bytes))).await;
    let with_secret = [png(), b"GPS 48.2, 16.37".to_vec()].concat();
    let stored: StoredPicture = send("image/png", with_secret).await.expect(201).json();
    let picture = owner.get(&format!("{pictures}/{}", stored.hash)).await.expect(200);
    assert_eq!(picture.header("content-type"), "image/png");
    assert_eq!(picture.header("cache-control"), "private, max-age=31536000, immutable");
    assert!(!picture.text().contains("GPS"));

    assert_eq!(send("image/svg+xml", b"<svg/>".to_vec()).await.expect(415).code(), "wrong_media_type");
    assert_eq!(send("image/png", b"<svg/>".to_vec()).await.expect(415).code(), "wrong_media_type");
    assert_eq!(send("image/png", png()[..40].to_vec()).await.expect(400).code(), "malformed");
    assert_eq!(send("image/png", vec![0; 6 * 1024 * 1024]).await.expect(413).code(), "too_large");
    let _ = owner.get(&format!("{pictures}/../../secret")).await.expect(404);
    let _ = owner.get(&format!("{pictures}/{}", "0".repeat(64))).await.expect(404);

    let mut card = content();
    card.evidence.push(
        serde_json::from_value(json!({
            "id": "graph", "kind": "picture", "offset_s": 0, "release": { "when": "back" },
            "picture": { "source": "0".repeat(64), "alt": "A graph" }
        }))
        .unwrap(),
    );
    let scenarios = format!("/api/teams/{}/scenarios", owner.team());
    let refused = owner.post(&scenarios, &json!({ "content": card })).await.expect(422);
    assert_eq!(refused.json::<Value>()["field"], "evidence");
}
