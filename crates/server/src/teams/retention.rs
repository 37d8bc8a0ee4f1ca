//! Retention: what a team does not want to keep, when it is deleted, and the deletion itself.

use api::problem::Invalid;
use api::retention::{Goes, Keep, OldWorkshop, TeamRetention};
use api::time::{plus_months, to_rfc3339};
use domain::id::{PersonId, TeamId};
use domain::retention::{Days, Months, Retention};
use domain::time::Timestamp;
use domain::workshop::{ActionStatus, Workshop};
use store::retention::ChosenRetention;
use store::workshops::WorkshopRow;

use crate::error::Result;
use crate::services::Services;

/// What the team keeps for how long, and what would go today.
pub(crate) async fn team_retention(services: &Services, team: TeamId) -> Result<TeamRetention> {
    let chosen = services.store.retention(team).await?;
    wire_retention(services, team, chosen).await
}

/// Chooses how long a team keeps what. It is carried out from a day later on, once an hour; choosing the same again does not
/// begin another wait.
pub(crate) async fn choose_retention(
    services: &Services,
    team: TeamId,
    by: PersonId,
    wanted: Keep,
) -> Result<TeamRetention> {
    let keep = parse_retention(wanted)?;
    let before = services.store.retention(team).await?;
    let chosen = match before {
        Some(before) if before.keep == keep => before,
        _ => {
            let chosen = ChosenRetention { keep, at: services.now() };
            services.store.put_retention(team, chosen).await?;
            tracing::info!(team.id = %team, account.id = %by, "a team chose what it keeps for how long");
            chosen
        }
    };
    wire_retention(services, team, Some(chosen)).await
}

/// What a choice would delete if it were applied now. Nothing is changed.
pub(crate) async fn preview_retention(services: &Services, team: TeamId, wanted: Keep) -> Result<Goes> {
    preview(services, team, parse_retention(wanted)?, services.now()).await
}

fn parse_retention(wanted: Keep) -> Result<Retention> {
    let workshops = wanted.workshop_months.map(Months::parse).transpose().map_err(Invalid::field("workshop_months"))?;
    let guests = wanted.guest_days.map(Days::parse).transpose().map_err(Invalid::field("guest_days"))?;
    Ok(Retention { workshops, guests })
}

async fn wire_retention(services: &Services, team: TeamId, chosen: Option<ChosenRetention>) -> Result<TeamRetention> {
    let now = services.now();
    let wanted = chosen.map(|chosen| chosen.keep).unwrap_or_default();
    let from = chosen.map(|chosen| Retention::carried_out_from(chosen.at));
    let from = from.filter(|from| *from > now && !wanted.is_for_ever()).map(to_rfc3339);
    Ok(TeamRetention { keep: wire_keep(wanted), from, goes: preview(services, team, wanted, now).await? })
}

/// A choice on the wire.
pub(crate) fn wire_keep(keep: Retention) -> Keep {
    Keep { workshop_months: keep.workshops.map(Months::count), guest_days: keep.guests.map(Days::count) }
}

/// What a choice would delete if it were applied now.
async fn preview(services: &Services, team: TeamId, keep: Retention, now: Timestamp) -> Result<Goes> {
    let mut preview = Goes { from: to_rfc3339(Retention::carried_out_from(now)), ..Goes::default() };
    if let Some(months) = keep.workshops {
        for row in services.store.workshops_closed_by(team, before(months, now)).await? {
            count(&mut preview, &row, &services.hub.replay(row.id).await?);
        }
        if preview.workshops == 0 {
            preview.next = services.store.oldest_closed(team).await?.map(|row| to_rfc3339(end(months, &row)));
        }
    }
    if let Some(days) = keep.guests {
        preview.guests = services.store.guests_by(team, days.before(now)).await?;
    }
    Ok(preview)
}

/// Carries out what every team has chosen, a day after it was chosen. What cannot be done for one team does not keep it
/// from being done for others.
pub(crate) async fn apply_retention(services: &Services, now: Timestamp) -> Result<()> {
    for (team, chosen) in services.store.retentions().await? {
        if now < Retention::carried_out_from(chosen.at) {
            continue;
        }
        if let Err(error) = delete_old_workshops(services, team, chosen.keep, now).await {
            tracing::error!(%error, team.id = %team, "the old data of a team could not be deleted");
        }
    }
    Ok(())
}

async fn delete_old_workshops(services: &Services, team: TeamId, keep: Retention, now: Timestamp) -> Result<()> {
    let (mut workshops, mut guests) = (0, 0);
    if let Some(months) = keep.workshops {
        for row in services.store.workshops_closed_by(team, before(months, now)).await? {
            services.store.delete_closed_workshop(row.id, now).await?;
            services.hub.forget(row.id).await;
            workshops += 1;
        }
    }
    if let Some(days) = keep.guests {
        guests = services.store.forget_guests(team, days.before(now)).await?;
    }
    if workshops > 0 || guests > 0 {
        // Pages that are open show what is left.
        services.hub.team_changed(team).await;
        tracing::info!(team.id = %team, workshops, guests, "the old data of a team was deleted");
    }
    Ok(())
}

fn before(months: Months, now: Timestamp) -> Timestamp {
    plus_months(now, -i32::from(months.count()))
}

/// When a workshop that is kept for so many months is deleted.
fn end(months: Months, row: &WorkshopRow) -> Timestamp {
    let since = row.projection.closed_at.map_or(row.created_at, |closed_at| closed_at.max(row.created_at));
    plus_months(since, i32::from(months.count()))
}

fn count(preview: &mut Goes, row: &WorkshopRow, workshop: &Workshop) {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    preview.workshops += 1;
    preview.notes += number(workshop.notes.len());
    preview.steps += number(workshop.steps.len());
    preview.answers += number(workshop.answers.len());
    let open = workshop.actions.values().filter(|action| action.status == ActionStatus::Open && !action.removed);
    preview.open_actions += number(open.count());
    if preview.oldest.is_none() {
        let closed_at = to_rfc3339(row.projection.closed_at.unwrap_or(row.created_at));
        preview.oldest = Some(OldWorkshop { title: row.projection.plan.title.to_string(), closed_at });
    }
}
