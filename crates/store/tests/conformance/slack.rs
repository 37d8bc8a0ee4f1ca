use domain::slack::{Posts, SlackChannel};
use domain::time::Day;
use domain::workshop::Phase;
use store::slack::SlackAppRow;
use store::workshops::Effects;

use crate::support::*;

on_both!(
    a_team_has_one_app,
    apps_are_found_by_workspace,
    workshops_that_begin_soon_are_found,
    teams_with_due_actions_are_found
);

pub(crate) fn slack_app(team: u128, workspace: &str) -> SlackAppRow {
    SlackAppRow {
        team: team_id(team),
        workspace: workspace.into(),
        workspace_name: "Acme".into(),
        bot: "readyroom".into(),
        token: vec![1, 2, 0, 255],
        signing_secret: vec![3],
        channel: Some(SlackChannel::parse("#support").unwrap()),
        posts: Posts { actions: false, ..Posts::ALL },
        connected_at: at(1),
    }
}

async fn a_team_has_one_app(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    assert_eq!(store.slack_app(team_id(1)).await.unwrap(), None);
    store.put_slack_app(slack_app(1, "T1")).await.unwrap();
    assert_eq!(store.slack_app(team_id(1)).await.unwrap(), Some(slack_app(1, "T1")));
    let other = SlackAppRow { channel: None, posts: Posts::ALL, ..slack_app(1, "T2") };
    store.put_slack_app(other.clone()).await.unwrap();
    assert_eq!(store.slack_app(team_id(1)).await.unwrap(), Some(other));
    store.delete_slack_app(team_id(1)).await.unwrap();
    store.delete_slack_app(team_id(1)).await.unwrap();
    assert_eq!(store.slack_app(team_id(1)).await.unwrap(), None);
    not_found(store.put_slack_app(slack_app(9, "T1")).await);
}

async fn apps_are_found_by_workspace(store: AStore) {
    for n in [1, 2, 3] {
        seed_team(&store, n, &[n]).await;
        store.put_slack_app(slack_app(n, if n == 2 { "T2" } else { "T1" })).await.unwrap();
    }
    assert_eq!(store.slack_apps(Some("T1".into())).await.unwrap(), [slack_app(1, "T1"), slack_app(3, "T1")]);
    assert_eq!(store.slack_apps(Some("T9".into())).await.unwrap(), []);
    assert_eq!(store.slack_apps(None).await.unwrap().len(), 3);
}

async fn workshops_that_begin_soon_are_found(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let early = seed_workshop(&store, 1, 1, 100).await;
    let late = seed_workshop(&store, 2, 1, 200).await;
    let of = async |from, to| {
        let found = store.workshops_beginning(at(from), at(to)).await.unwrap();
        found.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(of(0, 200).await, [early.id, late.id]);
    assert_eq!(of(100, 200).await, [late.id], "the first time is not part of it, the last is");
    assert_eq!(of(200, 300).await, []);
    store.append(early.id, commit(2), effects(&early, Phase::Open, None)).await.unwrap();
    assert_eq!(of(0, 200).await, [late.id], "only what is planned");
}

async fn teams_with_due_actions_are_found(store: AStore) {
    for n in [1, 2] {
        seed_team(&store, n, &[n]).await;
    }
    let row = seed_workshop(&store, 1, 1, 0).await;
    assert_eq!(store.last_zone(team_id(1)).await.unwrap().as_deref(), Some("Europe/Vienna"));
    assert_eq!(store.last_zone(team_id(2)).await.unwrap(), None);
    let due = Some(Day::parse("2026-12-04").unwrap());
    let actions =
        vec![domain::workshop::Action { due, ..action(1) }, domain::workshop::Action { due: None, ..action(2) }];
    let happened = Effects { actions, ..effects(&row, Phase::Planned, None) };
    store.append(row.id, commit(2), happened).await.unwrap();
    let of = async |day: &str| store.teams_with_actions_due(Day::parse(day).unwrap()).await.unwrap();
    assert_eq!(of("2026-12-03").await, []);
    assert_eq!(of("2026-12-04").await, [team_id(1)]);
    assert_eq!(of("2027-01-01").await, [team_id(1)]);
}
