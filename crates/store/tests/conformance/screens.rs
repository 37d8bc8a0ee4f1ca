use domain::id::ScreenId;
use domain::time::Timestamp;
use store::Conflict;
use store::screens::ScreenRow;
use uuid::Uuid;

use crate::support::*;

on_both!(screens_are_paired_once, screens_expire);

pub(crate) fn screen(n: u8, code: &str, expires_at: Timestamp) -> ScreenRow {
    let id = ScreenId(Uuid::from_u128(n.into()));
    ScreenRow { id, token_hash: token(n), code: code.into(), paired: None, expires_at }
}

async fn screens_are_paired_once(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_workshop(&store, 1, 1, 0).await;
    seed_workshop(&store, 2, 1, 0).await;
    let (here, there) = (workshop_id(1), workshop_id(2));
    let waits = screen(21, "KTR4VW", at(600));
    store.create_screen(waits.clone(), None).await.unwrap();
    refused(store.create_screen(screen(22, "KTR4VW", at(600)), None).await, Conflict::Code);
    assert_eq!(store.screen_by_token(token(21), at(1)).await.unwrap(), Some(waits.clone()));

    not_found(store.pair_screen("KTR4VX".into(), here, person(1), at(5), at(9_000)).await);
    let paired = ScreenRow { paired: Some((here, at(5))), expires_at: at(9_000), ..waits };
    assert_eq!(store.pair_screen("KTR4VW".into(), here, person(1), at(5), at(9_000)).await.unwrap(), paired);
    not_found(store.pair_screen("KTR4VW".into(), there, person(1), at(6), at(9_000)).await);
    assert_eq!(store.screen_by_token(token(21), at(7)).await.unwrap(), Some(paired.clone()));
    store.create_screen(screen(22, "KTR4VW", at(600)), None).await.unwrap();
    store.pair_screen("KTR4VW".into(), here, person(1), at(4), at(9_000)).await.unwrap();
    let ids: Vec<_> = store.screens(here, at(7)).await.unwrap().iter().map(|one| one.id.0.as_u128()).collect();
    assert_eq!(ids, [22, 21]);
    assert_eq!(store.screens(there, at(7)).await.unwrap(), []);

    not_found(store.delete_screen(there, paired.id).await);
    assert_eq!(store.delete_screen(here, paired.id).await.unwrap(), paired);
    assert_eq!(store.screen_by_token(token(21), at(7)).await.unwrap(), None);
}

async fn screens_expire(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_workshop(&store, 1, 1, 0).await;
    store.create_screen(screen(21, "KTR4VW", at(600)), None).await.unwrap();
    assert_eq!(store.screen_by_token(token(21), at(600)).await.unwrap(), None);
    not_found(store.pair_screen("KTR4VW".into(), workshop_id(1), person(1), at(600), at(9_000)).await);
    let next = screen(22, "ABCDEF", at(1_200));
    store.create_screen(next.clone(), Some(token(21))).await.unwrap();
    assert_eq!(store.screen_by_token(token(21), at(0)).await.unwrap(), None, "the old one is gone");
    store.pair_screen("ABCDEF".into(), workshop_id(1), person(1), at(700), at(2_000)).await.unwrap();
    store.prune(at(1_999)).await.unwrap();
    assert_eq!(store.screens(workshop_id(1), at(1_999)).await.unwrap().len(), 1);
    assert_eq!(store.screens(workshop_id(1), at(2_000)).await.unwrap(), []);
    store.prune(at(2_000)).await.unwrap();
    assert_eq!(store.screen_by_token(token(22), at(0)).await.unwrap(), None);
}
