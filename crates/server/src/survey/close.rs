//! The end of a round.

use domain::id::{SurveyRoundId, TeamId};
use store::outbox::Outgoing;
use store::surveys::Closing;

use crate::delivery::{Notice, channels, outgoing, team_channels};
use crate::error::{Error, Result};
use crate::state::AppState;

/// Closes a round, whether or not its time has come: nothing is accepted any more, what waits is counted if it may be, and the
/// ballots and the private key are deleted; rooms in which it is asked hear of it. One that is closed already stays as it is.
pub async fn close(app: &AppState, id: SurveyRoundId) -> Result<Closing> {
    // Done to its end even when whoever asked has gone.
    let app = app.clone();
    let closed = tokio::spawn(async move { close_now(&app, id).await }).await;
    closed.map_err(|error| Error::Internal(format!("closing a round: {error}")))?
}

/// The messages with which the team and its members hear that a round is over.
async fn result(app: &AppState, round: SurveyRoundId, team: TeamId) -> Result<Vec<Outgoing>> {
    let (notice, now) = (Notice::SurveyResult { round }, app.now());
    let mut told = Vec::new();
    for channel in team_channels(app, team).await? {
        told.push(outgoing(app, notice, Some(team), None, channel, "", now));
    }
    for member in app.store.members(team).await? {
        for channel in channels(app, team, member.account).await? {
            told.push(outgoing(app, notice, Some(team), Some(member.account), channel, "", now));
        }
    }
    Ok(told)
}

async fn close_now(app: &AppState, id: SurveyRoundId) -> Result<Closing> {
    if let Some(urn) = app.pool.urn(app, id).await? {
        let mut inside = urn.lock().await;
        let rest = urn.rest(&inside, &*app.entropy);
        let told = result(app, id, urn.team).await?;
        match app.store.close_survey_round(id, app.now(), rest, told).await {
            Ok(closing) => {
                inside.closed = true;
                app.pool.forget(id);
                drop(inside);
                app.hub.team_changed(urn.team).await;
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
