//! What the monthly question showed: rounds that may be shown, and what happened beside them. Below the threshold there is no
//! number of any kind.

mod files;

use domain::id::{SurveyRoundId, TeamId};
use domain::survey::statistics::{self, Change};
use domain::survey::{Histogram, SurveyOrigin, SurveyOutcome, Threshold, Wording, showable};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::files::{Theme, csv, sentence, svg};
use api::time::to_rfc3339;

/// The results of a team's monthly question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SurveyResults {
    /// The team.
    pub team: TeamId,
    /// Whether the team has a survey at all.
    pub asked: bool,
    /// The round that people answer now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenSurvey>,
    /// What was asked last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Its five answers, from the least ready to the readiest.
    pub answers: Vec<String>,
    /// The rounds that are over, the oldest first: the last 24.
    pub rounds: Vec<SurveyResult>,
    /// The long trend of the rounds with the present wording; none below three rounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trend: Option<LongTrend>,
}

/// A round that is open. How many have answered is not shown before its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenSurvey {
    /// Its id.
    pub id: SurveyRoundId,
    /// When it closes, RFC 3339.
    pub closes_at: String,
    /// How many are asked.
    pub invited: u32,
}

/// A round that is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SurveyResult {
    /// Its id.
    pub id: SurveyRoundId,
    /// When it opened, RFC 3339.
    pub opened_at: String,
    /// When it was closed, RFC 3339.
    pub closed_at: String,
    /// What made it open.
    pub origin: SurveyOrigin,
    /// What became of it.
    pub outcome: SurveyOutcome,
    /// How many were asked.
    pub invited: u32,
    /// From how many ballots on it is shown.
    pub threshold: u8,
    /// The question or its answers are others than in the round before.
    pub wording_changed: bool,
    /// Those asked changed by fewer people than the threshold since the round before, or by some in rounds between that are not
    /// shown: comparing this round with the one shown before could reveal an answer.
    pub roster_warning: bool,
    /// Its numbers; only of a published round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<ShownResult>,
    /// What happened since the round before was closed.
    pub between: Between,
}

/// The numbers of a published round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShownResult {
    /// How many chose each answer.
    pub histogram: Vec<u32>,
    /// How many had a ballot signed.
    pub claims: u32,
    /// How many ballots came in.
    pub ballots: u32,
    /// The middle answer, 1 to 5, from and to: two where it is between two answers.
    pub median: Vec<u8>,
    /// How many answered 4 or 5.
    pub top: TopShare,
    /// What became of answers since the last published round with the same wording; none when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Everybody gave the same answer, so everybody's is known.
    pub unanimous: bool,
    /// The lines that people added, in an order that reveals nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<String>,
}

/// A share with its 95 % interval, in whole percent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TopShare {
    /// How many.
    pub count: u32,
    /// The share.
    pub percent: u8,
    /// The lower end of Wilson's interval.
    pub low: u8,
    /// Its upper end.
    pub high: u8,
}

/// The long trend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LongTrend {
    /// When the first of its rounds was opened, RFC 3339.
    pub since: String,
    /// Its text.
    pub change: Change,
}

/// What happened between two rounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Between {
    /// Workshops that were held.
    pub workshops: u32,
    /// Cards that were practised in them.
    pub cards: u32,
    /// Actions that were done.
    pub actions_closed: u32,
}

/// A round that is over, as it is kept.
#[derive(Clone, Debug)]
pub struct TrendRound {
    /// Its id.
    pub id: SurveyRoundId,
    /// What made it open.
    pub origin: SurveyOrigin,
    /// When it opened.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// What was asked.
    pub wording: Wording,
    /// From how many ballots on it is shown.
    pub threshold: Threshold,
    /// How many were asked.
    pub invited: u32,
    /// How many of them are new or gone.
    pub roster_change: Option<u32>,
    /// What became of it.
    pub outcome: SurveyOutcome,
    /// How many had a ballot signed.
    pub claims: u32,
    /// How many ballots came in.
    pub ballots: u32,
    /// How many chose each answer.
    pub histogram: Option<Histogram>,
    /// The lines that people added.
    pub comments: Vec<String>,
    /// What happened since the round before.
    pub between: Between,
}

/// What may be shown of rounds that are over, the oldest first.
#[must_use]
pub fn build_results(rounds: Vec<TrendRound>) -> (Vec<SurveyResult>, Option<LongTrend>) {
    let mut results = Vec::with_capacity(rounds.len());
    let mut asked: Option<Wording> = None;
    // The published rounds since the wording was changed last.
    let mut alike: Vec<(Timestamp, Histogram)> = Vec::new();
    // Somebody came or went in rounds that are not shown, since one that is.
    let mut moved_unseen = false;
    for round in rounds {
        let wording_changed = asked.as_ref().is_some_and(|wording| *wording != round.wording);
        if wording_changed {
            alike.clear();
        }
        let before = alike.last().map(|(_, histogram)| *histogram);
        let shown = publishable(&round).and_then(|histogram| shown(&round, histogram, before.as_ref()));
        if shown.is_some() {
            alike.extend(round.histogram.map(|histogram| (round.opened_at, histogram)));
        }
        let moved = round.roster_change.unwrap_or(0);
        let few_moved = moved > 0 && moved < u32::from(u8::from(round.threshold));
        let roster_warning = few_moved || (moved_unseen && shown.is_some());
        moved_unseen = shown.is_none() && (moved_unseen || moved > 0);
        results.push(SurveyResult {
            id: round.id,
            opened_at: to_rfc3339(round.opened_at),
            closed_at: to_rfc3339(round.closed_at),
            origin: round.origin,
            outcome: round.outcome,
            invited: round.invited,
            threshold: u8::from(round.threshold),
            wording_changed,
            roster_warning,
            shown,
            between: round.between,
        });
        asked = Some(round.wording);
    }
    let histograms: Vec<_> = alike.iter().map(|(_, histogram)| *histogram).collect();
    let trend = statistics::trend(&histograms)
        .zip(alike.first())
        .map(|(change, (since, _))| LongTrend { since: to_rfc3339(*since), change });
    (results, trend)
}

fn publishable(round: &TrendRound) -> Option<&Histogram> {
    showable(round.threshold, round.outcome, (round.ballots, round.invited), round.histogram.as_ref())
}

fn shown(round: &TrendRound, histogram: &Histogram, before: Option<&Histogram>) -> Option<ShownResult> {
    let (low, high) = statistics::median(histogram)?;
    let top = statistics::top_share(histogram)?;
    Some(ShownResult {
        histogram: histogram.0.to_vec(),
        claims: round.claims,
        ballots: round.ballots,
        median: vec![low, high],
        top: TopShare { count: top.count, percent: percent(top.share), low: percent(top.low), high: percent(top.high) },
        change: before.and_then(|before| statistics::change(before, histogram)),
        unanimous: histogram.0.contains(&histogram.total()),
        comments: round.comments.clone(),
    })
}

fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}
