use domain::team::Role;
use store::Conflict;
use store::accounts::{AccountRow, LinkPurpose, OneTimeLinkRow, SessionRow};

use crate::support::*;

on_both!(
    accounts_are_found,
    an_address_is_used_once,
    a_new_password_ends_the_other_sessions,
    sessions_expire_and_can_be_ended,
    links_work_once,
    one_of_many_uses_a_link,
    links_are_deleted_by_purpose,
    setting_up_happens_once,
    a_failed_set_up_leaves_the_link,
    a_link_resets_a_password,
);

fn link(n: u8, purpose: LinkPurpose, account: Option<u128>) -> OneTimeLinkRow {
    OneTimeLinkRow { token_hash: token(n), purpose, account: account.map(person), made_by: None, expires_at: at(60) }
}

async fn accounts_are_found(store: AStore) {
    assert_eq!(store.account(person(1)).await.unwrap(), None);
    store.create_account(demo_account(1)).await.unwrap();
    store.create_account(demo_account(2)).await.unwrap();
    assert!(!store.accounts_exist().await.unwrap(), "demo accounts do not count");
    store.create_account(account(3)).await.unwrap();
    assert!(store.accounts_exist().await.unwrap());

    assert_eq!(store.account(person(1)).await.unwrap(), Some(demo_account(1)));
    assert_eq!(store.account_by_email("PERSON3@example.org").await.unwrap(), Some(account(3)));
    assert_eq!(store.account_by_email("nobody@example.org").await.unwrap(), None);

    store.rename_account(person(3), name("Zoë")).await.unwrap();
    assert_eq!(store.account(person(3)).await.unwrap().unwrap().name, name("Zoë"));
    not_found(store.rename_account(person(9), name("Nobody")).await);

    let names = store.names(&[person(3), person(9), person(1)]).await.unwrap();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), [(person(1), name("Person 1")), (person(3), name("Zoë"))]);
    assert!(store.names(&[]).await.unwrap().is_empty());
}

async fn an_address_is_used_once(store: AStore) {
    let email = Some("Ada@Example.org".to_owned());
    store.create_account(AccountRow { email, ..account(1) }).await.unwrap();
    assert_eq!(store.account(person(1)).await.unwrap().unwrap().email.as_deref(), Some("ada@example.org"));
    let email = Some("ADA@example.org".to_owned());
    refused(store.create_account(AccountRow { email, ..account(2) }).await, Conflict::Email);
    refused(store.create_account(AccountRow { email: None, ..account(1) }).await, Conflict::Id);
}

async fn a_new_password_ends_the_other_sessions(store: AStore) {
    store.create_account(account(1)).await.unwrap();
    store.create_account(account(2)).await.unwrap();
    for (n, account) in [(1, 1), (2, 1), (3, 2)] {
        store.create_session(session(n, account)).await.unwrap();
    }
    store.set_password_hash(person(1), "new".into(), Some(token(2))).await.unwrap();
    assert_eq!(store.account(person(1)).await.unwrap().unwrap().password_hash.as_deref(), Some("new"));
    for (n, there) in [(1, false), (2, true), (3, true)] {
        assert_eq!(store.session(token(n), at(1)).await.unwrap().is_some(), there, "session {n}");
    }
    store.set_password_hash(person(1), "newer".into(), None).await.unwrap();
    assert_eq!(store.session(token(2), at(1)).await.unwrap(), None);
    not_found(store.set_password_hash(person(9), "new".into(), None).await);
}

async fn sessions_expire_and_can_be_ended(store: AStore) {
    store.create_account(account(1)).await.unwrap();
    for n in 1..=4 {
        store.create_session(session(n, 1)).await.unwrap();
    }
    assert_eq!(store.session(token(1), at(59)).await.unwrap(), Some((session(1, 1), account(1))));
    assert_eq!(store.session(token(1), at(60)).await.unwrap(), None, "it has expired");
    assert_eq!(store.session(token(9), at(0)).await.unwrap(), None);

    store.delete_session(token(1)).await.unwrap();
    store.delete_session(token(1)).await.unwrap();
    assert_eq!(store.session(token(1), at(0)).await.unwrap(), None);

    store.delete_sessions(person(1), Some(token(3))).await.unwrap();
    assert_eq!(store.session(token(2), at(0)).await.unwrap(), None);
    assert!(store.session(token(3), at(0)).await.unwrap().is_some());
    not_found(store.create_session(session(5, 9)).await);
}

async fn links_work_once(store: AStore) {
    store.create_account(account(1)).await.unwrap();
    let reset = link(1, LinkPurpose::ResetPassword, Some(1));
    store.create_one_time_link(reset.clone()).await.unwrap();
    for _ in 0..2 {
        let peeked = store.peek_one_time_link(token(1), LinkPurpose::ResetPassword, at(59)).await.unwrap();
        assert_eq!(peeked, Some(reset.clone()));
    }
    for (purpose, now) in [(LinkPurpose::SetUp, at(1)), (LinkPurpose::ResetPassword, at(60))] {
        assert_eq!(store.peek_one_time_link(token(1), purpose, now).await.unwrap(), None);
        assert_eq!(store.use_one_time_link(token(1), purpose, now).await.unwrap(), None);
    }
    assert_eq!(store.use_one_time_link(token(1), LinkPurpose::ResetPassword, at(1)).await.unwrap(), Some(reset));
    assert_eq!(store.use_one_time_link(token(1), LinkPurpose::ResetPassword, at(1)).await.unwrap(), None);
}

async fn one_of_many_uses_a_link(store: AStore) {
    store.create_one_time_link(link(1, LinkPurpose::SetUp, None)).await.unwrap();
    let tries: Vec<_> = (0..8)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.use_one_time_link(token(1), LinkPurpose::SetUp, at(1)).await.unwrap() })
        })
        .collect();
    let mut used = 0;
    for one in tries {
        used += usize::from(one.await.unwrap().is_some());
    }
    assert_eq!(used, 1);
}

async fn links_are_deleted_by_purpose(store: AStore) {
    store.create_account(account(1)).await.unwrap();
    store.create_account(account(2)).await.unwrap();
    store.create_one_time_link(link(1, LinkPurpose::SetUp, None)).await.unwrap();
    store.create_one_time_link(link(2, LinkPurpose::ResetPassword, Some(1))).await.unwrap();
    store.create_one_time_link(link(3, LinkPurpose::ResetPassword, Some(2))).await.unwrap();
    store.delete_one_time_links(LinkPurpose::ResetPassword, Some(person(1))).await.unwrap();
    let works = async |n, purpose| store.peek_one_time_link(token(n), purpose, at(1)).await.unwrap().is_some();
    assert!(works(1, LinkPurpose::SetUp).await);
    assert!(!works(2, LinkPurpose::ResetPassword).await);
    assert!(works(3, LinkPurpose::ResetPassword).await);
    store.delete_one_time_links(LinkPurpose::ResetPassword, None).await.unwrap();
    assert!(!works(3, LinkPurpose::ResetPassword).await);
    assert!(works(1, LinkPurpose::SetUp).await);
}

async fn setting_up_happens_once(store: AStore) {
    store.create_one_time_link(link(1, LinkPurpose::SetUp, None)).await.unwrap();
    store.create_one_time_link(link(2, LinkPurpose::SetUp, None)).await.unwrap();
    not_found(store.set_up(token(9), account(1), session(1, 1), team(1), at(1)).await);
    not_found(store.set_up(token(1), account(1), session(1, 1), team(1), at(60)).await);
    assert!(!store.accounts_exist().await.unwrap());

    store.set_up(token(1), account(1), session(1, 1), team(1), at(1)).await.unwrap();
    assert_eq!(store.session(token(1), at(1)).await.unwrap(), Some((session(1, 1), account(1))));
    let owner = store.member(team_id(1), person(1)).await.unwrap().unwrap();
    assert!(owner.role == Role::Owner && owner.responder);
    for used in [1, 2] {
        not_found(store.set_up(token(used), account(2), session(2, 2), team(2), at(1)).await);
    }
}

async fn a_failed_set_up_leaves_the_link(store: AStore) {
    store.create_account(demo_account(1)).await.unwrap();
    store.create_one_time_link(link(1, LinkPurpose::SetUp, None)).await.unwrap();
    refused(store.set_up(token(1), account(1), session(1, 1), team(1), at(1)).await, Conflict::Id);
    not_found(store.set_up(token(1), account(2), session(1, 9), team(1), at(1)).await);
    assert_eq!(store.account(person(2)).await.unwrap(), None);
    store.set_up(token(1), account(2), session(1, 2), team(1), at(1)).await.unwrap();
}

async fn a_link_resets_a_password(store: AStore) {
    store.create_account(account(1)).await.unwrap();
    store.create_account(account(2)).await.unwrap();
    store.create_session(session(1, 1)).await.unwrap();
    store.create_one_time_link(link(1, LinkPurpose::ResetPassword, Some(1))).await.unwrap();
    store.create_one_time_link(link(2, LinkPurpose::ResetPassword, Some(1))).await.unwrap();
    not_found(store.reset_password(token(1), "new".into(), session(2, 2), at(1)).await);
    not_found(store.reset_password(token(1), "new".into(), session(2, 1), at(60)).await);
    assert_eq!(store.account(person(1)).await.unwrap(), Some(account(1)));

    let begun = SessionRow { created_at: at(1), ..session(2, 1) };
    assert_eq!(store.password_reset_at(person(1)).await.unwrap(), None);
    store.reset_password(token(1), "new".into(), begun.clone(), at(1)).await.unwrap();
    assert_eq!(store.password_reset_at(person(1)).await.unwrap(), Some(at(1)));
    let (session, account) = store.session(token(2), at(2)).await.unwrap().unwrap();
    assert_eq!((session, account.password_hash.as_deref()), (begun, Some("new")));
    assert_eq!(store.session(token(1), at(2)).await.unwrap(), None);
    for used in [1, 2] {
        not_found(store.reset_password(token(used), "newer".into(), super::support::session(3, 1), at(1)).await);
    }
}
