use domain::id::OutgoingId;
use domain::messages::{Channel, Topic};
use store::outbox::{AttemptEnd, OutgoingRow, OutgoingState, WebhookRow};

use crate::support::*;

on_both!(
    a_message_is_taken_once_and_ends,
    a_key_is_used_once,
    teams_take_turns,
    unfinished_attempts_are_found,
    handing_over_is_recorded,
    failed_messages_are_sent_again_or_dropped,
    messages_to_erased_people_are_not_sent,
    webhooks_are_kept_and_removed,
    people_choose_the_messages_that_they_get,
    old_messages_are_pruned,
);

pub(crate) fn outgoing(n: u128, team: u128, account: Option<u128>, due: i64) -> OutgoingRow {
    OutgoingRow {
        id: OutgoingId(uuid(n)),
        team: Some(team_id(team)),
        account: account.map(person),
        channel: Channel::Mail,
        notice: r#"{"kind":"test"}"#.into(),
        key: format!("test/{n}"),
        due_at: at(due),
    }
}

pub(crate) fn webhook(team: u128) -> WebhookRow {
    let url = "https://hooks.example/readyroom".to_owned();
    WebhookRow { team: team_id(team), url, secret: vec![1, 2, 3], changed_at: at(0) }
}

fn over(state: OutgoingState) -> AttemptEnd {
    AttemptEnd::Final { state, problem: Some("550 no such user".into()) }
}

async fn take(store: &AStore, now: i64, limit: u32, a_team: u32) -> Vec<(u128, u32)> {
    let taken = store.take_outgoing(Channel::Mail, at(now), at(now + 3), limit, a_team).await.unwrap();
    let mut taken: Vec<_> = taken.into_iter().map(|taken| (taken.outgoing.id.0.as_u128(), taken.attempt)).collect();
    taken.sort_unstable();
    taken
}

async fn a_message_is_taken_once_and_ends(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let slack = OutgoingRow { channel: Channel::Slack, ..outgoing(3, 1, Some(1), 0) };
    store.enqueue(vec![outgoing(1, 1, Some(1), 0), outgoing(2, 1, None, 5), slack]).await.unwrap();
    let taken = store.take_outgoing(Channel::Mail, at(0), at(3), 10, 10).await.unwrap();
    assert_eq!(taken.len(), 1);
    assert_eq!(OutgoingRow { due_at: at(0), ..taken[0].outgoing.clone() }, outgoing(1, 1, Some(1), 0));
    assert_eq!(take(&store, 1, 10, 10).await, []);

    let again = AttemptEnd::Again { at: at(4), problem: "450 later".into() };
    store.end_attempt(OutgoingId(uuid(1)), 1, again, at(1)).await.unwrap();
    assert_eq!(take(&store, 3, 10, 10).await, []);
    assert_eq!(take(&store, 5, 10, 10).await, [(1, 2), (2, 1)]);
    // The result of the first attempt arrives too late.
    store.end_attempt(OutgoingId(uuid(1)), 1, over(OutgoingState::Failed), at(5)).await.unwrap();
    store.end_attempt(OutgoingId(uuid(1)), 2, over(OutgoingState::Sent), at(5)).await.unwrap();
    let counts = store.outgoing_counts(team_id(1), at(0), &[]).await.unwrap();
    let expected = [
        ((Channel::Mail, OutgoingState::Sending), 1),
        ((Channel::Mail, OutgoingState::Sent), 1),
        ((Channel::Slack, OutgoingState::Waiting), 1),
    ];
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(store.outgoing_counts(team_id(1), at(5), &[]).await.unwrap().len(), 2, "ended by then");
    assert_eq!(store.outgoing_counts(team_id(1), at(0), &["other"]).await.unwrap().len(), 3);
    assert_eq!(store.outgoing_counts(team_id(1), at(0), &["other", "test"]).await.unwrap().len(), 0, "left out");
}

async fn a_key_is_used_once(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let twin = |n| OutgoingRow { key: "the same".into(), ..outgoing(n, 1, Some(1), 0) };
    store.enqueue(vec![twin(1), twin(2)]).await.unwrap();
    assert_eq!(take(&store, 0, 10, 10).await, [(1, 1)]);
    store.end_attempt(OutgoingId(uuid(1)), 1, over(OutgoingState::Sent), at(0)).await.unwrap();
    store.enqueue(vec![twin(3)]).await.unwrap();
    assert_eq!(take(&store, 9, 10, 10).await, []);
}

async fn teams_take_turns(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[2]).await;
    let many = (1..=6).map(|n| outgoing(n, 1, Some(1), 0));
    store.enqueue(many.chain((11..=12).map(|n| outgoing(n, 2, Some(2), 1))).collect()).await.unwrap();
    assert_eq!(take(&store, 1, 3, 2).await, [(1, 1), (2, 1), (11, 1)]);
    assert_eq!(take(&store, 1, 9, 2).await, [(12, 1)], "the first team has two under way");
    store.end_attempt(OutgoingId(uuid(2)), 1, over(OutgoingState::Sent), at(1)).await.unwrap();
    assert_eq!(take(&store, 1, 9, 2).await, [(3, 1)]);
}

async fn unfinished_attempts_are_found(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.enqueue(vec![outgoing(1, 1, Some(1), 0)]).await.unwrap();
    assert_eq!(take(&store, 0, 1, 1).await, [(1, 1)]);
    assert_eq!(store.unfinished_attempts(Channel::Mail, at(2)).await.unwrap(), []);
    let lost = store.unfinished_attempts(Channel::Mail, at(3)).await.unwrap();
    assert_eq!((lost.len(), lost[0].outgoing.id, lost[0].attempt), (1, OutgoingId(uuid(1)), 1));
    assert!(!lost[0].handed, "the other side cannot have it");
    assert_eq!(store.unfinished_attempts(Channel::Slack, at(3)).await.unwrap(), []);
}

async fn handing_over_is_recorded(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.enqueue(vec![outgoing(1, 1, Some(1), 0)]).await.unwrap();
    let hand_over = async |attempt, now| store.hand_over(OutgoingId(uuid(1)), attempt, at(now)).await.unwrap();
    let handed = async |now| store.unfinished_attempts(Channel::Mail, at(now)).await.unwrap()[0].handed;
    assert!(!hand_over(1, 0).await, "no attempt has begun");
    assert_eq!(take(&store, 0, 1, 1).await, [(1, 1)]);
    assert!(!hand_over(2, 1).await, "there is no such attempt");
    assert!(!hand_over(1, 3).await, "the lease is over");
    assert!(!handed(3).await);
    assert!(hand_over(1, 2).await);
    assert!(handed(3).await);
    let again = AttemptEnd::Again { at: at(3), problem: "450 later".into() };
    store.end_attempt(OutgoingId(uuid(1)), 1, again, at(2)).await.unwrap();
    assert!(!hand_over(1, 2).await, "it has ended");
    assert_eq!(take(&store, 3, 1, 1).await, [(1, 2)]);
    assert!(!handed(6).await, "another attempt starts again");
}

async fn failed_messages_are_sent_again_or_dropped(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[2]).await;
    store.enqueue((1..=3).map(|n| outgoing(n, 1, Some(1), 0)).collect()).await.unwrap();
    assert_eq!(take(&store, 0, 9, 9).await.len(), 3);
    let ends = [OutgoingState::Failed, OutgoingState::Doubtful, OutgoingState::Sent];
    for (n, state) in (1..).zip(ends) {
        store.end_attempt(OutgoingId(uuid(n)), 1, over(state), at(i64::try_from(n).unwrap())).await.unwrap();
    }
    let stuck = store.stuck_outgoing(team_id(1), 10).await.unwrap();
    let seen: Vec<_> = stuck.iter().map(|stuck| (stuck.outgoing.id.0.as_u128(), stuck.state, stuck.ended_at)).collect();
    assert_eq!(seen, [(2, OutgoingState::Doubtful, at(2)), (1, OutgoingState::Failed, at(1))]);
    assert!(stuck.iter().all(|stuck| stuck.attempts == 1 && stuck.problem == "550 no such user"));
    assert_eq!(store.stuck_outgoing(team_id(2), 10).await.unwrap(), []);

    let ids = |n| vec![OutgoingId(uuid(n))];
    not_found(store.send_again(team_id(2), ids(1), at(4)).await);
    not_found(store.send_again(team_id(1), ids(3), at(4)).await);
    store.send_again(team_id(1), ids(1), at(4)).await.unwrap();
    not_found(store.send_again(team_id(1), ids(1), at(4)).await);
    assert_eq!(take(&store, 4, 9, 9).await, [(1, 1)]);
    not_found(store.forget_outgoing(team_id(2), ids(2), at(4)).await);
    store.forget_outgoing(team_id(1), ids(2), at(4)).await.unwrap();
    assert_eq!(store.stuck_outgoing(team_id(1), 10).await.unwrap(), []);
}

async fn messages_to_erased_people_are_not_sent(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    store.enqueue(vec![outgoing(1, 1, Some(2), 0), outgoing(2, 1, Some(9), 0), outgoing(3, 9, None, 0)]).await.unwrap();
    store.set_wanted(person(2), Channel::Mail, Topic::Survey, false).await.unwrap();
    store.erase_account(person(2), false).await.unwrap();
    assert_eq!(take(&store, 0, 9, 9).await, []);
}

async fn webhooks_are_kept_and_removed(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    assert_eq!(store.webhook(team_id(1)).await.unwrap(), None);
    store.put_webhook(webhook(1)).await.unwrap();
    assert_eq!(store.webhook(team_id(1)).await.unwrap(), Some(webhook(1)));
    let other = WebhookRow { secret: vec![4], changed_at: at(1), ..webhook(1) };
    store.put_webhook(other.clone()).await.unwrap();
    assert_eq!(store.webhook(team_id(1)).await.unwrap(), Some(other));
    store.delete_webhook(team_id(1)).await.unwrap();
    not_found(store.delete_webhook(team_id(1)).await);
    not_found(store.put_webhook(webhook(9)).await);
}

async fn people_choose_the_messages_that_they_get(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    assert_eq!(store.muted_topics(person(1)).await.unwrap(), []);
    for _ in 0..2 {
        store.set_wanted(person(1), Channel::Mail, Topic::Survey, false).await.unwrap();
    }
    store.set_wanted(person(1), Channel::Mail, Topic::Actions, false).await.unwrap();
    let unwanted = [(Channel::Mail, Topic::Actions), (Channel::Mail, Topic::Survey)];
    assert_eq!(store.muted_topics(person(1)).await.unwrap(), unwanted);
    store.set_wanted(person(1), Channel::Mail, Topic::Actions, true).await.unwrap();
    assert_eq!(store.muted_topics(person(1)).await.unwrap(), [(Channel::Mail, Topic::Survey)]);
    not_found(store.set_wanted(person(9), Channel::Mail, Topic::Survey, false).await);
}

async fn old_messages_are_pruned(store: AStore) {
    const DAY: i64 = 24 * 60;
    seed_team(&store, 1, &[1]).await;
    store.enqueue(vec![outgoing(1, 1, Some(1), 0), outgoing(2, 1, Some(1), 0)]).await.unwrap();
    assert_eq!(take(&store, 0, 9, 9).await.len(), 2);
    store.end_attempt(OutgoingId(uuid(1)), 1, over(OutgoingState::Failed), at(0)).await.unwrap();
    let left = async |now| {
        store.prune(at(now)).await.unwrap();
        store.outgoing_counts(team_id(1), at(-1), &[]).await.unwrap().values().sum::<u32>()
    };
    assert_eq!(left(59 * DAY).await, 2);
    assert_eq!(left(60 * DAY).await, 1, "what has not ended stays");
}
