//! Reminders that time triggers: workshops that are near, and on Monday mornings the actions that are due.
//!
//! A workshop has two reminders: on the day before, to everybody and to the team, and within its last hour to the team alone.
//! One that is planned on short notice has one. A start that was moved has new ones. Reminders of actions are sent on Monday
//! from nine o'clock on, where the team meets. A server that was down sends them late, and none twice: the outbox knows a
//! message again by its key.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use api::time::{local, today_in};
use domain::id::{TeamId, WorkshopId};
use domain::time::{Day, Timestamp};
use store::outbox::OutgoingRow;
use store::workshops::WorkshopRow;

use crate::error::Result;
use crate::outbox::{Notice, channels, outgoing, team_channels};
use crate::services::Services;

const EVERY: Duration = Duration::from_secs(60);
const HOUR: i64 = 60 * Timestamp::MINUTE;
/// On the day before: not when it begins so soon that the last hour's reminder is sent as well.
const SHORT_NOTICE: i64 = 3 * HOUR;
/// Actions count as due when their day is so many days away, or over.
const DUE_DAYS: i64 = 7;
const MONDAY: i8 = 1;
const NINE: u16 = 9 * 60;

/// The reminders that were put into the outbox since the start, so that they are not checked every minute.
#[derive(Debug, Default)]
pub struct Reminded {
    workshops: BTreeSet<(Timestamp, WorkshopId, bool)>,
    actions: BTreeSet<(String, TeamId)>,
}

/// Reminds every minute, until the server stops.
pub(crate) async fn run(services: Arc<Services>) {
    let mut reminded = Reminded::default();
    while !services.is_stopping() {
        if let Err(error) = remind(&services, &mut reminded).await {
            tracing::warn!(%error, "reminders could not be made; the next try is in a minute");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Puts the reminders that are due into the outbox.
pub async fn remind(services: &Services, reminded: &mut Reminded) -> Result<()> {
    let now = services.now();
    reminded.workshops.retain(|(starts_at, ..)| *starts_at > now);
    for row in services.store.workshops_beginning(now, Timestamp(now.0.saturating_add(24 * HOUR))).await? {
        let starts_at = row.projection.plan.starts_at;
        let ahead = starts_at.since(now);
        let hour = ahead <= HOUR;
        if (hour || ahead > SHORT_NOTICE) && !reminded.workshops.contains(&(starts_at, row.id, hour)) {
            services.store.enqueue(remind_of_workshop(services, &row, hour).await?).await?;
            reminded.workshops.insert((starts_at, row.id, hour));
        }
    }
    let Ok(last) = Day::parse(&today_in("UTC", now.plus_minutes(DUE_DAYS * 24 * 60))) else { return Ok(()) };
    for team in services.store.teams_with_actions_due(last).await? {
        let zone = services.store.last_zone(team).await?.unwrap_or_else(|| "UTC".to_owned());
        let here = local(&zone, now);
        if here.weekday != MONDAY || here.minute < NINE || reminded.actions.contains(&(here.day.clone(), team)) {
            continue;
        }
        services.store.enqueue(remind_of_actions(services, team, &here.day).await?).await?;
        reminded.actions.retain(|(day, of)| *of != team || *day == here.day);
        reminded.actions.insert((here.day, team));
    }
    Ok(())
}

async fn remind_of_workshop(services: &Services, row: &WorkshopRow, hour: bool) -> Result<Vec<OutgoingRow>> {
    let (team, starts_at) = (row.team, row.projection.plan.starts_at);
    let notice = Notice::WorkshopReminder { workshop: row.id };
    let which = format!("{}/{}", if hour { "hour" } else { "day" }, starts_at.0);
    let mut messages = Vec::new();
    for channel in team_channels(services, team).await? {
        messages.push(outgoing(services, notice, Some(team), None, channel, &which, services.now()));
    }
    if !hour {
        for member in services.store.members(team).await? {
            for channel in channels(services, team, member.account).await? {
                messages.push(outgoing(
                    services,
                    notice,
                    Some(team),
                    Some(member.account),
                    channel,
                    &which,
                    services.now(),
                ));
            }
        }
    }
    Ok(messages)
}

async fn remind_of_actions(services: &Services, team: TeamId, day: &str) -> Result<Vec<OutgoingRow>> {
    let notice = Notice::ActionsDue { team };
    let mut messages = Vec::new();
    for channel in team_channels(services, team).await? {
        messages.push(outgoing(services, notice, Some(team), None, channel, day, services.now()));
    }
    // A person without due actions gets no message: that is checked when the message is written.
    let owners: BTreeSet<_> =
        services.store.open_actions(team).await?.into_iter().filter_map(|action| action.owner).collect();
    for owner in owners {
        for channel in channels(services, team, owner).await? {
            messages.push(outgoing(services, notice, Some(team), Some(owner), channel, day, services.now()));
        }
    }
    Ok(messages)
}
