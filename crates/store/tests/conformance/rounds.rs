use domain::id::{OutgoingId, SurveyRoundId};
use domain::messages::Channel;
use domain::survey::MissedWhy;
use domain::survey::{SurveyOrigin, Threshold, Wording};
use domain::time::{Day, Timestamp};
use store::Conflict;
use store::outbox::OutgoingRow;
use store::rounds::{MissedRoundRow, NextWake};
use store::surveys::{NewSurveyRound, SurveyRoundRow, SurveyRow, SurveySettings};

use crate::support::*;

on_both!(time_zones_are_stored, surveys_wake_and_advance, a_round_opens_with_its_messages_or_not_at_all);

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(crate) fn survey(next: Option<(&str, Timestamp)>) -> SurveyRow {
    let settings = SurveySettings {
        recurrence: "FREQ=MONTHLY;BYDAY=1TU".into(),
        minute: 600,
        days_open: 7,
        threshold: Threshold::default(),
        comments: true,
        wording: None,
    };
    let (next_day, wake_at) = next.map(|(text, at)| (day(text), at)).unzip();
    SurveyRow { team: team_id(1), active: next_day.is_some(), settings, next_day, wake_at }
}

pub(crate) fn round(n: u128, occurrence: Option<&str>) -> NewSurveyRound {
    let round = SurveyRoundRow {
        id: SurveyRoundId(uuid(n)),
        team: team_id(1),
        occurrence: occurrence.map(day),
        origin: if occurrence.is_some() { SurveyOrigin::Schedule } else { SurveyOrigin::Hand },
        wording: Wording::usual(),
        threshold: Threshold::default(),
        comments: true,
        public_key: vec![1],
        opened_at: at(10),
        closes_at: at(100),
        extended: false,
        invited: 1,
        roster_change: None,
        closing: None,
    };
    NewSurveyRound { round, private_key: vec![2], invited: vec![(person(1), at(10))] }
}

fn message(n: u128, key: &str) -> OutgoingRow {
    OutgoingRow {
        id: OutgoingId(uuid(n)),
        team: Some(team_id(1)),
        account: Some(person(1)),
        channel: Channel::Mail,
        notice: r#"{"kind":"test"}"#.into(),
        key: key.into(),
        due_at: at(10),
    }
}

fn next(text: &str, minutes: i64) -> NextWake {
    NextWake { day: Some(day(text)), wake_at: Some(at(minutes)) }
}

async fn waiting(store: &AStore) -> usize {
    store.take_outgoing(Channel::Mail, at(20), at(30), 10, 10).await.unwrap().len()
}

async fn time_zones_are_stored(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    assert_eq!(store.time_zone(person(1)).await.unwrap(), None);
    store.set_time_zone(person(1), "Europe/Vienna".into()).await.unwrap();
    not_found(store.set_time_zone(person(9), "UTC".into()).await);
    assert_eq!(store.time_zone(person(1)).await.unwrap().as_deref(), Some("Europe/Vienna"));
    store.change_member(team_id(1), person(2), None, Some(true)).await.unwrap();
    let before = store.responders(team_id(1)).await.unwrap();
    assert_eq!(before.iter().map(|one| one.time_zone.as_deref()).collect::<Vec<_>>(), [Some("Europe/Vienna"), None]);
    store.change_member(team_id(1), person(1), None, Some(false)).await.unwrap();
    let after = store.responders(team_id(1)).await.unwrap();
    assert_eq!(after.iter().map(|one| one.account).collect::<Vec<_>>(), [person(2)], "only responders are asked");
}

async fn surveys_wake_and_advance(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let first = survey(Some(("2026-12-01", at(50))));
    store.put_survey(first.clone()).await.unwrap();
    assert_eq!(store.waking_surveys(at(49)).await.unwrap(), []);
    assert_eq!(store.waking_surveys(at(50)).await.unwrap(), [first]);

    let missed = MissedRoundRow { day: day("2026-12-01"), why: MissedWhy::Down };
    store.move_survey_on(team_id(1), day("2026-11-03"), next("2027-01-05", 90), Some(missed.clone())).await.unwrap();
    assert_eq!(store.missed_round(team_id(1)).await.unwrap(), None, "it does not stand at that day");
    store.move_survey_on(team_id(1), day("2026-12-01"), next("2027-01-05", 90), Some(missed.clone())).await.unwrap();
    assert_eq!(store.missed_round(team_id(1)).await.unwrap(), Some(missed));
    let moved = store.survey(team_id(1)).await.unwrap().unwrap();
    assert_eq!((moved.next_day, moved.wake_at), (Some(day("2027-01-05")), Some(at(90))));

    store.put_survey(survey(None)).await.unwrap();
    assert_eq!(store.waking_surveys(at(9_000)).await.unwrap(), [], "it is switched off");
}

async fn a_round_opens_with_its_messages_or_not_at_all(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.put_survey(survey(Some(("2026-12-01", at(50))))).await.unwrap();
    let later = Some(next("2027-01-05", 90));
    refused(
        store.open_round(round(1, Some("2026-11-03")), vec![message(1, "a")], later.clone()).await,
        Conflict::Moved,
    );
    assert_eq!(store.survey_rounds(team_id(1)).await.unwrap(), []);
    assert_eq!(waiting(&store).await, 0);

    let new = round(2, Some("2026-12-01"));
    store
        .open_round(new.clone(), vec![message(2, "a"), message(3, "a"), message(4, "b")], later.clone())
        .await
        .unwrap();
    assert_eq!(store.survey_rounds(team_id(1)).await.unwrap(), [new.round]);
    assert_eq!(waiting(&store).await, 2, "one key is one message");
    assert_eq!(store.survey(team_id(1)).await.unwrap().unwrap().next_day, Some(day("2027-01-05")));

    refused(store.open_round(round(3, None), vec![message(5, "c")], None).await, Conflict::Open);
    assert_eq!(waiting(&store).await, 0);
}
