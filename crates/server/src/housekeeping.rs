//! What is thrown away by itself: expired sessions and links, and demonstrations that nobody needs any more,
//! and what teams have chosen not to keep.

use std::time::Duration;

use domain::id::TeamId;

use crate::error::Result;
use crate::live::Revocation;
use crate::retention;
use crate::setup::in_days;
use crate::state::{App, AppState};

const EVERY: Duration = Duration::from_secs(60 * 60);
/// How long a demonstration is kept.
const DEMO_DAYS: i64 = 7;

/// Cleans up at the start and once an hour.
pub(crate) async fn run(app: AppState) {
    loop {
        if let Err(error) = clean(&app).await {
            tracing::warn!(%error, "cleaning up failed; the next try is in an hour");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Cleans up once.
pub async fn clean(app: &App) -> Result<()> {
    let now = app.now();
    app.store.prune(now).await?;
    let old = app.store.demo_teams_before(in_days(now, -DEMO_DAYS)).await?;
    for team in &old {
        delete_demonstration(app, *team).await?;
    }
    if !old.is_empty() {
        tracing::info!(teams = old.len(), "old demonstrations were deleted");
    }
    retention::carry_out(app, now).await
}

/// Its pages are closed, too: nothing that they show is there any more.
async fn delete_demonstration(app: &App, team: TeamId) -> Result<()> {
    let members = app.store.members(team).await?;
    app.store.delete_team(team).await?;
    for member in members {
        app.hub.revoke(Revocation::Member(team, member.account));
    }
    app.hub.team_changed(team).await;
    Ok(())
}
