//! What the server adds to a command: facts that the client does not have or must not choose.

use api::live::Parsed;
use domain::workshop::{Action, Actor, Command, ParticipantKind, Rejection, Standing, Workshop};
use store::Store;

use super::load;
use crate::cards::card;
use crate::clock::{Clock, Entropy};
use crate::error::{Error, Result};

/// Completes a command.
pub(super) async fn resolve(
    parsed: Parsed,
    actor: Actor,
    workshop: &Workshop,
    responder: bool,
    (store, clock, entropy): (&dyn Store, &dyn Clock, &dyn Entropy),
) -> Result<Command> {
    Ok(match parsed {
        Parsed::Ready(command) => *command,
        Parsed::PassHat => Command::PassHat { seed: entropy.bytes32() },
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
            let carried = store.open_actions(workshop.team).await?.into_iter().map(|row| Action {
                id: row.id,
                text: row.text,
                owner: row.owner,
                due: row.due,
                priority: row.priority,
                status: row.status,
                notes: row.notes,
                carried: true,
                revision: row.revision,
                removed: false,
            });
            let carried = carried.collect();
            let owed = match store.last_closed(workshop.team, clock.now()).await? {
                Some(last) => load::workshop(store, last.id).await?.workshop.without_turn(),
                None => Vec::new(),
            };
            Command::Open { carried, owed }
        }
    })
}
