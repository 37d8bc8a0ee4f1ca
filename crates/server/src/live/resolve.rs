//! What the server adds to a command: facts that the client does not have or must not choose.

pub(super) mod owners;
pub(super) mod systems;

use std::collections::BTreeSet;

use api::live::Parsed;
use domain::id::{ActionId, WorkshopId};
use domain::workshop::{Action, Actor, Command, ParticipantKind, Phase, Rejection, Standing, Workshop};
use store::Store;
use store::actions::ActionRow;

use super::load;
use crate::cards::card;
use crate::clock::{Clock, Entropy};
use crate::error::{Error, Result};
use crate::pictures::from_hex;

/// Completes a command.
pub(super) async fn resolve(
    parsed: Parsed,
    actor: Actor,
    (id, workshop): (WorkshopId, &Workshop),
    responder: bool,
    (store, clock, entropy): (&dyn Store, &dyn Clock, &dyn Entropy),
) -> Result<Command> {
    Ok(match parsed {
        Parsed::Ready(command) => {
            if let Command::SetStepPicture { picture: Some(hash), .. } = &*command {
                let bytes = from_hex(hash.as_str()).ok_or(Error::NotFound)?;
                if !store.has_picture(workshop.team, bytes).await? {
                    return Err(Error::Rejected(Rejection::NotFound("This picture")));
                }
            }
            *command
        }
        Parsed::Hat(hat) => hat.complete(entropy.bytes32(), store.knows(workshop.team).await?),
        Parsed::Join => {
            let kind = if actor.standing == Standing::Guest { ParticipantKind::Guest } else { ParticipantKind::Member };
            let draws = responder || kind == ParticipantKind::Guest || actor.person == workshop.facilitator;
            Command::Join { kind, draws }
        }
        Parsed::PlaceCard(scenario) => {
            let row = store.scenario(workshop.team, scenario).await?.filter(|row| !row.archived);
            let row = row.ok_or(Error::Rejected(Rejection::NotFound("This card")))?;
            Command::PlaceCard { card: card(&row) }
        }
        Parsed::Open => {
            let elsewhere = elsewhere(store, id, workshop).await?;
            let open = store.open_actions(workshop.team).await?.into_iter();
            let carried = open.filter(|row| !elsewhere.contains(&row.id)).map(|row| held(row, true)).collect();
            let owed = match store.last_closed(workshop.team, clock.now()).await? {
                Some(last) => load::workshop(store, last.id).await?.workshop.without_turn(),
                None => Vec::new(),
            };
            Command::Open { carried, owed }
        }
        Parsed::Reopen if actor.person == workshop.facilitator && workshop.phase == Phase::Closed => {
            Command::Reopen { actions: reopened(store, id, workshop).await? }
        }
        // It is refused, and nothing needs to be known for that.
        Parsed::Reopen => Command::Reopen { actions: Vec::new() },
        Parsed::Vote { .. } | Parsed::RevealVotes => unreachable!("the room itself has the votes"),
    })
}

/// A stored action as a workshop holds it.
pub(crate) fn held(row: ActionRow, carried: bool) -> Action {
    Action {
        id: row.id,
        text: row.text,
        owner: row.owner,
        due: row.due,
        priority: row.priority,
        impact: row.impact,
        effort: row.effort,
        system: row.system,
        status: row.status,
        reason: row.reason,
        notes: row.notes,
        carried,
        revision: row.revision,
        removed: row.removed,
    }
}

/// The actions that other workshops of the team have which are under way. No second one takes them: the two would write
/// over each other's.
async fn elsewhere(store: &dyn Store, id: WorkshopId, workshop: &Workshop) -> Result<BTreeSet<ActionId>> {
    let mut actions = BTreeSet::new();
    for row in store.workshops_under_way().await?.into_iter().filter(|row| row.team == workshop.team && row.id != id) {
        // From the log: its room might ask for this one at the same moment.
        actions.extend(load::workshop(store, row.id).await?.workshop.actions.into_keys());
    }
    Ok(actions)
}

/// The actions of a closed workshop as they stand now. While another workshop that is under way has some of them it stays
/// closed.
async fn reopened(store: &dyn Store, id: WorkshopId, workshop: &Workshop) -> Result<Vec<Action>> {
    let elsewhere = elsewhere(store, id, workshop).await?;
    if workshop.actions.keys().any(|action| elsewhere.contains(action)) {
        let detail = "Another workshop of the team is under way and has this one's actions. Close that one first.";
        return Err(Error::Conflict { code: "in_workshop", detail });
    }
    let mut actions = Vec::new();
    for action in workshop.actions.keys() {
        let row = store.action(workshop.team, *action).await?;
        actions.extend(row.map(|row| held(row, workshop.actions[action].carried)));
    }
    Ok(actions)
}
