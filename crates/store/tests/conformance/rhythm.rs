use store::rhythm::CalendarOf;

use crate::support::*;

on_both!(working_hours_are_stored, renewing_a_calendar_url_revokes_the_old_one);

async fn working_hours_are_stored(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    assert_eq!(store.working_hours(person(1)).await.unwrap(), None);
    store.set_working_hours(person(1), (480, 960)).await.unwrap();
    not_found(store.set_working_hours(person(9), (480, 960)).await);
    store.set_time_zone(person(2), "Europe/Vienna".into()).await.unwrap();
    assert_eq!(store.working_hours(person(1)).await.unwrap(), Some((480, 960)));
    let workers = store.workers(team_id(1)).await.unwrap();
    let hours: Vec<_> = workers.iter().map(|one| (one.account, one.time_zone.as_deref(), one.hours)).collect();
    assert_eq!(hours, [(person(1), None, Some((480, 960))), (person(2), Some("Europe/Vienna"), None)]);
}

async fn renewing_a_calendar_url_revokes_the_old_one(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[1]).await;
    for (of, unknown) in [
        (CalendarOf::Member(team_id(2), person(1)), CalendarOf::Member(team_id(9), person(1))),
        (CalendarOf::Team(team_id(1)), CalendarOf::Team(team_id(9))),
        (CalendarOf::Person(person(1)), CalendarOf::Person(person(9))),
    ] {
        assert_eq!(store.calendar(of).await.unwrap(), Some(0));
        store.renew_calendar(of).await.unwrap();
        assert_eq!(store.calendar(of).await.unwrap(), Some(1));
        assert_eq!(store.calendar(unknown).await.unwrap(), None);
        not_found(store.renew_calendar(unknown).await);
    }
}
