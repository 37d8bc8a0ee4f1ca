use domain::id::SurveyRoundId;
use domain::survey::{Histogram, Origin, Outcome, Threshold, Wording};
use domain::text::{ChoiceText, Question};
use store::surveys::{Closing, SurveyRound};
use store::trends::Happenings;

use crate::support::*;

on_both!(a_recorded_round_is_told_as_it_was);

async fn a_recorded_round_is_told_as_it_was(store: AStore) {
    seed_team(&store, 1, &[1, 2]).await;
    let round = SurveyRound {
        id: SurveyRoundId(uuid::Uuid::from_u128(7)),
        team: team_id(1),
        occurrence: None,
        origin: Origin::Hand,
        wording: Wording {
            question: Question::parse("How ready?").unwrap(),
            answers: ["1", "2", "3", "4", "5"].map(|answer| ChoiceText::parse(answer).unwrap()),
        },
        threshold: Threshold::default(),
        comments: false,
        public_key: vec![1, 2],
        opened_at: at(1),
        closes_at: at(5),
        invited: 6,
        roster_change: None,
        closing: Some(Closing {
            at: at(4),
            claims: 6,
            ballots: 5,
            outcome: Outcome::Published,
            histogram: Some(Histogram([0, 1, 2, 1, 1])),
        }),
    };
    store.record_survey_round(round.clone()).await.unwrap();
    refused(store.record_survey_round(SurveyRound { closing: None, ..round.clone() }).await, "open");
    assert_eq!(store.survey_rounds(team_id(1)).await.unwrap(), [round]);
    assert_eq!(store.happenings(team_id(1), at(0)).await.unwrap(), Happenings::default());
}
