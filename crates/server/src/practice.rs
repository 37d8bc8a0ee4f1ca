//! Practice: one person works on one card alone. Only that person can read the run, not even an owner of the team can.

use api::practice::{PracticeMove, PracticeRun, PracticeSummary};
use api::refusal::RequestReason;
use domain::id::{PersonId, PracticeId, ScenarioId, TeamId};
use domain::practice::Practice;
use domain::scenario::Scenario;
use store::practice::PracticeRow;

use crate::error::{Error, Result};
use crate::services::Services;

/// The most runs of one person in one team.
const MAX_RUNS: usize = 500;

/// The runs of one person in one team, the latest first.
pub(crate) async fn list_runs(services: &Services, team: TeamId, owner: PersonId) -> Result<Vec<PracticeSummary>> {
    let rows = services.store.practices(team, owner).await?;
    let revisions: Vec<_> = rows.iter().map(|row| row.revision).collect();
    let cards = services.store.revisions(&revisions).await?;
    let now = services.now();
    let summary = |row: PracticeRow| {
        let title = cards.get(&row.revision).map(|card| card.title.to_string()).unwrap_or_default();
        PracticeSummary::new(row.id, row.scenario, title, &row.state, now)
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// Starts a run with the latest revision of a card.
pub(crate) async fn begin_run(
    services: &Services,
    team: TeamId,
    owner: PersonId,
    scenario: ScenarioId,
) -> Result<PracticeRun> {
    let card = services.store.scenario(team, scenario).await?.filter(|card| !card.archived).ok_or(Error::NotFound)?;
    if services.store.practices(team, owner).await?.len() >= MAX_RUNS {
        return Err(Error::Full { reason: RequestReason::RunsFull, limit: MAX_RUNS });
    }
    let state = Practice::begin(services.now());
    let id = PracticeId(services.new_id());
    let row = PracticeRow { id, team, owner, scenario, revision: card.revision, state };
    services.store.create_practice(row.clone()).await?;
    Ok(describe_run(services, &row, &card.content))
}

/// One run with the parts of its card that are visible so far.
pub(crate) async fn get_run(services: &Services, team: TeamId, owner: PersonId, id: PracticeId) -> Result<PracticeRun> {
    let (row, card) = find_run(services, team, owner, id).await?;
    Ok(describe_run(services, &row, &card))
}

/// Makes one move in a run.
pub(crate) async fn make_move(
    services: &Services,
    team: TeamId,
    owner: PersonId,
    id: PracticeId,
    wanted: PracticeMove,
) -> Result<PracticeRun> {
    let (mut row, card) = find_run(services, team, owner, id).await?;
    let known = row.state.log.len();
    row.state.act(&card, wanted.parse()?, services.now())?;
    services.store.save_practice(row.clone(), known).await?;
    Ok(describe_run(services, &row, &card))
}

/// Deletes a run.
pub(crate) async fn delete_run(services: &Services, team: TeamId, owner: PersonId, id: PracticeId) -> Result<()> {
    Ok(services.store.delete_practice(team, owner, id).await?)
}

fn describe_run(services: &Services, row: &PracticeRow, card: &Scenario) -> PracticeRun {
    PracticeRun::new(row.team, (row.id, row.scenario), card, &row.state, services.now())
}

async fn find_run(
    services: &Services,
    team: TeamId,
    owner: PersonId,
    id: PracticeId,
) -> Result<(PracticeRow, Scenario)> {
    let row = services.store.practice(team, owner, id).await?.ok_or(Error::NotFound)?;
    let card = services.store.revisions(&[row.revision]).await?.remove(&row.revision).ok_or(Error::NotFound)?;
    Ok((row, card))
}
