use domain::id::NoteId;
use domain::text::{NoteText, WallName};
use domain::workshop::{Phase, Wall};
use store::walls::{KeptNote, MovedVotes, WallEffects, WallSettings};
use store::workshops::Effects;

use crate::support::*;

on_both!(
    a_team_names_its_walls,
    notes_are_kept_when_a_workshop_closes,
    votes_are_deleted_when_they_are_counted,
    votes_move_with_a_seat
);

fn note(n: u128) -> NoteId {
    NoteId(uuid(n))
}

fn kept(n: u128, text: &str) -> KeptNote {
    let text = NoteText::parse(text).unwrap();
    KeptNote { note: note(n), wall: Wall::Crappy, text, question: None, scenario: None }
}

fn closing(kept: Vec<KeptNote>) -> WallEffects {
    WallEffects { kept: Some(kept), ..WallEffects::default() }
}

async fn a_team_names_its_walls(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    assert_eq!(store.wall_settings(team_id(1)).await.unwrap(), WallSettings::default());
    let names = [(Wall::Crappy, WallName::parse("What hurt").unwrap())].into();
    let settings = WallSettings { names, private: false };
    store.put_wall_settings(team_id(1), settings.clone()).await.unwrap();
    assert_eq!(store.wall_settings(team_id(1)).await.unwrap(), settings);

    let row = seed_workshop(&store, 1, 1, 0).await;
    let walls = WallEffects { private: Some(true), ..WallEffects::default() };
    store.append(row.id, commit(2), Effects { walls, ..effects(&row, Phase::Open, None) }).await.unwrap();
    let private = WallSettings { private: true, ..settings };
    assert_eq!(store.wall_settings(team_id(1)).await.unwrap(), private, "the names stay");
    store.put_wall_settings(team_id(1), WallSettings::default()).await.unwrap();
    assert_eq!(store.wall_settings(team_id(1)).await.unwrap(), WallSettings::default());
    not_found(store.put_wall_settings(team_id(9), private).await);
}

async fn notes_are_kept_when_a_workshop_closes(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[1]).await;
    for (n, team, closed) in [(1, 1, 10), (2, 1, 20), (3, 2, 30)] {
        let row = seed_workshop(&store, n, team, 0).await;
        let walls = closing(vec![kept(2, "No \"runbook\"\nat all"), kept(1, "x")]);
        let closed = effects(&row, Phase::Closed, Some(at(closed)));
        store.append(row.id, commit(2), Effects { walls, ..closed }).await.unwrap();
    }
    let notes = store.earlier_notes(team_id(1), 10).await.unwrap();
    let found: Vec<_> = notes.iter().map(|n| (n.workshop, n.closed_at, n.text.as_str())).collect();
    let texts = ["x", "No \"runbook\"\nat all"];
    let expected: Vec<_> = [(2, 20), (1, 10)]
        .into_iter()
        .flat_map(|(n, closed)| texts.map(|text| (workshop_id(n), at(closed), text)))
        .collect();
    assert_eq!(found, expected);
    assert_eq!((notes[0].wall, notes[0].title.as_str()), (Wall::Crappy, "November"));
    assert_eq!(store.earlier_notes(team_id(1), 3).await.unwrap(), notes[..3]);
    assert_eq!(store.earlier_notes(team_id(9), 3).await.unwrap(), []);

    let row = workshop(1, 1, 0);
    let again = Effects { walls: closing(vec![kept(5, "y")]), ..effects(&row, Phase::Closed, Some(at(40))) };
    store.append(row.id, commit(3), again).await.unwrap();
    let notes = store.earlier_notes(team_id(1), 10).await.unwrap();
    assert_eq!(notes.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), ["y", "x", "No \"runbook\"\nat all"]);
}

async fn votes_are_deleted_when_they_are_counted(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    let other = seed_workshop(&store, 2, 1, 0).await;
    for (person_, note_) in [(2, 1), (1, 2), (1, 1), (1, 1)] {
        store.put_vote(row.id, person(person_), note(note_), true).await.unwrap();
    }
    store.put_vote(other.id, person(1), note(3), true).await.unwrap();
    store.put_vote(row.id, person(1), note(2), false).await.unwrap();
    store.put_vote(row.id, person(1), note(9), false).await.unwrap();
    let votes = [(person(1), note(1)), (person(2), note(1))];
    assert_eq!(store.votes(row.id).await.unwrap(), votes);
    not_found(store.put_vote(workshop_id(9), person(1), note(1), true).await);

    store.append(row.id, commit(2), effects(&row, Phase::Open, None)).await.unwrap();
    assert_eq!(store.votes(row.id).await.unwrap(), votes);
    let walls = WallEffects { forget_votes: true, ..WallEffects::default() };
    store.append(row.id, commit(3), Effects { walls, ..effects(&row, Phase::Open, None) }).await.unwrap();
    assert_eq!(store.votes(row.id).await.unwrap(), []);
    assert_eq!(store.votes(other.id).await.unwrap().len(), 1);
}

async fn votes_move_with_a_seat(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    let row = seed_workshop(&store, 1, 1, 0).await;
    let other = seed_workshop(&store, 2, 1, 0).await;
    for (row, person_, note_) in [(&row, 1, 1), (&row, 2, 1), (&row, 2, 2), (&row, 3, 3), (&other, 2, 4)] {
        store.put_vote(row.id, person(person_), note(note_), true).await.unwrap();
    }
    let moved = vec![MovedVotes { from: person(2), to: person(1), notes: vec![note(1), note(2)] }];
    let walls = WallEffects { moved, ..WallEffects::default() };
    store.append(row.id, commit(2), Effects { walls, ..effects(&row, Phase::Open, None) }).await.unwrap();
    let votes = [(person(1), note(1)), (person(1), note(2)), (person(3), note(3))];
    assert_eq!(store.votes(row.id).await.unwrap(), votes);
    assert_eq!(store.votes(other.id).await.unwrap(), [(person(2), note(4))], "another workshop has other seats");
}
