//! How often something may be tried, and how much there may be.

use serde_json::json;
use testkit::app::{PASSWORD, TestApp};

#[tokio::test]
async fn signing_in_is_limited_by_address_and_by_account() {
    let app = TestApp::start().await;
    app.owner().await;
    let browser = app.client();
    let wrong = |email: &str| json!({ "email": email, "password": "wrong password" });
    for number in 0..10 {
        let _ = browser.post("/api/session", &wrong(&format!("{number}@example.com"))).await.expect(401);
    }
    let refused = browser.post("/api/session", &wrong("x@example.com")).await.expect(429);
    assert_eq!((refused.code().as_str(), refused.header("retry-after")), ("too_many_requests", "6"));
    app.clock.forward_seconds(6);
    let _ = browser.post("/api/session", &wrong("x@example.com")).await.expect(401);

    for _ in 0..5 {
        let _ = app.client().post("/api/session", &wrong("olive@example.com")).await.expect(401);
    }
    let right = json!({ "email": "Olive@example.com", "password": PASSWORD });
    let _ = app.client().post("/api/session", &right).await.expect(429);
    app.clock.forward_seconds(12);
    let _ = app.client().post("/api/session", &right).await.expect(201);
}

#[tokio::test]
async fn codes_and_links_cannot_be_tried_out() {
    let app = TestApp::start().await;
    let check = async |path: &str| {
        let browser = app.client();
        for _ in 0..20 {
            let _ = browser.get(path).await.expect(404);
        }
        let _ = browser.get(path).await.expect(429);
        let _ = app.client().get(path).await.expect(404);
    };
    check("/api/join/ABCDEF").await;
    check("/api/invitations/forged").await;
}

#[tokio::test]
async fn demonstrations_are_limited() {
    let app = TestApp::start().await;
    let browser = app.client();
    for _ in 0..5 {
        let _ = browser.post("/api/demo", &()).await.expect(201);
    }
    let _ = browser.post("/api/demo", &()).await.expect(429);
}

#[tokio::test]
async fn there_is_only_so_much_room() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let link = json!({ "kind": "other", "name": "here", "url": "https://a.example" });
    let systems = format!("/api/teams/{}/systems", owner.team());
    let many = json!({ "name": "a", "links": vec![link; 13] });
    assert_eq!(owner.post(&systems, &many).await.expect(422).code(), "full");
    for number in 0..200 {
        let _ = owner.post(&systems, &json!({ "name": format!("s{number}"), "links": [] })).await.expect(201);
    }
    let refused = owner.post(&systems, &json!({ "name": "one more", "links": [] })).await.expect(422);
    assert_eq!(refused.code(), "full");
    assert!(refused.text().contains("There is room for 200 systems."), "{}", refused.text());
    let invitations = format!("/api/teams/{}/invitations", owner.team());
    for _ in 0..50 {
        let _ = owner.post(&invitations, &()).await.expect(201);
    }
    assert_eq!(owner.post(&invitations, &()).await.expect(422).code(), "full");
}
