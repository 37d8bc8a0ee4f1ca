//! Checks that the people and systems that a command names belong to the team.

use api::project::ProjectionContext;
use domain::workshop::{Command, Named, Reason, Rejection, Workshop};

/// Refuses owners and systems that are not the team's, unless the action has them already.
pub(in crate::live) fn check_references(
    command: &Command,
    workshop: &Workshop,
    around: &ProjectionContext,
) -> Result<(), Rejection> {
    let Named { action, owner, systems, token: _, picture: _ } = command.named();
    let before = action.and_then(|id| workshop.actions.get(&id));
    let (old_owner, old_system) = before.map_or((None, None), |action| (action.owner, action.system));
    let is_ours = |id| Some(id) == old_system || around.systems.iter().any(|system| system.id == id);
    if !systems.into_iter().all(is_ours) {
        return Err(Rejection::NotFound(Reason::SystemMissing));
    }
    if owner.is_none_or(|owner| Some(owner) == old_owner || around.members.contains_key(&owner)) {
        Ok(())
    } else {
        Err(Rejection::NotFound(Reason::MemberMissing))
    }
}
