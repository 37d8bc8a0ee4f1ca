//! How a database is opened: its migrations, and what is refused.

use std::collections::BTreeSet;
use std::path::Path;

use store::Error;

use crate::raw;
use crate::support::on_both_addresses;

on_both_addresses!(
    opening_again_changes_nothing,
    a_newer_schema_is_refused,
    a_changed_migration_is_refused,
    several_open_it_at_once
);

/// Opens a database and lets go of it again.
async fn open(address: &str) -> store::Result<()> {
    store::open(address).await?.close().await;
    Ok(())
}

async fn opening_again_changes_nothing(address: &str) {
    let store = store::open(address).await.unwrap();
    store.put_setting("kept".into(), "yes".into()).await.unwrap();
    let version = store.schema_version().await.unwrap();
    store.close().await;
    let before = raw::count_rows(address).await;
    for _ in 0..2 {
        let store = store::open(address).await.unwrap();
        assert_eq!(store.setting("kept").await.unwrap().as_deref(), Some("yes"));
        assert_eq!(store.schema_version().await.unwrap(), version);
        store.close().await;
    }
    assert_eq!(raw::count_rows(address).await, before);
}

async fn a_newer_schema_is_refused(address: &str) {
    open(address).await.unwrap();
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         SELECT version + 1000, 'later', success, checksum, 0 FROM _sqlx_migrations";
    raw::execute(address, later).await;
    let newest = newest_migration();
    let refused = open(address).await;
    assert!(
        matches!(refused, Err(Error::NewerSchema { found, known }) if found == newest + 1000 && known == newest),
        "{refused:?}"
    );
}

async fn a_changed_migration_is_refused(address: &str) {
    open(address).await.unwrap();
    let statement = if address.starts_with("sqlite:") {
        "UPDATE _sqlx_migrations SET checksum = X'00'"
    } else {
        r"UPDATE _sqlx_migrations SET checksum = '\x00'"
    };
    raw::execute(address, statement).await;
    let refused = open(address).await;
    assert!(matches!(refused, Err(Error::Corrupt(_))), "{refused:?}");
}

async fn several_open_it_at_once(address: &str) {
    let (a, b, c) = tokio::join!(store::open(address), store::open(address), store::open(address));
    let stores = [a.unwrap(), b.unwrap(), c.unwrap()];
    for (n, writer) in stores.iter().enumerate() {
        writer.put_setting("a".into(), n.to_string()).await.unwrap();
        for reader in &stores {
            assert_eq!(reader.setting("a").await.unwrap(), Some(n.to_string()));
        }
    }
    for store in stores {
        store.close().await;
    }
}

#[tokio::test]
async fn bad_database_addresses_are_refused() {
    for address in ["", "readyroom.sqlite", "mysql://localhost/readyroom", "postgres://localhost:port/x"] {
        let refused = open(address).await;
        assert!(matches!(refused, Err(Error::Address(_))), "{address}: {refused:?}");
    }
    for address in ["sqlite:/nowhere/at/all.sqlite", "postgres://127.0.0.1:1/x"] {
        let refused = open(address).await;
        assert!(matches!(refused, Err(Error::Unavailable(_))), "{address}: {refused:?}");
    }
}

#[tokio::test]
async fn a_file_of_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "These are notes, and no database. ".repeat(100)).unwrap();
    let refused = store::open_sqlite(&path).await.map(drop);
    assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap().len(), 3_400);
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_file_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let store = store::open_sqlite(&folder.path().join("readyroom.sqlite")).await.unwrap();
    store.put_setting("a".into(), "1".into()).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() >= 2, "beside the file lies its write-ahead log: {files:?}");
    for file in files {
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0, "{}", file.display());
    }
    store.close().await;
}

#[test]
fn migrations_have_the_same_numbers_and_names() {
    let sqlite = names("sqlite");
    assert_eq!(sqlite, names("postgres"));
    let numbers: BTreeSet<_> = sqlite.iter().map(|name| number(name)).collect();
    assert_eq!(numbers.len(), sqlite.len(), "each has a number of its own: {sqlite:?}");
}

/// The number of the newest migration.
pub(crate) fn newest_migration() -> i64 {
    names("sqlite").iter().map(|name| number(name)).max().unwrap()
}

fn number(name: &str) -> i64 {
    let (number, _) = name.split_once('_').unwrap();
    assert_eq!(number.len(), 4, "{name} begins with four figures");
    number.parse().unwrap()
}

fn names(database: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(database);
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
