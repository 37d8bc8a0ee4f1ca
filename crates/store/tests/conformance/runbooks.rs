use domain::id::{RunbookId, ScenarioId, SystemId};
use domain::runbook::RunbookState;
use domain::text::{RunbookText, Title};
use domain::workshop::{Phase, RoundNumber};
use store::Conflict;
use store::runbooks::{RunbookChange, RunbookDraft, RunbookHead, RunbookMerge, RunbookOriginRow, RunbookRow};
use store::workshops::{Commit, Effects, WorkshopRow};

use crate::support::*;

on_both!(
    a_closed_workshop_drafts_runbooks,
    a_round_is_drafted_once,
    a_runbook_change_needs_the_current_revision,
    two_runbooks_merge_into_one,
    a_removed_system_comes_back_with_its_runbooks,
);

fn id(n: u128) -> RunbookId {
    RunbookId(uuid(n))
}

fn text(text: &str) -> RunbookText {
    RunbookText::parse(text).unwrap()
}

/// Closes a workshop that drafts these.
async fn close(store: &AStore, row: &WorkshopRow, version: u64, minute: i64, drafts: Vec<RunbookDraft>) {
    let commit = Commit { at: at(minute), ..commit(version) };
    let closing = effects(row, Phase::Closed, Some(at(minute)));
    store.append(row.id, commit, Effects { drafts, ..closing }).await.unwrap();
}

fn written(n: u128, title: &str) -> RunbookRow {
    let head = RunbookHead {
        id: id(n),
        team: team_id(1),
        title: Title::parse(title).unwrap(),
        state: RunbookState::Kept,
        systems: [].into(),
        origins: vec![],
        revision: 0,
        created_at: at(1),
        updated_at: at(1),
        updated_by: Some(person(1)),
    };
    RunbookRow { head, text: text("Look, then act.") }
}

async fn a_closed_workshop_drafts_runbooks(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_system(system(1, 1, "queue")).await.unwrap();
    let row = seed_workshop(&store, 1, 1, 0).await;
    close(&store, &row, 2, 70, vec![draft(1)]).await;
    let origin = RunbookOriginRow { workshop: row.id, round: RoundNumber(1), scenario: scenario_id(1) };
    let expected = RunbookHead {
        state: RunbookState::Draft,
        systems: [SystemId(uuid(1))].into(),
        origins: vec![origin],
        created_at: at(70),
        updated_at: at(70),
        updated_by: None,
        ..written(1, "Invoices stand still").head
    };
    assert_eq!(store.runbooks(team_id(1)).await.unwrap(), std::slice::from_ref(&expected));
    let whole = RunbookRow { head: expected, text: draft(1).text };
    assert_eq!(store.runbook(team_id(1), id(1)).await.unwrap(), Some(whole));
    assert_eq!(store.runbook(team_id(2), id(1)).await.unwrap(), None);
    assert_eq!(store.runbooks(team_id(2)).await.unwrap(), []);
}

async fn a_round_is_drafted_once(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    close(&store, &row, 2, 70, vec![draft(1)]).await;
    // The workshop was opened again, and closed.
    close(&store, &row, 3, 80, vec![RunbookDraft { id: id(2), text: text("one step more"), ..draft(1) }]).await;
    let there = store.runbook(team_id(1), id(1)).await.unwrap().unwrap();
    assert_eq!((there.text.as_str(), there.head.revision, there.head.updated_at), ("one step more", 0, at(80)));
    let title = Title::parse("Ours").unwrap();
    let change = RunbookChange { title, text: text("ours"), state: RunbookState::Kept, systems: [].into() };
    store.change_runbook(team_id(1), id(1), 0, change, person(1), at(85)).await.unwrap();
    close(&store, &row, 4, 90, vec![RunbookDraft { id: id(3), ..draft(1) }]).await;
    let all = store.runbooks(team_id(1)).await.unwrap();
    assert_eq!(all.iter().map(|head| (head.id, head.title.as_str())).collect::<Vec<_>>(), [(id(1), "Ours")]);
}

async fn a_runbook_change_needs_the_current_revision(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_system(system(1, 1, "queue")).await.unwrap();
    let row = written(1, "Replay dead letters");
    store.create_runbook(row.clone()).await.unwrap();
    refused(store.create_runbook(row.clone()).await, Conflict::Id);
    let change = RunbookChange {
        title: Title::parse("Replay letters").unwrap(),
        text: text("# One\n\n`two`"),
        state: RunbookState::Archived,
        systems: [SystemId(uuid(1))].into(),
    };
    let changed = store.change_runbook(team_id(1), id(1), 0, change.clone(), person(1), at(9)).await.unwrap();
    let head = RunbookHead {
        title: change.title.clone(),
        state: change.state,
        systems: change.systems.clone(),
        revision: 1,
        updated_at: at(9),
        ..row.head
    };
    assert_eq!(changed, RunbookRow { head, text: change.text.clone() });
    assert_eq!(store.runbook(team_id(1), id(1)).await.unwrap(), Some(changed));
    refused(store.change_runbook(team_id(1), id(1), 0, change.clone(), person(1), at(9)).await, Conflict::Changed);
    not_found(store.change_runbook(team_id(2), id(1), 1, change.clone(), person(1), at(9)).await);
    not_found(store.change_runbook(team_id(1), id(2), 0, change, person(1), at(9)).await);
}

async fn two_runbooks_merge_into_one(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_system(system(1, 1, "queue")).await.unwrap();
    store.create_system(system(2, 1, "mail")).await.unwrap();
    let row = seed_workshop(&store, 1, 1, 0).await;
    let second = RunbookDraft { id: id(2), round: RoundNumber(2), scenario: scenario_id(2), ..draft(1) };
    let second = RunbookDraft { systems: [SystemId(uuid(1)), SystemId(uuid(2))].into(), ..second };
    close(&store, &row, 2, 70, vec![draft(1), second]).await;
    let merge = RunbookMerge { from: (id(2), 0), into: (id(1), 0), text: text("both") };
    for (from, into) in [((id(2), 1), (id(1), 0)), ((id(2), 0), (id(1), 1))] {
        let stale = RunbookMerge { from, into, ..merge.clone() };
        refused(store.merge_runbooks(team_id(1), stale, person(1), at(75)).await, Conflict::Changed);
    }
    not_found(store.merge_runbooks(team_id(2), merge.clone(), person(1), at(75)).await);
    let one = store.merge_runbooks(team_id(1), merge, person(1), at(75)).await.unwrap();
    assert_eq!((one.text.as_str(), one.head.revision), ("both", 1));
    assert_eq!(one.head.systems, [SystemId(uuid(1)), SystemId(uuid(2))].into());
    let scenarios: Vec<ScenarioId> = one.head.origins.iter().map(|origin| origin.scenario).collect();
    assert_eq!(scenarios, [scenario_id(1), scenario_id(2)], "it may spoil both cards");
    let gone = store.runbook(team_id(1), id(2)).await.unwrap().unwrap();
    assert_eq!((gone.head.state, gone.head.revision, gone.text), (RunbookState::Archived, 1, draft(1).text));
}

async fn a_removed_system_comes_back_with_its_runbooks(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_system(system(1, 1, "queue")).await.unwrap();
    let mut row = written(1, "Replay");
    row.head.systems = [SystemId(uuid(1))].into();
    store.create_runbook(row.clone()).await.unwrap();
    store.delete_system(team_id(1), SystemId(uuid(1))).await.unwrap();
    assert_eq!(store.runbooks(team_id(1)).await.unwrap()[0].systems, [].into());
    assert_eq!(store.runbook(team_id(1), id(1)).await.unwrap().unwrap().head.systems, [].into());
    store.create_system(system(1, 1, "queue")).await.unwrap();
    assert_eq!(store.runbook(team_id(1), id(1)).await.unwrap(), Some(row));
}
