//! A week more for a round that would show nothing.

use std::sync::Arc;

use domain::survey::counting;
use domain::time::Timestamp;
use store::outbox::OutgoingRow;
use store::surveys::SurveyRoundRow;

use super::plan;
use crate::error::{Error, Result};
use crate::outbox::{Notice, channels, outgoing, team_channels};
use crate::services::Services;

/// Keeps a round open for a week more, once, when its time is over and it is short of its threshold; everybody who was asked hears
/// of it, whether or not they took part. Returns whether the round stays open.
pub(super) async fn extend(services: &Arc<Services>, round: &SurveyRoundRow) -> Result<bool> {
    let enough_asked = counting::fills_a_batch(round.threshold, usize::try_from(round.invited).unwrap_or(usize::MAX));
    if round.extended || !enough_asked {
        return Ok(false);
    }
    let Some(urn) = services.pool.urn(round.id).await? else { return Ok(true) };
    if !urn.is_short().await {
        return Ok(false);
    }
    let now = services.now();
    let until = plan::extended(round.closes_at, now);
    match services.store.extend_survey_round(round.id, until, messages(services, round, now).await?).await {
        Ok(()) => services.hub.team_changed(round.team).await,
        // Another process was quicker.
        Err(store::Error::Conflict(store::Conflict::Closed | store::Conflict::Extended)) => {}
        Err(other) => return Err(Error::Store(other)),
    }
    Ok(true)
}

/// A reminder for each person by each of their channels, in their own hour, and one for the team.
async fn messages(services: &Arc<Services>, round: &SurveyRoundRow, now: Timestamp) -> Result<Vec<OutgoingRow>> {
    let (notice, team) = (Notice::SurveyExtended { round: round.id }, round.team);
    let minute = services.store.survey(team).await?.map_or_else(plan::defaults, |survey| survey.settings).minute;
    let mut messages = Vec::new();
    for channel in team_channels(services, team).await? {
        messages.push(outgoing(services, notice, Some(team), None, channel, "", now));
    }
    for invitation in services.store.survey_invitations(round.id).await? {
        let account = invitation.account;
        // A person who has left gets no message.
        if services.store.member(team, account).await?.is_none() {
            continue;
        }
        let zone = services.store.time_zone(account).await?;
        let due = plan::next_hour(zone.as_deref().unwrap_or("UTC"), minute, now);
        for channel in channels(services, team, account).await? {
            messages.push(outgoing(services, notice, Some(team), Some(account), channel, "", due));
        }
    }
    Ok(messages)
}
