//! Ballots that waited when the process ended.

use domain::time::Timestamp;
use store::surveys::SurveyRound;

use crate::delivery::{Notice, channels, outgoing};
use crate::error::Result;
use crate::state::{App, AppState};

/// Asks everyone who claimed a ballot of an open round to open its page once more, where ballots are missing: nobody can tell whose
/// they are. Called once after the start, before any ballot came in.
pub(crate) async fn ask_again(app: AppState) {
    if let Err(error) = ask(&app).await {
        tracing::warn!(%error, "nobody was asked to send a lost ballot again");
    }
}

async fn ask(app: &App) -> Result<()> {
    let now = app.now();
    for round in app.store.open_survey_rounds().await? {
        ask_in(app, &round, now).await?;
    }
    Ok(())
}

async fn ask_in(app: &App, round: &SurveyRound, now: Timestamp) -> Result<()> {
    let mut claimed = app.store.survey_invitations(round.id).await?;
    claimed.retain(|invitation| invitation.claimed);
    if claimed.len() <= app.store.ballot_nonces(round.id).await?.len() {
        return Ok(());
    }
    let (notice, team) = (Notice::SurveySendAgain { round: round.id }, round.team);
    let mut again = Vec::new();
    for person in claimed {
        for channel in channels(app, team, person.account).await? {
            let to = Some(person.account);
            again.push(outgoing(app, notice, Some(team), to, channel, app.pool.epoch(), now));
        }
    }
    Ok(app.store.enqueue(again).await?)
}
