use domain::id::{NoteId, SurveyRoundId};
use domain::survey::{Histogram, SurveyOrigin, SurveyOutcome, Threshold, Wording};
use domain::text::{ChoiceText, NoteText, Question};
use domain::workshop::{DebriefQuestion, Phase, Wall};
use store::Conflict;
use store::surveys::{SurveyClosing, SurveyRoundRow};
use store::trends::TeamActivity;
use store::walls::{KeptNote, WallEffects};
use store::workshops::Effects;

use crate::support::*;

on_both!(a_recorded_round_is_returned_unchanged, crappy_notes_are_counted_by_what_they_are_about);

async fn a_recorded_round_is_returned_unchanged(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    let round = SurveyRoundRow {
        id: SurveyRoundId(uuid::Uuid::from_u128(7)),
        team: team_id(1),
        occurrence: None,
        origin: SurveyOrigin::Hand,
        wording: Wording {
            question: Question::parse("How ready?").unwrap(),
            answers: ["1", "2", "3", "4", "5"].map(|answer| ChoiceText::parse(answer).unwrap()),
        },
        threshold: Threshold::default(),
        comments: false,
        public_key: vec![1, 2],
        opened_at: at(1),
        closes_at: at(5),
        extended: false,
        invited: 6,
        roster_change: None,
        closing: Some(SurveyClosing {
            at: at(4),
            claims: 6,
            ballots: 5,
            outcome: SurveyOutcome::Published,
            histogram: Some(Histogram([0, 1, 2, 1, 1])),
        }),
    };
    store.record_survey_round(round.clone()).await.unwrap();
    refused(store.record_survey_round(SurveyRoundRow { closing: None, ..round.clone() }).await, Conflict::Open);
    assert_eq!(store.survey_rounds(team_id(1)).await.unwrap(), [round]);
    assert_eq!(store.happenings(team_id(1), at(0)).await.unwrap(), TeamActivity::default());
}

async fn crappy_notes_are_counted_by_what_they_are_about(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    store.create_scenarios(vec![scenario(1, 1, "queue")]).await.unwrap();
    let kept = |n: u128, wall, question, scenario| KeptNote {
        note: NoteId(uuid(n)),
        wall,
        text: NoteText::parse("No runbook").unwrap(),
        question,
        scenario,
    };
    let (alarm, card) = (Some(DebriefQuestion::Alarm), Some(scenario_id(1)));
    for (n, closed) in [(1, 10), (2, 20)] {
        let row = seed_workshop(&store, n, 1, 0).await;
        let notes = vec![
            kept(1, Wall::Crappy, alarm, card),
            kept(2, Wall::Crappy, alarm, card),
            kept(3, Wall::Crappy, None, None),
            kept(4, Wall::Awesome, alarm, card),
        ];
        let walls = WallEffects { kept: Some(notes), ..WallEffects::default() };
        let effects = Effects { walls, ..effects(&row, Phase::Closed, Some(at(closed))) };
        store.append(row.id, commit(2), effects).await.unwrap();
    }
    let notes = store.crappy_notes(team_id(1), at(15)).await.unwrap();
    let mut notes: Vec<_> =
        notes.iter().map(|notes| (notes.at, notes.question, notes.systems.len(), notes.count)).collect();
    // The two databases sort what is missing at different ends.
    notes.sort_unstable();
    assert_eq!(notes, [(at(20), None, 0, 1), (at(20), alarm, content("queue").systems.len(), 2)]);
    assert_eq!(store.crappy_notes(team_id(1), at(0)).await.unwrap().len(), 4);
    assert_eq!(store.crappy_notes(team_id(2), at(0)).await.unwrap(), []);
    store.delete_closed_workshop(workshop_id(1), at(30)).await.unwrap();
    assert_eq!(store.crappy_notes(team_id(1), at(0)).await.unwrap().len(), 2, "what is thrown away is gone");
}
