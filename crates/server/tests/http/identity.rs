//! Setting up, signing in and out, passwords, forged cookies, and where requests come from.

use api::account::{Me, NewAccount, SetUp};
use api::team::{NewInvitation, ResetLink};
use axum::http::Method;
use serde_json::{Value, json};
use testkit::app::{PASSWORD, TestApp};
use testkit::client::{Client, HttpAnswer};

fn token(link: &str) -> String {
    link.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_server_is_set_up_once() {
    let app = TestApp::start().await;
    assert!(app.client().get("/api/me").await.json::<Me>().needs_setup);
    let first = token(&server::accounts::set_up_link(&app.app).await.unwrap().unwrap());
    let second = token(&server::accounts::set_up_link(&app.app).await.unwrap().unwrap());
    let set_up = async |token: &str, email: &str| -> HttpAnswer {
        let wanted = SetUp {
            token: token.to_owned(),
            name: "Olive".into(),
            email: email.into(),
            password: PASSWORD.into(),
            team: "Payments".into(),
        };
        app.client().post("/api/setup", &wanted).await
    };
    assert_eq!(set_up(&first, "a@example.com").await.expect(404).code(), "gone", "a newer link ends an older one");
    assert_eq!(set_up("forged", "a@example.com").await.expect(404).code(), "gone");
    assert_eq!(set_up(&second, "nonsense").await.expect(422).code(), "invalid");
    let answer = set_up(&second, "a@example.com").await.expect(201);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("readyroom_session="), "{cookie}");
    assert!(cookie.contains("; HttpOnly; SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
    let me: Me = answer.json();
    assert_eq!((me.teams.len(), me.teams[0].name.as_str()), (1, "Payments"));
    assert_eq!(set_up(&second, "b@example.com").await.expect(404).code(), "gone");
    assert_eq!(server::accounts::set_up_link(&app.app).await.unwrap(), None);
    assert!(!app.client().get("/api/me").await.json::<Me>().needs_setup);
}

#[tokio::test]
async fn a_set_up_link_expires() {
    let app = TestApp::start().await;
    let link = token(&server::accounts::set_up_link(&app.app).await.unwrap().unwrap());
    app.clock.forward_minutes(7 * 24 * 60);
    let wanted = json!({ "token": link, "name": "O", "email": "o@example.com", "password": PASSWORD, "team": "T" });
    assert_eq!(app.client().post("/api/setup", &wanted).await.expect(404).code(), "gone");
}

#[tokio::test]
async fn a_person_signs_in_and_out() {
    let app = TestApp::start().await;
    app.owner().await;
    let browser = app.client();
    let sign_in = async |email: &str, password: &str| {
        browser.post("/api/session", &json!({ "email": email, "password": password })).await
    };
    let (unknown, wrong) = (sign_in("nobody@example.com", PASSWORD).await, sign_in("olive@example.com", "wrong").await);
    assert_eq!(
        unknown.clone().expect(401).text(),
        wrong.expect(401).text(),
        "the answer does not show which of the two is wrong"
    );
    assert_eq!(unknown.code(), "wrong_password");
    let _ = sign_in(" Olive@Example.com", PASSWORD).await.expect(201);
    let me: Me = browser.get("/api/me").await.expect(200).json();
    assert_eq!(me.account.unwrap().email.unwrap(), "olive@example.com");

    let stolen = app.twin(&browser);
    let _ = browser.delete("/api/session").await.expect(204);
    assert!(!browser.cookies().contains("readyroom_session"));
    assert!(stolen.get("/api/me").await.json::<Me>().account.is_none(), "the session itself has ended");
}

#[tokio::test]
async fn a_session_ends_after_thirty_days() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.clock.forward_minutes(30 * 24 * 60 - 1);
    assert!(owner.get("/api/me").await.json::<Me>().account.is_some());
    app.clock.forward_minutes(1);
    assert!(owner.get("/api/me").await.json::<Me>().account.is_none());
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let other = app.client();
    let _ =
        other.post("/api/session", &json!({ "email": "olive@example.com", "password": PASSWORD })).await.expect(201);
    let change = |current: &str, new: &str| json!({ "password": { "current": current, "new": new } });
    let refused = owner.patch("/api/account", &change("wrong", "a new long password")).await.expect(422);
    assert_eq!(refused.json::<Value>()["field"], "current");
    let refused = owner.patch("/api/account", &change(PASSWORD, "short")).await.expect(422);
    assert_eq!(refused.json::<Value>()["field"], "new");
    let _ = owner.patch("/api/account", &change(PASSWORD, "a new long password")).await.expect(200);
    assert!(owner.get("/api/me").await.json::<Me>().account.is_some());
    assert!(other.get("/api/me").await.json::<Me>().account.is_none());
}

#[tokio::test]
async fn a_reset_link_works_once_and_ends_all_sessions() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    let path = format!("/api/teams/{}/members/{}/reset-link", owner.team(), member.person());
    let older: ResetLink = owner.post(&path, &()).await.expect(201).json();
    let link: ResetLink = owner.post(&path, &()).await.expect(201).json();
    let reset = async |link: &str, password: &str| {
        app.client().post("/api/password-reset", &json!({ "token": token(link), "password": password })).await
    };
    assert_eq!(reset(&older.link, "a new long password").await.expect(404).code(), "gone");
    assert_eq!(reset(&link.link, "short").await.expect(422).code(), "invalid");
    let me: Me = reset(&link.link, "a new long password").await.expect(201).json();
    assert_eq!(me.account.unwrap().id, member.person());
    assert_eq!(reset(&link.link, "another long password").await.expect(404).code(), "gone");
    assert!(member.get("/api/me").await.json::<Me>().account.is_none());
}

/// The holder of a reset link could be that person in every team of theirs.
#[tokio::test]
async fn an_owner_cannot_take_over_an_account_that_is_in_other_teams() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    let _ = member.post("/api/teams", &json!({ "name": "Mona's own" })).await.expect(201);
    let path = format!("/api/teams/{}/members/{}/reset-link", owner.team(), member.person());
    assert_eq!(owner.post(&path, &()).await.expect(409).code(), "in_other_teams");
}

#[tokio::test]
async fn forged_cookies_are_refused() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    for forged in ["", "x", "null", "' OR 1=1 --", &member.person().to_string(), &"A".repeat(43), &"ä".repeat(20)] {
        let forger = app.client();
        forger.set_cookie("readyroom_session", &forged.replace('ä', "%C3%A4"));
        let _ = forger.get(&format!("/api/teams/{}", owner.team())).await.expect(401);
    }
}

#[tokio::test]
async fn an_invitation_works_until_it_is_revoked_or_expires() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let invitations = format!("/api/teams/{}/invitations", owner.team());
    let make = async || owner.post(&invitations, &()).await.expect(201).json::<NewInvitation>();
    let accept = async |link: &str, email: &str| {
        let account = NewAccount { name: "Nia".into(), email: email.into(), password: PASSWORD.into() };
        let path = format!("/api/invitations/{}", token(link));
        app.client().post(&path, &json!({ "account": account })).await
    };
    let invitation = make().await;
    let info = app.client().get(&format!("/api/invitations/{}", token(&invitation.link))).await.expect(200);
    assert_eq!(info.json::<Value>(), json!({ "team": "Payments", "invited_by": "Olive" }));
    let _ = accept(&invitation.link, "one@example.com").await.expect(201);
    let _ = accept(&invitation.link, "two@example.com").await.expect(201);
    let anonymous = app.client().post(&format!("/api/invitations/{}", token(&invitation.link)), &json!({})).await;
    assert_eq!(anonymous.expect(401).code(), "not_signed_in");

    let _ = owner.delete(&format!("{invitations}/{}", invitation.id)).await.expect(204);
    assert_eq!(accept(&invitation.link, "three@example.com").await.expect(404).code(), "gone");
    let invitation = make().await;
    app.clock.forward_minutes(7 * 24 * 60);
    assert_eq!(accept(&invitation.link, "three@example.com").await.expect(404).code(), "gone");
}

#[tokio::test]
async fn requests_from_other_sites_change_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let path = format!("/api/teams/{}", owner.team());
    let body = || Some(("application/json", br#"{"name":"Taken over"}"#.to_vec()));
    let check = async |headers: &[(&str, &str)], status: u16| {
        let answer = owner.send_with(Method::PATCH, &path, body(), headers).await;
        assert_eq!(answer.status.as_u16(), status, "{headers:?}: {}", answer.text());
    };
    check(&[("origin", "https://evil.example")], 403).await;
    check(&[("origin", "null")], 403).await;
    check(&[("origin", &format!("https://{}", app.address))], 403).await;
    check(&[("sec-fetch-site", "cross-site")], 403).await;
    check(&[("sec-fetch-site", "same-site")], 403).await;
    check(&[], 200).await;
    let form = Some(("text/plain", br#"{"name":"Taken over"}"#.to_vec()));
    let _ = owner.send(Method::PATCH, &path, form).await.expect(415);
    // A page elsewhere may link here.
    let _ = owner.send_with(Method::GET, &path, None, &[("origin", "https://evil.example")]).await.expect(200);
}

/// A holder of an invitation could otherwise test one address after the other.
#[tokio::test]
async fn an_invitation_does_not_reveal_which_addresses_have_accounts() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let made: NewInvitation =
        owner.post(&format!("/api/teams/{}/invitations", owner.team()), &()).await.expect(201).json();
    let path = format!("/api/invitations/{}", token(&made.link));
    let accept = async |browser: &Client, email: &str, password: &str| -> HttpAnswer {
        let account = NewAccount { name: "Nia".into(), email: email.into(), password: password.into() };
        browser.post(&path, &json!({ "account": account })).await
    };
    let sign_in = async |email: &str, password: &str| -> HttpAnswer {
        app.client().post("/api/session", &json!({ "email": email, "password": password })).await
    };
    let mut answers = Vec::new();
    for email in ["olive@example.com", "nobody-yet@example.com"] {
        let browser = app.client();
        let answer = accept(&browser, email, "another long password").await.expect(201);
        let mut me: Value = answer.json();
        me["account"]["id"] = Value::Null;
        assert_eq!(me["account"].as_object_mut().unwrap().remove("email").unwrap(), *email);
        let again: Me = sign_in(email, "another long password").await.expect(201).json();
        assert_eq!((again.account.unwrap().name.as_str(), again.teams.len()), ("Nia", 1));
        let _ = sign_in(email, "a wrong long password").await.expect(401);
        let names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
        let change = json!({ "password": { "current": "another long password", "new": "a third long password" } });
        let changed = browser.patch("/api/account", &change).await.expect(200).status;
        let _ = sign_in(email, "a third long password").await.expect(201);
        answers.push((me, names, changed));
    }
    assert_eq!(answers[0], answers[1]);
    // Whose address it is keeps everything, and nothing of it is another's.
    let olive: Me = sign_in("olive@example.com", PASSWORD).await.expect(201).json();
    assert_eq!(olive.account.unwrap().id, owner.person());
}

#[tokio::test]
async fn an_invited_person_with_the_right_password_joins_with_their_account() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mona = app.member(&owner, "Mona").await;
    let _ = owner.post("/api/teams", &json!({ "name": "Second" })).await.expect(201);
    let teams = owner.get("/api/me").await.json::<Me>().teams;
    let second = teams.iter().find(|team| team.name == "Second").unwrap().id;
    let made: NewInvitation = owner.post(&format!("/api/teams/{second}/invitations"), &()).await.expect(201).json();
    let path = format!("/api/invitations/{}", token(&made.link));
    let account =
        |password: &str| json!({ "account": { "name": "M.", "email": "Mona@example.com", "password": password } });
    let me: Me = app.client().post(&path, &account(PASSWORD)).await.expect(201).json();
    assert_eq!((me.account.unwrap().id, me.teams.len()), (mona.person(), 2));

    // It is no way to guess a password faster than by signing in.
    let guesser = app.client();
    for number in 0..5 {
        let _ = guesser.post(&path, &account(&format!("guess number {number}"))).await.expect(201);
    }
    let _ = guesser.post(&path, &account("guess number 5")).await.expect(429);
}
