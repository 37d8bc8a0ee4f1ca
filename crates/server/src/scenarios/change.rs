//! A whole scenario, a new wording of it, who handled it, and putting it away.

use std::collections::BTreeSet;

use api::problem::Invalid;
use api::refusal::RequestReason;
use api::scenario::{ChangeScenario, Handlers, ScenarioDetail};
use domain::id::{PersonId, RevisionId, ScenarioId, TeamId};
use store::scenarios::NewRevision;

use super::{complete, detail};
use crate::error::{Error, Result};
use crate::services::Services;

/// A whole scenario.
pub(crate) async fn describe_scenario(services: &Services, team: TeamId, id: ScenarioId) -> Result<ScenarioDetail> {
    let row = services.store.scenario(team, id).await?.ok_or(Error::NotFound)?;
    Ok(detail(row, services.store.handlers(team, id).await?))
}

/// Gives a scenario a new wording. Workshops keep the one that they began with.
pub(crate) async fn change_scenario(
    services: &Services,
    team: TeamId,
    by: PersonId,
    id: ScenarioId,
    wanted: ChangeScenario,
) -> Result<ScenarioDetail> {
    let there = services.store.scenario(team, id).await?.ok_or(Error::NotFound)?;
    let content = complete(services, team, wanted.content).await?.with_slug(there.content.slug.clone()).into();
    let revision = NewRevision { id: RevisionId(services.new_id()), content, written_by: Some(by), at: services.now() };
    let row = services.store.change_scenario(team, id, wanted.revision, revision).await?;
    Ok(detail(row, services.store.handlers(team, id).await?))
}

/// Sets who handled the real incident, so that the hat gives the card to another person.
pub(crate) async fn set_handlers(
    services: &Services,
    team: TeamId,
    id: ScenarioId,
    wanted: Handlers,
) -> Result<Handlers> {
    let members: BTreeSet<_> = services.store.members(team).await?.into_iter().map(|member| member.account).collect();
    if !wanted.people.iter().all(|person| members.contains(person)) {
        let reason = RequestReason::HandlerGone;
        return Err(Invalid::new("people", reason).into());
    }
    services.store.put_handlers(team, id, wanted.people).await?;
    Ok(Handlers { people: services.store.handlers(team, id).await? })
}

/// Puts a scenario away. Workshops that have it keep it.
pub(crate) async fn archive_scenario(services: &Services, team: TeamId, id: ScenarioId) -> Result<()> {
    Ok(services.store.archive_scenario(team, id, true).await?)
}
