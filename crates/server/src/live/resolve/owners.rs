//! The owners that actions name are members of the team.

use api::project::Surroundings;
use domain::id::PersonId;
use domain::workshop::{Command, Rejection, Workshop};

/// Refuses an owner who is not in the team, unless the action is theirs already.
pub(in crate::live) fn known(
    command: &Command,
    workshop: &Workshop,
    around: &Surroundings,
) -> std::result::Result<(), Rejection> {
    let named: Option<PersonId> = match command {
        Command::CommitAction { owner, .. } => *owner,
        Command::EditAction { action, owner, .. } => {
            let before = workshop.actions.get(action).and_then(|action| action.owner);
            owner.filter(|owner| Some(*owner) != before)
        }
        _ => None,
    };
    if named.is_none_or(|owner| around.members.contains_key(&owner)) {
        Ok(())
    } else {
        Err(Rejection::NotFound("This member"))
    }
}
