//! Rounds of the monthly question that open on a schedule, the people they ask, and the time zones of accounts.

use async_trait::async_trait;
use domain::id::{PersonId, TeamId};
use domain::survey::MissedWhy;
use domain::text::PersonName;
use domain::time::{Day, Timestamp};

use crate::Result;
use crate::outbox::OutgoingRow;
use crate::surveys::{NewSurveyRound, SurveyRow};

/// Somebody whom the survey asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responder {
    /// The account.
    pub account: PersonId,
    /// Its name.
    pub name: PersonName,
    /// Its IANA time zone; none until a browser has sent it.
    pub time_zone: Option<String>,
}

/// When the scheduler looks at a survey next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextWake {
    /// The local day of the next round; none when the rule has no more.
    pub day: Option<Day>,
    /// When to look.
    pub wake_at: Option<Timestamp>,
}

/// A round that should have opened and did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissedRoundRow {
    /// Its day.
    pub day: Day,
    /// Why.
    pub why: MissedWhy,
}

/// Rounds that open, and zones.
#[async_trait]
pub trait SurveyRoundStore {
    /// Returns the responders of a team by name.
    async fn responders(&self, team: TeamId) -> Result<Vec<Responder>>;

    /// Returns the zone of an account.
    async fn time_zone(&self, account: PersonId) -> Result<Option<String>>;

    /// Sets the zone of an account.
    async fn set_time_zone(&self, account: PersonId, zone: String) -> Result<()>;

    /// Returns the surveys that are switched on and are to be looked at by a time, the earliest first.
    async fn waking_surveys(&self, until: Timestamp) -> Result<Vec<SurveyRow>>;

    /// Advances a survey from a day to the next one, and records why no round opened on that day; does nothing when the survey is
    /// no longer at that day.
    async fn move_survey_on(
        &self,
        team: TeamId,
        from: Day,
        next: NextWake,
        missed: Option<MissedRoundRow>,
    ) -> Result<()>;

    /// Opens a round with its messages; one that the recurrence named moves the survey on in the same transaction.
    /// Conflicts: `occurrence` and `open` as for `open_survey_round`, `moved` when the survey is no longer at that day.
    async fn open_round(&self, new: NewSurveyRound, outgoing: Vec<OutgoingRow>, next: Option<NextWake>) -> Result<()>;

    /// Returns the last round of a team that should have opened and did not.
    async fn missed_round(&self, team: TeamId) -> Result<Option<MissedRoundRow>>;
}
