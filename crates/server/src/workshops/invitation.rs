//! Invitations for calendars.

use documents::invitation::CalendarInvitation;
use domain::id::{PersonId, WorkshopId};
use domain::time::Timestamp;
use domain::workshop::{Event, PeopleEvent, TimeEvent};
use store::workshops::WorkshopRow;

use crate::error::{Error, Result};
use crate::services::Services;

/// How many commits are read at once.
const COMMITS: u32 = 500;

/// The file of an invitation, for a member of the team. It is there after each change of the plan, and once it was cancelled.
pub(crate) async fn invitation_file(services: &Services, id: WorkshopId, reader: PersonId) -> Result<String> {
    let row = services.store.workshop(id).await?;
    let gone = if row.is_none() { services.store.cancelled_workshop(id).await? } else { None };
    let team = row.as_ref().map(|row| row.team).or(gone.as_ref().map(|gone| gone.team)).ok_or(Error::NotFound)?;
    services.store.member(team, reader).await?.ok_or(Error::NotFound)?;
    let team = services.store.team(team).await?.ok_or(Error::NotFound)?;
    let common = |plan, sequence, changed_at| CalendarInvitation {
        workshop: id,
        plan,
        team_id: team.id,
        team: team.name.as_str(),
        facilitator: None,
        sequence,
        changed_at,
        now: services.now(),
        public_url: &services.public_url,
        cancelled: false,
    };
    Ok(match (&row, &gone) {
        (Some(row), _) => {
            let (sequence, changed_at) = invitation_sequence(services, row).await?;
            let person = row.projection.facilitator;
            let names = services.store.names(&[person]).await?;
            let facilitator = names.get(&person).map(|name| (person, name.as_str()));
            CalendarInvitation { facilitator, ..common(&row.projection.plan, sequence, changed_at) }.to_ics()
        }
        (None, Some(gone)) => {
            CalendarInvitation { cancelled: true, ..common(&gone.plan, gone.sequence, gone.at) }.to_ics()
        }
        (None, None) => return Err(Error::NotFound),
    })
}

/// The sequence number of a workshop's invitation, and when it last changed.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "an invitation contains the plan and the facilitator, and nothing else changes it"
)]
pub(crate) async fn invitation_sequence(services: &Services, row: &WorkshopRow) -> Result<(u32, Timestamp)> {
    let (mut sequence, mut changed_at, mut version) = (0, row.created_at, 0);
    loop {
        let commits = services.store.commits(row.id, version, COMMITS).await?;
        let Some(last) = commits.last() else { return Ok((sequence, changed_at)) };
        version = last.version;
        for commit in &commits {
            for event in &commit.events {
                match event {
                    Event::Time(TimeEvent::PlanChanged { .. })
                    | Event::People(PeopleEvent::FacilitatorChanged { .. }) => {
                        (sequence, changed_at) = (sequence + 1, commit.at);
                    }
                    Event::Time(TimeEvent::Opened { .. }) => return Ok((sequence, changed_at)),
                    _ => {}
                }
            }
        }
    }
}
