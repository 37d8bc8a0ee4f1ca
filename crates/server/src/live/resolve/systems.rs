//! The systems that actions name are the team's.

use api::project::Surroundings;
use domain::id::SystemId;
use domain::workshop::{Command, Rejection, Workshop};

/// Refuses a system that the team does not have, unless the action is about it already.
pub(in crate::live) fn known(
    command: &Command,
    workshop: &Workshop,
    around: &Surroundings,
) -> std::result::Result<(), Rejection> {
    let named: Vec<SystemId> = match command {
        Command::CommitAction { system, .. } => system.iter().copied().collect(),
        Command::EditAction { action, system, .. } => {
            let before = workshop.actions.get(action).and_then(|action| action.system);
            system.iter().copied().filter(|system| Some(*system) != before).collect()
        }
        Command::SpreadNote { actions, .. } => actions.iter().map(|spread| spread.system).collect(),
        _ => Vec::new(),
    };
    let ours = |id: &SystemId| around.systems.iter().any(|system| system.id == *id);
    if named.iter().all(ours) { Ok(()) } else { Err(Rejection::NotFound("This system")) }
}
