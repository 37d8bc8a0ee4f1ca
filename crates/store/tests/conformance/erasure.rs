//! Erasing an account: what is deleted, what stays, and that no deleted data is left on the disk.

use domain::id::{NoteId, StepId};
use domain::team::Role;
use domain::text::{NoteText, StepText};
use domain::workshop::{Event, Note, Phase, RoundNumber, Step, StepContent, StepEvent, StepKind, Wall, WallEvent};
use store::Conflict;
use store::Page;
use store::actions::ActionFilter;
use store::workshops::Commit;

use crate::support::*;

on_both!(
    an_account_is_erased_and_the_log_stays,
    words_are_erased_on_request,
    a_team_is_not_left_without_an_owner,
    erasing_the_only_member_deletes_the_team
);

async fn an_account_is_erased_and_the_log_stays(store: AStore) {
    let log = seed(&store).await;
    assert_eq!(store.erase_account(person(2), false).await.unwrap(), [team_id(1)]);
    assert_eq!(store.account(person(2)).await.unwrap(), None);
    assert!(store.names(&[person(2)]).await.unwrap().is_empty());
    assert_eq!(store.session(token(2), at(1)).await.unwrap(), None);
    assert_eq!(store.members(team_id(1)).await.unwrap().len(), 1);
    let page = Page { after: None, limit: 10 };
    let actions = store.actions(team_id(1), ActionFilter::default(), page).await.unwrap();
    assert_eq!(actions.iter().map(|action| action.owner).collect::<Vec<_>>(), [None]);
    assert_eq!(store.commits(workshop_id(1), 0, 10).await.unwrap(), log);
    not_found(store.erase_account(person(2), false).await);
}

async fn words_are_erased_on_request(store: AStore) {
    let log = seed(&store).await;
    store.erase_account(person(2), true).await.unwrap();
    let kept = store.commits(workshop_id(1), 0, 10).await.unwrap();
    assert_eq!(kept[0], log[0]);
    assert_eq!(kept[2], log[2], "what somebody else wrote stays");
    let text = serde_json::to_string(&kept[1].events).unwrap();
    assert!(!text.contains("Nobody knew") && text.contains("(taken back)"), "{text}");
    assert!(kept[1].actor == Some(person(2)) && kept[1].events.len() == log[1].events.len());
}

async fn a_team_is_not_left_without_an_owner(store: AStore) {
    seed(&store).await;
    refused(store.erase_account(person(1), true).await, Conflict::LastOwner);
    assert!(store.account(person(1)).await.unwrap().is_some());
    store.change_member(team_id(1), person(2), Some(Role::Owner), None).await.unwrap();
    assert_eq!(store.erase_account(person(1), false).await.unwrap(), [team_id(1)]);
}

async fn erasing_the_only_member_deletes_the_team(store: AStore) {
    seed(&store).await;
    store.create_team(team(2), person(2)).await.unwrap();
    assert_eq!(store.erase_account(person(2), false).await.unwrap(), [team_id(1)]);
    assert_eq!(store.team(team_id(2)).await.unwrap(), None);
}

/// No file of the database contains the name, the address, the words or the actions of an erased person.
#[tokio::test]
async fn no_erased_data_is_left_in_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let store = store::open_sqlite(&folder.path().join("readyroom.db")).await.unwrap();
    seed(&store).await;
    let traces = ["Person 2", "person2@example.org", "$argon2id$2", "Nobody knew where to look"];
    let found = |traces: &[&str]| {
        let files = std::fs::read_dir(folder.path()).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
        let text: Vec<_> = files.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
        traces.iter().filter(|trace| text.iter().any(|text| text.contains(**trace))).count()
    };
    assert_eq!(found(&traces), traces.len(), "so the search can find");
    store.erase_account(person(2), true).await.unwrap();
    assert_eq!(found(&traces), 0);
    assert_eq!(found(&["Person 1", "Read the page"]), 2, "what is somebody else's stays");
    store.close().await;
}

/// A team of two, and a workshop in which both wrote something.
async fn seed(store: &AStore) -> Vec<Commit> {
    seed_team(store, 1, &[1, 2]).await;
    store.create_session(session(2, 2)).await.unwrap();
    let row = seed_workshop(store, 1, 1, 0).await;
    let mut effects = effects(&row, Phase::Reflecting, None);
    effects.actions = vec![domain::workshop::Action { owner: Some(person(2)), ..action(1) }];
    let second = Commit { actor: Some(person(2)), events: vec![note()], ..commit(2) };
    let third = Commit { actor: Some(person(1)), events: vec![step()], ..commit(3) };
    store.append(row.id, second.clone(), effects.clone()).await.unwrap();
    store.append(row.id, third.clone(), effects).await.unwrap();
    vec![first(&row), second, third]
}

fn note() -> Event {
    let text = NoteText::parse("Nobody knew where to look").unwrap();
    let (id, author) = (NoteId(uuid(1)), person(2));
    Event::Walls(WallEvent::NoteAdded { note: Note::signed(id, Wall::Crappy, text, author, at(1)) })
}

fn step() -> Event {
    let content = StepContent::new(StepKind::LookedAt, StepText::parse("Read the page").unwrap(), at(1));
    let step = Step::new(StepId(uuid(1)), RoundNumber(1), person(1), content);
    Event::Steps(StepEvent::StepAdded { step })
}
