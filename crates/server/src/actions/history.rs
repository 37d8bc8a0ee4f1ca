//! The history of an action.

use std::collections::{BTreeMap, BTreeSet};

use api::action::{ActionChanged, ActionState, differences};
use api::time::to_rfc3339;
use domain::id::{ActionId, PersonId, SystemId, TeamId, WorkshopId};
use domain::text::PersonName;
use store::actions::ActionVersion;

use crate::error::{Error, Result};
use crate::services::Services;

/// Every change of an action, the making of it first.
pub(crate) async fn action_history(services: &Services, team: TeamId, id: ActionId) -> Result<Vec<ActionChanged>> {
    let versions = services.store.action_history(team, id).await?;
    if versions.is_empty() {
        return Err(Error::NotFound);
    }
    let names = Names::load(services, team, &versions).await?;
    let mut before: Option<ActionState> = None;
    let mut changes = Vec::new();
    for version in versions {
        let (at, by, workshop) = (to_rfc3339(version.at), version.by, version.workshop);
        let state = names.state(version);
        let differences = differences(before.as_ref(), &state);
        before = Some(state);
        if !differences.is_empty() {
            let workshop_title = workshop.and_then(|id| names.workshops.get(&id).cloned());
            changes.push(ActionChanged { at, by: names.person(by), workshop, workshop_title, differences });
        }
    }
    Ok(changes)
}

/// The names behind ids.
struct Names {
    people: BTreeMap<PersonId, PersonName>,
    systems: BTreeMap<SystemId, String>,
    workshops: BTreeMap<WorkshopId, String>,
}

impl Names {
    async fn load(services: &Services, team: TeamId, versions: &[ActionVersion]) -> Result<Self> {
        let people: Vec<_> =
            versions.iter().flat_map(|version| version.by.into_iter().chain(version.is.owner)).collect();
        let mut people = services.store.names(&people).await?;
        let mut workshops = BTreeMap::new();
        for id in versions.iter().filter_map(|version| version.workshop).collect::<BTreeSet<_>>() {
            // A guest who scribes may commit to actions, too.
            people.extend(services.store.guests(id).await?.into_iter().map(|guest| (guest.id, guest.name)));
            if let Some(origin) = services.store.origin(id).await? {
                workshops.insert(id, origin.title.to_string());
            }
        }
        let systems = services.store.systems(team).await?;
        let systems = systems.into_iter().map(|system| (system.id, system.name.to_string())).collect();
        Ok(Self { people, systems, workshops })
    }

    fn person(&self, id: Option<PersonId>) -> Option<String> {
        self.people.get(&id?).map(ToString::to_string)
    }

    fn state(&self, ActionVersion { is, removed, .. }: ActionVersion) -> ActionState {
        ActionState {
            text: is.text.to_string(),
            owner: is.owner.map(|owner| self.person(Some(owner)).unwrap_or_else(|| "Somebody".into())),
            due: is.due.map(String::from),
            priority: is.priority,
            impact: is.impact,
            effort: is.effort,
            system: is.system.map(|system| self.systems.get(&system).cloned().unwrap_or_else(|| "?".into())),
            status: is.status,
            reason: is.reason.map(String::from),
            removed,
        }
    }
}
