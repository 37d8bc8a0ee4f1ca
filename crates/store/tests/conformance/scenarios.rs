use domain::id::RevisionId;
use domain::scenario::{Content, Draft, Scenario};
use domain::text::Title;
use domain::workshop::Phase;
use store::Conflict;
use store::scenarios::{NewRevision, ScenarioRow};
use store::workshops::Effects;

use crate::support::*;

on_both!(
    scenarios_are_added_once,
    a_scenario_is_complete_or_a_draft,
    all_are_added_or_none,
    wordings_replace_each_other_and_stay,
    of_two_changes_one_is_refused,
    scenarios_are_archived_and_restored,
    practised_scenarios_are_counted,
);

fn revision(n: u128, slug: &str) -> NewRevision {
    let mut content = content(slug);
    content.title = Title::parse(&format!("Wording {n}")).unwrap();
    NewRevision { id: RevisionId(uuid(n)), content: Draft(content).into(), written_by: Some(person(1)), at: at(100) }
}

async fn scenarios_are_added_once(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[1]).await;
    let written = ScenarioRow { written_by: Some(person(1)), ..scenario(2, 1, "b") };
    let both = vec![written.clone(), scenario(1, 1, "a")];
    assert_eq!(store.create_scenarios(both).await.unwrap(), Vec::<String>::new());
    assert_eq!(store.create_scenarios(vec![scenario(3, 1, "a"), scenario(4, 1, "c")]).await.unwrap(), ["a"]);
    store.create_scenarios(vec![scenario(5, 2, "a")]).await.unwrap();
    let oldest_first = [scenario(1, 1, "a"), written.clone(), scenario(4, 1, "c")];
    assert_eq!(store.scenarios(team_id(1)).await.unwrap(), oldest_first);
    assert_eq!(store.scenario(team_id(1), scenario_id(2)).await.unwrap(), Some(written));
    assert_eq!(store.scenario(team_id(2), scenario_id(2)).await.unwrap(), None);
    assert_eq!(store.scenario(team_id(1), scenario_id(3)).await.unwrap(), None);
}

async fn a_scenario_is_complete_or_a_draft(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let with_brief = |n, slug: &str, brief: &str| {
        let content = Scenario { brief: brief.into(), minutes: 10, ..content(slug) };
        ScenarioRow { content: Draft(content).into(), ..scenario(n, 1, slug) }
    };
    let rows = vec![with_brief(1, "whole", "It stands still."), with_brief(2, "headline", "")];
    assert!(matches!((&rows[0].content, &rows[1].content), (Content::Complete(_), Content::Draft(_))));
    store.create_scenarios(rows.clone()).await.unwrap();
    assert_eq!(store.scenarios(team_id(1)).await.unwrap(), rows);
}

async fn all_are_added_or_none(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    refused(store.create_scenarios(vec![scenario(1, 1, "a"), scenario(1, 1, "b")]).await, Conflict::Id);
    not_found(store.create_scenarios(vec![scenario(1, 1, "a"), scenario(2, 9, "b")]).await);
    assert_eq!(store.scenarios(team_id(1)).await.unwrap(), []);
}

async fn wordings_replace_each_other_and_stay(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_scenarios(vec![scenario(1, 1, "a"), scenario(2, 1, "b")]).await.unwrap();
    let first = RevisionId(uuid(1));
    let new = revision(11, "renamed");
    let changed = store.change_scenario(team_id(1), scenario_id(1), first, new.clone()).await.unwrap();
    let expected = ScenarioRow {
        revision: new.id,
        number: 2,
        content: new.content.clone(),
        written_by: Some(person(1)),
        updated_at: at(100),
        ..scenario(1, 1, "a")
    };
    assert_eq!(changed, expected);
    assert_eq!(store.scenario(team_id(1), scenario_id(1)).await.unwrap(), Some(expected));

    refused(store.change_scenario(team_id(1), scenario_id(1), first, revision(12, "c")).await, Conflict::Changed);
    refused(store.change_scenario(team_id(1), scenario_id(1), new.id, revision(12, "b")).await, Conflict::Slug);
    refused(store.change_scenario(team_id(1), scenario_id(1), new.id, revision(11, "c")).await, Conflict::Id);
    not_found(store.change_scenario(team_id(1), scenario_id(9), first, revision(12, "c")).await);
    not_found(store.change_scenario(team_id(9), scenario_id(1), new.id, revision(12, "c")).await);

    let wordings = store.revisions(&[new.id, first, RevisionId(uuid(99))]).await.unwrap();
    assert_eq!(
        wordings.into_iter().collect::<Vec<_>>(),
        [(first, content("a")), (new.id, new.content.into_scenario())]
    );
    assert!(store.revisions(&[]).await.unwrap().is_empty());
}

async fn of_two_changes_one_is_refused(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_scenarios(vec![scenario(1, 1, "a")]).await.unwrap();
    let edited = RevisionId(uuid(1));
    let (one, other) = tokio::join!(
        store.change_scenario(team_id(1), scenario_id(1), edited, revision(11, "a")),
        store.change_scenario(team_id(1), scenario_id(1), edited, revision(12, "a")),
    );
    let (done, failed) = if one.is_ok() { (one, other) } else { (other, one) };
    assert_eq!(done.unwrap().number, 2);
    refused(failed, Conflict::Changed);
}

async fn scenarios_are_archived_and_restored(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_scenarios(vec![scenario(1, 1, "a"), scenario(2, 1, "b")]).await.unwrap();
    store.archive_scenario(team_id(1), scenario_id(1), true).await.unwrap();
    assert_eq!(store.scenarios(team_id(1)).await.unwrap(), [scenario(2, 1, "b")]);
    let away = [ScenarioRow { archived: true, ..scenario(1, 1, "a") }];
    assert_eq!(store.archived_scenarios(team_id(1)).await.unwrap(), away);
    assert_eq!(store.archived_scenarios(team_id(9)).await.unwrap(), []);
    assert!(store.scenario(team_id(1), scenario_id(1)).await.unwrap().unwrap().archived);
    let counts = store.team_counts(team_id(1)).await.unwrap();
    assert_eq!((counts.cards, counts.archived_cards), (1, 1));
    assert_eq!(store.create_scenarios(vec![scenario(3, 1, "a")]).await.unwrap(), ["a"], "its slug stays taken");
    store.archive_scenario(team_id(1), scenario_id(1), false).await.unwrap();
    assert_eq!(store.scenarios(team_id(1)).await.unwrap().len(), 2);
    not_found(store.archive_scenario(team_id(9), scenario_id(1), true).await);
}

async fn practised_scenarios_are_counted(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_scenarios(vec![scenario(1, 1, "a"), scenario(2, 1, "b")]).await.unwrap();
    assert!(store.practised(team_id(1)).await.unwrap().is_empty());
    for (n, practised) in [(1, vec![1]), (2, vec![1, 2, 1])] {
        let row = seed_workshop(&store, n, 1, 0).await;
        let practised = practised.into_iter().map(scenario_id).collect();
        let closing = Effects { practised, ..effects(&row, Phase::Closed, Some(at(1))) };
        store.append(row.id, commit(2), closing).await.unwrap();
    }
    let counts: Vec<_> = store.practised(team_id(1)).await.unwrap().into_iter().collect();
    assert_eq!(counts, [(scenario_id(1), 2), (scenario_id(2), 1)]);
}
