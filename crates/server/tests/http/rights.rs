//! Rights end with what they were given for: guests after a workshop, members after their removal, links of owners when
//! circumstances change.

use api::report_link::NewReportLink;
use api::runbook::Runbook;
use api::screen::{PairedScreen, ScreenState};
use api::team::{NewInvitation, ResetLink, System};
use documents::calendar::Calendar;
use documents::report::Report;
use documents::trend::SurveyResults;
use domain::workshop::{Clock, Command, HatCommand, Outcome, PeopleCommand, RoundCommand, RoundNumber, TimeCommand};
use serde_json::{Value, json};
use testkit::app::{Database, PASSWORD, TestApp};
use testkit::client::{Client, HttpAnswer};

use crate::trend::round;
use crate::world::content;

const HOUR: i64 = 60;

#[tokio::test]
async fn guests_read_a_closed_workshop_for_a_day_as_it_was_on_sqlite() {
    guests_read_a_closed_workshop_for_a_day_as_it_was(Database::Sqlite).await;
}

#[tokio::test]
async fn guests_read_a_closed_workshop_for_a_day_as_it_was_on_postgres() {
    guests_read_a_closed_workshop_for_a_day_as_it_was(Database::Postgres).await;
}

async fn guests_read_a_closed_workshop_for_a_day_as_it_was(database: Database) {
    let app = TestApp::start_on(database).await;
    let owner = app.owner().await;
    let (mona, rene) = (app.member(&owner, "Mona").await, app.member(&owner, "Rene").await);
    let team = format!("/api/teams/{}", owner.team());
    app.app.store.record_survey_round(round(&app, owner.team(), 60, [1, 1, 2, 2, 1])).await.unwrap();
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    let path = format!("/api/workshops/{workshop}");
    let mut desk = app.open(&owner, workshop).await;
    for member in [&mona, &rene] {
        member.live(workshop, "seat").await.execute(Command::People(PeopleCommand::Join)).await;
    }
    let guest = app.guest(&app.join_code(workshop).await, "Gus").await;
    app.close(&mut desk).await;

    let named = json!({ "name": "Ledgers", "crappy": "What hurt", "private": false });
    let _ = owner.patch(&team, &named).await.expect(200);
    let _ = owner.put(&format!("{team}/walls"), &json!({ "crappy": "What hurt", "private": false })).await.expect(200);
    let _ = mona.patch("/api/account", &json!({ "name": "Ramona" })).await.expect(200);
    app.clock.forward_minutes(HOUR);
    let mut later = round(&app, owner.team(), 1, [0, 0, 0, 3, 4]);
    later.closing.as_mut().unwrap().at = app.app.now();
    app.app.store.record_survey_round(later).await.unwrap();

    let read = async |who: &Client| who.get(&format!("{path}/report")).await.expect(200).json::<Report>();
    let names = |report: &Report| report.people.iter().map(|person| person.name.clone()).collect::<Vec<_>>();
    let (guests, members) = (read(&guest).await, read(&owner).await);
    assert_eq!((guests.team.as_str(), guests.walls.len(), members.team.as_str()), ("Payments", 0, "Ledgers"));
    assert_eq!(
        (names(&guests), names(&members)[1].as_str()),
        (["Olive", "Mona", "Rene", "Gus"].iter().map(ToString::to_string).collect(), "Ramona")
    );
    assert!(guest.get(&format!("{path}/report.md")).await.expect(200).text().contains("Mona"));
    let rounds = async |who: &Client| {
        who.get(&format!("{path}/confidence")).await.expect(200).json::<SurveyResults>().rounds.len()
    };
    assert_eq!((rounds(&guest).await, rounds(&owner).await), (1, 2));

    // What is erased is erased for everybody, also after a restart.
    let _ = rene.post("/api/account/erasure", &json!({ "password": PASSWORD })).await.expect(204);
    let _ = owner.put(&format!("{team}/walls"), &json!({ "crappy": "What hurt", "private": false })).await.expect(200);
    for _ in 0..2 {
        assert_eq!(names(&read(&guest).await), ["Olive", "Mona", "Somebody", "Gus"]);
        app.app.hub.forget(workshop).await;
    }

    app.clock.forward_minutes(Clock::VISITORS_AFTER - HOUR - 1);
    let _ = read(&guest).await;
    app.clock.forward_minutes(1);
    for rest in ["report", "report.md", "report.json", "confidence", "live?face=seat"] {
        assert_eq!(guest.get(&format!("{path}/{rest}")).await.expect(401).code(), "seat_gone", "{rest}");
    }
    let _ = owner.get(&format!("{path}/report")).await.expect(200);
    server::housekeeping::clean(&app.app).await.unwrap();
    let _ = owner.get(&format!("{path}/report")).await.expect(200);
}

#[tokio::test]
async fn an_edited_runbook_is_not_shown_to_guests() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let team = format!("/api/teams/{}", owner.team());
    let system: System =
        owner.post(&format!("{team}/systems"), &json!({ "name": "notifier", "links": [] })).await.expect(201).json();
    let made: Value = owner.post(&format!("{team}/scenarios"), &json!({ "content": content() })).await.json();
    let card = serde_json::from_value(made["id"].clone()).unwrap();
    let write = |title: &str| json!({ "title": title, "text": "1. Look", "systems": [system.id] });
    let known: Runbook = owner.post(&format!("{team}/runbooks"), &write("Replay")).await.expect(201).json();
    let workshop = app.planned(&owner, owner.person(), None, &[card]).await;
    let mut desk = app.open(&owner, workshop).await;
    let guest = app.guest(&app.join_code(workshop).await, "Gus").await;
    desk.execute(Command::Hat(HatCommand::PassHat)).await;
    desk.execute(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) })).await;
    desk.execute(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(1), outcome: Outcome::Solved })).await;
    app.close(&mut desk).await;
    app.clock.forward_minutes(1);

    let reads = async |who: &Client, runbook: &Runbook| {
        who.get(&format!("/api/workshops/{workshop}/runbooks/{}", runbook.summary.id)).await.status.as_u16()
    };
    let new: Runbook = owner.post(&format!("{team}/runbooks"), &write("Restart")).await.expect(201).json();
    assert_eq!((reads(&guest, &known).await, reads(&guest, &new).await), (200, 404));
    assert_eq!((reads(&owner, &known).await, reads(&owner, &new).await), (200, 200));
    let changed = json!({
        "revision": known.summary.revision, "title": "Replay", "text": "1. The new password is …", "state": "kept",
        "systems": [system.id],
    });
    let _ = owner.put(&format!("{team}/runbooks/{}", known.summary.id), &changed).await.expect(200);
    assert_eq!((reads(&guest, &known).await, reads(&owner, &known).await), (404, 200));
}

/// A workshop that was forgotten stays open, but not for guests, for screens or by its code.
#[tokio::test]
async fn a_workshop_that_is_not_closed_ends_for_guests_a_week_after_its_planned_end() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    let mut desk = app.open(&owner, workshop).await;
    let code = app.join_code(workshop).await;
    let guest = app.guest(&code, "Gus").await;
    let screen = app.client();
    let ScreenState::Waiting { code: shown, .. } = screen.post("/api/screen", &()).await.expect(201).json() else {
        panic!("no code");
    };
    let _ = owner.post(&format!("/api/workshops/{workshop}/screens"), &json!({ "code": shown })).await.expect(201);
    let ends_at = app.app.hub.state(workshop).await.unwrap().workshop.clock.as_ref().unwrap().ends_at;
    let left = ends_at.since(app.app.now()) / domain::time::Timestamp::MINUTE;
    let check = async |guests: u16, by_code: u16, screens: u16| {
        let confidence = format!("/api/workshops/{workshop}/confidence");
        assert_eq!(guest.get(&confidence).await.status, guests);
        assert_eq!(app.client().get(&format!("/api/join/{code}")).await.status, by_code);
        assert_eq!(screen.get(&confidence).await.status, screens);
        assert_eq!(owner.get("/api/me").await.status, 200);
    };
    check(200, 200, 200).await;
    app.clock.forward_minutes(left + Clock::VISITORS_UNCLOSED - 1);
    check(200, 200, 401).await;
    app.clock.forward_minutes(1);
    check(401, 404, 401).await;
    // The workshop continues, and so do their pages.
    desk.execute(Command::Time(TimeCommand::Extend { minutes: 30 })).await;
    check(200, 200, 401).await;
}

#[tokio::test]
async fn a_password_link_does_not_open_teams_that_were_joined_later() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let members = format!("/api/teams/{}/members", owner.team());
    let make = async |who: &Client, person| {
        let link: ResetLink = who.post(&format!("{members}/{person}/reset-link"), &()).await.expect(201).json();
        last(&link.link)
    };
    let reset = async |token: &str| {
        app.client().post("/api/password-reset", &json!({ "token": token, "password": "a new long password" })).await
    };
    let gone = |answer: HttpAnswer| assert_eq!(answer.expect(404).code(), "gone");

    // Their own team, another's invitation, their own new password.
    let (mona, rene, sami) =
        (app.member(&owner, "Mona").await, app.member(&owner, "Rene").await, app.member(&owner, "Sami").await);
    let links =
        [make(&owner, mona.person()).await, make(&owner, rene.person()).await, make(&owner, sami.person()).await];
    let elsewhere: Value = mona.post("/api/teams", &json!({ "name": "Mona's own" })).await.expect(201).json();
    let invitations = format!("/api/teams/{}/invitations", elsewhere["id"].as_str().unwrap());
    let invitation: NewInvitation = mona.post(&invitations, &()).await.expect(201).json();
    let _ = rene.post(&format!("/api/invitations/{}", last(&invitation.link)), &json!({})).await.expect(201);
    let new = json!({ "password": { "current": PASSWORD, "new": "another long password" } });
    let _ = sami.patch("/api/account", &new).await.expect(200);
    for link in &links {
        gone(reset(link).await);
    }

    // A former owner, or a former member.
    let fred = app.member(&owner, "Fred").await;
    let role = |role: &str| json!({ "role": role });
    let _ = owner.patch(&format!("{members}/{}", fred.person()), &role("owner")).await.expect(200);
    let thea = app.member(&owner, "Thea").await;
    let (mine, link) = (make(&owner, thea.person()).await, make(&fred, sami.person()).await);
    let _ = owner.patch(&format!("{members}/{}", fred.person()), &role("member")).await.expect(200);
    gone(reset(&link).await);
    let _ = owner.patch(&format!("{members}/{}", fred.person()), &role("owner")).await.expect(200);
    let link = make(&fred, sami.person()).await;
    let _ = owner.delete(&format!("{members}/{}", fred.person())).await.expect(204);
    gone(reset(&link).await);
    // A person who is not in the team any more.
    let link = make(&owner, sami.person()).await;
    let _ = owner.delete(&format!("{members}/{}", sami.person())).await.expect(204);
    gone(reset(&link).await);
    // Whatever happens to others, this one works.
    let _ = reset(&mine).await.expect(201);
}

#[tokio::test]
async fn a_removed_member_cannot_return_and_reads_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let team = format!("/api/teams/{}", owner.team());
    let invitation: NewInvitation = owner.post(&format!("{team}/invitations"), &()).await.expect(201).json();
    let others: NewInvitation = owner.post(&format!("{team}/invitations"), &()).await.expect(201).json();
    let mut rene = app.client();
    let account = json!({ "account": { "name": "Rene", "email": "rene@example.com", "password": PASSWORD } });
    let used = format!("/api/invitations/{}", last(&invitation.link));
    rene.set_account(rene.post(&used, &account).await.expect(201).json());
    let mona = app.member(&owner, "Mona").await;
    let member = format!("{team}/members/{}", rene.person());
    let _ = owner.patch(&member, &json!({ "role": "owner" })).await.expect(200);

    // What they know and made while they were there.
    let made: NewInvitation = rene.post(&format!("{team}/invitations"), &()).await.expect(201).json();
    let feed = async |who: &Client, path: &str| {
        let calendar: Calendar = who.get(path).await.expect(200).json();
        let at = calendar.url.find("/api/calendars/").unwrap();
        calendar.url[at..].to_owned()
    };
    let path = format!("{team}/calendar");
    let (theirs, monas, own) =
        (feed(&rene, &path).await, feed(&mona, &path).await, feed(&rene, "/api/account/calendar").await);
    let workshop = app.planned(&owner, rene.person(), None, &[]).await;
    let mut desk = app.open(&rene, workshop).await;
    app.close(&mut desk).await;
    let _ = owner.put(&format!("{team}/public-reports"), &json!({ "allowed": true })).await.expect(200);
    let links = format!("/api/workshops/{workshop}/report-links");
    let report = async |who: &Client| {
        let link: NewReportLink = who.post(&links, &json!({ "names": true })).await.expect(201).json();
        format!("/api/reports/{}", last(&link.link))
    };
    let (report, kept) = (report(&rene).await, report(&mona).await);
    let next = app.planned(&owner, owner.person(), None, &[]).await;
    let mut there = app.open(&owner, next).await;
    let mut seat = rene.live(next, "seat").await;
    seat.execute(Command::People(PeopleCommand::Join)).await;
    let anybody = app.client();
    assert!(anybody.get(&own).await.expect(200).text().contains(&next.to_string()));
    for open in [&theirs, &monas, &report, &kept] {
        let _ = anybody.get(open).await.expect(200);
    }
    let screen = app.client();
    let ScreenState::Waiting { code, .. } = screen.post("/api/screen", &()).await.expect(201).json() else {
        panic!("no code");
    };
    let screens = format!("/api/workshops/{next}/screens");
    let _: PairedScreen = rene.post(&screens, &json!({ "code": code })).await.expect(201).json();
    let origin = format!("http://{}", app.address);
    let mut wall = screen.try_live_at("/api/screen/live?face=room", &origin).await.unwrap();
    let phone = app.client();
    let code = app.join_code(next).await;
    let joined = phone.post(&format!("/api/join/{code}"), &json!({ "as": "member", "member": rene.person() })).await;
    let _ = joined.expect(201);
    let mut beside = phone.try_live(next, "face=seat", &origin).await.unwrap();

    let _ = owner.delete(&member).await.expect(204);
    for page in [&mut seat, &mut wall, &mut beside] {
        assert!(page.end().await.1.is_some_and(|code| code == 4401 || code == 4403));
    }
    for path in [&used, &format!("/api/invitations/{}", last(&made.link))] {
        assert_eq!(rene.post(path, &json!({})).await.expect(404).code(), "gone");
        assert_eq!(anybody.get(path).await.expect(404).code(), "gone");
    }
    let _ = anybody.get(&format!("/api/invitations/{}", last(&others.link))).await.expect(200);
    for closed in [&theirs, &report] {
        let _ = anybody.get(closed).await.expect(404);
    }
    for open in [&monas, &kept] {
        let _ = anybody.get(open).await.expect(200);
    }
    assert!(!anybody.get(&own).await.expect(200).text().contains(&next.to_string()));
    assert!(matches!(screen.get("/api/screen").await.expect(200).json(), ScreenState::None));
    assert_eq!(screen.try_live_at("/api/screen/live?face=room", &origin).await.err(), Some(404));
    assert_eq!(phone.try_live(next, "face=seat", &origin).await.err(), Some(401));
    assert_eq!(rene.try_live(next, "face=seat", &origin).await.err(), Some(404));
    // The workshop does not list them as waiting.
    let state = app.app.hub.state(next).await.unwrap();
    assert!(
        state.workshop.people.values().filter(|person| person.present).all(|person| person.person == owner.person())
    );
    there.execute(Command::Time(TimeCommand::StartReflection)).await;
}

/// The part of a link that is secret.
fn last(link: &str) -> String {
    link.rsplit('/').next().unwrap_or_default().to_owned()
}
