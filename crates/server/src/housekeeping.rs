//! Deletes what has expired: sessions and links, and demonstrations that nobody needs any more,
//! and what teams have chosen not to keep.

use std::sync::Arc;
use std::time::Duration;

use domain::id::TeamId;

use crate::error::Result;
use crate::live::Revocation;
use crate::services::Services;
use crate::teams::retention;

const EVERY: Duration = Duration::from_secs(60 * 60);
/// How long a demonstration is kept.
const DEMO_DAYS: i64 = 7;

/// Cleans up at the start and once an hour.
pub(crate) async fn run(services: Arc<Services>) {
    loop {
        if let Err(error) = clean(&services).await {
            tracing::warn!(%error, "cleaning up failed; the next try is in an hour");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Cleans up once.
pub async fn clean(services: &Services) -> Result<()> {
    let now = services.now();
    services.store.prune(now).await?;
    let old = services.store.demo_teams_before(now.plus_days(-DEMO_DAYS)).await?;
    for team in &old {
        delete_demonstration(services, *team).await?;
    }
    if !old.is_empty() {
        tracing::info!(teams = old.len(), "old demonstrations were deleted");
    }
    retention::apply_retention(services, now).await
}

/// Its pages are closed, too: nothing that they show is there any more.
async fn delete_demonstration(services: &Services, team: TeamId) -> Result<()> {
    let members = services.store.members(team).await?;
    services.store.delete_team(team).await?;
    for member in members {
        services.hub.revoke(Revocation::Member(team, member.account));
    }
    services.hub.team_changed(team).await;
    Ok(())
}
