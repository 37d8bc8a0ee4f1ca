use domain::actions::ActionOrder;
use domain::id::{ActionId, SystemId};
use domain::text::{ActionText, ReasonText};
use domain::time::Day;
use domain::workshop::{Action, ActionStatus, Level, Phase, Priority};
use store::Conflict;
use store::Page;
use store::actions::{ActionChange, ActionFilter, ActionRow, OwnedBy};
use store::workshops::{Commit, Effects, WorkshopRow};

use crate::support::*;

on_both!(
    a_workshop_makes_actions,
    a_later_workshop_changes_carried_ones,
    an_action_is_written_outside_a_workshop,
    the_id_of_an_action_is_taken_in_its_team_alone,
    lists_are_filtered_and_paged,
    actions_change_between_workshops,
    every_filter_and_every_order,
    a_persons_open_actions_of_all_their_teams,
    the_history_of_an_action_is_kept,
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
        workshop: Some(workshop.id),
        text: action.text,
        owner: action.owner,
        due: action.due,
        priority: action.priority,
        impact: action.impact,
        effort: action.effort,
        system: action.system,
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

async fn an_action_is_written_outside_a_workshop(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 90).await;
    let written = ActionRow { workshop: None, notes: Vec::new(), ..row_of(&action(1), &row, 5) };
    store.create_action(written.clone(), person(1)).await.unwrap();
    refused(store.create_action(written.clone(), person(1)).await, Conflict::Action);
    assert_eq!(store.open_actions(team_id(1)).await.unwrap(), std::slice::from_ref(&written));
    // A workshop that did not carry it cannot take its id; one that did reviews it.
    refused(write(&store, &row, 2, 95, vec![action(1)]).await, Conflict::Action);
    let reviewed = Action { carried: true, status: ActionStatus::Done, revision: 1, notes: Vec::new(), ..action(1) };
    write(&store, &row, 2, 95, vec![reviewed]).await.unwrap();
    let now = store.action(team_id(1), id(1)).await.unwrap().unwrap();
    assert_eq!((now.workshop, now.status, now.done_at), (None, ActionStatus::Done, Some(at(95))));
    let history = store.action_history(team_id(1), id(1)).await.unwrap();
    let versions: Vec<_> = history.iter().map(|version| (version.at, version.by, version.workshop)).collect();
    assert_eq!(versions, [(at(5), Some(person(1)), None), (at(95), None, Some(row.id))]);
}

async fn the_id_of_an_action_is_taken_in_its_team_alone(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[1]).await;
    let (ours, sibling) = (seed_workshop(&store, 1, 1, 0).await, seed_workshop(&store, 2, 1, 0).await);
    let foreign = seed_workshop(&store, 3, 2, 0).await;
    write(&store, &ours, 2, 5, vec![action(1)]).await.unwrap();
    refused(write(&store, &sibling, 2, 6, vec![action(7), action(1)]).await, Conflict::Action);
    assert_eq!(store.action(team_id(1), id(7)).await.unwrap(), None, "the whole commit was undone");
    assert_eq!(store.workshop(sibling.id).await.unwrap().unwrap().version, 1);

    // Another team has the same id, whether or not it claims to have carried the action, and changes its own alone.
    let theirs = Action { carried: true, text: ActionText::parse("theirs").unwrap(), ..action(1) };
    write(&store, &foreign, 2, 6, vec![theirs.clone(), action(2)]).await.unwrap();
    let change = ActionChange {
        text: ActionText::parse("still theirs").unwrap(),
        owner: Some(person(1)),
        due: None,
        priority: Priority::Low,
        impact: None,
        effort: None,
        system: None,
        status: ActionStatus::Open,
        reason: None,
    };
    store.change_action(team_id(2), id(1), 0, change.clone(), person(1), at(7)).await.unwrap();
    assert_eq!(store.action(team_id(1), id(1)).await.unwrap(), Some(row_of(&action(1), &ours, 5)));
    let changed = store.action(team_id(2), id(1)).await.unwrap().unwrap();
    assert_eq!((changed.workshop, changed.text, changed.revision), (Some(foreign.id), change.text.clone(), 1));
    let history = async |team| {
        let versions = store.action_history(team_id(team), id(1)).await.unwrap();
        versions.into_iter().map(|version| (version.at, version.is.text)).collect::<Vec<_>>()
    };
    assert_eq!(history(1).await, [(at(5), action(1).text)]);
    assert_eq!(history(2).await, [(at(6), theirs.text), (at(7), change.text)]);

    // A page goes on after the team's own action of that id, and after none of another team's.
    let after = async |team, n, order| {
        let page = Page { after: Some(id(n)), limit: 9 };
        ids(store.actions(team_id(team), ActionFilter { order, ..ActionFilter::default() }, page).await.unwrap())
    };
    for order in [ActionOrder::Newest, ActionOrder::Due, ActionOrder::Priority, ActionOrder::Gain] {
        assert_eq!(after(1, 1, order).await, [0; 0], "{order:?}");
        assert_eq!(after(1, 2, order).await, [0; 0], "{order:?}");
    }
    assert_eq!(after(2, 2, ActionOrder::Newest).await, [1]);

    store.delete_team(team_id(2)).await.unwrap();
    assert_eq!(history(2).await, []);
    assert_eq!(history(1).await, [(at(5), action(1).text)]);
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
        let owner = owner.map(|owner| OwnedBy::Member(person(owner)));
        let filter = ActionFilter { status, owner, ..ActionFilter::default() };
        let page = Page { after: after.map(id), limit };
        ids(store.actions(team_id(1), filter, page).await.unwrap())
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
        impact: Some(Level::High),
        effort: Some(Level::Low),
        system: Some(SystemId(uuid(9))),
        status: ActionStatus::Done,
        reason: None,
    };
    let changed = store.change_action(team_id(1), id(1), 0, change.clone(), person(2), at(50)).await.unwrap();
    let expected = ActionRow {
        text: change.text.clone(),
        owner: change.owner,
        due: change.due.clone(),
        priority: change.priority,
        impact: change.impact,
        effort: change.effort,
        system: change.system,
        status: change.status,
        reason: change.reason.clone(),
        updated_at: at(50),
        done_at: Some(at(50)),
        revision: 1,
        ..row_of(&action(1), &row, 5)
    };
    assert_eq!(changed, expected);
    assert_eq!(store.action(team_id(1), id(1)).await.unwrap(), Some(expected));
    refused(store.change_action(team_id(1), id(1), 0, change.clone(), person(2), at(51)).await, Conflict::Changed);
    let reopened = ActionChange { status: ActionStatus::Open, owner: None, due: None, ..change.clone() };
    let reopened = store.change_action(team_id(1), id(1), 1, reopened, person(2), at(52)).await.unwrap();
    assert_eq!((reopened.done_at, reopened.owner, reopened.due, reopened.revision), (None, None, None, 2));
    let reason = Some(ReasonText::parse("The tool is going away").unwrap());
    let dropped = ActionChange { status: ActionStatus::Dropped, reason: reason.clone(), ..change.clone() };
    let dropped = store.change_action(team_id(1), id(1), 2, dropped, person(2), at(53)).await.unwrap();
    assert_eq!((dropped.reason, dropped.done_at), (reason, Some(at(53))));
    not_found(store.change_action(team_id(2), id(1), 2, change.clone(), person(2), at(51)).await);
    not_found(store.change_action(team_id(1), id(2), 0, change, person(2), at(51)).await);
}

async fn every_filter_and_every_order(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    let day = |day: &str| Some(Day::parse(day).unwrap());
    let text = |text: &str| ActionText::parse(text).unwrap();
    let quick = (Some(Level::High), Some(Level::Low));
    let even = (Some(Level::Medium), Some(Level::Medium));
    let action = |n, (impact, effort), priority| Action { impact, effort, priority, ..action(n) };
    let made = vec![
        Action { due: day("2026-12-04"), owner: None, ..action(1, even, Priority::High) },
        Action { system: Some(SystemId(uuid(7))), ..action(2, quick, Priority::Low) },
        Action {
            due: day("2026-11-20"), text: text("100 % of ÄMTER_x!"), ..action(3, (None, None), Priority::Medium)
        },
        Action { due: day("2026-11-30"), ..action(4, quick, Priority::High) },
    ];
    write(&store, &row, 2, 5, made).await.unwrap();
    let ask = async |filter: ActionFilter, order, after: Option<u128>, limit| {
        let page = Page { after: after.map(id), limit };
        ids(store.actions(team_id(1), ActionFilter { order, ..filter }, page).await.unwrap())
    };
    let all = ActionFilter::default;
    for (order, expected) in [
        (ActionOrder::Newest, [4, 3, 2, 1]),
        (ActionOrder::Due, [3, 4, 1, 2]),
        (ActionOrder::Priority, [4, 1, 3, 2]),
        (ActionOrder::Gain, [4, 2, 1, 3]),
    ] {
        assert_eq!(ask(all(), order, None, 10).await, expected, "{order:?}");
        let (first, second) = expected.split_at(2);
        assert_eq!(ask(all(), order, None, 2).await, first, "{order:?}");
        assert_eq!(ask(all(), order, Some(first[1]), 2).await, second, "{order:?}, the next page");
    }
    let check = async |filter: ActionFilter, expected: &[u128]| {
        assert_eq!(ask(filter.clone(), ActionOrder::Due, None, 10).await, expected, "{filter:?}");
    };
    check(ActionFilter { owner: Some(OwnedBy::Nobody), ..all() }, &[1]).await;
    check(ActionFilter { system: Some(SystemId(uuid(7))), ..all() }, &[2]).await;
    check(ActionFilter { due_before: day("2026-11-30"), ..all() }, &[3]).await;
    for (text, expected) in
        [("ämter", &[3][..]), ("0 % of", &[3]), ("%", &[3]), ("_x!", &[3]), ("DO THING", &[4, 1, 2]), ("' OR 1", &[])]
    {
        check(ActionFilter { text: Some(text.into()), ..all() }, expected).await;
    }
}

async fn a_persons_open_actions_of_all_their_teams(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    seed_team(&store, 2, &[3, 2]).await;
    seed_team(&store, 3, &[3]).await;
    let mine = |n, due: &str| Action { owner: Some(person(2)), due: Some(Day::parse(due).unwrap()), ..action(n) };
    for (team, actions) in [
        (1, vec![mine(1, "2026-12-04"), action(2), Action { status: ActionStatus::Done, ..mine(3, "2026-12-01") }]),
        (2, vec![mine(4, "2026-11-20"), Action { removed: true, ..mine(5, "2026-11-20") }]),
        (3, vec![mine(6, "2026-11-20")]),
    ] {
        let row = seed_workshop(&store, team, team, 0).await;
        write(&store, &row, 2, 5, actions).await.unwrap();
    }
    assert_eq!(ids(store.actions_of(person(2)).await.unwrap()), [4, 1], "not those of a team that is not theirs");
}

async fn the_history_of_an_action_is_kept(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    write(&store, &row, 2, 5, vec![action(1)]).await.unwrap();
    let change = ActionChange {
        text: ActionText::parse("Do it now").unwrap(),
        owner: None,
        due: None,
        priority: Priority::Low,
        impact: None,
        effort: Some(Level::Medium),
        system: None,
        status: ActionStatus::Dropped,
        reason: Some(ReasonText::parse("The queue is gone").unwrap()),
    };
    let dropped = store.change_action(team_id(1), id(1), 0, change.clone(), person(2), at(50)).await.unwrap();
    refused(store.change_action(team_id(1), id(1), 0, change.clone(), person(1), at(51)).await, Conflict::Changed);
    let reopened = Action { status: ActionStatus::Open, revision: 2, removed: true, ..action(1) };
    write(&store, &row, 3, 60, vec![reopened]).await.unwrap();
    assert_eq!(dropped.reason, change.reason);
    assert_eq!(store.action(team_id(1), id(1)).await.unwrap().unwrap().reason, None, "it went with the status");

    let history = store.action_history(team_id(1), id(1)).await.unwrap();
    let versions: Vec<_> = history.iter().map(|v| (v.at, v.by, v.workshop, v.is.status, v.removed)).collect();
    let here = Some(row.id);
    assert_eq!(
        versions,
        [
            (at(5), None, here, ActionStatus::Open, false),
            (at(50), Some(person(2)), None, ActionStatus::Dropped, false),
            (at(60), None, here, ActionStatus::Open, true),
        ]
    );
    assert_eq!(history[1].is, change);
    assert_eq!(store.action_history(team_id(2), id(1)).await.unwrap(), []);
}
