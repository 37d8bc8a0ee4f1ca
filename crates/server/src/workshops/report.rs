//! A workshop's report.

use api::refusal::RequestReason;
use documents::report::{self, LogEntry, Report};
use domain::workshop::{Actor, Phase};
use store::workshops::WorkshopRow;

use crate::error::{Error, Result};
use crate::services::Services;

/// How many commits of a log are read at once.
const COMMITS: u32 = 500;

/// The report of a workshop that reflects or is closed, for a person who was in it, or else as members read it.
pub(crate) async fn workshop_report(services: &Services, row: &WorkshopRow, reader: Option<Actor>) -> Result<Report> {
    if !matches!(row.projection.phase, Phase::Reflecting | Phase::Closed) {
        return Err(Error::Conflict { code: "not_over", reason: RequestReason::ReportNotYet });
    }
    let mut log: Vec<LogEntry> = Vec::new();
    let mut version = 0;
    loop {
        let commits = services.store.commits(row.id, version, COMMITS).await?;
        let Some(last) = commits.last() else { break };
        version = last.version;
        log.extend(commits.into_iter().map(|commit| (commit.at, commit.events)));
    }
    let state = match reader {
        Some(actor) => services.hub.state_for(row.id, actor).await?,
        None => services.hub.state(row.id).await?,
    };
    let reopened = state.0.clock.as_ref().is_some_and(|clock| clock.reopened_at.is_some());
    if reopened && state.0.phase != Phase::Closed {
        let reason = RequestReason::ReportAgainNotYet;
        return Err(Error::Conflict { code: "not_over", reason });
    }
    Ok(report::build_report(&state.0, &state.1, &log, row.projection.closed_at))
}
