use domain::id::ActionId;
use domain::text::{ActionText, ReasonText};
use domain::time::Day;
use domain::workshop::{Action, ActionStatus, Phase, Priority};
use store::Page;
use store::actions::{ActionChange, ActionFilter, ActionRow};
use store::workshops::{Commit, Effects, WorkshopRow};

use crate::support::*;

on_both!(
    a_workshop_makes_actions,
    a_later_workshop_changes_carried_ones,
    ids_of_others_are_refused,
    lists_are_filtered_and_paged,
    actions_change_between_workshops,
);

/// Has a workshop write actions as of a minute.
async fn write(
    store: &AStore,
    row: &WorkshopRow,
    version: u64,
    minute: i64,
    actions: Vec<Action>,
) -> store::Result<()> {
    let commit = Commit { at: at(minute), ..commit(version) };
    store.append(row.id, commit, Effects { actions, ..effects(row, Phase::Reflecting, None) }).await
}

fn row_of(action: &Action, workshop: &WorkshopRow, minute: i64) -> ActionRow {
    let action = action.clone();
    ActionRow {
        id: action.id,
        team: workshop.team,
        workshop: workshop.id,
        text: action.text,
        owner: action.owner,
        due: action.due,
        priority: action.priority,
        status: action.status,
        reason: action.reason,
        notes: action.notes,
        created_at: at(minute),
        updated_at: at(minute),
        done_at: None,
        revision: action.revision,
        removed: action.removed,
    }
}

fn ids(rows: Vec<ActionRow>) -> Vec<u128> {
    rows.into_iter().map(|row| row.id.0.as_u128()).collect()
}

fn id(n: u128) -> ActionId {
    ActionId(uuid(n))
}

async fn a_workshop_makes_actions(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    let due = Some(Day::parse("2026-12-04").unwrap());
    let (full, plain) = (Action { due, ..action(1) }, Action { owner: None, notes: Vec::new(), ..action(2) });
    write(&store, &row, 2, 5, vec![full.clone(), plain.clone()]).await.unwrap();
    assert_eq!(store.action(team_id(1), full.id).await.unwrap(), Some(row_of(&full, &row, 5)));
    assert_eq!(store.action(team_id(2), full.id).await.unwrap(), None);
    assert_eq!(store.open_actions(team_id(1)).await.unwrap(), [row_of(&full, &row, 5), row_of(&plain, &row, 5)]);
    assert_eq!(store.team_counts(team_id(1)).await.unwrap().open_actions, 2);

    let done = Action { status: ActionStatus::Done, revision: 1, ..full.clone() };
    write(&store, &row, 3, 6, vec![done.clone()]).await.unwrap();
    let expected = ActionRow { created_at: at(5), done_at: Some(at(6)), ..row_of(&done, &row, 6) };
    assert_eq!(store.action(team_id(1), full.id).await.unwrap(), Some(expected.clone()));
    let reason = Some(ReasonText::parse("The tool is going away").unwrap());
    let dropped = Action { status: ActionStatus::Dropped, reason: reason.clone(), revision: 2, ..full.clone() };
    write(&store, &row, 4, 7, vec![dropped]).await.unwrap();
    let dropped = store.action(team_id(1), full.id).await.unwrap().unwrap();
    assert_eq!((dropped.done_at, dropped.reason), (Some(at(6)), reason), "not open since then");
    write(&store, &row, 5, 8, vec![Action { removed: true, revision: 3, ..full }]).await.unwrap();
    let removed = store.action(team_id(1), expected.id).await.unwrap().unwrap();
    assert!(removed.removed && removed.done_at.is_none());
    assert_eq!(ids(store.open_actions(team_id(1)).await.unwrap()), [2]);
    assert_eq!(store.team_counts(team_id(1)).await.unwrap().open_actions, 1);
}

async fn a_later_workshop_changes_carried_ones(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let (earlier, later) = (seed_workshop(&store, 1, 1, 0).await, seed_workshop(&store, 2, 1, 90).await);
    write(&store, &earlier, 2, 5, vec![action(1)]).await.unwrap();
    let reviewed = Action { carried: true, status: ActionStatus::Done, revision: 1, ..action(1) };
    write(&store, &later, 2, 95, vec![reviewed.clone()]).await.unwrap();
    let expected = ActionRow { created_at: at(5), done_at: Some(at(95)), ..row_of(&reviewed, &earlier, 95) };
    assert_eq!(store.action(team_id(1), reviewed.id).await.unwrap(), Some(expected));
}

async fn ids_of_others_are_refused(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[1]).await;
    let (ours, sibling) = (seed_workshop(&store, 1, 1, 0).await, seed_workshop(&store, 2, 1, 0).await);
    let foreign = seed_workshop(&store, 3, 2, 0).await;
    write(&store, &ours, 2, 5, vec![action(1)]).await.unwrap();
    for carried in [false, true] {
        let forged = Action { carried, text: ActionText::parse("forged").unwrap(), ..action(1) };
        refused(write(&store, &foreign, 2, 6, vec![action(7), forged]).await, "action");
    }
    refused(write(&store, &sibling, 2, 6, vec![action(1)]).await, "action");
    assert_eq!(store.action(team_id(1), id(1)).await.unwrap(), Some(row_of(&action(1), &ours, 5)));
    assert_eq!(store.action(team_id(2), id(7)).await.unwrap(), None, "the whole commit was undone");
    assert_eq!(store.workshop(foreign.id).await.unwrap().unwrap().version, 1);
}

async fn lists_are_filtered_and_paged(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    seed_team(&store, 2, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    let other = seed_workshop(&store, 2, 2, 0).await;
    let done = Action { status: ActionStatus::Done, ..action(2) };
    let owned = Action { owner: Some(person(2)), ..action(3) };
    write(&store, &row, 2, 5, vec![action(1), done]).await.unwrap();
    write(&store, &row, 3, 6, vec![owned, Action { removed: true, ..action(4) }]).await.unwrap();
    write(&store, &other, 2, 6, vec![action(5)]).await.unwrap();
    let list = async |status, owner: Option<u128>, after: Option<u128>, limit| {
        let filter = ActionFilter { status, owner: owner.map(person) };
        ids(store.actions(team_id(1), filter, Page { after: after.map(id), limit }).await.unwrap())
    };
    assert_eq!(list(None, None, None, 10).await, [3, 2, 1]);
    assert_eq!(list(None, None, None, 2).await, [3, 2]);
    assert_eq!(list(None, None, Some(2), 2).await, [1]);
    assert_eq!(list(Some(ActionStatus::Open), None, None, 10).await, [3, 1]);
    assert_eq!(list(Some(ActionStatus::Done), None, None, 10).await, [2]);
    assert_eq!(list(Some(ActionStatus::Dropped), None, None, 10).await, [0; 0]);
    assert_eq!(list(None, Some(2), None, 10).await, [3]);
    assert_eq!(list(Some(ActionStatus::Open), Some(1), None, 10).await, [1]);
}

async fn actions_change_between_workshops(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    write(&store, &row, 2, 5, vec![action(1), Action { removed: true, ..action(2) }]).await.unwrap();
    let change = ActionChange {
        text: ActionText::parse("Do it now").unwrap(),
        owner: Some(person(2)),
        due: Some(Day::parse("2027-01-31").unwrap()),
        priority: Priority::Low,
        status: ActionStatus::Done,
        reason: None,
    };
    let changed = store.change_action(team_id(1), id(1), 0, change.clone(), at(50)).await.unwrap();
    let expected = ActionRow {
        text: change.text.clone(),
        owner: change.owner,
        due: change.due.clone(),
        priority: change.priority,
        status: change.status,
        updated_at: at(50),
        done_at: Some(at(50)),
        revision: 1,
        ..row_of(&action(1), &row, 5)
    };
    assert_eq!(changed, expected);
    assert_eq!(store.action(team_id(1), id(1)).await.unwrap(), Some(expected));
    refused(store.change_action(team_id(1), id(1), 0, change.clone(), at(51)).await, "changed");
    let reopened = ActionChange { status: ActionStatus::Open, owner: None, due: None, ..change.clone() };
    let reopened = store.change_action(team_id(1), id(1), 1, reopened, at(52)).await.unwrap();
    assert_eq!((reopened.done_at, reopened.owner, reopened.due, reopened.revision), (None, None, None, 2));
    let reason = Some(ReasonText::parse("The tool is going away").unwrap());
    let dropped = ActionChange { status: ActionStatus::Dropped, reason: reason.clone(), ..change.clone() };
    let dropped = store.change_action(team_id(1), id(1), 2, dropped, at(53)).await.unwrap();
    assert_eq!((dropped.reason, dropped.done_at), (reason, Some(at(53))));
    not_found(store.change_action(team_id(2), id(1), 2, change.clone(), at(51)).await);
    not_found(store.change_action(team_id(1), id(2), 0, change, at(51)).await);
}
