//! The commands that browsers send: every one as it was when it was first published, and what is refused.

use std::collections::BTreeSet;

use api::live::ClientMessage;
use serde_json::{Value, json};
use utoipa::PartialSchema;

const ID: &str = "01932b6e-8c00-7000-8000-000000000001";

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
    let message: ClientMessage = serde_json::from_str(&text).map_err(|_| Refusal::Malformed)?;
    let ClientMessage::Command { command, .. } = &message else { panic!("{text} is a command") };
    command.clone().parse().map_err(|invalid| Refusal::Invalid(invalid.reason))?;
    Ok(message)
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

#[test]
fn every_described_command_is_published() {
    let described = serde_json::to_value(api::live::Command::schema()).unwrap();
    let described = described["oneOf"].as_array().unwrap().iter();
    let described: BTreeSet<_> = described.map(|one| one["properties"]["do"]["enum"][0].clone().to_string()).collect();
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
