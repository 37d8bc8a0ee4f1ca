use domain::preparation::Item;
use store::preparation::CancelledRow;

use crate::support::*;

on_both!(ticks_stay_until_they_are_taken_away, cancelled_workshops_are_remembered);

async fn ticks_stay_until_they_are_taken_away(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let (row, other) = (seed_workshop(&store, 1, 1, 0).await, seed_workshop(&store, 2, 1, 0).await);
    for _ in 0..2 {
        store.set_prepared(row.id, Item::RoomScreen, true).await.unwrap();
    }
    store.set_prepared(row.id, Item::RoomBooked, true).await.unwrap();
    assert_eq!(store.prepared(row.id).await.unwrap(), [Item::RoomBooked, Item::RoomScreen].into());
    assert_eq!(store.prepared(other.id).await.unwrap(), [].into());
    for _ in 0..2 {
        store.set_prepared(row.id, Item::RoomScreen, false).await.unwrap();
    }
    assert_eq!(store.prepared(row.id).await.unwrap(), [Item::RoomBooked].into());
    not_found(store.set_prepared(workshop_id(9), Item::RoomBooked, true).await);
}

async fn cancelled_workshops_are_remembered(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let rows = [seed_workshop(&store, 1, 1, 0).await, seed_workshop(&store, 2, 1, 0).await];
    store.set_prepared(rows[0].id, Item::RoomBooked, true).await.unwrap();
    assert_eq!(store.cancelled_workshop(rows[0].id).await.unwrap(), None);
    let gone = |n: usize, minutes| CancelledRow { sequence: 4, at: at(minutes), ..cancelled(&rows[n]) };
    store.delete_workshop(gone(0, 5)).await.unwrap();
    store.delete_workshop(gone(1, 9)).await.unwrap();
    assert_eq!(store.cancelled_workshop(rows[0].id).await.unwrap(), Some(gone(0, 5)));
    assert_eq!(store.cancelled_workshops(team_id(1), at(0)).await.unwrap(), [gone(1, 9), gone(0, 5)]);
    assert_eq!(store.cancelled_workshops(team_id(1), at(6)).await.unwrap(), [gone(1, 9)]);
    assert_eq!(store.cancelled_workshops(team_id(2), at(0)).await.unwrap(), []);
}
