//! Rounds that open by themselves, by hand, and at the end of a workshop.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use api::ballot::{Asked, BallotRound};
use api::survey_setup::{OpenRound, RuleDays, SurveyChoice, SurveySetup, SurveyWording};
use api::time::from_rfc3339;
use async_trait::async_trait;
use domain::id::TeamId;
use domain::messages::Channel;
use domain::survey::MissedWhy;
use domain::survey::{SurveyOrigin, SurveyOutcome};
use domain::team::Role;
use domain::text::TeamName;
use futures_util::future::join_all;
use serde_json::json;
use server::delivery::{Handover, Letter, Sent, Sink};
use server::{DeliveryConfig, Services};
use store::outbox::OutgoingRow;
use store::surveys::SurveyRoundRow;
use store::teams::TeamRow;
use testkit::app::{Database, PASSWORD, TestApp};
use testkit::client::Client;
use testkit::deterministic::ManualClock;
use testkit::live::new_id;
use testkit::survey::{Ticket, ballot};

/// Remembers what it was given to send: by key, and how often.
#[derive(Default)]
struct Post(Mutex<BTreeMap<String, u32>>);

#[async_trait]
impl Sink for Post {
    async fn send(&self, _: &Services, outgoing: &OutgoingRow, letter: &Letter, _: &Handover<'_>) -> Sent {
        let to = letter.to.as_ref().map(|account| account.name.to_string()).unwrap_or_default();
        let kind = outgoing.key.split('/').next().unwrap_or_default().to_owned();
        let place = format!("{kind} {to} {}", outgoing.key);
        *self.0.lock().unwrap().entry(place).or_default() += 1;
        Sent::Delivered(String::new())
    }

    fn is_idempotent(&self) -> bool {
        true
    }
}

impl Post {
    /// What was sent since the last look: kind and person.
    fn take(&self) -> Vec<String> {
        let sent = std::mem::take(&mut *self.0.lock().unwrap());
        let mut words: Vec<String> = Vec::new();
        for (place, times) in sent {
            assert_eq!(times, 1, "{place}");
            words.push(place.split(' ').take(2).collect::<Vec<_>>().join(" "));
        }
        words.sort();
        words
    }
}

struct World {
    app: TestApp,
    post: Arc<Post>,
    owner: Client,
}

impl World {
    async fn new() -> Self {
        let post = Arc::new(Post::default());
        let app =
            TestApp::start_with(Database::Sqlite, DeliveryConfig::default().with(Channel::Mail, post.clone())).await;
        let owner = app.owner().await;
        Self { app, post, owner }
    }

    async fn member(&self, name: &str, zone: &str) -> Client {
        let member = self.app.member(&self.owner, name).await;
        let _ = member.patch("/api/account", &json!({ "time_zone": zone })).await.expect(200);
        member
    }

    fn address(&self, rest: &str) -> String {
        format!("/api/teams/{}/survey{rest}", self.owner.team())
    }

    async fn look(&self) -> SurveySetup {
        self.owner.get(&self.address("")).await.expect(200).json()
    }

    /// Sessions end after some weeks: the owner comes in again.
    async fn sign_in_again(&self) {
        let who = json!({ "email": "olive@example.com", "password": PASSWORD });
        let _ = self.owner.post("/api/session", &who).await.expect(201);
    }

    /// Switches it on, with the defaults.
    async fn switch_on(&self) -> SurveySetup {
        let chosen = SurveyChoice { active: true, ..self.look().await.chosen };
        self.owner.put(&self.address(""), &chosen).await.expect(200).json()
    }

    /// Moves the clock to a time and has everything done that is due.
    async fn until(&self, time: &str) -> Vec<String> {
        let seconds = from_rfc3339(time).unwrap().since(self.app.app.now()) / 1_000_000;
        self.app.clock.forward_seconds(seconds);
        for _ in 0..2 {
            server::survey::tick(&self.app.app).await.unwrap();
            server::delivery::tick(&self.app.app, &self.app.app.delivery).await.unwrap();
        }
        self.post.take()
    }

    async fn rounds(&self) -> Vec<SurveyRoundRow> {
        self.app.app.store.survey_rounds(self.owner.team()).await.unwrap()
    }
}

#[tokio::test]
async fn an_owner_switches_the_survey_on_with_the_defaults() {
    let world = World::new().await;
    let ana = world.member("Ana", "Asia/Tokyo").await;
    let before = world.look().await;
    assert!(!before.set_up && !before.chosen.active && before.next.is_empty());
    assert_eq!(before.usual.answers.len(), 5);

    let on = world.switch_on().await;
    assert_eq!(on.next, ["2026-12-01", "2027-01-05", "2027-02-02", "2027-03-02", "2027-04-06"]);
    let hours: Vec<_> = on.hours.iter().map(|hour| (hour.zone.as_str(), hour.at.as_str(), hour.people)).collect();
    assert_eq!(hours, [("Asia/Tokyo", "2026-12-01T01:00:00Z", 1), ("UTC", "2026-12-01T10:00:00Z", 1)]);
    let asked: Vec<_> = on.asked.iter().map(|one| (one.name.as_str(), one.channels.join(" "))).collect();
    assert_eq!(asked, [("Ana", "mail".to_owned()), ("Olive", "mail".to_owned())]);

    let seen: SurveySetup = ana.get(&world.address("")).await.expect(200).json();
    assert_eq!(seen.chosen, on.chosen, "members read it");
    let _ = ana.put(&world.address(""), &on.chosen).await.expect(403);
    let off = SurveyChoice { active: false, ..on.chosen };
    let off: SurveySetup = world.owner.put(&world.address(""), &off).await.expect(200).json();
    assert!(off.next.is_empty() && off.set_up);
}

#[tokio::test]
async fn invalid_survey_settings_are_refused_at_their_field() {
    let world = World::new().await;
    let chosen = world.look().await.chosen;
    let check = async |field: &str, wanted: SurveyChoice| {
        let refused = world.owner.put(&world.address(""), &wanted).await.expect(422);
        assert_eq!(refused.json::<serde_json::Value>()["field"], field, "{}", refused.text());
    };
    let words = |question: &str, answers: &[&str]| {
        let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
        Some(SurveyWording { question: question.into(), answers })
    };
    let five = ["a", "b", "c", "d", "e"];
    check("recurrence", SurveyChoice { recurrence: "FREQ=DAILY".into(), ..chosen.clone() }).await;
    check("recurrence", SurveyChoice { recurrence: "soon".into(), ..chosen.clone() }).await;
    check("starts_on", SurveyChoice { starts_on: Some("tomorrow".into()), ..chosen.clone() }).await;
    check("minute", SurveyChoice { minute: 1_440, ..chosen.clone() }).await;
    check("days_open", SurveyChoice { days_open: 0, ..chosen.clone() }).await;
    check("days_open", SurveyChoice { recurrence: "FREQ=WEEKLY".into(), days_open: 6, ..chosen.clone() }).await;
    check("threshold", SurveyChoice { threshold: 2, ..chosen.clone() }).await;
    check("question", SurveyChoice { wording: words("", &five), ..chosen.clone() }).await;
    check("answers", SurveyChoice { wording: words("How?", &five[..4]), ..chosen.clone() }).await;
    check("answers", SurveyChoice { wording: words("How?", &["a", "b", "c", "d", ""]), ..chosen.clone() }).await;

    let address = world.address("/days?recurrence=FREQ%3DWEEKLY%3BINTERVAL%3D2&starts_on=2026-12-03");
    let days: RuleDays = world.owner.get(&address).await.expect(200).json();
    assert_eq!(days.days[..2], ["2026-12-03", "2026-12-17"]);
    let _ = world.owner.get(&world.address("/days?recurrence=FREQ%3DHOURLY")).await.expect(422);
    let bad = json!({ "time_zone": "Middle/Earth" });
    assert_eq!(
        world.owner.patch("/api/account", &bad).await.expect(422).json::<serde_json::Value>()["field"],
        "time_zone"
    );
}

#[tokio::test]
async fn a_round_asks_each_person_at_their_own_hour_reminds_and_closes() {
    let world = World::new().await;
    let ana = world.member("Ana", "Asia/Tokyo").await;
    let ben = world.member("Ben", "America/New_York").await;
    world.switch_on().await;
    assert_eq!(world.until("2026-12-01T00:59:59Z").await, [""; 0]);
    assert_eq!(world.until("2026-12-01T01:00:00Z").await, ["survey-invitation Ana"]);
    let round = world.rounds().await.remove(0);
    assert_eq!((round.invited, round.origin, round.closing.is_none()), (3, SurveyOrigin::Schedule, true));
    assert_eq!(world.until("2026-12-01T10:00:00Z").await, ["survey-invitation Olive"]);
    // People who join meanwhile are asked in the next round; people who leave get no more messages, and stay counted.
    world.member("Cleo", "UTC").await;
    assert_eq!(world.until("2026-12-01T15:00:00Z").await, ["survey-invitation Ben"]);
    assert_eq!(world.until("2026-12-01T15:01:00Z").await, [""; 0], "never twice");
    let ben_place = format!("/api/teams/{}/members/{}", world.owner.team(), ben.person());
    let _ = world.owner.delete(&ben_place).await.expect(204);
    // A changed rule is for the next round.
    let chosen = SurveyChoice { threshold: 3, days_open: 14, ..world.look().await.chosen };
    let changed: SurveySetup = world.owner.put(&world.address(""), &chosen).await.expect(200).json();
    assert_eq!(changed.next[0], "2027-01-05");
    assert_eq!(changed.open.as_ref().map(|open| (open.threshold, open.invited)), Some((5, 3)));

    let _ = ballot(&ana, round.id, 4, None).await;
    let reminded = world.until("2026-12-07T00:00:00Z").await;
    assert_eq!(reminded, ["survey-reminder Olive"], "Ana has claimed, Ben has gone, Cleo was not asked");
    world.until("2026-12-08T14:59:00Z").await;
    assert!(world.rounds().await[0].closing.is_none(), "the hour has yet to come for Ben");
    world.until("2026-12-08T15:00:00Z").await;
    let closed = world.rounds().await.remove(0).closing.unwrap();
    assert_eq!((closed.outcome, closed.claims), (SurveyOutcome::TooFew, 1));

    world.until("2027-01-05T15:00:00Z").await;
    let rounds = world.rounds().await;
    assert_eq!(
        (rounds.len(), rounds[0].invited, rounds[0].roster_change),
        (2, 3, Some(2)),
        "Ben has gone, Cleo has come"
    );
}

#[tokio::test]
async fn a_round_below_its_threshold_is_extended_by_a_week_once() {
    let world = World::new().await;
    let [ana, ..] = [
        world.member("Ana", "UTC").await,
        world.member("Ben", "UTC").await,
        world.member("Cleo", "America/New_York").await,
        world.member("Dan", "UTC").await,
    ];
    world.switch_on().await;
    world.until("2026-12-01T15:00:00Z").await;
    let round = world.rounds().await.remove(0);
    let sent = ballot(&ana, round.id, 4, None).await;
    let _ = world.app.client().send_ballot(round.id, &sent.bytes()).await.expect(202);
    world.until("2026-12-08T14:59:59Z").await;

    // Everyone gets the message, including those who answered; by mail in the hour that they chose.
    assert_eq!(world.until("2026-12-08T15:00:00Z").await, ["survey-extended Cleo"]);
    let others = ["survey-extended Ana", "survey-extended Ben", "survey-extended Dan", "survey-extended Olive"];
    assert_eq!(world.until("2026-12-09T10:00:00Z").await, others);
    let open = world.look().await.open.unwrap();
    assert_eq!((open.closes_at.as_str(), open.extended), ("2026-12-15T15:00:00Z", true));
    let text = world.owner.get(&world.address("")).await.expect(200).text();
    assert!(!text.contains("claim"), "no page counts who took part: {text}");

    assert_eq!(world.until("2026-12-15T14:59:59Z").await, [""; 0], "there is no other reminder");
    let sent = world.until("2026-12-15T15:00:00Z").await;
    assert!(sent.iter().all(|message| message.starts_with("survey-result")), "{sent:?}");
    let closed = world.rounds().await.remove(0);
    assert_eq!((closed.closing.unwrap().outcome, closed.extended), (SurveyOutcome::TooFew, true));
}

#[tokio::test]
async fn a_round_with_enough_ballots_or_too_few_people_is_not_extended() {
    let world = World::new().await;
    let mut people = Vec::new();
    for name in ["Ana", "Ben", "Cleo", "Dan", "Eva"] {
        people.push(world.member(name, "UTC").await);
    }
    world.switch_on().await;
    world.until("2026-12-01T10:00:00Z").await;
    let round = world.rounds().await.remove(0);
    for person in &people {
        let sent = ballot(person, round.id, 4, None).await;
        let _ = world.app.client().send_ballot(round.id, &sent.bytes()).await.expect(202);
    }
    world.until("2026-12-08T10:00:00Z").await;
    assert_eq!(world.rounds().await[0].closing.as_ref().map(|it| it.outcome), Some(SurveyOutcome::Published));

    // With four who are asked there is nothing to wait for.
    for person in &people[..2] {
        let place = format!("/api/teams/{}/members/{}", world.owner.team(), person.person());
        let _ = world.owner.patch(&place, &json!({ "responder": false })).await.expect(200);
    }
    world.until("2027-01-05T10:00:00Z").await;
    world.until("2027-01-12T10:00:00Z").await;
    assert_eq!(world.rounds().await[0].closing.as_ref().map(|it| it.outcome), Some(SurveyOutcome::TooFew));
}

#[tokio::test]
async fn a_server_that_was_down_asks_late_once_or_reports_the_missed_round() {
    let world = World::new().await;
    world.switch_on().await;
    assert_eq!(world.until("2026-12-05T00:00:00Z").await, ["survey-invitation Olive"]);
    assert_eq!(world.rounds().await.len(), 1);
    // It was down at the end of that round, during all of January's, and until the middle of February's.
    world.until("2027-02-04T00:00:00Z").await;
    let rounds = world.rounds().await;
    assert_eq!(rounds.len(), 2);
    assert_eq!(rounds[0].occurrence.as_ref().map(|day| day.as_str()), Some("2027-02-02"));
    world.sign_in_again().await;
    let look = world.look().await;
    assert_eq!(look.missed.map(|missed| (missed.day, missed.why)), Some(("2027-01-05".into(), MissedWhy::Down)));
    assert_eq!(look.next[0], "2027-03-02");
}

#[tokio::test]
async fn a_day_with_an_open_round_or_without_responders_is_skipped() {
    let world = World::new().await;
    world.switch_on().await;
    world.until("2026-11-30T12:00:00Z").await;
    let opened: OpenRound = world.owner.post(&world.address("/rounds"), &()).await.expect(201).json();
    assert_eq!((opened.origin, opened.invited, opened.key_words.len()), (SurveyOrigin::Hand, 1, 4));
    let again = world.owner.post(&world.address("/rounds"), &()).await.expect(409);
    assert_eq!(again.code(), "open");
    assert_eq!(world.until("2026-11-30T12:00:00Z").await, ["survey-invitation Olive"]);
    world.until("2026-12-01T10:00:00Z").await;
    assert_eq!(world.rounds().await.len(), 1);
    assert_eq!(world.look().await.missed.unwrap().why, MissedWhy::Open);

    let place = format!("/api/teams/{}/members/{}", world.owner.team(), world.owner.person());
    let _ = world.owner.patch(&place, &json!({ "responder": false })).await.expect(200);
    world.until("2027-01-05T10:00:00Z").await;
    world.sign_in_again().await;
    let look = world.look().await;
    assert_eq!(look.missed.map(|missed| (missed.day, missed.why)), Some(("2027-01-05".into(), MissedWhy::Nobody)));
    let refused = world.owner.post(&world.address("/rounds"), &()).await.expect(409);
    assert_eq!(refused.code(), "nobody");
}

#[tokio::test]
async fn at_the_end_of_a_workshop_responders_are_asked_and_guests_are_not() {
    let world = World::new().await;
    let app = &world.app;
    let ana = world.member("Ana", "UTC").await;
    let ben = world.member("Ben", "UTC").await;
    let place = format!("/api/teams/{}/members/{}", world.owner.team(), ben.person());
    let _ = world.owner.patch(&place, &json!({ "responder": false })).await.expect(200);
    let workshop = app.planned(&world.owner, ana.person(), None, &app.cards(&world.owner).await[..1]).await;
    let mut desk = app.open(&ana, workshop).await;
    let guest = app.guest(&app.join_code(workshop).await, "Gus").await;
    let ask = format!("/api/workshops/{workshop}/survey");
    assert_eq!(ana.post(&ask, &()).await.expect(409).code(), "too_early");
    let _ = app.close(&mut desk).await;
    let _ = guest.post(&ask, &()).await.expect(404);
    let opened: OpenRound = ana.post(&ask, &()).await.expect(201).json();
    assert_eq!((opened.origin, opened.invited), (SurveyOrigin::Workshop, 2));
    let now = world.app.app.now();
    assert_eq!(world.until(&api::time::to_rfc3339(now)).await, ["survey-invitation Ana", "survey-invitation Olive"]);

    let round = format!("/api/survey-rounds/{}", opened.id);
    let ticket = Ticket::new(&ana, opened.id).await;
    for (who, status) in [(&ben, 404), (&guest, 401), (&app.client(), 401)] {
        let _ = who.post(&format!("{round}/claim"), &ticket.claim_request()).await.expect(status);
    }
    let seen: BallotRound = ben.post(&format!("{round}/look"), &json!({})).await.expect(200).json();
    let names: Vec<_> = seen.invited.iter().map(|person| person.name.as_str()).collect();
    assert_eq!((seen.you, names), (Asked::NotInvited, vec!["Ana", "Olive"]));
    let _ = guest.post(&format!("{round}/look"), &json!({})).await.expect(401);
}

/// A thousand teams whose hour comes in the same minute: each round is opened and announced once, however often the
/// server checks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_rounds_open_in_the_same_minute() {
    const TEAMS: usize = 1_000;
    let world = World::new().await;
    let ana = world.member("Ana", "Europe/Vienna").await;
    let _ = world.owner.patch("/api/account", &json!({ "time_zone": "Europe/Vienna" })).await.expect(200);
    world.switch_on().await;
    let store = &world.app.app.store;
    let survey = store.survey(world.owner.team()).await.unwrap().unwrap();
    let (owner, member) = (world.owner.person(), ana.person());
    let teams: Vec<TeamId> = (1..TEAMS).map(|_| TeamId(new_id())).collect();
    join_all(teams.iter().map(|&id| {
        let survey = store::surveys::SurveyRow { team: id, ..survey.clone() };
        async move {
            let name = TeamName::parse("One of many").unwrap();
            let team = TeamRow { id, name, demo: false, created_at: ManualClock::START };
            store.create_team(team, owner).await.unwrap();
            store.add_member(id, member, Role::Member, true, ManualClock::START).await.unwrap();
            store.put_survey(survey).await.unwrap();
        }
    }))
    .await;

    #[expect(clippy::disallowed_methods, reason = "this measures")]
    let started = Instant::now();
    let sent = world.until("2026-12-01T09:00:30Z").await;
    let taken = started.elapsed();
    assert_eq!(sent.len(), 2 * TEAMS, "everyone is asked by every team, once");
    assert_eq!(store.open_survey_rounds().await.unwrap().len(), TEAMS);
    assert_eq!(world.until("2026-12-01T09:01:30Z").await.len(), 0);
    assert_eq!(store.open_survey_rounds().await.unwrap().len(), TEAMS);
    assert!(taken.as_secs() < 60, "it took {taken:?}: more than the minute that it has");
}
