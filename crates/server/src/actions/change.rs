//! Changing an action between workshops.

use api::action::{ChangeAction, ListedAction, action_text, day, reason};
use api::problem::Invalid;
use api::refusal::RequestReason;
use domain::id::{ActionId, PersonId, SystemId, TeamId};
use domain::workshop::ActionStatus;
use store::actions::ActionChange;

use super::{to_wire, under_way};
use crate::error::{Error, Result};
use crate::services::Services;

/// Changes an action. While a workshop that has it is under way it is changed there.
pub(crate) async fn change_action(
    services: &Services,
    team: TeamId,
    by: PersonId,
    id: ActionId,
    wanted: ChangeAction,
) -> Result<ListedAction> {
    let row = services.store.action(team, id).await?.filter(|row| !row.removed).ok_or(Error::NotFound)?;
    // An owner or a system that is gone meanwhile may stay.
    let owner = wanted.owner.filter(|owner| row.owner != Some(*owner));
    check_names(services, team, owner, wanted.system.filter(|system| row.system != Some(*system))).await?;
    let change = ActionChange {
        text: action_text(&wanted.text)?,
        owner: wanted.owner,
        due: day(wanted.due.as_deref())?,
        priority: wanted.priority,
        impact: wanted.impact,
        effort: wanted.effort,
        system: wanted.system,
        status: wanted.status,
        reason: reason(wanted.reason.as_deref())?.filter(|_| wanted.status == ActionStatus::Dropped),
    };
    if under_way(services, team).await?.contains_key(&id) {
        return Err(Error::Conflict { code: "in_workshop", reason: RequestReason::ActionInWorkshop });
    }
    let changed = services.store.change_action(team, id, wanted.revision, change, by, services.now()).await?;
    to_wire(services, vec![changed]).await?.pop().ok_or(Error::NotFound)
}

/// Refuses an owner who is not in the team, and a system that is not the team's.
pub(super) async fn check_names(
    services: &Services,
    team: TeamId,
    owner: Option<PersonId>,
    system: Option<SystemId>,
) -> Result<()> {
    if let Some(owner) = owner
        && services.store.member(team, owner).await?.is_none()
    {
        return Err(Invalid::new("owner", RequestReason::TeamMember).into());
    }
    if let Some(system) = system
        && !services.store.systems(team).await?.iter().any(|own| own.id == system)
    {
        return Err(Invalid::new("system", RequestReason::TeamSystem).into());
    }
    Ok(())
}
