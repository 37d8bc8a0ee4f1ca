//! The end of a round.

use std::sync::Arc;

use domain::id::{SurveyRoundId, TeamId};
use store::outbox::OutgoingRow;
use store::surveys::SurveyClosing;

use crate::error::{Error, Result};
use crate::outbox::{Notice, channels, outgoing, team_channels};
use crate::services::Services;

/// Closes a round, whether or not its time has come: nothing is accepted any more, what waits is counted if it may be, and the
/// ballots and the private key are deleted; rooms in which it is asked hear of it. One that is closed already stays as it is.
pub async fn close(services: &Arc<Services>, id: SurveyRoundId) -> Result<SurveyClosing> {
    // Finished even when the requester has gone.
    let services = services.clone();
    let closed = tokio::spawn(async move { close_now(&services, id).await }).await;
    closed.map_err(|error| Error::Internal(format!("closing a round: {error}")))?
}

/// The messages with which the team and its members hear that a round is over.
async fn result(services: &Arc<Services>, round: SurveyRoundId, team: TeamId) -> Result<Vec<OutgoingRow>> {
    let (notice, now) = (Notice::SurveyResult { round }, services.now());
    let mut messages = Vec::new();
    for channel in team_channels(services, team).await? {
        messages.push(outgoing(services, notice, Some(team), None, channel, "", now));
    }
    for member in services.store.members(team).await? {
        for channel in channels(services, team, member.account).await? {
            messages.push(outgoing(services, notice, Some(team), Some(member.account), channel, "", now));
        }
    }
    Ok(messages)
}

async fn close_now(services: &Arc<Services>, id: SurveyRoundId) -> Result<SurveyClosing> {
    if let Some(urn) = services.pool.urn(id).await? {
        let mut inside = urn.lock().await;
        let rest = urn.remaining_ballots(&inside, &*services.entropy);
        let messages = result(services, id, urn.team).await?;
        match services.store.close_survey_round(id, services.now(), rest, messages).await {
            Ok(closing) => {
                inside.closed = true;
                services.pool.forget(id);
                drop(inside);
                services.hub.team_changed(urn.team).await;
                return Ok(closing);
            }
            Err(store::Error::Conflict(store::Conflict::Closed)) => {
                inside.closed = true;
                services.pool.forget(id);
            }
            Err(other) => return Err(other.into()),
        }
    }
    let round = services.store.survey_round(id).await?.ok_or(Error::NotFound)?;
    round.closing.ok_or_else(|| Error::Internal("a round is neither open nor closed".into()))
}
