//! When people can meet: their working hours, and the URLs of their calendars.

use async_trait::async_trait;
use domain::id::{PersonId, TeamId};
use domain::text::PersonName;

use crate::Result;

/// The working hours of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberHours {
    /// The account.
    pub account: PersonId,
    /// Its name.
    pub name: PersonName,
    /// Its IANA time zone; none until a browser has sent it.
    pub time_zone: Option<String>,
    /// The first and the last minute of the working day; none if not set.
    pub hours: Option<(u16, u16)>,
}

/// Which calendar a URL shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarOf {
    /// A team's, at the URL that all members shared before each had their own.
    Team(TeamId),
    /// A team's, at the URL of one of its members.
    Member(TeamId, PersonId),
    /// A person's, with all their teams.
    Person(PersonId),
}

/// Working hours and calendars.
#[async_trait]
pub trait RhythmStore {
    /// Returns the members of a team with their hours, by name.
    async fn workers(&self, team: TeamId) -> Result<Vec<MemberHours>>;

    /// Returns the hours of an account.
    async fn working_hours(&self, account: PersonId) -> Result<Option<(u16, u16)>>;

    /// Sets the hours of an account.
    async fn set_working_hours(&self, account: PersonId, hours: (u16, u16)) -> Result<()>;

    /// Returns the number of the current URL of a calendar; none when there is no such team, account or member, or when a member
    /// who knew the shared URL was removed.
    async fn calendar(&self, of: CalendarOf) -> Result<Option<u32>>;

    /// Revokes the current calendar URL by increasing its number. For a team this revokes the URLs of all members.
    async fn renew_calendar(&self, of: CalendarOf) -> Result<()>;
}
