//! A database of the first release is opened by this program: everything in it is still there.

use domain::id::{ActionId, PersonId, SystemId, TeamId, WorkshopId};
use domain::text::SystemName;
use domain::time::Timestamp;
use domain::workshop::{Action, ActionStatus, Level, Phase, Priority, Workshop};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqlSafeStr, SqliteConnection};
use store::Conflict;
use store::actions::{ActionChange, ActionFilter};
use store::systems::SystemRow;
use store::workshops::Effects;
use store::{Page, Store};
use uuid::Uuid;

use crate::archive::sqlite;
use crate::raw;
use crate::support::{at, commit, effects, on_both_addresses, person, refused, seed_team, seed_workshop, team_id};

on_both_addresses!(
    a_database_of_the_first_release_is_brought_up_to_date,
    actions_keep_their_history_and_are_a_team_s_own,
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
        let workshop = action.workshop.expect("a workshop made it");
        assert!(store.origin(workshop).await.unwrap().is_some_and(|origin| !origin.gone));
    }
    assert_eq!(store.retention(TEAM).await.unwrap(), None, "nothing is deleted without a setting");
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

/// As of schema 22 the id of an action is unique in its team only.
async fn actions_keep_their_history_and_are_a_team_s_own(address: &str) {
    first_release(address).await;
    bring_to(address, 21).await;
    let (action, workshop) = ("01a20d455da079b7b657f765c81b46ba", "01a20d45302b7d0dadf1f0e7d14ebc6c");
    let statements = format!(
        "UPDATE action SET status = 'dropped', reason = 'No need', impact = 'high', effort = 'low', system_id = X'{action}'
             WHERE id = X'{action}';
         INSERT INTO action_change (action_id, number, at, person_id, workshop_id, text, owner_id, due, priority, impact,
             effort, system_id, status, reason, removed)
         SELECT id, 2, 1800000000000000, X'{action}', X'{workshop}', text, owner_id, due, priority, impact, effort, system_id,
             status, reason, removed FROM action WHERE id = X'{action}';"
    );
    run(address, statements).await;

    let store = store::open(address).await.unwrap();
    let id = ActionId(action.parse().unwrap());
    let kept = store.action(TEAM, id).await.unwrap().unwrap();
    assert_eq!(kept.text.as_str(), "Link the runbook from the alarm");
    assert_eq!(kept.owner, Some(PersonId("01a20d451ecc7cefbd0add9a82e06e2a".parse().unwrap())));
    assert_eq!(kept.due.clone().map(String::from).as_deref(), Some("2031-02-14"));
    assert_eq!((kept.priority, kept.status), (Priority::High, ActionStatus::Dropped));
    assert_eq!(kept.reason.clone().map(String::from).as_deref(), Some("No need"));
    assert_eq!((kept.impact, kept.effort), (Some(Level::High), Some(Level::Low)));
    assert_eq!((kept.system, kept.revision, kept.removed), (Some(SystemId(id.0)), 1, false));
    assert_eq!(
        (kept.created_at, kept.updated_at),
        (Timestamp(1_795_518_979_498_055), Timestamp(1_795_518_981_709_823))
    );
    assert_eq!((kept.done_at, kept.notes.len()), (Some(kept.updated_at), 1));
    let history = store.action_history(TEAM, id).await.unwrap();
    assert_eq!(history.iter().map(|version| version.is.status).collect::<Vec<_>>(), [ActionStatus::Done, kept.status]);
    let latest = &history[1];
    assert_eq!((latest.at, latest.by), (Timestamp(1_800_000_000_000_000), Some(PersonId(id.0))));
    assert_eq!((latest.workshop, &latest.is.text, &latest.is.due), (kept.workshop, &kept.text, &kept.due));
    assert_eq!((latest.is.owner, &latest.is.reason), (kept.owner, &kept.reason));
    assert_eq!((latest.is.impact, latest.is.effort, latest.is.system), (kept.impact, kept.effort, kept.system));

    // Another team may have that id from now on, and a change of the former goes on with its history.
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    let actions = vec![Action { id, ..crate::support::action(1) }];
    store.append(row.id, commit(2), Effects { actions, ..effects(&row, Phase::Reflecting, None) }).await.unwrap();
    let reopened = ActionChange { status: ActionStatus::Open, reason: None, ..latest.is.clone() };
    store.change_action(TEAM, id, 1, reopened, person(1), at(9)).await.unwrap();
    assert_eq!(store.action_history(TEAM, id).await.unwrap().len(), 3);
    assert_eq!(store.action_history(team_id(1), id).await.unwrap().len(), 1);
    store.delete_team(TEAM).await.unwrap();
    store.close().await;
    let left = raw::count_rows(address).await;
    assert_eq!((left["action"], left["action_change"]), (1, 1));
}

async fn keys_of_an_earlier_release_are_computed_again(address: &str) {
    first_release(address).await;
    let store = store::open(address).await.unwrap();
    let named = |n: u128, name: &str| SystemRow {
        id: SystemId(Uuid::from_u128(n)),
        team: TEAM,
        name: SystemName::parse(name).unwrap(),
        about: None,
        pack: None,
        links: Vec::new(),
    };
    store.create_system(named(1, "Straße")).await.unwrap();
    store.create_system(named(2, "Maße")).await.unwrap();
    seed_team(&store, 1, &[1]).await;
    store.create_system(SystemRow { team: team_id(1), ..named(1, "Brücke") }).await.unwrap();
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
    refused(store.create_system(named(3, "STRASSE")).await, Conflict::Name);
    refused(store.create_system(named(3, "masse")).await, Conflict::Name);
    let bridge = SystemRow { team: team_id(1), ..named(2, "BRÜCKE") };
    refused(store.create_system(bridge).await, Conflict::Name);
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
    bring_to(address, 1).await;
    run(address, ROWS.to_owned()).await;
}

/// Brings a database to the schema of an earlier release.
async fn bring_to(address: &str, schema: i64) {
    if address.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(&format!("{address}?mode=rwc")).await.unwrap();
        migrator("sqlite", schema).run_direct(None, &mut db, false).await.unwrap();
        db.close().await.unwrap();
    } else {
        let mut db = PgConnection::connect(address).await.unwrap();
        migrator("postgres", schema).run_direct(None, &mut db, false).await.unwrap();
        db.close().await.unwrap();
    }
}

/// Runs statements for SQLite on either database.
async fn run(address: &str, statements: String) {
    if address.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(address).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    } else {
        let mut db = PgConnection::connect(address).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(for_postgres(&statements))).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    }
}

/// The migrations up to a schema.
fn migrator(database: &str, schema: i64) -> Migrator {
    let folder = format!("{}/migrations/{database}", env!("CARGO_MANIFEST_DIR"));
    let mut migrations = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let number: i64 = name.split('_').next().unwrap().parse().unwrap();
        if number <= schema {
            let statements = AssertSqlSafe(std::fs::read_to_string(path).unwrap()).into_sql_str();
            migrations.push(Migration::new(number, name.into(), MigrationType::Simple, statements, false));
        }
    }
    migrations.sort_by_key(|migration| migration.version);
    Migrator::with_migrations(migrations)
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
