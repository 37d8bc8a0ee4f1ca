//! A team's actions between workshops: as lists and tables, changing them, and their history.

mod change;
mod create;
mod history;

use std::collections::{BTreeMap, BTreeSet};

use api::action::ListedAction;
use api::time::to_rfc3339;
use documents::actions::{CsvRow, to_csv};
use domain::id::{ActionId, PersonId, TeamId, WorkshopId};
use domain::workshop::{ActionStatus, Level, Priority};
use store::Page;
use store::actions::{ActionFilter, ActionRow};

pub(crate) use self::change::change_action;
pub(crate) use self::create::create_action;
pub(crate) use self::history::action_history;
use crate::error::Result;
use crate::services::Services;

/// The most actions of one page.
pub(crate) const PAGE: u32 = 200;

/// A page of a team's actions.
pub(crate) async fn list_actions(
    services: &Services,
    team: TeamId,
    filter: ActionFilter,
    page: Page<ActionId>,
) -> Result<Vec<ListedAction>> {
    let rows = services.store.actions(team, filter, page).await?;
    to_wire(services, rows).await
}

/// All actions that a filter lets through.
pub(crate) async fn all_actions(services: &Services, team: TeamId, filter: &ActionFilter) -> Result<Vec<ListedAction>> {
    let mut rows = Vec::new();
    let mut page = Page::first(PAGE);
    loop {
        let some = services.store.actions(team, filter.clone(), page).await?;
        page.after = some.last().map(|row| row.id);
        let last = some.len() < PAGE as usize;
        rows.extend(to_wire(services, some).await?);
        if last {
            return Ok(rows);
        }
    }
}

/// Actions as a table for spreadsheets.
pub(crate) async fn actions_table(services: &Services, rows: Vec<ListedAction>) -> Result<String> {
    let owners: Vec<_> = rows.iter().filter_map(|row| row.owner).collect::<BTreeSet<_>>().into_iter().collect();
    let names = services.store.names(&owners).await?;
    let owner = |id: PersonId| names.get(&id).map(ToString::to_string).unwrap_or_default();
    let rows: Vec<_> = rows.into_iter().map(|row| csv_row(row, owner)).collect();
    Ok(to_csv(&rows))
}

fn csv_row(action: ListedAction, owner: impl Fn(PersonId) -> String) -> CsvRow {
    let level = |level: Option<Level>| match level {
        None => "",
        Some(Level::Low) => "low",
        Some(Level::Medium) => "medium",
        Some(Level::High) => "high",
    };
    CsvRow {
        text: action.text,
        status: match action.status {
            ActionStatus::Open => "open",
            ActionStatus::Done => "done",
            ActionStatus::Dropped => "dropped",
        },
        reason: action.reason.unwrap_or_default(),
        owner: action.owner.map(owner).unwrap_or_default(),
        due: action.due.unwrap_or_default(),
        priority: match action.priority {
            Priority::Low => "low",
            Priority::Medium => "medium",
            Priority::High => "high",
        },
        impact: level(action.impact),
        effort: level(action.effort),
        system: action.system_name.unwrap_or_default(),
        workshop: action.workshop_title.unwrap_or_default(),
        made: action.created_at,
    }
}

/// Which workshop that is under way has which action.
pub(crate) async fn under_way(services: &Services, team: TeamId) -> Result<BTreeMap<ActionId, WorkshopId>> {
    let mut found = BTreeMap::new();
    for row in services.store.workshops_under_way().await?.into_iter().filter(|row| row.team == team) {
        found.extend(services.hub.state(row.id).await?.workshop.actions.keys().map(|action| (*action, row.id)));
    }
    Ok(found)
}

/// Stored actions on the wire.
pub(crate) async fn to_wire(services: &Services, rows: Vec<ActionRow>) -> Result<Vec<ListedAction>> {
    let mut titles: BTreeMap<WorkshopId, String> = BTreeMap::new();
    for id in rows.iter().filter_map(|row| row.workshop) {
        if let std::collections::btree_map::Entry::Vacant(title) = titles.entry(id) {
            let origin = services.store.origin(id).await?;
            title.insert(origin.map(|origin| origin.title.to_string()).unwrap_or_default());
        }
    }
    let (mut systems, mut open) = (BTreeMap::new(), BTreeMap::new());
    // Ids of actions and systems are a team's alone.
    for team in rows.iter().map(|row| row.team).collect::<BTreeSet<_>>() {
        let named = services.store.systems(team).await?.into_iter();
        systems.extend(named.map(|system| ((team, system.id), system.name.to_string())));
        open.extend(under_way(services, team).await?.into_iter().map(|(action, workshop)| ((team, action), workshop)));
    }
    let action = |row: ActionRow| ListedAction {
        id: row.id,
        text: row.text.to_string(),
        owner: row.owner,
        due: row.due.map(String::from),
        priority: row.priority,
        impact: row.impact,
        effort: row.effort,
        system: row.system,
        system_name: row.system.and_then(|system| systems.get(&(row.team, system)).cloned()),
        status: row.status,
        reason: row.reason.map(String::from),
        workshop: row.workshop,
        workshop_title: row.workshop.and_then(|workshop| titles.get(&workshop).cloned()),
        in_workshop: open.get(&(row.team, row.id)).copied(),
        created_at: to_rfc3339(row.created_at),
        revision: row.revision,
    };
    Ok(rows.into_iter().map(action).collect())
}
