//! Workshops that were held on paper, over HTTP and on both databases.

use api::action::ListedAction;
use api::runbook::RunbookSummary;
use api::scenario::ScenarioSummary;
use api::workshop::WorkshopSummary;
use documents::paper::{PaperOwner, PaperPreview, PaperWorkshop};
use documents::report::{MomentKind, Report};
use domain::id::{CommandId, NoteId};
use domain::runbook::RunbookState;
use domain::workshop::{Command, Phase, Wall, WallCommand};
use testkit::app::{Database, TestApp};
use testkit::client::Client;
use testkit::live::{new_id, typed};

use crate::world::{outsider, paper};

#[tokio::test]
async fn a_paper_becomes_a_workshop_on_sqlite() {
    a_paper_becomes_a_workshop(Database::Sqlite).await;
}

#[tokio::test]
async fn a_paper_becomes_a_workshop_on_postgres() {
    a_paper_becomes_a_workshop(Database::Postgres).await;
}

async fn a_paper_becomes_a_workshop(database: Database) {
    let app = TestApp::start_on(database).await;
    let owner = app.owner().await;
    let mona = app.member(&owner, "Mona").await;
    let cards = app.cards(&owner).await;
    let team = format!("/api/teams/{}", owner.team());
    let mut wanted = paper(owner.person(), cards[0]);
    wanted.members = vec![mona.person()];
    let titled = documents::paper::PaperCard { scenario: None, title: "Slow DNS".into(), ..wanted.cards[0].clone() };
    wanted.cards.push(documents::paper::PaperCard { steps: String::new(), ..titled });
    let preview: PaperPreview = mona.post(&format!("{team}/paper/preview"), &wanted).await.expect(200).json();
    assert_eq!((preview.faults.len(), preview.cards[0].len(), preview.actions.len()), (0, 2, 1));

    // Sent twice, as after a lost answer, it is one workshop.
    let kept: WorkshopSummary = mona.post(&format!("{team}/paper"), &wanted).await.expect(201).json();
    assert_eq!((kept.phase, kept.cards), (Phase::Closed, 2));
    let again: WorkshopSummary = mona.post(&format!("{team}/paper"), &wanted).await.expect(201).json();
    assert_eq!(again.id, kept.id);
    let list: Vec<WorkshopSummary> = owner.get(&format!("{team}/workshops")).await.expect(200).json();
    assert_eq!(list.iter().map(|row| row.id).collect::<Vec<_>>(), [kept.id]);

    let report: Report = owner.get(&format!("/api/workshops/{}/report", kept.id)).await.expect(200).json();
    assert!(report.paper);
    assert_eq!(report.opened_at.as_deref(), Some("2026-10-05T08:00:00Z"));
    assert_eq!(report.closed_at.as_deref(), Some("2026-10-05T09:30:00Z"));
    assert_eq!(report.cards.iter().map(|card| card.minutes).collect::<Vec<_>>(), [None, None]);
    assert_eq!(report.cards[1].title, "Slow DNS");
    let steps = report.cards[0].steps.iter().map(|step| (step.at.as_str(), step.approximate));
    assert_eq!(steps.clone().next(), Some(("2026-10-05T08:05:00Z", false)));
    assert_eq!(steps.map(|(_, approximate)| approximate).collect::<Vec<_>>(), [false, true]);
    assert_eq!(report.notes[0].author, None);
    let people: Vec<_> = report.people.iter().map(|person| (person.name.as_str(), person.stays.len())).collect();
    assert_eq!(people, [("Olive", 0), ("Mona", 0), ("Gus", 0)]);
    assert_eq!(report.timeline.first().map(|moment| moment.kind), Some(MomentKind::Opened));
    assert_eq!(report.timeline.last().map(|moment| moment.kind), Some(MomentKind::Closed));

    let actions: Vec<ListedAction> = mona.get(&format!("{team}/actions?status=open")).await.expect(200).json();
    assert_eq!((actions[0].text.as_str(), actions[0].workshop), ("Link a runbook", Some(kept.id)));
    let scenarios: Vec<ScenarioSummary> = mona.get(&format!("{team}/scenarios")).await.expect(200).json();
    let practised = scenarios.iter().find(|card| card.id == cards[0]).map(|card| card.practised);
    assert_eq!(practised, Some(1));
    assert!(scenarios.iter().all(|card| card.title != "Slow DNS"), "a headline alone cannot be played");

    let runbooks: Vec<RunbookSummary> = mona.get(&format!("{team}/runbooks")).await.expect(200).json();
    let drafts: Vec<_> = runbooks.iter().map(|draft| (draft.state, draft.origins[0].workshop)).collect();
    assert_eq!(drafts, [(RunbookState::Draft, kept.id)], "a round without steps leaves none");

    let next = app.planned(&owner, owner.person(), None, &cards[..2]).await;
    let mut desk = app.open(&owner, next).await;
    let note = NoteId(new_id());
    let text = typed("There was no runbook");
    desk.execute(Command::Walls(WallCommand::AddNote { note, wall: Wall::Crappy, text, round: None, token: None }))
        .await;
    let state = app.app.hub.state(next).await.unwrap();
    let earlier = state.around.earlier.get(&note).map(|earlier| (earlier.workshops, earlier.text.as_str()));
    assert_eq!(earlier, Some((1, "No runbook")), "what stuck on paper counts for the third time");
    let _ = app.close(&mut desk).await;
    let report: Report = owner.get(&format!("/api/workshops/{next}/report")).await.expect(200).json();
    assert_eq!(report.reviewed.iter().map(|action| action.text.as_str()).collect::<Vec<_>>(), ["Link a runbook"]);
}

/// Other teams cannot find out whether a team has a workshop or a paper with an id.
#[tokio::test]
async fn the_id_of_another_team_s_paper_or_workshop_is_answered_like_an_unknown_id() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let other = outsider(&app, &owner).await;
    let (cards, their_cards) = (app.cards(&owner).await, app.cards(&other).await);
    let path = |client: &Client| format!("/api/teams/{}/paper", client.team());
    let ours = paper(owner.person(), cards[0]);
    let kept: WorkshopSummary = owner.post(&path(&owner), &ours).await.expect(201).json();
    let planned = app.planned(&owner, owner.person(), None, &cards[..1]).await;
    for id in [ours.id, CommandId(kept.id.0), CommandId(planned.0)] {
        let theirs = PaperWorkshop { id, title: "Theirs".into(), ..paper(other.person(), their_cards[0]) };
        let made: WorkshopSummary = other.post(&path(&other), &theirs).await.expect(201).json();
        assert_eq!((made.plan.title.as_str(), made.phase), ("Theirs", Phase::Closed));
        assert!(![kept.id, planned].contains(&made.id) && made.id.0 != id.0, "{id}");
        let again: WorkshopSummary = other.post(&path(&other), &theirs).await.expect(201).json();
        assert_eq!(again.id, made.id);
    }
    let list = async |client: &Client| -> Vec<WorkshopSummary> {
        client.get(&format!("/api/teams/{}/workshops", client.team())).await.expect(200).json()
    };
    assert_eq!((list(&owner).await.len(), list(&other).await.len()), (2, 3));
    assert_eq!(owner.post(&path(&owner), &ours).await.expect(201).json::<WorkshopSummary>().id, kept.id);
}

#[tokio::test]
async fn a_paper_with_faults_is_not_kept() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let cards = app.cards(&owner).await;
    let team = format!("/api/teams/{}", owner.team());
    let wanted = PaperWorkshop { actions: "Do it | Sam".into(), ..paper(owner.person(), cards[0]) };
    let refused = owner.post(&format!("{team}/paper"), &wanted).await.expect(422);
    assert_eq!(refused.code(), "invalid");
    assert!(refused.text().contains("Nobody in the team is called"), "{}", refused.text());
    let list: Vec<WorkshopSummary> = owner.get(&format!("{team}/workshops")).await.expect(200).json();
    assert!(list.is_empty());
    let huge = PaperWorkshop { crappy: "x".repeat(600_000), ..paper(owner.person(), cards[0]) };
    let _ = owner.post(&format!("{team}/paper/preview"), &huge).await.expect(413);
}

#[tokio::test]
async fn a_name_that_two_members_have_needs_a_choice() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let one = app.member(&owner, "Mona").await;
    let other = app.member(&owner, "Zed").await;
    let _ = other.patch("/api/account", &serde_json::json!({ "name": "MONA" })).await.expect(200);
    let cards = app.cards(&owner).await;
    let team = format!("/api/teams/{}", owner.team());
    let mut wanted = PaperWorkshop { actions: "Do it | Mona".into(), ..paper(owner.person(), cards[0]) };
    let preview: PaperPreview = owner.post(&format!("{team}/paper/preview"), &wanted).await.expect(200).json();
    let choice = preview.faults[0].choice.clone().expect("there is a choice");
    let mut members = choice.members.clone();
    members.sort();
    let mut both = vec![one.person(), other.person()];
    both.sort();
    assert_eq!(members, both);
    let (action, name) = (choice.action, choice.name);
    wanted.owners = vec![PaperOwner { action, name, member: other.person() }];
    let _ = owner.post(&format!("{team}/paper"), &wanted).await.expect(201);
    let actions: Vec<ListedAction> = owner.get(&format!("{team}/actions")).await.expect(200).json();
    assert_eq!(actions[0].owner, Some(other.person()));
}

#[tokio::test]
async fn actions_done_on_paper_are_done() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let cards = app.cards(&owner).await;
    let team = format!("/api/teams/{}", owner.team());
    let actions = "Task,Status,Reason\nDo it,done,\nLeave it,dropped,Too dear\nAsk,,".to_owned();
    let wanted = PaperWorkshop { actions, ..paper(owner.person(), cards[0]) };
    let _ = owner.post(&format!("{team}/paper"), &wanted).await.expect(201);
    for (status, text, reason) in
        [("done", "Do it", None), ("dropped", "Leave it", Some("Too dear")), ("open", "Ask", None)]
    {
        let found: Vec<ListedAction> = owner.get(&format!("{team}/actions?status={status}")).await.expect(200).json();
        let found: Vec<_> = found.iter().map(|action| (action.text.as_str(), action.reason.as_deref())).collect();
        assert_eq!(found, [(text, reason)], "{status}");
    }
}
