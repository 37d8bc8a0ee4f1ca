//! A workshop from the plan to the report, on both databases.

use api::action::ListedAction;
use api::live::ServerMessage;
use api::workshop::{JoinInfo, WorkshopDetail, WorkshopSummary};
use documents::report::MomentKind::{
    CardDone, CardOpened, Closed, DebriefStarted, HatPassed, Opened, ReflectionStarted,
};
use documents::report::{Report, ReportRole};
use domain::id::NoteId;
use domain::workshop::{
    ActionStatus, Command, HatCommand, Outcome, Phase, RoundCommand, RoundNumber, Wall, WallCommand,
};
use serde_json::{Value, json};
use testkit::app::{Database, TestApp};
use testkit::live::{new_id, typed};
use testkit::workshops::plan;

#[tokio::test]
async fn a_workshop_runs_from_plan_to_report_on_sqlite() {
    from_plan_to_report(Database::Sqlite).await;
}

#[tokio::test]
async fn a_workshop_runs_from_plan_to_report_on_postgres() {
    from_plan_to_report(Database::Postgres).await;
}

async fn from_plan_to_report(database: Database) {
    let app = TestApp::start_on(database).await;
    let owner = app.owner().await;
    let mona = app.member(&owner, "Mona").await;
    let cards = app.cards(&owner).await;
    let workshop = app.planned(&owner, owner.person(), Some(mona.person()), &cards[..4]).await;
    let path = format!("/api/workshops/{workshop}");
    let planned: WorkshopDetail = owner.get(&path).await.expect(200).json();
    assert_eq!((planned.card_ids.len(), planned.join_code), (4, None));

    let mut desk = app.open(&owner, workshop).await;
    let code = app.join_code(workshop).await;
    let info: JoinInfo = app.client().get(&format!("/api/join/{}", code.to_lowercase())).await.expect(200).json();
    assert_eq!(info.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Mona"]);
    let gus = app.guest(&code, "Gus").await;
    let mut seat = gus.live(workshop, "seat").await;

    desk.execute(Command::Hat(HatCommand::PassHat)).await;
    desk.execute(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) })).await;
    let note = NoteId(new_id());
    let text = "The log search took <b>4 min</b>".to_owned();
    seat.execute(Command::Walls(WallCommand::AddNote {
        note,
        wall: Wall::Crappy,
        text: typed(&text),
        round: Some(RoundNumber(1)),
        token: None,
    }))
    .await;
    desk.until(|message| matches!(message, ServerMessage::Changes { upsert, .. } if upsert.iter().any(|e| e.key().id == note.to_string()))).await;
    app.clock.forward_minutes(9);
    desk.execute(Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(1) })).await;
    desk.execute(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(1), outcome: Outcome::Solved })).await;
    assert_eq!(owner.get(&format!("{path}/report")).await.expect(409).code(), "not_over");
    let action = app.close(&mut desk).await;

    let report: Report = gus.get(&format!("{path}/report")).await.expect(200).json();
    assert_eq!((report.phase, report.cards.len(), report.cards[0].minutes), (Phase::Closed, 1, Some(9)));
    assert_eq!((report.notes[0].text.as_str(), report.notes[0].author.as_deref()), (text.as_str(), Some("Gus")));
    let people: Vec<_> = report.people.iter().map(|person| (person.name.as_str(), person.guest)).collect();
    assert_eq!(people, [("Olive", false), ("Gus", true)]);
    assert!(report.people[0].parts.starts_with(&[ReportRole::Facilitator]), "{:?}", report.people[0]);
    assert_eq!(report.people[1].stays[0].until, report.closed_at);
    let kinds: Vec<_> = report.timeline.iter().map(|moment| moment.kind).collect();
    let expected = [Opened, HatPassed, CardOpened, DebriefStarted, CardDone, ReflectionStarted, Closed];
    assert_eq!(kinds, expected);
    let markdown = mona.get(&format!("{path}/report.md")).await.expect(200);
    assert!(markdown.text().contains("took &lt;b&gt;4 min&lt;/b&gt; (Gus)"), "{}", markdown.text());
    assert!(markdown.header("content-disposition").starts_with("attachment"));

    let _ = app.client().get(&format!("/api/join/{code}")).await.expect(404);
    let actions = format!("/api/teams/{}/actions", owner.team());
    let open: Vec<ListedAction> = mona.get(&format!("{actions}?status=open")).await.expect(200).json();
    assert_eq!((open[0].id, open[0].workshop_title.as_deref()), (action, Some("November workshop")));
    let change = json!({ "revision": open[0].revision, "text": "Done now", "priority": "low", "status": "done" });
    let done: ListedAction = mona.patch(&format!("{actions}/{action}"), &change).await.expect(200).json();
    assert_eq!(done.status, ActionStatus::Done);
    assert_eq!(mona.patch(&format!("{actions}/{action}"), &change).await.expect(409).code(), "changed");
    let list: Vec<WorkshopSummary> =
        mona.get(&format!("/api/teams/{}/workshops", owner.team())).await.expect(200).json();
    assert_eq!(list[0].phase, Phase::Closed);
}

#[tokio::test]
async fn a_plan_can_be_changed_until_the_doors_open() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mona = app.member(&owner, "Mona").await;
    let cards = app.cards(&owner).await;
    let workshop = app.planned(&owner, owner.person(), None, &cards[..2]).await;
    let path = format!("/api/workshops/{workshop}");
    let mut later = plan();
    later.title = "December workshop".into();
    let wanted = json!({
        "plan": later, "facilitator": mona.person(), "scribe": owner.person(), "cards": [cards[1], cards[2], cards[2]]
    });
    let changed: WorkshopDetail = owner.put(&path, &wanted).await.expect(200).json();
    assert_eq!(changed.summary.plan.title, "December workshop");
    assert_eq!((changed.summary.facilitator, changed.summary.scribe), (mona.person(), Some(owner.person())));
    assert_eq!((changed.summary.cards, changed.card_ids.len()), (2, 2));

    let mut short = plan();
    short.minutes = 30;
    let refused = json!({ "plan": short, "facilitator": mona.person(), "cards": [] });
    assert_eq!(owner.put(&path, &refused).await.expect(422).code(), "rule");
    let unchanged: WorkshopDetail = owner.get(&path).await.json();
    assert_eq!(unchanged.summary.plan.title, "December workshop", "all of it or nothing");

    let _desk = app.open(&mona, workshop).await;
    assert_eq!(mona.put(&path, &wanted).await.expect(422).code(), "wrong_phase");
    assert_eq!(mona.delete(&path).await.expect(409).code(), "not_planned");
    let open: WorkshopDetail = mona.get(&path).await.json();
    assert_eq!(open.join_code, Some(app.join_code(workshop).await));
}

#[tokio::test]
async fn a_seat_is_kept_by_its_cookie_alone() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    let _desk = app.open(&owner, workshop).await;
    let code = app.join_code(workshop).await;
    let gus = app.guest(&code, "Gus").await;
    let again = gus.post(&format!("/api/join/{code}"), &json!({ "as": "guest", "name": "Somebody else" })).await;
    assert_eq!(again.expect(201).json::<Value>()["person"], gus.person().to_string());
    let me = gus.get("/api/me").await.json::<Value>();
    assert_eq!(me["guest_of"][0]["name"], "Gus");

    let forger = app.client();
    forger.set_cookie(&format!("readyroom_guest_{workshop}"), "forged");
    assert_eq!(forger.try_live(workshop, "face=seat", &format!("http://{}", app.address)).await.err(), Some(401));
    let elsewhere = app.planned(&owner, owner.person(), None, &[]).await;
    let (name, secret) = gus.cookies().split_once('=').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert!(name.ends_with(&workshop.to_string()));
    forger.set_cookie(&format!("readyroom_guest_{elsewhere}"), &secret);
    assert_eq!(forger.try_live(elsewhere, "face=seat", &format!("http://{}", app.address)).await.err(), Some(401));
    assert_eq!(gus.try_live(workshop, "face=seat", "https://evil.example").await.err(), Some(403));
    let unknown = json!({ "as": "member", "member": workshop.0 });
    assert_eq!(app.client().post(&format!("/api/join/{code}"), &unknown).await.expect(422).code(), "invalid");
}
