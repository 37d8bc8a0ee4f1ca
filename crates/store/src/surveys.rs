//! The monthly question: the settings of a team, and its rounds.

use async_trait::async_trait;
use domain::id::{PersonId, SurveyRoundId, TeamId};
use domain::survey::{Histogram, SurveyOrigin, SurveyOutcome, Threshold, Wording};
use domain::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Result;

/// The survey settings of a team, and when its next round opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyRow {
    /// The team.
    pub team: TeamId,
    /// Whether rounds open by themselves.
    pub active: bool,
    /// When, how long and what is asked.
    pub settings: SurveySettings,
    /// The local day of the next round.
    pub next_day: Option<Day>,
    /// The first instant at which that day's hour begins for any member.
    pub wake_at: Option<Timestamp>,
}

/// When a team is asked, how long, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveySettings {
    /// When rounds open, as RFC 5545 writes a recurrence: `FREQ=MONTHLY;BYDAY=1TU`.
    pub recurrence: String,
    /// The minute of the day in each member's own zone, 0 to 1439.
    pub minute: u16,
    /// How many days a round is open, 1 to 28.
    pub days_open: u8,
    /// From how many ballots on a round is shown.
    pub threshold: Threshold,
    /// Whether a line may be added to a ballot.
    pub comments: bool,
    /// What is asked; none for the usual question.
    pub wording: Option<Wording>,
}

/// One month's question to a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyRoundRow {
    /// Its id.
    pub id: SurveyRoundId,
    /// The team.
    pub team: TeamId,
    /// The local day that the recurrence named; none when people opened it.
    pub occurrence: Option<Day>,
    /// What made it open.
    pub origin: SurveyOrigin,
    /// What is asked.
    pub wording: Wording,
    /// From how many ballots on it is shown.
    pub threshold: Threshold,
    /// Whether a line may be added to a ballot.
    pub comments: bool,
    /// The public key that its ballots are verified with: SPKI, DER, as RFC 9474 wants it.
    pub public_key: Vec<u8>,
    /// When it opened.
    pub opened_at: Timestamp,
    /// When it closes, or was to close.
    pub closes_at: Timestamp,
    /// Whether it was given a week more, because it was short of its threshold.
    pub extended: bool,
    /// How many were asked.
    pub invited: u32,
    /// How many of them joined or left since the previous round; none for the first.
    pub roster_change: Option<u32>,
    /// How it ended; none while it is open.
    pub closing: Option<SurveyClosing>,
}

/// How a round ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyClosing {
    /// When.
    pub at: Timestamp,
    /// How many had a ballot signed.
    pub claims: u32,
    /// How many ballots came in.
    pub ballots: u32,
    /// What became of them.
    pub outcome: SurveyOutcome,
    /// How many chose each answer; only of a published round.
    pub histogram: Option<Histogram>,
}

/// A round that is about to open.
#[derive(Clone, Debug)]
pub struct NewSurveyRound {
    /// The round; it has no closing, and counts whom it invites by itself.
    pub round: SurveyRoundRow,
    /// The private key, PKCS#8 in DER.
    pub private_key: Vec<u8>,
    /// The people it asks, and when the hour begins in their own time zone.
    pub invited: Vec<(PersonId, Timestamp)>,
}

/// The monthly question.
#[async_trait]
pub trait SurveyStore {
    /// Returns the survey of a team; none before it is set up.
    async fn survey(&self, team: TeamId) -> Result<Option<SurveyRow>>;

    /// Sets the survey of a team.
    async fn put_survey(&self, survey: SurveyRow) -> Result<()>;

    /// Opens a round. Conflicts: `occurrence` when there was one on that day already, `open` when one is open.
    async fn open_survey_round(&self, new: NewSurveyRound) -> Result<()>;

    /// Returns the rounds of a team, newest first.
    async fn survey_rounds(&self, team: TeamId) -> Result<Vec<SurveyRoundRow>>;

    /// Returns a round.
    async fn survey_round(&self, id: SurveyRoundId) -> Result<Option<SurveyRoundRow>>;

    /// Returns the comments of a published round, in an order that shows nothing about their authors.
    async fn survey_comments(&self, round: SurveyRoundId) -> Result<Vec<String>>;
}
