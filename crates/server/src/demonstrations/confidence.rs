//! The made-up survey results of the demonstration's team in earlier months.

use api::time::plus_months;
use domain::id::{SurveyRoundId, TeamId};
use domain::survey::{Histogram, SurveyOrigin, SurveyOutcome, Threshold, Wording};
use domain::time::Timestamp;
use store::surveys::{SurveyClosing, SurveyRoundRow};

use crate::error::Result;
use crate::services::Services;

const WEEK: i64 = 7 * 24 * 60;
const INVITED: u32 = 5;

/// The oldest first; in the fourth month too few answered.
const MONTHS: [Option<[u32; 5]>; 7] = [
    Some([2, 2, 1, 0, 0]),
    Some([1, 3, 1, 0, 0]),
    Some([1, 2, 1, 1, 0]),
    None,
    Some([0, 2, 2, 1, 0]),
    Some([0, 1, 2, 2, 0]),
    Some([0, 1, 1, 2, 1]),
];

/// Gives the team its past rounds.
pub(super) async fn add_survey_results(services: &Services, team: TeamId) -> Result<()> {
    let now = services.now();
    for (before, month) in (1..).zip(MONTHS.into_iter().rev()) {
        services.store.record_survey_round(round(services, team, plus_months(now, -before), month)).await?;
    }
    Ok(())
}

fn round(services: &Services, team: TeamId, opened_at: Timestamp, month: Option<[u32; 5]>) -> SurveyRoundRow {
    let closes_at = opened_at.plus_minutes(WEEK);
    let histogram = month.map(Histogram);
    let ballots = histogram.map_or(3, |histogram| histogram.total());
    SurveyRoundRow {
        id: SurveyRoundId(services.new_id()),
        team,
        occurrence: None,
        origin: SurveyOrigin::Schedule,
        wording: Wording::usual(),
        threshold: Threshold::default(),
        comments: false,
        public_key: Vec::new(),
        opened_at,
        closes_at,
        extended: false,
        invited: INVITED,
        roster_change: Some(0),
        closing: Some(SurveyClosing {
            at: closes_at,
            claims: ballots,
            ballots,
            outcome: if histogram.is_some() { SurveyOutcome::Published } else { SurveyOutcome::TooFew },
            histogram,
        }),
    }
}
