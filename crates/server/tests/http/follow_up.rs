//! What follows a workshop: actions with their history and table, runbooks, and the home of a person.

use api::action::{ActionChanged, Difference, ListedAction};
use api::home::{Home, HomeAction, HomeCard, HomePart};
use api::live::ServerMessage;
use api::runbook::{Runbook, RunbookSummary};
use api::team::{NewInvitation, System};
use domain::id::{ActionId, NoteId, PersonId, StepId, SystemId, WorkshopId};
use domain::runbook::RunbookState;
use domain::workshop::{
    ActionCommand, ActionStatus, Command, Commitment, HatCommand, Level, Outcome, Priority, RoundCommand, RoundNumber,
    Spread, StepCommand, StepKind, TimeCommand, Wall, WallCommand,
};
use serde_json::{Value, json};
use testkit::app::TestApp;
use testkit::client::Client;
use testkit::live::{new_id, typed};

use crate::world::outsider;

async fn system(owner: &Client, name: &str) -> System {
    let path = format!("/api/teams/{}/systems", owner.team());
    owner.post(&path, &json!({ "name": name, "links": [] })).await.expect(201).json()
}

/// A card that touches the queue.
async fn card(owner: &Client, title: &str) -> domain::id::ScenarioId {
    let mut content = crate::world::content();
    content.title = domain::text::Title::parse(title).unwrap();
    content.systems[0].name = domain::text::SystemName::parse("QUEUE").unwrap();
    content.cause = "A poison message.".into();
    let path = format!("/api/teams/{}/scenarios", owner.team());
    let made = owner.post(&path, &json!({ "content": content })).await.expect(201);
    made.json::<api::scenario::ScenarioDetail>().id
}

/// Plays one card, whose holder is the facilitator, with one step, and closes.
async fn play(app: &TestApp, owner: &Client, card: domain::id::ScenarioId) -> WorkshopId {
    let workshop = app.planned(owner, owner.person(), None, &[card]).await;
    let mut desk = app.open(owner, workshop).await;
    desk.execute(Command::Hat(HatCommand::PassHat)).await;
    desk.execute(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) })).await;
    let text = typed("the *depth* of the queue");
    desk.execute(Command::Steps(StepCommand::AddStep {
        step: StepId(new_id()),
        round: RoundNumber(1),
        kind: StepKind::LookedAt,
        text,
    }))
    .await;
    desk.execute(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(1), outcome: Outcome::Solved })).await;
    let _ = app.close(&mut desk).await;
    workshop
}

fn commitment(text: &str, owner: Option<PersonId>, system: Option<SystemId>) -> Commitment {
    Commitment {
        text: typed(text),
        owner,
        due: None,
        priority: Priority::High,
        impact: None,
        effort: None,
        system,
        notes: Vec::new(),
    }
}

/// Other teams cannot find out whether a team has an action with an id; a member of two teams sees the actions of both.
#[tokio::test]
async fn an_action_is_written_outside_a_workshop_and_reviewed_in_the_next() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (mona, stranger) = (app.member(&owner, "Mona").await, outsider(&app, &owner).await);
    let queue = system(&owner, "queue").await;
    let path = format!("/api/teams/{}/actions", owner.team());
    let wanted = json!({
        "text": "Link the runbook", "owner": mona.person(), "due": "2026-11-20", "priority": "high", "system": queue.id,
    });
    let made: ListedAction = mona.post(&path, &wanted).await.expect(201).json();
    assert_eq!((made.workshop, made.workshop_title.as_deref(), made.in_workshop), (None, None, None));
    assert_eq!(
        (made.owner, made.due.as_deref(), made.status),
        (Some(mona.person()), Some("2026-11-20"), ActionStatus::Open)
    );
    assert_eq!(made.system_name.as_deref(), Some("queue"));
    for (field, value) in [
        ("text", json!("  ")),
        ("owner", json!(stranger.person())),
        ("due", json!("soon")),
        ("system", json!(domain::id::SystemId(new_id()))),
    ] {
        let mut wrong = wanted.clone();
        wrong[field] = value;
        assert_eq!(mona.post(&path, &wrong).await.expect(422).json::<Value>()["field"], field);
    }

    // It is in the table, on the home of its owner and in the export, and the next workshop begins with it.
    assert!(mona.get(&format!("{path}.csv")).await.expect(200).text().contains("\"queue\",\"\",\""));
    let home: Home = mona.get("/api/home").await.expect(200).json();
    assert_eq!(home.actions.iter().map(|own| own.action.id).collect::<Vec<_>>(), [made.id]);
    let card = card(&owner, "The queue is full").await;
    let workshop = app.planned(&owner, owner.person(), None, &[card]).await;
    let mut desk = app.open(&owner, workshop).await;
    let there: ListedAction = mona.get(&path).await.expect(200).json::<Vec<_>>().remove(0);
    assert_eq!((there.id, there.in_workshop), (made.id, Some(workshop)));
    let review = ActionCommand::ReviewAction { action: made.id, status: ActionStatus::Done, reason: None };
    desk.execute(Command::Actions(review)).await;
    let done: ListedAction = mona.get(&format!("{path}?status=done")).await.expect(200).json::<Vec<_>>().remove(0);
    assert_eq!((done.id, done.workshop), (made.id, None), "it keeps its source");
    let history: Vec<ActionChanged> = mona.get(&format!("{path}/{}/history", made.id)).await.expect(200).json();
    let who: Vec<_> = history.iter().map(|change| (change.by.as_deref().unwrap(), change.workshop)).collect();
    assert_eq!(who, [("Mona", None), ("Olive", Some(workshop))]);
}

#[tokio::test]
async fn the_id_of_another_team_s_action_is_answered_like_an_unknown_id() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let other = outsider(&app, &owner).await;
    let (action, system_id) = (ActionId(new_id()), SystemId(new_id()));
    let commit = |text: &str, by: &Client| {
        Command::Actions(ActionCommand::CommitAction {
            action,
            commitment: commitment(text, Some(by.person()), Some(system_id)),
        })
    };
    let workshop_of = async |client: &Client, system: &str, text: &str| {
        let wanted = json!({ "id": system_id, "name": system, "links": [] });
        let _ = client.post(&format!("/api/teams/{}/systems", client.team()), &wanted).await.expect(201);
        let workshop = app.planned(client, client.person(), None, &[]).await;
        let mut desk = app.open(client, workshop).await;
        desk.execute(Command::Time(TimeCommand::StartReflection)).await;
        desk.execute(commit(text, client)).await;
        (workshop, desk)
    };
    let (ours, _desk) = workshop_of(&owner, "queue", "Watch the queue").await;
    let (theirs, mut their_desk) = workshop_of(&other, "mail", "Count the mail").await;

    let path = |client: &Client| format!("/api/teams/{}/actions", client.team());
    let list = async |client: &Client| -> Vec<(String, Option<String>, Option<WorkshopId>)> {
        let found: Vec<ListedAction> = client.get(&path(client)).await.expect(200).json();
        found.into_iter().map(|action| (action.text, action.system_name, action.in_workshop)).collect()
    };
    let row = |text: &str, system: &str, workshop| (text.to_owned(), Some(system.to_owned()), workshop);
    assert_eq!(list(&owner).await, [row("Watch the queue", "queue", Some(ours))]);
    assert_eq!(list(&other).await, [row("Count the mail", "mail", Some(theirs))]);

    // What one team does with its action does nothing to the other's.
    their_desk.execute(Command::Time(TimeCommand::Close)).await;
    let done = json!({ "revision": 0, "text": "Count the post", "priority": "low", "status": "done" });
    let _ = other.patch(&format!("{}/{action}", path(&other)), &done).await.expect(200);
    let history: Vec<ActionChanged> = other.get(&format!("{}/{action}/history", path(&other))).await.expect(200).json();
    assert_eq!(history.len(), 2);
    let history: Vec<ActionChanged> = owner.get(&format!("{}/{action}/history", path(&owner))).await.expect(200).json();
    assert_eq!(history.len(), 1);
    assert_eq!(list(&owner).await, [row("Watch the queue", "queue", Some(ours))]);

    // Of somebody in both teams each action has the system and the workshop of its own team.
    let undone = json!({
        "revision": 1, "text": "Count the post", "owner": other.person(), "priority": "low", "status": "open",
        "system": system_id,
    });
    let _ = other.patch(&format!("{}/{action}", path(&other)), &undone).await.expect(200);
    let link = format!("/api/teams/{}/invitations", owner.team());
    let invitation: NewInvitation = owner.post(&link, &()).await.expect(201).json();
    let token = invitation.link.rsplit('/').next().unwrap();
    let _ = other.post(&format!("/api/invitations/{token}"), &json!({})).await.expect(201);
    let mut desk = app.twin(&owner).live(ours, "desk").await;
    desk.execute(Command::Actions(ActionCommand::EditAction {
        action,
        commitment: commitment("Watch the queue", Some(other.person()), Some(system_id)),
        revision: 0,
    }))
    .await;
    let home: Home = other.get("/api/home").await.expect(200).json();
    let mine = home.actions.into_iter().map(|HomeAction { action, team, .. }| {
        (team, action.text, action.system_name.unwrap_or_default(), action.in_workshop)
    });
    let mut mine: Vec<_> = mine.collect();
    mine.sort();
    let mut expected = [
        (owner.team(), "Watch the queue".to_owned(), "queue".to_owned(), Some(ours)),
        (other.team(), "Count the post".to_owned(), "mail".to_owned(), None),
    ];
    expected.sort();
    assert_eq!(mine, expected);
}

#[tokio::test]
async fn an_awesome_note_becomes_actions_that_are_followed_up() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mona = app.member(&owner, "Mona").await;
    let queue = system(&owner, "queue").await;
    let workshop = app.planned(&owner, owner.person(), None, &[]).await;
    let mut desk = app.open(&owner, workshop).await;
    let (note, action) = (NoteId(new_id()), ActionId(new_id()));
    let text = "=The replay tool, \"just\" worked";
    desk.execute(Command::Walls(WallCommand::AddNote {
        note,
        wall: Wall::Awesome,
        text: typed(text),
        round: None,
        token: None,
    }))
    .await;
    desk.execute(Command::Time(TimeCommand::StartReflection)).await;
    let foreign = Spread { action, system: domain::id::SystemId(new_id()), text: typed(text) };
    let refused = desk.command(Command::Actions(ActionCommand::SpreadNote { note, actions: vec![foreign] })).await.0;
    assert_eq!(refused, testkit::live::CommandOutcome::Rejected("not_found".into()));
    desk.execute(Command::Actions(ActionCommand::SpreadNote {
        note,
        actions: vec![Spread { action, system: queue.id, text: typed(text) }],
    }))
    .await;
    let path = format!("/api/teams/{}/actions", owner.team());
    let open: Vec<ListedAction> = mona.get(&path).await.expect(200).json();
    assert_eq!((open[0].system_name.as_deref(), open[0].in_workshop), (Some("queue"), Some(workshop)));
    desk.execute(Command::Time(TimeCommand::Close)).await;

    let change = json!({
        "revision": 0, "text": open[0].text, "owner": mona.person(), "due": "2026-11-20", "priority": "high",
        "impact": "high", "effort": "low", "system": queue.id, "status": "open",
    });
    let taken: ListedAction = mona.patch(&format!("{path}/{action}"), &change).await.expect(200).json();
    assert_eq!((taken.impact, taken.in_workshop), (Some(Level::High), None));
    let mut dropped = change.clone();
    (dropped["revision"], dropped["status"], dropped["reason"]) = (1.into(), "dropped".into(), "It goes away".into());
    let dropped: ListedAction = owner.patch(&format!("{path}/{action}"), &dropped).await.expect(200).json();
    assert_eq!(dropped.reason.as_deref(), Some("It goes away"));

    let history: Vec<ActionChanged> = mona.get(&format!("{path}/{action}/history")).await.expect(200).json();
    let who: Vec<_> = history.iter().map(|change| (change.by.as_deref().unwrap(), change.workshop)).collect();
    assert_eq!(who, [("Olive", Some(workshop)), ("Mona", None), ("Olive", None)]);
    assert!(history[1].differences.contains(&Difference::Owner { from: None, to: Some("Mona".into()) }));
    let reason = Some("It goes away".to_owned());
    let difference = Difference::Status { from: ActionStatus::Open, to: ActionStatus::Dropped, reason };
    assert_eq!(history[2].differences, [difference]);
    let _ = mona.get(&format!("{path}/{}/history", new_id())).await.expect(404);

    for (query, found) in [
        ("status=dropped", 1),
        ("status=open", 0),
        ("owner=nobody", 0),
        ("due_before=2026-11-21", 1),
        ("due_before=2026-11-20", 0),
        ("q=REPLAY", 1),
        ("order=gain&limit=1", 1),
    ] {
        let some: Vec<ListedAction> = mona.get(&format!("{path}?{query}")).await.expect(200).json();
        assert_eq!(some.len(), found, "{query}");
    }
    for query in ["owner=somebody", "due_before=soon"] {
        assert_eq!(mona.get(&format!("{path}?{query}")).await.expect(422).code(), "invalid", "{query}");
    }
    let table = mona.get(&format!("{path}.csv?status=dropped")).await.expect(200);
    let formula = "\r\n\"'=The replay tool, \"\"just\"\" worked\",\"dropped\",\"It goes away\",\"Mona\",\"2026-11-20\"";
    assert!(table.text().contains(formula), "{}", table.text());
    assert!(table.body.starts_with(b"\xef\xbb\xbf"));
    assert!(table.header("content-disposition").contains("actions.csv"));
}

#[tokio::test]
async fn a_runbook_from_steps_is_shown_beside_later_cards_but_not_its_own() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mona = app.member(&owner, "Mona").await;
    let queue = system(&owner, "queue").await;
    let (first, second) = (card(&owner, "Letters pile up").await, card(&owner, "Nothing arrives").await);
    play(&app, &owner, first).await;
    let path = format!("/api/teams/{}/runbooks", owner.team());
    let all: Vec<RunbookSummary> = mona.get(&path).await.expect(200).json();
    assert_eq!((all.len(), all[0].state, &all[0].systems), (1, RunbookState::Draft, &vec![queue.id]));
    let draft: Runbook = mona.get(&format!("{path}/{}", all[0].id)).await.expect(200).json();
    assert!(draft.text.contains("1. **Look at:** the \\*depth\\* of the queue"), "{}", draft.text);
    assert!(draft.text.contains("## What it was\n\nA poison message."), "{}", draft.text);
    let keep = json!({
        "revision": 0, "title": "Dead letters", "text": draft.text, "state": "kept", "systems": [queue.id],
    });
    let one = format!("{path}/{}", draft.summary.id);
    let kept: Runbook = mona.put(&one, &keep).await.expect(200).json();
    assert_eq!((kept.summary.revision, kept.summary.updated_by.as_deref()), (1, Some("Mona")));
    assert_eq!(owner.put(&one, &keep).await.expect(409).code(), "changed");

    // The next card touches the queue as well; then the card itself comes again.
    for (card, shown) in [(second, true), (first, false)] {
        let workshop = app.planned(&owner, mona.person(), None, &[card]).await;
        let mut desk = app.open(&mona, workshop).await;
        let guest = app.guest(&app.join_code(workshop).await, "Gus").await;
        let reading = format!("/api/workshops/{workshop}/runbooks/{}", draft.summary.id);
        desk.execute(Command::Hat(HatCommand::PassHat)).await;
        let _ = guest.get(&reading).await.expect(404);
        desk.execute(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) })).await;
        let _ = guest.get(&reading).await.expect(if shown { 200 } else { 404 });
        let mut seat = guest.live(workshop, "seat").await;
        let snapshot = seat.until(|message| matches!(message, ServerMessage::Snapshot { .. })).await;
        assert_eq!(serde_json::to_string(&snapshot).unwrap().contains("Dead letters"), shown, "sent to a seat");
        desk.execute(Command::Rounds(RoundCommand::FinishRound { round: RoundNumber(1), outcome: Outcome::Solved }))
            .await;
        let _ = app.close(&mut desk).await;
    }

    let merge = json!({ "revision": 0, "into": draft.summary.id, "into_revision": 1 });
    let other: Value =
        mona.post(&path, &json!({ "title": "Letters", "text": "2. Replay", "systems": [] })).await.json();
    let other = format!("{path}/{}", other["id"].as_str().unwrap());
    let both: Runbook = mona.post(&format!("{other}/merge"), &merge).await.expect(200).json();
    assert!(both.text.ends_with("# Letters\n\n2. Replay"), "{}", both.text);
    assert_eq!(mona.get(&other).await.json::<Runbook>().summary.state, RunbookState::Archived);
    assert_eq!(mona.post(&format!("{other}/merge"), &merge).await.expect(409).code(), "changed");
}

#[tokio::test]
async fn the_home_page_shows_what_is_next_and_keeps_practice_private() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mona = app.member(&owner, "Mona").await;
    let card = card(&owner, "Letters pile up").await;
    let played = play(&app, &owner, card).await;
    let next = app.planned(&owner, owner.person(), Some(mona.person()), &[card]).await;
    let home: Home = mona.get("/api/home").await.expect(200).json();
    assert_eq!((home.workshops[0].summary.id, home.workshops[0].part), (next, HomePart::Scribe));
    assert_eq!((home.practised.len(), home.workshops[0].card), (0, None));
    assert_eq!((home.teams[0].planned, home.teams[0].unowned.len(), home.teams[0].draft_runbooks), (true, 1, 1));

    let mut desk = app.open(&owner, next).await;
    desk.execute(Command::Hat(HatCommand::PassHat)).await;
    let home: Home = owner.get("/api/home").await.expect(200).json();
    assert_eq!(home.workshops[0].part, HomePart::Facilitator);
    assert_eq!(home.workshops[0].card, Some(HomeCard::Sealed { before: 0 }));
    let practised: Vec<_> = home.practised.iter().map(|card| (card.workshop, card.title.as_str())).collect();
    assert_eq!(practised, [(played, "Letters pile up")]);
    assert!(home.actions.is_empty(), "the action has no owner");
}
