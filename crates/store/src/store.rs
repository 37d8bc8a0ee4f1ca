use async_trait::async_trait;
use domain::time::Timestamp;

use crate::accounts::AccountStore;
use crate::actions::ActionStore;
use crate::ballots::BallotStore;
use crate::closings::ClosingStore;
use crate::demonstrations::DemonstrationStore;
use crate::error::Result;
use crate::familiarity::FamiliarityStore;
use crate::guests::GuestStore;
use crate::outbox::OutboxStore;
use crate::pictures::PictureStore;
use crate::practice::PracticeStore;
use crate::preparation::PreparationStore;
use crate::report_links::ReportLinkStore;
use crate::retention::RetentionStore;
use crate::rhythm::RhythmStore;
use crate::rounds::SurveyRoundStore;
use crate::runbooks::RunbookStore;
use crate::scenarios::ScenarioStore;
use crate::screens::ScreenStore;
use crate::slack::SlackAppStore;
use crate::surveys::SurveyStore;
use crate::systems::SystemStore;
use crate::teams::TeamStore;
use crate::trends::TrendStore;
use crate::walls::WallStore;
use crate::workshops::WorkshopStore;

/// The store, on either database. What a method has answered `Ok` to is on disk.
///
/// Each resource has its own trait; on a `dyn Store` all methods can be called without importing the traits.
#[async_trait]
pub trait Store:
    AccountStore
    + TeamStore
    + SystemStore
    + PictureStore
    + ScenarioStore
    + WorkshopStore
    + ClosingStore
    + GuestStore
    + ScreenStore
    + ActionStore
    + RunbookStore
    + FamiliarityStore
    + ReportLinkStore
    + RetentionStore
    + WallStore
    + PreparationStore
    + PracticeStore
    + SurveyStore
    + SurveyRoundStore
    + RhythmStore
    + OutboxStore
    + SlackAppStore
    + BallotStore
    + DemonstrationStore
    + TrendStore
    + Send
    + Sync
    + 'static
{
    /// Returns a setting of the whole server.
    async fn setting(&self, key: &str) -> Result<Option<String>>;

    /// Sets a setting of the whole server.
    async fn put_setting(&self, key: String, value: String) -> Result<()>;

    /// Deletes the sessions, one-time links, invitations, room screens and guests' seats that have expired, what surrounded
    /// workshops that guests can no longer look at, and the messages that ended two months ago.
    async fn prune(&self, now: Timestamp) -> Result<()>;

    /// Returns the number of the newest migration that the database has.
    async fn schema_version(&self) -> Result<i64>;

    /// Checks that the database answers.
    async fn ping(&self) -> Result<()>;

    /// Finishes the writes under way and closes the database.
    async fn close(&self);
}
