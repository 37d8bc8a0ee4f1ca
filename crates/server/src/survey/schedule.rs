//! Rounds that open and close by themselves. The rules for late servers, moving people and changing clocks are in
//! docs/survey-rounds.md.

use std::sync::Arc;
use std::time::Duration;

use api::time::today_in;
use documents::recurrence::Recurrence;
use domain::survey::MissedWhy;
use domain::survey::SurveyOrigin;
use domain::time::{Day, Timestamp};
use futures_util::StreamExt;
use store::rounds::{MissedRoundRow, NextWake};
use store::surveys::{SurveyRoundRow, SurveyRow, SurveySettings};

use super::extend::extend;
use super::open::{Occurrence, open_with};
use super::plan::{self, ScheduleStep};
use crate::error::{Error, Result};
use crate::services::Services;

const EVERY: Duration = Duration::from_secs(60);
/// How many surveys are worked on at once.
const AT_ONCE: usize = 8;
/// Keys are made so long before they are needed, in minutes: making one takes a second.
const AHEAD: i64 = 30 * 60;

/// Looks once a minute.
pub(crate) async fn run(services: Arc<Services>) {
    loop {
        if let Err(error) = tick(&services).await {
            tracing::warn!(%error, "looking for surveys failed; the next try is in a minute");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Closes the rounds whose time is over, or keeps them open for a week more, and opens those whose time has come. Doing so again changes nothing; a team for which it
/// fails is tried again the next time, and does not block others.
pub async fn tick(services: &Arc<Services>) -> Result<()> {
    let now = services.now();
    let ending = services.store.open_survey_rounds().await?.into_iter().filter(|round| round.closes_at <= now);
    for round in ending {
        if let Err(error) = end(services, &round).await {
            tracing::warn!(%error, survey_round.id = %round.id, "a round could not be closed");
        }
    }
    let coming = services.store.waking_surveys(now.plus_minutes(AHEAD)).await?;
    services.keys.prepare(coming.len());
    let due = coming.into_iter().filter(|survey| survey.wake_at.is_some_and(|at| at <= now));
    let work = futures_util::stream::iter(due).for_each_concurrent(AT_ONCE, |survey| async move {
        let team = survey.team;
        if let Err(error) = advance(services, survey).await {
            tracing::warn!(%error, team.id = %team, "a team could not be asked; the next try is in a minute");
        }
    });
    work.await;
    Ok(())
}

/// Ends a round whose time is over, or keeps it open for a week more.
async fn end(services: &Arc<Services>, round: &SurveyRoundRow) -> Result<()> {
    if !extend(services, round).await? {
        super::close(services, round.id).await?;
    }
    Ok(())
}

/// Brings one survey up to date: past the days that were missed, and perhaps into a round.
async fn advance(services: &Arc<Services>, mut survey: SurveyRow) -> Result<()> {
    let people = services.store.responders(survey.team).await?;
    while let Some(day) = survey.next_day.clone() {
        let next = following(&survey.settings, &day);
        let missed = match plan::due(services.now(), &day, &survey.settings, &people) {
            ScheduleStep::Wait(until) => {
                let next = NextWake { day: Some(day.clone()), wake_at: Some(until) };
                return Ok(services.store.move_survey_on(survey.team, day, next, None).await?);
            }
            ScheduleStep::Skip(why) => why,
            ScheduleStep::Open(times) => {
                let occurrence = Occurrence { day: day.clone(), next: next.clone() };
                let origin = SurveyOrigin::Schedule;
                match open_with(services, survey.team, origin, &survey.settings, &people, times, Some(occurrence)).await
                {
                    Ok(_) => return Ok(()),
                    Err(Error::Store(store::Error::Conflict(store::Conflict::Open))) => MissedWhy::Open,
                    // Somebody opened it, or changed the settings, in the meantime; or it was opened before they were changed.
                    Err(Error::Store(store::Error::Conflict(store::Conflict::Moved))) => return Ok(()),
                    Err(Error::Store(store::Error::Conflict(store::Conflict::Occurrence))) => {
                        return Ok(services.store.move_survey_on(survey.team, day, next, None).await?);
                    }
                    Err(error) => return Err(error),
                }
            }
        };
        let missed = MissedRoundRow { day: day.clone(), why: missed };
        services.store.move_survey_on(survey.team, day, next.clone(), Some(missed)).await?;
        survey.next_day = next.day;
    }
    Ok(())
}

/// The position of a survey after a day.
fn following(settings: &SurveySettings, day: &Day) -> NextWake {
    at(settings, Recurrence::parse_stored(&settings.recurrence).ok().and_then(|rule| rule.after(day)))
}

/// The position of a survey that is switched on or changed: at the first day whose hour is still to come for everybody.
#[must_use]
pub(crate) fn first(settings: &SurveySettings, now: Timestamp) -> NextWake {
    let Ok(today) = Day::parse(&today_in("UTC", now)) else { return at(settings, None) };
    let days = Recurrence::parse_stored(&settings.recurrence).map(|rule| rule.days(&today, 3)).unwrap_or_default();
    at(settings, days.into_iter().find(|day| plan::earliest(day, settings.minute) > now))
}

fn at(settings: &SurveySettings, day: Option<Day>) -> NextWake {
    let wake_at = day.as_ref().map(|day| plan::earliest(day, settings.minute));
    NextWake { day, wake_at }
}
