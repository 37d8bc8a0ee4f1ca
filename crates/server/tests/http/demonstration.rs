//! What a demonstration may do, and how many, how large and how old demonstrations may be.

use std::collections::BTreeSet;

use api::account::{Demo, Me, NewAccount};
use api::scenario::ScenarioSummary;
use api::team::{NewInvitation, Team};
use axum::http::Method;
use domain::id::{CommandId, NoteId, PersonId};
use domain::messages::Channel;
use domain::text::NoteText;
use domain::workshop::{Actor, Command, ParticipantKind, ServerCommand, Standing, Wall, WallCommand};
use serde_json::{Value, json};
use server::outbox::{channels, team_channels};
use store::demonstrations::MostDemonstrations;
use store::outbox::WebhookRow;
use testkit::app::{PASSWORD, Settings, TestApp};
use testkit::client::{Client, HttpAnswer};
use testkit::live::new_id;

use crate::delivery::{Recorder, with_mail};
use crate::table::{Body, TABLE};
use crate::world::{content, png};

/// What a demonstration needs. A route that is new is refused until it stands here, and in `permissions/demonstration.rs`.
pub(crate) const NEEDED: [&str; 43] = [
    "POST /api/demo",
    "DELETE /api/session",
    "PATCH /api/account",
    "POST /api/account/calendar",
    "POST /api/account/erasure",
    "POST /api/invitations/{token}",
    "PATCH /api/teams/{team}",
    "DELETE /api/teams/{team}",
    "PUT /api/teams/{team}/walls",
    "PUT /api/teams/{team}/retention",
    "PATCH /api/teams/{team}/members/{person}",
    "POST /api/teams/{team}/calendar",
    "POST /api/teams/{team}/systems",
    "PUT /api/teams/{team}/systems/{system}",
    "DELETE /api/teams/{team}/systems/{system}",
    "POST /api/teams/{team}/scenarios",
    "POST /api/teams/{team}/scenarios/upload",
    "PUT /api/teams/{team}/scenarios/{scenario}",
    "PUT /api/teams/{team}/scenarios/{scenario}/handlers",
    "DELETE /api/teams/{team}/scenarios/{scenario}",
    "POST /api/teams/{team}/packs/starter",
    "POST /api/teams/{team}/prints",
    "POST /api/teams/{team}/pictures",
    "POST /api/teams/{team}/workshops",
    "POST /api/teams/{team}/agenda",
    "POST /api/teams/{team}/paper/preview",
    "POST /api/teams/{team}/paper",
    "POST /api/teams/{team}/scenarios/{scenario}/practice",
    "POST /api/teams/{team}/practice/{practice}",
    "DELETE /api/teams/{team}/practice/{practice}",
    "POST /api/teams/{team}/actions",
    "PATCH /api/teams/{team}/actions/{action}",
    "POST /api/teams/{team}/runbooks",
    "PUT /api/teams/{team}/runbooks/{runbook}",
    "POST /api/teams/{team}/runbooks/{runbook}/merge",
    "POST /api/workshops/{workshop}/pictures",
    "PUT /api/workshops/{workshop}",
    "DELETE /api/workshops/{workshop}",
    "PUT /api/workshops/{workshop}/preparation",
    "POST /api/workshops/{workshop}/seats",
    "POST /api/workshops/{workshop}/seats/mine",
    "POST /api/workshops/{workshop}/screens",
    "DELETE /api/workshops/{workshop}/screens/{screen}",
];

/// Anybody may call these without an account; who is signed in makes no difference to them.
const FOR_ANYBODY: [&str; 11] = [
    "POST /api/setup",
    "POST /api/session",
    "POST /api/password-reset",
    "POST /api/password-reset-request",
    "POST /api/ballots/{round}",
    "POST /api/join/{code}",
    "POST /api/screen",
    "POST /api/slack/commands",
    "POST /api/slack/events",
    "POST /api/slack/interactions",
    "POST /api/unsubscribe/{code}",
];

/// What ends the demonstration, its workshop or its session: not called here.
const ENDING: [&str; 4] = [
    "DELETE /api/session",
    "DELETE /api/teams/{team}",
    "DELETE /api/workshops/{workshop}",
    "POST /api/account/erasure",
];

async fn begin(client: &Client) -> Demo {
    client.post("/api/demo", &()).await.expect(201).json()
}

/// Calls a route with the demonstration's own team and workshop, and invented ids for all else.
async fn call(app: &TestApp, client: &Client, demo: &Demo, route: &str, body: Body) -> HttpAnswer {
    app.clock.forward_minutes(1);
    let (method, template) = route.split_once(' ').unwrap();
    let mut path = String::new();
    for part in template.split('/').skip(1) {
        let filled = match part {
            "{team}" => demo.team.to_string(),
            "{workshop}" => demo.workshop.to_string(),
            part if part.starts_with('{') => new_id().to_string(),
            part => part.to_owned(),
        };
        path = format!("{path}/{filled}");
    }
    let body = match body {
        Body::Nothing => None,
        Body::Json(_) => Some(("application/json", b"{}".to_vec())),
        Body::Yaml(text) => Some(("application/yaml", text.as_bytes().to_vec())),
        Body::Png => Some(("image/png", png())),
    };
    app.twin(client).send(method.parse().unwrap(), &path, body).await
}

fn is_changing(route: &str) -> bool {
    !route.starts_with("GET ")
}

#[tokio::test]
async fn a_demonstration_does_nothing_outside_its_team() {
    let app = TestApp::start().await;
    let visitor = app.client();
    let demo = begin(&visitor).await;
    // An owner of a real team in a demonstration of their own: nothing leaves its team either.
    let owner = app.owner().await;
    let theirs = begin(&owner).await;
    let mut wrong = Vec::new();
    for row in TABLE.iter().filter(|row| is_changing(row.0) && !FOR_ANYBODY.contains(&row.0)) {
        let needed = NEEDED.contains(&row.0);
        let check = |who: &str, answer: &HttpAnswer, refused: bool| {
            let was_refused = (answer.status.as_u16(), answer.code().as_str()) == (403, "demonstration");
            (was_refused != refused).then(|| format!("{} {who}: {} {}", row.0, answer.status, answer.text()))
        };
        if ENDING.contains(&row.0) {
            continue;
        }
        let answer = call(&app, &visitor, &demo, row.0, row.3).await;
        wrong.extend(check("a visitor", &answer, !needed));
        if row.0.contains("{team}") || row.0.contains("{workshop}") {
            let answer = call(&app, &owner, &theirs, row.0, row.3).await;
            wrong.extend(check("an owner with an account", &answer, !needed));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let is_there = |route: &&str| TABLE.iter().any(|row| row.0 == *route);
    let gone: Vec<_> = NEEDED.into_iter().chain(FOR_ANYBODY).filter(|route| !is_there(route)).collect();
    assert_eq!(gone, Vec::<&str>::new(), "routes that are not there any more");
}

/// A demonstration, a team, an invitation and an account must not use up the set-up link of the server.
#[tokio::test]
async fn a_demonstration_does_not_set_up_the_server() {
    let app = TestApp::start().await;
    let visitor = app.client();
    let demo = begin(&visitor).await;
    assert_eq!(visitor.post("/api/teams", &json!({ "name": "Mine" })).await.expect(403).code(), "demonstration");
    let invitations = format!("/api/teams/{}/invitations", demo.team);
    assert_eq!(visitor.post(&invitations, &()).await.expect(403).code(), "demonstration");
    for browser in [&visitor, &app.client()] {
        assert!(browser.get("/api/me").await.json::<Me>().needs_setup);
    }
    for start in 1..=2 {
        assert!(
            server::accounts::set_up_link(&app.app).await.unwrap().is_some(),
            "start {start}: no link was used yet"
        );
    }
    app.owner().await;
    for browser in [&visitor, &app.client()] {
        assert!(!browser.get("/api/me").await.json::<Me>().needs_setup);
    }
    assert_eq!(server::accounts::set_up_link(&app.app).await.unwrap(), None);
}

#[tokio::test]
async fn a_demo_visitor_joins_a_team_only_with_an_account() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let visitor = app.client();
    begin(&visitor).await;
    let made: NewInvitation =
        owner.post(&format!("/api/teams/{}/invitations", owner.team()), &()).await.expect(201).json();
    let path = format!("/api/invitations/{}", made.link.rsplit('/').next().unwrap());
    assert_eq!(visitor.post(&path, &json!({})).await.expect(403).code(), "demonstration");
    let account = NewAccount { name: "Nia".into(), email: "nia@example.com".into(), password: PASSWORD.into() };
    let me: Me = visitor.post(&path, &json!({ "account": account })).await.expect(201).json();
    assert_eq!(me.teams.iter().map(|team| team.id).collect::<Vec<_>>(), [owner.team()]);
}

#[tokio::test]
async fn a_demonstration_sends_no_messages() {
    let (app, owner) = with_mail(&Recorder::answering([])).await;
    let demo = begin(&owner).await;
    let hook = WebhookRow {
        team: demo.team,
        url: "https://hooks.example/".into(),
        secret: vec![1],
        changed_at: app.app.now(),
    };
    app.app.store.put_webhook(hook).await.unwrap();
    assert_eq!(team_channels(&app.app, demo.team).await.unwrap(), []);
    assert_eq!(channels(&app.app, demo.team, owner.person()).await.unwrap(), []);
    assert_eq!(channels(&app.app, owner.team(), owner.person()).await.unwrap(), [Channel::Mail]);
}

#[tokio::test]
async fn demonstrations_can_be_switched_off() {
    let app = TestApp::start_as(Settings { demonstrations: None, ..Settings::default() }).await;
    let visitor = app.client();
    assert!(!visitor.get("/api/me").await.json::<Me>().demo);
    assert_eq!(visitor.post("/api/demo", &()).await.expect(404).code(), "gone");
    assert!(visitor.cookies().is_empty());
}

#[tokio::test]
async fn the_number_of_demonstrations_is_limited() {
    let most = MostDemonstrations { in_all: 3, of_an_address: 2 };
    let app = TestApp::start_as(Settings { demonstrations: Some(most), ..Settings::default() }).await;
    let (first, second) = (app.client(), app.client());
    assert!(first.get("/api/me").await.json::<Me>().demo);
    let demo = begin(&first).await;
    begin(&first).await;
    let refused = first.post("/api/demo", &()).await.expect(422);
    assert!(refused.text().contains("room for 2 demonstrations at once from one address"), "{}", refused.text());
    begin(&second).await;
    let refused = app.client().post("/api/demo", &()).await.expect(422);
    assert!(refused.text().contains("room for 3 demonstrations at once."), "{}", refused.text());

    // One that somebody deletes, and those that are a week old, make room.
    let _ = first.delete(&format!("/api/teams/{}", demo.team)).await.expect(204);
    begin(&app.client()).await;
    let _ = app.client().post("/api/demo", &()).await.expect(422);
    app.clock.forward_minutes(7 * 24 * 60);
    server::housekeeping::clean(&app.app).await.unwrap();
    let _ = app.client().post("/api/demo", &()).await.expect(422);
    app.clock.forward_seconds(1);
    server::housekeeping::clean(&app.app).await.unwrap();
    assert!(second.get("/api/me").await.json::<Me>().account.is_none(), "its visitor goes with it");
    begin(&app.client()).await;
}

/// A picture of a megabyte that cannot be made smaller.
fn noise(seed: u32) -> Vec<u8> {
    let mut state = seed + 1;
    let pixels = image::RgbImage::from_fn(600, 600, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = state.to_be_bytes();
        image::Rgb([a, b, c])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Posts until it is refused, and returns how often it was not.
async fn fill(visitor: &Client, path: &str, body: impl Fn() -> Value, room: &str) -> usize {
    for count in 0..=200 {
        let answer = visitor.post(path, &body()).await;
        if answer.status != 201 {
            assert!(answer.text().contains(room), "{path}: {}", answer.text());
            return count;
        }
    }
    panic!("{path} has no end");
}

#[tokio::test]
async fn the_size_of_a_demonstration_is_limited() {
    let app = TestApp::start().await;
    let visitor = app.client();
    let demo = begin(&visitor).await;
    let team = format!("/api/teams/{}", demo.team);
    let cards = format!("{team}/scenarios");
    let made =
        fill(&visitor, &cards, || json!({ "content": content() }), "room for 100 wordings of cards in a demonstration");
    assert!(made.await > 20);
    let system = || json!({ "name": new_id().to_string(), "links": [] });
    assert!(fill(&visitor, &format!("{team}/systems"), system, "room for 60 systems in a demonstration").await > 5);
    let action = || json!({ "text": "Do it", "priority": "low" });
    assert!(fill(&visitor, &format!("{team}/actions"), action, "room for 200 actions in a demonstration").await > 5);
    let runbook = || json!({ "title": "Replay", "text": "1. Look", "systems": [] });
    assert!(fill(&visitor, &format!("{team}/runbooks"), runbook, "room for 60 runbooks in a demonstration").await > 5);
    let me = visitor.get("/api/me").await.json::<Me>().account.unwrap().id;
    let workshop = || json!({ "plan": testkit::workshops::plan(), "facilitator": me, "cards": [], "lobby": false });
    let workshops = format!("{team}/workshops");
    assert!(fill(&visitor, &workshops, workshop, "room for 12 workshops in a demonstration").await > 2);
    let known: Vec<ScenarioSummary> = visitor.get(&cards).await.expect(200).json();
    let practice = format!("{cards}/{}/practice", known[0].id);
    let begun = fill(&visitor, &practice, || json!(null), "room for 20 cards that are practised in a demonstration");
    assert!(begun.await > 5);

    let upload = async |seed| {
        app.clock.forward_minutes(1);
        visitor.send(Method::POST, &format!("{team}/pictures"), Some(("image/png", noise(seed)))).await
    };
    let mut last = upload(0).await.expect(201);
    for seed in 1..20 {
        last = upload(seed).await;
        if last.status != 201 {
            break;
        }
    }
    assert!(last.text().contains("room for 4 MiB of pictures in a demonstration"), "{}", last.text());

    // What is there can still be changed, and deleted.
    let _ = visitor.patch(&team, &json!({ "name": "Full team" })).await.expect(200);
    let home: Team = visitor.get(&team).await.expect(200).json();
    assert_eq!(home.name, "Full team");
    let _ = visitor.delete(&team).await.expect(204);
}

#[tokio::test]
async fn the_log_of_a_demonstration_is_limited() {
    let app = TestApp::start().await;
    let mut visitor = app.client();
    let demo = begin(&visitor).await;
    visitor.set_account(visitor.get("/api/me").await.json());
    let me: PersonId = visitor.person();
    let actor = Actor { person: me, standing: Standing::Owner };
    let submit = async |command| {
        let id = CommandId(new_id());
        app.app.hub.submit(demo.workshop, actor, id, None, vec![command]).await
    };
    submit(Command::Server(ServerCommand::Open { carried: vec![], owed: vec![] })).await.unwrap();
    submit(Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: true })).await.unwrap();
    let note = NoteId(new_id());
    let text = |number: u64| NoteText::parse(&format!("Note {number}")).unwrap();
    submit(Command::Walls(WallCommand::AddNote { note, wall: Wall::Crappy, text: text(0), round: None, token: None }))
        .await
        .unwrap();
    let mut end = None;
    for number in 1..2_100 {
        let revision = u32::try_from(number - 1).unwrap();
        let edit = Command::Walls(WallCommand::EditNote { note, text: text(number), revision, token: None });
        if let Err(error) = submit(edit).await {
            end = Some((number, error.to_string()));
            break;
        }
    }
    let (number, body) = end.unwrap();
    assert!(number > 1_900 && body.contains("Start a new one"), "{number}: {body}");
}

#[tokio::test]
async fn a_demonstration_has_one_survey_round_per_month() {
    let app = TestApp::start().await;
    // Thirty days before the first of them lies the last day of October, and another thirty its first.
    for _ in 0..6 {
        app.clock.forward_minutes(7 * 24 * 60);
        let visitor = app.client();
        let demo = begin(&visitor).await;
        let results: Value = visitor.get(&format!("/api/teams/{}/survey/results", demo.team)).await.expect(200).json();
        let rounds = results["rounds"].as_array().unwrap();
        let months: BTreeSet<&str> = rounds.iter().map(|round| &round["opened_at"].as_str().unwrap()[..7]).collect();
        assert_eq!(months.len(), 7, "{months:?}");
    }
}
