use domain::id::InvitationId;
use domain::team::Role;
use domain::text::TeamName;
use store::Conflict;
use store::accounts::AccountRow;
use store::teams::{InvitationRow, Joiner, MemberRow, TeamCounts, TeamRow};

use crate::support::*;

on_both!(
    two_accounts_can_share_an_address,
    teams_are_found,
    members_change,
    the_last_owner_stays,
    one_of_two_owners_stays,
    invitations_work_until_they_expire,
    an_invitation_brings_members,
    failing_to_join_changes_nothing,
    an_empty_team_counts_nothing,
);

async fn teams_are_found(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    let other = TeamRow { name: TeamName::parse("alpha").unwrap(), demo: true, created_at: at(5), ..team(2) };
    store.create_team(other.clone(), person(2)).await.unwrap();
    assert_eq!(store.team(team_id(1)).await.unwrap(), Some(team(1)));
    assert_eq!(store.team(team_id(9)).await.unwrap(), None);
    assert_eq!(store.teams_of(person(2)).await.unwrap(), [(other.clone(), Role::Owner), (team(1), Role::Member)]);
    assert_eq!(store.teams_of(person(9)).await.unwrap(), []);
    assert_eq!(store.demo_teams_before(at(5)).await.unwrap(), []);
    assert_eq!(store.demo_teams_before(at(6)).await.unwrap(), [other.id]);

    let name = TeamName::parse("Beta").unwrap();
    store.rename_team(team_id(1), name.clone()).await.unwrap();
    assert_eq!(store.team(team_id(1)).await.unwrap().unwrap().name, name);
    not_found(store.rename_team(team_id(9), name).await);
    refused(store.create_team(team(1), person(1)).await, Conflict::Id);
    not_found(store.create_team(team(3), person(9)).await);
    assert_eq!(store.team(team_id(3)).await.unwrap(), None, "a team without an owner is undone");
    not_found(store.delete_team(team_id(9)).await);
}

async fn members_change(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    store.create_account(AccountRow { name: name("äda"), ..account(3) }).await.unwrap();
    store.create_account(AccountRow { name: name("ada"), ..account(4) }).await.unwrap();
    store.add_member(team_id(1), person(3), Role::Owner, true, at(3)).await.unwrap();
    store.add_member(team_id(1), person(4), Role::Member, true, at(4)).await.unwrap();
    refused(store.add_member(team_id(1), person(3), Role::Member, true, at(5)).await, Conflict::Member);
    not_found(store.add_member(team_id(1), person(9), Role::Member, true, at(5)).await);
    not_found(store.add_member(team_id(9), person(1), Role::Member, true, at(5)).await);

    let owner =
        MemberRow { account: person(3), name: name("äda"), role: Role::Owner, responder: true, joined_at: at(3) };
    assert_eq!(store.member(team_id(1), person(3)).await.unwrap(), Some(owner.clone()));
    assert_eq!(store.member(team_id(1), person(9)).await.unwrap(), None);
    let by_name: Vec<_> = store.members(team_id(1)).await.unwrap().into_iter().map(|m| m.account).collect();
    assert_eq!(by_name, [person(4), person(1), person(2), person(3)]);

    let changed = store.change_member(team_id(1), person(3), None, Some(false)).await.unwrap();
    assert_eq!(changed, MemberRow { responder: false, ..owner.clone() });
    let changed = store.change_member(team_id(1), person(3), Some(Role::Member), None).await.unwrap();
    assert_eq!(changed, MemberRow { responder: false, role: Role::Member, ..owner });
    store.remove_member(team_id(1), person(3), at(1)).await.unwrap();
    assert_eq!(store.member(team_id(1), person(3)).await.unwrap(), None);
    assert!(store.account(person(3)).await.unwrap().is_some());
    not_found(store.remove_member(team_id(1), person(3), at(1)).await);
    not_found(store.change_member(team_id(1), person(3), None, None).await);
    not_found(store.change_member(team_id(9), person(1), None, None).await);
}

async fn the_last_owner_stays(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    refused(store.change_member(team_id(1), person(1), Some(Role::Member), None).await, Conflict::LastOwner);
    refused(store.remove_member(team_id(1), person(1), at(1)).await, Conflict::LastOwner);
    assert_eq!(store.member(team_id(1), person(1)).await.unwrap().unwrap().role, Role::Owner);
    store.change_member(team_id(1), person(2), Some(Role::Owner), None).await.unwrap();
    store.remove_member(team_id(1), person(1), at(1)).await.unwrap();
    refused(store.remove_member(team_id(1), person(2), at(1)).await, Conflict::LastOwner);
}

async fn one_of_two_owners_stays(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    for _ in 0..10 {
        for owner in [1, 2] {
            store.change_member(team_id(1), person(owner), Some(Role::Owner), None).await.unwrap();
        }
        let (one, other) = tokio::join!(
            store.change_member(team_id(1), person(1), Some(Role::Member), None),
            store.change_member(team_id(1), person(2), Some(Role::Member), None),
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} and {other:?}");
    }
}

async fn invitations_work_until_they_expire(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[2]).await;
    for (n, team) in [(1, 1), (2, 1), (3, 2)] {
        store.create_invitation(invitation(n, team, team)).await.unwrap();
    }
    let late = InvitationRow { expires_at: at(90), ..invitation(4, 1, 1) };
    store.create_invitation(late.clone()).await.unwrap();
    let newest_first = [late.clone(), invitation(2, 1, 1), invitation(1, 1, 1)];
    assert_eq!(store.invitations(team_id(1), at(59)).await.unwrap(), newest_first);
    assert_eq!(store.invitations(team_id(1), at(60)).await.unwrap(), [late]);
    assert_eq!(store.invitation_by_token(token(1), at(59)).await.unwrap(), Some(invitation(1, 1, 1)));
    assert_eq!(store.invitation_by_token(token(1), at(60)).await.unwrap(), None);

    not_found(store.revoke_invitation(team_id(2), InvitationId(uuid(1))).await);
    store.revoke_invitation(team_id(1), InvitationId(uuid(1))).await.unwrap();
    assert_eq!(store.invitation_by_token(token(1), at(1)).await.unwrap(), None);
    not_found(store.accept_invitation(token(1), Joiner::Existing(person(2)), at(1)).await);
}

async fn an_invitation_brings_members(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_invitation(invitation(1, 1, 1)).await.unwrap();
    let joiner = |n| Joiner::New { account: account(n), session: session(u8::try_from(n).unwrap(), n) };
    not_found(store.accept_invitation(token(1), joiner(2), at(60)).await);
    for n in [2, 3] {
        assert_eq!(store.accept_invitation(token(1), joiner(n), at(7)).await.unwrap(), team_id(1));
        let member = store.member(team_id(1), person(n)).await.unwrap().unwrap();
        assert_eq!((member.role, member.responder, member.joined_at), (Role::Member, true, at(7)));
        assert!(store.session(token(u8::try_from(n).unwrap()), at(7)).await.unwrap().is_some());
    }
    store.create_account(account(4)).await.unwrap();
    store.accept_invitation(token(1), Joiner::Existing(person(4)), at(8)).await.unwrap();
    store.accept_invitation(token(1), Joiner::Existing(person(1)), at(8)).await.unwrap();
    assert_eq!(store.member(team_id(1), person(1)).await.unwrap().unwrap().role, Role::Owner, "who is in stays");
    assert_eq!(store.members(team_id(1)).await.unwrap().len(), 4);
}

async fn failing_to_join_changes_nothing(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_invitation(invitation(1, 1, 1)).await.unwrap();
    let account = AccountRow { id: person(1), ..account(2) };
    refused(
        store.accept_invitation(token(1), Joiner::New { account, session: session(2, 1) }, at(1)).await,
        Conflict::Id,
    );
    assert_eq!(store.session(token(2), at(1)).await.unwrap(), None);
    not_found(store.accept_invitation(token(1), Joiner::Existing(person(9)), at(1)).await);
    assert_eq!(store.members(team_id(1)).await.unwrap().len(), 1);
}

async fn an_empty_team_counts_nothing(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    assert_eq!(store.team_counts(team_id(1)).await.unwrap(), TeamCounts::default());
}

async fn two_accounts_can_share_an_address(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_invitation(invitation(1, 1, 1)).await.unwrap();
    let newcomer = |n: u128| {
        let account = AccountRow { email: account(1).email, created_at: at(i64::try_from(n).unwrap()), ..account(n) };
        Joiner::New { account, session: session(u8::try_from(n).unwrap(), n) }
    };
    for n in [2, 3] {
        store.accept_invitation(token(1), newcomer(n), at(1)).await.unwrap();
    }
    let email = account(1).email.unwrap();
    let found = store.accounts_by_email(&email.to_uppercase()).await.unwrap();
    assert_eq!(found.iter().map(|account| account.id).collect::<Vec<_>>(), [person(1), person(2), person(3)]);
    assert!(found.iter().all(|account| account.email.as_ref() == Some(&email) && !account.is_demonstration()));
    assert_eq!(store.account_by_email(&email).await.unwrap(), Some(account(1)), "it is still the first one's");
    store.set_password_hash(person(2), "other".into(), None).await.unwrap();
    assert_eq!(store.account(person(1)).await.unwrap(), Some(account(1)));
    store.delete_team(team_id(1)).await.unwrap();
    assert_eq!(store.accounts_by_email(&email).await.unwrap().len(), 3, "they are no demonstration's");
    assert!(store.accounts_exist().await.unwrap());
}
