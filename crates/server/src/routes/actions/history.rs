//! What became of an action.

use std::collections::{BTreeMap, BTreeSet};

use api::action::{ActionChanged, ActionState, differences};
use api::time::to_rfc3339;
use axum::extract::State;
use domain::id::{ActionId, PersonId, SystemId, TeamId, WorkshopId};
use domain::text::PersonName;
use store::actions::ActionVersion;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Path};
use crate::state::{App, AppState};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(history))
}

/// Every change of an action, the making of it first: who, when and what.
#[utoipa::path(
    get, path = "/api/teams/{team}/actions/{action}/history", tag = "actions",
    responses((status = 200, body = [ActionChanged]))
)]
async fn history(
    State(app): State<AppState>,
    member: TeamMember,
    Path((_, id)): Path<(TeamId, ActionId)>,
) -> Result<Json<Vec<ActionChanged>>> {
    let team = member.team.id;
    let versions = app.store.action_history(team, id).await?;
    if versions.is_empty() {
        return Err(Error::NotFound);
    }
    let words = Words::of(&app, team, &versions).await?;
    let mut before: Option<ActionState> = None;
    let mut changes = Vec::new();
    for version in versions {
        let (at, by, workshop) = (to_rfc3339(version.at), version.by, version.workshop);
        let state = words.state(version);
        let differences = differences(before.as_ref(), &state);
        before = Some(state);
        if !differences.is_empty() {
            let workshop_title = workshop.and_then(|id| words.workshops.get(&id).cloned());
            changes.push(ActionChanged { at, by: words.person(by), workshop, workshop_title, differences });
        }
    }
    Ok(Json(changes))
}

/// What ids stand for.
struct Words {
    people: BTreeMap<PersonId, PersonName>,
    systems: BTreeMap<SystemId, String>,
    workshops: BTreeMap<WorkshopId, String>,
}

impl Words {
    async fn of(app: &App, team: TeamId, versions: &[ActionVersion]) -> Result<Self> {
        let people: Vec<_> =
            versions.iter().flat_map(|version| version.by.into_iter().chain(version.is.owner)).collect();
        let mut people = app.store.names(&people).await?;
        let mut workshops = BTreeMap::new();
        for id in versions.iter().filter_map(|version| version.workshop).collect::<BTreeSet<_>>() {
            // A guest who scribes may commit to actions, too.
            people.extend(app.store.guests(id).await?.into_iter().map(|guest| (guest.id, guest.name)));
            if let Some(origin) = app.store.origin(id).await? {
                workshops.insert(id, origin.title.to_string());
            }
        }
        let systems = app.store.systems(team).await?;
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
