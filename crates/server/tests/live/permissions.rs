//! Permissions in a live workshop: every command, sent by every role over its own socket.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use axum::http::Method;
use futures_util::future::join_all;
use testkit::client::Client;
use testkit::live::CommandOutcome;

use crate::flags::{Flag, flag_for, welcome};
use crate::scene::{Stage, World};
use crate::table::{ROLES, Row, TABLE, Y};

#[tokio::test]
async fn permissions_match_the_table_and_the_flags_of_pages() {
    let world = World::new().await;
    let mut table = String::new();
    let mut wrong = 0;
    let mut contradictions = Vec::new();
    for row in TABLE {
        let Row(name, about, stage, _, expected, _) = row;
        let _ = write!(table, "{:24}{about:24}{stage:?}:", name);
        let answers = join_all(ROLES.map(|role| call(&world, row, role))).await;
        for ((role, expected), answer) in ROLES.into_iter().zip(expected).zip(answers) {
            let (answer, flag) = answer;
            let _ = write!(table, " {role} {answer}");
            if flag.contradicts(&answer) {
                contradictions.push(format!("{name}, {about}, {stage:?}, {role}: {answer}"));
            }
            if answer != *expected {
                let _ = write!(table, " (NOT {expected})");
                wrong += 1;
            }
        }
        table.push('\n');
    }
    assert_eq!(wrong, 0, "who may do what:\n{table}");
    assert!(contradictions.is_empty(), "the flags say something else:\n{}", contradictions.join("\n"));
}

#[test]
fn every_command_has_a_row() {
    let openapi = serde_json::to_value(server::openapi()).unwrap();
    let schemas = &openapi["components"]["schemas"];
    // Each area has a schema of its own.
    let areas = schemas["Command"]["oneOf"].as_array().unwrap().iter().map(|area| area["$ref"].as_str().unwrap());
    let areas = areas.map(|area| &schemas[area.rsplit('/').next().unwrap()]);
    let variants = areas.flat_map(|area| area["oneOf"].as_array().unwrap());
    let name = |variant: &serde_json::Value| {
        // A variant with flattened fields is described in parts.
        let mut parts = variant["allOf"].as_array().into_iter().flatten().chain([variant]);
        parts.find_map(|part| part["properties"]["do"]["enum"][0].as_str()).unwrap().to_owned()
    };
    let commands: BTreeSet<String> = variants.map(name).collect();
    let rows: BTreeSet<String> = TABLE.iter().map(|row| row.0.to_owned()).collect();
    assert!(commands.len() > 30, "{commands:?}");
    assert_eq!(commands, rows, "commands of the description and rows of the table");
}

/// A person without a seat gets no socket, on any face.
#[tokio::test]
async fn strangers_cannot_connect() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let stranger = world.app.member(&world.owner, "Otto").await;
    let left = format!("/api/teams/{}/members/{}", world.owner.team(), stranger.person());
    let _ = stranger.send(Method::DELETE, &left, None).await.expect(204);
    let _ = stranger.post("/api/teams", &serde_json::json!({ "name": "Elsewhere" })).await.expect(201);
    let elsewhere = world.scene(Stage::Doors).await;
    let check = async |who: &str, client: &Client, status: u16| {
        for face in ["room", "desk", "bench", "sheet", "seat"] {
            let query = format!("face={face}&since=1&audience=desk");
            let refused = scene.try_page(client, &query).await.err();
            assert_eq!(refused, Some(status), "{who} on {face}");
        }
    };
    check("someone of another team", &stranger, 404).await;
    check("a guest of another workshop", elsewhere.guest(), 401).await;
    check("nobody", &world.app.client(), 401).await;
    for query in ["", "face=cellar", "face=seat&since=-1"] {
        assert_eq!(scene.try_page(&world.member, query).await.err(), Some(400), "{query:?}");
    }
}

/// Sends the command of a row as one role, and checks that a refusal changes nothing. With the flag that the page had before.
async fn call(world: &World, row: &Row, role: &str) -> (String, Flag) {
    let Row(name, _, stage, command, ..) = row;
    let scene = world.scene(*stage).await;
    let anonymous = world.app.client();
    let who = match role {
        "owner" => &world.owner,
        "facilitator" => &world.facilitator,
        "scribe" => &world.scribe,
        "investigator" => &world.investigator,
        "member" => &world.member,
        _ => scene.guest.as_ref().unwrap_or(&anonymous),
    };
    let mut page = match scene.try_page(who, "face=seat").await {
        Ok(page) => page,
        Err(status) => return (status.to_string(), Flag::Nothing),
    };
    let command = command(&scene, who.person());
    assert_eq!(serde_json::to_value(&command).unwrap()["do"], *name, "the row's command is another one");
    let before = scene.state().await;
    let flag = flag_for(&command, welcome(&mut page).await, &before, who.person());
    let answer = match page.command(command).await.0 {
        CommandOutcome::Accepted(_) => Y.to_owned(),
        CommandOutcome::Rejected(code) => {
            assert_eq!(scene.state().await, before, "{name}: a refusal changes nothing");
            code
        }
    };
    (answer, flag)
}
