//! A database of the first release is opened by this program: everything in it is still there.

use domain::id::{SystemId, TeamId, WorkshopId};
use domain::text::SystemName;
use domain::workshop::{Phase, Workshop};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqlSafeStr, SqliteConnection};
use store::actions::ActionFilter;
use store::systems::System;
use store::{Page, Store};
use uuid::Uuid;

use crate::archive::sqlite;
use crate::raw;
use crate::support::{on_both_addresses, refused};

on_both_addresses!(
    a_database_of_the_first_release_is_brought_up_to_date,
    keys_of_an_earlier_release_are_computed_again
);

const TEAM: TeamId = TeamId(Uuid::from_u128(0x01a2_0d45_1731_754b_9566_98e1_3e1e_53ca));
/// What it kept after a workshop, as statements for SQLite.
const ROWS: &str = include_str!("upgrade/first.sql");

async fn a_database_of_the_first_release_is_brought_up_to_date(address: &str) {
    first_release(address).await;
    let store = store::open(address).await.unwrap();
    assert_eq!(store.members(TEAM).await.unwrap().len(), 4);
    assert_eq!(store.scenarios(TEAM).await.unwrap().len(), 4);
    assert_eq!(store.systems(TEAM).await.unwrap().len(), 12);
    let actions = store.actions(TEAM, ActionFilter::default(), Page { after: None, limit: 10 }).await.unwrap();
    assert_eq!(actions.len(), 2);
    for action in &actions {
        assert_eq!(store.action_history(TEAM, action.id).await.unwrap().len(), 1);
        assert!(store.origin(action.workshop).await.unwrap().is_some_and(|origin| !origin.gone));
    }
    assert_eq!(store.retention(TEAM).await.unwrap(), None, "nothing is thrown away that nobody asked for");
    let workshops = store.workshops(TEAM, Page { after: None, limit: 10 }).await.unwrap();
    let mut phases: Vec<_> = workshops.iter().map(|row| row.projection.phase).collect();
    phases.sort();
    assert_eq!(phases, [Phase::Open, Phase::Closed]);
    for row in workshops {
        let state = replayed(&*store, row.id).await;
        assert_eq!(state.phase, row.projection.phase);
        assert_eq!(domain::workshop::violation(&state), None);
        assert_eq!(state.notes.is_empty(), row.projection.phase == Phase::Open);
    }
    store.close().await;
}

async fn keys_of_an_earlier_release_are_computed_again(address: &str) {
    first_release(address).await;
    let store = store::open(address).await.unwrap();
    let named = |n: u128, name: &str| System {
        id: SystemId(Uuid::from_u128(n)),
        team: TEAM,
        name: SystemName::parse(name).unwrap(),
        about: None,
        links: Vec::new(),
    };
    store.create_system(named(1, "Straße")).await.unwrap();
    store.create_system(named(2, "Maße")).await.unwrap();
    store.close().await;
    // Earlier releases only wrote these in lower case, so that one name could be there twice.
    raw::execute(address, "UPDATE system SET name_key = 'straße' WHERE name = 'Straße'").await;
    raw::execute(address, "UPDATE system SET name_key = 'maße' WHERE name = 'Maße'").await;
    raw::execute(address, "UPDATE action SET text = 'Straße ' || text, text_key = 'straße'").await;
    let count = async |text: &str, store: &dyn Store| {
        let filter = ActionFilter { text: Some(text.into()), ..ActionFilter::default() };
        store.actions(TEAM, filter, Page { after: None, limit: 10 }).await.unwrap().len()
    };

    let store = store::open(address).await.unwrap();
    refused(store.create_system(named(3, "STRASSE")).await, "name");
    refused(store.create_system(named(3, "masse")).await, "name");
    assert_eq!(count("STRASSE", &*store).await, 2);
    store.delete_system(TEAM, SystemId(Uuid::from_u128(2))).await.unwrap();
    store.create_system(named(3, "MASSE")).await.unwrap();
    store.create_system(named(4, "Fluss")).await.unwrap();
    store.close().await;

    // Two names that are the same now both stay.
    raw::execute(address, "UPDATE system SET name = 'Maße', name_key = 'maße' WHERE name = 'Fluss'").await;
    let store = store::open(address).await.unwrap();
    let systems = store.systems(TEAM).await.unwrap();
    let kept = systems.iter().filter(|system| ["Maße", "MASSE"].contains(&system.name.as_str())).count();
    assert_eq!((kept, systems.len()), (2, 15));
    store.close().await;
}

#[tokio::test]
async fn a_copy_is_kept_before_an_upgrade() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("readyroom.db");
    first_release(&sqlite(&path)).await;
    for old in [1, 2, 3, 4] {
        std::fs::write(folder.path().join(format!("readyroom.db.before-{old}")), "an older copy").unwrap();
    }
    let store = store::open_sqlite(&path).await.unwrap();
    let newest = store.schema_version().await.unwrap();
    store.close().await;
    let copy = folder.path().join(format!("readyroom.db.before-{newest}"));
    assert_eq!(store::archive::contents(&copy).await.unwrap().schema, 1);
    let before = raw::count_rows(&sqlite(&copy)).await;
    assert_eq!(before["workshop_commit"], 38);
    let mut kept: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    kept.retain(|name| name.to_string_lossy().contains(".before-"));
    assert_eq!(kept.len(), 3, "{kept:?}");

    let modified = std::fs::metadata(&copy).unwrap().modified().unwrap();
    store::open_sqlite(&path).await.unwrap().close().await;
    assert_eq!(std::fs::metadata(&copy).unwrap().modified().unwrap(), modified, "there was nothing to do");
}

#[tokio::test]
async fn a_new_database_needs_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("readyroom.db");
    store::open_sqlite(&path).await.unwrap().close().await;
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(files.iter().all(|name| !name.to_string_lossy().contains("before")), "{files:?}");
}

/// Makes what the first release had made.
async fn first_release(address: &str) {
    if address.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(&format!("{address}?mode=rwc")).await.unwrap();
        let schema = include_str!("../../migrations/sqlite/0001_first.sql");
        migrator(schema).run_direct(None, &mut db, false).await.unwrap();
        sqlx::raw_sql(ROWS).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    } else {
        let mut db = PgConnection::connect(address).await.unwrap();
        let schema = include_str!("../../migrations/postgres/0001_first.sql");
        migrator(schema).run_direct(None, &mut db, false).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(for_postgres(ROWS))).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    }
}

fn migrator(schema: &'static str) -> Migrator {
    let first = Migration::new(1, "first".into(), MigrationType::Simple, schema.into_sql_str(), false);
    Migrator::with_migrations(vec![first])
}

/// SQLite writes bytes as X'…'. PostgreSQL takes 16 of them for a UUID, and others as '\x…'.
fn for_postgres(rows: &str) -> String {
    let mut parts = rows.split("X'");
    let mut statements = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.find('\'').unwrap();
        statements += if digits == 32 { "'" } else { r"'\x" };
        statements += part;
    }
    statements
}

async fn replayed(store: &dyn Store, id: WorkshopId) -> Workshop {
    let log = store.commits(id, 0, 1_000).await.unwrap();
    Workshop::replay(log.iter().flat_map(|commit| &commit.events)).unwrap()
}
