//! How many demonstrations there may be, and how much one holds.

use domain::team::Role;
use store::Conflict;
use store::demonstrations::{MostDemonstrations, TeamSize};
use store::pictures::PictureRow;
use store::teams::{Joiner, TeamRow};

use crate::support::*;

on_both!(the_number_of_live_demonstrations_is_limited, a_visitor_owns_a_demonstration, the_size_of_a_team_is_counted);

const MOST: MostDemonstrations = MostDemonstrations { in_all: 3, of_an_address: 2 };

fn demo(n: u128) -> TeamRow {
    TeamRow { demo: true, ..team(n) }
}

async fn the_number_of_live_demonstrations_is_limited(store: AStore) {
    store.create_account(account(1)).await.unwrap();
    let make =
        async |n, address| store.create_demonstration(demo(n), Joiner::Existing(person(1)), token(address), MOST).await;
    make(1, 1).await.unwrap();
    make(2, 1).await.unwrap();
    refused(make(3, 1).await, Conflict::DemonstrationsOfAddress);
    make(3, 2).await.unwrap();
    refused(make(4, 3).await, Conflict::Demonstrations);
    assert_eq!(store.team(team_id(4)).await.unwrap(), None);
    store.delete_team(team_id(1)).await.unwrap();
    make(4, 1).await.unwrap();
}

async fn a_visitor_owns_a_demonstration(store: AStore) {
    let visitor = Joiner::New { account: demo_account(1), session: session(1, 1) };
    store.create_demonstration(demo(1), visitor, token(1), MOST).await.unwrap();
    assert_eq!(store.teams_of(person(1)).await.unwrap(), [(demo(1), Role::Owner)]);
    assert!(store.session(token(1), at(0)).await.unwrap().is_some());
    assert!(!store.accounts_exist().await.unwrap());
    let full = MostDemonstrations { in_all: 1, ..MOST };
    let refused_one = Joiner::New { account: demo_account(2), session: session(2, 2) };
    refused(store.create_demonstration(demo(2), refused_one, token(2), full).await, Conflict::Demonstrations);
    assert_eq!(store.account(person(2)).await.unwrap(), None, "who is refused leaves no account behind");
}

async fn the_size_of_a_team_is_counted(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[2]).await;
    assert_eq!(store.team_size(team_id(1)).await.unwrap(), TeamSize::default());
    store.create_system(system(1, 1, "queue")).await.unwrap();
    store.create_system(system(1, 2, "queue")).await.unwrap();
    store.create_scenarios(vec![scenario(1, 1, "one"), scenario(2, 1, "two")]).await.unwrap();
    seed_workshop(&store, 1, 1, 0).await;
    store.create_practice(practice(1, 1, 1, 1)).await.unwrap();
    let media_type = "image/png".to_owned();
    let picture = PictureRow { hash: token(1), team: team_id(1), media_type, width: 1, height: 1, bytes: vec![0; 70] };
    store.put_picture(picture).await.unwrap();
    let held =
        TeamSize { wordings: 2, runbooks: 0, systems: 1, actions: 0, workshops: 1, practices: 1, picture_bytes: 70 };
    assert_eq!(store.team_size(team_id(1)).await.unwrap(), held);
}
