//! Fills the outbox of a server that does not run, for tests in other languages: so many teams of one person, and in each a message
//! to them by mail. Prints the teams' ids: a list in JSON.
//!
//! usage: full-outbox DATABASE PERSON TEAMS

use std::io::Write;

use domain::id::{OutgoingId, PersonId, TeamId};
use domain::messages::Channel;
use domain::text::TeamName;
use domain::time::Timestamp;
use serde_json::json;
use store::outbox::OutgoingRow;
use store::teams::TeamRow;
use uuid::Uuid;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [database, person, teams] = given.as_slice() else { panic!("usage: full-outbox DATABASE PERSON TEAMS") };
    let person = PersonId(person.parse().expect("the person is named by an id"));
    let teams: u128 = teams.parse().expect("the teams are counted");
    let store = store::open(database).await.expect("the database opens");
    let mut ids = Vec::new();
    let mut messages = Vec::new();
    for n in 1..=teams {
        let id = TeamId(Uuid::from_u128(n));
        let name = TeamName::parse(&format!("Team {n}")).expect("it is a name");
        let team = TeamRow { id, name, demo: false, created_at: Timestamp(0) };
        store.create_team(team, person).await.expect("there is no such team yet");
        messages.push(OutgoingRow {
            id: OutgoingId(Uuid::from_u128(n)),
            team: Some(id),
            account: Some(person),
            channel: Channel::Mail,
            notice: json!({ "kind": "test" }).to_string(),
            key: format!("full-outbox/{n}"),
            due_at: Timestamp(0),
        });
        ids.push(id);
    }
    store.enqueue(messages).await.expect("there is room");
    store.close().await;
    writeln!(std::io::stdout(), "{}", json!(ids))
}
