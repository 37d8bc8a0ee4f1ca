use domain::id::{NoteId, WorkshopId};
use domain::text::NoteText;
use domain::workshop::{Event, Phase, WallEvent};
use store::Conflict;
use store::workshops::{Commit, Effects};
use tokio::task::JoinHandle;

use crate::support::*;

on_both!(
    commits_come_back_in_order,
    a_version_is_taken_once,
    a_command_is_taken_once,
    many_workshops_write_at_once,
    one_of_many_commits_at_the_same_version_wins,
    a_bad_command_fails_alone,
    a_bad_command_that_changes_only_the_log_fails_alone,
    several_commits_are_added_at_once,
    all_commits_are_added_or_none,
);

async fn commits_come_back_in_order(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    seed_workshop(&store, 2, 1, 0).await;
    for version in 2..=5 {
        store.append(row.id, commit(version), effects(&row, Phase::Open, None)).await.unwrap();
    }
    assert_eq!(store.workshop(row.id).await.unwrap().unwrap().version, 5);
    assert_eq!(store.commits(row.id, 2, 2).await.unwrap(), [commit(3), commit(4)]);
    assert_eq!(store.commits(row.id, 0, 1).await.unwrap(), [first(&row)]);
    assert_eq!(store.commits(row.id, 5, 10).await.unwrap(), []);
    assert_eq!(store.command_version(row.id, command(4)).await.unwrap(), Some(4));
    assert_eq!(store.command_version(row.id, command(6)).await.unwrap(), None);
    assert_eq!(store.command_version(workshop_id(2), command(4)).await.unwrap(), None);
}

async fn a_version_is_taken_once(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    store.append(row.id, commit(2), effects(&row, Phase::Open, None)).await.unwrap();
    for version in [0, 1, 2, 4, u64::MAX] {
        let late = Commit { command: command(99), ..commit(version) };
        refused(store.append(row.id, late.clone(), effects(&row, Phase::Running, None)).await, Conflict::Version);
        refused(store.append(row.id, late, Effects::default()).await, Conflict::Version);
    }
    not_found(store.append(workshop_id(9), commit(2), effects(&row, Phase::Open, None)).await);
    not_found(store.append(workshop_id(9), commit(2), Effects::default()).await);
    let kept = store.workshop(row.id).await.unwrap().unwrap();
    assert_eq!((kept.version, kept.projection.phase), (2, Phase::Open), "what was refused left nothing behind");
}

async fn a_command_is_taken_once(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    seed_workshop(&store, 2, 1, 0).await;
    store.append(row.id, commit(2), effects(&row, Phase::Open, None)).await.unwrap();
    for version in [2, 3] {
        let again = Commit { command: command(2), ..commit(version) };
        refused(store.append(row.id, again.clone(), effects(&row, Phase::Running, None)).await, Conflict::Command);
        refused(store.append(row.id, again, Effects::default()).await, Conflict::Command);
    }
    assert_eq!(store.workshop(row.id).await.unwrap().unwrap().projection.phase, Phase::Open);
    store.append(workshop_id(2), commit(2), effects(&workshop(2, 1, 0), Phase::Open, None)).await.unwrap();
}

async fn many_workshops_write_at_once(store: AStore) {
    const WORKSHOPS: u128 = 24;
    const COMMITS: u64 = 12;
    seed_team(&store, 1, &[1]).await;
    let mut writers = Vec::new();
    for n in 1..=WORKSHOPS {
        let row = seed_workshop(&store, n, 1, 0).await;
        let store = store.clone();
        writers.push(tokio::spawn(async move {
            for version in 2..=COMMITS {
                let only_log = (n + u128::from(version)) % 2 == 0;
                let effects = if only_log { Effects::default() } else { effects(&row, Phase::Open, None) };
                store.append(row.id, commit(version), effects).await.unwrap();
                let read = store.command_version(row.id, command(version.into())).await.unwrap();
                assert_eq!(read, Some(version), "what was accepted can be read");
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    for n in 1..=WORKSHOPS {
        let log = store.commits(workshop_id(n), 0, 100).await.unwrap();
        let versions: Vec<_> = log.into_iter().map(|commit| commit.version).collect();
        assert_eq!(versions, (1..=COMMITS).collect::<Vec<_>>());
    }
}

async fn one_of_many_commits_at_the_same_version_wins(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    let tries: Vec<_> = (10..26).map(|n| append(&store, row.id, Commit { command: command(n), ..commit(2) })).collect();
    let mut won = 0;
    for one in tries {
        match one.await.unwrap() {
            Ok(()) => won += 1,
            failed => refused(failed, Conflict::Version),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(store.commits(row.id, 0, 100).await.unwrap().len(), 2);
}

async fn a_bad_command_fails_alone(store: AStore) {
    fail_alone(store, append).await;
}

async fn a_bad_command_that_changes_only_the_log_fails_alone(store: AStore) {
    fail_alone(store, append_to_log).await;
}

async fn several_commits_are_added_at_once(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    let unsigned = Commit { actor: None, events: awkward_events(), ..commit(3) };
    let log = [commit(2), unsigned, commit(4)];
    store.append_all(row.id, log.iter().map(|commit| (commit.clone(), Effects::default())).collect()).await.unwrap();
    assert_eq!(store.commits(row.id, 1, 10).await.unwrap(), log);
    assert_eq!(store.workshop(row.id).await.unwrap().unwrap().version, 4);
    let last = vec![(commit(5), Effects::default()), (commit(6), effects(&row, Phase::Running, None))];
    store.append_all(row.id, last).await.unwrap();
    let now = store.workshop(row.id).await.unwrap().unwrap();
    assert_eq!((now.version, now.projection.phase), (6, Phase::Running));
}

async fn all_commits_are_added_or_none(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    store.append(row.id, commit(2), Effects::default()).await.unwrap();
    let known = Commit { command: command(2), ..commit(4) };
    for effects in [Effects::default(), effects(&row, Phase::Running, None)] {
        let log = vec![(commit(3), effects.clone()), (known.clone(), effects)];
        refused(store.append_all(row.id, log).await, Conflict::Command);
    }
    assert_eq!(store.commits(row.id, 0, 10).await.unwrap().len(), 2);
    assert_eq!(store.workshop(row.id).await.unwrap().unwrap().version, 2);
}

/// Events whose text is hard to store.
fn awkward_events() -> Vec<Event> {
    let text = NoteText::parse("\\\"'\u{1f4a9} NULL $1 ? \u{7f} [{}] \u{2028}e\u{301}").unwrap();
    vec![Event::Walls(WallEvent::NoteEdited { note: NoteId(command(7).0), text })]
}

async fn fail_alone(store: AStore, append: fn(&AStore, WorkshopId, Commit) -> JoinHandle<store::Result<()>>) {
    seed_team(&store, 1, &[1]).await;
    for n in 1..=40 {
        seed_workshop(&store, n, 1, 0).await;
    }
    // All wait at once; every fourth is for a version that does not follow, or for a workshop that is not there.
    let tries: Vec<_> = (1..=40)
        .map(|n| match n % 4 {
            1 => append(&store, workshop_id(n), Commit { command: command(99), ..commit(7) }),
            2 => append(&store, workshop_id(1_000 + n), commit(2)),
            _ => append(&store, workshop_id(n), commit(2)),
        })
        .collect();
    for (n, one) in (1..=40).zip(tries) {
        let result = one.await.unwrap();
        match n % 4 {
            1 => refused(result, Conflict::Version),
            2 => not_found(result),
            _ => result.unwrap(),
        }
        let versions = if matches!(n % 4, 1 | 2) { 1 } else { 2 };
        assert_eq!(store.commits(workshop_id(n), 0, 10).await.unwrap().len(), versions, "workshop {n}");
    }
}

/// Begins to add a commit that changes nothing else.
fn append_to_log(store: &AStore, id: WorkshopId, commit: Commit) -> JoinHandle<store::Result<()>> {
    let store = store.clone();
    tokio::spawn(async move { store.append(id, commit, Effects::default()).await })
}

/// Begins to add a commit.
fn append(store: &AStore, id: WorkshopId, commit: Commit) -> JoinHandle<store::Result<()>> {
    let store = store.clone();
    let mut row = workshop(id.0.as_u128(), 1, 0);
    row.projection.join_code = None;
    tokio::spawn(async move { store.append(id, commit, effects(&row, Phase::Open, None)).await })
}
