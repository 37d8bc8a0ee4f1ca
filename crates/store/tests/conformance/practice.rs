use domain::practice::{Move, Practice};
use domain::workshop::Outcome;
use store::Conflict;

use crate::support::*;

on_both!(a_practice_belongs_to_its_owner, a_late_save_is_refused, practices_are_deleted_with_the_account);

async fn seed(store: &AStore) {
    seed_team(store, 1, &[1, 2]).await;
    store.create_scenarios(vec![scenario(1, 1, "a")]).await.unwrap();
}

async fn a_practice_belongs_to_its_owner(store: AStore) {
    seed(&store).await;
    let run = practice(7, 1, 2, 1);
    store.create_practice(run.clone()).await.unwrap();
    refused(store.create_practice(run.clone()).await, Conflict::Id);
    let later = store::practice::PracticeRow { state: Practice::begin(at(9)), ..practice(8, 1, 2, 1) };
    store.create_practice(later.clone()).await.unwrap();
    assert_eq!(store.practice(team_id(1), person(2), run.id).await.unwrap(), Some(run.clone()));
    assert_eq!(store.practices(team_id(1), person(2)).await.unwrap(), [later, run.clone()]);
    // The owner of the team has no access.
    assert_eq!(store.practice(team_id(1), person(1), run.id).await.unwrap(), None);
    assert_eq!(store.practices(team_id(1), person(1)).await.unwrap(), []);
    not_found(store.delete_practice(team_id(1), person(1), run.id).await);
    not_found(store.save_practice(store::practice::PracticeRow { owner: person(1), ..run.clone() }, 0).await);
    store.delete_practice(team_id(1), person(2), run.id).await.unwrap();
    assert_eq!(store.practice(team_id(1), person(2), run.id).await.unwrap(), None);
    assert!(store.practised(team_id(1)).await.unwrap().is_empty(), "it does not count as practised");
}

async fn a_late_save_is_refused(store: AStore) {
    seed(&store).await;
    let mut run = practice(7, 1, 2, 1);
    store.create_practice(run.clone()).await.unwrap();
    let card = content("a");
    run.state.act(&card, Move::Conclude { theory: None }, at(2)).unwrap();
    store.save_practice(run.clone(), 0).await.unwrap();
    refused(store.save_practice(run.clone(), 0).await, Conflict::Changed);
    run.state.act(&card, Move::Judge { outcome: Outcome::Parked }, at(3)).unwrap();
    store.save_practice(run.clone(), 1).await.unwrap();
    assert_eq!(store.practice(team_id(1), person(2), run.id).await.unwrap(), Some(run));
}

async fn practices_are_deleted_with_the_account(store: AStore) {
    seed(&store).await;
    store.create_practice(practice(7, 1, 2, 1)).await.unwrap();
    store.create_practice(practice(8, 1, 1, 1)).await.unwrap();
    store.erase_account(person(2), false).await.unwrap();
    assert_eq!(store.practices(team_id(1), person(2)).await.unwrap(), []);
    assert_eq!(store.practices(team_id(1), person(1)).await.unwrap().len(), 1);
}
