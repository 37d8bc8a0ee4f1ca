//! Writing an action outside a workshop.

use api::action::{ListedAction, NewAction, action_text, day};
use api::refusal::RequestReason;
use domain::id::{ActionId, PersonId, TeamId};
use domain::workshop::ActionStatus;
use store::actions::ActionRow;

use super::change::check_names;
use super::to_wire;
use crate::error::{Error, Result};
use crate::services::Services;

/// The most open actions of a team to which one can be added outside a workshop.
const MOST_OPEN: u32 = 300;

/// Adds an action outside a workshop. The next workshop that is opened reviews it with the others.
pub(crate) async fn create_action(
    services: &Services,
    team: TeamId,
    by: PersonId,
    wanted: NewAction,
) -> Result<ListedAction> {
    check_names(services, team, wanted.owner, wanted.system).await?;
    let now = services.now();
    let action = ActionRow {
        id: ActionId(services.new_id()),
        team,
        workshop: None,
        text: action_text(&wanted.text)?,
        owner: wanted.owner,
        due: day(wanted.due.as_deref())?,
        priority: wanted.priority,
        impact: wanted.impact,
        effort: wanted.effort,
        system: wanted.system,
        status: ActionStatus::Open,
        reason: None,
        notes: Vec::new(),
        created_at: now,
        updated_at: now,
        done_at: None,
        revision: 0,
        removed: false,
    };
    if services.store.team_counts(team).await?.open_actions >= MOST_OPEN {
        return Err(Error::Full { reason: RequestReason::OpenActionsFull, limit: MOST_OPEN as usize });
    }
    services.store.create_action(action.clone(), by).await?;
    to_wire(services, vec![action]).await?.pop().ok_or(Error::NotFound)
}
