//! The results of the monthly question.

use documents::trend::{self, Between, OpenSurvey, SurveyResults, TrendRound};
use domain::id::{SurveyRoundId, TeamId};
use domain::survey::SurveyOutcome;
use domain::time::Timestamp;
use domain::workshop::ActionStatus;
use store::surveys::{SurveyClosing, SurveyRoundRow};
use store::trends::TeamActivity;

use crate::error::Result;
use crate::services::Services;

/// The most rounds in the results: two years, when there is one a month.
const ROUNDS: usize = 24;

/// What may be shown of a team's rounds.
pub(crate) async fn results(services: &Services, team: TeamId, comments: bool) -> Result<SurveyResults> {
    let rounds = services.store.survey_rounds(team).await?;
    build_results(services, team, rounds, comments).await
}

/// What could be shown when a round was closed, without later rounds and comments.
pub(crate) async fn results_when_closed(
    services: &Services,
    team: TeamId,
    round: SurveyRoundId,
) -> Result<SurveyResults> {
    let rounds = services.store.survey_rounds(team).await?;
    build_results(services, team, rounds.into_iter().skip_while(|later| later.id != round).collect(), false).await
}

/// The published numbers of a team, without what people wrote, and of the rounds that were closed by a time if there is one.
pub(crate) async fn published_numbers(
    services: &Services,
    team: TeamId,
    until: Option<Timestamp>,
) -> Result<SurveyResults> {
    let rounds = services.store.survey_rounds(team).await?.into_iter();
    let over_by = |round: &SurveyRoundRow| {
        let closed = round.closing.as_ref().map(|closing| closing.at);
        until.is_none_or(|until| closed.is_some_and(|closed| closed <= until))
    };
    let results = build_results(services, team, rounds.filter(over_by).collect(), false).await?;
    Ok(SurveyResults { open: None, ..results })
}

/// Builds the results of a team's rounds, the latest first.
async fn build_results(
    services: &Services,
    team: TeamId,
    rounds: Vec<SurveyRoundRow>,
    comments: bool,
) -> Result<SurveyResults> {
    let asked = !rounds.is_empty() || services.store.survey(team).await?.is_some();
    let open = rounds.iter().find(|round| round.closing.is_none()).map(|round| OpenSurvey {
        id: round.id,
        closes_at: api::time::to_rfc3339(round.closes_at),
        invited: round.invited,
    });
    let wording = rounds.first().map(|round| round.wording.clone());
    let mut over: Vec<(SurveyRoundRow, SurveyClosing)> =
        rounds.into_iter().filter_map(|round| round.closing.clone().map(|closing| (round, closing))).collect();
    // One more than is shown: the events before the first one begin where that was closed.
    over.truncate(ROUNDS + 1);
    over.reverse();
    let mut since = Timestamp(0);
    if over.len() > ROUNDS {
        since = over.remove(0).1.at;
    }
    let happened =
        if over.is_empty() { TeamActivity::default() } else { services.store.happenings(team, since).await? };
    let mut closed = Vec::with_capacity(over.len());
    for (round, closing) in over {
        let comments = match closing.outcome {
            SurveyOutcome::Published if comments && round.comments => services.store.survey_comments(round.id).await?,
            SurveyOutcome::Published | SurveyOutcome::TooFew | SurveyOutcome::Void => Vec::new(),
        };
        let between = between(&happened, since, closing.at);
        since = closing.at;
        closed.push(TrendRound {
            id: round.id,
            origin: round.origin,
            opened_at: round.opened_at,
            closed_at: closing.at,
            wording: round.wording,
            threshold: round.threshold,
            invited: round.invited,
            roster_change: round.roster_change,
            outcome: closing.outcome,
            claims: closing.claims,
            ballots: closing.ballots,
            histogram: closing.histogram,
            comments,
            between,
        });
    }
    let (rounds, trend) = trend::build_results(closed);
    Ok(SurveyResults {
        team,
        asked,
        open,
        question: wording.as_ref().map(|wording| wording.question.to_string()),
        answers: wording.iter().flat_map(|wording| wording.answers.iter().map(ToString::to_string)).collect(),
        rounds,
        trend,
    })
}

fn between(happened: &TeamActivity, since: Timestamp, until: Timestamp) -> Between {
    let within = |at: Timestamp| at >= since && at < until;
    let held = || happened.workshops.iter().filter(|held| within(held.at));
    let done = happened.actions.iter().filter(|made| made.status == ActionStatus::Done);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Between {
        workshops: count(held().count()),
        cards: held().map(|held| held.cards).sum(),
        actions_closed: count(done.filter(|made| made.settled_at.is_some_and(within)).count()),
    }
}
