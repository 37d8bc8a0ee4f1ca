//! The end of a round.

use domain::id::SurveyRoundId;
use store::surveys::Closing;

use crate::error::{Error, Result};
use crate::state::AppState;

/// Closes a round, whether or not its time has come: nothing is accepted any more, what waits is counted if it may be, and the
/// ballots and the private key are deleted. One that is closed already stays as it is.
pub async fn close(app: &AppState, id: SurveyRoundId) -> Result<Closing> {
    // Done to its end even when whoever asked has gone.
    let app = app.clone();
    let closed = tokio::spawn(async move { close_now(&app, id).await }).await;
    closed.map_err(|error| Error::Internal(format!("closing a round: {error}")))?
}

async fn close_now(app: &AppState, id: SurveyRoundId) -> Result<Closing> {
    if let Some(urn) = app.pool.urn(app, id).await? {
        let mut inside = urn.lock().await;
        let rest = urn.rest(&inside, &*app.entropy);
        match app.store.close_survey_round(id, app.now(), rest).await {
            Ok(closing) => {
                inside.closed = true;
                app.pool.forget(id);
                return Ok(closing);
            }
            Err(store::Error::Conflict("closed")) => {
                inside.closed = true;
                app.pool.forget(id);
            }
            Err(other) => return Err(other.into()),
        }
    }
    let round = app.store.survey_round(id).await?.ok_or(Error::NotFound)?;
    round.closing.ok_or_else(|| Error::Internal("a round is neither open nor closed".into()))
}
