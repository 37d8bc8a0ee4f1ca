//! The access that ends when a person leaves a team, is no longer an owner, or joins another team; and the data of a closed
//! workshop that its guests still see.

use domain::id::WorkshopId;
use domain::team::Role;
use domain::workshop::{Clock, Phase};
use store::accounts::{LinkPurpose, OneTimeLinkRow};
use store::closings::{NameAtClosing, WorkshopClosing};
use store::guests::GuestRow;
use store::outbox::OutgoingState;
use store::rhythm::CalendarOf;
use store::teams::{Joiner, RevokedAccess};
use store::workshops::{Effects, WorkshopRow};

use crate::outbox::outgoing;
use crate::report_links::report_link;
use crate::screens::screen;
use crate::support::*;

on_both!(
    all_access_of_a_removed_member_ends,
    a_former_owner_keeps_no_link,
    a_link_of_an_owner_ends_when_its_person_joins_a_team,
    a_link_of_an_owner_is_checked_when_it_is_used,
    erased_people_are_removed_from_closing_data,
);

async fn all_access_of_a_removed_member_ends(store: AStore) {
    seed_team(&store, 1, &[1, 2, 3]).await;
    seed_team(&store, 2, &[2, 4]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    // The invitation they used, the one they made, and those of others.
    for (n, maker) in [(1, 1), (2, 2), (3, 1), (4, 2)] {
        store.create_invitation(invitation(n, if n == 4 { 2 } else { 1 }, maker)).await.unwrap();
    }
    store.accept_invitation(token(1), Joiner::Existing(person(2)), at(2)).await.unwrap();
    store.set_public_reports(team_id(1), true).await.unwrap();
    for (n, maker) in [(5, 2), (6, 1)] {
        let link = store::report_links::ReportLinkRow { created_by: person(maker), ..report_link(n, 1) };
        store.create_report_link(link).await.unwrap();
    }
    for (n, by) in [(7, 2), (8, 1)] {
        store.create_screen(screen(n, &format!("CODE{n}"), at(600)), None).await.unwrap();
        store.pair_screen(format!("CODE{n}"), row.id, person(by), at(1), at(600)).await.unwrap();
    }
    for (n, member) in [(9, Some(2)), (10, Some(3)), (11, None)] {
        store.create_guest(guest(n, row.id, member)).await.unwrap();
    }
    let waiting = [outgoing(1, 1, Some(2), 0), outgoing(2, 1, Some(3), 0), outgoing(3, 2, Some(2), 0)];
    store.enqueue(waiting.to_vec()).await.unwrap();

    let left = store.remove_member(team_id(1), person(2), at(3)).await.unwrap();
    assert_eq!(left, RevokedAccess { seats: vec![person(109)], screens: vec![token(7)] });
    let works = async |n| store.invitation_by_token(token(n), at(3)).await.unwrap().is_some();
    assert_eq!([works(1).await, works(2).await, works(3).await, works(4).await], [false, false, true, true]);
    let links = async |n| store.report_link_by_token(token(n)).await.unwrap().is_some();
    assert_eq!([links(5).await, links(6).await], [false, true]);
    let screens = async |n| store.screen_by_token(token(n), at(3)).await.unwrap().is_some();
    assert_eq!([screens(7).await, screens(8).await], [false, true]);
    let seats = async |n| store.guest_by_token(token(n)).await.unwrap().is_some();
    assert_eq!([seats(9).await, seats(10).await, seats(11).await], [false, true, true]);
    let number = async |of| store.calendar(of).await.unwrap();
    assert_eq!(number(CalendarOf::Team(team_id(1))).await, None, "the address that everybody knew");
    assert_eq!(number(CalendarOf::Member(team_id(1), person(2))).await, None);
    assert_eq!(number(CalendarOf::Member(team_id(1), person(3))).await, Some(0), "others keep theirs");
    assert_eq!(number(CalendarOf::Member(team_id(2), person(2))).await, Some(0));
    assert_eq!(number(CalendarOf::Team(team_id(2))).await, Some(0));
    let counts = store.outgoing_counts(team_id(1), at(0), &[]).await.unwrap();
    let count = |state| counts.iter().filter(|((_, of), _)| *of == state).map(|(_, count)| *count).sum::<u32>();
    assert_eq!((count(OutgoingState::Dropped), count(OutgoingState::Waiting)), (1, 1));
    let elsewhere = store.outgoing_counts(team_id(2), at(0), &[]).await.unwrap();
    assert_eq!(elsewhere.values().sum::<u32>(), 1);
    assert!(elsewhere.keys().all(|(_, state)| *state == OutgoingState::Waiting));
}

async fn a_former_owner_keeps_no_link(store: AStore) {
    seed_team(&store, 1, &[1, 2, 3]).await;
    store.change_member(team_id(1), person(2), Some(Role::Owner), None).await.unwrap();
    for (n, maker) in [(1, 1), (2, 2)] {
        store.create_invitation(invitation(n, 1, maker)).await.unwrap();
        store.create_one_time_link(made_by(n, 3, maker)).await.unwrap();
    }
    store.change_member(team_id(1), person(2), None, Some(true)).await.unwrap();
    assert!(works(&store, 2).await);
    store.change_member(team_id(1), person(2), Some(Role::Member), None).await.unwrap();
    assert_eq!([works(&store, 1).await, works(&store, 2).await], [true, false]);
    assert!(store.invitation_by_token(token(1), at(1)).await.unwrap().is_some());
    assert_eq!(store.invitation_by_token(token(2), at(1)).await.unwrap(), None);
}

async fn a_link_of_an_owner_ends_when_its_person_joins_a_team(store: AStore) {
    seed_team(&store, 1, &[1, 2, 3, 4]).await;
    seed_team(&store, 2, &[5]).await;
    store.create_invitation(invitation(9, 2, 5)).await.unwrap();
    for (n, person) in [(2, 2), (3, 3), (4, 4)] {
        store.create_one_time_link(made_by(n, person, 1)).await.unwrap();
    }
    store.accept_invitation(token(9), Joiner::Existing(person(2)), at(1)).await.unwrap();
    store.create_team(team(3), person(3)).await.unwrap();
    store.set_password_hash(person(4), "new".into(), None).await.unwrap();
    // The link is deleted permanently: leaving the other team does not restore it.
    store.remove_member(team_id(2), person(2), at(1)).await.unwrap();
    store.delete_team(team_id(3)).await.unwrap();
    assert_eq!([works(&store, 2).await, works(&store, 3).await, works(&store, 4).await], [false; 3]);
    store.create_one_time_link(made_by(5, 2, 1)).await.unwrap();
    assert!(works(&store, 5).await);
    store.remove_member(team_id(1), person(2), at(1)).await.unwrap();
    assert!(!works(&store, 5).await);
}

/// A link is checked again when it is used, as not every change deletes links.
async fn a_link_of_an_owner_is_checked_when_it_is_used(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    seed_team(&store, 2, &[1, 2]).await;
    // In another team, and not made by an owner.
    store.create_one_time_link(made_by(1, 2, 1)).await.unwrap();
    store.create_one_time_link(made_by(2, 1, 2)).await.unwrap();
    for (n, person) in [(1, 2), (2, 1)] {
        assert!(!works(&store, n).await);
        not_found(store.reset_password(token(n), "new".into(), session(n, person), at(1)).await);
        assert_eq!(store.use_one_time_link(token(n), LinkPurpose::ResetPassword, at(1)).await.unwrap(), None);
    }
    // A link that they asked for, and one of the operator.
    store.create_one_time_link(made_by(3, 1, 1)).await.unwrap();
    store.create_one_time_link(OneTimeLinkRow { made_by: None, ..made_by(4, 2, 1) }).await.unwrap();
    store.reset_password(token(3), "new".into(), session(3, 1), at(1)).await.unwrap();
    store.reset_password(token(4), "new".into(), session(4, 2), at(1)).await.unwrap();
}

async fn erased_people_are_removed_from_closing_data(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    store.create_guest(guest(1, row.id, None)).await.unwrap();
    assert_eq!(store.closing(row.id, at(1)).await.unwrap(), None);
    close(&store, &row, 2, vec![known(1, "Ada"), known(2, "Ben")]).await;
    let kept = store.closing(row.id, at(1)).await.unwrap().unwrap();
    assert_eq!(kept.names, [known(1, "Ada"), known(2, "Ben")]);
    store.rename_account(person(2), name("Benno")).await.unwrap();
    assert_eq!(store.closing(row.id, at(1)).await.unwrap().unwrap().names[1], known(2, "Ben"));
    store.erase_account(person(2), false).await.unwrap();
    assert_eq!(store.closing(row.id, at(1)).await.unwrap().unwrap().names, [known(1, "Ada")]);
    // It was opened again, and closed.
    close(&store, &row, 3, vec![known(1, "Ann")]).await;
    assert_eq!(store.closing(row.id, at(1)).await.unwrap().unwrap().names, [known(1, "Ann")]);

    assert_eq!(store.closing(row.id, at(Clock::VISITORS_AFTER)).await.unwrap(), None);
    store.prune(at(Clock::VISITORS_AFTER - 1)).await.unwrap();
    assert!(store.closing(row.id, at(1)).await.unwrap().is_some());
    assert!(store.guest_by_token(token(1)).await.unwrap().is_some());
    store.prune(at(Clock::VISITORS_AFTER)).await.unwrap();
    assert_eq!(store.closing(row.id, at(1)).await.unwrap(), None);
    assert_eq!(store.guest_by_token(token(1)).await.unwrap(), None);
}

async fn close(store: &AStore, row: &WorkshopRow, version: u64, names: Vec<NameAtClosing>) {
    let closing = Some(closing(names));
    let effects = Effects { closing, ..effects(row, Phase::Closed, Some(at(0))) };
    store.append(row.id, commit(version), effects).await.unwrap();
}

pub(crate) fn closing(names: Vec<NameAtClosing>) -> WorkshopClosing {
    WorkshopClosing { surroundings: "{}".into(), names, expires_at: at(Clock::VISITORS_AFTER) }
}

pub(crate) fn known(n: u128, name: &str) -> NameAtClosing {
    NameAtClosing { person: person(n), name: crate::support::name(name), responder: Some(n == 1) }
}

fn guest(n: u8, workshop: WorkshopId, member: Option<u128>) -> GuestRow {
    let (id, member) = (person(100 + u128::from(n)), member.map(person));
    GuestRow { id, workshop, name: name("Grace"), token_hash: Some(token(n)), member, created_at: at(0) }
}

/// A link for a password that an owner of team 1 made.
fn made_by(n: u8, account: u128, maker: u128) -> OneTimeLinkRow {
    OneTimeLinkRow {
        token_hash: token(n),
        purpose: LinkPurpose::ResetPassword,
        account: Some(person(account)),
        made_by: Some((team_id(1), person(maker))),
        expires_at: at(60),
    }
}

async fn works(store: &AStore, n: u8) -> bool {
    store.peek_one_time_link(token(n), LinkPurpose::ResetPassword, at(1)).await.unwrap().is_some()
}
