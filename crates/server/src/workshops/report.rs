//! A workshop's report.

use std::sync::Arc;

use api::refusal::RequestReason;
use documents::report::{LogEntry, Report, build_report};
use domain::id::WorkshopId;
use domain::workshop::{Actor, Phase};
use store::workshops::WorkshopRow;

use crate::compressed::CompressedJson;
use crate::error::{Error, Result};
use crate::live::State;
use crate::services::Services;

/// How many commits of a log are read at once.
const COMMITS: u32 = 500;

/// The report of a workshop that reflects or is closed, for a person who was in it, or else as members read it.
pub(crate) async fn workshop_report(services: &Services, row: &WorkshopRow, reader: Option<Actor>) -> Result<Report> {
    let state = report_state(services, row, reader).await?;
    let log = read_log(services, row.id).await?;
    Ok(build_report(&state.workshop, &state.around, &log, row.projection.closed_at))
}

/// The same as compressed JSON, for a person who was in the workshop. It is made once, for as long as nothing of the workshop and
/// its surroundings changes.
pub(crate) async fn compressed_report(
    services: &Services,
    row: &WorkshopRow,
    reader: Actor,
) -> Result<Arc<CompressedJson>> {
    let state = report_state(services, row, Some(reader)).await?;
    let make = async || {
        let log = read_log(services, row.id).await?;
        let (state, closed_at) = (state.clone(), row.projection.closed_at);
        let compress = move || CompressedJson::new(&build_report(&state.workshop, &state.around, &log, closed_at));
        let made = tokio::task::spawn_blocking(compress).await.map_err(|error| Error::Internal(error.to_string()))?;
        made.map(Arc::new)
    };
    state.report.get_or_try_init(make).await.cloned()
}

/// The state that a report is made of, if there may be one.
async fn report_state(services: &Services, row: &WorkshopRow, reader: Option<Actor>) -> Result<Arc<State>> {
    if !row.projection.phase.has_reached_reflection() {
        return Err(Error::Conflict { code: "not_over", reason: RequestReason::ReportNotYet });
    }
    let state = match reader {
        Some(actor) => services.hub.state_for(row.id, actor).await?,
        None => services.hub.state(row.id).await?,
    };
    let reopened = state.workshop.clock.as_ref().is_some_and(|clock| clock.reopened_at.is_some());
    if reopened && state.workshop.phase != Phase::Closed {
        return Err(Error::Conflict { code: "not_over", reason: RequestReason::ReportAgainNotYet });
    }
    Ok(state)
}

async fn read_log(services: &Services, id: WorkshopId) -> Result<Vec<LogEntry>> {
    let mut log = Vec::new();
    let mut version = 0;
    loop {
        let commits = services.store.commits(id, version, COMMITS).await?;
        let Some(last) = commits.last() else { return Ok(log) };
        version = last.version;
        log.extend(commits.into_iter().map(|commit| (commit.at, commit.events)));
    }
}
