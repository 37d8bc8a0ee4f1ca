use async_trait::async_trait;
use domain::time::Timestamp;

use crate::accounts::Accounts;
use crate::actions::Actions;
use crate::ballots::Ballots;
use crate::closings::Closings;
use crate::demonstrations::Demonstrations;
use crate::error::Result;
use crate::familiarity::Familiarity;
use crate::guests::Guests;
use crate::outbox::Outbox;
use crate::pictures::Pictures;
use crate::practice::Practices;
use crate::preparation::Preparations;
use crate::report_links::ReportLinks;
use crate::retention::Retentions;
use crate::rhythm::Rhythms;
use crate::rounds::Rounds;
use crate::runbooks::Runbooks;
use crate::scenarios::Scenarios;
use crate::screens::Screens;
use crate::slack::SlackApps;
use crate::surveys::Surveys;
use crate::systems::Systems;
use crate::teams::Teams;
use crate::trends::Trends;
use crate::walls::Walls;
use crate::workshops::Workshops;

/// Everything that is kept, whichever database keeps it. What a method has answered `Ok` to is on disk.
///
/// The methods on each resource stand in its own trait; on a `dyn Store` they can all be called without importing it.
#[async_trait]
pub trait Store:
    Accounts
    + Teams
    + Systems
    + Pictures
    + Scenarios
    + Workshops
    + Closings
    + Guests
    + Screens
    + Actions
    + Runbooks
    + Familiarity
    + ReportLinks
    + Retentions
    + Walls
    + Preparations
    + Practices
    + Surveys
    + Rounds
    + Rhythms
    + Outbox
    + SlackApps
    + Ballots
    + Demonstrations
    + Trends
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

    /// Asks the database for a sign of life.
    async fn ping(&self) -> Result<()>;

    /// Finishes what is under way and lets go of the database.
    async fn close(&self);
}
