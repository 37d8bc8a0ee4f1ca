//! When people can meet: the hours in which they work, and the addresses of their calendars.

use async_trait::async_trait;
use domain::id::{PersonId, TeamId};
use domain::text::PersonName;

use crate::Result;

/// When somebody works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberHours {
    /// The account.
    pub account: PersonId,
    /// Its name.
    pub name: PersonName,
    /// Its IANA zone; none as long as no browser has told.
    pub time_zone: Option<String>,
    /// From which minute of the day until which; none where nothing was chosen.
    pub hours: Option<(u16, u16)>,
}

/// Whose calendar it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarOf {
    /// A team's, at the one address that all members shared before each had their own.
    Team(TeamId),
    /// A team's, at the address of one of its members.
    Member(TeamId, PersonId),
    /// Somebody's, of all their teams.
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

    /// Returns the number of the present address of a calendar; none when there is no such team or account, somebody is no
    /// member, or somebody who knew the address was removed.
    async fn calendar(&self, of: CalendarOf) -> Result<Option<u32>>;

    /// Ends the present address of a calendar: counts its number on. Of a team that is the address of every member.
    async fn renew_calendar(&self, of: CalendarOf) -> Result<()>;
}
