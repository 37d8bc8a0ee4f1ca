use domain::id::{PersonId, RevisionId, ScenarioId};
use domain::scenario::Draft;
use domain::workshop::{Familiarity, Knows, Phase};
use store::scenarios::NewRevision;
use store::workshops::Effects;

use crate::support::*;

on_both!(
    the_author_of_any_wording_knows_the_card,
    a_team_sets_who_handled_an_incident,
    the_investigator_of_a_card_knows_it,
    a_draw_avoids_what_was_practised_alone,
    familiarity_is_deleted_with_the_account,
);

fn knows(all: &[(u128, u128, Familiarity)]) -> Knows {
    all.iter().map(|(scenario, one, why)| (scenario_id(*scenario), person(*one), *why)).collect()
}

/// Two scenarios of a team of three, one of another team.
async fn seed(store: &AStore) {
    seed_team(store, 1, &[1, 2, 3]).await;
    seed_team(store, 2, &[4, 1]).await;
    let rows = vec![scenario(1, 1, "a"), scenario(2, 1, "b"), scenario(3, 2, "a")];
    store.create_scenarios(rows).await.unwrap();
}

async fn the_author_of_any_wording_knows_the_card(store: AStore) {
    seed(&store).await;
    assert_eq!(store.knows(team_id(1)).await.unwrap(), Knows::default());
    for (edited, n, by) in [(1, 11, 1), (11, 12, 2), (12, 13, 2)] {
        let revision = NewRevision {
            id: RevisionId(uuid(n)),
            content: Draft(content("a")).into(),
            written_by: Some(person(by)),
            at: at(1),
        };
        let edited = RevisionId(uuid(edited));
        store.change_scenario(team_id(1), scenario_id(1), edited, revision).await.unwrap();
    }
    let expected = knows(&[(1, 1, Familiarity::Wrote), (1, 2, Familiarity::Wrote)]);
    assert_eq!(store.knows(team_id(1)).await.unwrap(), expected);
    assert_eq!(store.knows(team_id(2)).await.unwrap(), Knows::default());
}

async fn a_team_sets_who_handled_an_incident(store: AStore) {
    seed(&store).await;
    let (team, card) = (team_id(1), scenario_id(1));
    assert!(store.handlers(team, card).await.unwrap().is_empty());
    // The fourth is in another team only.
    store.put_handlers(team, card, vec![person(3), person(2), person(3), person(4)]).await.unwrap();
    assert_eq!(store.handlers(team, card).await.unwrap(), [person(2), person(3)]);
    store.put_handlers(team, card, vec![person(1)]).await.unwrap();
    assert_eq!(store.handlers(team, card).await.unwrap(), [person(1)]);
    assert_eq!(store.knows(team).await.unwrap(), knows(&[(1, 1, Familiarity::Handled)]));
    not_found(store.put_handlers(team_id(2), card, vec![person(1)]).await);
    assert!(store.handlers(team_id(2), card).await.unwrap().is_empty());
}

async fn close(store: &AStore, investigated: Vec<(ScenarioId, PersonId)>) {
    let row = seed_workshop(store, 1, 1, 0).await;
    let closing = Effects { investigated, ..effects(&row, Phase::Closed, Some(at(1))) };
    store.append(row.id, commit(2), closing).await.unwrap();
}

async fn the_investigator_of_a_card_knows_it(store: AStore) {
    seed(&store).await;
    store.put_handlers(team_id(1), scenario_id(1), vec![person(1)]).await.unwrap();
    // The ninth has no account any more.
    let pairs = [(1, 1), (2, 2), (2, 3), (2, 2), (2, 9)];
    close(&store, pairs.into_iter().map(|(card, one)| (scenario_id(card), person(one))).collect()).await;
    let expected =
        knows(&[(1, 1, Familiarity::Handled), (2, 2, Familiarity::Practised), (2, 3, Familiarity::Practised)]);
    assert_eq!(store.knows(team_id(1)).await.unwrap(), expected);
}

async fn a_draw_avoids_what_was_practised_alone(store: AStore) {
    seed(&store).await;
    store.create_practice(practice(9, 1, 2, 1)).await.unwrap();
    let knows = store.knows(team_id(1)).await.unwrap();
    assert_eq!(knows.why(scenario_id(1), person(2)), None);
    assert!(knows.avoids(scenario_id(1), person(2)));
    assert!(!knows.avoids(scenario_id(1), person(1)) && !knows.avoids(scenario_id(2), person(2)));
    assert_eq!(store.knows(team_id(2)).await.unwrap(), Knows::default());
}

async fn familiarity_is_deleted_with_the_account(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_account(demo_account(5)).await.unwrap();
    store.create_team(store::teams::TeamRow { demo: true, ..team(3) }, person(5)).await.unwrap();
    store.add_member(team_id(1), person(5), domain::team::Role::Member, true, at(0)).await.unwrap();
    store.create_scenarios(vec![scenario(1, 1, "a")]).await.unwrap();
    store.put_handlers(team_id(1), scenario_id(1), vec![person(5)]).await.unwrap();
    store.remove_member(team_id(1), person(5), at(1)).await.unwrap();
    // The last team of a demonstration's person takes them with it.
    store.delete_team(team_id(3)).await.unwrap();
    assert_eq!(store.account(person(5)).await.unwrap(), None);
    assert_eq!(store.knows(team_id(1)).await.unwrap(), Knows::default());
}
