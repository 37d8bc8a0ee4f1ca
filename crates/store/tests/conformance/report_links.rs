use domain::id::ReportLinkId;
use store::Conflict;
use store::report_links::ReportLinkRow;

use crate::support::*;

on_both!(links_work_while_the_team_allows_them, links_of_other_teams_stay);

pub(crate) fn report_link(n: u8, workshop: u128) -> ReportLinkRow {
    ReportLinkRow {
        id: ReportLinkId(uuid(n.into())),
        workshop: workshop_id(workshop),
        token_hash: token(n),
        names: n.is_multiple_of(2),
        created_by: person(1),
        created_at: at(n.into()),
    }
}

async fn links_work_while_the_team_allows_them(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_workshop(&store, 1, 1, 0).await;
    assert!(!store.public_reports(team_id(1)).await.unwrap());
    not_found(store.create_report_link(report_link(1, 1)).await);
    store.set_public_reports(team_id(1), true).await.unwrap();
    assert!(store.public_reports(team_id(1)).await.unwrap());
    store.create_report_link(report_link(1, 1)).await.unwrap();
    store.create_report_link(report_link(2, 1)).await.unwrap();
    refused(store.create_report_link(report_link(2, 1)).await, Conflict::Id);
    not_found(store.create_report_link(report_link(3, 9)).await);
    assert_eq!(store.report_links(workshop_id(1)).await.unwrap(), [report_link(2, 1), report_link(1, 1)]);
    assert_eq!(store.report_link_by_token(token(1)).await.unwrap(), Some(report_link(1, 1)));
    assert_eq!(store.report_link_by_token(token(9)).await.unwrap(), None);

    store.revoke_report_link(workshop_id(1), report_link(1, 1).id).await.unwrap();
    not_found(store.revoke_report_link(workshop_id(1), report_link(1, 1).id).await);
    not_found(store.revoke_report_link(workshop_id(2), report_link(2, 1).id).await);
    assert_eq!(store.report_link_by_token(token(1)).await.unwrap(), None);

    // A link that was taken away stays away.
    store.set_public_reports(team_id(1), false).await.unwrap();
    store.set_public_reports(team_id(1), true).await.unwrap();
    assert_eq!(store.report_links(workshop_id(1)).await.unwrap(), []);
    assert_eq!(store.report_link_by_token(token(2)).await.unwrap(), None);
    not_found(store.set_public_reports(team_id(9), true).await);
    not_found(store.public_reports(team_id(9)).await);
}

async fn links_of_other_teams_stay(store: AStore) {
    for n in [1, 2] {
        seed_team(&store, n, &[n]).await;
        seed_workshop(&store, n, n, 0).await;
        store.set_public_reports(team_id(n), true).await.unwrap();
        store.create_report_link(report_link(u8::try_from(n).unwrap(), n)).await.unwrap();
    }
    store.set_public_reports(team_id(1), false).await.unwrap();
    assert_eq!(store.report_link_by_token(token(1)).await.unwrap(), None);
    assert_eq!(store.report_link_by_token(token(2)).await.unwrap(), Some(report_link(2, 2)));
}
