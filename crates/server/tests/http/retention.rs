//! Old workshops are deleted a day after the team chose the setting, and not before.

use api::action::{ActionChanged, ListedAction};
use api::retention::{Keep, TeamRetention};
use api::runbook::RunbookSummary;
use api::workshop::WorkshopSummary;
use documents::report::Report;
use domain::id::{NoteId, WorkshopId};
use domain::workshop::{Command, PeopleCommand, Wall, WallCommand};
use serde_json::json;
use testkit::app::TestApp;
use testkit::client::Client;
use testkit::live::{new_id, typed};

const DAY: i64 = 24 * 60;

/// A workshop that was held: with a card that was played, a guest, a guest's note and an action.
async fn held(app: &TestApp, owner: &Client) -> WorkshopId {
    let cards = app.cards(owner).await;
    let workshop = app.planned(owner, owner.person(), None, &cards).await;
    let mut desk = app.open(owner, workshop).await;
    let guest = app.guest(&app.join_code(workshop).await, "Gwen Guest").await;
    let mut seat = guest.live(workshop, "seat").await;
    seat.execute(Command::People(PeopleCommand::Join)).await;
    let text = typed("The alarm names no queue");
    seat.execute(Command::Walls(WallCommand::AddNote {
        note: NoteId(new_id()),
        wall: Wall::Crappy,
        text,
        round: None,
        token: None,
    }))
    .await;
    let _ = app.close(&mut desk).await;
    workshop
}

async fn clean(app: &TestApp) {
    server::housekeeping::clean(&app.app).await.unwrap();
}

#[tokio::test]
async fn old_workshops_are_deleted_and_their_actions_stay() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let workshop = held(&app, &owner).await;
    let path = format!("/api/teams/{}", owner.team());
    let actions: Vec<ListedAction> = owner.get(&format!("{path}/actions")).await.expect(200).json();
    let history = format!("{path}/actions/{}/history", actions[0].id);
    let before: Vec<ActionChanged> = owner.get(&history).await.expect(200).json();
    app.clock.forward_minutes(100 * DAY);
    let again = json!({ "email": "olive@example.com", "password": testkit::app::PASSWORD });
    let _ = owner.post("/api/session", &again).await.expect(201);

    let preview = format!("{path}/retention/preview");
    let goes: api::retention::Goes = owner.get(&format!("{preview}?workshop_months=3")).await.expect(200).json();
    let oldest = goes.oldest.expect("there is one");
    assert_eq!((goes.workshops, goes.notes, goes.open_actions, goes.guests), (1, 1, 1, 0));
    assert_eq!((Some(oldest.title), goes.next), (actions[0].workshop_title.clone(), None));
    let goes: api::retention::Goes = owner.get(&format!("{preview}?workshop_months=12")).await.expect(200).json();
    assert_eq!(goes.workshops, 0);
    assert!(goes.next.is_some(), "it shows when the first one is deleted");
    let refused = owner.get(&format!("{preview}?workshop_months=1")).await.expect(422);
    assert!(refused.text().contains("workshop_months"), "{}", refused.text());

    let kept: TeamRetention =
        owner.put(&format!("{path}/retention"), &json!({ "workshop_months": 3 })).await.expect(200).json();
    let from = kept.from.clone().expect("it waits for a day");
    clean(&app).await;
    let _ = owner.get(&format!("/api/workshops/{workshop}")).await.expect(200);
    // The same setting again does not restart the delay; changing it back deletes nothing.
    app.clock.forward_minutes(60);
    let again: TeamRetention =
        owner.put(&format!("{path}/retention"), &json!({ "workshop_months": 3 })).await.expect(200).json();
    assert_eq!(again.from, Some(from));
    let _ = owner.put(&format!("{path}/retention"), &json!({})).await.expect(200);
    app.clock.forward_minutes(2 * DAY);
    clean(&app).await;
    let _ = owner.get(&format!("/api/workshops/{workshop}")).await.expect(200);

    let _ = owner.put(&format!("{path}/retention"), &json!({ "workshop_months": 3 })).await.expect(200);
    app.clock.forward_minutes(DAY);
    clean(&app).await;
    for gone in ["", "/report", "/report.md"] {
        let _ = owner.get(&format!("/api/workshops/{workshop}{gone}")).await.expect(404);
    }
    let listed: Vec<WorkshopSummary> = owner.get(&format!("{path}/workshops")).await.expect(200).json();
    assert!(listed.is_empty());
    let _ = owner.get("/api/home").await.expect(200);
    let _ = owner.get(&format!("{path}/export.zip")).await.expect(200);
    let after: Vec<ListedAction> = owner.get(&format!("{path}/actions")).await.expect(200).json();
    assert_eq!(after.len(), actions.len());
    assert_eq!(after[0].workshop_title, actions[0].workshop_title);
    let after: Vec<ActionChanged> = owner.get(&history).await.expect(200).json();
    assert_eq!(after, before);
    let runbooks: Vec<RunbookSummary> = owner.get(&format!("{path}/runbooks")).await.expect(200).json();
    assert!(runbooks.iter().flat_map(|runbook| &runbook.origins).all(|origin| origin.workshop_gone));
    let now: TeamRetention = owner.get(&format!("{path}/retention")).await.expect(200).json();
    assert_eq!((now.keep, now.from), (Keep { workshop_months: Some(3), guest_days: None }, None));

    // What was carried out of it is there in the next one.
    let next = app.planned(&owner, owner.person(), None, &[]).await;
    let _desk = app.open(&owner, next).await;
    let open: Vec<ListedAction> = owner.get(&format!("{path}/actions")).await.expect(200).json();
    assert_eq!(open[0].in_workshop, Some(next));
}

#[tokio::test]
async fn names_of_guests_are_deleted_and_their_notes_stay() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let workshop = held(&app, &owner).await;
    let path = format!("/api/teams/{}/retention", owner.team());
    let report = format!("/api/workshops/{workshop}/report");
    let whole = owner.get(&report).await.expect(200).text();
    assert!(whole.contains("Gwen Guest"), "{whole}");
    let _ = owner.put(&path, &json!({ "guest_days": 7 })).await.expect(200);
    app.clock.forward_minutes(6 * DAY);
    clean(&app).await;
    assert!(owner.get(&report).await.expect(200).text().contains("Gwen Guest"));
    app.clock.forward_minutes(DAY);
    let kept: TeamRetention = owner.get(&path).await.expect(200).json();
    assert_eq!(kept.goes.guests, 1);
    clean(&app).await;
    let answer = owner.get(&report).await.expect(200);
    assert!(!answer.text().contains("Gwen"), "{}", answer.text());
    assert!(answer.text().contains("The alarm names no queue"));
    let _: Report = answer.json();
    assert!(!owner.get(&format!("{report}.md")).await.expect(200).text().contains("Gwen"));
}
