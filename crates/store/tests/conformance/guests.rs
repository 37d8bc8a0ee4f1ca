use store::guests::GuestRow;

use crate::support::*;
use store::Conflict;

on_both!(guests_are_added_and_revoked);

fn guest(n: u8, workshop: u128) -> GuestRow {
    GuestRow {
        id: person(n.into()),
        workshop: workshop_id(workshop),
        name: name("Grace"),
        token_hash: Some(token(n)),
        member: None,
        created_at: at(100 - i64::from(n)),
    }
}

async fn guests_are_added_and_revoked(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_workshop(&store, 1, 1, 0).await;
    seed_workshop(&store, 2, 1, 0).await;
    let seated = GuestRow { member: Some(person(1)), ..guest(11, 1) };
    for one in [seated.clone(), guest(12, 1), guest(13, 2)] {
        store.create_guest(one).await.unwrap();
    }
    assert_eq!(store.guest_by_token(token(11)).await.unwrap(), Some(seated.clone()));
    assert_eq!(store.guest_by_token(token(9)).await.unwrap(), None);
    assert_eq!(store.guests(workshop_id(1)).await.unwrap(), [guest(12, 1), seated.clone()]);
    refused(store.create_guest(guest(12, 1)).await, Conflict::Id);
    not_found(store.create_guest(guest(14, 9)).await);

    not_found(store.revoke_guest(workshop_id(2), person(11)).await);
    store.revoke_guest(workshop_id(1), person(11)).await.unwrap();
    store.revoke_guest(workshop_id(1), person(12)).await.unwrap();
    assert_eq!(store.guest_by_token(token(11)).await.unwrap(), None);
    let names_stay = [GuestRow { token_hash: None, ..guest(12, 1) }, GuestRow { token_hash: None, ..seated }];
    assert_eq!(store.guests(workshop_id(1)).await.unwrap(), names_stay);
}
