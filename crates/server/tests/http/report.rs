//! Walls, actions and people in a report, as data and as Markdown.

use std::io::Read as _;

use api::team::System;
use axum::http::Method;
use documents::report::Report;
use domain::id::{ActionId, CommandId, GroupId, GuessId, NoteId, WorkshopId};
use domain::workshop::{
    ActionCommand, Command, Commitment, DebriefCommand, HatCommand, Level, Outcome, PeopleCommand, Priority,
    RoundCommand, RoundNumber, Spread, TimeCommand, Wall, WallCommand,
};
use flate2::read::GzDecoder;
use serde_json::json;
use testkit::app::TestApp;
use testkit::client::Client;
use testkit::live::{CommandOutcome, new_id, typed};

/// A closed workshop with a shared card, groups, votes, and actions of notes.
async fn closed_workshop(app: &TestApp, owner: &Client, mona: &Client) -> WorkshopId {
    let team = format!("/api/teams/{}", owner.team());
    let _ =
        owner.put(&format!("{team}/walls"), &json!({ "crappy": "What *hurt*", "private": false })).await.expect(200);
    let queue: System =
        owner.post(&format!("{team}/systems"), &json!({ "name": "queue", "links": [] })).await.expect(201).json();
    let cards = app.cards(owner).await;
    let workshop = app.planned(owner, owner.person(), None, &cards[..1]).await;
    let mut desk = app.open(owner, workshop).await;
    desk.execute(Command::Hat(HatCommand::PassHat)).await;
    let mut seat = mona.live(workshop, "seat").await;
    seat.execute(Command::People(PeopleCommand::Join)).await;
    desk.execute(Command::Hat(HatCommand::AddPartner { round: RoundNumber(1), person: mona.person() })).await;
    desk.execute(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) })).await;
    let guess = |guess, text: &str, token| {
        let (guess, round) = (GuessId(guess), RoundNumber(1));
        Command::Debrief(DebriefCommand::WriteGuess { guess, round, text: typed(text), token })
    };
    seat.execute(guess(new_id(), "The disk", None)).await;
    // The ids of what is unsigned carry no time.
    let random = |byte| uuid::Builder::from_random_bytes([byte; 16]).into_uuid();
    let unsigned = guess(random(1), "A bad deploy", Some(typed(&"5a".repeat(32))));
    let (outcome, _) = desk.command_as(CommandId(random(2)), unsigned).await;
    assert!(matches!(outcome, CommandOutcome::Accepted(_)), "{outcome:?}");
    desk.execute(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(1), outcome: Outcome::Parked })).await;

    let [alone, first, second, praise] = [(); 4].map(|()| NoteId(new_id()));
    let notes = [
        (alone, Wall::Crappy, "The page says nothing"),
        (first, Wall::Crappy, "No runbook"),
        (second, Wall::Crappy, "An old runbook"),
        (praise, Wall::Awesome, "Replay just worked"),
    ];
    for (note, wall, text) in notes {
        desk.execute(Command::Walls(WallCommand::AddNote { note, wall, text: typed(text), round: None, token: None }))
            .await;
    }
    let title = Some(typed("Run & books"));
    desk.execute(Command::Walls(WallCommand::MakeGroup {
        group: GroupId(new_id()),
        title,
        notes: vec![first, second],
    }))
    .await;
    desk.execute(Command::Walls(WallCommand::OpenVoting { cap: 2 })).await;
    desk.execute(Command::Walls(WallCommand::Vote { note: second, on: true })).await;
    seat.execute(Command::Walls(WallCommand::Vote { note: second, on: true })).await;
    seat.execute(Command::Walls(WallCommand::Vote { note: alone, on: true })).await;
    desk.execute(Command::Walls(WallCommand::RevealVotes)).await;
    desk.execute(Command::Time(TimeCommand::StartReflection)).await;
    let commit = |text: &str, system, notes| {
        Command::Actions(ActionCommand::CommitAction {
            action: ActionId(new_id()),
            commitment: Commitment {
                text: typed(text),
                owner: None,
                due: None,
                priority: Priority::High,
                impact: Some(Level::High),
                effort: Some(Level::Low),
                system,
                notes,
            },
        })
    };
    desk.execute(commit("Write a runbook", None, vec![first])).await;
    // Made by hand of what is awesome: nothing is known of it but the system.
    desk.execute(commit("Praise the replay", Some(queue.id), vec![praise])).await;
    let other: System =
        owner.post(&format!("{team}/systems"), &json!({ "name": "mailer", "links": [] })).await.expect(201).json();
    let spread = Spread { action: ActionId(new_id()), system: other.id, text: typed("Replay mails") };
    desk.execute(Command::Actions(ActionCommand::SpreadNote { note: praise, actions: vec![spread] })).await;
    desk.execute(Command::Time(TimeCommand::Close)).await;
    workshop
}

#[tokio::test]
async fn a_report_is_made_once_until_something_changes() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mona = app.member(&owner, "Mona").await;
    let path = format!("/api/workshops/{}/report", closed_workshop(&app, &owner, &mona).await);
    let get = async |headers: &[(&str, &str)]| owner.send_with(Method::GET, &path, None, headers).await;

    let plain = get(&[]).await.expect(200);
    let tag = plain.header("etag");
    assert_eq!(mona.get(&path).await.expect(200).header("etag"), tag);
    assert_eq!(get(&[("if-none-match", tag)]).await.expect(304).text(), "");
    let compressed = get(&[("accept-encoding", "br, gzip")]).await.expect(200);
    assert_eq!((compressed.header("content-encoding"), compressed.header("etag")), ("gzip", tag));
    let mut text = String::new();
    GzDecoder::new(&compressed.body[..]).read_to_string(&mut text).unwrap();
    assert_eq!(text, plain.text());

    // A name around the workshop, and a person in it.
    let walls = json!({ "crappy": "What was *hard*", "private": false });
    let _ = owner.put(&format!("/api/teams/{}/walls", owner.team()), &walls).await.expect(200);
    let renamed = get(&[("if-none-match", tag)]).await.expect(200);
    assert!(renamed.text().contains("What was *hard*"), "{}", renamed.text());
    assert!(renamed.text().contains("Mona"));
    let erasure = json!({ "password": "correct horse battery", "words_too": true });
    let _ = mona.post("/api/account/erasure", &erasure).await.expect(204);
    let erased = get(&[("if-none-match", renamed.header("etag"))]).await.expect(200);
    assert!(!erased.text().contains("Mona"), "{}", erased.text());
}

#[tokio::test]
async fn a_report_shows_groups_votes_names_weights_and_who_shared_a_card() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mona = app.member(&owner, "Mona").await;
    let workshop = closed_workshop(&app, &owner, &mona).await;

    let path = format!("/api/workshops/{workshop}");
    let report: Report = owner.get(&format!("{path}/report")).await.expect(200).json();
    assert_eq!(
        report.walls.iter().map(|own| (own.wall, own.name.as_str())).collect::<Vec<_>>(),
        [(Wall::Crappy, "What *hurt*")]
    );
    let notes: Vec<_> = report.notes.iter().map(|n| (n.text.as_str(), n.group.as_deref(), n.votes)).collect();
    let group = Some("Run & books");
    let expected = [
        ("The page says nothing", None, 1),
        ("An old runbook", group, 2),
        ("No runbook", group, 0),
        ("Replay just worked", None, 0),
    ];
    assert_eq!(notes, expected, "those in no group first, then group by group, each sorted by votes");
    let mut guesses: Vec<_> =
        report.cards[0].guesses.iter().map(|one| (one.text.as_str(), one.by.as_deref())).collect();
    guesses.sort_unstable();
    assert_eq!(guesses, [("A bad deploy", None), ("The disk", Some("Mona"))], "only signed guesses have names");
    let drew: Vec<_> = report.people.iter().map(|person| (person.name.as_str(), &person.drew_with[..])).collect();
    assert_eq!(drew, [("Olive", &["Mona".to_owned()][..]), ("Mona", &["Olive".to_owned()][..])]);
    let weighed = report.actions.iter().find(|action| action.text == "Write a runbook").unwrap();
    assert_eq!((weighed.impact, weighed.effort, &weighed.system), (Some(Level::High), Some(Level::Low), &None));

    let markdown = owner.get(&format!("{path}/report.md")).await.expect(200).text();
    for line in [
        r"## What \*hurt\*",
        "### Run &amp; books, 2 votes\n\n- An old runbook (Olive)\n- No runbook (Olive)",
        "What people had guessed:\n\n- ",
        "- A bad deploy\n",
        "- The disk (Mona)\n",
        "- The page says nothing (Olive), 1 vote",
        ", shared a card with Mona",
        "Write a runbook: nobody yet, high priority, impact high, effort low\n",
        "Praise the replay: nobody yet, high priority, impact high, effort low, for queue\n",
        "Replay mails: nobody yet, medium priority, for mailer\n",
    ] {
        assert!(markdown.contains(line), "{line:?} is missing in {markdown}");
    }
}
