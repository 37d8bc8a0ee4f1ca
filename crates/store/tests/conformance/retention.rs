//! Old workshops are deleted, and their results stay.

use domain::id::{ActionId, NoteId, StepId};
use domain::picture::PictureHash;
use domain::retention::{Days, Months, Retention};
use domain::text::NoteText;
use domain::workshop::{Event, Phase, StepEvent, Wall};
use store::Conflict;
use store::Page;
use store::guests::GuestRow;
use store::pictures::PictureRow;
use store::retention::{ChosenRetention, WorkshopOrigin};
use store::walls::{KeptNote, WallEffects};
use store::workshops::{Commit, Effects, WorkshopRow};

use crate::report_links::report_link;
use crate::screens::screen;
use crate::support::*;

on_both!(
    a_choice_is_kept,
    a_deleted_workshop_leaves_its_results,
    only_closed_workshops_are_deleted,
    names_of_guests_are_forgotten_and_members_are_not
);

async fn a_choice_is_kept(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    assert_eq!(store.retention(team_id(1)).await.unwrap(), None);
    let keep = Retention { workshops: Some(Months::parse(12).unwrap()), guests: Some(Days::parse(30).unwrap()) };
    for chosen in [ChosenRetention { keep, at: at(1) }, ChosenRetention { keep: Retention::default(), at: at(2) }] {
        store.put_retention(team_id(1), chosen).await.unwrap();
        assert_eq!(store.retention(team_id(1)).await.unwrap(), Some(chosen));
        assert_eq!(store.retentions().await.unwrap(), [(team_id(1), chosen)]);
    }
    not_found(store.put_retention(team_id(9), ChosenRetention { keep, at: at(1) }).await);
}

/// Closes a workshop at a time, with a note, an action and a card that was practised.
async fn close(store: &AStore, row: &WorkshopRow, n: u128, closed_at: i64, events: Vec<Event>) {
    let kept = KeptNote {
        note: NoteId(uuid(n)),
        wall: Wall::Crappy,
        text: NoteText::parse("No runbook").unwrap(),
        question: None,
        scenario: Some(scenario_id(1)),
    };
    let effects = Effects {
        actions: vec![action(n)],
        practised: vec![scenario_id(1)],
        investigated: vec![(scenario_id(1), person(1))],
        drafts: vec![draft(n)],
        walls: WallEffects { kept: Some(vec![kept]), ..WallEffects::default() },
        ..effects(row, Phase::Closed, Some(at(closed_at)))
    };
    let events = if events.is_empty() { commit(2).events } else { events };
    store.append(row.id, Commit { events, ..commit(2) }, effects).await.unwrap();
}

fn guest(n: u8, workshop: u128, member: Option<u128>) -> GuestRow {
    GuestRow {
        id: person(u128::from(n) + 100),
        workshop: workshop_id(workshop),
        name: name("Grace"),
        token_hash: Some(token(n)),
        member: member.map(person),
        created_at: at(0),
    }
}

/// An event that shows a picture.
fn shows(picture: u8) -> Event {
    let hash = PictureHash::parse(&format!("{picture:02x}").repeat(32)).unwrap();
    Event::Steps(StepEvent::StepPictureSet { step: StepId(uuid(1)), picture: Some(hash) })
}

async fn a_deleted_workshop_leaves_its_results(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_system(system(1, 1, "queue")).await.unwrap();
    store.create_scenarios(vec![scenario(1, 1, "a")]).await.unwrap();
    store.set_public_reports(team_id(1), true).await.unwrap();
    for n in [7, 8] {
        let media_type = "image/png".to_owned();
        let picture = PictureRow { hash: token(n), team: team_id(1), media_type, width: 1, height: 1, bytes: vec![n] };
        store.put_picture(picture).await.unwrap();
    }
    let old = seed_workshop(&store, 1, 1, 0).await;
    store.create_guest(guest(1, 1, None)).await.unwrap();
    store.create_report_link(report_link(1, 1)).await.unwrap();
    let paired = screen(1, "CODE", at(600));
    store.create_screen(paired.clone(), None).await.unwrap();
    store.pair_screen(paired.code, old.id, person(1), at(1), at(600)).await.unwrap();
    close(&store, &old, 1, 10, vec![shows(7), shows(8)]).await;
    let later = seed_workshop(&store, 2, 1, 20).await;
    close(&store, &later, 2, 30, vec![shows(8)]).await;
    let page = Page { after: None, limit: 10 };
    let actions = store.actions(team_id(1), Default::default(), page).await.unwrap();
    let history = store.action_history(team_id(1), ActionId(uuid(1))).await.unwrap();
    let (runbooks, knows) = (store.runbooks(team_id(1)).await.unwrap(), store.knows(team_id(1)).await.unwrap());
    let practised = store.scenarios(team_id(1)).await.unwrap();

    store.delete_closed_workshop(old.id, at(100)).await.unwrap();

    assert_eq!(store.workshop(old.id).await.unwrap(), None);
    assert!(store.commits(old.id, 0, 10).await.unwrap().is_empty());
    assert!(store.guests(old.id).await.unwrap().is_empty());
    assert_eq!(store.guest_by_token(token(1)).await.unwrap(), None);
    assert_eq!(store.report_link_by_token(token(1)).await.unwrap(), None);
    assert!(store.screens(old.id, at(2)).await.unwrap().is_empty());
    let notes: Vec<_> =
        store.earlier_notes(team_id(1), 10).await.unwrap().into_iter().map(|note| note.workshop).collect();
    assert_eq!(notes, [later.id]);
    assert!(!store.has_picture(team_id(1), token(7)).await.unwrap());
    assert!(store.has_picture(team_id(1), token(8)).await.unwrap(), "another log shows it");
    let page = Page { after: None, limit: 10 };
    let listed: Vec<_> = store
        .workshops(team_id(1), Page { after: None, limit: 10 })
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.id)
        .collect();
    assert_eq!(listed, [later.id]);
    assert_eq!(store.last_closed(team_id(1), at(20)).await.unwrap(), None);

    assert_eq!(store.actions(team_id(1), Default::default(), page).await.unwrap(), actions);
    assert_eq!(store.action_history(team_id(1), ActionId(uuid(1))).await.unwrap(), history);
    assert!(!history.is_empty());
    assert_eq!(store.runbooks(team_id(1)).await.unwrap(), runbooks);
    assert_eq!(store.knows(team_id(1)).await.unwrap(), knows);
    assert_eq!(store.scenarios(team_id(1)).await.unwrap(), practised);
    let title = old.projection.plan.title.clone();
    assert_eq!(store.origin(old.id).await.unwrap(), Some(WorkshopOrigin { title: title.clone(), gone: true }));
    assert_eq!(store.origin(later.id).await.unwrap(), Some(WorkshopOrigin { title, gone: false }));
    assert_eq!(store.origin(workshop_id(9)).await.unwrap(), None);

    // Nothing returns: neither through an open page nor with the same id.
    not_found(store.append(old.id, commit(3), effects(&old, Phase::Open, None)).await);
    refused(store.create_workshop(old.clone(), first(&old)).await, Conflict::Id);
    not_found(store.delete_closed_workshop(old.id, at(101)).await);
}

async fn only_closed_workshops_are_deleted(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[2]).await;
    store.create_system(system(1, 1, "queue")).await.unwrap();
    store.create_scenarios(vec![scenario(1, 1, "a")]).await.unwrap();
    assert_eq!(store.oldest_closed(team_id(1)).await.unwrap(), None);
    let planned = seed_workshop(&store, 1, 1, 0).await;
    refused(store.delete_closed_workshop(planned.id, at(100)).await, Conflict::NotClosed);
    not_found(store.delete_closed_workshop(workshop_id(9), at(100)).await);
    let closed = seed_workshop(&store, 2, 1, 0).await;
    close(&store, &closed, 2, 10, Vec::new()).await;
    let later = seed_workshop(&store, 3, 1, 0).await;
    close(&store, &later, 3, 20, Vec::new()).await;
    // Held long ago on paper, and put in at last.
    let mut paper = workshop(4, 1, -100);
    (paper.created_at, paper.projection.closed_at) = (at(50), Some(at(-90)));
    (paper.projection.phase, paper.projection.join_code) = (Phase::Closed, None);
    store.create_workshop(paper.clone(), first(&paper)).await.unwrap();

    for (until, expected) in [(9, vec![]), (10, vec![2]), (20, vec![2, 3]), (50, vec![4, 2, 3])] {
        let found = store.workshops_closed_by(team_id(1), at(until)).await.unwrap();
        let found: Vec<_> = found.into_iter().map(|row| row.id).collect();
        assert_eq!(found, expected.into_iter().map(workshop_id).collect::<Vec<_>>(), "{until}");
    }
    assert!(store.workshops_closed_by(team_id(2), at(50)).await.unwrap().is_empty());
    assert_eq!(store.oldest_closed(team_id(1)).await.unwrap().map(|row| row.id), Some(closed.id));
    store.delete_closed_workshop(closed.id, at(100)).await.unwrap();
    assert_eq!(store.oldest_closed(team_id(1)).await.unwrap().map(|row| row.id), Some(later.id));
}

async fn names_of_guests_are_forgotten_and_members_are_not(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[2]).await;
    seed_workshop(&store, 1, 1, 10).await;
    seed_workshop(&store, 2, 1, 20).await;
    seed_workshop(&store, 3, 2, 10).await;
    for guest in [guest(1, 1, None), guest(2, 1, Some(1)), guest(3, 2, None), guest(4, 3, None)] {
        store.create_guest(guest).await.unwrap();
    }
    for (until, expected) in [(9, 0), (10, 1), (20, 2)] {
        assert_eq!(store.guests_by(team_id(1), at(until)).await.unwrap(), expected, "{until}");
    }
    let log = store.commits(workshop_id(1), 0, 10).await.unwrap();
    assert_eq!(store.forget_guests(team_id(1), at(10)).await.unwrap(), 1);
    assert_eq!(store.forget_guests(team_id(1), at(10)).await.unwrap(), 0);
    let left: Vec<_> = store.guests(workshop_id(1)).await.unwrap().into_iter().map(|guest| guest.id).collect();
    assert_eq!(left, [person(102)]);
    for (token_of, there) in [(1, false), (2, true), (3, true), (4, true)] {
        assert_eq!(store.guest_by_token(token(token_of)).await.unwrap().is_some(), there, "{token_of}");
    }
    assert_eq!(store.commits(workshop_id(1), 0, 10).await.unwrap(), log);
}
