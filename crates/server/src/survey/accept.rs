//! A ballot that has arrived.

use std::sync::Arc;

use api::ballot::SentBallot;
use domain::id::SurveyRoundId;

use crate::ballots::Refused;
use crate::services::Services;

/// Accepts a ballot, and closes the round when it was the last possible one.
pub(crate) async fn accept_ballot(
    services: &Arc<Services>,
    id: SurveyRoundId,
    ballot: SentBallot,
) -> Result<(), Refused> {
    if services.pool.accept(id, ballot).await? {
        // If this fails, the schedule closes the round later.
        let _ = super::close(services, id).await;
    }
    Ok(())
}
