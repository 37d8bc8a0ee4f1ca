use std::collections::BTreeSet;

use domain::id::{NoteId, RunbookId};
use domain::runbook::RunbookState;
use domain::text::{NoteText, RunbookText, Title};
use domain::workshop::{Phase, RoundNumber, Wall};
use store::Conflict;
use store::Page;
use store::actions::ActionFilter;
use store::guests::GuestRow;
use store::runbooks::RunbookDraft;
use store::walls::KeptNote;
use store::workshops::{Projection, RecordedWorkshop, WorkshopRow};

use crate::support::*;

on_both!(a_workshop_on_paper_is_added_with_all_its_rows, a_workshop_on_paper_with_a_conflict_adds_no_rows);

fn over(n: u128, team: u128) -> WorkshopRow {
    let row = workshop(n, team, 0);
    let closed_at = Some(at(60));
    WorkshopRow { projection: Projection { phase: Phase::Closed, closed_at, ..row.projection.clone() }, ..row }
}

fn draft(n: u128) -> RunbookDraft {
    let (title, text) = (Title::parse("A full queue").unwrap(), RunbookText::parse("Look").unwrap());
    let (id, scenario) = (RunbookId(uuid(n)), scenario_id(n));
    RunbookDraft { id, round: RoundNumber(1), scenario, title, text, systems: BTreeSet::new() }
}

fn kept(n: u128) -> KeptNote {
    let text = NoteText::parse("No runbook").unwrap();
    KeptNote { note: NoteId(uuid(n)), wall: Wall::Crappy, text, question: None, scenario: None }
}

fn recorded(n: u128, team: u128, slug: &str) -> RecordedWorkshop {
    let (id, name) = (person(n + 500), name("Grace"));
    let guest = GuestRow { id, workshop: workshop_id(n), name, token_hash: None, member: None, created_at: at(0) };
    RecordedWorkshop {
        scenarios: vec![scenario(n, team, slug)],
        guests: vec![guest],
        actions: vec![action(n)],
        practised: vec![scenario_id(n)],
        investigated: vec![(scenario_id(n), person(1)), (scenario_id(n), person(n + 500))],
        drafts: vec![draft(n)],
        notes: vec![kept(n)],
    }
}

async fn a_workshop_on_paper_is_added_with_all_its_rows(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = over(1, 1);
    store.record_workshop(row.clone(), commit(1), recorded(1, 1, "a")).await.unwrap();
    assert_eq!(store.workshop(row.id).await.unwrap(), Some(row.clone()));
    let why = Some(domain::workshop::Familiarity::Practised);
    assert_eq!(store.knows(team_id(1)).await.unwrap().why(scenario_id(1), person(1)), why);
    assert_eq!(store.commits(row.id, 0, 9).await.unwrap(), [commit(1)]);
    assert_eq!(store.last_closed(team_id(1), at(90)).await.unwrap(), Some(row.clone()));
    assert_eq!(store.guests(row.id).await.unwrap(), recorded(1, 1, "a").guests);
    let open = store.open_actions(team_id(1)).await.unwrap();
    assert_eq!(open.iter().map(|action| action.workshop).collect::<Vec<_>>(), [Some(row.id)]);
    assert_eq!(store.practised(team_id(1)).await.unwrap(), [(scenario_id(1), 1)].into());
    let drafts = store.runbooks(team_id(1)).await.unwrap();
    assert_eq!(
        drafts.iter().map(|head| (head.id, head.state)).collect::<Vec<_>>(),
        [(draft(1).id, RunbookState::Draft)]
    );
    assert_eq!(drafts[0].origins.iter().map(|origin| origin.workshop).collect::<Vec<_>>(), [row.id]);
    let notes = store.earlier_notes(team_id(1), 9).await.unwrap();
    assert_eq!(notes.iter().map(|note| (note.workshop, &note.text)).collect::<Vec<_>>(), [(row.id, &kept(1).text)]);
}

async fn a_workshop_on_paper_with_a_conflict_adds_no_rows(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.record_workshop(over(1, 1), commit(1), recorded(1, 1, "a")).await.unwrap();
    refused(store.record_workshop(over(1, 1), commit(1), recorded(2, 1, "b")).await, Conflict::Id);
    refused(store.record_workshop(over(2, 1), commit(1), recorded(2, 1, "a")).await, Conflict::Slug);
    let actions = recorded(1, 1, "a").actions;
    let taken = store.record_workshop(over(2, 1), commit(1), RecordedWorkshop { actions, ..recorded(2, 1, "b") }).await;
    refused(taken, Conflict::Action);
    assert_eq!(store.workshop(workshop_id(2)).await.unwrap(), None);
    assert_eq!(store.scenario(team_id(1), scenario_id(2)).await.unwrap(), None);
    assert_eq!(store.runbooks(team_id(1)).await.unwrap().len(), 1);
    let filter = ActionFilter::default();
    assert_eq!(store.actions(team_id(1), filter, Page { after: None, limit: 9 }).await.unwrap().len(), 1);
}
