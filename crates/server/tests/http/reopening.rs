//! A closed workshop that is opened again, on both databases.

use api::action::ListedAction;
use documents::report::Report;
use domain::id::ActionId;
use domain::workshop::{ActionCommand, ActionStatus, Command, Commitment, Phase, Priority, TimeCommand};
use serde_json::json;
use testkit::app::{Database, TestApp};
use testkit::client::Client;
use testkit::live::{CommandOutcome, Live, new_id, typed};

const DAY: i64 = 24 * 60;

#[tokio::test]
async fn a_workshop_is_opened_again_on_sqlite() {
    a_workshop_is_opened_again(Database::Sqlite).await;
}

#[tokio::test]
async fn a_workshop_is_opened_again_on_postgres() {
    a_workshop_is_opened_again(Database::Postgres).await;
}

async fn a_workshop_is_opened_again(database: Database) {
    let app = TestApp::start_on(database).await;
    let owner = app.owner().await;
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    let path = format!("/api/workshops/{workshop}");
    let mut desk = app.open(&owner, workshop).await;
    let before = app.join_code(workshop).await;
    let gus = app.guest(&before, "Gus").await;
    let action = app.close(&mut desk).await;
    let closed_at = row(&app, workshop).await.closed_at;
    assert!(closed_at.is_some());

    // Between closing and opening again the action is done in the team's list.
    let done = json!({ "revision": 0, "text": "Alert on the age", "priority": "low", "status": "done" });
    let _ = owner.patch(&list(&owner, Some(action)), &done).await.expect(200);
    app.clock.forward_minutes(DAY);
    desk.execute(Command::Time(TimeCommand::Reopen)).await;

    let now = row(&app, workshop).await;
    assert_eq!((now.phase, now.closed_at), (Phase::Reflecting, None));
    let code = app.join_code(workshop).await;
    assert_ne!(code, before, "who had the old code is not let in by it");
    let _ = app.client().get(&format!("/api/join/{before}")).await.expect(404);
    let _ = app.client().get(&format!("/api/join/{code}")).await.expect(200);
    for report in ["report", "report.md"] {
        assert_eq!(gus.get(&format!("{path}/{report}")).await.expect(409).code(), "not_over");
    }
    assert_eq!(owner.patch(&list(&owner, Some(action)), &done).await.expect(409).code(), "in_workshop");

    let reason = Some("It went with the old queue".to_owned());
    desk.execute(Command::Actions(ActionCommand::ReviewAction {
        action,
        status: ActionStatus::Dropped,
        reason: reason.as_deref().map(typed),
    }))
    .await;
    app.clock.forward_minutes(5);
    desk.execute(Command::Time(TimeCommand::Close)).await;
    let again = row(&app, workshop).await;
    assert_eq!((again.phase, again.join_code), (Phase::Closed, None));
    assert!(again.closed_at > closed_at);
    let actions: Vec<ListedAction> = owner.get(&list(&owner, None)).await.expect(200).json();
    assert_eq!(actions.len(), 1);
    assert_eq!((actions[0].text.as_str(), actions[0].revision), ("Alert on the age", 2), "as it was changed meanwhile");
    assert_eq!((actions[0].status, &actions[0].reason), (ActionStatus::Dropped, &reason));
    let report: Report = gus.get(&format!("{path}/report")).await.expect(200).json();
    assert_eq!(report.actions[0].reason, reason);
    let markdown = owner.get(&format!("{path}/report.md")).await.expect(200);
    assert!(markdown.text().contains("dropped: It went with the old queue"), "{}", markdown.text());
    desk.execute(Command::Time(TimeCommand::Reopen)).await;
}

#[tokio::test]
async fn after_a_day_it_stays_closed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    let mut desk = app.open(&owner, workshop).await;
    app.close(&mut desk).await;
    app.clock.forward_minutes(DAY + 1);
    assert_eq!(desk.command(Command::Time(TimeCommand::Reopen)).await.0, CommandOutcome::Rejected("rule".into()));
}

#[tokio::test]
async fn an_action_is_in_one_workshop_at_a_time() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let first = app.planned(&owner, owner.person(), None, &[]).await;
    let mut desk = app.open(&owner, first).await;
    let action = app.close(&mut desk).await;
    app.clock.forward_minutes(60);
    let next = app.planned(&owner, owner.person(), None, &[]).await;
    let mut later = app.open(&owner, next).await;
    assert_eq!(
        desk.command(Command::Time(TimeCommand::Reopen)).await.0,
        CommandOutcome::Rejected("in_workshop".into())
    );

    let status = ActionStatus::Done;
    later
        .execute(Command::Actions(ActionCommand::ReviewAction { action, status, reason: Some(typed("Not kept")) }))
        .await;
    commit(&mut later).await;
    later.execute(Command::Time(TimeCommand::Close)).await;
    desk.execute(Command::Time(TimeCommand::Reopen)).await;
    let state = app.app.hub.state(first).await.unwrap();
    let there = &state.workshop.actions[&action];
    assert_eq!((there.status, &there.reason, there.carried), (ActionStatus::Done, &None, false));
    assert_eq!(
        later.command(Command::Time(TimeCommand::Reopen)).await.0,
        CommandOutcome::Rejected("in_workshop".into())
    );
}

#[tokio::test]
async fn an_action_under_review_is_not_carried_into_a_second_workshop() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let planned = async || app.planned(&owner, owner.person(), None, &[]).await;
    let first = planned().await;
    let action = app.close(&mut app.open(&owner, first).await).await;
    let (second, third, fourth) = (planned().await, planned().await, planned().await);
    let has = async |workshop| {
        app.app.hub.state(workshop).await.unwrap().workshop.actions.keys().copied().collect::<Vec<_>>()
    };
    let mut desk = app.open(&owner, second).await;
    let mut beside = app.open(&owner, third).await;
    assert_eq!((has(second).await, has(third).await), (vec![action], vec![]));

    // Nor is one that the other has only just committed to. When that one is over, the next looks at both.
    commit(&mut desk).await;
    let made = has(second).await;
    assert_eq!(made.len(), 2);
    let _ = app.close(&mut beside).await;
    desk.execute(Command::Time(TimeCommand::Close)).await;
    drop(app.open(&owner, fourth).await);
    let carried = has(fourth).await;
    assert!(carried.len() == 3 && made.iter().all(|action| carried.contains(action)), "{carried:?}");
}

async fn commit(desk: &mut Live) {
    desk.execute(Command::Time(TimeCommand::StartReflection)).await;
    desk.execute(Command::Actions(ActionCommand::CommitAction {
        action: ActionId(new_id()),
        commitment: Commitment {
            text: typed("Write the runbook"),
            owner: None,
            due: None,
            priority: Priority::Medium,
            impact: None,
            effort: None,
            system: None,
            notes: vec![],
        },
    }))
    .await;
}

async fn row(app: &TestApp, workshop: domain::id::WorkshopId) -> store::workshops::Projection {
    app.app.store.workshop(workshop).await.unwrap().unwrap().projection
}

fn list(member: &Client, action: Option<ActionId>) -> String {
    let all = format!("/api/teams/{}/actions", member.team());
    action.map_or(all.clone(), |action| format!("{all}/{action}"))
}
