//! Ballots that waited when the process ended.

use std::sync::Arc;

use domain::time::Timestamp;
use store::surveys::SurveyRoundRow;

use crate::error::Result;
use crate::outbox::{Notice, channels, outgoing};
use crate::services::Services;

/// Asks everyone who claimed a ballot of an open round to open its page once more, where ballots are missing: nobody can know whose
/// they are. Called once after the start, before any ballot arrived.
pub(crate) async fn ask_again(services: Arc<Services>) {
    if let Err(error) = ask(&services).await {
        tracing::warn!(%error, "nobody was asked to send a lost ballot again");
    }
}

async fn ask(services: &Services) -> Result<()> {
    let now = services.now();
    for round in services.store.open_survey_rounds().await? {
        ask_in_round(services, &round, now).await?;
    }
    Ok(())
}

async fn ask_in_round(services: &Services, round: &SurveyRoundRow, now: Timestamp) -> Result<()> {
    let mut claimed = services.store.survey_invitations(round.id).await?;
    claimed.retain(|invitation| invitation.claimed);
    if claimed.len() <= services.store.ballot_nonces(round.id).await?.len() {
        return Ok(());
    }
    let (notice, team) = (Notice::SurveySendAgain { round: round.id }, round.team);
    let mut again = Vec::new();
    for person in claimed {
        for channel in channels(services, team, person.account).await? {
            let to = Some(person.account);
            again.push(outgoing(services, notice, Some(team), to, channel, services.pool.epoch(), now));
        }
    }
    Ok(services.store.enqueue(again).await?)
}
