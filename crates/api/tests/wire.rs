//! The commands that browsers send: every one as it was when it was first published, and what is refused. And what browsers are
//! sent about what their person may do.

use std::collections::BTreeSet;

use api::live::{ClientMessage, LivePermissions, ServerMessage, Unread};
use serde_json::{Value, json};
use utoipa::ToSchema;

const ID: &str = "8c2f8a52-3b1c-4f0e-9d64-0a9f6f1f2b3c";

/// What a connection answers to a command that does not reach a room.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    /// It cannot be read as a message.
    Malformed,
    /// One of its values is refused; with the reason that a person reads.
    Invalid(String),
}

fn read(command: &Value) -> Result<ClientMessage, Refusal> {
    let text = json!({ "type": "command", "id": ID, "command": command }).to_string();
    ClientMessage::parse(&text).map_err(|unread| match unread {
        Unread::Malformed(_) => Refusal::Malformed,
        Unread::Invalid { reason, .. } => Refusal::Invalid(reason),
    })
}

fn commands() -> Vec<Value> {
    serde_json::from_str(include_str!("golden/commands.json")).expect("it is a list")
}

/// Without the fields that are null: they may be left out.
fn without_nulls(command: &Value) -> Value {
    let fields = command.as_object().expect("a command is an object").iter().filter(|(_, value)| !value.is_null());
    fields.map(|(name, value)| (name.clone(), value.clone())).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn every_published_command_is_read_and_written_the_same() {
    for command in commands() {
        let message = read(&command).unwrap_or_else(|refusal| panic!("{command}: {refusal:?}"));
        let written = serde_json::to_value(message).unwrap();
        assert_eq!(without_nulls(&written["command"]), command);
    }
}

/// The name of a described command; one with flattened fields is described in parts.
fn name(described: &Value) -> String {
    let parts = described["allOf"].as_array().into_iter().flatten().chain([described]);
    parts
        .map(|part| &part["properties"]["do"]["enum"][0])
        .find(|name| name.is_string())
        .expect("it has a name")
        .to_string()
}

#[test]
fn what_is_kept_offline_is_a_command() {
    let names: BTreeSet<_> = commands().iter().map(|command| command["do"].as_str().unwrap().to_owned()).collect();
    for kept in domain::workshop::KEPT_OFFLINE {
        assert!(names.contains(*kept), "{kept}");
    }
}

#[test]
fn every_described_command_is_published() {
    let mut parts = Vec::new();
    domain::workshop::Command::schemas(&mut parts);
    let areas = parts.into_iter().filter(|(name, _)| name.ends_with("Command"));
    let areas: Vec<Value> = areas.map(|(_, area)| serde_json::to_value(area).unwrap()).collect();
    let described: BTreeSet<_> = areas.iter().flat_map(|area| area["oneOf"].as_array().unwrap()).map(name).collect();
    let published: BTreeSet<_> = commands().iter().map(|command| command["do"].to_string()).collect();
    assert_eq!(published, described);
}

#[test]
fn a_refused_command_is_answered_as_before() {
    let refused: Vec<(Value, Option<String>)> = serde_json::from_str(include_str!("golden/refused.json")).unwrap();
    for (command, reason) in refused {
        let expected = reason.map_or(Refusal::Malformed, Refusal::Invalid);
        assert_eq!(read(&command).err(), Some(expected), "{command}");
    }
}

#[test]
fn what_a_person_may_do_keeps_its_shape() {
    let messages: Vec<Value> = serde_json::from_str(include_str!("golden/may.json")).unwrap();
    for message in messages {
        let read: ServerMessage = serde_json::from_value(message.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), message);
    }
}

#[test]
fn a_welcome_of_before_allows_nothing() {
    let welcome =
        json!({ "type": "welcome", "you": ID, "face": "seat", "audience": "everyone", "now": "2026-11-23T09:00:00Z" });
    let ServerMessage::Welcome { may, .. } = serde_json::from_value(welcome).unwrap() else {
        panic!("it is a welcome")
    };
    assert_eq!(may, LivePermissions::default());
}
