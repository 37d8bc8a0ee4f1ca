//! How often to meet, and the calendars that people subscribe to.

use api::account::Me;
use api::rhythm::TeamRhythm;
use axum::http::Method;
use documents::calendar::Calendar;
use domain::rhythm::{Rhythm, Sign};
use serde_json::json;
use testkit::app::TestApp;
use testkit::client::Client;
use testkit::workshops::plan;

async fn rhythm(who: &Client) -> TeamRhythm {
    who.get(&format!("/api/teams/{}/rhythm", who.team())).await.expect(200).json()
}

async fn address(who: &Client, path: &str) -> String {
    let calendar: Calendar = who.get(path).await.expect(200).json();
    let at = calendar.url.find("/api/calendars/").expect("it is an address of the API");
    calendar.url[at..].to_owned()
}

/// Folded lines put together again.
async fn read(who: &Client, address: &str) -> String {
    let answer = who.get(address).await.expect(200);
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    String::from_utf8(answer.body.to_vec()).unwrap().replace("\r\n ", "")
}

#[tokio::test]
async fn a_team_sees_how_often_to_meet_and_when() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ana = app.member(&owner, "Ana").await;
    let before = rhythm(&owner).await;
    assert_eq!((before.rhythm, before.last, before.proposals.len()), (Rhythm::Monthly, None, 3));

    let cards = app.cards(&owner).await;
    let workshop = app.planned(&owner, owner.person(), None, &cards[..2]).await;
    assert_eq!(rhythm(&ana).await.planned.as_deref(), Some("2026-11-23T10:00:00Z"));
    let mut desk = app.open(&owner, workshop).await;
    let _ = app.close(&mut desk).await;
    let after = rhythm(&ana).await;
    assert_eq!((after.minutes, after.present, &after.planned), (90, Rhythm::Monthly, &None));
    assert!(after.last.is_some());
    assert!(after.signs.contains(&Sign::Actions { open: 1, responders: 2, asks: Rhythm::Monthly }), "{after:?}");
    assert!(after.proposals.iter().all(|one| one.outside.is_empty()), "{after:?}");

    // Somebody on the other side of the world works then, too, or is named.
    let hours = json!({ "time_zone": "Pacific/Auckland", "working_hours": { "from": 600, "until": 900 } });
    let me: Me = ana.patch("/api/account", &hours).await.expect(200).json();
    let account = me.account.unwrap();
    assert_eq!((account.working_hours.from, account.working_hours.until), (600, 900));
    let far = rhythm(&owner).await;
    assert!(far.proposals.iter().all(|one| one.outside.len() == 1), "{far:?}");
    let short = json!({ "working_hours": { "from": 600, "until": 630 } });
    assert_eq!(ana.patch("/api/account", &short).await.expect(422).code(), "invalid");
}

#[tokio::test]
async fn a_calendar_shows_planned_moved_and_cancelled_workshops() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let path = format!("/api/teams/{}/calendar", owner.team());
    let anybody = app.client();
    let at = address(&owner, &path).await;
    let cards = app.cards(&owner).await;
    let workshop = app.planned(&owner, owner.person(), None, &cards[..1]).await;
    let planned = read(&anybody, &at).await;
    let uid = format!("UID:workshop-{workshop}@readyroom\r\nSEQUENCE:0\r\n");
    assert!(planned.contains(&uid) && planned.contains("DTSTART;TZID=Europe/Vienna:20261123T110000"), "{planned}");
    assert!(planned.contains("METHOD:PUBLISH") && planned.contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H"));

    let tag = anybody.get(&at).await.headers["etag"].to_str().unwrap().to_owned();
    let again = anybody.send_with(Method::GET, &at, None, &[("if-none-match", &tag)]).await.expect(304);
    assert!(again.body.is_empty());

    let moved = json!({
        "plan": api::workshop::WorkshopPlan { starts_at: "2026-11-24T10:00:00Z".into(), ..plan() },
        "facilitator": owner.person(), "cards": [cards[0]], "lobby": false,
    });
    let _ = owner.put(&format!("/api/workshops/{workshop}"), &moved).await.expect(200);
    let changed = anybody.send_with(Method::GET, &at, None, &[("if-none-match", &tag)]).await.expect(200);
    assert_ne!(changed.headers["etag"].to_str().unwrap(), tag);
    assert!(read(&anybody, &at).await.contains(&uid.replace("SEQUENCE:0", "SEQUENCE:1")));

    let _ = owner.delete(&format!("/api/workshops/{workshop}")).await.expect(204);
    let gone = read(&anybody, &at).await;
    assert!(gone.contains(&uid.replace("SEQUENCE:0", "SEQUENCE:2")) && gone.contains("STATUS:CANCELLED"), "{gone}");

    let made: Calendar = owner.post(&path, &()).await.expect(201).json();
    assert!(!made.url.ends_with(&at));
    let _ = anybody.get(&at).await.expect(404);
}

#[tokio::test]
async fn a_personal_calendar_has_the_question_in_working_hours_and_no_link_to_answer() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ana = app.member(&owner, "Ana").await;
    let _ = ana.patch("/api/account", &json!({ "time_zone": "Asia/Kolkata" })).await.expect(200);
    let chosen = json!({
        "active": true, "recurrence": "FREQ=MONTHLY;BYDAY=1TU", "minute": 600, "days_open": 7, "threshold": 5, "comments": true,
    });
    let team = owner.team();
    let _ = owner.put(&format!("/api/teams/{team}/survey"), &chosen).await.expect(200);
    let at = address(&ana, "/api/account/calendar").await;
    let calendar = read(&app.client(), &at).await;
    assert!(calendar.contains(&format!("UID:survey-{team}@readyroom")), "{calendar}");
    assert!(calendar.contains("DTSTART;TZID=Asia/Kolkata:20261201T100000\r\n"), "{calendar}");
    assert!(calendar.contains("RRULE:FREQ=MONTHLY;BYDAY=1TU\r\n") && !calendar.contains("/ballot/"), "{calendar}");
    // The calendar of a person who is not asked has no question; a former member gets no calendar.
    let member = format!("/api/teams/{team}/members/{}", ana.person());
    let _ = owner.patch(&member, &json!({ "responder": false })).await.expect(200);
    assert!(!read(&app.client(), &at).await.contains("UID:survey"));
    let workshop = app.planned(&owner, owner.person(), None, &app.cards(&owner).await[..1]).await;
    assert!(read(&app.client(), &at).await.contains(&workshop.to_string()));
    let _ = owner.delete(&member).await.expect(204);
    assert!(!read(&app.client(), &at).await.contains(&workshop.to_string()));
}
