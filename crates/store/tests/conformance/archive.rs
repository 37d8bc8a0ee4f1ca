//! Copies of a database in use, restored into a database of the same or the other kind.

use std::collections::BTreeMap;
use std::path::Path;

use domain::workshop::Phase;
use store::Conflict;
use store::Error;
use store::archive::{self, Contents};

use crate::raw;
use crate::support::*;

on_both_addresses!(
    a_copy_comes_back_in_either_database,
    a_copy_of_a_database_in_use_is_of_one_moment,
    nothing_is_overwritten
);

/// Rows of every table, so that every column type is copied.
async fn fill(address: &str) {
    let store = store::open(address).await.unwrap();
    store.put_setting("a".into(), "1".into()).await.unwrap();
    seed_team(&store, 1, &[1, 2]).await;
    store.create_session(session(1, 1)).await.unwrap();
    store.create_system(system(1, 1, "invoicing")).await.unwrap();
    store.create_scenarios(vec![scenario(1, 1, "one"), scenario(2, 1, "two")]).await.unwrap();
    let row = seed_workshop(&store, 1, 1, 0).await;
    let mut last = effects(&row, Phase::Closed, Some(at(60)));
    last.actions = vec![action(1)];
    store.append(row.id, commit(2), last).await.unwrap();
    store.close().await;
}

async fn a_copy_comes_back_in_either_database(address: &str) {
    fill(address).await;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let made = archive::backup(address, &copy).await.unwrap();
    let counted = Contents { schema: made.schema, teams: 1, accounts: 2, workshops: 1, commits: 2 };
    assert_eq!(made, counted);
    let before = counts(address).await;
    for target in [sqlite(&folder.path().join("restored.db")), testkit::postgres::database().await] {
        assert_eq!(archive::restore(&copy, &target).await.unwrap(), counted);
        assert_eq!(counts(&target).await, before);
        let store = store::open(&target).await.unwrap();
        assert_eq!(store.commits(workshop_id(1), 0, 10).await.unwrap(), [first(&workshop(1, 1, 0)), commit(2)]);
        assert_eq!(store.account(person(2)).await.unwrap(), Some(account(2)));
        let kept = store.scenario(team_id(1), scenario_id(1)).await.unwrap().map(|row| row.content.into_scenario());
        assert_eq!(kept, Some(content("one")));
        store.close().await;
    }
}

async fn a_copy_of_a_database_in_use_is_of_one_moment(address: &str) {
    const COMMITS: u64 = 60;
    let store = store::open(address).await.unwrap();
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    let folder = tempfile::tempdir().unwrap();
    let writer = {
        let (store, row) = (store.clone(), row.clone());
        tokio::spawn(async move {
            for version in 2..=COMMITS {
                store.append(row.id, commit(version), effects(&row, Phase::Open, None)).await.unwrap();
            }
        })
    };
    let mut copies = Vec::new();
    while copies.len() < 3 {
        let accepted = store.workshop(row.id).await.unwrap().unwrap().version;
        let copy = folder.path().join(format!("{}.db", copies.len()));
        archive::backup(address, &copy).await.unwrap();
        copies.push((accepted, copy));
    }
    writer.await.unwrap();
    store.close().await;
    for (accepted, copy) in copies {
        let copy = store::open_sqlite(&copy).await.unwrap();
        let log = copy.commits(row.id, 0, 100).await.unwrap();
        let held = copy.workshop(row.id).await.unwrap().unwrap().version;
        assert!(held >= accepted, "{accepted} commits were accepted before the copy, which holds {held}");
        assert_eq!(log.iter().map(|commit| commit.version).collect::<Vec<_>>(), (1..=held).collect::<Vec<_>>());
        copy.close().await;
    }
}

async fn nothing_is_overwritten(address: &str) {
    fill(address).await;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    archive::backup(address, &copy).await.unwrap();
    let bytes = std::fs::read(&copy).unwrap();
    refused(archive::backup(address, &copy).await, Conflict::Exists);
    refused(archive::restore(&copy, address).await, Conflict::Exists);
    assert_eq!(std::fs::read(&copy).unwrap(), bytes);
}

#[tokio::test]
async fn a_file_that_is_no_copy_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let target = sqlite(&folder.path().join("restored.db"));
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "These are notes, and no database. ".repeat(100)).unwrap();
    let empty = folder.path().join("empty.db");
    std::fs::write(&empty, "").unwrap();
    for file in [text, empty, folder.path().join("nowhere.db")] {
        let refused = archive::restore(&file, &target).await;
        assert!(matches!(refused, Err(Error::Corrupt(_) | Error::Unavailable(_))), "{}: {refused:?}", file.display());
    }
    assert!(!folder.path().join("restored.db").exists());
}

#[tokio::test]
async fn a_copy_of_a_newer_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let address = sqlite(&folder.path().join("a.db"));
    fill(&address).await;
    raw::execute(&address, "UPDATE _sqlx_migrations SET version = version + 1000").await;
    let refused = archive::restore(&folder.path().join("a.db"), &sqlite(&folder.path().join("b.db"))).await;
    assert!(matches!(refused, Err(Error::NewerSchema { .. })), "{refused:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_copy_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let address = sqlite(&folder.path().join("a.db"));
    fill(&address).await;
    let copy = folder.path().join("copy.db");
    archive::backup(&address, &copy).await.unwrap();
    assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
}

pub(crate) fn sqlite(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

/// The rows of our own tables.
async fn counts(address: &str) -> BTreeMap<String, i64> {
    let mut counts = raw::count_rows(address).await;
    counts.retain(|table, _| !table.starts_with("_sqlx") && !table.starts_with("sqlite_"));
    counts
}
