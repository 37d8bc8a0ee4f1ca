use store::accounts::{LinkPurpose, OneTimeLinkRow};

use crate::support::*;

on_both!(settings_are_kept, pruning_deletes_what_has_expired, the_database_answers_pings);

async fn settings_are_kept(store: AStore) {
    assert_eq!(store.setting("a").await.unwrap(), None);
    store.put_setting("a".into(), "1".into()).await.unwrap();
    store.put_setting("b".into(), String::new()).await.unwrap();
    store.put_setting("a".into(), "2".into()).await.unwrap();
    assert_eq!(store.setting("a").await.unwrap().as_deref(), Some("2"));
    assert_eq!(store.setting("b").await.unwrap().as_deref(), Some(""));
}

async fn pruning_deletes_what_has_expired(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    for (n, expires_at) in [(1, at(60)), (2, at(61))] {
        store.create_session(store::accounts::SessionRow { expires_at, ..session(n, 1) }).await.unwrap();
        store.create_invitation(store::teams::InvitationRow { expires_at, ..invitation(n, 1, 1) }).await.unwrap();
        let purpose = LinkPurpose::SetUp;
        let link = OneTimeLinkRow { token_hash: token(n), purpose, account: None, made_by: None, expires_at };
        store.create_one_time_link(link).await.unwrap();
    }
    store.prune(at(60)).await.unwrap();
    // Asked at an earlier time, only what was deleted is gone.
    for (n, there) in [(1, false), (2, true)] {
        assert_eq!(store.session(token(n), at(0)).await.unwrap().is_some(), there);
        assert_eq!(store.invitation_by_token(token(n), at(0)).await.unwrap().is_some(), there);
        assert_eq!(store.peek_one_time_link(token(n), LinkPurpose::SetUp, at(0)).await.unwrap().is_some(), there);
    }
}

async fn the_database_answers_pings(store: AStore) {
    store.ping().await.unwrap();
    assert_eq!(store.schema_version().await.unwrap(), crate::opening::newest_migration());
    store.close().await;
    assert!(store.ping().await.is_err());
    assert!(store.setting("a").await.is_err());
}
