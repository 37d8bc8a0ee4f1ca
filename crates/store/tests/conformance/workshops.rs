use domain::text::Title;
use domain::workshop::{Phase, Workshop};
use store::Conflict;
use store::Page;
use store::workshops::{Projection, WorkshopRow};

use crate::support::*;

on_both!(
    workshops_are_found,
    lists_come_in_pages,
    the_next_workshop_is_under_way_or_soon,
    the_last_workshop_was_closed_before,
    codes_are_free_again_after_closing,
    only_planned_workshops_are_deleted,
    the_row_follows_the_log,
);

/// Brings a workshop that has one commit to another phase.
async fn bring(store: &AStore, row: &WorkshopRow, phase: Phase, minute: i64) {
    let closed_at = (phase == Phase::Closed).then(|| at(minute));
    store.append(row.id, commit(2), effects(row, phase, closed_at)).await.unwrap();
}

fn ids(rows: Vec<WorkshopRow>) -> Vec<u128> {
    rows.into_iter().map(|row| row.id.0.as_u128()).collect()
}

async fn workshops_are_found(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let mut row = workshop(1, 1, 0);
    row.projection.scribe = Some(person(2));
    store.create_workshop(row.clone(), first(&row)).await.unwrap();
    assert_eq!(store.workshop(row.id).await.unwrap(), Some(row.clone()));
    assert_eq!(store.workshop(workshop_id(9)).await.unwrap(), None);
    assert_eq!(store.commits(row.id, 0, 10).await.unwrap(), [first(&row)]);
    let mut same = workshop(1, 1, 0);
    same.projection.join_code = None;
    refused(store.create_workshop(same.clone(), first(&same)).await, Conflict::Id);
    not_found(store.create_workshop(workshop(2, 9, 0), first(&row)).await);
}

async fn lists_come_in_pages(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[1]).await;
    for (n, start) in [(1, 30), (2, 10), (3, 20), (4, 20)] {
        seed_workshop(&store, n, 1, start).await;
    }
    seed_workshop(&store, 5, 2, 0).await;
    seed_workshop(&store, 6, 2, 99).await;
    let page = async |after: Option<u128>, limit| {
        ids(store.workshops(team_id(1), Page { after: after.map(workshop_id), limit }).await.unwrap())
    };
    assert_eq!(page(None, 10).await, [1, 4, 3, 2]);
    assert_eq!(page(None, 2).await, [1, 4]);
    assert_eq!(page(Some(4), 2).await, [3, 2]);
    assert_eq!(page(Some(2), 2).await, [0; 0]);
    assert_eq!(page(Some(9), 2).await, [0; 0]);
    assert_eq!(page(Some(6), 2).await, [0; 0], "nothing comes after another team's");
}

async fn the_next_workshop_is_under_way_or_soon(store: AStore) {
    const DAY: i64 = 24 * 60;
    seed_team(&store, 1, &[1]).await;
    let next = async |minute| store.next_workshop(team_id(1), at(minute)).await.unwrap().map(|row| row.id.0.as_u128());
    assert_eq!(next(0).await, None);
    let late = seed_workshop(&store, 1, 1, 3 * DAY).await;
    seed_workshop(&store, 2, 1, 2 * DAY).await;
    let old = seed_workshop(&store, 3, 1, 0).await;
    assert_eq!(next(DAY - 1).await, Some(3));
    assert_eq!(next(DAY).await, Some(2));
    assert_eq!(next(3 * DAY).await, Some(1));
    assert_eq!(next(9 * DAY).await, None);
    bring(&store, &old, Phase::Closed, 1).await;
    assert_eq!(next(0).await, Some(2));
    bring(&store, &late, Phase::Running, 1).await;
    assert_eq!(next(0).await, Some(1));
    assert_eq!(ids(store.workshops_under_way().await.unwrap()), [1]);
}

async fn the_last_workshop_was_closed_before(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    for (n, closed) in [(1, 40), (2, 50), (3, 30)] {
        let row = seed_workshop(&store, n, 1, 0).await;
        bring(&store, &row, Phase::Closed, closed).await;
    }
    seed_workshop(&store, 4, 1, 0).await;
    let last = async |minute| store.last_closed(team_id(1), at(minute)).await.unwrap().map(|row| row.id.0.as_u128());
    assert_eq!(last(60).await, Some(2));
    assert_eq!(last(50).await, Some(1));
    assert_eq!(last(30).await, None);
}

async fn codes_are_free_again_after_closing(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    assert_eq!(store.workshop_by_code("CODE1").await.unwrap(), Some(row.clone()));
    assert_eq!(store.workshop_by_code("code1").await.unwrap(), None);
    let mut other = workshop(2, 1, 0);
    other.projection.join_code = Some("CODE1".into());
    refused(store.create_workshop(other.clone(), first(&other)).await, Conflict::JoinCode);
    bring(&store, &row, Phase::Closed, 1).await;
    assert_eq!(store.workshop_by_code("CODE1").await.unwrap(), None);
    store.create_workshop(other.clone(), first(&other)).await.unwrap();
    assert_eq!(store.workshop_by_code("CODE1").await.unwrap(), Some(other));

    let third = seed_workshop(&store, 3, 1, 0).await;
    let mut taken = effects(&third, Phase::Open, None);
    taken.row.iter_mut().for_each(|row| row.join_code = Some("CODE1".into()));
    refused(store.append(third.id, commit(2), taken).await, Conflict::JoinCode);
    assert_eq!(store.workshop(third.id).await.unwrap(), Some(third));
}

async fn only_planned_workshops_are_deleted(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let (opened, planned) = (seed_workshop(&store, 1, 1, 0).await, seed_workshop(&store, 2, 1, 0).await);
    bring(&store, &opened, Phase::Open, 1).await;
    refused(store.delete_workshop(cancelled(&opened)).await, Conflict::NotPlanned);
    store.delete_workshop(cancelled(&planned)).await.unwrap();
    assert_eq!(store.workshop(planned.id).await.unwrap(), None);
    assert_eq!(store.commits(planned.id, 0, 10).await.unwrap(), []);
    not_found(store.delete_workshop(cancelled(&planned)).await);
}

async fn the_row_follows_the_log(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    let mut state = Workshop::replay(&first(&row).events).unwrap();
    state.plan.title = Title::parse("December").unwrap();
    state.plan.starts_at = at(90);
    state.phase = Phase::Reflecting;
    state.facilitator = person(5);
    state.scribe = Some(person(6));
    let mut changed = effects(&row, Phase::Open, None);
    let projection = Projection::from_workshop(&state, None, Some(at(91)));
    changed.row = Some(projection.clone());
    store.append(row.id, commit(2), changed.clone()).await.unwrap();
    // A commit that changes nothing that lists show.
    changed.row = None;
    store.append(row.id, commit(3), changed).await.unwrap();
    let expected = WorkshopRow { version: 3, projection, ..row };
    assert_eq!(store.workshop(workshop_id(1)).await.unwrap(), Some(expected));
}
