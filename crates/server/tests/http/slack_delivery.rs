//! Messages in Slack, with the clock moved by hand: each is sent once, and only to the people it concerns.

use std::collections::BTreeMap;

use api::time::to_rfc3339;
use api::workshop::WorkshopPlan;
use domain::id::{PersonId, TeamId, WorkshopId};
use domain::slack::{Posts, SlackChannel};
use serde_json::json;
use server::delivery::{Reminded, remind, tick};
use server::outbox::{Notice, outgoing};
use store::outbox::OutgoingState;
use store::workshops::WorkshopRow;
use testkit::app::TestApp;
use testkit::client::Client;
use testkit::slack::{Mood, SECRET, SlackStandIn, TOKEN};
use testkit::workshops::plan;

struct Scene {
    slack: SlackStandIn,
    app: TestApp,
    owner: Client,
    team: TeamId,
}

async fn scene() -> Scene {
    let slack = SlackStandIn::start().await;
    let app = TestApp::start_beside(&slack).await;
    let owner = app.owner().await;
    let team = owner.team();
    let posts = json!({ "results": true, "workshops": true, "actions": true });
    let wanted = json!({ "token": TOKEN, "signing_secret": SECRET, "channel": "#support", "posts": posts });
    let _ = owner.put(&format!("/api/teams/{team}/slack"), &wanted).await.expect(200);
    Scene { slack, app, owner, team }
}

impl Scene {
    /// Puts a test message to somebody, or to the channel, into the outbox.
    async fn put(&self, account: Option<PersonId>, more: &str) {
        let channel = domain::messages::Channel::Slack;
        let one = outgoing(&self.app.app, Notice::Test, Some(self.team), account, channel, more, self.app.app.now());
        self.app.app.store.enqueue(vec![one]).await.unwrap();
    }

    async fn tick(&self) {
        tick(&self.app.app, &self.app.app.delivery).await.unwrap();
    }

    /// To whom what was posted went.
    fn posted(&self) -> Vec<String> {
        self.slack.posted().iter().map(|message| message["channel"].as_str().unwrap().to_owned()).collect()
    }

    async fn states(&self) -> BTreeMap<OutgoingState, u32> {
        let counts = self.app.app.store.outgoing_counts(self.team, domain::time::Timestamp(0), &[]).await.unwrap();
        counts
            .into_iter()
            .filter(|((channel, _), _)| *channel == domain::messages::Channel::Slack)
            .map(|((_, state), n)| (state, n))
            .collect()
    }

    async fn workshop(&self) -> WorkshopId {
        let cards = self.app.cards(&self.owner).await;
        self.app.planned(&self.owner, self.owner.person(), None, &cards).await
    }

    /// A workshop that begins in two days.
    async fn later(&self) -> WorkshopRow {
        let id = self.workshop().await;
        let starts_at = to_rfc3339(self.app.app.now().plus_minutes(2 * 24 * 60));
        let plan = WorkshopPlan { starts_at, ..plan() };
        let change = json!({ "plan": plan, "facilitator": self.owner.person(), "cards": [] });
        let _ = self.owner.put(&format!("/api/workshops/{id}"), &change).await.expect(200);
        self.app.app.store.workshop(id).await.unwrap().expect("it is planned")
    }
}

#[tokio::test]
async fn a_message_goes_to_a_person_alone_or_to_the_channel() {
    let scene = scene().await;
    scene.put(Some(scene.owner.person()), "").await;
    scene.put(None, "").await;
    scene.tick().await;
    scene.tick().await;
    let mut to = scene.posted();
    to.sort();
    assert_eq!(to, ["#support", "D0OLIVE"]);
    for message in scene.slack.posted() {
        assert_eq!(message["unfurl_links"], false, "Slack opens no link by itself");
        assert!(!message["text"].as_str().unwrap().is_empty(), "there is a text for notifications");
        let button = &message["blocks"][2]["elements"][0];
        assert!(button["url"].as_str().unwrap().starts_with("http") && button["value"].is_null(), "it is a link alone");
    }
    assert_eq!(scene.states().await, BTreeMap::from([(OutgoingState::Sent, 2)]));
}

#[tokio::test]
async fn rate_limits_of_slack_are_respected() {
    let scene = scene().await;
    scene.slack.next("chat.postMessage", Mood::Limits(600));
    scene.put(None, "").await;
    scene.tick().await;
    scene.app.clock.forward_seconds(599);
    scene.tick().await;
    assert_eq!((scene.posted().len(), scene.slack.calls("chat.postMessage").len()), (0, 1));
    // A while may be added, so that not everybody comes back at once.
    scene.app.clock.forward_minutes(60);
    scene.tick().await;
    assert_eq!(scene.posted(), ["#support"]);
}

#[tokio::test]
async fn a_slack_message_with_a_lost_answer_is_not_sent_twice() {
    for mood in [Mood::BreaksOff, Mood::Fails] {
        let scene = scene().await;
        scene.slack.next("chat.postMessage", mood);
        scene.put(None, "").await;
        scene.tick().await;
        scene.app.clock.forward_minutes(24 * 60);
        scene.tick().await;
        assert_eq!(scene.posted(), ["#support"], "Slack has it once");
        assert_eq!(scene.states().await, BTreeMap::from([(OutgoingState::Doubtful, 1)]), "a person decides");
    }
}

#[tokio::test]
async fn temporary_failures_are_tried_again_and_permanent_ones_are_listed() {
    let scene = scene().await;
    scene.slack.next("conversations.open", Mood::BreaksOff);
    scene.put(Some(scene.owner.person()), "").await;
    scene.tick().await;
    scene.app.clock.forward_minutes(10);
    scene.tick().await;
    assert_eq!(scene.posted(), ["D0OLIVE"], "beginning a conversation again posts nothing");

    scene.slack.next("chat.postMessage", Mood::Refuses("not_in_channel".into()));
    scene.put(None, "").await;
    scene.tick().await;
    let stuck = scene.app.app.store.stuck_outgoing(scene.team, 10).await.unwrap();
    assert_eq!(stuck.len(), 1);
    assert!(stuck[0].problem.contains("/invite @Readyroom") && stuck[0].problem.contains("not_in_channel"));
}

#[tokio::test]
async fn workshop_reminders_are_sent_a_day_and_an_hour_before() {
    let scene = scene().await;
    let starts_at = scene.later().await.projection.plan.starts_at;
    let mut reminded = Reminded::default();
    let mut at = async |minutes_before: i64| {
        let now = scene.app.app.now();
        let wanted = starts_at.plus_minutes(-minutes_before);
        assert!(wanted >= now, "the clock goes forward");
        scene.app.clock.forward_seconds(wanted.since(now) / 1_000_000);
        // A restarted server does not know which messages it has sent; the outbox does.
        if minutes_before % 2 == 0 {
            reminded = Reminded::default();
        }
        remind(&scene.app.app, &mut reminded).await.unwrap();
        scene.tick().await;
        let mut to = scene.posted();
        to.sort();
        to
    };
    assert_eq!(at(24 * 60 + 1).await, [""; 0]);
    let day = ["#support", "D0OLIVE"];
    assert_eq!(at(24 * 60).await, day);
    assert_eq!(at(24 * 60 - 1).await, day);
    assert_eq!(at(61).await, day);
    let hour = ["#support", "#support", "D0OLIVE"];
    assert_eq!(at(60).await, hour);
    assert_eq!(at(58).await, hour);
    assert_eq!(at(1).await, hour);
}

#[tokio::test]
async fn due_actions_are_counted_in_the_channel_on_mondays() {
    let scene = scene().await;
    let mona = scene.app.member(&scene.owner, "Mona").await;
    scene.slack.person("U0MONA", json!({ "profile": { "email": "mona@example.com" } }));
    let done = scene.workshop().await;
    let mut desk = scene.app.open(&scene.owner, done).await;
    scene.app.close(&mut desk).await;
    let action = scene.app.app.store.open_actions(scene.team).await.unwrap().remove(0);
    let change = json!({
        "revision": action.revision, "text": "Write the runbook", "owner": mona.person(), "due": "2026-11-27",
        "priority": "low", "status": "open",
    });
    let _ = mona.patch(&format!("/api/teams/{}/actions/{}", scene.team, action.id), &change).await.expect(200);
    let due_messages = async || {
        remind(&scene.app.app, &mut Reminded::default()).await.unwrap();
        scene.tick().await;
        scene
            .slack
            .posted()
            .iter()
            .map(|message| (message["channel"].as_str().unwrap().to_owned(), message.to_string()))
            .collect::<Vec<_>>()
    };
    // The tests' time is a Monday, after nine o'clock.
    let mut messages = due_messages().await;
    messages.sort();
    assert_eq!(messages.iter().map(|(to, _)| &**to).collect::<Vec<_>>(), ["#support", "D0MONA"]);
    assert!(!messages[0].1.contains("Write the runbook") && !messages[0].1.contains("Mona"), "no names in the channel");
    assert!(messages[1].1.contains("Write the runbook"));
    assert_eq!(due_messages().await.len(), 2, "once a week");
    scene.app.clock.forward_minutes(24 * 60);
    assert_eq!(due_messages().await.len(), 2, "Tuesday");
    scene.app.clock.forward_minutes(6 * 24 * 60);
    assert_eq!(due_messages().await.len(), 4, "the Monday after");
}

#[tokio::test]
async fn topics_that_a_team_switched_off_are_not_posted() {
    let scene = scene().await;
    let row = scene.app.app.store.slack_app(scene.team).await.unwrap().unwrap();
    let starts_at = scene.later().await.projection.plan.starts_at;
    let off = Posts { results: true, workshops: false, actions: true };
    let changed =
        store::slack::SlackAppRow { posts: off, channel: Some(SlackChannel::parse("#support").unwrap()), ..row };
    scene.app.app.store.put_slack_app(changed).await.unwrap();
    scene.app.clock.forward_seconds(starts_at.plus_minutes(-300).since(scene.app.app.now()).max(0) / 1_000_000);
    remind(&scene.app.app, &mut Reminded::default()).await.unwrap();
    scene.tick().await;
    assert_eq!(scene.posted(), ["D0OLIVE"], "people still get personal messages");
}
