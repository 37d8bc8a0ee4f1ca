use domain::id::SystemId;
use store::Conflict;
use store::systems::{SystemLinkRow, SystemRow};

use crate::support::*;

on_both!(systems_change, system_names_are_unique, missing_systems_are_added);

async fn systems_change(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[1]).await;
    let link =
        SystemLinkRow { kind: "logs".into(), name: "Logs".into(), url: "https://logs.example.org/?q=\"a\"".into() };
    let first = SystemRow { about: Some("Sends".into()), links: vec![link], ..system(1, 1, "zebra") };
    store.create_system(first.clone()).await.unwrap();
    store.create_system(system(2, 1, "Antelope")).await.unwrap();
    store.create_system(system(3, 2, "other")).await.unwrap();
    assert_eq!(store.systems(team_id(1)).await.unwrap(), [system(2, 1, "Antelope"), first]);

    let renamed = system(1, 1, "Aardvark");
    store.update_system(renamed.clone()).await.unwrap();
    assert_eq!(store.systems(team_id(1)).await.unwrap(), [renamed.clone(), system(2, 1, "Antelope")]);
    not_found(store.update_system(system(1, 2, "of another team")).await);
    not_found(store.delete_system(team_id(2), SystemId(uuid(1))).await);
    store.delete_system(team_id(1), SystemId(uuid(2))).await.unwrap();
    not_found(store.delete_system(team_id(1), SystemId(uuid(2))).await);
    assert_eq!(store.systems(team_id(1)).await.unwrap(), [renamed]);
    not_found(store.create_system(system(9, 9, "of no team")).await);
}

async fn system_names_are_unique(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[1]).await;
    store.create_system(system(1, 1, "Öfen")).await.unwrap();
    refused(store.create_system(system(2, 1, "öFEN")).await, Conflict::Name);
    refused(store.create_system(system(1, 1, "x")).await, Conflict::Id);
    // Neither the id nor the name of another team's system is in the way.
    store.create_system(system(1, 2, "öfen")).await.unwrap();
    assert_eq!(store.systems(team_id(1)).await.unwrap(), [system(1, 1, "Öfen")]);
    store.create_system(system(3, 1, "x")).await.unwrap();
    refused(store.update_system(system(3, 1, "ÖFEN")).await, Conflict::Name);
    store.update_system(system(1, 1, "ÖFEN")).await.unwrap();
}

async fn missing_systems_are_added(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_system(system(1, 1, "Queue")).await.unwrap();
    let wanted = vec![system(2, 1, "queue"), system(3, 1, "Mail"), system(4, 1, "MAIL"), system(5, 1, "jobs")];
    assert_eq!(store.ensure_systems(wanted.clone()).await.unwrap(), 2);
    assert_eq!(store.ensure_systems(wanted).await.unwrap(), 0);
    let names: Vec<_> = store.systems(team_id(1)).await.unwrap().into_iter().map(|s| s.name.to_string()).collect();
    assert_eq!(names, ["jobs", "Mail", "Queue"]);

    // What came from a pack before that was recorded is recorded now, unless somebody changed it.
    let plain = |n, name| SystemRow { about: Some("Sends".into()), ..system(n, 1, name) };
    store.create_system(plain(6, "sender")).await.unwrap();
    store.create_system(SystemRow { about: Some("Ours".into()), ..system(7, 1, "edge") }).await.unwrap();
    let of_pack = |n, name| SystemRow { pack: Some("Starter".into()), ..plain(n, name) };
    assert_eq!(
        store.ensure_systems(vec![of_pack(8, "sender"), of_pack(9, "edge"), of_pack(10, "cache")]).await.unwrap(),
        1
    );
    let packs: Vec<_> = store.systems(team_id(1)).await.unwrap().into_iter().map(|s| s.pack.is_some()).collect();
    assert_eq!(packs, [true, false, false, false, false, true], "cache, edge, jobs, Mail, Queue, sender");
}
