//! A ballot that has come.

use std::sync::Arc;

use api::ballot::SentBallot;
use domain::id::SurveyRoundId;

use crate::ballots::Refused;
use crate::services::Services;

/// Takes a ballot, and closes the round when it was the last that can come.
pub(crate) async fn accept_ballot(
    services: &Arc<Services>,
    id: SurveyRoundId,
    ballot: SentBallot,
) -> Result<(), Refused> {
    if services.pool.accept(id, ballot).await? {
        // Whoever closes rounds at their time does it later if it cannot be done now.
        let _ = super::close(services, id).await;
    }
    Ok(())
}
