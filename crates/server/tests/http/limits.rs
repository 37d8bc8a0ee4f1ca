//! How often something may be tried, and how much there may be.

use serde_json::{Value, json};
use testkit::app::{PASSWORD, TestApp};

fn credentials(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password })
}

#[tokio::test]
async fn signing_in_is_limited_by_address() {
    let app = TestApp::start().await;
    app.owner().await;
    let browser = app.client();
    for number in 0..10 {
        let guess = credentials(&format!("{number}@example.com"), "wrong password");
        let _ = browser.post("/api/session", &guess).await.expect(401);
    }
    let guess = credentials("x@example.com", "wrong password");
    let refused = browser.post("/api/session", &guess).await.expect(429);
    assert_eq!((refused.code().as_str(), refused.header("retry-after")), ("too_many_requests", "6"));
    app.clock.forward_seconds(6);
    let _ = browser.post("/api/session", &guess).await.expect(401);
}

#[tokio::test]
async fn a_password_guesser_is_slowed_down_and_the_account_holder_is_not() {
    let app = TestApp::start().await;
    let known = app.owner().await;
    let (wrong, right) =
        (credentials("olive@example.com", "wrong password"), credentials("Olive@example.com", PASSWORD));
    let guesser = app.client();
    for _ in 0..5 {
        let _ = guesser.post("/api/session", &wrong).await.expect(401);
    }
    let refused = guesser.post("/api/session", &right).await.expect(429);
    assert_eq!(refused.header("retry-after"), "10", "even the right password has to wait where it was guessed at");
    let _ = app.client().post("/api/session", &right).await.expect(201);
    app.clock.forward_seconds(10);
    let _ = guesser.post("/api/session", &wrong).await.expect(401);
    assert_eq!(guesser.post("/api/session", &wrong).await.expect(429).header("retry-after"), "20");

    // From a hundred addresses: people who know the password can sign in, on a new device and on one of their own behind the address
    // of a guesser.
    for _ in 0..100 {
        let _ = app.client().post("/api/session", &wrong).await.expect(401);
    }
    let _ = app.client().post("/api/session", &right).await.expect(201);
    let one_of_many = app.client();
    let _ = one_of_many.post("/api/session", &wrong).await.expect(401);
    let _ = one_of_many.post("/api/session", &wrong).await.expect(429);
    let device = known.cookies();
    let device = device.split("; ").find_map(|cookie| cookie.strip_prefix("readyroom_device=")).unwrap();
    one_of_many.set_cookie("readyroom_device", device);
    let _ = one_of_many.post("/api/session", &right).await.expect(201);

    // The cookie of another account, or a changed one, is worth nothing.
    let stranger = app.client();
    stranger.set_cookie("readyroom_device", &format!("x{device}"));
    let _ = stranger.post("/api/session", &wrong).await.expect(401);
    let _ = stranger.post("/api/session", &wrong).await.expect(429);
}

#[tokio::test]
async fn asking_for_links_does_not_use_up_sign_in_attempts() {
    let app = TestApp::start().await;
    app.owner().await;
    let browser = app.client();
    let forgotten = json!({ "email": "olive@example.com" });
    for _ in 0..5 {
        let _ = browser.post("/api/password-reset-request", &forgotten).await.expect(202);
    }
    let _ = browser.post("/api/password-reset-request", &forgotten).await.expect(429);
    let _ = app.client().post("/api/password-reset-request", &forgotten).await.expect(202);
    let right = credentials("olive@example.com", PASSWORD);
    let _ = browser.post("/api/session", &right).await.expect(201);
    let _ = app.client().post("/api/session", &right).await.expect(201);
}

#[tokio::test]
async fn guessing_codes_and_links_is_limited() {
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
async fn the_size_of_teams_and_workshops_is_limited() {
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
