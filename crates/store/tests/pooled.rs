//! PostgreSQL behind PgBouncer in transaction mode, as hosts of databases offer it.

use std::sync::Arc;

use testkit::postgres::{Bouncer, Cluster, Durability};

#[tokio::test]
async fn a_pooler_may_give_each_transaction_another_session() {
    let cluster = tokio::task::spawn_blocking(|| Cluster::start(Durability::Relaxed)).await.unwrap();
    let bouncer = Bouncer::start(cluster.url()).await;
    for address in ["", "?statement-cache-capacity=0"] {
        let url = format!("{}{address}", bouncer.through(&cluster.database().await));
        // The second start found the statements of the first.
        for start in ["first", "second", "third"] {
            let store = store::open(&url).await.unwrap();
            store.put_setting("start".into(), start.into()).await.unwrap();
            let mut tasks = tokio::task::JoinSet::new();
            for number in 0..100 {
                let store = Arc::clone(&store);
                tasks.spawn(async move {
                    let name = format!("{number}");
                    store.put_setting(name.clone(), name.clone()).await.unwrap();
                    assert_eq!(store.setting(&name).await.unwrap(), Some(name));
                    assert!(store.account_by_email("ada@example.com").await.unwrap().is_none());
                    store.ping().await.unwrap();
                });
            }
            tasks.join_all().await;
            assert_eq!(store.setting("start").await.unwrap().as_deref(), Some(start));
            store.close().await;
        }
        // Two at once, as when a new version takes over from an old one.
        let (one, other) = tokio::join!(store::open(&url), store::open(&url));
        let (one, other) = (one.unwrap(), other.unwrap());
        one.put_setting("by".into(), "one".into()).await.unwrap();
        assert_eq!(other.setting("by").await.unwrap().as_deref(), Some("one"));
        one.close().await;
        other.close().await;
    }
}
