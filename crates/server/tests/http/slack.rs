//! Slack as an app: setting it up, a test message, and what Slack sends. Beside the server runs a stand-in for Slack's API.

use api::slack::{SlackSetup, SlackTrial, SlackTry};
use axum::http::Method;
use server::slack::signature::sign;
use testkit::app::TestApp;
use testkit::client::{Client, HttpAnswer};
use testkit::slack::{Mood, SECRET, SlackStandIn, TOKEN, WORKSPACE};
use testkit::survey::Ticket;

use serde_json::{Value, json};

struct Scene {
    slack: SlackStandIn,
    app: TestApp,
    owner: Client,
}

async fn scene() -> Scene {
    let slack = SlackStandIn::start().await;
    let app = TestApp::start_beside(&slack).await;
    let owner = app.owner().await;
    Scene { slack, app, owner }
}

impl Scene {
    async fn change(&self, wanted: Value) -> HttpAnswer {
        self.owner.put(&format!("/api/teams/{}/slack", self.owner.team()), &wanted).await
    }

    async fn connect(&self) -> SlackSetup {
        self.change(wanted("#support")).await.expect(200).json()
    }

    async fn trial(&self) -> Vec<(SlackTry, Option<String>)> {
        let path = format!("/api/teams/{}/slack/test", self.owner.team());
        let trial: SlackTrial = self.owner.post(&path, &()).await.expect(200).json();
        trial.steps.into_iter().map(|step| (step.what, step.error)).collect()
    }

    /// Sends what Slack would send: a body that a secret signs at the server's time.
    async fn slack_sends(&self, path: &str, body: &str, secret: &str) -> HttpAnswer {
        let at = (self.app.app.now().0 / 1_000_000).to_string();
        self.signed(path, body, &at, &sign(secret.as_bytes(), &at, body.as_bytes())).await
    }

    async fn signed(&self, path: &str, body: &str, at: &str, signature: &str) -> HttpAnswer {
        let kind = if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
        let headers = [("x-slack-request-timestamp", at), ("x-slack-signature", signature)];
        let body = Some((kind, body.as_bytes().to_vec()));
        self.app.client().send_with(Method::POST, path, body, &headers).await
    }

    /// Sends an event that happened so many minutes ago, for the first time or once more.
    async fn event(&self, kind: &str, minutes_ago: i64, retry: Option<u32>) -> HttpAnswer {
        let now = self.app.app.now().0 / 1_000_000;
        let event = json!({
            "type": "event_callback", "team_id": WORKSPACE, "event_id": "Ev1", "event_time": now - 60 * minutes_ago,
            "event": { "type": kind },
        });
        let (body, at) = (event.to_string(), now.to_string());
        let signature = sign(SECRET.as_bytes(), &at, body.as_bytes());
        let retry = retry.map(|retry| retry.to_string());
        let mut headers = vec![("x-slack-request-timestamp", &*at), ("x-slack-signature", &*signature)];
        if let Some(retry) = &retry {
            headers.extend([("x-slack-retry-num", &**retry), ("x-slack-retry-reason", "http_timeout")]);
        }
        let body = Some(("application/json", body.into_bytes()));
        self.app.client().send_with(Method::POST, "/api/slack/events", body, &headers).await
    }

    async fn is_connected(&self) -> bool {
        self.app.app.store.slack_app(self.owner.team()).await.unwrap().is_some()
    }

    async fn command(&self, user: &str, text: &str) -> String {
        let body = command(user, text);
        let answer = self.slack_sends("/api/slack/commands", &body, SECRET).await.expect(200);
        assert_eq!(answer.json::<Value>()["response_type"], "ephemeral");
        answer.text()
    }
}

fn wanted(channel: &str) -> Value {
    let posts = json!({ "results": true, "workshops": true, "actions": true });
    json!({ "token": TOKEN, "signing_secret": SECRET, "channel": channel, "posts": posts })
}

fn command(user: &str, text: &str) -> String {
    format!(
        "team_id={WORKSPACE}&user_id={user}&command=%2Freadyroom&text={text}&response_url=https%3A%2F%2Fhooks.slack.com%2Fx"
    )
}

#[tokio::test]
async fn setting_up_slack_needs_confirmation_by_slack() {
    let scene = scene().await;
    let refused = async |change: Value, field: &str| {
        let mut wanted = wanted("#support");
        wanted.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let answer = scene.change(wanted).await.expect(422);
        assert_eq!(answer.json::<Value>()["field"], field, "{}", answer.text());
    };
    refused(json!({ "token": "xoxb-unknown-token" }), "token").await;
    refused(json!({ "token": "xoxp-of-a-person" }), "token").await;
    refused(json!({ "token": "two words and more" }), "token").await;
    refused(json!({ "token": null }), "token").await;
    refused(json!({ "signing_secret": "short" }), "signing_secret").await;
    refused(json!({ "channel": "Two words" }), "channel").await;
    scene.slack.next("auth.test", Mood::Limits(7));
    refused(json!({}), "token").await;
    scene.slack.next("auth.test", Mood::BreaksOff);
    refused(json!({}), "token").await;

    let setup = scene.connect().await;
    let app = setup.app.expect("it is set up");
    assert_eq!((&*app.workspace, &*app.bot, app.channel.as_deref()), ("Acme", "readyroom", Some("#support")));
    let row = scene.app.app.store.slack_app(scene.owner.team()).await.unwrap().expect("it is kept");
    let bytes = [row.token, row.signing_secret].concat();
    for secret in [TOKEN, SECRET] {
        assert!(!bytes.windows(8).any(|part| part == &secret.as_bytes()[..8]), "it is encrypted");
        assert!(!serde_json::to_string(&setup.manifest).unwrap().contains(secret));
    }

    // What was not given stays, and Slack is not asked again.
    let calls = scene.slack.calls("auth.test").len();
    let posts = json!({ "results": false, "workshops": true, "actions": true });
    let changed: SlackSetup = scene.change(json!({ "posts": posts })).await.expect(200).json();
    let app = changed.app.expect("it stays set up");
    assert_eq!((app.channel, app.posts.results), (None, false));
    assert_eq!(scene.slack.calls("auth.test").len(), calls);

    let path = format!("/api/teams/{}/slack", scene.owner.team());
    let _ = scene.owner.delete(&path).await.expect(204);
    assert!(scene.owner.get(&path).await.expect(200).json::<SlackSetup>().app.is_none());
}

#[tokio::test]
async fn a_test_message_shows_the_answer_of_slack() {
    use SlackTry::{Channel, Conversation, Message, Permissions, Person, Token};
    let scene = scene().await;
    scene.connect().await;
    let went = |what| (what, None);
    let failed = |what, code: &str| (what, Some(code.to_owned()));
    let before = [went(Token), went(Permissions)];
    let whole = [went(Person), went(Conversation), went(Message), went(Channel)];
    assert_eq!(scene.trial().await, [&before[..], &whole].concat());
    let to: Vec<_> = scene.slack.posted().iter().map(|message| message["channel"].clone()).collect();
    assert_eq!(to, ["D0OLIVE", "#support"]);

    scene.slack.next("chat.postMessage", Mood::BreaksOff);
    assert_eq!(
        scene.trial().await[4..],
        [failed(Message, "unclear"), went(Channel)],
        "the channel is tried all the same"
    );
    scene.slack.next("users.lookupByEmail", Mood::Refuses("users_not_found".into()));
    assert_eq!(scene.trial().await[2..], [failed(Person, "users_not_found"), went(Channel)]);
    scene.slack.next("conversations.open", Mood::Limits(30));
    assert_eq!(scene.trial().await[3..], [failed(Conversation, "ratelimited"), went(Channel)]);
    scene.slack.next("auth.test", Mood::Refuses("token_revoked".into()));
    assert_eq!(scene.trial().await, [failed(Token, "token_revoked")]);
    scene.slack.scopes("chat:write,commands");
    assert_eq!(scene.trial().await[1], failed(Permissions, "missing_scope"));
    scene.app.clock.forward_minutes(1);
    let _ = scene.change(wanted("#quiet")).await.expect(200);
    assert_eq!(scene.trial().await[5], failed(Channel, "not_in_channel"));
}

#[tokio::test]
async fn only_requests_signed_by_slack_are_answered() {
    let scene = scene().await;
    scene.connect().await;
    let body = command("U0OLIVE", "help");
    let at = scene.app.app.now().0 / 1_000_000;
    let check = async |path: &str, body: &str, at: i64, signature: &str, status: u16| {
        let _ = scene.signed(path, body, &at.to_string(), signature).await.expect(status);
    };
    let of = |at: i64, body: &str, secret: &str| sign(secret.as_bytes(), &at.to_string(), body.as_bytes());
    let path = "/api/slack/commands";
    check(path, &body, at, &of(at, &body, SECRET), 200).await;
    check(path, &body, at - 300, &of(at - 300, &body, SECRET), 200).await;
    check(path, &body, at - 301, &of(at - 301, &body, SECRET), 401).await;
    check(path, &body, at, &of(at, &body, "another secret"), 401).await;
    check(path, &body.replace("OLIVE", "OLIVER"), at, &of(at, &body, SECRET), 401).await;
    check(path, &body, at, "", 401).await;
    let elsewhere = body.replace(WORKSPACE, "T0OTHER");
    check(path, &elsewhere, at, &of(at, &elsewhere, SECRET), 401).await;

    let challenge = r#"{"type":"url_verification","token":"x","challenge":"3eZbrw1aB10FEMAGAZd4F"}"#;
    let answer = scene.slack_sends("/api/slack/events", challenge, SECRET).await.expect(200);
    assert_eq!(answer.json::<Value>(), json!({ "challenge": "3eZbrw1aB10FEMAGAZd4F" }));
    let _ = scene.slack_sends("/api/slack/events", challenge, "another secret").await.expect(401);
    let _ = scene.signed("/api/slack/commands", "ssl_check=1", "", "").await.expect(200);
}

#[tokio::test]
async fn an_app_that_is_removed_in_slack_is_deleted() {
    let scene = scene().await;
    scene.connect().await;
    let _ = scene.event("app_home_opened", 0, None).await.expect(200);
    assert!(scene.is_connected().await);
    let _ = scene.event("app_uninstalled", 0, None).await.expect(200);
    assert!(!scene.is_connected().await);
    let _ = scene.event("app_uninstalled", 0, Some(1)).await.expect(401);
}

#[tokio::test]
async fn a_repeated_slack_event_does_not_undo_later_changes() {
    let scene = scene().await;
    scene.connect().await;
    scene.app.clock.forward_minutes(1);
    let _ = scene.event("app_uninstalled", 0, None).await.expect(200);
    scene.app.clock.forward_minutes(1);
    // The owner installs it again. Slack did not receive the first answer, and sends the event again after one minute and after five.
    scene.connect().await;
    let _ = scene.event("app_uninstalled", 1, Some(1)).await.expect(200);
    scene.app.clock.forward_minutes(4);
    let _ = scene.event("app_uninstalled", 5, Some(2)).await.expect(200);
    assert!(scene.is_connected().await);
    // A new token for one that Slack has revoked is a new connection, too.
    let _ = scene.change(wanted("#support")).await.expect(200);
    let _ = scene.event("app_uninstalled", 2, Some(1)).await.expect(200);
    assert!(scene.is_connected().await);
    let _ = scene.event("app_uninstalled", 0, None).await.expect(200);
    assert!(!scene.is_connected().await);
}

#[tokio::test]
async fn the_slack_command_shows_a_person_their_own_data() {
    let scene = scene().await;
    scene.connect().await;
    let mona = scene.app.member(&scene.owner, "Mona").await;
    scene.slack.person("U0MONA", json!({ "profile": { "email": "MONA@example.com" } }));
    let cards = scene.app.cards(&scene.owner).await;
    let done = scene.app.planned(&scene.owner, mona.person(), None, &cards).await;
    let mut desk = scene.app.open(&mona, done).await;
    scene.app.close(&mut desk).await;
    let action = scene.app.app.store.open_actions(scene.owner.team()).await.unwrap().remove(0);
    let path = format!("/api/teams/{}/actions/{}", scene.owner.team(), action.id);
    let change = json!({
        "revision": action.revision, "text": action.text, "owner": mona.person(), "priority": "low", "status": "open",
    });
    let _ = mona.patch(&path, &change).await.expect(200);

    let next = scene.app.planned(&scene.owner, mona.person(), None, &cards).await;
    let text = scene.command("U0MONA", "").await;
    assert!(text.contains(&format!("/workshops/{next}")), "{text}");
    assert!(scene.command("U0MONA", "actions").await.contains(action.text.as_str()));
    assert!(!scene.command("U0OLIVE", "actions").await.contains(action.text.as_str()));
    // Slack may ask again; nothing is different then.
    assert_eq!(scene.command("U0MONA", "").await, scene.command("U0MONA", "").await);

    assert!(scene.command("U0MONA", "help").await.contains("/readyroom actions"));
    assert!(scene.command("U0MONA", "dance").await.contains("There is no command “dance”"));
    assert!(scene.command("U0MONA", "%3C%21channel%3E").await.contains("&lt;!channel&gt;"), "no mention comes of it");
}

#[tokio::test]
async fn the_slack_command_links_to_the_monthly_question() {
    let scene = scene().await;
    scene.connect().await;
    let (owner, team) = (&scene.owner, scene.owner.team());
    let [ana, ben] = [scene.app.member(owner, "Ana").await, scene.app.member(owner, "Ben").await];
    for name in ["ana", "ben", "otto"] {
        let profile = json!({ "profile": { "email": format!("{name}@example.com") } });
        scene.slack.person(&format!("U0{}", name.to_uppercase()), profile);
    }
    let ask = async |user: &str| scene.command(user, "").await;
    let question = "Go to the question";
    assert!(!ask("U0ANA").await.contains(question), "nothing is asked");

    let round = scene.app.survey_round(team, &[owner.person(), ana.person()], 5).await;
    let answer = ask("U0ANA").await;
    assert!(answer.contains(question) && answer.contains(round.wording.question.as_str()), "{answer}");
    // Anyone with the signing secret could have sent the command: the answer has no personal link and no answer buttons.
    assert!(answer.contains(&format!("/ballot/{}\"", round.id)) && !answer.contains('#'), "{answer}");
    assert_eq!(ask("U0OLIVE").await, answer, "the same for everybody");
    assert!(!answer.contains(r#""value""#), "no answer is sent to Slack");
    let nothing = ["U0BEN", "U0OTTO", "U0GONE"];
    for user in nothing {
        assert!(!ask(user).await.contains("/ballot/"), "{user} is not asked");
    }
    assert!(ask("U0OTTO").await.contains("does not know you yet"));
    drop(ben);

    let ticket = Ticket::new(&ana, round.id).await;
    let _ = ticket.claim(&ana, round.id).await.expect(200);
    assert_eq!(ask("U0ANA").await, answer, "and the same whether or not she took part");
    scene.app.clock.forward_minutes(8 * 24 * 60);
    assert!(!ask("U0OLIVE").await.contains("/ballot/"), "it is over");
}

#[tokio::test]
async fn an_unknown_slack_user_gets_no_data() {
    let scene = scene().await;
    scene.connect().await;
    let outsider = scene.app.member(&scene.owner, "Otto").await;
    let left = format!("/api/teams/{}/members/{}", scene.owner.team(), outsider.person());
    let _ = outsider.delete(&left).await.expect(204);
    let olive = |more: Value| {
        let mut profile = json!({ "profile": { "email": "olive@example.com" } });
        profile.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        profile
    };
    let strangers = [
        json!({ "profile": { "email": "otto@example.com" } }),
        json!({ "profile": { "email": "nobody@example.com" } }),
        json!({ "profile": {} }),
        olive(json!({ "is_email_confirmed": false })),
        olive(json!({ "is_stranger": true })),
        olive(json!({ "deleted": true })),
        olive(json!({ "is_bot": true })),
    ];
    for profile in strangers {
        scene.slack.person("U0WHO", profile.clone());
        let answer = scene.command("U0WHO", "").await;
        assert!(answer.contains("does not know you yet"), "{profile}: {answer}");
    }
    assert!(scene.command("U0GONE", "").await.contains("does not know you yet"));
    assert!(!scene.command("U0OLIVE", "").await.contains("does not know you yet"));
}

#[tokio::test]
async fn a_slow_slack_answer_is_posted_later() {
    let scene = scene().await;
    scene.connect().await;
    scene.slack.next("users.info", Mood::Waits);
    let hook = format!("{}/hooks/7", scene.slack.api());
    let body = command("U0OLIVE", "").replace("https%3A%2F%2Fhooks.slack.com%2Fx", &hook);
    let answer = scene.slack_sends("/api/slack/commands", &body, SECRET).await.expect(200);
    assert!(answer.body.is_empty(), "Slack waits three seconds and no longer");
    scene.slack.release();
    scene.slack.until("hook 7", 1).await;
    let late = scene.slack.calls("hook 7").remove(0).with;
    assert_eq!(late["response_type"], "ephemeral");
    assert!(late.to_string().contains("No workshop is planned"), "{late}");
}
